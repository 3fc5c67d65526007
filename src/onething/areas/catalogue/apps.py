"""The area as a Django application."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "onething.areas.catalogue"
    label = "catalogue"
