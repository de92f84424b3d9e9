"""Addresses of the plans: the district council's at the top, a local council's below its own page."""

from django.urls import URLPattern, include, path, register_converter

from plans.views import public, public_proposals


class YearConverter:
    """A year in four digits, so that a plan has one address only."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """The year as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The year in four digits."""
        return f"{value:04d}"


class EditionConverter(YearConverter):
    """An edition's number, without leading noughts, for the same reason."""

    regex = "[1-9][0-9]{0,3}"

    def to_url(self, value: int) -> str:
        """The number as it is."""
        return str(value)


register_converter(YearConverter, "year")
register_converter(EditionConverter, "edition")

app_name = "plans"


def addresses(prefix: str) -> list[URLPattern]:
    """One council's plan addresses; their names begin with the prefix."""
    return [
        path("", public.newest, name=f"{prefix}newest"),
        path("arkiv/", public.archive, name=f"{prefix}archive"),
        path("<year:year>/", public.plan, name=f"{prefix}plan"),
        path("<year:year>.pdf", public.plan_pdf, name=f"{prefix}plan-pdf"),
        path("<year:year>/udgave/<edition:number>/", public.edition, name=f"{prefix}edition"),
        path("<year:year>/udgave/<edition:number>.pdf", public.edition_pdf, name=f"{prefix}edition-pdf"),
    ]


urlpatterns = [
    path("samarbejdsplan/", include(addresses(""))),
    path("samarbejdsplan/<year:year>/forslag/", public_proposals.proposals, name="proposals"),
    path("lokalraad/<slug:council>/samarbejdsplan/", include(addresses("local-"))),
]
