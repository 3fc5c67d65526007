"""Handing letters over to providers, and what providers tell of them afterwards."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.notices.models import LetterRow, PreferenceRow
from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.queries import LetterNotFound, get_rules
from onething.areas.notices.reaching import covered, envelope, offered, reach
from onething.areas.notices.services.gathering import make_letter
from onething.core.actors import Actor
from onething.core.notices import LetterState, MessageWay, Reason, Receipt, after_receipt, needs_replacing
from onething.core.notices.ports import (
    AddressRefused,
    Envelope,
    MessageProviders,
    Provider,
    ProviderDown,
    ProviderSilent,
)
from onething.core.notices.trying import order_of
from onething.kit.points import point
from onething.kit.ports import port

#: Attempts of a letter; then it is a dead letter of its department.
MOST_TRIES = 8


def send(actor: Actor, *, letter: UUID, now: datetime) -> None:
    """Hand a letter to a provider, the first one that takes it. One that has left, or failed, is left alone.

    Raises Unavailable when none took it and it is to be tried again; after the last attempt it has failed, and the way
    that the person chose instead begins.
    """
    actor.must(NoticesPermission.CARRY)
    row = LetterRow.objects.filter(pk=letter, state=LetterState.MEANT).first()
    if row is None:
        return
    messages = list(row.messages.order_by("sent_at", "pk"))
    content = envelope(row, messages, most_segments=get_rules(actor).sms_segments)
    row.address = covered(MessageWay(row.way), content.to)
    if not content.to:
        _fail(actor, row, Reason.NO_ADDRESS, now=now)
        return
    try:
        provider, reference = _hand_over(row, content)
    except AddressRefused as refused:
        row.provider = refused.provider
        _fail(actor, row, refused.reason, now=now)
    except (ProviderDown, ProviderSilent) as away:
        _count_try(row, away)
        if row.tries < MOST_TRIES:
            raise
        _fail(actor, row, Reason.NO_ANSWER, now=now)
    else:
        point("notices.handed")
        noted = LetterRow.objects.filter(pk=row.pk, round=row.round)
        noted.update(provider=provider.name, address=row.address, reference=reference, tries=row.tries + 1)
        noted.filter(state=LetterState.MEANT).update(state=LetterState.HANDED, handed_at=now)


def _hand_over(row: LetterRow, content: Envelope) -> tuple[Provider, str]:
    """Ask one provider after the other. Whoever may have taken it ends the round: he is asked again first, by its key."""
    providers = {one.name: one for one in port(MessageProviders).of(MessageWay(row.way))}  # type: ignore[type-abstract]
    for name in order_of(tuple(providers), asked=row.provider, silent=row.silent):
        try:
            return providers[name], providers[name].send(content)
        except ProviderDown:
            continue
    raise ProviderDown("、".join(providers))


def _count_try(row: LetterRow, away: ProviderDown | ProviderSilent) -> None:
    row.tries += 1
    if isinstance(away, ProviderSilent):
        row.silent = row.silent + 1 if row.provider == away.provider else 1
        row.provider = away.provider
    row.save(update_fields=["tries", "silent", "provider", "address"])


@transaction.atomic
def _fail(actor: Actor, row: LetterRow, reason: str, *, now: datetime) -> None:
    """Note that a letter did not arrive, and begin the way that the person chose instead."""
    row.state, row.reason, row.ended_at = LetterState.FAILED, reason[:200], now
    chosen = PreferenceRow.of(row.person)
    messages = list(row.messages.order_by("sent_at", "pk"))
    mail = MessageWay.MAIL
    if (
        needs_replacing(MessageWay(row.way), chosen)
        and mail in offered()
        and reach(messages[0]).addresses[mail]
    ):
        make_letter(actor, way=mail, messages=messages, now=now, instead_of=row)
        row.settled_at, row.settled_by, row.settled = now, actor.id, Reason.MAIL_INSTEAD
    row.save()


@transaction.atomic
def take_receipt(actor: Actor, *, provider: str, receipt: Receipt, now: datetime) -> bool:
    """Take in what a provider tells of a letter; returns whether it changed anything. Twice changes nothing.

    A receipt of an earlier round, or of another provider than was asked, changes nothing unless it says delivered.
    Raises LetterNotFound.
    """
    actor.must(NoticesPermission.CARRY)
    named, _, round_ = receipt.key.rpartition("-")
    try:
        row = LetterRow.objects.select_for_update().filter(pk=UUID(named)).first()
    except ValueError:
        row = None
    if row is None:
        raise LetterNotFound
    current = row.round == int(round_) if round_.isdigit() else False
    if not receipt.delivered and not (current and row.provider in ("", provider)):
        return False
    after = after_receipt(LetterState(row.state), receipt)
    if after == row.state:
        return False
    row.provider = provider
    if after is LetterState.FAILED:
        _fail(actor, row, receipt.reason, now=now)
        return True
    row.state, row.reason, row.ended_at = after, "", now
    row.handed_at = row.handed_at or now
    row.save()
    return True
