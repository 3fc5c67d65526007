"""The same things as in the published city, so that a run can be carried out once more by the services of the house."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from onething.areas.cases.engine.doors import Frozen
from onething.areas.cases.engine.handing_over import _is_data
from onething.areas.cases.engine.results import officer_fills, scene_key
from onething.areas.cases.engine.ruling import data_of
from onething.areas.cases.engine.showing import keys_asked_by
from onething.core.cases.application import open_cases, rechecking, retention_of
from onething.core.cases.parts import Opening
from onething.core.cases.receiving import circumstances_of, declared_by, offices, promises_of, to_bring
from onething.core.catalogue.words import ElementKind
from onething.core.codes import make_citizen_number
from onething.core.composition import compose
from onething.core.submission import Person, Submission
from tests.areas.cases import world as w
from tests.simulation.things import Thing

EXAMPLES = (
    "birth-first-child",
    "birth-twins",
    "birth-unmarried",
    "disabled-services-certified",
    "disabled-services-child",
    "disabled-services-full",
)
#: The births of the examples lie before this day.
FROM = date(2026, 3, 9)


#: What the numbers of the children agree with, which their officers give them.
BORN = {"birth.moment": "2026-03-05T09:00", "person.sex": "female"}


@cache
def things() -> tuple[Thing, ...]:
    return tuple(_thing(one, incomes) for one in EXAMPLES for incomes in (None, "dibao"))


@cache
def submission_of(example: str) -> Submission:
    """Return what is handed in, up to whose it is. example: with `+FACT` for a man whose income is known."""
    name, _, income = example.partition("+")
    made = w.submission(name)
    if income and not name.startswith("birth"):
        made = replace(made, facts={**made.facts, "income_state": income})
    values = tuple(replace(one, value=BORN.get(one.key.partition("/")[2], one.value)) for one in made.values)
    return w.signed(replace(made, values=values))


def of_person(example: str, person: str) -> Submission:
    """Return the submission of this person."""
    made = submission_of(example)
    return w.signed(replace(made, applicant=Person("黎国安", "citizen_number", person, "13800001357")))


@cache
def person_number(person: str) -> str:
    """Return a citizen number for `person-17`."""
    return make_citizen_number(date(1968, 8, 12), int(person.rpartition("-")[2]))


def _frozen(made: Submission) -> Frozen:
    return Frozen(w.city(), w.city().scenes[made.scene])


def _thing(example: str, income: str | None) -> Thing:
    name = f"{example}+{income}" if income else example
    made = submission_of(name)
    frozen, there = _frozen(made), circumstances_of(made)
    plan = compose(frozen.scene, there, package=w.city(), calendar=w.CALENDAR)
    openings = open_cases(
        "N",
        plan,
        frozen.scene,
        office_of=offices(made, w.city(), frozen.scene),
        to_bring=to_bring(made),
        promises=promises_of(made),
        declared=declared_by(made),
        check_days=int(w.city().settings.get("declaration_check_days", 0)),
    )
    divisions = w.city().divisions
    elsewhere = {step.office for one in openings for step in one.steps}
    elsewhere = {one for one in elsewhere if divisions[one.division].level != one.level}
    says, data, keys, given = {}, set(), {}, {}
    for one in openings:
        case: Any = SimpleNamespace(opening=one, received={})
        item = frozen.scene.item(one.item).item
        if item.automatic is not None and not officer_fills(frozen, case):
            loaded: Any = SimpleNamespace(
                row=SimpleNamespace(scene=made.scene, scene_hash=made.scene_hash), submission=made
            )
            says[one.number] = item.automatic(_variables(frozen, loaded, case))
        if _is_data(item):
            data.add(one.number)
        keys[one.number] = tuple(keys_asked_by(plan, one.item, one.bearer)[1])
        given[one.number] = facts_of(frozen, one)
    return Thing(
        scene=made.scene,
        lead=frozen.scene.lead,
        openings=openings,
        keys=keys,
        systems={share.department: share.system for share in w.city().shares.values()},
        says=says,
        data=frozenset(data),
        given=given,
        example=name,
        recheck=rechecking(frozen.scene, there, package=w.city(), calendar=w.CALENDAR),
        refuses_transfer=frozenset(elsewhere),
        archive_days=int(w.city().settings.get("archive_days", 0)),
        retention_years=retention_of(openings, frozen.scene, w.city()),
        supplement_days=int(w.city().settings.get("supplement_days", 10)),
        lapse_ground=str(w.city().settings.get("lapse_ground", "")),
        tolerance_lapse_ground=str(w.city().settings.get("tolerance_lapse_ground", "")),
    )


def _variables(frozen: Frozen, loaded: Any, case: Any) -> dict[str, Any]:
    from onething.core.cases.ports import FrozenScenes
    from onething.kit.ports import bound

    with bound(FrozenScenes, w.Scenes()):
        return {name: one.value for name, one in data_of(loaded, case).items()}


#: What officers enter when they grant, by element; for every other one something that its kind takes.
ENTERED = {
    "disability.certificate_number": "99000019680812001741",
    "disability.kind": "limb",
    "disability.level": "1",
}


def entered(frozen: Frozen, opening: Opening, *, serial: int, on: date) -> dict[str, Any]:
    """Return what the officer fills in who grants this case."""
    case: Any = SimpleNamespace(opening=opening)
    return {key: _entered(key, serial=serial, on=on) for key in officer_fills(frozen, case)}


def _entered(key: str, *, serial: int, on: date) -> Any:
    element = w.city().elements[key.partition("/")[2]]
    if element.id in ENTERED:
        return ENTERED[element.id]
    if element.kind in (ElementKind.CITIZEN_NUMBER, ElementKind.IDENTITY_NUMBER):
        return make_citizen_number(date(2026, 3, 5), 2 * serial)
    if element.kind is ElementKind.DATE:
        return on.isoformat()
    if element.kind is ElementKind.MONTH:
        return f"{on:%Y-%m}"
    return "100" if element.kind is not ElementKind.TEXT else "示例"


def facts_of(frozen: Frozen, opening: Opening) -> Mapping[str, Any]:
    line = frozen.scene.item(opening.item)
    return {
        fact: ENTERED.get(scene_key(frozen.scene, line, opening.bearer, key).partition("/")[2])
        for result in line.item.result
        for fact, key in result.facts.items()
    }
