"""The list of all records of credit of who is signed in, and a draft of those that were chosen from it."""

from collections.abc import Collection
from datetime import datetime

from onething.areas.exchange import api as exchange
from onething.areas.guidance import showing
from onething.areas.guidance.errors import NothingPicked, SignInFirst
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.services import open_draft
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


def list_records(actor: Actor, *, scene: str, now: datetime) -> tuple[tuple[Record, ...], tuple[Answer, ...]]:
    """Return the records of the actor for a scene that repairs such, and the answers of the register that gave none.

    Both are empty for a scene without records. The look stands in the log, as any. Raises NotAllowed, SceneNotFound, SignInFirst.
    """
    actor.must(GuidancePermission.DRAFT)
    if not actor.person_id:
        raise SignInFirst
    package, found = showing.scene_now(actor, scene)
    asked = first_questions(found, package, subject=actor.person_id, name=actor.name)
    first = exchange.look_up_all(actor, asked=asked, now=now, package=package) if asked else []
    others = more_questions(asked, first, found)
    more = exchange.look_up_all(actor, asked=others, now=now, package=package) if others else []
    on = now.astimezone(SHANGHAI).date()
    answers = (*first, *more)
    records = records_of(answers, found, package, on=on)
    return records, tuple(one for one in answers if not one.found)


def open_draft_of_records(
    actor: Actor, *, scene: str, chosen: Collection[str], once: str, now: datetime
) -> DraftView:
    """Begin a draft of these records (keys of `Record`), each a bearer of its own. Raises NothingPicked, and what `list_records`
    and `open_draft` raise.
    """
    records = [one for one in list_records(actor, scene=scene, now=now)[0] if one.key in chosen]
    if not records:
        raise NothingPicked
    numbers = picked(records)
    change = Change(
        answers=answers_of(records, on=now.astimezone(SHANGHAI).date()),
        bearers={role: len(one) for role, one in numbers.items()},
        picked=numbers,
    )
    return open_draft(actor, scene=scene, change=change, once=once, now=now)
