"""What several rules ask of a case, of an actor or of a decision before they go on."""

from dataclasses import replace
from typing import Any

from onething.core.actors import Actor, Role
from onething.core.cases import events as e
from onething.core.cases.dates import dues
from onething.core.cases.errors import AlreadyEnded, GroundsMissing, NotNow, RemedyIncomplete
from onething.core.cases.graph import ENDED, GRAPH
from onething.core.cases.parts import Grounds
from onething.core.cases.state import CaseState, evolve
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

#: What a command makes happen to one case.
Events = tuple[e.CaseEvent, ...]


def is_machine(actor: Actor) -> bool:
    """A job or a department system: it may approve or hand over, never decide against a person."""
    return actor.roles <= {Role.SYSTEM}


def may(state: CaseState, event: type[e.CaseEvent]) -> None:
    """Raises NotNow, or AlreadyEnded, if the event cannot happen where the case stands."""
    if (state.status, event) in GRAPH:
        return
    if state.status in ENDED:
        raise AlreadyEnded(case=state.number, status=state.status.label)
    raise NotNow(case=state.number, status=state.status.label, event=event.__name__)


def against_the_person(grounds: Grounds) -> None:
    """Raises GroundsMissing unless facts, article, reason and remedy are all there, RemedyIncomplete for half a remedy."""
    missing = [name for name in ("facts", "article", "reason", "remedy") if is_blank(getattr(grounds, name))]
    if missing:
        raise GroundsMissing(missing=", ".join(missing))
    if not grounds.names_review_and_court:
        raise RemedyIncomplete


def dated(state: CaseState, event: Any, calendar: WorkCalendar) -> Any:
    """Return the event with the days as they stand after it."""
    return replace(event, dues=dues(evolve(state, event), calendar))
