"""The area as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "onething.areas.documents"
    label = "documents"
