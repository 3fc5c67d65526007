"""The typed tree of a condition. Five meanings read it; nothing else knows what was written.

Equal trees mean the same whatever the limits of their variables: places and limits take no part in comparison.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from onething.core.rules.types import Type

#: First and last-but-one character of a part in the text of its condition.
Span = tuple[int, int]

CompareOp = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Lit:
    """A constant. `scale` is the number of digits after the point of a decimal, as typed."""

    value: bool | int | Decimal | date | str
    kind: str
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Var:
    name: str
    kind: str
    scale: int = 0
    type: Type | None = field(default=None, compare=False)
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"
    kind: str = "bool"
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]
    kind: str = "bool"
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]
    kind: str = "bool"
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """Both sides are of one kind; decimals may differ in scale."""

    op: CompareOp
    left: "Node"
    right: "Node"
    kind: str = "bool"
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """`items` are literals of the kind of `part`. With no items it is false, also when `part` is unknown."""

    part: "Node"
    items: tuple[Lit, ...]
    kind: str = "bool"
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """`test ? then : other`; unknown whenever the test is, as CEL has it."""

    test: "Node"
    then: "Node"
    other: "Node"
    kind: str
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Neg:
    part: "Node"
    kind: str
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Arith:
    """Sum and difference at the greater scale; a product has one side without variables, and the scales add up."""

    op: Literal["+", "-", "*"]
    left: "Node"
    right: "Node"
    kind: str
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """Whole years or months from `start` to `end`, below zero when `end` is earlier. See `whole_months`."""

    unit: Literal["years", "months"]
    start: "Node"
    end: "Node"
    kind: str = "int"
    scale: int = 0
    span: Span = field(default=(0, 0), compare=False)


Node = Lit | Var | Not | And | Or | Compare | In | If | Neg | Arith | Between


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node from left to right."""
    match node:
        case Lit() | Var():
            return ()
        case Not() | Neg():
            return (node.part,)
        case And() | Or():
            return node.parts
        case Compare() | Arith():
            return (node.left, node.right)
        case In():
            return (node.part, *node.items)
        case If():
            return (node.test, node.then, node.other)
        case Between():
            return (node.start, node.end)


def walk(node: Node) -> Iterator[Node]:
    """Give the node and everything under it, parents first, left to right."""
    yield node
    for part in children(node):
        yield from walk(part)


def depth(node: Node) -> int:
    """Return the levels of a tree; a single literal or variable has one."""
    return 1 + max((depth(part) for part in children(node)), default=0)


def is_constant(node: Node) -> bool:
    return not any(isinstance(part, Var) for part in walk(node))


def whole_months(start: date, end: date) -> int:
    """Return the whole months from `start` to `end`; negative when `end` is earlier.

    A month is full on the day of the same number, or, where the month has none, on the first of the next:
    from 31 January the first month is full on 1 March; who was born on 29 February is a year older on 1 March
    in a year without that day. Our reading of 民法典 202 for ages, where the law leaves the missing day open.
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def whole_years(start: date, end: date) -> int:
    """Return the whole years from `start` to `end`: twelve whole months each, rounded down."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
