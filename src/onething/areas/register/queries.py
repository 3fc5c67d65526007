"""Every read of the register: lists, what they can be narrowed by, and the ratios with the list behind each number."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT

from onething.areas.register.models import ItemRow, NewsRow, VersionRow
from onething.areas.register.permissions import RegisterPermission
from onething.core.actors import Actor
from onething.core.cases.shapes import read_as
from onething.core.errors import NotFound
from onething.core.register.certificates import Demand, Forbidden, demand_of
from onething.core.register.entries import Entry, Project
from onething.core.register.family import Branch, Member, family
from onething.core.register.filed import path_of
from onething.core.register.files import write_entry
from onething.core.register.ratios import EX_OFFICIO, Ratio, Says, Share
from onething.core.register.towns import is_of_a_town
from onething.kit.statements import Written

#: Asked with every search.
_LAST = Written(lambda: VersionRow.objects.order_by("-pk").values_list("pk", "hash")[:1])


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a list. number: of its version."""

    source: str
    key: str
    name: str
    department: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Demanding:
    """An imported item with a material that is, or may be, a village certificate nobody may demand."""

    source: str
    key: str
    name: str
    demand: Demand


@dataclass(frozen=True, slots=True)
class Asked:
    """Which items are meant; "" and None = whatever. ratio, says: those of the base that say so of a ratio."""

    words: str = ""
    kind: str = ""
    level: str = ""
    department: str = ""
    source: str = ""
    scene: bool | None = None
    ratio: Ratio | None = None
    says: Says = Says.YES


class ItemNotFound(NotFound):
    code = "register.item_not_found"

    def __init__(self, source: str, key: str) -> None:
        super().__init__(f"no item {key!r} came from {source!r}, or not in that version")
        self.source, self.key = source, key


@dataclass(frozen=True, slots=True)
class Held:
    """An item in one version. versions: all of them, the newest first. hash: of this one."""

    @dataclass(frozen=True, slots=True)
    class Version:
        """until: when the next one began, None for the newest. edited: written here."""

        number: int
        at: datetime
        by: str
        edited: bool
        until: datetime | None

    source: str
    entry: Entry
    number: int
    versions: tuple[Version, ...]
    hash: str = ""

    @property
    def newest(self) -> bool:
        return self.number == self.versions[0].number


EVERYTHING = Asked()
LINE = ("source", "key", "name", "department", "kind", "number")
#: Rows that are read together.
STEP = 500
#: Digits of a hash that name a version; fewer name none.
LEAST_DIGITS = 16
NONE: Mapping[str, int] = {}
#: What a list can be narrowed by.
FACETS = ("kind", "level", "department", "source", "scene")
_BASE = Q(scene=False) & ~Q(kind__in=[one.value for one in EX_OFFICIO])
#: Ratio → what says yes, and what tells anything at all.
_YES: Mapping[Ratio, tuple[Q, Q]] = {
    Ratio.ONLINE: (Q(online=True), Q(online__isnull=False)),
    Ratio.WHOLLY_ONLINE: (Q(depth=4) & (Q(visits=0) | Q(visits=None)), Q(depth__isnull=False)),
    Ratio.NO_VISIT: (Q(visits=0), Q(visits__isnull=False)),
    Ratio.ON_THE_SPOT: (Q(project=Project.IMMEDIATE.value), ~Q(project="")),
    Ratio.ONE_GATE: (Q(in_hall=True), Q(in_hall__isnull=False)),
    Ratio.ONE_WINDOW: (Q(one_window=True), Q(one_window__isnull=False)),
}
#: Of the base, and wholly online: for the way there.
WHOLLY = (_BASE, _YES[Ratio.WHOLLY_ONLINE][0])


def list_items(
    actor: Actor, *, city: str, asked: Asked = EVERYTHING, after: str = "", limit: int = 100
) -> list[Line]:
    """Return the items of a city in the order of source and key, those after `SOURCE/KEY`. Raises NotAllowed."""
    rows = _asked(actor, city, asked).order_by("source", "key")
    if after:
        source, _, key = after.partition("/")
        rows = rows.filter(source__gte=source).exclude(source=source, key__lte=key)
    return [Line(*one) for one in rows.values_list(*LINE)[:limit]]


def list_demanding(
    actor: Actor, *, city: str, forbidden: Sequence[Forbidden], without: str = ""
) -> list[Demanding]:
    """Return what the items of a city ask of villages against the list, what is certain first, in the order of source and
    key. without: a source whose items are left out: those that are defined cannot be published so. Raises NotAllowed.
    """
    actor.must(RegisterPermission.READ)
    rows = ItemRow.objects.filter(city=city).exclude(source=without).order_by("source", "key")
    found = [
        Demanding(source, key, name, demand)
        for source, key, name, papers in rows.values_list("source", "key", "name", "data__materials")
        for one in papers or ()
        if (
            demand := demand_of(
                one["name"], f"{one.get('standard', '')} {one.get('fill_note', '')}", forbidden
            )
        )
    ]
    return sorted(found, key=lambda one: not one.demand.certain)


