"""The channel as a Django application."""

from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "onething.channels.cockpit"
    label = "cockpit"
