"""The channel as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onething.channels.desk"
    label = "desk"
