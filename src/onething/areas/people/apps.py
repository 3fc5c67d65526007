"""The area as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onething.areas.people"
    label = "people"
