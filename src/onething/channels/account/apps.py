"""The channel as a Django application."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "onething.channels.account"
    label = "account"
