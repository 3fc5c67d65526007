"""The area as a Django application."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "onething.areas.licences"
    label = "licences"
