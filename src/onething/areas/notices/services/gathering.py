"""From messages to letters: what one person is told about one application within a short time leaves as one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from onething.areas.notices.models import LetterRow, MessageRow, PreferenceRow
from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.posting import post, post_letter
from onething.areas.notices.queries import get_rules
from onething.areas.notices.reaching import offered, reach
from onething.areas.notices.words import words_of
from onething.core.actors import Actor
from onething.core.notices import MessageWay, leaves_at, ways_for
from onething.kit.ports import SHANGHAI

#: A message owed for so long has lost its job; the sweep makes a new one.
FORGOTTEN = timedelta(minutes=10)
MOST_AT_ONCE = 500


@transaction.atomic
def gather(actor: Actor, *, message: UUID, now: datetime) -> int:
    """Put all that is owed to the person of `message` about its application into letters, if they may leave now.

    Else the same is asked again when they may: after the time for merging, and outside quiet hours. Returns how many
    letters were made.
    """
    actor.must(NoticesPermission.CARRY)
    named = MessageRow.objects.filter(pk=message, owed=True).first()
    if named is None:
        return 0
    alike = MessageRow.objects.select_for_update().filter(
        owed=True, person=named.person, application=named.application
    )
    rows = list(alike.order_by("sent_at", "pk"))
    if not rows:
        return 0
    leave_at = _leave_at(actor, rows, now=now)
    if leave_at > now:
        post(rows[0], now=now, at=leave_at)
        return 0
    ways = ways_for(PreferenceRow.of(named.person), addresses=reach(rows[0]).addresses, offered=offered())
    for way in ways:
        make_letter(actor, way=way, messages=rows, now=now)
    MessageRow.objects.filter(pk__in=[row.pk for row in rows]).update(owed=False)
    return len(ways)


def _leave_at(actor: Actor, rows: Sequence[MessageRow], *, now: datetime) -> datetime:
    rules = get_rules(actor)
    urgent = any(words_of(row.kind).urgent for row in rows)
    ready = max(now, rows[0].sent_at + rules.merge).astimezone(SHANGHAI)
    own = PreferenceRow.of(rows[0].person).quiet
    return leaves_at(ready, city=rules.quiet, own=own, urgent=urgent)


def make_letter(
    actor: Actor,
    *,
    way: MessageWay,
    messages: Sequence[MessageRow],
    now: datetime,
    instead_of: LetterRow | None = None,
) -> LetterRow:
    """Make a letter with these messages of one person, and the job that hands it over."""
    first = messages[0]
    letter = LetterRow.objects.create(
        person=first.person,
        application=first.application,
        department=next((row.department for row in messages if row.department), "") or get_rules(actor).owner,
        way=way,
        instead_of=instead_of,
        meant_at=now,
    )
    letter.messages.set(messages)
    post_letter(letter, now=now)
    return letter


def gather_forgotten(actor: Actor, *, now: datetime) -> int:
    """Make the job of each message that has none any more; returns how many. One that waits by rule is only asked again."""
    actor.must(NoticesPermission.CARRY)
    owed = MessageRow.objects.filter(owed=True, sent_at__lt=now - FORGOTTEN).order_by("sent_at")
    rows = list(owed[:MOST_AT_ONCE])
    for row in rows:
        post(row, now=now)
    return len(rows)
