"""`kit` as an application: it brings the English texts of every application to Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "onething.kit"

    def ready(self) -> None:
        from onething.kit.texts import install

        install()
