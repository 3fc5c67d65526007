"""Applications as what composing needs of them, for whoever changes definitions: no person, no value, no paper."""

from collections.abc import Collection

from onething.areas.cases.engine.loading import read_submission
from onething.areas.cases.models import ApplicationRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.receiving import circumstances_of
from onething.core.impact import Application

#: Of a number so much is shown: the day, and the last digits before the check character.
_DAY, _SERIAL = 8, 3


def list_to_compose(actor: Actor, *, scenes: Collection[str], limit: int) -> list[Application]:
    """Return the last applications to these scenes, the newest first, as they were composed when they were submitted.

    Answers, facts, supplies and day; their numbers masked, so that they can be told apart and not looked up.
    Raises NotAllowed.
    """
    actor.must(CasesPermission.COMPOSE_AGAIN)
    if not scenes:
        return []
    rows = ApplicationRow.objects.filter(scene__in=scenes).only("number", "scene", "submission")
    return [
        Application(_masked(row.number), row.scene, circumstances_of(read_submission(row)))
        for row in rows.order_by("-id")[:limit]
    ]


def _masked(number: str) -> str:
    return f"{number[:_DAY]}…{number[-_SERIAL - 1 : -1]}"
