"""The area as a Django application; it has no tables of its own."""

from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "onething.areas.impact"
    label = "impact"
