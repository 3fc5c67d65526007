"""The channel as a Django application."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "onething.channels.review"
    label = "review"
