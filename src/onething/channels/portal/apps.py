"""The channel as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "onething.channels.portal"
    label = "portal"
