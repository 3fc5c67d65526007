"""The area as a Django application."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "onething.areas.problems"
    label = "problems"

    def ready(self) -> None:
        from onething.areas.problems import tasks  # noqa: F401  registers the periodic work
