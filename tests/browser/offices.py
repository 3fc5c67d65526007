"""Cases of one office in every state, made by services a few weeks before today, for the pages of reviewers."""

import io
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from PIL import Image

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.parts import Arising, Declining, DeliveryWay, Ending, OfficeKey, Outcome
from onething.core.cases.phrases import point
from onething.core.catalogue.words import Way
from onething.core.guidance.ports import FileKeeper
from onething.core.people import AccountKind
from onething.core.submission import GivenFile, GivenMaterial, Person, SharedAnswer
from onething.kit.ports import SHANGHAI, now, port
from tests.areas.cases.permits import PERMIT
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import (
    CALENDAR,
    CITY_CODE,
    CIVIL,
    FULL,
    LI,
    city,
    decide,
    manager,
    reviewer,
    signed,
    submission,
)

ADMIN = Actor("job:setup", "setup", frozenset({Role.ADMIN}))
FEDERATION = "disabled-federation"
NAMES = ("欧阳若曦", "陈思敏", "梁志恒", "谭晓彤", "黎国安", "周可", "古丽娜尔·买买提", "何子轩")
ADDRESS, SEX = "applicant/person.residence_address", "applicant/person.sex"
_keys = itertools.count()


def staff() -> None:
    """Open the accounts with which the tests sign in."""
    offices.load_offices(ADMIN, package=city())
    for name, number, roles, department in (
        ("许知行", "2208", {Role.REVIEWER}, FEDERATION),
        ("黎国栋", "2200", {Role.REVIEWER, Role.MANAGER}, FEDERATION),
        ("谭雨桐", "2908", {Role.REVIEWER}, "tax"),
        ("何佩仪", "2604", {Role.REVIEWER}, "human-resources"),
        ("秦守真", "4001", {Role.SUPERVISOR}, "data-services"),
        ("林晓", "0716", {Role.CLERK}, "data-services"),
    ):
        people.open_account(
            ADMIN,
            kind=AccountKind.STAFF,
            login=number,
            name=name,
            roles=roles,
            department=department,
            division=CITY_CODE,
            staff_number=number,
            demo=True,
        )


def worked_day(ago: int) -> datetime:
    """Return eleven o'clock of the working day that lies so many working days before today."""
    day = now().astimezone(SHANGHAI).date()
    while ago or not CALENDAR.is_working_day(day):
        day -= timedelta(days=1)
        ago -= CALENDAR.is_working_day(day) and ago > 0
    return datetime(day.year, day.month, day.day, 11, tzinfo=SHANGHAI)


def told(**changes: object) -> tuple[SharedAnswer, ...]:
    """Return what two departments said: one another address, the other nothing."""
    asked = {"asked_at": worked_day(9), **changes}
    return (
        SharedAnswer(ADDRESS, "share:household-register", "answered", "东莞市南城街道示例路 27 号之一", date(2026, 11, 1), **asked),
        SharedAnswer(SEX, "share:disability-register", "down", **asked),
    )  # fmt: skip


def paper() -> GivenFile:
    """Keep the picture that stands for every paper."""
    content = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(content, "PNG")
    content.seek(0)
    return port(FileKeeper).keep(ADMIN, content=content, name="paper.png")


def handed_in(ago: int = 3, *, plain: bool = False, item: str = PERMIT) -> SimpleNamespace:
    """Hand in one application and return its numbers by item. plain: everything agrees with what was shared."""
    index = next(_keys)
    key = f"{LI[:-3]}{index:03d}"
    who = Actor(f"user:{index}", NAMES[index % len(NAMES)], frozenset({Role.CITIZEN}), person_id=key)
    given = submission(applicant=Person(who.name, "citizen_number", key, "13800001357"))
    words = {ADDRESS: "东莞市南城街道示例路 27 号", SEX: "male", "applicant/person.name": who.name}
    values = tuple(
        replace(one, value=words.get(one.key, one.value), source="typed" if one.key in words else one.source)
        for one in given.values
    )
    if not plain:
        given = replace(given, values=values, answered=told())
    shown = paper()
    materials = tuple(
        replace(one, files=(replace(shown, name=one.files[0].name),)) if one.files else one
        for one in given.materials
    )
    given = replace(given, materials=materials)
    at = worked_day(ago)
    receipt = cases.submit(who, submission=signed(given), key=f"office-{index}", now=at)
    numbers = {one.item: one.number for one in receipt.cases}
    return SimpleNamespace(who=who, receipt=receipt, numbers=numbers, number=numbers[item], at=at)


def here(number: str) -> Actor:
    """Return an officer of the office that has the case."""
    row = CaseRow.objects.get(number=number)
    return reviewer(row.department, name="许知行")


def accepted(ago: int = 3, **more: Any) -> SimpleNamespace:
    made = handed_in(ago, **more)
    cases.accept(here(made.number), case=made.number, now=made.at)
    return made


