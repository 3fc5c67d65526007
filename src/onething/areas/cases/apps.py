"""The area as a Django application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onething.areas.cases"
    label = "cases"

    def ready(self) -> None:
        from onething.areas.cases import tasks  # noqa: F401  registers the handlers of the worker
