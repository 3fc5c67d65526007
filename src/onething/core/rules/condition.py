"""A condition: text, tree and what is made of the tree when it is first asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onething.core.rules.compiler import Run, Trace, compiled, parts_of
from onething.core.rules.errors import WrongType
from onething.core.rules.parser import Parser
from onething.core.rules.tree import Node, Var, walk
from onething.core.rules.types import Type
from onething.core.source import NOWHERE, Text, Where


@dataclass(frozen=True)
class Condition:
    """True, false or unknown (None) for a mapping of values; see `docs/conditions.md` for the language.

    Two conditions are equal when text and tree are, wherever they were written and whatever limits their
    variables have.
    """

    text: str
    tree: Node
    at: Where = field(default=NOWHERE, compare=False)

    def __call__(self, values: Mapping[str, Any]) -> bool | None:
        """Decide. A missing key and None are unknown. Raises ValueRefused for an empty or mistyped value."""
        outcome: bool | None = self.run(values)
        return outcome

    @cached_property
    def run(self) -> Run:
        """The same as calling, without the detour: for loops."""
        return compiled(self.tree)  # type: ignore[no-any-return]

    @cached_property
    def trace(self) -> Trace:
        """A function from values to the outcome of every part, in the order of `parts`; the first is the whole."""
        return compiled(self.tree, traced=True)  # type: ignore[no-any-return]

    @cached_property
    def parts(self) -> tuple[Node, ...]:
        """Every part that is true, false or unknown, parents first, from left to right."""
        return parts_of(self.tree)

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables that it asks for."""
        return frozenset(part.name for part in walk(self.tree) if isinstance(part, Var))

    @cached_property
    def _hash(self) -> int:
        return hash((self.text, self.tree))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Callable[..., "Condition"], tuple[Any, ...]]:
        """Copies and pickles carry text and tree; functions are made anew."""
        return Condition, (self.text, self.tree, self.at)

    def __str__(self) -> str:
        return self.text


def parse(text: str, schema: Mapping[str, Type], *, at: Where = NOWHERE) -> Condition:
    """Read a condition. `at` is where its text begins in its file. Raises RuleError."""
    parser = Parser(text, schema, at)
    node = parser.node()
    if node.kind != "bool":
        raise WrongType(
            Text(
                "条件的结果应为是或否；请写出比较，如 age >= 60。",
                "A condition must come out true or false; compare something, such as age >= 60.",
            ),
            parser.source.where(node.span[0]),
        )
    return Condition(text, node, at)


def parse_value(text: str, schema: Mapping[str, Type], *, at: Where = NOWHERE) -> Node:
    """Read an expression of any type, such as a number or a date; `compiled` evaluates it. Raises RuleError."""
    return Parser(text, schema, at).node()
