"""All records of credit of somebody in one list: what made each, by whom, on which day, and from which day it may be repaired.

The scene says which of its roles are records: those whose items are chosen by its question `records`. The register is asked about
each in turn; with every answer it says how many it has. Source: domain §4.5 (flow), §3.14 (earliest day).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onething.core.catalogue.model import Package, Scene, SceneItem
from onething.core.catalogue.words import Share
from onething.core.credit.repair_dates import (
    Area,
    Gravity,
    Missing,
    Repair,
    Shown,
    due_of,
    moves_on,
    removal_of,
    repair_of,
)
from onething.core.exchange import Answer, LookUp
from onething.core.source import Text

#: The question of a scene whose choices are kinds of records, the register that has them, and the paper of a done duty.
QUESTION, SHARE, PROOF = "records", "credit-records", "fulfilment-proof"
_NUMBER, _AUTHORITY, _ACTED_ON, _GRAVITY, _AREA, _LISTED_ON, _FULFILLED_ON = (
    f"credit.{name}"
    for name in ("document_number", "authority", "acted_on", "gravity", "area", "listed_on", "fulfilled_on")
)
#: The question of a scene since when one is on the abnormal list, and who applies.
LISTED, BY = "listed_on", "by"


@dataclass(frozen=True, slots=True)
class Record:
    """role, number: the bearer in the register, from 1, 0 of the one entry in the abnormal list. choice: of the question.
    acted_on: day of the act document, or of the listing. repair: by the rules of the day, with the promise taken as made; None where
    the register does not say the day or the class. fulfilled: the register has the proof of the duty or its day (fulfilled_on).
    listed: an entry in the abnormal list, which moves on to the list of serious breaches.
    """

    role: str
    number: int
    choice: str
    kind: Text
    document: str
    authority: Text
    acted_on: date | None
    gravity: Text
    shown: Shown | None
    repair: Repair | None
    fulfilled: bool
    fulfilled_on: date | None = None
    listed: bool = False

    @property
    def moves_on(self) -> date | None:
        return moves_on(self.acted_on) if self.listed and self.acted_on else None

    @property
    def key(self) -> str:
        return f"{self.role}:{self.number}"

    @property
    def waits(self) -> tuple[Missing, ...]:
        return self.repair.missing if self.repair else ()

    @property
    def ready(self) -> bool:
        return self.repair is not None and self.repair.ready


def lines_of(scene: Scene, package: Package) -> dict[str, SceneItem]:
    """Return role of the scene → the item that repairs its records; of several items for one role the first."""
    share = package.shares.get(SHARE)
    found: dict[str, SceneItem] = {}
    for line in scene.items if share else ():
        role = line.roles.get(line.item.subject, line.item.subject)
        asks = any(line.item.id in one.items and one.fields for one in share.grants) if share else False
        if line.optional.startswith(f"{QUESTION}.") and role in scene.roles and asks:
            found.setdefault(role, line)
    return found


def first_questions(scene: Scene, package: Package, *, subject: str, name: str) -> tuple[LookUp, ...]:
    """Return the questions about the first record of each kind; the answers say how many there are. subject: whose records."""
    share = package.shares.get(SHARE)
    return tuple(
        _question(share, line, role, int(scene.roles[role].many), scene.id, subject, name)
        for role, line in lines_of(scene, package).items()
        if share is not None
    )


def more_questions(asked: Sequence[LookUp], answers: Sequence[Answer], scene: Scene) -> tuple[LookUp, ...]:
    """Return the questions about all other records, as many as the register says and the scene takes."""
    return tuple(
        replace(one, bearer=number)
        for one, answer in zip(asked, answers, strict=True)
        if answer.found and scene.roles[one.role].many
        for number in range(2, min(answer.bearers, scene.roles[one.role].max) + 1)
    )


def _question(
    share: Share, line: SceneItem, role: str, number: int, scene: str, subject: str, name: str
) -> LookUp:
    grant = next(one for one in share.grants if line.item.id in one.items and one.fields)
    fields = {field.element for field in line.item.fields if field.role == line.item.subject}
    papers = {paper.material for paper in line.item.materials if paper.role == line.item.subject}
    wanted = tuple(one for one in grant.fields if one in {*fields, _AREA})
    materials = tuple(one for one in grant.materials if one in papers)
    asks = tuple((name_, line.item.id, line.item.subject) for name_ in (*wanted, *materials))
    return LookUp(
        SHARE, subject, name, scene, asks, role=role, bearer=number, fields=wanted, materials=materials
    )


def records_of(answers: Iterable[Answer], scene: Scene, package: Package, *, on: date) -> tuple[Record, ...]:
    """Return the records that the register named, by kind and number. on: the day on which a repair would be applied for."""
    lines = lines_of(scene, package)
    order = {role: place for place, role in enumerate(lines)}
    found = [
        _record(one, lines[one.role], scene, package, on)
        for one in answers
        if one.found and one.role in lines
    ]
    return tuple(sorted(found, key=lambda one: (order[one.role], one.number)))


def _record(answer: Answer, line: SceneItem, scene: Scene, package: Package, on: date) -> Record:
    said = answer.values
    acted_on, fulfilled_on = _day(said.get(_ACTED_ON)), _day(said.get(_FULFILLED_ON))
    listed = not scene.roles[answer.role].many
    authority = _label(package, _AUTHORITY, said.get(_AUTHORITY))
    fulfilled = PROOF in answer.materials if fulfilled_on is None else fulfilled_on <= on
    shown = repair = None
    if listed:
        acted_on = _day(said.get(_LISTED_ON))
        authority = package.departments[line.item.department].name
        repair = removal_of(acted_on, fulfilled_on, on=on) if acted_on else None
    elif acted_on is not None and (gravity := said.get(_GRAVITY)) in set(Gravity):
        area = Area(said[_AREA]) if said.get(_AREA) in set(Area) else Area.OTHER
        # Where the register has the proof and not its day, the duty was done before today, after the act.
        done = fulfilled_on or (acted_on if fulfilled else None)
        shown = Shown(acted_on, Gravity(gravity), area, done, promised=True)
        repair = repair_of(shown, on=on)
    return Record(
        answer.role,
        answer.bearer,
        line.optional.partition(".")[2],
        scene.roles[answer.role].label,
        str(said.get(_NUMBER, "")),
        authority,
        acted_on,
        _label(package, _GRAVITY, said.get(_GRAVITY)),
        shown,
        repair,
        fulfilled,
        fulfilled_on,
        listed,
    )


def _day(said: object) -> date | None:
    """A date is kept in ISO form, as every value of a form."""
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def _label(package: Package, element: str, value: object) -> Text:
    choices = package.elements[element].choices if element in package.elements else ()
    return next((one.label for one in choices if one.id == value), Text(str(value or "")))


def picked(records: Iterable[Record]) -> dict[str, tuple[int, ...]]:
    """Return role of several → numbers of these records in the register, in their order."""
    found: dict[str, tuple[int, ...]] = {}
    for one in records:
        if not one.listed:
            found[one.role] = (*found.get(one.role, ()), one.number)
    return found


def answers_of(records: Sequence[Record], *, on: date, by_agent: bool = False) -> Mapping[str, object]:
    """Return what is answered by picking these records, at least one: that they are right, of which kinds, and, where the
    register says it of all, whether their time has come and their duties are done. by_agent: somebody acts for whose they are.
    """
    assert records
    said: dict[str, object] = {
        "wrong": "right",
        QUESTION: sorted({one.choice for one in records}),
    }
    displayed = [one.shown for one in records if not one.listed]
    known = [one for one in displayed if one is not None]
    if known and len(known) == len(displayed):
        said["due"] = due_of(known, on=on).value
    if all(one.fulfilled and one.repair for one in records):
        said["fulfilled"] = "yes"
    for one in records:
        if one.listed and one.acted_on:
            said[LISTED] = one.acted_on
    if by_agent:
        said[BY] = "agent"
    return said
