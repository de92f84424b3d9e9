"""Addresses of the desk's own pages; those of a plan's draft are in plans.desk_urls."""

from django.urls import path

from kredsraad.desk import inviting, mail, offices, overview, people, posts

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("personer/", people.people, name="people"),
    path("personer/opret/person/", people.person_new, name="person_new"),
    path("personer/opret/plads/", offices.new, {"kind": offices.SEAT}, name="seat_new"),
    path("personer/opret/bemyndigelse/", offices.new, {"kind": offices.DELEGATION}, name="delegation_new"),
    path("personer/opret/varetagelse/", offices.new, {"kind": offices.HOLDING}, name="holding_new"),
    path("personer/opret/funktion/", posts.post_new, name="post_new"),
    path("personer/pladser/<int:pk>/", offices.edit, {"kind": offices.SEAT}, name="seat"),
    path("personer/pladser/<int:pk>/afslut/", offices.end, {"kind": offices.SEAT}, name="seat_end"),
    path("personer/bemyndigelser/<int:pk>/", offices.edit, {"kind": offices.DELEGATION}, name="delegation"),
    path("personer/bemyndigelser/<int:pk>/afslut/", offices.end, {"kind": offices.DELEGATION}, name="delegation_end"),
    path("personer/varetagelser/<int:pk>/", offices.edit, {"kind": offices.HOLDING}, name="holding"),
    path("personer/varetagelser/<int:pk>/afslut/", offices.end, {"kind": offices.HOLDING}, name="holding_end"),
    path("personer/<slug:slug>/", people.person, name="person"),
    path("personer/<slug:slug>/ret/", people.person_edit, name="person_edit"),
    path("personer/<slug:slug>/inviter/", inviting.invite, name="invite"),
    path("personer/<slug:slug>/traek-tilbage/", inviting.withdraw, name="invitation_withdraw"),
    path("personer/<slug:slug>/konto/", inviting.account, name="account"),
    path("funktioner/", posts.posts, name="posts"),
    path("funktioner/<slug:slug>/", posts.post_edit, name="post_edit"),
    path("mail/", mail.mail, name="mail"),
]
