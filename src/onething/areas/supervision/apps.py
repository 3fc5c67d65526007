"""The area as a Django application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "onething.areas.supervision"
    label = "supervision"

    def ready(self) -> None:
        from onething.areas.supervision import tasks  # noqa: F401  registers the work of the worker
