"""Decisions that are proposed to be put right or taken back, and cases that were granted on a licence that fell."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from onething.areas.cases import scope
from onething.areas.cases.models import RightingRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.graph import GRANTS
from onething.core.cases.parts import Righting
from onething.core.cases.views import RightingLine
from onething.core.cases.wording import RIGHTINGS
from onething.core.licences import GROUNDS
from onething.core.source import Text
from onething.kit.ports import SHANGHAI

MOST = 200


def list_rightings(actor: Actor, *, today: date) -> list[RightingLine]:
    """Return what waits for a second officer, the oldest first: all for a supervisor, else of the own office.

    Raises NotAllowed.
    """
    actor.must(CasesPermission.CONFIRM_RIGHTING)
    rows = _open(actor).select_related("case").order_by("proposed_at", "number")[:MOST]
    return [_line(actor, row, today) for row in rows]


def count_rightings(actor: Actor) -> int:
    """Return how many wait; 0 for whoever does not decide them."""
    return _open(actor).count() if actor.can(CasesPermission.CONFIRM_RIGHTING) else 0


def _open(actor: Actor) -> QuerySet[RightingRow]:
    return RightingRow.objects.filter(ended="", case__in=scope.cases_of(actor))


def _line(actor: Actor, row: RightingRow, today: date) -> RightingLine:
    ground = GROUNDS.get(row.ground)
    return RightingLine(
        number=row.number,
        case=row.case.number,
        name=Text(row.case.name_zh, row.case.name_en),
        what=RIGHTINGS[Righting(row.kind)],
        ground=ground.text if ground else Text(""),
        reason=row.reason,
        by=row.proposed_name,
        at=row.proposed_at.astimezone(SHANGHAI),
        heard_until=row.heard_until,
        may_confirm=row.proposed_by != actor.id and (row.heard_until is None or row.heard_until < today),
    )


def granted_among(actor: Actor, *, cases: Iterable[str]) -> dict[str, Text]:
    """Return which of these cases are granted and not taken back, with the name of each. Raises NotAllowed."""
    actor.must(CasesPermission.SEE)
    rows = scope.cases_visible_to(actor).filter(number__in=list(cases), status__in=sorted(GRANTS))
    return {row.number: Text(row.name_zh, row.name_en) for row in rows}
