"""How full the disks of the house are: an alarm long before one takes nothing more."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings

from onething.kit.jobs import api as jobs

log = structlog.get_logger("onething.room")
#: From so many percent on a disk is said to fill.
ALARM = 80


def disks() -> dict[str, Path]:
    """Return the folders whose disks must not fill, by the name under which the alarm knows them."""
    return {"data": settings.VAR, "envelopes": settings.VAR / "envelopes", "files": settings.FILES}


def filling(places: Mapping[str, Path]) -> dict[str, int]:
    """Return the disks that are filled to `ALARM` percent or more, each once, by the name of the first folder on it."""
    found: dict[str, int] = {}
    seen = set()
    for name, path in places.items():
        if not path.exists() or (device := path.stat().st_dev) in seen:
            continue
        seen.add(device)
        usage = shutil.disk_usage(path)
        percent = 100 - usage.free * 100 // usage.total
        if percent >= ALARM:
            found[name] = percent
    return found


@jobs.every("site.look-at-disks", seconds=60)
def look_at_disks(now: datetime) -> None:
    for name, percent in filling(disks()).items():
        log.error("disk_fills", disk=name, percent=percent)
