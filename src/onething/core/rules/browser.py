"""The fourth meaning: the tree as JSON, for `kit/static/kit/rules.js` to decide the same in the browser.

Whole numbers and decimals go as digits in a string, decimals as whole numbers of their last digit: JavaScript's own
numbers are exact only to 2^53.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.rules.condition import Condition
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
)
from onething.core.rules.types import scaled


def to_json(condition: Condition) -> dict[str, Any]:
    """Return the tree as plain JSON; `decide(json, values)` of rules.js gives true, false or null."""
    return _node(condition.tree)


def _node(node: Node) -> dict[str, Any]:
    match node:
        case Lit(value, kind, scale):
            return {"lit": _value(value, scale), "kind": kind, "scale": scale}
        case Var(name, kind, scale):
            return {"var": name, "kind": kind, "scale": scale}
        case Not(part):
            return {"not": _node(part)}
        case And(parts):
            return {"and": [_node(part) for part in parts]}
        case Or(parts):
            return {"or": [_node(part) for part in parts]}
        case Compare(op, left, right):
            return {"compare": op, "left": _node(left), "right": _node(right)}
        case In(part, items):
            return {"in": _node(part), "items": [_node(item) for item in items]}
        case If(test, then, other):
            branches = {"test": _node(test), "then": _node(then), "other": _node(other)}
            return {"if": branches, "kind": node.kind, "scale": node.scale}
        case Neg(part):
            return {"neg": _node(part), "scale": node.scale}
        case Arith(op, left, right):
            return {"arith": op, "left": _node(left), "right": _node(right), "scale": node.scale}
        case Between(unit, start, end):
            return {"between": unit, "start": _node(start), "end": _node(end)}


def _value(value: bool | int | Decimal | date | str, scale: int) -> bool | str:
    match value:
        case bool():
            return value
        case int():
            return str(value)
        case Decimal():
            return str(scaled(value, scale))
        case date():
            return value.isoformat()
        case str():
            return value
