"""The area as a Django application."""

from datetime import datetime

from django.apps import AppConfig

from onething.core.actors import Actor
from onething.core.catalogue.model import Package


class RegisterConfig(AppConfig):
    name = "onething.areas.register"
    label = "register"

    def ready(self) -> None:
        from onething.areas.catalogue import api as catalogue

        catalogue.published.connect(_take_definitions, dispatch_uid="register")


def _take_definitions(package: Package, now: datetime, **_told: object) -> None:
    """Take the definitions of a publication in, and the entries that it writes itself, whoever published."""
    from onething.areas.register import services

    services.take_definitions(Actor.job("register"), package=package, now=now)
    services.take_entries(Actor.job("register"), package=package, now=now)
