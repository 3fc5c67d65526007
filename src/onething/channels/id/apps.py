"""The channel as a Django application."""

from django.apps import AppConfig


class IdConfig(AppConfig):
    name = "onething.channels.id"
    label = "id"
