"""Every read of the log."""

from collections.abc import Iterator

from django.db.models import QuerySet

from onething.areas.audit.models import EntryRow, HeadRow
from onething.areas.audit.permissions import AuditPermission
from onething.core.actors import Actor
from onething.core.audit import Break, Link, verify
from onething.core.looks import LOOKED, Entry, Look, LookKind
from onething.core.source import Text


def visible_to(actor: Actor) -> QuerySet[EntryRow]:
    """The whole log for auditors; a citizen the looks at the own data by others; nobody else anything."""
    if actor.can(AuditPermission.SEE):
        return EntryRow.objects.all()
    if actor.can(AuditPermission.OWN_LOOKS) and actor.person_id:
        return EntryRow.objects.filter(subject=actor.person_id, action=LOOKED).exclude(actor=actor.id)
    return EntryRow.objects.none()


def list_looks(actor: Actor, *, before: int | None = None, limit: int = 50) -> list[Look]:
    """Return who looked at the actor's own data, newest first. before: skip entries from this id on. Raises NotAllowed."""
    actor.must(AuditPermission.OWN_LOOKS)
    rows = visible_to(actor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_look(row) for row in rows.order_by("-pk")[:limit]]


def count_looks(actor: Actor) -> int:
    """Return how often others looked at the actor's own data. Raises NotAllowed."""
    actor.must(AuditPermission.OWN_LOOKS)
    return visible_to(actor).count()


def _look(row: EntryRow) -> Look:
    detail = row.detail
    return Look(
        at=row.at,
        kind=LookKind(detail["kind"]),
        who=row.actor_name,
        department=row.department,
        fields=tuple(detail["fields"]),
        purpose=Text(detail["purpose"], detail.get("purpose_en", "")),
        case=row.case,
        source=detail["source"],
    )


def list_entries(
    actor: Actor, *, case: str = "", subject: str = "", before: int | None = None, limit: int = 100
) -> list[Entry]:
    """Return entries of the log, newest first. Raises NotAllowed."""
    actor.must(AuditPermission.SEE)
    rows = visible_to(actor)
    if case:
        rows = rows.filter(case=case)
    if subject:
        rows = rows.filter(subject=subject)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [row.to_core() for row in rows.order_by("-pk")[:limit]]


def check_chains(actor: Actor) -> dict[int, Break]:
    """Return the first place where each broken chain does not hold; empty when the log is whole. Raises NotAllowed.

    Reads the whole log in pieces. A chain that ends before its head, or after it, is broken too.
    """
    actor.must(AuditPermission.SEE)
    broken: dict[int, Break] = {}
    heads = {head.chain: head for head in HeadRow.objects.order_by("chain")}
    chains = set(heads) | set(EntryRow.objects.values_list("chain", flat=True).distinct())
    for chain in sorted(chains):
        last: list[tuple[int, str]] = [(0, "")]
        found = verify(_links(EntryRow.objects.filter(chain=chain).order_by("sequence"), last))
        head = heads.get(chain)
        if found:
            broken[chain] = found
        elif head is None or (head.sequence, head.hash) != last[0]:
            broken[chain] = Break((head.sequence if head else 0) + 1, "head")
    return broken


def _links(rows: QuerySet[EntryRow], last: list[tuple[int, str]]) -> Iterator[Link]:
    """Give the links in pieces; `last` holds place and hash of the last one that was given."""
    for row in rows.iterator(chunk_size=2000):
        last[0] = row.sequence, row.hash
        yield row.to_link()
