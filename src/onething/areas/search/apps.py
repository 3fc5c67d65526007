"""The area as a Django application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "onething.areas.search"
    label = "search"
