"""What invented people put into their forms: values that the form would take, and now and then one that a register contradicts."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import Any

from onething.core.actors import Actor
from onething.core.catalogue.model import Example, Package
from onething.core.catalogue.words import Element, ElementKind, Way
from onething.core.codes import make_citizen_number, parse_citizen_number
from onething.core.composition import compose_example
from onething.core.composition.plan import PlanField
from onething.core.people import Account
from onething.core.source import Text
from onething.core.submission import (
    Delivery,
    GivenFile,
    GivenMaterial,
    GivenValue,
    Person,
    SharedAnswer,
    Signature,
    Submission,
)
from onething.core.workdays import WorkCalendar

SURNAMES = "陈黎欧林许方周梁何温顾苏秦叶石管冼邓卢罗谭麦袁莫"
GIVEN = "思敏国安若曦晓明知行可予小满佩仪以宁志恒慧文静嘉欣浩然子轩雨桐"


@dataclass(frozen=True, slots=True)
class World:
    package: Package
    officers: Mapping[str, Actor]  # by department, each for the whole city
    seconds: Mapping[str, Actor]  # by department, who signs as the second officer
    clerk: Actor
    towns: tuple[str, ...]
    calendar: WorkCalendar
    dice: random.Random
    now: datetime
    paper: GivenFile


def submission_of(world: World, example: Example, person: Account, at: datetime) -> Submission:
    """Give everything that the example's plan asks for on that day."""
    scene = world.package.scenes[example.scene]
    least = {id: max(1, role.min) for id, role in scene.roles.items() if role.many}  # as in a draft
    example = replace(example, on=at.date(), bearers={**least, **example.bearers})
    plan = compose_example(example, package=world.package, calendar=world.calendar)
    values, answered = _put_in_question(world, _values(world, plan.fields, person), on=at.date())
    materials = tuple(
        GivenMaterial(one.key, one.way, one.source, _files(world, one.key, one.way))
        for one in plan.materials
        if not one.form and one.way not in (None, Way.RESULT)
    )
    name = world.dice.choice(world.towns)
    draft = Submission(
        scene=scene.id,
        scene_hash=scene.hash,
        on=at.date(),
        answers=example.answers,
        facts=example.facts,
        shares=tuple(sorted(example.supplies.shares)),
        licences=tuple(sorted(example.supplies.licences)),
        values=values,
        materials=materials,
        consents=(),
        applicant=Person(person.name, "citizen_number", person.document.number, person.phone),
        representative=None,
        delivery=Delivery("electronic", person.name, person.phone),
        signature=Signature("electronic", person.name, "", at),
        channel=world.dice.choice(["portal", "portal", "portal", "rest"]),
        division=name,
        bearers=example.bearers,
        dropped=tuple(sorted(example.dropped)),
        answered=answered,
    )
    return signed(draft)


def signed(draft: Submission) -> Submission:
    return replace(draft, signature=replace(draft.signature, sheet_hash=draft.sheet_hash()))


def _values(world: World, fields: Sequence[PlanField], person: Account) -> dict[str, GivenValue]:
    """Fill every field that no result fills; birthday and sex as the number of the same person says."""
    values = {
        one.key: GivenValue(
            one.key,
            value_of(world, world.package.elements[one.element], person, one),
            one.prefilled_from or "typed",
        )
        for one in fields
        if not one.prefilled_from.startswith("result:")
    }
    for key, one in values.items():
        whose, _, element = key.rpartition("/")
        number = values.get(f"{whose}/person.id_number")
        if number is None or element not in {"person.birth_date", "person.sex"}:
            continue
        known = parse_citizen_number(number.value, on=world.now.date())
        said = (
            known.born_on.isoformat()
            if element == "person.birth_date"
            else "male"
            if known.male
            else "female"
        )
        values[key] = replace(one, value=said)
    return values


def _put_in_question(
    world: World, values: Mapping[str, GivenValue], *, on: date
) -> tuple[tuple[GivenValue, ...], tuple[SharedAnswer, ...]]:
    """Let one person of four live elsewhere than the register knows: the office sees both, and what the person says."""
    known = [
        one
        for one in values.values()
        if one.source.startswith("share:")
        and world.package.elements[one.key.partition("/")[2]].kind is ElementKind.ADDRESS
    ]
    if not known or world.dice.randrange(4):
        return tuple(values.values()), ()
    moved = known[0]
    typed = replace(
        moved,
        value=f"东莞市示例路 {world.dice.randrange(200, 400)} 号",
        source="typed",
        disputed="去年搬过家，户口没有迁",
    )
    answer = SharedAnswer(moved.key, moved.source, "answered", moved.value, on)
    return tuple({**values, moved.key: typed}.values()), (answer,)


def name_of(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice([1, 2])))


def _files(world: World, key: str, way: Way | None) -> tuple[GivenFile, ...]:
    return (replace(world.paper, name=f"{key.partition('/')[2]}.png"),) if way is Way.UPLOAD else ()


def value_of(world: World, element: Element, person: Account, field: PlanField | None) -> Any:
    """Return an invented value that the form would take."""
    dice = world.dice
    limits = field.constraints if field is not None else element.constraints
    if field is not None and field.role == "applicant" and element.id == "person.name":
        return person.name
    if field is not None and field.role == "applicant" and element.id == "person.id_number":
        return person.document.number
    if element.id == "disability.since":
        return "2021-03-01"
    match element.kind:
        case ElementKind.CHOICE:
            allowed = limits.allowed
            return next(one.id for one in element.choices if allowed is None or one.id in allowed)
        case ElementKind.NAME:
            return name_of(dice)
        case ElementKind.CITIZEN_NUMBER | ElementKind.IDENTITY_NUMBER:
            return make_citizen_number(date(1990, 1, 1), dice.randrange(1, 999))
        case ElementKind.PHONE:
            return f"1380000{dice.randrange(10_000):04d}"
        case ElementKind.ADDRESS:
            return f"东莞市示例路 {dice.randrange(1, 200)} 号"
        case ElementKind.DATE:
            return (limits.min or date(2020, 5, 6)).isoformat()
        case ElementKind.MONTH:
            return (limits.min or date(2026, 12, 1)).isoformat()
        case ElementKind.MOMENT:
            return "2026-02-20T08:30"
        case ElementKind.YES_NO:
            return True
        case ElementKind.MONEY:
            return 28_600
        case ElementKind.INTEGER | ElementKind.DECIMAL:
            return ceil(limits.min) if limits.min is not None else 1
        case ElementKind.BANK_ACCOUNT:
            return f"622999{dice.randrange(10**12):012d}"
        case ElementKind.DIVISION:
            return world.towns[0]
        case ElementKind.CREDIT_CODE:
            return next(iter(world.package.departments.values())).code
    if element.id.endswith("number"):
        return f"99{dice.randrange(10**8):08d}"
    if limits.min_length is not None:
        return "".join(str(dice.randrange(10)) for _ in range(limits.min_length))
    longest = limits.max_length or 8
    return Text("示例内容", "example").zh[:longest]
