"""The channel as a Django application."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "onething.channels.hotline"
    label = "hotline"
