"""The channel as a Django application."""

from django.apps import AppConfig

from onething.core.actors import Role
from onething.kit.context import FRAMES


class DeskConfig(AppConfig):
    name = "onething.channels.desk"
    label = "desk"

    def ready(self) -> None:
        FRAMES[Role.CLERK] = "desk/frame.html"  # citizens' pages that a clerk walks stay at the window
