"""The area as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "onething.areas.notices"
    label = "notices"

    def ready(self) -> None:
        from onething.areas.notices import tasks  # noqa: F401  registers the handler of the worker
