"""When each item and each scene said what: one row for each change, so that every version of a thing can be found again."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from onething.areas.catalogue.keeping import package_of
from onething.areas.catalogue.models import ChangeRow, VersionRow
from onething.areas.catalogue.permissions import CataloguePermission
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.errors import NotFound

ITEM, SCENE = "item", "scene"
#: Characters of a hash that name a version; fewer name none.
LEAST_DIGITS = 16


class ThingVersionNotFound(NotFound):
    code = "catalogue.thing_version_not_found"

    def __init__(self, thing: str, hash_: str) -> None:
        super().__init__(f"{thing} was never published as {hash_}")
        self.thing, self.hash = thing, hash_


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """A thing in one version. package: one in which it was so. periods: since when and until when it held, the first first;
    until None = now. newest: hash of the version that holds now, "" if the thing is there no more.
    """

    package: Package
    hash: str
    periods: tuple[tuple[datetime, datetime | None], ...]
    newest: str


def note_changes(package: Package, version: VersionRow) -> None:
    """Write down what is new, otherwise or gone since the last publication of the city, which is that of `version`."""
    of_city = ChangeRow.objects.filter(version__city=package.id)
    newest = of_city.order_by().values("kind", "thing").annotate(last=Max("id")).values("last")
    known = {
        (kind, thing): hash_
        for kind, thing, hash_ in ChangeRow.objects.filter(id__in=newest).values_list("kind", "thing", "hash")
    }
    now = {(ITEM, one.id): one.hash for one in package.items.values()}
    now |= {(SCENE, one.id): one.hash for one in package.scenes.values()}
    gone = {key: "" for key in known if key not in now}
    ChangeRow.objects.bulk_create(
        [
            ChangeRow(kind=kind, thing=thing, hash=hash_, version=version)
            for (kind, thing), hash_ in (now | gone).items()
            if known.get((kind, thing), "") != hash_
        ],
        batch_size=500,
    )


def find_thing_version(actor: Actor, *, kind: str, thing: str, hash_: str = "") -> HeldVersion:
    """Return an item or scene (`ITEM`, `SCENE`) as it was in a version, also one that holds no more; the last without a hash.

    hash_: at least its first 16 digits. Raises NotAllowed, ThingVersionNotFound.
    """
    actor.must(CataloguePermission.READ)
    rows = ChangeRow.objects.filter(kind=kind, thing=thing, version__city=settings.CITY).order_by("id")
    told = list(rows.values_list("hash", "version", "version__published_at"))
    known = [hash_of for hash_of, _, _ in told if hash_of]
    wanted = next((one for one in reversed(known) if one.startswith(hash_)), "")
    if not wanted or (hash_ and len(hash_) < LEAST_DIGITS):
        raise ThingVersionNotFound(thing, hash_)
    ends = [*(at for _, _, at in told[1:]), None]
    periods = tuple((at, end) for (one, _, at), end in zip(told, ends, strict=True) if one == wanted)
    version = next(pk for one, pk, _ in told if one == wanted)
    return HeldVersion(package_of(VersionRow.objects.get(pk=version)), wanted, periods, told[-1][0])
