"""The area as a Django application."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "onething.areas.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from onething.areas.knowledge import tasks  # noqa: F401  registers the periodic work
