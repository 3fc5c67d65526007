"""The database and the envelopes as the invariants read them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from onething.adapters.calendars import load_calendar
from onething.areas.cases.engine import envelopes
from onething.areas.cases.models import ApplicationRow, CallbackRow, CaseRow, EventRow, PushRow
from onething.areas.documents.models import DocumentRow
from onething.core.cases.events import Recorded
from onething.core.cases.invariants import Callback, Effect, Intent, IssuedDocument, Row
from onething.core.papers import Sealer
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


class DatabaseStore:
    def streams(self) -> Iterator[list[Recorded]]:
        rows = EventRow.objects.order_by("stream", "sequence")
        for _, several in groupby(rows, key=lambda row: row.stream):
            yield [row.to_core() for row in several]

    def rows(self) -> Iterator[Row]:
        for row in ApplicationRow.objects.all():
            yield Row(row.number, row.sequence, row.standing)
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
    import hashlib

    from onething.core.audit import canonical

    return hashlib.sha256(canonical(body)).hexdigest()
