"""The area as a Django application."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "onething.areas.certificates"
    label = "certificates"
