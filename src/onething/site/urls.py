"""Collects the addresses of every channel. A channel's own routes say what they need (`kit.pages.page`)."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from onething.kit import problems
from onething.site.health import urlpatterns as health

#: Where a channel's addresses begin, if not at its own name.
PREFIXES = {"portal": "", "account": "", "rest": "api/"}

urlpatterns = [*health]
for channel in sorted(settings.CHANNELS, key=lambda full: (full.endswith(".portal"), full)):  # portal last
    if find_spec(f"{channel}.urls"):
        name = channel.rpartition(".")[2]
        urlpatterns.append(path(PREFIXES.get(name, f"{name}/"), include(import_module(f"{channel}.urls"))))

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.broken
