"""The area as a Django application."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "onething.areas.guidance"
    label = "guidance"

    def ready(self) -> None:
        from onething.areas.guidance import tasks  # noqa: F401  registers what the worker does
