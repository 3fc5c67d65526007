"""A decision that granted, put right or taken back by two officers; and the licences that a case rests on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from onething.areas.cases.engine import relying, rightings
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.loading import Loaded, load
from onething.areas.cases.errors import CaseNotFound
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import Correction, Grounds, Righting
from onething.core.cases.state import CaseState
from onething.core.errors import DomainError
from onething.kit.ports import SHANGHAI


def propose_righting(
    actor: Actor,
    *,
    case: str,
    kind: Righting,
    grounds: Grounds,
    ground: str = "",
    compensation: str = "",
    corrections: Sequence[Correction] = (),
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Propose to correct, revoke, recall, cancel or restore a decision that granted; a second officer decides.

    ground: id in `core.licences.GROUNDS`, for all but corrections and restorations. Where the ground wants it the holder
    is told now and may be heard. Corrected fields are judged like the form.
    Raises CaseNotFound, NotAllowed, Moved, ValuesRefused, and what `core.cases.righting.propose` raises.
    Law: 行政许可法 7, 8, 69, 70.
    """
    actor.must(CasesPermission.PROPOSE_RIGHTING)

    def command(loaded: Loaded) -> c.ProposeRighting:
        judged = rightings.judged(loaded, case, corrections, on=now.astimezone(SHANGHAI).date())
        return c.ProposeRighting(actor, case, kind, grounds, ground, compensation, judged)

    return act(actor, command, case=case, now=now, seen=seen)


def state_on_righting(
    actor: Actor, *, case: str, statement: str, waived: bool = False, now: datetime
) -> CaseState:
    """Let the holder, or who represents, speak to what is proposed. Raises CaseNotFound, NothingProposed, ReasonMissing."""
    actor.must(CasesPermission.BE_HEARD)
    return act(actor, c.StateOnRighting(actor, case, statement, waived), now=now)


def drop_righting(
    actor: Actor, *, case: str, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Take a proposal away with a reason: its officer, or a manager of the office who does not agree."""
    actor.must(CasesPermission.PROPOSE_RIGHTING)
    return act(actor, c.DropRighting(actor, case, reason), now=now, seen=seen)


@transaction.atomic
def confirm_righting(actor: Actor, *, case: str, now: datetime, seen: int | None = None) -> CaseState:
    """Decide what a colleague proposed: the decision, the licences it gave, and what used its result change together.

    Raises CaseNotFound, NotAllowed, Moved, NothingProposed, SecondPersonNeeded, StillBeingHeard.
    """
    actor.must(CasesPermission.CONFIRM_RIGHTING)

    def command(loaded: Loaded) -> c.ConfirmRighting:
        proposed = loaded.matter.case(case).proposed
        facts = rightings.facts_of(loaded, case, proposed.corrections) if proposed else {}
        return c.ConfirmRighting(actor, case, rightings.new_versions(actor, loaded, case, now=now), facts)

    after = act(actor, command, case=case, now=now, seen=seen)
    rightings.take_back(actor, after, now=now)
    return after


def right_alike(
    actor: Actor,
    *,
    cases: Sequence[str],
    kind: Righting,
    grounds: Grounds,
    ground: str = "",
    compensation: str = "",
    now: datetime,
) -> dict[str, str]:
    """Propose the same for many cases that a rule decided alike; each is an act of its own, and a second officer decides.

    Returns case -> code of what kept it from being proposed, "" where it was. Raises NotAllowed.
    """
    actor.must(CasesPermission.RIGHT_ALIKE)

    def propose(case: str) -> None:
        propose_righting(
            actor,
            case=case,
            kind=kind,
            grounds=grounds,
            ground=ground,
            compensation=compensation,
            now=now,
        )

    return _each(cases, propose)


def confirm_alike(actor: Actor, *, cases: Sequence[str], now: datetime) -> dict[str, str]:
    """Decide what a colleague proposed for many cases. Returns case -> code of what kept it, "" where it was decided.

    Raises NotAllowed.
    """
    actor.must(CasesPermission.CONFIRM_RIGHTING)
    return _each(cases, lambda case: confirm_righting(actor, case=case, now=now))


def _each(cases: Sequence[str], do: Callable[[str], object]) -> dict[str, str]:
    """Do it for one case after the other, each in its own transaction: what one refuses does not hold up the others."""
    done = {}
    for case in dict.fromkeys(cases):
        try:
            do(case)
            done[case] = ""
        except DomainError as error:
            done[case] = error.code
    return done


def look_again(
    actor: Actor, *, case: str, licence: str, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Say what stands without a licence that fell, so that the case may be decided. licence: identifier.

    Raises CaseNotFound, NotAllowed, Moved, NotFallen, ReasonMissing.
    """
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.LookAgain(actor, case, licence, reason), now=now, seen=seen)


@transaction.atomic
def note_licences(actor: Actor, *, case: str, now: datetime) -> CaseState:
    """Tell a case how the licences stand on which it rests. Raises CaseNotFound, NotAllowed."""
    actor.must(CasesPermission.LOOK_AFTER)
    loaded = load(case.rpartition("-")[0], lock=True)
    if loaded is None or case not in loaded.cases:
        raise CaseNotFound(case)
    return relying.bring_up_to_date(loaded, case, now=now)
