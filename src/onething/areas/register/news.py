"""What a source says new of an entry that the city writes itself: heard with each import, and read beside what both came from."""

from dataclasses import dataclass
from datetime import datetime

from onething.areas.register.models import ItemRow, NewsRow, VersionRow
from onething.areas.register.permissions import RegisterPermission
from onething.core.actors import Actor
from onething.core.cases.shapes import read_as
from onething.core.register.entries import Entry
from onething.core.register.news import NoBase


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as its source gave it last. file: where it stood, "" where it became a version. number: of that version, or of the one
    that held when it came."""

    number: int
    hash: str
    entry: Entry
    at: datetime
    by: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """said: the newest. base: what the two were last brought together with; None = for the reason `why`. number: of the version that holds."""

    said: Said
    base: Entry | None
    why: NoBase | None
    number: int

    @property
    def seen(self) -> str:
        """What it is about, so that a page knows whether it is still the same."""
        return f"{self.number}-{self.said.hash}"


def find_news(actor: Actor, *, city: str, source: str, key: str) -> News | None:
    """Return what the source of an entry says that the city's own words have not been brought together with. Raises NotAllowed.

    None where it says nothing new, or the entry is as its source gave it.
    """
    actor.must(RegisterPermission.READ)
    rows = ItemRow.objects.filter(city=city, source=source, key=key, edited=True)
    row = rows.only("id", "number", "given").first()
    said = None if row is None else last_said(row)
    if row is None or said is None or said.hash == _base_hash(row):
        return None
    base, why = _base(row)
    return News(said, base, why, row.number)


def news_of(row: ItemRow, said: Said) -> News | None:
    """Return the same of what a source says just now. row: with id, number and given; of an entry that is written here."""
    if said.hash == _base_hash(row):
        return None
    base, why = _base(row)
    return News(said, base, why, row.number)


def last_said(row: ItemRow) -> Said | None:
    """Return what the source of an entry said last, whether it holds or not; None if it never said anything."""
    versions = VersionRow.objects.filter(item=row, edited=False).order_by("-number")
    told = versions.values_list("number", "hash", "data", "at", "by").first()
    later = NewsRow.objects.filter(item=row, number__gt=told[0] if told else 0).order_by("-pk")
    found = later.values_list("number", "hash", "data", "at", "by", "file").first() or told
    if found is None:
        return None
    number, hash_, data, *rest = found
    return Said(number, hash_, read_as(Entry, data), *rest)


def _base_hash(row: ItemRow) -> str:
    """Return the hash of what the entry was last brought together with, "" if its source never gave it before."""
    given = VersionRow.objects.filter(item=row, edited=False).order_by("-number")
    return row.given or given.values_list("hash", flat=True).first() or ""


def _base(row: ItemRow) -> tuple[Entry | None, NoBase | None]:
    wanted = _base_hash(row)
    if not wanted:
        return None, NoBase.NEVER
    for rows in (VersionRow.objects.filter(edited=False), NewsRow.objects.all()):
        data = rows.filter(item=row, hash=wanted).order_by("-pk").values_list("data", flat=True).first()
        if data is not None:
            return read_as(Entry, data), None
    return None, NoBase.UNKNOWN
