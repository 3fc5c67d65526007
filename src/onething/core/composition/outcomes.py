"""What a condition comes out to, and which variables carry that outcome: one small table per condition.

A scene asks the same few conditions again and again with values from small sets. So every condition keeps what
it came out to for the values of *its own* variables: the outcome, the variables that decide it, and the unknown
ones on which it still depends. A variable is still of account only if it stands in a part that is undecided:
in `a && b` with `a` false, `b` can no longer matter.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from onething.core.rules import Condition
from onething.core.rules.tree import And, If, In, Node, Not, Or, Var, children, walk

#: Rows that one condition keeps; above it the table begins anew (ages and dates have many values).
MOST_ROWS = 4096


class Row:
    """One outcome.

    open: bits of the unknown variables that may still change it; 0 when it is decided.
    deciding: bits of the known variables that make it what it is. kind: number of this (value, open, deciding)
    within its table, so that equal outcomes of different values are recognised as equal.
    said: the deciding variables with their values.
    """

    __slots__ = ("deciding", "kind", "names", "open", "said", "value")

    def __init__(
        self,
        value: bool | None,
        open_: int,
        deciding: int,
        kind: int,
        names: tuple[str, ...],
        said: tuple[tuple[str, Any], ...],
    ) -> None:
        self.value = value
        self.open = open_
        self.deciding = deciding
        self.kind = kind
        self.names = names
        self.said = said


class Table:
    """The rows of one condition over the slots in which its variables' values are handed in."""

    __slots__ = ("_bits", "_kinds", "_names", "_values_of", "condition", "rows")

    def __init__(self, condition: Condition, slots: Mapping[str, int], bits: Mapping[str, int]) -> None:
        self.condition = condition
        self._names = tuple(sorted(condition.names))
        self._bits = bits
        self._values_of = _getter([slots[name] for name in self._names])
        self._kinds: dict[tuple[bool | None, int, int], int] = {}
        self.rows: dict[Any, Row] = {}

    def row(self, values: Sequence[Any]) -> Row:
        """Return the outcome for these values, None being unknown."""
        key = self._values_of(values)
        found = self.rows.get(key)
        return found if found is not None else self._new(key)

    def _new(self, key: Any) -> Row:
        given = (key,) if len(self._names) == 1 else key
        known = {name: value for name, value in zip(self._names, given, strict=True) if value is not None}
        trace = self.condition.trace(known)
        outcomes = {id(part): outcome for part, outcome in zip(self.condition.parts, trace, strict=True)}
        open_, deciding = _weigh(self.condition.tree, outcomes, known, self._bits)
        value = trace[0]
        kind = self._kinds.setdefault((value, open_, deciding), len(self._kinds))
        names = tuple(name for name in self._names if deciding >> self._bits[name] & 1)
        row = Row(value, open_, deciding, kind, names, tuple((name, known[name]) for name in names))
        if len(self.rows) >= MOST_ROWS:
            self.rows.clear()
        self.rows[key] = row
        return row


def _getter(slots: list[int]) -> Callable[[Sequence[Any]], Any]:
    if not slots:
        return lambda values: ()
    return itemgetter(*slots)


def _weigh(
    node: Node, outcomes: Mapping[int, bool | None], known: Mapping[str, Any], bits: Mapping[str, int]
) -> tuple[int, int]:
    """Return the bits of the variables on which a part still depends, and of those that make it what it is."""
    value = outcomes[id(node)]
    match node:
        case Not():
            return _weigh(node.part, outcomes, known, bits)
        case And() | Or():
            decisive = isinstance(node, Or)
            if value is decisive:  # one part is enough: the first
                first = next(part for part in node.parts if outcomes[id(part)] is decisive)
                return _weigh(first, outcomes, known, bits)
            return _both(node.parts, outcomes, known, bits)
        case If():
            test = outcomes[id(node.test)]
            if test is None:
                return _both((node.test, node.then, node.other), outcomes, known, bits)
            return _both((node.test, node.then if test else node.other), outcomes, known, bits)
        case In() if not node.items:
            return 0, 0
        case _ if any(part.kind == "bool" for part in children(node)) and not isinstance(node, In):
            return _both(children(node), outcomes, known, bits)
    names = {part.name for part in walk(node) if isinstance(part, Var)}
    open_ = 0 if value is not None else _mask(names - known.keys(), bits)
    return open_, _mask(names & known.keys(), bits)


def _both(
    parts: Sequence[Node],
    outcomes: Mapping[int, bool | None],
    known: Mapping[str, Any],
    bits: Mapping[str, int],
) -> tuple[int, int]:
    open_ = deciding = 0
    for part in parts:
        if part.kind == "bool" and id(part) in outcomes:
            more_open, more_deciding = _weigh(part, outcomes, known, bits)
        else:
            names = {leaf.name for leaf in walk(part) if isinstance(leaf, Var)}
            more_open, more_deciding = _mask(names - known.keys(), bits), _mask(names & known.keys(), bits)
        open_ |= more_open
        deciding |= more_deciding
    return open_, deciding


def _mask(names: set[str], bits: Mapping[str, int]) -> int:
    return sum(1 << bits[name] for name in names)
