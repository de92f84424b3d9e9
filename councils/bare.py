"""Queries whose rows are fetched as the driver gives them, and made into Python values only when somebody needs them.

A page that is kept (councils.serving.PageStore) is kept under the very rows it was made from. To find it again, the
rows are read and compared, nothing more: that is a tenth of the time of reading them through the ORM.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class BareRows:
    """The rows of a `values_list` queryset, unconverted, and the queryset that can convert them."""

    queryset: QuerySet
    rows: list[tuple[Any, ...]]

    @property
    def version(self) -> str:
        """The same for the same rows, and for no others."""
        return repr(self.rows)

    def values(self) -> list[tuple[Any, ...]]:
        """The rows as Python values; no further query."""
        compiler = self.queryset.query.get_compiler(connection=connection)
        compiler.as_sql()
        return list(compiler.results_iter(results=[self.rows], tuple_expected=True))


def fetch(build: Callable[..., QuerySet], *arguments: Any) -> BareRows:
    """The rows of the queryset that `build` makes of the arguments (which are hashable); one query.

    The queryset is compiled once for each kind of database and arguments; the last few are remembered.
    """
    queryset, sql, parameters = _compiled(connection.vendor, build, arguments)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return BareRows(queryset, cursor.fetchall())


@lru_cache(maxsize=32)
def _compiled(vendor: str, build: Callable[..., QuerySet], arguments: tuple[Any, ...]) -> tuple[QuerySet, str, Any]:
    queryset = build(*arguments)
    sql, parameters = queryset.query.get_compiler(connection=connection).as_sql()
    return queryset, sql, parameters
