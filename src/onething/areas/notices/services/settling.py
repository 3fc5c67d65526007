"""What a person chooses about letters, and what is done about those that did not arrive."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.notices.models import LetterRow, PreferenceRow
from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.posting import post_letter
from onething.areas.notices.queries import LetterNotFound, get_rules, letters_visible_to
from onething.core.actors import Actor
from onething.core.errors import Conflict, RuleBroken
from onething.core.notices import LetterState, MessageWay, Preference


class AlreadySettled(Conflict):
    code = "notices.already_settled"

    def __init__(self) -> None:
        super().__init__("somebody has seen to this letter, or it has arrived")


class HowMissing(RuleBroken):
    code = "notices.how_missing"

    def __init__(self) -> None:
        super().__init__("say how the person was told")


@transaction.atomic
def choose(actor: Actor, *, preference: Preference, now: datetime) -> None:
    """Keep how the actor wants to be told. Raises QuietTooLong."""
    actor.must(NoticesPermission.READ)
    preference.check(get_rules(actor).quiet)
    quiet = preference.quiet
    PreferenceRow.objects.update_or_create(
        person=actor.person_id,
        defaults={
            "sms": MessageWay.SMS in preference.ways,
            "mail": MessageWay.MAIL in preference.ways,
            "mail_instead": preference.mail_instead,
            "language": preference.language,
            "quiet_from": quiet.start if quiet else None,
            "quiet_until": quiet.until if quiet else None,
            "changed_at": now,
        },
    )


@transaction.atomic
def try_again(actor: Actor, *, letter: UUID, now: datetime) -> None:
    """Let a letter be handed over anew, under a key that no provider knows. Raises LetterNotFound, AlreadySettled."""
    row = _open(actor, letter)
    row.state, row.round, row.tries, row.silent = LetterState.MEANT, row.round + 1, 0, 0
    row.provider = row.reference = row.reason = ""
    row.handed_at = row.ended_at = None
    row.save()
    post_letter(row, now=now)
    _note(actor, row, "notices:try_again", now=now)


@transaction.atomic
def settle(actor: Actor, *, letter: UUID, how: str, now: datetime) -> None:
    """Note how the person was told otherwise (rung up, told at the window). Raises LetterNotFound, HowMissing,
    AlreadySettled.
    """
    row = _open(actor, letter)
    if not how.strip():
        raise HowMissing
    row.settled_at, row.settled_by, row.settled = now, actor.id, how.strip()[:500]
    row.save(update_fields=["settled_at", "settled_by", "settled"])
    _note(actor, row, "notices:settle", now=now)


def _open(actor: Actor, letter: UUID) -> LetterRow:
    actor.must(NoticesPermission.SETTLE)
    row = letters_visible_to(actor).select_for_update().filter(pk=letter).first()
    if row is None:
        raise LetterNotFound
    if row.settled_at is not None or row.state not in (LetterState.FAILED, LetterState.HANDED):
        raise AlreadySettled
    return row


def _note(actor: Actor, row: LetterRow, action: str, *, now: datetime) -> None:
    audit.record(actor, action=action, case=row.application, detail={"letter": row.key}, now=now)
