"""The list of all records of credit of somebody, and a draft of those that were chosen from it."""

from collections.abc import Collection
from datetime import date, datetime

from onething.areas.exchange import api as exchange
from onething.areas.guidance import showing
from onething.areas.guidance.errors import NothingPicked, NotRepresented, SignInFirst
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.services import open_draft
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.credit.records import (
    Record,
    answers_of,
    first_questions,
    more_questions,
    picked,
    records_of,
)
from onething.core.exchange import Answer
from onething.core.guidance import Change, DraftView
from onething.kit.ports import SHANGHAI


def list_records(
    actor: Actor, *, scene: str, now: datetime, principal: str = ""
) -> tuple[tuple[Record, ...], tuple[Answer, ...]]:
    """Return the records for a scene that repairs such, and the answers of the register that gave none.

    principal: key of the person for whom the actor acts today in this scene, "" for oneself. Both are empty for a scene without
    records. The look stands in the log of whose they are, as any.
    Raises NotAllowed, SceneNotFound, SignInFirst, NotRepresented.
    """
    actor.must(GuidancePermission.DRAFT)
    if not actor.person_id:
        raise SignInFirst
    package, found = showing.scene_now(actor, scene)
    on = now.astimezone(SHANGHAI).date()
    subject, name = _whose(actor, principal, scene=scene, on=on)
    asked = first_questions(found, package, subject=subject, name=name)
    first = exchange.look_up_all(actor, asked=asked, now=now, package=package) if asked else []
    others = more_questions(asked, first, found)
    more = exchange.look_up_all(actor, asked=others, now=now, package=package) if others else []
    answers = (*first, *more)
    records = records_of(answers, found, package, on=on)
    return records, tuple(one for one in answers if not one.found)


def _whose(actor: Actor, principal: str, *, scene: str, on: date) -> tuple[str, str]:
    """Return key and name of whose records they are. Raises NotRepresented."""
    if not principal or principal == actor.person_id:
        return actor.person_id, actor.name
    authority = people.find_authority(actor, principal=principal, scene=scene, on=on)
    if authority is None:
        raise NotRepresented
    return authority.principal, authority.principal_name


def open_draft_of_records(
    actor: Actor, *, scene: str, chosen: Collection[str], once: str, now: datetime, principal: str = ""
) -> DraftView:
    """Begin a draft of these records (keys of `Record`), each of several a bearer of its own. Raises NothingPicked, and what
    `list_records` and `open_draft` raise.
    """
    found, _ = list_records(actor, scene=scene, principal=principal, now=now)
    records = [one for one in found if one.key in chosen]
    if not records:
        raise NothingPicked
    numbers = picked(records)
    on = now.astimezone(SHANGHAI).date()
    change = Change(
        answers=answers_of(records, on=on, by_agent=principal not in ("", actor.person_id)),
        bearers={role: len(one) for role, one in numbers.items()},
        picked=numbers,
    )
    return open_draft(actor, scene=scene, principal=principal, change=change, once=once, now=now)
