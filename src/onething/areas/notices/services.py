"""Telling people, and marking what they have read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from onething.areas.notices.models import MessageRow
from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.queries import MessageNotFound, visible_to
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs
from onething.kit.statements import insert

MAIL = "notices.mail"


@transaction.atomic(savepoint=False)
def tell(
    actor: Actor,
    *,
    person: str,
    kind: str,
    facts: Mapping[str, Any],
    application: str,
    now: datetime,
) -> None:
    """Keep a message for a person, and hand it to the mail job where the city sends mail.

    kind: of `words.WORDS`. facts: JSON-able; texts in both languages as {"zh", "en"}. Raises NotAllowed.
    """
    actor.must(NoticesPermission.TELL)
    row = MessageRow(person=person, kind=kind, facts=dict(facts), application=application, sent_at=now)
    insert([row])
    if settings.EMAIL_HOST:
        jobs.enqueue(MAIL, {"message": str(row.pk)}, now=now, key=f"mail:{row.pk}")


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
    """The messages as `areas.cases` asks for them (`core.cases.ports.CaseMessages`)."""

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
        tell(actor, person=person, kind=kind, facts=facts, application=application, now=now)
