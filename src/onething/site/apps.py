"""`site` as an application: it wires the house when Django is ready."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "onething.site"
    label = "onething_site"

    def ready(self) -> None:
        from onething.site.wiring import wire

        wire()
        from django.conf import settings

        from onething.site import room  # noqa: F401  registers the alarm of the disks

        if settings.DEMO:
            from onething.kit.jobs import api as jobs
            from onething.site import demo

            jobs.handler(demo.FILL, atomic=False)(demo.fill)
