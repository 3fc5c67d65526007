"""Small scenes for tests: definitions with conditions written as text."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from datetime import date
from typing import Any

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.model import (
    Eligibility,
    Fact,
    Fee,
    FieldLine,
    Item,
    MaterialLine,
    Outcome,
    Package,
    Question,
    QuestionKind,
    Result,
    Scene,
    SceneItem,
    ScenePromise,
    Supplies,
    Visit,
)
from onething.core.catalogue.variables import types_of
from onething.core.catalogue.words import (
    Choice,
    Constraints,
    Element,
    ElementKind,
    Grant,
    Licence,
    Material,
    Role,
    Share,
    Way,
)
from onething.core.composition import Circumstances, Plan, compose
from onething.core.rules import Condition, parse
from onething.core.source import Text

CALENDAR = load_calendar()
THURSDAY = date(2026, 3, 5)
UPLOAD = (Way.UPLOAD, Way.PAPER)


def choice(id: str, *choices: str, **more: Any) -> Question:
    return Question(
        id, Text(f"{id}？"), QuestionKind.CHOICE, tuple(Choice(one, Text(one)) for one in choices), **more
    )


def multi(id: str, *choices: str, **more: Any) -> Question:
    return Question(
        id, Text(f"{id}？"), QuestionKind.MULTI, tuple(Choice(one, Text(one)) for one in choices), **more
    )


def integer(id: str, **more: Any) -> Question:
    return Question(id, Text(f"{id}？"), QuestionKind.INTEGER, **more)


def fact(id: str, *choices: str, **more: Any) -> Fact:
    return Fact(id, Text(id), "choice" if choices else "bool", choices, **more)


def field(key: str, when: Any = None, **more: Any) -> FieldLine:
    role, element = key.split("/")
    return FieldLine(role, element, when=when, **more)


def material(key: str, accepts: Sequence[Way] = UPLOAD, when: Any = None, **more: Any) -> MaterialLine:
    role, what = key.split("/")
    return MaterialLine(role, what, tuple(accepts), when=when, **more)


def form(id: str, when: Any = None) -> MaterialLine:
    return material(f"applicant/form-{id}", when=when, form=True)


def eligible(condition: Any, **more: Any) -> Eligibility:
    return Eligibility(
        f"rule-{condition}", condition, Text(f"须{condition}", f"must be {condition}"), "某法 1", **more
    )


def item(id: str, *, days: int = 5, **more: Any) -> Item:
    """An item; conditions may be text. It has a form of its own unless `materials` are given."""
    more.setdefault("materials", (form(id),))
    return Item(
        id=id,
        name=Text(f"事项{id}", f"Item {id}"),
        code="1" * 12,
        kind="20",
        department=more.pop("department", f"office-{id}"),
        profile="benefit",
        promised_days=days,
        statutory_days=more.pop("statutory_days", days * 2),
        **more,
    )


def result(
    *, stands_for: str = "", gives: Mapping[str, str] | None = None, role: str = "applicant"
) -> Result:
    return Result("result", Text("结果"), "document", stands_for=stands_for, role=role, gives=gives or {})


def scene(
    *items: SceneItem | Item,
    questions: Sequence[Question] = (),
    facts: Sequence[Fact] = (),
    outcomes: Mapping[str, str] | None = None,
    **more: Any,
) -> Scene:
    """A scene whose conditions are parsed against its own questions and facts."""
    lines = [one if isinstance(one, SceneItem) else SceneItem(one) for one in items]
    types = types_of(
        (*questions, *(q for line in lines for q in line.item.questions)),
        (*facts, *(f for line in lines for f in line.item.facts)),
    )

    def read(text: Any) -> Condition | None:
        return parse(text, types) if isinstance(text, str) else text

    def ready(line: SceneItem) -> SceneItem:
        one = line.item
        return replace(
            line,
            when=read(line.when),
            item=replace(
                one,
                fields=tuple(replace(part, when=read(part.when)) for part in one.fields),
                materials=tuple(replace(part, when=read(part.when)) for part in one.materials),
                fees=tuple(replace(part, when=read(part.when)) for part in one.fees),
                visits=tuple(replace(part, when=read(part.when)) for part in one.visits),
                competent=tuple(replace(part, when=read(part.when)) for part in one.competent),
                eligible=tuple(
                    replace(part, condition=read(part.condition))  # type: ignore[arg-type]
                    for part in one.eligible
                ),
            ),
        )

    return Scene(
        id="test",
        name=Text("测试"),
        summary=Text("测试"),
        lead="office",
        topic="test",
        roles=more.pop("roles", {"applicant": Role("applicant", Text("申请人"))}),
        items=tuple(ready(line) for line in lines),
        questions=tuple(questions),
        facts=tuple(facts),
        outcomes=tuple(
            Outcome(parse(condition, types), Text(text)) for condition, text in (outcomes or {}).items()
        ),
        **more,
    )


def share(
    id: str,
    *,
    items: Sequence[str],
    fields: Sequence[str] = (),
    materials: Sequence[str] = (),
    until: date | None = None,
    roles: Sequence[str] = (),
) -> Share:
    grant = Grant(
        tuple(items), tuple(fields), tuple(materials), Text("核对"), "依据", until, roles=tuple(roles)
    )
    return Share(id, Text(id), "office", "system", tuple(fields), tuple(materials), grants=(grant,))


def package(
    *,
    shares: Sequence[Share] = (),
    licences: Mapping[str, Sequence[str]] | None = None,
    materials: Mapping[str, str] | None = None,
    elements: Sequence[Element] = (),
    sign_in: Sequence[str] = (),
) -> Package:
    """licences: id -> element ids. materials: id -> the licence that stands for it."""
    return Package(
        id="city",
        name=Text("市"),
        division="990000000000",
        sign_in=tuple(sign_in),
        elements={one.id: one for one in elements},
        licences={
            id: Licence(id, Text(id), "1" * 21, tuple(fields)) for id, fields in (licences or {}).items()
        },
        materials={id: Material(id, Text(id), licence=licence) for id, licence in (materials or {}).items()},
        shares={one.id: one for one in shares},
    )


EMPTY = package()


def supplies(*, shares: Sequence[str] = (), licences: Sequence[str] = ()) -> Supplies:
    return Supplies(frozenset(shares), frozenset(licences))


def plan(
    of: Scene,
    answers: Mapping[str, Any] | None = None,
    *,
    city: Package = EMPTY,
    on: date = THURSDAY,
    **more: Any,
) -> Plan:
    person = Circumstances(on=on, answers=answers or {}, **more)
    return compose(of, person, package=city, calendar=CALENDAR)


def states(of: Plan) -> dict[str, str]:
    found = {one.id: one.state.value for one in of.items}
    return found | {one.id: one.state.value for one in of.left_out}


def asked(of: Plan) -> list[str]:
    return [question.id for question in of.open_questions]


def at_most(of: Plan) -> tuple[Any, ...]:
    """The figures that are upper bounds while something is possible."""
    figures = of.figures
    return (
        figures.forms,
        figures.materials,
        figures.minutes,
        figures.promised_on,
        of.fees.total_fen,
        *astuple(of.together),
        *astuple(of.asked_of_person),
    )


def shown(of: Plan) -> Any:
    """Everything of a plan that may not move with an answer that was not asked for.

    Why an item is left out may become a stronger reason, and what a person says may fill a field for which the
    question alone would not be asked.
    """
    return (
        [
            (one.id, one.state, one.waits_for, one.promised_on, one.statutory_on, one.competent)
            for one in of.items
        ],
        sorted(one.id for one in of.left_out),
        [(one.key, one.required, one.possible, one.constraints) for one in of.fields],
        [(one.key, one.way, one.source, one.copies, one.possible) for one in of.materials],
        of.schedule,
        of.fees,
        of.alone,
        of.together,
        of.figures.sure,
        of.open_questions,
        of.outcome,
    )


__all__ = [
    "CALENDAR",
    "EMPTY",
    "THURSDAY",
    "UPLOAD",
    "Constraints",
    "Element",
    "ElementKind",
    "Fee",
    "SceneItem",
    "ScenePromise",
    "Visit",
    "Way",
    "asked",
    "at_most",
    "choice",
    "eligible",
    "fact",
    "field",
    "form",
    "integer",
    "item",
    "material",
    "multi",
    "package",
    "plan",
    "result",
    "scene",
    "share",
    "shown",
    "states",
    "supplies",
]
