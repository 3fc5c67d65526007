"""The job table as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "onething.kit.jobs"
    label = "jobs"
