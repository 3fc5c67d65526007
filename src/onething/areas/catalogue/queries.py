"""Every read of published definitions. A version never changes, so it is read once in the life of a process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import CharField

from onething.areas.catalogue.keeping import files_of, kept, package_of, read
from onething.areas.catalogue.models import FileRow, SceneRow, VersionRow
from onething.areas.catalogue.permissions import CataloguePermission
from onething.core.actors import Actor
from onething.core.catalogue.loader import Loaded
from onething.core.catalogue.model import Package, Scene, SceneItem, Situation, Topic
from onething.core.errors import NotFound, Unavailable
from onething.kit.statements import Lookup, Written

_NEWEST = Lookup(VersionRow, "city", last=True)
#: Asked with every page and act; the rest of the row is long, and needed once in the life of a process.
_DIGEST = Written(
    lambda city: VersionRow.objects.filter(city=city).order_by("-pk").values_list("digest")[:1], CharField()
)


class NothingPublished(Unavailable):
    code = "catalogue.nothing_published"

    def __init__(self, city: str) -> None:
        super().__init__(f"no package of {city} is published; run onething load {city}")
        self.city = city


class SceneNotFound(NotFound):
    code = "catalogue.scene_not_found"

    def __init__(self, scene: str) -> None:
        super().__init__(f"no scene {scene} in this version")
        self.scene = scene


class ItemNotFound(NotFound):
    code = "catalogue.item_not_found"

    def __init__(self, item: str) -> None:
        super().__init__(f"no item {item} in this version of the scene")
        self.item = item


class SituationNotFound(NotFound):
    code = "catalogue.situation_not_found"

    def __init__(self, situation: str) -> None:
        super().__init__(f"no situation {situation} in this version")
        self.situation = situation


@dataclass(frozen=True, slots=True)
class Version:
    """A published version. id: grows with every publication."""

    id: int
    city: str
    digest: str
    published_at: datetime
    published_by: str
    scenes: int = 0


class VersionNotFound(NotFound):
    code = "catalogue.version_not_found"

    def __init__(self, version: int) -> None:
        super().__init__(f"no version {version} of this city")
        self.version = version


class SampleNotFound(NotFound):
    code = "catalogue.sample_not_found"

    def __init__(self, path: str) -> None:
        super().__init__(f"no sample {path!r}")
        self.path = path


def current(actor: Actor) -> Package:
    """Return the package that holds now, the same object until the next publication. One query.

    Raises NothingPublished.
    """
    known = next((kept(digest) for (digest,) in _DIGEST.rows(settings.CITY)), None)
    return known or package_of(_newest())


def current_digest(actor: Actor) -> str:
    """Return the digest of the package that holds now, "" before the first. One query, of nothing else."""
    return next((digest for (digest,) in _DIGEST.rows(settings.CITY)), "")


def current_version(actor: Actor) -> Version:
    """Return what is known about the package that holds now. Raises NothingPublished."""
    return _version(_newest())


def _newest() -> VersionRow:
    row = _NEWEST.first(settings.CITY)
    if row is None:
        raise NothingPublished(settings.CITY)
    return row


def get_scene(actor: Actor, *, scene: str, hash_: str = "") -> tuple[Package, Scene]:
    """Return a scene with its package: in exactly this version, or without a hash as it holds now.

    Raises SceneNotFound, NothingPublished.
    """
    try:
        package = current(actor)
    except NothingPublished:
        if not hash_:
            raise
    else:
        found = package.scenes.get(scene)
        if found is not None and hash_ in ("", found.hash):
            return package, found
    row = SceneRow.objects.select_related("version").filter(scene=scene, hash=hash_).first()
    if row is None:
        raise SceneNotFound(scene)
    package = package_of(row.version)
    return package, package.scenes[scene]


def get_item(actor: Actor, *, scene: str, hash_: str, item: str) -> tuple[Package, Scene, SceneItem]:
    """Return an item as exactly this version of a scene has it. Raises SceneNotFound, ItemNotFound."""
    package, found = get_scene(actor, scene=scene, hash_=hash_)
    try:
        return package, found, found.item(item)
    except KeyError:
        raise ItemNotFound(item) from None


def get_situation(
    actor: Actor, *, topic: str, scene: str, situation: str
) -> tuple[Package, Topic, Scene, Situation]:
    """Return a situation of the inquiry lists that hold now. Raises SituationNotFound, NothingPublished."""
    package = current(actor)
    found = package.topics.get(topic)
    for one in found.themes.get(scene, ()) if found else ():
        if found is not None and one.id == situation:
            return package, found, package.scenes[scene], one
    raise SituationNotFound(situation)


def list_versions(actor: Actor, *, limit: int = 50) -> list[Version]:
    """Return the published versions of the city, newest first. Raises NotAllowed."""
    actor.must(CataloguePermission.EXPORT)
    rows = VersionRow.objects.filter(city=settings.CITY).order_by("-id")[:limit]
    return [_version(row) for row in rows]


def version_before(actor: Actor, *, version: int) -> Version:
    """Return the version that held before this one. Raises NotAllowed, NothingPublished (it was the first)."""
    actor.must(CataloguePermission.EXPORT)
    row = VersionRow.objects.filter(city=settings.CITY, pk__lt=version).order_by("-id").first()
    if row is None:
        raise NothingPublished(settings.CITY)
    return _version(row)


def get_version(actor: Actor, *, version: int) -> tuple[Version, Package]:
    """Return a version with its package. Raises NotAllowed, VersionNotFound."""
    actor.must(CataloguePermission.EXPORT)
    row = VersionRow.objects.filter(city=settings.CITY, pk=version).first()
    if row is None:
        raise VersionNotFound(version)
    return _version(row), package_of(row)


def get_sample(actor: Actor, *, path: str) -> bytes:
    """Return the picture of a sample of the version in force: a paper as it should be, with invented data.

    path: below `samples/` of the package. Raises SampleNotFound, NothingPublished.
    """
    actor.must(CataloguePermission.READ)
    hash_ = _newest().files.get(f"samples/{path}")
    row = FileRow.objects.filter(hash=hash_).first() if hash_ else None
    if row is None:
        raise SampleNotFound(path)
    return bytes(row.content)


def read_files(actor: Actor, *, files: Mapping[str, bytes]) -> Loaded:
    """Return a package as its files say it, published or not; what is as in the last one that was read is not read again.

    Raises NotAllowed.
    """
    actor.must(CataloguePermission.READ)
    return read(files)


def export(actor: Actor, *, version: int | None = None) -> dict[str, bytes]:
    """Return the files of a version, byte for byte as they were published. version: None = the newest.

    Raises NotAllowed, NothingPublished.
    """
    actor.must(CataloguePermission.EXPORT)
    row = _newest() if version is None else VersionRow.objects.filter(pk=version).first()
    if row is None:
        raise NothingPublished(settings.CITY)
    return files_of(row)


def _version(row: VersionRow) -> Version:
    return Version(row.pk, row.city, row.digest, row.published_at, row.published_by)


class PublishedScenes:
    """What `core.cases.ports.FrozenScenes` asks for, from the published versions.

    A version never changes, so one that was found is kept: every act on a case asks for it several times.
    """

    MOST = 64

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[Package, Scene]] = {}

    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        found = self._found.get((scene, hash_))
        if found is None:
            found = get_scene(Actor.job("frozen"), scene=scene, hash_=hash_)
            if len(self._found) >= self.MOST:
                self._found.clear()
            self._found[scene, hash_] = found
        return found
