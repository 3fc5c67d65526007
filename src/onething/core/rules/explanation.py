"""The second meaning: why a condition is true, false or unknown, in the reader's language, with the deciding part.

The deciding parts are the fewest that force the outcome: one false part of an `&&` is enough, all true ones are
needed. For an unknown outcome they are the parts that are still open, and the names what is not known yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.rules.condition import Condition
from onething.core.rules.interpreter import value_of
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
    walk,
)
from onething.core.source import Text

_ORDER_ZH = {"==": "为", "!=": "不为", "<": "小于", "<=": "不超过", ">": "大于", ">=": "不小于"}
_ORDER_EN = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
}
_DAYS_ZH = {"==": "为", "!=": "不为", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
_DAYS_EN = {
    "==": "is",
    "!=": "is not",
    "<": "is before",
    "<=": "is not after",
    ">": "is after",
    ">=": "is not before",
}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SIGNS = {"+": "+", "-": "−", "*": "×"}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Labels:
    """What variables and their choices are called: variable -> text, (variable, choice) -> text.

    What has no label is shown by its name.
    """

    variables: Mapping[str, Text] = field(default_factory=dict)
    choices: Mapping[tuple[str, str], Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition with its outcome. source: as it was written; text: as a person reads it."""

    source: str
    text: str
    outcome: bool | None
    deciding: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """outcome and one sentence; `deciding` and `names` as the module says; `parts` every part, parents first."""

    outcome: bool | None
    text: str
    deciding: tuple[Part, ...]
    names: tuple[str, ...]
    parts: tuple[Part, ...]


def explain(
    condition: Condition, values: Mapping[str, Any], labels: Labels | None = None, language: str = "zh"
) -> Explanation:
    """Explain the outcome for these values. language: "zh…" or "en…". Raises ValueRefused."""
    reader = _Reader(condition, values, labels or Labels(), "en" if language.startswith("en") else "zh")
    return reader.explanation()


