"""The area as a Django application."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "onething.areas.training"
    label = "training"

    def ready(self) -> None:
        from onething.areas.training import tasks  # noqa: F401  registers the periodic work
