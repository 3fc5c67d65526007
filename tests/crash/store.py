"""The database, the envelopes and the files as the invariants read them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from django.conf import settings

from onething.adapters.calendars import load_calendar
from onething.adapters.uploads import FileStore
from onething.areas.audit.models import EntryRow, HeadRow
from onething.areas.cases import scope
from onething.areas.cases.engine import envelopes
from onething.areas.cases.models import (
    ApplicationRow,
    CallbackRow,
    CaseRow,
    EventRow,
    FileRow,
    PushRow,
)
from onething.areas.documents.models import DocumentRow
from onething.areas.exchange.models import CallRow
from onething.areas.guidance.loosening import hashes_of
from onething.areas.guidance.models import DraftRow, LooseFileRow
from onething.areas.people import api as people
from onething.channels.rest.models import UploadRow
from onething.core.actors import Actor
from onething.core.audit import GENESIS, canonical
from onething.core.cases.events import Recorded
from onething.core.cases.invariants import (
    Callback,
    Chain,
    Effect,
    Intent,
    IssuedDocument,
    Read,
    Row,
    Work,
)
from onething.core.exchange import Outcome
from onething.core.papers import Sealer
from onething.core.workdays import WorkCalendar
from onething.kit.jobs.models import JobRow
from onething.kit.ports import SHANGHAI, port

#: Shares that were not asked: nobody read anything.
NOT_ASKED = (Outcome.NO_GRANT, Outcome.NO_CONSENT)


class DatabaseStore:
    """The database of this process. files: the folder of the file store, by default the one of the settings."""

    def __init__(self, files: Path | None = None) -> None:
        self._files = files

    def streams(self) -> Iterator[list[Recorded]]:
        rows = EventRow.objects.order_by("stream", "sequence")
        for _, several in groupby(rows, key=lambda row: row.stream):
            yield [row.to_core() for row in several]

    def rows(self) -> Iterator[Row]:
        for row in ApplicationRow.objects.all():
            window = (row.intake_department, row.intake_division)
            yield Row(row.number, row.sequence, row.standing, window=window)
        for case in CaseRow.objects.all():
            yield Row(case.number, case.sequence, case.status, case.to_dues())

    def documents(self) -> list[IssuedDocument]:
        sealer = port(Sealer)  # type: ignore[type-abstract]
        return [
            IssuedDocument(
                row.stream,
                row.sequence,
                row.kind,
                row.department,
                row.year,
                row.serial,
                row.number,
                row.hash,
                sealed=sealer.is_intact(row.content(), row.seal),
            )
            for row in DocumentRow.objects.all()
        ]

    def envelopes(self) -> Mapping[str, str]:
        found = {}
        for row in ApplicationRow.objects.all():
            path = envelopes.path_of(row.submitted_at.astimezone(SHANGHAI), row.envelope_hash)
            if path.exists():
                found[row.number] = envelopes.hash_of(path)
        return found

    def intents(self) -> list[Intent]:
        return [
            Intent(row.key, row.system, row.body_hash, done=row.done_at is not None)
            for row in PushRow.objects.all()
        ]

    def callbacks(self) -> list[Callback]:
        rows = CallbackRow.objects.filter(applied=True).order_by("pk")
        return [Callback(row.case, row.system, row.version) for row in rows]

    def calendar(self, version: str) -> WorkCalendar | None:
        calendar = load_calendar()
        return calendar if calendar.version == version else None

    def chains(self) -> Iterator[Chain]:
        heads = {head.chain: (head.sequence, head.hash) for head in HeadRow.objects.all()}
        links: dict[int, list] = {chain: [] for chain in heads}
        for row in EntryRow.objects.order_by("chain", "sequence"):
            links.setdefault(row.chain, []).append(row.to_link())
        for chain, found in links.items():
            yield Chain(f"chain {chain}", found, heads.get(chain, (0, GENESIS)))

    def reads(self) -> list[Read]:
        asked = CallRow.objects.exclude(outcome__in=NOT_ASKED)
        return [Read(row.subject, row.case, row.share, row.at) for row in asked]

    def shown_to(self, actor: Actor) -> Iterator[str]:
        yield from scope.cases_visible_to(actor).values_list("number", flat=True)
        yield from scope.applications_visible_to(actor).values_list("number", flat=True)
        for rows in scope.lists_visible_to(actor):
            yield from rows.values_list("number", flat=True)

    def files(self) -> dict[str, str]:
        store = FileStore(self._files or settings.FILES)
        found = {}
        for address in store.addresses():
            with store.open(address) as file:
                found[address] = hashlib.file_digest(file, "sha256").hexdigest()
        return found

    def attached(self) -> set[str]:
        needed = set(FileRow.objects.values_list("hash", flat=True))
        needed |= set(UploadRow.objects.values_list("hash", flat=True))
        for content in DraftRow.objects.filter(number="").values_list("content", flat=True):
            needed |= hashes_of(content)
        return needed | people.files_used(Actor.job("check"), hashes=set(self.files()))

    def given_up(self) -> set[str]:
        return set(LooseFileRow.objects.values_list("hash", flat=True))

    def jobs(self) -> list[Work]:
        """A dead letter stands in the room of the department or of the role whose it is."""
        return [
            Work(str(row.id), row.kind, row.state, row.lease_until, told=bool(row.department or row.role))
            for row in JobRow.objects.all()
        ]


class SystemsInAFile:
    """Department systems that write down every effect they see: one process sees what another one sent."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def push(self, system: str, *, key: str, body: Mapping[str, object]) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps([system, key, dict(body)], sort_keys=True) + "\n")

    def is_resting(self, system: str) -> bool:
        return False

    def seen(self) -> list["OneSystem"]:
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        effects: dict[str, list[Effect]] = {}
        for line in lines:
            system, key, body = json.loads(line)
            effects.setdefault(system, []).append(Effect(key, _hash(body)))
        return [OneSystem(name, several) for name, several in effects.items()]


class OneSystem:
    def __init__(self, name: str, effects: Iterable[Effect]) -> None:
        self.name = name
        self._effects = list(effects)

    def effects(self) -> list[Effect]:
        return self._effects


def _hash(body: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()
