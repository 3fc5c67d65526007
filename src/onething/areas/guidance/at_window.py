"""What only the window does: see originals, and say what could not be looked up for the person who stands there."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.guidance import queries, services
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.exchange import Outcome
from onething.core.guidance import Change, DraftView, LineUnknown, draft_from_data
from onething.core.source import Text
from onething.core.submission import SeenOriginal
from onething.kit.ports import SHANGHAI

MOST_COPIES = 99
#: Outcomes of a look-up that another day may answer.
AWAY = {Outcome.DOWN, Outcome.SLOW, Outcome.UNREADABLE}


@transaction.atomic
def see_originals(
    actor: Actor, *, draft_id: UUID, version: int, copies: Mapping[str, int], now: datetime
) -> DraftView:
    """Keep which originals the actor has seen, and how many copies were taken of each. What was seen before stays so.

    copies: line of the materials whose original was seen -> number of copies, 0 to 99; a line that is not named was not
    seen. Raises NotAllowed, LineUnknown also for a line that has no paper, and what `change_draft` raises.
    """
    actor.must(GuidancePermission.ASSIST)
    view = queries.get_draft(actor, draft_id=draft_id, now=now)
    papers = {one.line: one for one in view.materials if one.on_paper}
    for line, number in copies.items():
        if line not in papers or not 0 <= number <= MOST_COPIES:
            raise LineUnknown(line)
    before = view.draft.originals
    seen = {
        line: before[line]
        if line in before and before[line].copies == number
        else SeenOriginal(papers[line].key, number, actor.id, actor.name, now.astimezone(SHANGHAI))
        for line, number in copies.items()
    }
    if seen == before:
        return view
    audit.record(
        actor,
        action="guidance:originals_seen",
        detail={"draft": str(draft_id), "copies": dict(copies)},
        now=now,
    )
    change = Change(originals=seen)
    return services.change_draft(actor, draft_id=draft_id, version=version, change=change, now=now)


def list_unanswered(actor: Actor, *, number: str, now: datetime) -> tuple[Text, ...]:
    """Return why each source was away for the application that the actor took in; none for others' ones.

    A source that answered that it has no record was not away.
    """
    actor.must(GuidancePermission.ASSIST)
    row = queries.visible_to(actor).exclude(number="").filter(number=number, expires_at__gt=now).first()
    looked = draft_from_data(row.content).looked if row else ()
    away = [one.reason for one in looked if one.outcome in AWAY and one.reason is not None]
    return tuple({reason.zh: reason for reason in away}.values())
