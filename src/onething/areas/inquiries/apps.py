"""The area as a Django application."""

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "onething.areas.inquiries"
    label = "inquiries"
