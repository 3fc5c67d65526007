"""The area as a Django application."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "onething.areas.ratings"
    label = "ratings"

    def ready(self) -> None:
        from onething.areas.ratings import tasks  # noqa: F401  registers the periodic work
