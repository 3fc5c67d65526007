"""What a machine does with a case whose item has a rule, one command after the other; it only grants, never refuses."""

from collections.abc import Callable

from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import Ending, How
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import StepKind

#: Why a proactive case ends where the data say no.
NOT_FOUND = "共享数据里没有查到符合条件的记录。这不是不予决定，您认为符合的，可以自己申请。"

#: Makes the command that grants, when the case is where it can be decided.
Granting = Callable[[CaseState], c.Decide]


def may_be_ruled(case: CaseState) -> bool:
    """Whether a machine may decide this at all: not what somebody works on, nor while something is not there yet."""
    return not (case.ended or case.found or case.holder or case.to_bring or case.later)


def next_by_rule(
    actor: Actor, case: CaseState, says: bool | None, granting: Granting
) -> c.CaseCommand | None:
    """Return the next command on the way to the decision, None when the rule has no more to do.

    says: what the rule says, None for unknown. A proactive case of which it says no ends as not found (semantics §1);
    every other one that is not granted is a person's.
    """
    if case.ended:
        return None
    if says is False and case.opening.proactive:
        return c.Terminate(actor, case.number, Ending.NOT_FOUND, NOT_FOUND)
    if says is not True:
        return None
    if case.status in TO_CHECK:
        return c.Accept(actor, case.number, How.RULES) if case.checked else c.Check(actor, case.number)
    if case.status not in (Status.ACCEPTED, Status.IN_REVIEW):
        return None
    for index, step in enumerate(case.opening.steps):
        if step.kind == StepKind.DECISION:
            if index != case.step:
                return c.EnterStep(actor, case.number, index)
            break
    return granting(case)
