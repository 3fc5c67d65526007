"""The channel as a Django application."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "onething.channels.rest"
    label = "rest"
