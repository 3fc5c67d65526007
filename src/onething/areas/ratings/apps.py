"""The area as a Django application."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "onething.areas.ratings"
    label = "ratings"
