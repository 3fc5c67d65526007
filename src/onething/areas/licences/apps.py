"""The area as a Django application."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "onething.areas.licences"
    label = "licences"

    def ready(self) -> None:
        from onething.areas.licences import tasks  # noqa: F401  registers the handler of the worker
