"""What a condition comes out to for each answer: applies, not, or possible while something is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from onething.core.editing.variables import Variables
from onething.core.rules import Bool, Choice, Condition, Date, Int
from onething.core.rules.tree import Compare, In, Lit, Var, walk
from onething.core.source import Text

#: Columns of one table.
MOST_COLUMNS = 16
_YES, _NO = Text("是", "yes"), Text("否", "no")
_OPEN = Text("没答", "open")


@dataclass(frozen=True, slots=True)
class Column:
    """One answer and what comes of it: True, False, or None = possible. named: the condition names this answer."""

    value: Any
    label: Text
    outcome: bool | None
    named: bool = True


@dataclass(frozen=True, slots=True)
class TruthTable:
    """One variable, answered in each way while the others are open; the last column is no answer."""

    name: str
    label: Text
    columns: tuple[Column, ...]


def truth_tables(condition: Condition, variables: Variables) -> tuple[TruthTable, ...]:
    """Return one table for every variable that the condition names, in the order of the text.

    Numbers and days are shown just below, at and just above each limit that the condition names.
    """
    names = dict.fromkeys(part.name for part in walk(condition.tree) if isinstance(part, Var))
    return tuple(
        TruthTable(name, variables.label(name), tuple(_columns(condition, name, variables))) for name in names
    )


def _columns(condition: Condition, name: str, variables: Variables) -> Iterator[Column]:
    named = set(_literals(condition, name))
    for value, label in list(_answers(condition, name, variables))[:MOST_COLUMNS]:
        yield Column(value, label, condition({name: value}), value in named)
    yield Column(None, _OPEN, condition({}))


def _answers(condition: Condition, name: str, variables: Variables) -> Iterator[tuple[Any, Text]]:
    match variables.types.get(name):
        case Choice(values):
            yield from ((value, variables.choice(name, value)) for value in values)
        case Bool():
            yield True, _YES
            yield False, _NO
        case Int(low, high):
            for value in sorted(
                {near for one in _literals(condition, name) for near in (one - 1, one, one + 1)}
            ):
                if (low is None or value >= low) and (high is None or value <= high):
                    yield value, Text(str(value), str(value))
        case Date():
            for one in sorted(set(_literals(condition, name))):
                for day in (one - timedelta(1), one, one + timedelta(1)):
                    yield day, Text(day.isoformat(), day.isoformat())


def _literals(condition: Condition, name: str) -> Iterator[Any]:
    """Return the constants with which the condition compares a variable."""
    for part in walk(condition.tree):
        match part:
            case Compare(_, Var(found), Lit(value)) | Compare(_, Lit(value), Var(found)) if found == name:
                yield value
            case In(Var(found), items) if found == name:
                yield from (one.value for one in items)
