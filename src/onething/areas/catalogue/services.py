"""Every write of published definitions: there is one, and it refuses what is not proved."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal

from onething.areas.audit import api as audit
from onething.areas.catalogue.changes import note_changes
from onething.areas.catalogue.keeping import STEP, read
from onething.areas.catalogue.models import FileRow, SceneRow, VersionRow
from onething.areas.catalogue.permissions import CataloguePermission
from onething.areas.catalogue.proving import findings_of
from onething.areas.catalogue.queries import Version
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.errors import Conflict, RuleBroken
from onething.core.findings import Finding, Refused
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port

#: Told within the transaction of a publication, to areas above: `actor`, `package`, `now`.
published = Signal()


class PackageRefused(Refused):
    """The package has errors. findings: all of them, with file, line and witness."""

    code = "catalogue.package_refused"


class WrongCity(RuleBroken):
    code = "catalogue.wrong_city"

    def __init__(self, given: str, city: str) -> None:
        super().__init__(f"this house is that of {city}; the package is of {given}")
        self.given, self.city = given, city


@dataclass(frozen=True, slots=True)
class Proved:
    """A package that may be published: read, and every scene proved as it would run from today. findings: warnings that passed."""

    package: Package
    files: Mapping[str, bytes]
    hashes: Mapping[str, str]
    digest: str
    findings: tuple[Finding, ...]


def publish(actor: Actor, *, files: Mapping[str, bytes], now: datetime, onto: str | None = None) -> Version:
    """Make a package the one that holds: proved first, then kept. The same files again, while they hold, change nothing.

    onto: digest of the version that the files were made from; another one that holds meanwhile is not overwritten.
    Raises NotAllowed, PackageRefused (all findings), WrongCity, AnotherPublished.
    """
    actor.must(CataloguePermission.PUBLISH)
    _, digest = _hashed(files)
    newest = VersionRow.objects.filter(city=settings.CITY).order_by("-id").first()
    if newest is not None and newest.digest == digest:
        return _version(newest, 0)
    return publish_proved(actor, proved=prove_files(actor, files=files, now=now), now=now, onto=onto)


def prove_files(actor: Actor, *, files: Mapping[str, bytes], now: datetime) -> Proved:
    """Prove a package so that it can be published. Takes its time and holds nothing: to be called outside of a transaction.

    Raises NotAllowed, PackageRefused (all findings), WrongCity.
    """
    actor.must(CataloguePermission.PUBLISH)
    hashes, digest = _hashed(files)
    loaded = read(files)
    package = loaded.package
    if package is None:
        raise PackageRefused([one for one in loaded.findings if one.blocks] or loaded.findings)
    if package.id != settings.CITY:
        raise WrongCity(package.id, settings.CITY)
    found = [*loaded.findings, *_proved(package, now)]
    if blocking := [one for one in found if one.blocks]:
        raise PackageRefused(blocking)
    return Proved(package, files, hashes, digest, tuple(found))


def _hashed(files: Mapping[str, bytes]) -> tuple[dict[str, str], str]:
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    return hashes, hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()


def _proved(package: Package, now: datetime) -> list[Finding]:
    return findings_of(package, calendar=port(WorkCalendar), on=now.astimezone(SHANGHAI).date())


class AnotherPublished(Conflict):
    """Somebody published since the files were read; the difference has to be seen first. version: the one that holds."""

    code = "catalogue.another_published"

    def __init__(self, version: int, by: str) -> None:
        super().__init__(f"version {version} was published by {by} meanwhile")
        self.version, self.by = version, by


@transaction.atomic
def publish_proved(actor: Actor, *, proved: Proved, now: datetime, onto: str | None = None) -> Version:
    """Keep what is proved as the version that holds, unless another one was published since; the same files again change nothing.

    onto: as of `publish`. Raises NotAllowed, AnotherPublished.
    """
    actor.must(CataloguePermission.PUBLISH)
    package, files, hashes, digest = proved.package, proved.files, proved.hashes, proved.digest
    holds = _must_hold(package.id, onto)
    if holds is not None and holds.digest == digest:
        return _version(holds, 0)
    _keep_files(files, hashes)
    row = VersionRow.objects.create(
        city=package.id,
        digest=digest,
        files=dict(hashes),
        findings=[
            {"code": one.code, "scene": one.scene, "message": one.message.zh, "because": one.because}
            for one in proved.findings
        ],
        published_at=now,
        published_by=actor.id,
    )
    known = set(SceneRow.objects.filter(scene__in=package.scenes).values_list("scene", "hash"))
    new = [
        SceneRow(scene=scene.id, hash=scene.hash, version=row)
        for scene in package.scenes.values()
        if (scene.id, scene.hash) not in known
    ]
    SceneRow.objects.bulk_create(new)
    note_changes(package, row)
    audit.record(
        actor,
        action="catalogue:publish",
        detail={"city": package.id, "digest": digest, "scenes": [one.scene for one in new]},
        now=now,
    )
    published.send(sender=VersionRow, actor=actor, package=package, now=now)
    return _version(row, len(new))


def _must_hold(city: str, onto: str | None) -> VersionRow | None:
    """Wait for whoever publishes at this moment, then return what holds, None before the first. Raises AnotherPublished."""
    newest = VersionRow.objects.filter(city=city).order_by("-id").values_list("id", flat=True)[:1]
    VersionRow.objects.select_for_update().filter(pk__in=list(newest)).first()
    holds = VersionRow.objects.filter(city=city).order_by("-id").defer("files", "findings").first()
    if onto is not None and holds is not None and holds.digest != onto:
        raise AnotherPublished(holds.pk, holds.published_by)
    return holds


def _keep_files(files: Mapping[str, bytes], hashes: Mapping[str, str]) -> None:
    """Write the files that no version has yet."""
    paths = {hash_: path for path, hash_ in hashes.items()}
    wanted = sorted(paths)
    for start in range(0, len(wanted), STEP):
        some = wanted[start : start + STEP]
        there = set(FileRow.objects.filter(hash__in=some).values_list("hash", flat=True))
        new = [FileRow(hash=hash_, content=files[paths[hash_]]) for hash_ in some if hash_ not in there]
        FileRow.objects.bulk_create(new, ignore_conflicts=True)


def _version(row: VersionRow, scenes: int) -> Version:
    return Version(row.pk, row.city, row.digest, row.published_at, row.published_by, scenes)
