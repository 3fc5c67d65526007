"""Who acts: applicants who supply late, in part or never, and offices that are busy, careless, or asleep."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases import notice
from onething.core.cases.deciding import asked_keys
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import (
    Arising,
    Contact,
    Declining,
    DeliveryWay,
    Ending,
    Given,
    Grounds,
    Line,
    OfficeKey,
    Outcome,
    Point,
    Promise,
)
from onething.core.cases.state import CaseState
from onething.core.clock import PROFILES
from onething.core.submission import Delivery
from tests.simulation.house import House
from tests.simulation.procedures import before_a_decision, handing_over
from tests.simulation.righting import afterwards
from tests.simulation.things import own

FULL = Grounds("符合条件的事实已核实", "行政许可法 38", "不符合第三条", "60 日内申请复议，6 个月内提起诉讼")
SUPERVISOR = Actor("user:supervisor", "监督", frozenset({Role.SUPERVISOR}))
GROUNDS = sorted(PROFILES["permit"].pause_grounds - {"hearing"})  # a hearing stops the clock by itself


@cache
def officer(office: OfficeKey, name: str = "审批") -> Actor:
    id = f"user:{office.department}:{office.division}:{name}"
    roles = frozenset({Role.MANAGER, Role.REVIEWER} if name == "负责人" else {Role.REVIEWER})
    return Actor(id, name, roles, department=office.department, division=office.division)


@cache
def applicant(person: str) -> Actor:
    return Actor(f"user:{person}", "申请人", frozenset({Role.CITIZEN}), person_id=person)


@dataclass(frozen=True, slots=True)
class Ways:
    """How the people of one city are. find: how often something is missing; idle: how often an office does nothing."""

    find: float
    idle: float
    refuse: float
    careless: float


def work_on(dice: Random, house: House, case: CaseState, ways: Ways, now: datetime) -> c.Command | None:
    """Return what an officer does with a case that lies there, None for nothing today."""
    if dice.random() < ways.idle:
        return None
    number = case.number
    by = officer(case.office, "同事") if case.holder.endswith("同事") else officer(case.office)
    if dice.random() < ways.careless:
        return _careless(dice, house, by, case, now)
    roll = dice.random()
    if roll < 0.03:
        return c.TakeOver(officer(case.office, "同事"), number, "同事休假")
    if case.status in TO_CHECK:
        return _look_through(dice, house, by, case, ways, now)
    if case.status is Status.PAUSED:
        if case.hearing is not None and not case.hearing.minutes and roll < 0.8:
            return before_a_decision(dice, by, case, now)
        open_ = [one.ground for one in case.clock.pauses if one.last is None]
        return c.Resume(by, number, dice.choice(open_)) if open_ and roll < 0.5 else None
    if case.status in (Status.ACCEPTED, Status.IN_REVIEW):
        return _review(dice, house, by, case, ways, now)
    if case.status is Status.GRANTED and case.opening.certificates:
        left = [one for one in case.opening.certificates if one not in case.certificates]
        return c.MakeCertificate(by, number, left[0], "证字 1 号")
    if case.granted or case.status is Status.REFUSED:
        return c.Deliver(by, number, DeliveryWay.WINDOW, "签收", "申请人")
    return None


def _look_through(
    dice: Random, house: House, by: Actor, case: CaseState, ways: Ways, now: datetime
) -> c.Command | None:
    roll = dice.random()
    if case.status is Status.SUBMITTED and roll > 0.94 and not house.things[case.application].example:
        papers = tuple(key for key in case.to_bring if dice.random() < 0.7)
        return c.TakeIn(officer(case.office, dice.choice(("审批", "同事"))), case.number, papers)
    if roll < ways.find and not case.opening.proactive:
        keys = house.things[case.application].keys[own(case.number)]
        if case.rounds and dice.random() < 0.8:  # only what came with the supplement may be found now
            keys = [key for key in keys if key in case.supplied | case.changed] or keys
        found = [_point(dice, case, key) for key in dice.sample(keys, min(len(keys), dice.randint(1, 2)))]
        return c.Check(by, case.number, tuple(found), finished=dice.random() < 0.9)
    if roll < ways.find + 0.3:
        return c.Check(by, case.number)
    if roll < 0.97:
        if case.opening.tolerable and dice.random() < 0.3:
            promise = Promise(case.opening.tolerable[0], now.date() + timedelta(dice.randint(1, 9)))
            return c.Accept(by, case.number, later=(promise,))
        return c.Accept(by, case.number)
    return c.Decline(by, case.number, Declining.NOT_COMPETENT, FULL, "市民政局")


def _point(dice: Random, case: CaseState, key: str) -> Point:
    arose = Arising.FIRST
    if case.rounds:
        arose = Arising.CHANGE if key in case.changed else Arising.SUPPLEMENT
    return Point(key, dice.choice(("missing", "unreadable", "expired")), "看不清", "重新上传", arose=arose)


def _review(
    dice: Random, house: House, by: Actor, case: CaseState, ways: Ways, now: datetime
) -> c.Command | None:
    number = case.number
    if case.draft is not None:  # the other one of the office signs it, or gives it back
        other = officer(case.office, "审批" if case.draft.officer.endswith("同事") else "同事")
        return c.ConfirmDraft(other, number) if dice.random() < 0.8 else c.ReturnDraft(other, number, "再核")
    heard = case.hearing is not None and not (case.hearing.waived or case.hearing.minutes)
    if not house.things[case.application].example and dice.random() < (0.6 if heard else 0.15):
        return before_a_decision(dice, by, case, now)
    roll = dice.random()
    grounds = sorted(
        {*case.opening.limits.profile.pause_grounds, *case.opening.limits.profile.own_grounds} - {"hearing"}
    )
    if roll < 0.05 and grounds:
        return c.Pause(by, number, dice.choice(grounds), dice.randint(1, 12), "特告 1")
    if roll < 0.1 and case.opening.limits.profile.extension_days:
        most = case.opening.limits.profile.extension_days
        paper = "府办 1" if case.opening.limits.profile.approved_elsewhere else ""
        return c.Extend(
            officer(case.office, "负责人"), number, dice.randint(1, most), "负责人", "情况复杂", paper
        )
    if roll < 0.13:
        return c.GiveOpinion(by, number, "同意", dice.random() < 0.8)
    if roll < 0.15:
        others = {step.office for step in case.opening.steps}
        others -= house.things[case.application].refuses_transfer
        return (
            c.TransferTo(by, number, dice.choice(sorted(others, key=str)), "户籍在别处") if others else None
        )
    steps = case.opening.steps
    here = steps[case.step].kind if case.step is not None else "decision"
    if here != "decision" and any(step.kind == "decision" for step in steps):
        return c.EnterStep(by, number, (case.step or 0) + 1)
    if roll < 0.5:
        return None
    given = house.things[case.application].given.get(own(number), {})
    refused = dice.random() < ways.refuse
    outcome = Outcome.REFUSED if refused else dice.choice((Outcome.GRANTED,) * 9 + (Outcome.PARTLY,))
    return c.Decide(by, number, outcome, FULL, "准予", Given(number, facts=given))


def _careless(dice: Random, house: House, by: Actor, case: CaseState, now: datetime) -> c.Command:
    """Something that may well be against the rules; a refusal must leave everything as it was."""
    number = case.number
    given = Given(number, facts=house.things[case.application].given.get(own(number), {}))
    return dice.choice(
        (
            lambda: c.Decide(by, number, Outcome.GRANTED, FULL, "准予", given),
            lambda: c.Decide(Actor.job("robot"), number, Outcome.REFUSED, FULL, trace=("规则",)),
            lambda: c.Accept(by, number),
            lambda: c.ConfirmDraft(by, number),
            lambda: c.Pause(by, number, dice.choice(GROUNDS), dice.randint(0, 9), "特告 2"),
            lambda: c.Extend(by, number, dice.randint(0, 20), "", ""),
            lambda: c.Deliver(by, number, DeliveryWay.WINDOW, "签收", "申请人"),
            lambda: c.SendNotice(by, f"{case.application}-B1"),
            lambda: (
                c.Terminate(by, number, Ending.DUPLICATE, "重复")
                if dice.random() < 0.1
                else c.Check(by, number)
            ),
            lambda: c.Lapse(by, number, "太久"),
            lambda: c.ApplySilence(by, number),
            lambda: c.EnterStep(by, number, dice.randint(0, 4)),
            lambda: c.Decline(by, number, Declining.NOT_A_MATTER, Grounds("不需要")),
        )
    )()


def applicant_acts(dice: Random, house: House, number: str) -> c.Command | None:
    """Return what the applicant does today with an application that is not over."""
    matter, by = house.matters[number], applicant(house.people[number])
    roll = dice.random()
    undecided = [one for one in matter.cases.values() if not one.ended]
    if roll < 0.01 and undecided:
        return c.Withdraw(by, dice.choice(undecided).number, "不办了")
    if roll < 0.012:
        return c.WithdrawAll(by)
    if roll < 0.02:
        return c.ChangeContact(by, Contact(f"1380000{dice.randrange(10000):04d}"))
    if roll < 0.03 and not house.things[number].example:
        return c.ChooseDelivery(by, Delivery("post", "某人", "13800001357", "示例路 1 号"))
    asked = sorted({key for one in undecided for key in asked_keys(one)})
    waits = any(one.waits_for_applicant for one in undecided)
    if asked and roll < (0.35 if waits else 0.05):
        chosen = asked if dice.random() < 0.7 else dice.sample(asked, dice.randint(1, len(asked)))
        return c.Supplement(by, tuple(Line(key, f"hash {key}", "upload") for key in chosen))
    if roll > 0.99 and undecided:
        keys = house.things[number].keys[own(dice.choice(undecided).number)]
        changes = [key for key in keys if key not in asked][:1]
        return (
            c.Supplement(by, (), tuple(Line(key, "changed", "upload") for key in changes))
            if changes
            else None
        )
    return None


def supervisor_acts(dice: Random, house: House, number: str, now: datetime) -> c.Command | None:
    """Return what the supervisor does, or the window that hands over: allow round 2, annul a refusal, send, give."""
    matter = house.matters[number]
    gathering = notice.gather(matter.cases.values(), now.date(), house.calendar_now)
    if gathering is not None and gathering.round > 1 and dice.random() < 0.6:
        number_of = f"{number}-B{gathering.round}"
        if dice.random() < 0.3:  # somebody does not wait for the supervisor
            return c.SendNotice(officer(gathering.cases[0].office, "负责人"), number_of)
        return c.SendNotice(SUPERVISOR, number_of, SUPERVISOR, "补件仍有问题")
    if not house.things[number].example and dice.random() < 0.3:
        first = next(iter(matter.cases.values()))
        if (command := handing_over(dice, officer(first.office), matter, now)) is not None:
            return command
    if not house.things[number].example and dice.random() < 0.15:
        first = next(iter(matter.cases.values()))
        manager, person = officer(first.office, "负责人"), applicant(house.people[number])
        return afterwards(dice, officer(first.office), manager, person, matter)
    refused = [one for one in matter.cases.values() if one.status is Status.REFUSED]
    if refused and dice.random() < 0.04:
        return c.Annul(SUPERVISOR, dice.choice(refused).number, "复议决定 7 号", "事实不清")
    return None