def iterate_entries(actor: Actor, *, city: str, without: str = "") -> Iterator[Entry]:
    """Give every entry of a city in the order of source and key, but those of a source; memory holds some at a time. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    kept = ItemRow.objects.filter(city=city).exclude(source=without)
    rows = kept.order_by("source", "key").values_list("data", flat=True)
    return (read_as(Entry, data) for data in rows.iterator(chunk_size=500))


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with the mapping that it came by. hash: of the version that holds."""

    source: str
    hash: str
    entry: Entry


def iterate_kept(actor: Actor, *, city: str, without: str = "") -> Iterator[Kept]:
    """Give the same entries with their source and the hash of their version. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    kept = ItemRow.objects.filter(city=city).exclude(source=without).order_by("source", "key")
    rows = kept.values_list("source", "hash", "data")
    return (
        Kept(source, hash_, read_as(Entry, data)) for source, hash_, data in rows.iterator(chunk_size=500)
    )


def iterate_with_source(actor: Actor, *, city: str, without: str = "") -> Iterator[tuple[str, Entry]]:
    """Give every entry of a city as `iterate_entries` does, each with the mapping that it came by. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    kept = ItemRow.objects.filter(city=city).exclude(source=without)
    rows = kept.order_by("source", "key").values_list("source", "data")
    return ((source, read_as(Entry, data)) for source, data in rows.iterator(chunk_size=500))


def last_change(actor: Actor) -> str:
    """Return a text that changes whenever an item of any city does, "" before the first. One row is read. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    return "".join(f"{number}:{hash_}" for number, hash_ in _LAST.rows())


def count_items(actor: Actor, *, city: str, asked: Asked = EVERYTHING) -> int:
    """Return how many items a list has in all. Raises NotAllowed."""
    return _asked(actor, city, asked).count()


def count_facets(
    actor: Actor, *, city: str, asked: Asked = EVERYTHING, facets: Collection[str] = FACETS
) -> dict[str, dict[str, int]]:
    """Return facet → value → how many of these items, the most frequent first. Raises NotAllowed."""
    rows = _asked(actor, city, asked)
    return {
        facet: {
            str(value): count
            for value, count in rows.values_list(facet).annotate(count=Count("id")).order_by("-count", facet)
        }
        for facet in facets
    }


def get_item(actor: Actor, *, city: str, source: str, key: str, number: int | None = None) -> Held:
    """Return an item as it is, or as it was in the version of that number. Raises NotAllowed, ItemNotFound."""
    actor.must(RegisterPermission.READ)
    row = ItemRow.objects.filter(city=city, source=source, key=key).only("id", "number").first()
    if row is None:
        raise ItemNotFound(source, key)
    wanted = row.number if number is None else number
    versions = VersionRow.objects.filter(item=row).order_by("-number")
    found = versions.filter(number=wanted).values_list("data", "hash").first()
    if found is None:
        raise ItemNotFound(source, key)
    data, hash_ = found
    told = list(versions.values_list("number", "at", "by", "edited"))
    until = [None, *(at for _number, at, _by, _edited in told)]
    listed = tuple(Held.Version(*one, end) for one, end in zip(told, until, strict=False))
    return Held(source, read_as(Entry, data), wanted, listed, hash_)


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """An entry as one version has it. periods: since when and until when it was so, the first first; until None = now.

    newest: hash of the version that holds now.
    """

    entry: Entry
    number: int
    hash: str
    periods: tuple[tuple[datetime, datetime | None], ...]
    newest: str


def find_version(actor: Actor, *, city: str, source: str, key: str, hash_: str) -> EntryVersion:
    """Return an entry in the version of this hash, also one that holds no more. hash_: at least its first 16 digits.

    Raises NotAllowed, ItemNotFound.
    """
    actor.must(RegisterPermission.READ)
    versions = VersionRow.objects.filter(item__city=city, item__source=source, item__key=key).order_by(
        "number"
    )
    told = list(versions.values_list("hash", "number", "at"))
    wanted = next(
        (one for one, _, _ in reversed(told) if len(hash_) >= LEAST_DIGITS and one.startswith(hash_)), ""
    )
    if not wanted:
        raise ItemNotFound(source, key)
    ends = [*(at for _, _, at in told[1:]), None]
    periods = tuple((at, end) for (one, _, at), end in zip(told, ends, strict=True) if one == wanted)
    number = max(number for one, number, _ in told if one == wanted)
    data = versions.values_list("data", flat=True).get(number=number)
    return EntryVersion(read_as(Entry, data), number, wanted, periods, told[-1][0])


@dataclass(frozen=True, slots=True)
class Given:
    """An entry as its source gave it last, in the shape of a file. number: of that version; by: who took it in."""

    number: int
    file: bytes
    by: str


def given_files(
    actor: Actor, *, city: str, entries: Collection[tuple[str, str]], numbers: Mapping[str, int] = NONE
) -> dict[str, Given]:
    """Return path → the entry as its source gave it last; what a revision that writes it first begins with. One query for each.

    entries: source and key of those asked for. numbers: path → the version to be given instead. Raises NotAllowed.
    """
    actor.must(RegisterPermission.READ)
    found = {}
    for source, key in entries:
        path = path_of(source, key)
        versions = VersionRow.objects.filter(
            item__city=city, item__source=source, item__key=key, edited=False
        )
        if path in numbers:
            versions = versions.filter(number=numbers[path])
        row = versions.order_by("-number").values_list("number", "data", "by").first()
        if (
            row is not None and path not in numbers
        ):  # while it was written here, its source may have said more
            later = NewsRow.objects.filter(
                item__city=city, item__source=source, item__key=key, item__edited=True, number__gt=row[0]
            )
            row = (row[0], *(later.order_by("-pk").values_list("data", "by").first() or row[1:]))
        if row is not None:
            number, data, by = row
            found[path] = Given(number, write_entry(source, read_as(Entry, data)), by)
    return found


def find_masters(actor: Actor, *, city: str, codes: Collection[str]) -> dict[str, Entry]:
    """Return code of the basic catalogue → the city's own entry of that item, for those that have one. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    rows = ItemRow.objects.filter(city=city, data__catalogue_code__in=sorted(codes)).order_by("source", "key")
    found: dict[str, Entry] = {}
    for data in rows.values_list("data", flat=True) if codes else ():
        entry = read_as(Entry, data)
        if not is_of_a_town(entry):
            found.setdefault(entry.catalogue_code, entry)
    return found


