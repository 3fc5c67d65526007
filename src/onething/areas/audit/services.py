"""The one way into the log: entries are appended in the transaction of what they report, so neither is without the other."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from onething.areas.audit.models import EntryRow, HeadRow
from onething.core.actors import Actor
from onething.core.audit import GENESIS, append, best_algorithm
from onething.core.looks import LOOKED, LookKind
from onething.core.source import Text
from onething.kit.statements import Lookup, insert, update

#: Chains side by side, so that writers about different people do not wait for one another.
CHAINS = 16
_HEAD = Lookup(HeadRow, "chain", lock=True)


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be kept. action: area first ("cases:decide"). subject: person key. detail: JSON-able, no free secrets."""

    action: str
    subject: str = ""
    case: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_look(
        cls,
        subject: str,
        fields: Iterable[str],
        purpose: Text,
        *,
        case: str,
        source: str,
        kind: LookKind,
        **more: Any,
    ) -> "Note":
        """Return the note of a look.

        fields: field or element ids. purpose: in words for the person. source: the share asked, "" for our own data.
        more: what else is kept of it.
        """
        said = {"purpose": purpose.zh, "purpose_en": purpose.en}
        detail = {"fields": sorted(fields), **said, "kind": kind.value, "source": source, **more}
        return cls(LOOKED, subject, case, detail)

    @property
    def chain(self) -> int:
        """The chain of this note: everything about one person is in one chain, in order."""
        return zlib.crc32(self.subject.encode()) % CHAINS


def record(
    actor: Actor,
    *,
    action: str,
    now: datetime,
    subject: str = "",
    case: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one entry. Belongs inside the transaction of the act itself."""
    record_all(actor, notes=[Note(action, subject, case, detail or {})], now=now)


def record_look(
    actor: Actor,
    *,
    subject: str,
    fields: Sequence[str],
    purpose: Text,
    now: datetime,
    case: str = "",
    source: str = "",
    kind: LookKind = LookKind.PERSON,
) -> None:
    """Append that someone looked at the data of `subject`; the person sees it among "who looked"."""
    record_all(
        actor, notes=[Note.of_look(subject, fields, purpose, case=case, source=source, kind=kind)], now=now
    )


@transaction.atomic(savepoint=False)
def record_all(actor: Actor, *, notes: Sequence[Note], now: datetime) -> None:
    """Append several entries of one moment, chain by chain in ascending order, so that two writers cannot lock crosswise."""
    at, algorithm = now.astimezone(UTC), best_algorithm()
    rows: list[EntryRow] = []
    for chain in sorted({note.chain for note in notes}):
        head = _HEAD.first(chain)
        if head is None:
            head, _ = HeadRow.objects.select_for_update().get_or_create(
                chain=chain, defaults={"hash": GENESIS}
            )
        for note in (note for note in notes if note.chain == chain):
            row = EntryRow(
                chain=chain,
                sequence=head.sequence + 1,
                at=at,
                actor=actor.id,
                actor_name=actor.name,
                department=actor.department,
                action=note.action,
                subject=note.subject,
                case=note.case,
                detail=dict(note.detail),
                algorithm=algorithm,
                previous=head.hash,
            )
            row.hash = append(head.hash, row.content(), sequence=row.sequence, algorithm=algorithm)
            head.sequence, head.hash = row.sequence, row.hash
            rows.append(row)
        update(head, ["sequence", "hash"])
    insert(rows)
