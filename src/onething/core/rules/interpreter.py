"""The obvious evaluator: one rule for each kind of part, for explanations and as a check on the compiled function."""

from collections.abc import Mapping
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any

from onething.core.rules.compiler import refuse_empty
from onething.core.rules.tree import (
    And,
    Arith,
    Between,
    Compare,
    If,
    In,
    Lit,
    Neg,
    Node,
    Not,
    Or,
    Var,
    whole_months,
    whole_years,
)

_COMPARE = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_ARITH = {"+": add, "-": sub, "*": mul}


def value_of(node: Node, values: Mapping[str, Any]) -> Any:
    """Return the value of a part, None when it is unknown. Raises ValueRefused for an empty text."""
    match node:
        case Lit():
            return node.value
        case Var(name):
            value = values.get(name)
            if value == "":
                refuse_empty(name)
            return value
        case Not(part):
            value = value_of(part, values)
            return None if value is None else not value
        case And(parts):
            outcomes = [value_of(part, values) for part in parts]
            return False if False in outcomes else None if None in outcomes else True
        case Or(parts):
            outcomes = [value_of(part, values) for part in parts]
            return True if True in outcomes else None if None in outcomes else False
        case Compare(op, left, right):
            one, two = value_of(left, values), value_of(right, values)
            return None if one is None or two is None else _COMPARE[op](one, two)
        case In(part, items):
            value = value_of(part, values)
            if not items:
                return False
            return None if value is None else any(value == item.value for item in items)
        case If(test, then, other):
            chosen = value_of(test, values)
            return None if chosen is None else value_of(then if chosen else other, values)
        case Neg(part):
            value = value_of(part, values)
            return None if value is None else -value
        case Arith(op, left, right):
            one, two = value_of(left, values), value_of(right, values)
            return None if one is None or two is None else _ARITH[op](one, two)
        case Between(unit, start, end):
            one, two = value_of(start, values), value_of(end, values)
            whole = whole_years if unit == "years" else whole_months
            return None if one is None or two is None else whole(one, two)