def find_item(actor: Actor, *, city: str, source: str, key: str) -> Line | None:
    """Return the item of a source with this key, if there is one. Raises NotAllowed."""
    rows = _asked(actor, city, EVERYTHING).filter(source=source, key=key)
    told = rows.values_list(*LINE).first()
    return None if told is None else Line(*told)


def find_coded(actor: Actor, *, city: str, codes: Collection[str]) -> dict[str, list[Line]]:
    """Return implementation code → the items that have it, in the order of source and key. Raises NotAllowed."""
    found: dict[str, list[Line]] = {}
    wanted = sorted(codes)
    for start in range(0, len(wanted), STEP):
        rows = _asked(actor, city, EVERYTHING).filter(data__code__in=wanted[start : start + STEP])
        told = rows.order_by("source", "key").values_list(KT("data__code"), *LINE)
        for code, *line in told:
            found.setdefault(code, []).append(Line(*line))
    return found


def find_entries(
    actor: Actor, *, city: str, entries: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Entry]:
    """Return source and key → the entry as it holds, for those that are there. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    by_source: dict[str, list[str]] = {}
    for source, key in sorted(entries):
        by_source.setdefault(source, []).append(key)
    found = {}
    for source, keys in by_source.items():
        for start in range(0, len(keys), STEP):
            rows = ItemRow.objects.filter(city=city, source=source, key__in=keys[start : start + STEP])
            for key, data in rows.values_list("key", "data"):
                found[source, key] = read_as(Entry, data)
    return found


def list_family(actor: Actor, *, city: str, source: str, key: str) -> tuple[Branch, ...]:
    """Return the tree of the main item to which an item belongs, in its body; nothing where it stands alone. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    here = ItemRow.objects.filter(city=city, source=source, key=key).values("main_item", "department").first()
    if here is None or not here["main_item"]:
        return ()
    rows = ItemRow.objects.filter(city=city, source=source, **here)
    told = rows.values_list("key", "name", "main_item", KT("data__code"), "number")
    members = [Member(key_, name, main, code or "", number) for key_, name, main, code, number in told]
    return family(members) if len(members) > 1 else ()


def tally(actor: Actor, *, city: str, asked: Asked = EVERYTHING) -> tuple[Share, ...]:
    """Return every ratio of these items; `Asked.ratio` gives the list behind each number. One query. Raises NotAllowed."""
    wanted = {}
    for ratio, (yes, told) in _YES.items():
        wanted[f"{ratio}_yes"] = Count("id", filter=yes)
        wanted[f"{ratio}_told"] = Count("id", filter=told)
    found = _asked(actor, city, asked).filter(_BASE).aggregate(base=Count("id"), **wanted)
    return tuple(
        Share(
            ratio,
            found[f"{ratio}_yes"],
            found[f"{ratio}_told"] - found[f"{ratio}_yes"],
            found["base"] - found[f"{ratio}_told"],
        )
        for ratio in _YES
    )


def _asked(actor: Actor, city: str, asked: Asked) -> "QuerySet[ItemRow]":
    actor.must(RegisterPermission.READ)
    rows = ItemRow.objects.filter(city=city)
    for word in asked.words.split():
        rows = rows.filter(name__icontains=word)
    for facet in FACETS:
        if (value := getattr(asked, facet)) not in ("", None):
            rows = rows.filter(**{facet: value})
    if asked.ratio is not None:
        yes, told = _YES[asked.ratio]
        wanted = {Says.YES: told & yes, Says.NO: told & ~yes, Says.UNTOLD: ~told}[asked.says]
        rows = rows.filter(_BASE, wanted)
    return rows
