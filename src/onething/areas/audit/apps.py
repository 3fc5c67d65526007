"""The area as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "onething.areas.audit"
    label = "audit"
