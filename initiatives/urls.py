"""Addresses of the focus areas and the initiatives."""

from django.urls import path

from initiatives import views

app_name = "initiatives"

urlpatterns = [
    path("indsatsomraader/", views.focus_list, name="list"),
    path("indsatsomraader/<slug:slug>/", views.focus_detail, name="focus"),
    path("indsatser/<slug:slug>/", views.initiative_detail, name="initiative"),
]
