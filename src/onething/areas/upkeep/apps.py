"""The area as a Django application; it has no tables of its own."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "onething.areas.upkeep"
    label = "upkeep"
