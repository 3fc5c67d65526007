"""What the run must have given, said by another's clock: the slow one, which walks from day to day."""

from collections.abc import Iterator
from datetime import date, timedelta

from onething.core.cases import events as e
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import How, Outcome
from onething.core.cases.state import CaseState, evolve
from tests.core.clock import slow_clock
from tests.simulation.house import House
from tests.simulation.things import own


def faults(house: House) -> list[str]:
    """Return where the days of a case, or the day on which something was drawn by itself, are not those of the law."""
    found = []
    for number, matter in house.matters.items():
        for case in matter.cases:
            found += _of_case(house, case)
        found += _of_notices(house, number)
    return found


def left_undone(house: House, today: date) -> list[str]:
    """Return what was due before today and was not done, although nothing failed any more."""
    found = []
    for number, matter in house.matters.items():
        for case in matter.cases.values():
            if case.status is Status.TO_SUPPLEMENT and house.things[number].lapse_ground:
                last = _published(case)["supplement"]
                if isinstance(last, date) and max(last, case.supplement_told or last) < today:
                    found.append(f"lapse {case.number}: due since {last}, and never drawn")
            if case.status in TO_CHECK and case.found and case.rounds == 0:
                last = _published(case)["telling"]
                if isinstance(last, date) and last < today:
                    found.append(f"notice {case.number}: to be told by {last}, and never sent")
    return found


def _published(case: CaseState) -> dict:
    return slow_clock.answers(case.opening.limits, case.clock, slow_clock.published)


def _of_case(house: House, number: str) -> Iterator[str]:
    state: CaseState | None = None
    for one in house.kept[number]:
        before, event = state, one.event
        if isinstance(event, e.Accepted) and event.how is How.DEEMED:
            assert before is not None
            last = _days(house, before)["telling"]
            if last is None or one.at.date() <= last:
                yield f"silence {number}: drawn on {one.at.date()}, the last day to tell is {last}"
            elif event.as_of != before.clock.telling_from:
                yield f"silence {number}: accepted as of {event.as_of}, not {before.clock.telling_from}"
        if isinstance(event, e.Lapsed) and before is not None and before.status is not Status.TO_SUPPLEMENT:
            yield from _broken_promise(number, before, one)
        elif isinstance(event, e.Lapsed):
            assert before is not None
            last = _days(house, before)["supplement"]
            if last is not None and before.supplement_told is not None:
                last = max(last, before.supplement_told)  # what the person was told stands
            if last is None or one.at.date() <= last or event.on != last + timedelta(1):
                yield f"lapse {number}: as of {event.on}, the last day to supply is {last}"
        if isinstance(event, e.Decided) and one.actor.startswith("job:"):
            assert before is not None
            if house.things[before.application].says.get(own(number)) is not True:
                yield f"rule {number}: granted, and the rule does not say so"
            if before.to_bring:
                yield f"rule {number}: granted before {', '.join(before.to_bring)} was there"
        state = evolve(state, event)  # type: ignore[call-overload]
    assert state is not None
    if state.outcome in (None, Outcome.REFUSED) and state.dues.deliver_on is not None:
        yield f"days {number}: to be delivered by {state.dues.deliver_on}, and nothing is granted"
    if state.ended or state.opening.scene_days is not None:
        return
    slow, dues = _days(house, state), state.dues
    shown = {"promised": dues.promised_on, "statutory": dues.statutory_on}
    if state.status in TO_CHECK and not state.opening.proactive:
        shown["telling"] = dues.tell_on
    if state.status is Status.TO_SUPPLEMENT:
        shown["supplement"] = dues.supplement_on
    if state.granted:
        shown["delivery"] = dues.deliver_on
    for name, day in shown.items():
        if slow[name] != day:
            yield f"days {number}: {name} {day}, by the slow clock {slow[name]}"


def _broken_promise(number: str, before: CaseState, one: e.Recorded) -> Iterator[str]:
    """A promised paper never came: the person was reminded, and the day after both days is the legal one."""
    assert isinstance(one.event, e.Lapsed)
    last = min(promise.until for promise in before.later)
    if before.reminded_on is None or one.event.on != max(last, before.reminded_on) + timedelta(1):
        yield f"promise {number}: as of {one.event.on}, the paper was promised by {last}"
    elif one.at.date() < one.event.on:
        yield f"promise {number}: drawn on {one.at.date()}, before {one.event.on}"


def _of_notices(house: House, number: str) -> Iterator[str]:
    """No finding is told after the last day to tell of its case."""
    for one in house.kept[number]:
        if not isinstance(one.event, e.NoticeSent):
            continue
        for case in one.event.points:
            told = next(
                recorded
                for recorded in house.kept[case]
                if isinstance(recorded.event, e.Noticed)
                and (recorded.event.notice, recorded.event.page) == (one.event.number, one.event.page)
            )
            if told.at != one.at:
                yield f"notice {number}: {case} was told at another moment"


def _days(house: House, state: CaseState) -> dict:
    """Return the last days, from published notices if they reach, else from guessed years."""
    limits, history = state.opening.limits, state.clock
    days = slow_clock.answers(limits, history, slow_clock.published)
    if any(isinstance(one, str) for one in days.values()):
        guessed = slow_clock.answers(limits, history, slow_clock.guessing(house.calendar_now.lunar))
        days = {name: guessed[name] if isinstance(day, str) else day for name, day in days.items()}
    return days
