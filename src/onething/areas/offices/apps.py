"""The area as a Django application."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "onething.areas.offices"
    label = "offices"
