"""The fifth meaning: formulas for z3, so that a claim about *every* situation can be proved or refuted.

Only this module imports the solver. A date is three whole numbers (year, month, day) that must name a day that exists,
so that whole years and months stay linear; a decimal is a whole number of its last digit; a choice and a text are
numbers of their values. So every condition lies in linear arithmetic over bounded whole numbers.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import z3

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
from onething.core.rules.types import (
    Bool,
    Choice,
    Date,
    Fixed,
    Int,
    String,
    Type,
    Value,
    reach_of,
    scaled,
)

TIMEOUT_MS = 2000
FIRST_DAY = date(1900, 1, 1)
YEARS_AHEAD = 50

#: Models that are kept and looked at before the solver is asked again.
MOST_MODELS = 24
#: Answers that are kept; with more all are forgotten.
MOST_ANSWERS = 20_000

#: What a witness holds for a text that is none of the literals.
OTHER_TEXT = "其他"

Formula = Any  # z3.BoolRef; the solver's package carries no types


@dataclass(frozen=True, slots=True)
class Witness:
    """Values that make the formulas true; variables left unknown are missing."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Undecided:
    """The solver gave up within its time. reason: its own word."""

    reason: str = field(default="", compare=False)


UNDECIDED = Undecided()

_Day = tuple[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found out about formulas together. They are held, so that their numbers stay theirs."""

    formulas: tuple[Formula, ...]
    possible: bool
    witness: Witness | None


class _Model:
    """One situation that the solver found, and what is known to hold in it. Formulas are held as in an answer."""

    __slots__ = ("_known", "model")

    def __init__(self, model: Any) -> None:
        self.model = model
        self._known: dict[int, tuple[Formula, bool]] = {}

    def satisfies(self, formula: Formula) -> bool:
        number = formula.get_id()
        if number not in self._known:
            self._known[number] = (
                formula,
                z3.is_true(self.model.eval(formula, model_completion=True)),
            )
        return self._known[number][1]


class Space:
    """Every combination of values that a schema allows, as one solver sees it.

    on: the day of the question; dates reach from 1900-01-01 to fifty years after it.
    Each space has a z3 context of its own: spaces may be used in several threads, one space only in one.
    """

    def __init__(self, schema: Mapping[str, Type], on: date, *, timeout_ms: int = TIMEOUT_MS) -> None:
        self.schema = schema
        self.on = on
        self.context = z3.Context()
        self._solver = z3.Solver(ctx=self.context)
        self._solver.set("timeout", timeout_ms)
        self._variables: dict[str, Any] = {}
        self._known: dict[str, Any] = {}
        self._twins: dict[str, Any] = {}
        self._texts: dict[str, dict[str, int]] = {}  # variable -> literal -> number; 0 is any other text
        self._formulas: dict[Node, Formula] = {}
        self._models: deque[_Model] = deque(maxlen=MOST_MODELS)
        self._answers: dict[tuple[int, ...], _Answer] = {}
        self._yes = z3.BoolVal(True, ctx=self.context)

    # -- questions -----------------------------------------------------------------------------------------

    def formula(self, condition: Condition) -> Formula:
        """Return a formula that holds iff the condition is true when everything is known."""
        if condition.tree not in self._formulas:
            self._formulas[condition.tree] = self._encode(condition.tree, None)[0]
        return self._formulas[condition.tree]

    def outcomes(self, condition: Condition) -> tuple[Formula, Formula]:
        """Return two formulas: the condition is true, it is false; neither holds where it is unknown."""
        value, known = self._encode(condition.tree, self._known)
        known = self._yes if known is True else known
        return z3.And(known, value), z3.And(known, z3.Not(value))

    def assume(self, *formulas: Formula) -> None:
        """Keep to situations in which these hold, from now on."""
        self._solver.add(*formulas)
        self._models.clear()
        self._answers.clear()

    def declare(self, names: Iterable[str]) -> None:
        """Let witnesses hold these variables too, though no formula speaks of them."""
        for name in names:
            self._variable(name)

    def equals(self, name: str, value: Value) -> Formula:
        """Return a formula: the variable has this value."""
        kind = self.schema[name].kind
        scale = self._scale(name)
        side = Lit(value, "string" if kind == "choice" else kind, scale)
        return self._compare("==", Var(name, kind, scale, self.schema[name]), side, None)[0]

    def twin(self, formula: Formula, names: Iterable[str]) -> Formula:
        """Return the formula about a second situation, which may differ from the first in these variables only."""
        pairs = []
        for name in names:
            made = self._variable(name)
            if name not in self._twins:
                self._twins[name] = self._made(f"{name}:twin", self.schema[name])
            both = (made, self._twins[name])
            pairs += list(zip(*both, strict=True)) if isinstance(made, tuple) else [both]
        return z3.substitute(formula, *pairs) if pairs else formula

    def unknown(self, name: str) -> Formula:
        """Return a formula for `outcomes`: the variable is not known."""
        self._variable(name)
        return z3.Not(self._flag(name))

    def check(self, *formulas: Formula) -> Witness | Undecided | None:
        """Return values under which all formulas hold, None if there are none, UNDECIDED if z3 gave up."""
        known = self._answers.get(_numbers(formulas))
        if known is not None and (known.witness is not None or not known.possible):
            return known.witness
        found = self._solved(formulas)
        if isinstance(found, Undecided):
            return found
        witness = None if found is None else self._witness(found.model)
        return self._keep(formulas, found is not None, witness).witness

    def possible(self, *formulas: Formula) -> bool | Undecided:
        """Return whether there are values under which all formulas hold: whether `check` would find some.

        Most of what a proof asks is possible, and most often in a situation that was found for another question: so
        those are looked at first, the one that helped last before the others.
        """
        known = self._answers.get(_numbers(formulas))
        if known is not None:
            return known.possible
        for model in self._models:
            if all(model.satisfies(formula) for formula in formulas):
                self._models.remove(model)
                self._models.appendleft(model)
                return self._keep(formulas, True).possible
        found = self._solved(formulas)
        return found if isinstance(found, Undecided) else self._keep(formulas, found is not None).possible

    def _solved(self, formulas: Iterable[Formula]) -> "_Model | Undecided | None":
        self._solver.push()
        try:
            self._solver.add(*formulas)
            answer = self._solver.check()
            if answer == z3.unsat:
                return None
            if answer == z3.unknown:
                return Undecided(self._solver.reason_unknown())
            found = _Model(self._solver.model())
            self._models.appendleft(found)
            return found
        finally:
            self._solver.pop()

    def _keep(
        self, formulas: tuple[Formula, ...], possible: bool, witness: Witness | None = None
    ) -> "_Answer":
        if len(self._answers) >= MOST_ANSWERS:
            self._answers.clear()
        made = self._answers[_numbers(formulas)] = _Answer(formulas, possible, witness)
        return made

    # -- variables -----------------------------------------------------------------------------------------

    def _variable(self, name: str) -> Any:
        if name in self._variables:
            return self._variables[name]
        made = self._variables[name] = self._made(name, self.schema[name])
        return made

    def _made(self, name: str, type_: Type) -> Any:
        made: Any
        match type_:
            case Bool():
                made = z3.Bool(name, ctx=self.context)
            case Date(least, most):
                made = tuple(z3.Int(f"{name}:{part}", ctx=self.context) for part in ("year", "month", "day"))
                first = least or FIRST_DAY
                last = most or _years_later(self.on, YEARS_AHEAD)
                self._bound(*self._exists(made), _order(made) >= _order(_fields(first)))
                self._bound(_order(made) <= _order(_fields(last)))
            case Int() | Fixed():
                made = z3.Int(name, ctx=self.context)
                low, high = reach_of(type_)
                self._bound(made >= low, made <= high)
            case Choice(values):
                made = z3.Int(name, ctx=self.context)
                self._bound(made >= 0, made < len(values))
            case String():
                made = z3.Int(name, ctx=self.context)
                self._bound(made >= 0)
        return made

    def _bound(self, *limits: Formula) -> None:
        """Give a new variable its limits. What was possible is so still; models say nothing of the variable."""
        self._solver.add(*limits)
        self._models.clear()

    def _flag(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = z3.Bool(f"{name}:known", ctx=self.context)
        return self._known[name]

    def _scale(self, name: str) -> int:
        type_ = self.schema[name]
        return type_.scale if isinstance(type_, Fixed) else 0

    def _exists(self, day: _Day) -> list[Formula]:
        """The months have 28 to 31 days; every fourth year is a leap year, save 1900 and 2100."""
        year, month, number = day
        leap = z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
        short = z3.Or(*[month == m for m in (4, 6, 9, 11)])
        return [
            month >= 1,
            month <= 12,
            number >= 1,
            number <= 31,
            z3.Implies(short, number <= 30),
            z3.Implies(month == 2, number <= 29),
            z3.Implies(z3.And(month == 2, number == 29), leap),
        ]

    def _witness(self, model: Any) -> Witness:
        def whole(term: Any) -> int:
            return int(model.eval(term, model_completion=True).as_long())

        values: dict[str, Value] = {}
        for name, made in self._variables.items():
            flag = self._known.get(name)
            if flag is not None and z3.is_false(model.eval(flag, model_completion=True)):
                continue
            match self.schema[name]:
                case Bool():
                    values[name] = z3.is_true(model.eval(made, model_completion=True))
                case Int():
                    values[name] = whole(made)
                case Fixed(scale):
                    values[name] = Decimal(whole(made)).scaleb(-scale)
                case Date():
                    values[name] = date(*(whole(part) for part in made))
                case Choice(choices):
                    values[name] = choices[whole(made)]
                case String():
                    values[name] = self._text(name, whole(made))
        return Witness(values)

    def _text(self, name: str, number: int) -> str:
        literals = self._texts.get(name, {})
        for literal, own in literals.items():
            if own == number:
                return literal
        other = OTHER_TEXT
        while other in literals:
            other += "…"
        return other

    # -- formulas ------------------------------------------------------------------------------------------

    def _encode(self, node: Node, flags: dict[str, Any] | None) -> tuple[Any, Any]:
        """Return the value of a part and whether it is known: True, or a formula when there are `flags`.

        Where a part is not known its value means nothing, and nothing that is known depends on it.
        """
        match node:
            case Lit():
                return self._literal(node), True
            case Var(name):
                made = self._variable(name)
                return made, True if flags is None else self._flag(name)
            case Not(part):
                value, known = self._encode(part, flags)
                return z3.Not(value), known
            case And(parts):
                pairs = [self._encode(part, flags) for part in parts]
                decided = [_both(known, z3.Not(value)) for value, known in pairs]
                return z3.And(*[value for value, _ in pairs]), _any_or_all(pairs, decided)
            case Or(parts):
                pairs = [self._encode(part, flags) for part in parts]
                decided = [_both(known, value) for value, known in pairs]
                return z3.Or(*[value for value, _ in pairs]), _any_or_all(pairs, decided)
            case Compare(op, left, right):
                return self._compare(op, left, right, flags)
            case In(part, items):
                if not items:
                    return z3.BoolVal(False, ctx=self.context), True
                pairs = [self._compare("==", part, item, flags) for item in items]
                return z3.Or(*[value for value, _ in pairs]), pairs[0][1]
            case If(test, then, other):
                chosen, known = self._encode(test, flags)
                one, one_known = self._encode(then, flags)
                two, two_known = self._encode(other, flags)
                one, two = _to_scale(one, then, node.scale), _to_scale(two, other, node.scale)
                if node.kind == "date":
                    either: Any = tuple(z3.If(chosen, a, b) for a, b in zip(one, two, strict=True))
                else:
                    either = z3.If(chosen, one, two)
                if flags is not None:
                    known = _both(known, z3.If(chosen, self._flagged(one_known), self._flagged(two_known)))
                return either, known
            case Neg(part):
                value, known = self._encode(part, flags)
                return -value, known
            case Arith(op, left, right):
                one, one_known = self._encode(left, flags)
                two, two_known = self._encode(right, flags)
                if op == "*":
                    return one * two, _both(one_known, two_known)
                one, two = _to_scale(one, left, node.scale), _to_scale(two, right, node.scale)
                return (one + two if op == "+" else one - two), _both(one_known, two_known)
            case Between(unit, start, end):
                one, one_known = self._encode(start, flags)
                two, two_known = self._encode(end, flags)
                return self._between(unit, one, two), _both(one_known, two_known)

    def _between(self, unit: str, start: _Day, end: _Day) -> Any:
        years = end[0] - start[0]
        if unit == "years":
            early = end[1] * 31 + end[2] < start[1] * 31 + start[2]
            whole = years
        else:
            early = end[2] < start[2]
            whole = years * 12 + end[1] - start[1]
        return whole - z3.If(early, self._number(1), self._number(0))

    def _compare(self, op: str, left: Node, right: Node, flags: dict[str, Any] | None) -> tuple[Any, Any]:
        if left.kind in ("string", "choice"):
            return self._same_text(op, left, right, flags)
        one, one_known = self._encode(left, flags)
        two, two_known = self._encode(right, flags)
        if left.kind == "date":
            one, two = _order(one), _order(two)
        elif left.kind == "decimal":
            scale = max(left.scale, right.scale)
            one, two = _to_scale(one, left, scale), _to_scale(two, right, scale)
        known = _both(one_known, two_known)
        match op:
            case "==":
                return one == two, known
            case "!=":
                return one != two, known
            case "<":
                return one < two, known
            case "<=":
                return one <= two, known
            case ">":
                return one > two, known
        return one >= two, known

    def _same_text(self, op: str, left: Node, right: Node, flags: dict[str, Any] | None) -> tuple[Any, Any]:
        if isinstance(left, Lit) and isinstance(right, Lit):
            same: Any = z3.BoolVal(left.value == right.value, ctx=self.context)
            return (same if op == "==" else z3.Not(same)), True
        variable, literal = (left, right) if isinstance(left, Var) else (right, left)
        assert isinstance(variable, Var), left
        assert isinstance(literal, Lit), right
        made, known = self._encode(variable, flags)
        type_, value = self.schema[variable.name], str(literal.value)
        if isinstance(type_, Choice):
            number = type_.values.index(value)
        else:
            numbers = self._texts.setdefault(variable.name, {})
            number = numbers.setdefault(value, len(numbers) + 1)
        return (made == number if op == "==" else made != number), known

    def _literal(self, node: Lit) -> Any:
        match node.value:
            case bool(value):
                return z3.BoolVal(value, ctx=self.context)
            case int(value):
                return self._number(value)
            case Decimal() as value:
                return self._number(scaled(value, node.scale))
            case date() as value:
                return tuple(self._number(part) for part in _fields(value))
            case str(value):
                raise AssertionError(f"a text stands beside a variable or another text only: {value}")

    def _number(self, value: int) -> Any:
        return z3.IntVal(value, ctx=self.context)

    def _flagged(self, known: Any) -> Any:
        return self._yes if known is True else known


def _numbers(formulas: Iterable[Formula]) -> tuple[int, ...]:
    """Return what tells formulas apart: two that are written the same have one number as long as one is held."""
    return tuple(formula.get_id() for formula in formulas)


def _any_or_all(pairs: list[tuple[Any, Any]], decided: list[Any]) -> Any:
    """A junction is known when one part decides it or all are known."""
    unknown = [known for _, known in pairs if known is not True]
    return True if not unknown else z3.Or(z3.And(*unknown), *decided)


def _both(one: Any, two: Any) -> Any:
    if one is True:
        return two
    return one if two is True else z3.And(one, two)


def _to_scale(value: Any, node: Node, scale: int) -> Any:
    if node.kind != "decimal" or node.scale == scale:
        return value
    return value * 10 ** (scale - node.scale)


def _order(day: Any) -> Any:
    """A number that grows with the day; not every number is a day."""
    return day[0] * 372 + day[1] * 31 + day[2]


def _fields(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)
