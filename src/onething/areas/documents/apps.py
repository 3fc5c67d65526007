"""The area as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "onething.areas.documents"
    label = "documents"

    def ready(self) -> None:
        from onething.areas.documents import tasks  # noqa: F401  registers the handler of the worker
