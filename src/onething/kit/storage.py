"""Static files whose addresses carry the hash of their content, without a build step."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def _mark(name: str) -> str:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"no static file {name}: a template names one that no application has")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]


class VersionedStorage(StaticFilesStorage):
    """Gives `/static/NAME?v=HASH`. A name that no application has is an error, in every mode."""

    def url(self, name: str) -> str:
        if settings.DEBUG:
            _mark.cache_clear()
        return f"{super().url(name)}?v={_mark(name)}"
