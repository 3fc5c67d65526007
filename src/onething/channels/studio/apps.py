"""The channel as a Django application."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "onething.channels.studio"
    label = "studio"