class _Reader:
    def __init__(
        self, condition: Condition, values: Mapping[str, Any], labels: Labels, language: str
    ) -> None:
        self.condition = condition
        self.values = values
        self.labels = labels
        self.zh = language == "zh"
        self.outcomes = {id(part): value_of(part, values) for part in condition.parts}

    def explanation(self) -> Explanation:
        tree = self.condition.tree
        outcome = self.outcomes[id(tree)]
        deciding = self.deciding(tree)
        chosen = {id(part) for part in deciding}
        names = dict.fromkeys(name for part in deciding for name in self.used(part))
        parts = tuple(self.part(part, id(part) in chosen) for part in self.condition.parts)
        return Explanation(
            outcome,
            self.sentence(outcome, deciding, tuple(names)),
            tuple(self.part(part, True) for part in deciding),
            tuple(names),
            parts,
        )

    def part(self, node: Node, deciding: bool) -> Part:
        start, end = node.span
        return Part(self.condition.text[start:end], self.say(node), self.outcomes[id(node)], deciding)

    # -- which parts decide --------------------------------------------------------------------------------

    def deciding(self, node: Node) -> list[Node]:
        """Return the parts that force the outcome of this one, in the order of the text."""
        outcome = self.outcomes[id(node)]
        match node:
            case Not(part):
                return self.deciding(part)
            case And(parts) | Or(parts):
                same = [self.deciding(part) for part in parts if self.outcomes[id(part)] is outcome]
                if outcome is isinstance(node, Or):  # one part alone is enough; take the shortest reason
                    return min(same, key=len)
                return _distinct(part for parts_ in same for part in parts_)
            case If(test, then, other):
                chosen = self.outcomes[id(test)]
                if chosen is None:
                    return self.deciding(test)
                branch = self.deciding(then if chosen else other)
                return branch if outcome is None else _distinct([*self.deciding(test), *branch])
            case Compare(_, left, right) if left.kind == "bool":
                sides = [s for s in (left, right) if outcome is not None or self.outcomes[id(s)] is None]
                return _distinct(part for side in sides for part in self.deciding(side))
        return [node]

    def used(self, node: Node) -> list[str]:
        """Return the variables on which the value of a part rests; for an unknown one, those that are missing."""
        if isinstance(node, In) and not node.items:
            return []
        if isinstance(node, If):
            chosen = self.value(node.test)
            if chosen is None:
                return self.used(node.test)
            branch = self.used(node.then if chosen else node.other)
            return branch if self.value(node) is None else [*self.used(node.test), *branch]
        if isinstance(node, Not | And | Or) and self.value(node) is not None:
            return [name for part in walk(node) for name in ([part.name] if isinstance(part, Var) else [])]
        if self.value(node) is None:
            missing = [part for part in children(node) if self.value(part) is None]
            if not missing:
                assert isinstance(node, Var), node
                return [node.name]
            return [name for part in missing for name in self.used(part)]
        if isinstance(node, Var):
            return [node.name]
        return [name for part in children(node) for name in self.used(part)]

    def value(self, node: Node) -> Any:
        return value_of(node, self.values)

    # -- words ---------------------------------------------------------------------------------------------

    def sentence(self, outcome: bool | None, deciding: list[Node], names: tuple[str, ...]) -> str:
        if outcome is None:
            wanted = ("、" if self.zh else ", ").join(self.label(name) for name in names)
            return (
                f"还不能确定：需要知道{wanted}。" if self.zh else f"Not certain yet: {wanted} must be known."
            )
        reasons = [self.reason(part) for part in deciding]
        if self.zh:
            return f"{'符合' if outcome else '不符合'}：{'；'.join(reasons)}。"
        return f"{'Met' if outcome else 'Not met'}: {'; '.join(reasons)}."

    def reason(self, node: Node) -> str:
        """Say one deciding part with its outcome and the values that gave it."""
        outcome = self.outcomes[id(node)]
        names = list(dict.fromkeys(self.used(node)))
        if isinstance(node, Var):
            return (
                f"{self.label(node.name)}：{self.shown(outcome)}"
                if self.zh
                else (f"{self.label(node.name)}: {self.shown(outcome)}")
            )
        given = ("，" if self.zh else ", ").join(
            f"{self.label(name)}{'：' if self.zh else ': '}{self.shown(self.values[name], name)}"
            for name in names
        )
        if self.zh:
            holds = "成立" if outcome else "不成立"
            return f"“{self.say(node)}”{holds}" + (f"（{given}）" if given else "")
        holds = "holds" if outcome else "does not hold"
        return f"“{self.say(node)}” {holds}" + (f" ({given})" if given else "")

    def say(self, node: Node, owner: str = "") -> str:
        """Say a part as a person would; `owner` is the variable whose choice a literal is."""
        match node:
            case Lit(value):
                return self.shown(value, owner)
            case Var(name):
                return self.label(name)
            case Not(part):
                return f"非（{self.say(part)}）" if self.zh else f"not ({self.say(part)})"
            case And(parts):
                return self.joined(parts, "且", " and ")
            case Or(parts):
                return self.joined(parts, "或", " or ")
            case Compare(op, left, right):
                if isinstance(left, Lit) and not isinstance(right, Lit):
                    left, right, op = right, left, _MIRRORED[op]  # type: ignore[assignment]
                days = left.kind == "date"
                words = (_DAYS_ZH if days else _ORDER_ZH) if self.zh else (_DAYS_EN if days else _ORDER_EN)
                owner = left.name if isinstance(left, Var) else ""
                one, two = self.say(left), self.say(right, owner)
                return f"{one}{words[op]}{two}" if self.zh else f"{one} {words[op]} {two}"
            case In(part, items):
                owner = part.name if isinstance(part, Var) else ""
                several = ("、" if self.zh else ", ").join(self.say(item, owner) for item in items)
                if not items:
                    return f"{self.say(part)}为空列表之一" if self.zh else f"{self.say(part)} is one of none"
                return (
                    f"{self.say(part)}为{several}之一" if self.zh else f"{self.say(part)} is one of {several}"
                )
            case If(test, then, other):
                one, two, three = self.say(test), self.say(then), self.say(other)
                return (
                    f"（若{one}则{two}，否则{three}）" if self.zh else f"(if {one} then {two}, else {three})"
                )
            case Neg(part):
                return f"−{self.say(part)}"
            case Arith(op, left, right):
                return (
                    f"（{self.say(left)}{_SIGNS[op]}{self.say(right)}）"
                    if self.zh
                    else (f"({self.say(left)} {_SIGNS[op]} {self.say(right)})")
                )
            case Between(unit, start, end):
                one, two = self.say(start), self.say(end)
                if self.zh:
                    return f"{one}至{two}的整{'年' if unit == 'years' else '月'}数"
                return f"whole {unit} from {one} to {two}"

    def joined(self, parts: tuple[Node, ...], zh: str, en: str) -> str:
        said = [
            (f"（{self.say(part)}）" if self.zh else f"({self.say(part)})")
            if isinstance(part, And | Or)
            else self.say(part)
            for part in parts
        ]
        return (zh if self.zh else en).join(said)

    def label(self, name: str) -> str:
        text = self.labels.variables.get(name)
        return text.say("zh" if self.zh else "en") if text else name

    def shown(self, value: Any, owner: str = "") -> str:
        match value:
            case True:
                return "是" if self.zh else "yes"
            case False:
                return "否" if self.zh else "no"
            case date():
                if self.zh:
                    return f"{value.year}年{value.month}月{value.day}日"
                return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
            case Decimal():
                return format(value, "f")
        text = self.labels.choices.get((owner, value)) if isinstance(value, str) else None
        return text.say("zh" if self.zh else "en") if text else str(value)


def _distinct(parts: Any) -> list[Node]:
    found: list[Node] = []
    for part in parts:
        if not any(part is other for other in found):
            found.append(part)
    return found
