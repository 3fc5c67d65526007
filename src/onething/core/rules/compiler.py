"""The first meaning: a Python function that decides a condition, unknowns included.

The function is made from *our own tree*, as a syntax tree of Python that is compiled to a code object; no text of a
condition is ever read as Python, and neither `eval` nor `exec` is used. Names of variables and literals enter only as
constants; the locals are numbered by us. So a condition can do what the tree can say, and nothing else. A chain of
closures does the same at a third of the speed, and population checks and plans at each keystroke need the speed.
"""

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from onething.core.rules.errors import ValueRefused
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
    children,
    whole_months,
    whole_years,
)
from onething.core.source import Text

Run = Callable[[Mapping[str, Any]], Any]
Trace = Callable[[Mapping[str, Any]], tuple[bool | None, ...]]

_COMPARE: dict[str, type[ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
_ARITH: dict[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult}

#: As many literals as are compared one after the other before a set is faster.
_FEW = 4


def parts_of(tree: Node) -> tuple[Node, ...]:
    """Return every part that is true, false or unknown, parents first; the literals of an `in` are none."""
    found: list[Node] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node.kind == "bool":
            found.append(node)
        waiting.extend(reversed((node.part,) if isinstance(node, In) else children(node)))
    return tuple(found)


@lru_cache(maxsize=20_000)
def compiled(tree: Node, *, traced: bool = False) -> Any:
    """Return the function of a tree: its value, or with `traced` the outcomes of all its boolean parts."""
    return _Writer(tree, traced=traced).function()


def refuse_empty(name: str) -> None:
    """Raises ValueRefused."""
    raise ValueRefused(
        Text(
            f"变量“{name}”的值是空文字；没有回答请留空（未知）。",
            f"The value of “{name}” is empty text; leave it out when it is not known.",
        )
    )


class _Writer:
    """Writes one function as straight-line code: every part is computed once, from the leaves up."""

    def __init__(self, tree: Node, *, traced: bool) -> None:
        self.body: list[ast.stmt] = []
        self.world: dict[str, Any] = {
            "__builtins__": {},
            "whole_years": whole_years,
            "whole_months": whole_months,
            "refuse_empty": refuse_empty,
        }
        self.variables: dict[str, str] = {}
        self.count = 0
        self.outcomes: list[ast.expr | None] = []  # one place for every boolean part, parents first
        self.traced = traced
        self.tree = tree

    def function(self) -> Any:
        result = self.value(self.tree)
        if self.traced:
            result = ast.Tuple([part for part in self.outcomes if part], ast.Load())
        self.body.append(ast.Return(result))
        arguments = ast.arguments([], [ast.arg("values")], None, [], [], None, [])
        function = ast.FunctionDef("condition", arguments, self.body, [], None)
        module = ast.fix_missing_locations(ast.Module([function], []))
        code = compile(module, "<condition>", "exec", dont_inherit=True)
        inner = next(part for part in code.co_consts if isinstance(part, CodeType))
        return FunctionType(inner, self.world, "condition")

    def value(self, node: Node) -> ast.expr:
        """Write what computes a part and return the name or constant that holds it."""
        place = len(self.outcomes)
        if node.kind == "bool":
            self.outcomes.append(None)
        result = self.write(node)
        if node.kind == "bool":
            self.outcomes[place] = result
        return result

    def write(self, node: Node) -> ast.expr:
        match node:
            case Lit(value):
                return self.constant(value)
            case Var(name, kind):
                return self.variable(name, kind)
            case Not(part):
                inner = self.value(part)
                return self.keep(_known([inner], ast.UnaryOp(ast.Not(), inner)))
            case Neg(part):
                inner = self.value(part)
                return self.keep(_known([inner], ast.UnaryOp(ast.USub(), inner)))
            case And(parts):
                return self.junction(ast.And(), parts, first=None, stronger=False)
            case Or(parts):
                return self.junction(ast.Or(), parts, first=False, stronger=None)
            case Compare(op, left, right):
                one, two = self.value(left), self.value(right)
                return self.keep(_known([one, two], ast.Compare(one, [_COMPARE[op]()], [two])))
            case In(part, items):
                inner = self.value(part)
                if not items:
                    return ast.Constant(False)
                several = tuple(item.value for item in items)
                group = self.constant(several if len(several) <= _FEW else frozenset(several))
                return self.keep(_known([inner], ast.Compare(inner, [ast.In()], [group])))
            case If(test, then, other):
                one, two, three = self.value(test), self.value(then), self.value(other)
                return self.keep(_known([one], ast.IfExp(one, two, three)))
            case Arith(op, left, right):
                one, two = self.value(left), self.value(right)
                return self.keep(_known([one, two], ast.BinOp(one, _ARITH[op](), two)))
            case Between(unit, start, end):
                one, two = self.value(start), self.value(end)
                return self.keep(_known([one, two], ast.Call(_name(f"whole_{unit}"), [one, two], [])))

    def junction(
        self, op: ast.boolop, parts: tuple[Node, ...], *, first: bool | None, stronger: bool | None
    ) -> ast.expr:
        """Write `&&` or `||`.

        Python's own `and` gives the first that is not true: right unless that is unknown and a later one is
        false. Its `or` gives the first that is true, else the last: right unless that is false and an earlier
        one is unknown.
        """
        values = [self.value(part) for part in parts]
        result = self.keep(ast.BoolOp(op, values))
        others = values[1:] if isinstance(op, ast.And) else values[:-1]
        tests: list[ast.expr] = [_is(value, stronger) for value in others if _doubtful(value, stronger)]
        if tests:
            some = tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
            test = ast.BoolOp(ast.And(), [_is(result, first), some])
            assign = ast.Assign([ast.Name(result.id, ast.Store())], ast.Constant(stronger))
            self.body.append(ast.If(test, [assign], []))
        return result

    def variable(self, name: str, kind: str) -> ast.expr:
        if name not in self.variables:
            local = self.variables[name] = f"v{len(self.variables)}"
            key = ast.Constant(name)
            values = _name("values")
            found = ast.IfExp(
                ast.Compare(key, [ast.In()], [values]),
                ast.Subscript(values, key, ast.Load()),
                ast.Constant(None),
            )
            self.body.append(ast.Assign([ast.Name(local, ast.Store())], found))
            if kind in ("string", "choice"):
                empty = ast.BoolOp(
                    ast.And(), [ast.UnaryOp(ast.Not(), _name(local)), _is_not(_name(local), None)]
                )
                call = ast.Expr(ast.Call(_name("refuse_empty"), [key], []))
                self.body.append(ast.If(empty, [call], []))
        return _name(self.variables[name])

    def constant(self, value: Any) -> ast.expr:
        """Give a literal: plain ones as constants of the code, others by a name of ours in its world."""
        plain = (bool, int, str)
        several = value if isinstance(value, tuple | frozenset) else (value,)
        if all(isinstance(part, plain) for part in several):
            return ast.Constant(value)
        name = f"k{len(self.world)}"
        self.world[name] = value
        return _name(name)

    def keep(self, expression: ast.expr) -> ast.Name:
        local = f"p{self.count}"
        self.count += 1
        self.body.append(ast.Assign([ast.Name(local, ast.Store())], expression))
        return _name(local)


def _name(id: str) -> ast.Name:
    return ast.Name(id, ast.Load())


def _is(value: ast.expr, other: bool | None) -> ast.expr:
    return ast.Compare(value, [ast.Is()], [ast.Constant(other)])


def _is_not(value: ast.expr, other: bool | None) -> ast.expr:
    return ast.Compare(value, [ast.IsNot()], [ast.Constant(other)])


def _doubtful(value: ast.expr, outcome: bool | None) -> bool:
    """Tell whether a part may have this outcome; a literal has only its own."""
    return not isinstance(value, ast.Constant) or value.value is outcome


def _known(parts: list[ast.expr], result: ast.expr) -> ast.expr:
    """Return an expression that is None when a part is, else the result. Literals and `k…` are always known."""
    tests = [_is(part, None) for part in parts if isinstance(part, ast.Name) and not part.id.startswith("k")]
    if not tests:
        return result
    return ast.IfExp(tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests), ast.Constant(None), result)
