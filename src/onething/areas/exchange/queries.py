"""Every read of consents and calls."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from onething.areas.exchange.models import CallRow, ConsentRow
from onething.areas.exchange.permissions import ExchangePermission
from onething.core.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class GivenConsent:
    share: str
    scene: str
    ref: str
    fields: tuple[str, ...]
    purpose: str
    basis: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    own: bool = True  # given by whoever looks


@dataclass(frozen=True, slots=True)
class Call:
    """A look-up as the log keeps it: no values."""

    id: int
    at: datetime
    actor: str
    share: str
    system: str
    scene: str
    case: str
    asked: tuple[str, ...]
    purpose: str
    outcome: str
    milliseconds: int


def visible_to(actor: Actor) -> QuerySet[ConsentRow]:
    """Those about oneself or given by oneself; all for those who see the calls."""
    if actor.can(ExchangePermission.SEE_CALLS) or Role.SYSTEM in actor.roles:
        return ConsentRow.objects.all()
    return own(actor)


def own(actor: Actor) -> QuerySet[ConsentRow]:
    """Those about oneself or given by oneself."""
    mine = ConsentRow.objects.filter(given_by=actor.id)
    return mine | ConsentRow.objects.filter(person=actor.person_id) if actor.person_id else mine


def list_consents(actor: Actor, *, ref: str = "", limit: int = 200) -> list[GivenConsent]:
    """Return the consents that the actor may see, newest first. ref: only those of one draft or application."""
    rows = visible_to(actor)
    if ref:
        rows = rows.filter(ref=ref)
    return [
        GivenConsent(
            row.share,
            row.scene,
            row.ref,
            tuple(row.fields),
            row.purpose,
            row.basis,
            row.given_at,
            row.withdrawn_at,
            row.given_by == actor.id,
        )
        for row in rows.order_by("-id")[:limit]
    ]


def list_calls(actor: Actor, *, share: str = "", before: int | None = None, limit: int = 100) -> list[Call]:
    """Return look-ups, newest first. before: skip those from this id on. Raises NotAllowed."""
    actor.must(ExchangePermission.SEE_CALLS)
    rows = CallRow.objects.all()
    if share:
        rows = rows.filter(share=share)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [
        Call(
            row.pk,
            row.at,
            row.actor,
            row.share,
            row.system,
            row.scene,
            row.case,
            tuple(row.asked),
            row.purpose,
            row.outcome,
            row.milliseconds,
        )
        for row in rows.order_by("-pk")[:limit]
    ]
