"""By hand: what a department system refused is sent again or given up, and a silent system is asked once more.

Each act needs a reason and stands in the log; nothing is ever sent under another key, so it has one effect there.
"""

from datetime import datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases.engine import departments, pushing
from onething.areas.cases.errors import PushNotFound
from onething.areas.cases.models import PushRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.errors import ReasonMissing
from onething.core.values import is_blank


@transaction.atomic
def revive_push(actor: Actor, *, key: str, reason: str, now: datetime) -> None:
    """Send again what was set aside. Raises NotAllowed, PushNotFound, ReasonMissing."""
    row = _dead(actor, key, reason)
    pushing.revive(row, now=now)
    _note(actor, "cases:push_revived", row, reason, now=now)


@transaction.atomic
def give_up_push(actor: Actor, *, key: str, reason: str, now: datetime) -> None:
    """Never send what was set aside; the system hears of it in another way. Raises NotAllowed, PushNotFound, ReasonMissing."""
    row = _dead(actor, key, reason)
    pushing.give_up(row, now=now)
    _note(actor, "cases:push_given_up", row, reason, now=now)


@transaction.atomic
def ask_again(actor: Actor, *, system: str, now: datetime) -> int:
    """Tell a silent system once more, under the same keys, what it owes an answer for. Returns how many things."""
    actor.must(CasesPermission.ASK_AGAIN)
    again = departments.overdue(now=now).filter(system=system)
    count = again.update(done_at=None)
    pushing.wake(system, now=now)
    audit.record(actor, action="cases:asked_again", detail={"system": system, "count": count}, now=now)
    return count


def _dead(actor: Actor, key: str, reason: str) -> PushRow:
    actor.must(CasesPermission.DRIVE)
    if is_blank(reason):
        raise ReasonMissing(case=key.partition("/")[0])
    row = departments.dead_for(actor).select_for_update().filter(key=key).first()
    if row is None:
        raise PushNotFound(key)
    return row


def _note(actor: Actor, action: str, row: PushRow, reason: str, *, now: datetime) -> None:
    detail = {"system": row.system, "key": row.key, "reason": reason, "refused": row.reason}
    audit.record(actor, action=action, case=row.case, detail=detail, now=now)
