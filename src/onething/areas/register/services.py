"""Every write of the register: a catalogue of another system, all of it or nothing, and the items that the city has defined."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.register.models import ItemRow, NewsRow, VersionRow
from onething.areas.register.news import News, Said, last_said, news_of
from onething.areas.register.permissions import RegisterPermission
from onething.core.actors import Actor
from onething.core.cases.shapes import read_as
from onething.core.catalogue.model import Package
from onething.core.data import as_data
from onething.core.findings import Finding, Level, room_for
from onething.core.register import mapping as core
from onething.core.register.certificates import Forbidden
from onething.core.register.definitions import entry_of
from onething.core.register.entries import Entry, State
from onething.core.register.filed import DEFINED as DEFINED
from onething.core.register.filed import HERE, FiledEntry, hash_of
from onething.core.register.files import write_entry
from onething.core.register.mapping_file import unread
from onething.core.register.news import meet
from onething.core.register.reading import Row
from onething.core.register.tables import NO_TABLES, Tables, completed, strays_of
from onething.core.source import Text, Where
from onething.kit.statements import insert, update_each

#: Rows that are read, compared and written together.
STEP = 500
#: Columns that repeat an element as it is, and all that a new version writes.
COLUMNS = ("name", "department", "online", "depth", "visits", "in_hall", "one_window", "scene", "main_item")
_WRITTEN = ("number", "hash", "data", "edited", "kind", "project", "level", *COLUMNS)
#: Hash of a definition and division of its city → hash of the entry that it makes; forgotten above so many.
MOST_TAKEN = 50_000
_taken: dict[tuple[str, str], str] = {}
#: More findings than these tell nobody anything; the rest is counted.
MOST_FINDINGS = 5000


@dataclass
class Imported:
    """What an import read and did. items: rows read, of which new, changed and the same as before; kept: as the city wrote them
    (`edited`), whatever the source says, of which news: it says something else than the last time; refused: with an error.

    materials, steps: lines read of them. Nothing was written if `refused` is not 0 or a finding is an error.
    """

    items: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    news: int = 0
    refused: int = 0
    materials: int = 0
    steps: int = 0
    scenes: int = 0
    findings: list[Finding] = field(default_factory=list)
    more_findings: int = 0
    written: bool = False

    @property
    def blocked(self) -> bool:
        return self.refused > 0 or any(one.level is Level.ERROR for one in self.findings)

    def note(self, found: Iterable[Finding]) -> None:
        for one in found:
            if room_for(one, self.findings, MOST_FINDINGS):
                self.findings.append(one)
            else:
                self.more_findings += 1


#: Opens the file once more, from its first row: its columns, its rows, and what is wrong with the file itself.
Opened = Callable[[], tuple[Sequence[str], Iterable[Row], list[Finding]]]


def import_catalogue(
    actor: Actor,
    *,
    city: str,
    mapping: core.Mapping,
    opened: Opened,
    file: str,
    now: datetime,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _rows: None,
    forbidden: Sequence[Forbidden] = (),
    tables: Tables = NO_TABLES,
) -> Imported:
    """Take a catalogue in: all of it, or with an error in any row nothing. The same file again changes nothing.

    The file is read twice: first every row is looked at, without a write; then all is written in one transaction.
    tables: lines of its items that came in tables of their own; an item of which a table has no line has none.
    progress: told how many rows a step had. forbidden: village certificates that nobody may demand in this city; a material
    that is one is a warning that names what replaces it. Raises NotAllowed.
    """
    actor.must(RegisterPermission.IMPORT)
    told: dict[str, Any] = {"by": actor.id, "at": now}
    looked = _pass(city, mapping, opened, file, progress, forbidden, tables, **told, write=False)
    if looked.blocked or dry_run or looked.same + looked.kept - looked.news == looked.items:
        return looked
    with transaction.atomic():
        made = _pass(city, mapping, opened, file, progress, forbidden, tables, **told, write=True)
        audit.record(
            actor,
            action="register:import",
            detail={
                "city": city,
                "source": mapping.id,
                "file": file,
                **({"with": sorted(tables.names)} if tables.names else {}),
                "new": made.new,
                "changed": made.changed,
                "news": made.news,
            },
            now=now,
        )
    made.written = True
    return made


def take_definitions(actor: Actor, *, package: Package, now: datetime) -> int:
    """Keep the entries of a city's own definitions as they are from now on, and return how many are new or changed.

    An item that is defined no longer is cancelled, and stays. An item whose hash was taken before by this process is not
    looked at again. Raises NotAllowed.
    """
    actor.must(RegisterPermission.IMPORT)
    rows = ItemRow.objects.filter(city=package.id, source=DEFINED)
    known = {row.key: row for row in rows.only("id", "key", "hash", "number")}
    entries = {
        item.id: entry_of(item, package)
        for item in package.items.values()
        if item.id not in known or _taken.get((item.hash, package.division)) != known[item.id].hash
    }
    gone = known.keys() - package.items.keys()
    for row in rows.filter(key__in=gone) if gone else ():
        entries[row.key] = replace(read_as(Entry, row.data), state=State.CANCELLED)
    hashes = {key: hash_of(entry) for key, entry in entries.items()}
    fresh = [
        (entry, known.get(key), hashes[key])
        for key, entry in entries.items()
        if key not in known or known[key].hash != hashes[key]
    ]
    with transaction.atomic():
        _keep(package.id, DEFINED, fresh, actor.id, now)
    if len(_taken) > MOST_TAKEN:
        _taken.clear()
    _taken.update(
        {(item.hash, package.division): hashes[key] for key, item in package.items.items() if key in hashes}
    )
    return len(fresh)


def take_entries(actor: Actor, *, package: Package, now: datetime) -> int:
    """Keep the entries that a package writes itself as they are from now on, and return how many are new or changed.

    The version before stays and ends at this moment. An entry that the package writes no more is again as its source gave it last; one
    that no source ever gave is cancelled, and stays. Raises NotAllowed.
    """
    actor.must(RegisterPermission.IMPORT)
    written = package.register
    rows = ItemRow.objects.filter(city=package.id)
    known = {(row.source, row.key): row for row in rows.filter(edited=True)}
    for source, keys in _by_source(written.values()).items():
        for start in range(0, len(keys), STEP):
            found = _known(package.id, source, keys[start : start + STEP])
            known |= {(source, key): row for key, row in found.items()}
    fresh: dict[tuple[str, bool], list[tuple[Entry, ItemRow | None, str]]] = {}
    for one in written.values():
        row = known.get((one.source, one.entry.key))
        if row is None or not row.edited or row.hash != one.hash:
            fresh.setdefault((one.source, True), []).append((one.entry, row, one.hash))
    for (source, key), row in known.items():
        if row.edited and f"{source}/{key}" not in written:
            given = _given(row)
            fresh.setdefault((source, False), []).append((given, row, hash_of(given)))
    with transaction.atomic():
        for (source, edited), some in fresh.items():
            _keep(package.id, source, some, actor.id, now, edited=edited)
        for (source, key), row in known.items():
            one = written.get(f"{source}/{key}")
            _brought_together(package.id, source, key, row.given, one.given if one else "")
        for one in written.values():
            if (one.source, one.entry.key) not in known:
                _brought_together(package.id, one.source, one.entry.key, "", one.given)
    return sum(len(some) for some in fresh.values())


def _brought_together(city: str, source: str, key: str, before: str, given: str) -> None:
    """Keep which version of its source an entry was last brought together with."""
    if given != before:
        ItemRow.objects.filter(city=city, source=source, key=key).update(given=given)


def _by_source(written: Iterable[FiledEntry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in written:
        found.setdefault(one.source, []).append(one.entry.key)
    return found


def _given(row: ItemRow) -> Entry:
    """Return an entry as its source gave it last, also while it was written here."""
    said = last_said(row)
    return replace(read_as(Entry, row.data), state=State.CANCELLED) if said is None else said.entry


def _pass(
    city: str,
    mapping: core.Mapping,
    opened: Opened,
    file: str,
    progress: Callable[[int], None],
    forbidden: Sequence[Forbidden],
    tables: Tables,
    *,
    by: str,
    at: datetime,
    write: bool,
) -> Imported:
    done, seen = Imported(), {}
    columns, rows, of_file = opened()
    if columns or not of_file:  # of a file that cannot be read only that is said
        done.note(unread(mapping, columns, file=file, tables=tables.names))
    done.note(tables.found)
    done.more_findings += tables.more_findings
    untold, in_lines = mapping.untold(columns, tables.names), tables.untold
    for some in _steps(row for row in rows if mapping.is_item(row)):
        entries = list(_entries(mapping, some, file, done, seen, forbidden, tables))
        whole = bool(untold or in_lines)
        known = _known(city, mapping.id, [one.key for one in entries], whole=whole)
        if whole:
            entries = _completed(entries, known, untold, in_lines)
        fresh: list[tuple[Entry, ItemRow | None, str]] = []
        heard: list[NewsRow] = []
        for entry in entries:
            hash_, row = hash_of(entry), known.get(entry.key)
            if row is not None and row.edited:
                done.kept += 1
                heard += _heard(entry, row, hash_, file, done, by, at)
                continue
            if row is not None and row.hash == hash_:
                done.same += 1
                continue
            done.new, done.changed = done.new + (row is None), done.changed + (row is not None)
            fresh.append((entry, row, hash_))
        if write:
            _keep(city, mapping.id, fresh, by, at)
            insert(heard)
        progress(len(some))
    done.note(of_file)
    if done.items:  # of a file that cannot be read only that is said
        done.note(strays_of(tables))
    return done


def _completed(
    entries: Sequence[Entry],
    known: Mapping[str, ItemRow],
    untold: Collection[str],
    in_lines: Mapping[str, Collection[str]],
) -> list[Entry]:
    """Return the entries with what their file does not tell as the register has it."""
    made = []
    for entry in entries:
        if row := known.get(entry.key):
            before = _given(row) if row.edited else read_as(Entry, row.data)
            entry = completed(entry, before, untold=untold, lines=in_lines)
        made.append(entry)
    return made


def _steps(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while some := list(islice(rows, STEP)):
        yield some


def _entries(
    mapping: core.Mapping,
    rows: Sequence[Row],
    file: str,
    done: Imported,
    seen: dict[str, int],
    forbidden: Sequence[Forbidden],
    tables: Tables,
) -> Iterator[Entry]:
    for row in rows:
        done.items += 1
        read = mapping.read(row, file=file, forbidden=forbidden, tables=tables)
        done.note(read.findings)
        done.materials, done.steps = done.materials + read.materials, done.steps + read.steps
        entry = read.entry
        if entry is not None and entry.key in seen:
            done.note([_twice(mapping, entry, row, file, seen[entry.key])])
            entry = None
        if entry is None:
            done.refused += 1
            continue
        seen[entry.key] = row.number
        done.scenes += entry.scene
        yield entry


def _twice(mapping: core.Mapping, entry: Entry, row: Row, file: str, before: int) -> Finding:
    return Finding(
        "import.twice",
        Level.ERROR,
        Text(
            f"“{mapping.key}”是“{entry.key}”的事项第 {before} 行已经有了；删掉一行，或者改正编号。",
            f"{mapping.key!r} {entry.key!r} stands in line {before} already; delete one of them, or correct it.",
        ),
        Where(file, row.number, row.columns.get(mapping.key, 0)),
    )


def _heard(
    entry: Entry, row: ItemRow, hash_: str, file: str, done: Imported, by: str, at: datetime
) -> list[NewsRow]:
    """Note what a source says of an entry that the city writes itself, and return the row of it where it is other than the last time."""
    last = last_said(row)
    said = Said(row.number, hash_, entry, at, by, file)
    if (news := news_of(row, said)) is not None:
        done.note([_edited_here(row, news)])
    if last is not None and last.hash == hash_:
        return []
    done.news += 1
    told = {"hash": hash_, "data": as_data(entry), "file": file[:300], "at": at, "by": by}
    return [NewsRow(item=row, number=row.number, **told)]


def _edited_here(row: ItemRow, news: News) -> Finding:
    """Say that a source has something new for an entry that the city writes itself, and how much of it comes together by itself."""
    said, ours = news.said, read_as(Entry, ItemRow.objects.values_list("data", flat=True).get(pk=row.pk))
    file = write_entry(HERE, ours)
    met = meet(HERE, base=news.base, ours=file, theirs=said.entry, given=said.hash)
    taken, open_ = len(met.taken), len(met.places)
    why = Text("", "") if news.why is None else news.why.label
    return Finding(
        "import.edited_here",
        Level.WARNING,
        Text(
            f"事项“{row.key}”在本市改过，来源又有新内容：{taken} 处可以直接合进来，{open_} 处两边不同，要选定"
            + (f"（{why.zh}）" if why.zh else "")
            + "；在它的页面合并。",
            f"item {row.key!r} was changed here, and its source has news: {taken} come in by themselves, {open_} are to be decided"
            + (f" ({why.en})" if why.en else "")
            + "; merge them on its page.",
        ),
        Where(said.file),
    )


def _known(city: str, source: str, keys: Sequence[str], *, whole: bool = False) -> Mapping[str, ItemRow]:
    """whole: with what the entries say."""
    rows = ItemRow.objects.filter(city=city, source=source, key__in=keys)
    data = ["data"] if whole else []
    return {row.key: row for row in rows.only("id", "key", "hash", "number", "edited", "given", *data)}


def _keep(
    city: str,
    source: str,
    fresh: Sequence[tuple[Entry, ItemRow | None, str]],
    by: str,
    now: datetime,
    *,
    edited: bool = False,
) -> None:
    new, changed, versions = [], [], []
    for entry, known, hash_ in fresh:
        row = known or ItemRow(city=city, source=source, key=entry.key, number=0)
        row.number, row.hash, row.data, row.edited = row.number + 1, hash_, as_data(entry), edited
        for name in COLUMNS:
            setattr(row, name, getattr(entry, name))
        row.kind, row.project, row.level = entry.kind or "", entry.project or "", entry.level or ""
        (changed if known else new).append(row)
        told = {"hash": hash_, "data": row.data, "edited": edited}
        versions.append(VersionRow(item=row, number=row.number, at=now, by=by, **told))
    insert(new)
    if changed:
        update_each(ItemRow, _WRITTEN, {row.pk: row for row in changed})
    insert(versions)
