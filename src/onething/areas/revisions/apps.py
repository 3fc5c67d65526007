"""The area as a Django application."""

from datetime import datetime

from django.apps import AppConfig

from onething.core.actors import Actor
from onething.core.catalogue.model import Package


class RevisionsConfig(AppConfig):
    name = "onething.areas.revisions"
    label = "revisions"

    def ready(self) -> None:
        from onething.areas.catalogue import api as catalogue
        from onething.areas.revisions import tasks  # noqa: F401  registers the periodic work

        catalogue.published.connect(_follow, dispatch_uid="revisions")


def _follow(package: Package, now: datetime, **_told: object) -> None:
    """Let every open draft stand on what holds from now on, whoever published."""
    from onething.areas.revisions import services

    services.follow(Actor.job("revisions"), files=package.sources, now=now)