def at_decision(ago: int = 3, **more: Any) -> SimpleNamespace:
    made = accepted(ago, **more)
    view = cases.case_view(here(made.number), case=made.number, now=made.at)
    for index, (kind, _, _) in enumerate(view.steps):
        if index > (view.step or 0):
            cases.enter_step(here(made.number), case=made.number, step=index, now=made.at)
        if kind == "decision":
            break
    return made


def decided(outcome: Outcome) -> SimpleNamespace:
    made = at_decision(ago=6)
    wanted = cases.case_view(here(made.number), case=made.number, now=made.at).officer_fills
    decide(
        here(made.number),
        case=made.number,
        outcome=outcome,
        grounds=FULL,
        content="准予发证，肢体三级。",
        gives={key: GIVES[key] for key, _ in wanted} if outcome is not Outcome.REFUSED else {},
        now=worked_day(1),
    )
    return made


def certified() -> SimpleNamespace:
    made = decided(Outcome.GRANTED)
    officer = here(made.number)
    for result in cases.case_view(officer, case=made.number, now=now()).wanted_certificates:
        cases.make_certificate(officer, case=made.number, result=result, now=worked_day(1))
    return made


def delivered() -> SimpleNamespace:
    made = certified()
    cases.deliver(
        here(made.number),
        case=made.number,
        way=DeliveryWay.POST,
        proof="SF1234",
        receiver=made.who.name,
        address="石龙镇中山路 1 号",
        now=worked_day(0),
    )
    return made


def asked() -> SimpleNamespace:
    """Two departments found something; the one notice has left."""
    made = handed_in(ago=4)
    material = city().materials
    for officer, item, key in (
        (here(made.number), PERMIT, "photo"),
        (CIVIL, "care-allowance", "id-card"),
    ):
        found = [point(f"applicant/{key}", "missing", material[key].label)]
        cases.record_findings(officer, case=made.numbers[item], points=found, now=made.at)
    for item in ("hardship-allowance", "pension-enrolment"):
        cases.mark_checked(here(made.numbers[item]), case=made.numbers[item], now=made.at)
    return made


def found() -> SimpleNamespace:
    made = handed_in(ago=1)
    label = city().materials["photo"].label
    points = [point("applicant/photo", "unreadable", label)]
    cases.record_findings(here(made.number), case=made.number, points=points, now=made.at)
    return made


def found_again() -> SimpleNamespace:
    """The answer to the one notice is faulty: a second one waits for a supervisor."""
    made, label = asked(), city().materials["photo"].label
    photo = GivenMaterial("applicant/photo", Way.UPLOAD, files=(paper(),))
    later = worked_day(2)
    cases.supplement(made.who, application=made.receipt.number, values={}, materials=[photo], now=later)
    points = [point("applicant/photo", "unreadable", label, arose=Arising.SUPPLEMENT)]
    cases.record_findings(here(made.number), case=made.number, points=points, now=later)
    return made


def paused() -> SimpleNamespace:
    made = accepted(ago=6)
    cases.pause(
        here(made.number),
        case=made.number,
        ground="appraisal",
        told_days=7,
        document="残特〔2026〕0031 号",
        now=worked_day(3),
    )
    return made


def declined() -> SimpleNamespace:
    made = handed_in()
    kind = Declining.NOT_COMPETENT
    cases.decline(
        here(made.number), case=made.number, kind=kind, grounds=FULL, body="户籍地残联", now=made.at
    )
    return made


def withdrawn() -> SimpleNamespace:
    made = accepted()
    cases.withdraw_all(made.who, application=made.receipt.number, reason="暂时不办了", now=worked_day(1))
    return made


def terminated() -> SimpleNamespace:
    made = accepted()
    cases.terminate(
        here(made.number), case=made.number, ground=Ending.DEATH, reason="户籍注销", now=worked_day(1)
    )
    return made


def extended() -> SimpleNamespace:
    made = accepted()
    boss = manager(FEDERATION)
    cases.extend(boss, case=made.number, days=5, reason="要补查病历", now=worked_day(1))
    return made


def transferred() -> SimpleNamespace:
    made = handed_in()
    office = next(
        one for one in offices.list_offices(ADMIN) if (one.department, one.division) == ("civil-affairs", CITY_CODE)
    )  # fmt: skip
    level = offices.get_place(ADMIN, division=office.division).level
    key = OfficeKey(office.department, office.division, level)
    cases.transfer(here(made.number), case=made.number, office=key, reason="低保先由民政认定", now=made.at)
    return made


#: state of a case -> what brings one there
IN_STATE: dict[str, Callable[[], SimpleNamespace]] = {
    "submitted": handed_in,
    "found": found,
    "asked": asked,
    "found-again": found_again,
    "accepted": accepted,
    "decision": at_decision,
    "paused": paused,
    "extended": extended,
    "granted": lambda: decided(Outcome.GRANTED),
    "to-deliver": certified,
    "delivered": delivered,
    "partly": lambda: decided(Outcome.PARTLY),
    "refused": lambda: decided(Outcome.REFUSED),
    "declined": declined,
    "withdrawn": withdrawn,
    "terminated": terminated,
    "transferred": transferred,
}
