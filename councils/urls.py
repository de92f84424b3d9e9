"""Addresses of the councils and bodies. A council's own page looks across the registers: kredsraad.urls adds it."""

from django.urls import path

from councils import views

urlpatterns = [
    path("lokalraad/", views.council_list, name="list"),
    path("raad-og-naevn/", views.body_list, name="bodies"),
    path("raad-og-naevn/<slug:slug>/", views.body_detail, name="body"),
]
