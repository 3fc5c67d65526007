"""The area as a Django application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "onething.areas.register"
    label = "register"
