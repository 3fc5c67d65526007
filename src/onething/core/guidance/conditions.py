"""What a plan holds, as condition trees: for pages that show and hide lines at once, before the server has composed.

An item is in the plan unless one of its conditions is false; a line is, unless that holds for every item that asks for
it or for its own condition there. Only this is decided in the browser: sources, ways and figures are the server's.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.catalogue.model import Package, Question, QuestionKind, Scene
from onething.core.composition import Circumstances
from onething.core.composition.prepare import Asked, Prepared, PreparedItem, prepare
from onething.core.rules import to_json


def conditions_of(scene: Scene, package: Package, there: Circumstances) -> dict[str, Any]:
    """Return JSON-able data for `shown.js`.

    trees: condition number -> tree. items: id -> numbers, all of which must not be false. fields, materials: key without
    a bearer -> pairs of item and number. values: what is known now. says: question -> what an answer makes known.
    """
    prepared = prepare(scene, package)
    items = {one.item.id: _own(one, there) for one in prepared.items if one.item.id not in there.dropped}
    asking = [one for one in prepared.items if one.item.id in items and not one.line.proactive]
    fields = _lines(prepared, (line for one in asking for line in one.fields))
    materials = _lines(prepared, (line for one in asking for line in one.materials))
    used = {number for own in items.values() for number in own}
    used |= {number for pairs in (*fields.values(), *materials.values()) for _, number in pairs}
    return {
        "trees": {str(number): to_json(prepared.tables[number].condition) for number in sorted(used)},
        "items": items,
        "fields": fields,
        "materials": materials,
        "values": _values(prepared, there, prepared.layout.slots),
        "says": {one.id: _says(prepared, one, there) for one in prepared.layout.questions},
    }


def _own(one: PreparedItem, there: Circumstances) -> list[int]:
    numbers = one.own[:2] if one.item.id in there.insisted else one.own
    return sorted(set(numbers))


def _lines(prepared: Prepared, asked: Iterable[Asked]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for one in asked:
        found.setdefault(one.key, []).append((prepared.names[one.item], one.condition))
    return found


def _values(prepared: Prepared, there: Circumstances, names: Iterable[str]) -> dict[str, Any]:
    known, slots = prepared.layout.read(there).values, prepared.layout.slots
    return {name: _plain(known[slots[name]]) for name in names if known[slots[name]] is not None}


def _says(prepared: Prepared, question: Question, there: Circumstances) -> dict[str, Any]:
    """Return the variables of a question, and the values of each choice; a number or a day is the value itself."""
    layout = prepared.layout
    at = layout.questions.index(question)
    names = [name for name, asked in layout.question_of.items() if asked == at and name not in there.facts]
    said: dict[str, Any] = {"kind": question.kind.value, "names": names}
    if question.kind is QuestionKind.CHOICE:
        said["choices"] = {
            one.id: _values(prepared, replace(there, answers={question.id: one.id}), names)
            for one in question.choices
        }
    elif question.kind is QuestionKind.MULTI:
        said["required"] = question.required_choice
    return said


def _plain(value: Any) -> Any:
    """Return a value as `rules.js` reads it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
