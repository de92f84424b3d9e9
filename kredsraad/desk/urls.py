"""Addresses of the desk's own pages; those of a plan's draft are in plans.desk_urls."""

from django.urls import path

from kredsraad.desk import mail, overview, people

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("personer/", people.people, name="people"),
    path("personer/<slug:slug>/", people.person, name="person"),
    path("mail/", mail.mail, name="mail"),
]
