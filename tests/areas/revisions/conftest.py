"""A city whose package is published, and those who write, review and schedule revisions of it."""

from datetime import date

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.catalogue.models import FileRow, SceneRow, VersionRow
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from tests.areas.cases.world import at
from tests.areas.revisions.town import FILES


def staff(id, role, department):
    return Actor(f"user:{id}", id, frozenset({role}), department=department, division="441900000000")


AUTHOR = staff("author", Role.ITEM_MANAGER, "welfare")
COLLEAGUE = staff("colleague", Role.ITEM_MANAGER, "welfare")
OTHER = staff("other", Role.ITEM_MANAGER, "health")
CHIEF = staff("chief", Role.MANAGER, "welfare")
OTHER_CHIEF = staff("other-chief", Role.MANAGER, "health")
STANDARD = staff("standard", Role.ITEM_STANDARD, "data-services")
STANDARD_TWO = staff("standard-two", Role.ITEM_STANDARD, "data-services")
WORKER = Actor.job("revisions")
BEGIN = at("2026-01-05")
NOW = at("2026-03-05")
TODAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def published(db):
    for rows in (SceneRow, VersionRow, FileRow):
        rows.objects.all().delete()
    return catalogue.publish(Actor.job("load"), files=FILES, now=BEGIN)


def changed(path, old, new, files=FILES):
    """Return the file with one place of it otherwise."""
    assert old.encode() in files[path], old
    return {path: files[path].replace(old.encode(), new.encode())}


def written(files, *, actor=AUTHOR, title="调整"):
    """Return a draft of the actor with these files."""
    one = revisions.open_revision(actor, title=title, now=NOW)
    return revisions.save_files(actor, revision_id=one.id, files=files, seen=one.sequence, now=NOW)


def scheduled(files, *, actor=AUTHOR, on=TODAY, chiefs=(CHIEF,)):
    """Return a revision that both reviews let through."""
    one = written(files, actor=actor)
    revisions.submit(actor, revision_id=one.id, now=NOW)
    for chief in chiefs:
        revisions.approve_department(chief, revision_id=one.id, now=NOW)
    return revisions.approve_city(STANDARD, revision_id=one.id, on=on, now=NOW)


def published_one(files, **how):
    one = scheduled(files, **how)
    assert revisions.publish_due(WORKER, now=NOW) == 1
    return revisions.get_revision(AUTHOR, revision_id=one.id)
