"""Telling people, and marking what they have read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from onething.areas.notices.models import MessageRow
from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.posting import post
from onething.areas.notices.queries import MessageNotFound, visible_to
from onething.areas.notices.reaching import offered
from onething.core.actors import Actor
from onething.kit.statements import insert


@transaction.atomic(savepoint=False)
def tell(
    actor: Actor,
    *,
    person: str,
    kind: str,
    facts: Mapping[str, Any],
    application: str,
    now: datetime,
    leaves: bool = True,
) -> None:
    """Keep a message for a person; it leaves in a letter too where the city has providers.

    kind: of `words.yaml`. facts: JSON-able; texts in both languages as {"zh", "en"}. leaves: False keeps it on the
    platform. Raises NotAllowed.
    """
    actor.must(NoticesPermission.TELL)
    owed = leaves and bool(offered())
    row = MessageRow(
        person=person,
        kind=kind,
        facts=dict(facts),
        application=application,
        department=actor.department,
        sent_at=now,
        owed=owed,
    )
    insert([row])
    if owed:
        post(row, now=now)


@transaction.atomic
def mark_read(actor: Actor, *, message_id: UUID, now: datetime) -> None:
    """Raises MessageNotFound. Reading twice changes nothing."""
    actor.must(NoticesPermission.READ)
    if not visible_to(actor).filter(pk=message_id).exists():
        raise MessageNotFound
    MessageRow.objects.filter(pk=message_id, read_at=None).update(read_at=now)


@transaction.atomic
def mark_all_read(actor: Actor, *, now: datetime) -> int:
    """Return how many were unread."""
    actor.must(NoticesPermission.READ)
    return visible_to(actor).filter(read_at=None).update(read_at=now)


class Messages:
    """The messages as the other areas ask for them (`core.cases.ports.CaseMessages`).

    leaves: False for what is invented after the fact, which nobody is to be rung for.
    """

    def __init__(self, *, leaves: bool = True) -> None:
        self._leaves = leaves

    def tell(
        self,
        actor: Actor,
        *,
        person: str,
        kind: str,
        facts: Mapping[str, Any],
        application: str,
        now: datetime,
    ) -> None:
        tell(
            actor,
            person=person,
            kind=kind,
            facts=facts,
            application=application,
            now=now,
            leaves=self._leaves,
        )
