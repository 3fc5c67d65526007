"""What department systems are told about their cases, and under which key, so that each effect is had once."""

from typing import Any

from onething.core.cases import events as e
from onething.core.cases.shapes import name_of

#: What a department system hears of.
TOLD = (
    e.Opened,
    e.Supplemented,
    e.Accepted,
    e.Declined,
    e.Decided,
    e.RuleOverridden,
    e.Withdrawn,
    e.Terminated,
    e.Lapsed,
    e.PreconditionFailed,
    e.Reopened,
    e.DecisionCorrected,
    e.GrantTakenBack,
    e.GrantRestored,
)


def key_of(one: e.Recorded) -> str:
    """Return the key of the push of an event: the same for every attempt, another for every other event."""
    return f"{one.stream}/{one.sequence}"


def body_of(
    one: e.Recorded, *, item: str, bearer: str, scene: str, person: str, person_name: str
) -> dict[str, Any]:
    """Return what is said; the person only when the case is opened."""
    body: dict[str, Any] = {
        "case": one.stream,
        "sequence": one.sequence,
        "event": name_of(one.event),
        "at": one.at.isoformat(),
        "item": item,
        "bearer": bearer,
        "scene": scene,
    }
    if isinstance(one.event, e.Opened):
        body |= {"person": person, "name": person_name}
    if isinstance(one.event, e.Decided):
        body["outcome"] = one.event.outcome.value
    if isinstance(one.event, e.GrantTakenBack):
        body["kind"] = one.event.kind.value
    return body
