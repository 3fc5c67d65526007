"""Who gets a case 盲派: from the skilled and present, the one with the least to do, ties by lot; nobody chooses.

The lot is drawn from a seed that is kept with the event: whoever doubts it draws again and finds the same officer.
Never drawn: who took the case in, and whose own number stands in it (收审分离、回避). Law: 行政许可法 26, 72 by analogy.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import NotHolder, SamePerson
from onething.core.cases.guards import Events, may
from onething.core.cases.parts import Candidate
from onething.core.cases.state import CaseState
from onething.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was drawn, and from among whom. among: ids of those with equally little to do."""

    one: Candidate
    among: tuple[str, ...]


def eligible(
    candidates: Iterable[Candidate], *, took_in: Collection[str], persons: Collection[str]
) -> tuple[Candidate, ...]:
    """Return who may be given the case at all.

    took_in: ids of those who took it in. persons: keys of everybody whom the case names. A stand-in is kept away from
    what the absent colleague took in, too.
    """
    return tuple(
        one
        for one in candidates
        if one.officer not in took_in
        and one.stands_for not in took_in
        and not (one.person and one.person in persons)
    )


def draw(case: str, candidates: Collection[Candidate], *, seed: str) -> Drawn | None:
    """Return who gets the case, None where there is nobody. The order of the candidates does not matter."""
    if not candidates:
        return None
    least = min(one.load for one in candidates)
    lots = {lot(case, one.officer, seed=seed): one for one in candidates if one.load == least}
    return Drawn(lots[min(lots)], tuple(sorted(one.officer for one in lots.values())))


def lot(case: str, officer: str, *, seed: str) -> str:
    """Return the lot of an officer for a case; the smallest one wins."""
    return sha256(f"{seed} {case} {officer}".encode()).hexdigest()


def holds_good(case: str, event: e.Assigned) -> bool:
    """Return whether a draw comes out the same when it is drawn again."""
    return event.officer == min(event.among, key=lambda one: lot(case, one, seed=event.seed))


def assign(state: CaseState, command: c.AssignByLot, at: datetime, calendar: WorkCalendar) -> Events:
    """Give the case to the one who is drawn; nothing where somebody has it, or nobody may be given it."""
    may(state, e.Assigned)
    if state.holder:
        return ()
    here = eligible(command.candidates, took_in=state.took_in, persons=command.persons)
    drawn = draw(state.number, here, seed=command.seed)
    if drawn is None:
        return ()
    one = drawn.one
    return (e.Assigned(one.officer, one.name, one.load, drawn.among, command.seed, one.stands_for),)


def receive_from(state: CaseState, command: c.ReceiveFrom, at: datetime, calendar: WorkCalendar) -> Events:
    """Let the case go over to the one who confirms it; until then the giver had it. Raises NotHolder, SamePerson."""
    may(state, e.TakenOver)
    if state.holder != command.giver:
        raise NotHolder(case=state.number, officer=command.giver_name)
    if command.by.id in state.took_in:
        raise SamePerson(case=state.number)
    return (e.TakenOver(command.by.id, command.giver, command.reason, command.by.name),)
