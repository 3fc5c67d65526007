"""The area as a Django application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "onething.areas.exchange"
    label = "exchange"
