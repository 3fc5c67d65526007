"""Parts of a condition as they are read: each is typed, counted and bounded before the next is looked at."""

from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, cast

from onething.core.rules.errors import OutsideSubset, RuleError, TooBig, UnknownChoice, WrongType
from onething.core.rules.lexer import Source, Token, short
from onething.core.rules.tree import (
    And,
    Arith,
    Between,
    Compare,
    CompareOp,
    If,
    Lit,
    Neg,
    Node,
    Or,
    Var,
    children,
    is_constant,
)
from onething.core.rules.types import GREATEST, MOST_SCALE, SMALLEST, Choice, reach_of, scaled

MOST_NODES = 200
MOST_DEPTH = 20

KINDS = {
    "bool": ("是否", "yes/no"),
    "int": ("整数", "a whole number"),
    "decimal": ("小数", "a decimal"),
    "date": ("日期", "a date"),
    "string": ("文字", "text"),
    "choice": ("选项", "a choice"),
}


class Builder:
    """Makes the nodes of one reading. Places in errors are those of the source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes = 0
        self.depths: dict[int, int] = {}  # id of a node made here -> its depth
        self.reaches: dict[int, tuple[int, int]] = {}  # id of a numeric node -> smallest and greatest value
        self.edges: dict[int, tuple[int, int]] = {}  # id of a node in brackets -> first and last of them
        self.kept: list[Node] = []  # keeps ids from being used again

    def around(self, first: Node, last: Node) -> tuple[int, int]:
        """Return the span from one part to another, with the brackets around them."""
        return (
            self.edges.get(id(first), first.span)[0],
            self.edges.get(id(last), last.span)[1],
        )

    def make(self, node: Node) -> Node:
        """Count a node that was read and refuse it when the tree grows beyond its bounds."""
        self.nodes += 1
        level = 1 + max((self.depths[id(part)] for part in children(node)), default=0)
        if self.nodes > MOST_NODES:
            raise self.source.error(
                TooBig,
                node.span[0],
                f"条件太长：超过{MOST_NODES}个部分，请拆成几条。",
                f"The condition has more than {MOST_NODES} parts; split it.",
            )
        if level > MOST_DEPTH:
            raise self.source.error(
                TooBig,
                node.span[0],
                f"条件嵌套太深：最多{MOST_DEPTH}层，请拆成几条。",
                f"The condition is nested more than {MOST_DEPTH} levels deep; split it.",
            )
        self.kept.append(node)
        self.depths[id(node)] = level
        if node.kind in ("int", "decimal"):
            self.reaches[id(node)] = self.reach(node)
        return node

    def reach(self, node: Node) -> tuple[int, int]:
        """Return what a numeric part can come to; refuse it where an engine could overflow."""

        def of(part: Node) -> tuple[int, int]:
            low, high = self.reaches[id(part)]
            by = 10 ** (node.scale - part.scale)
            return low * by, high * by

        low, high = 0, 0
        match node:
            case Lit(value=int() | Decimal() as value):
                low = high = scaled(value, node.scale)
            case Var(type=type_) if type_ is not None:
                low, high = reach_of(type_)
            case Neg(part):
                low, high = -of(part)[1], -of(part)[0]
            case Arith("+", left, right):
                low, high = of(left)[0] + of(right)[0], of(left)[1] + of(right)[1]
            case Arith("-", left, right):
                low, high = of(left)[0] - of(right)[1], of(left)[1] - of(right)[0]
            case Arith("*", left, right):
                ends = [a * b for a in self.reaches[id(left)] for b in self.reaches[id(right)]]
                low, high = min(ends), max(ends)
            case If(_, then, other):
                low, high = min(of(then)[0], of(other)[0]), max(of(then)[1], of(other)[1])
            case Between(unit):
                low, high = (-10_000, 10_000) if unit == "years" else (-120_000, 120_000)
        self.bound(low, high, node.span[0])
        return low, high

    def bound(self, low: int, high: int, at: int) -> None:
        if low < SMALLEST or high > GREATEST:
            raise self.source.error(
                TooBig,
                at,
                "计算结果可能超出64位整数范围；请给变量规定上下限或减小常数。",
                "The result can leave the 64-bit range; give the variables limits or use smaller constants.",
            )

    def mistyped(self, node: Node, zh: str, en: str) -> RuleError:
        return self.source.error(WrongType, node.span[0], zh, en)

    def outside(self, at: int, zh: str, en: str) -> RuleError:
        return self.source.error(OutsideSubset, at, zh, en)

    def choice(self, test: Node, then: Node, other: Node) -> Node:
        if test.kind != "bool":
            raise self.mistyped(
                test,
                f"“?”前应为是否条件，这里是{kind_of(test)[0]}。",
                f"Before “?” stands a yes/no condition, not {kind_of(test)[1]}.",
            )
        if then.kind in ("string", "choice"):
            raise self.outside(
                then.span[0],
                "“? :”不能得出文字或选项；请改用“&&”“||”写出条件。",
                "“? :” cannot give text or a choice; write the condition with “&&” and “||”.",
            )
        if then.kind != other.kind:
            raise self.mistyped(
                other,
                f"“:”两边类型不同：{kind_of(then)[0]}与{kind_of(other)[0]}。",
                f"The two sides of “:” differ: {kind_of(then)[1]} and {kind_of(other)[1]}.",
            )
        scale = max(then.scale, other.scale)
        return self.make(If(test, then, other, then.kind, scale, self.around(test, other)))

    def junction(self, sign: str, parts: list[Node]) -> Node:
        for part in parts:
            if part.kind != "bool":
                raise self.mistyped(
                    part,
                    f"“{sign}”两边都应为是否条件，这里是{kind_of(part)[0]}。",
                    f"Both sides of “{sign}” are yes/no conditions; this is {kind_of(part)[1]}.",
                )
        kind = And if sign == "&&" else Or
        flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
        return self.make(kind(tuple(flat), span=self.around(parts[0], parts[-1])))

    def compare(self, sign: Token, left: Node, right: Node) -> Node:
        kinds = {left.kind, right.kind}
        span = self.around(left, right)
        if kinds == {"int", "decimal"}:
            raise self.mistyped(
                right,
                "整数与小数不能直接比较；整数常数请写成“1500.0”。",
                "A whole number and a decimal cannot be compared; write the constant as “1500.0”.",
            )
        if kinds <= {"string", "choice"}:
            if not (isinstance(left, Lit) or isinstance(right, Lit)):
                raise self.outside(
                    left.span[0],
                    "文字和选项只能与引号中的值比较，不能互相比较。",
                    "Text and choices are compared with quoted values only, not with each other.",
                )
            self.known_choice(left, right)
            self.known_choice(right, left)
        elif len(kinds) > 1:
            raise self.mistyped(
                right,
                f"{kind_of(left)[0]}不能与{kind_of(right)[0]}比较。",
                f"{kind_of(left)[1].capitalize()} cannot be compared with {kind_of(right)[1]}.",
            )
        if sign.text not in ("==", "!=") and not kinds <= {"int", "decimal", "date"}:
            raise self.outside(
                sign.start,
                f"{kind_of(left)[0]}没有大小，只能用“==”“!=”比较。",
                f"“{sign.text}” orders numbers and dates only; {kind_of(left)[1]} takes “==” and “!=”.",
            )
        node = Compare(cast(CompareOp, sign.text), left, right, span=span)
        if left.kind == "decimal":
            self.aligned(left, right)
        return self.make(node)

    def aligned(self, *parts: Node) -> None:
        """Refuse decimals that would leave 64 bits when both sides are written with equally many digits."""
        scale = max(part.scale for part in parts)
        for part in parts:
            by = 10 ** (scale - part.scale)
            low, high = self.reaches[id(part)]
            self.bound(low * by, high * by, part.span[0])

    def known_choice(self, variable: Node, literal: Node) -> None:
        """Refuse a literal that the choice does not offer."""
        if not (isinstance(variable, Var) and isinstance(variable.type, Choice) and isinstance(literal, Lit)):
            return
        values = variable.type.values
        if literal.value not in values:
            value = short(str(literal.value))
            shown = "、".join(values[:12]) + ("…" if len(values) > 12 else "")
            raise self.source.error(
                UnknownChoice,
                literal.span[0],
                f"“{variable.name}”没有选项“{value}”；选项有：{shown}。",
                f"“{variable.name}” has no choice “{value}”; its choices are {shown}.",
                nearest(str(literal.value), values),
            )

    def arith(self, sign: Token, left: Node, right: Node) -> Node:
        for part in (left, right):
            if part.kind in ("string", "choice", "date"):
                raise self.outside(
                    sign.start,
                    f"不能对{kind_of(part)[0]}做加减乘；日期间隔用 years(开始, 结束) 或 months(开始, 结束)。",
                    f"“{sign.text}” takes numbers, not {kind_of(part)[1]}; for dates use years(a, b) or months(a, b).",
                )
            if part.kind == "bool":
                raise self.mistyped(
                    part,
                    f"“{sign.text}”两边应为数字，这里是是否值。",
                    f"“{sign.text}” takes numbers, not yes/no.",
                )
        if left.kind != right.kind:
            raise self.mistyped(
                right,
                "整数与小数不能混合计算；整数常数请写成“2.0”。",
                "Whole numbers and decimals cannot be mixed; write the constant as “2.0”.",
            )
        scale = max(left.scale, right.scale)
        if sign.text == "*":
            scale = left.scale + right.scale
            if not (is_constant(left) or is_constant(right)):
                raise self.outside(
                    sign.start,
                    "不能让两个变量相乘：乘号一边必须是常数。",
                    "Two variables cannot be multiplied: one side must be a constant.",
                )
            if scale > MOST_SCALE:
                raise self.source.error(
                    TooBig,
                    sign.start,
                    f"乘积的小数位超过{MOST_SCALE}位。",
                    f"The product has more than {MOST_SCALE} digits after the point.",
                )
        op = cast(Literal["+", "-", "*"], sign.text)
        return self.make(Arith(op, left, right, left.kind, scale, self.around(left, right)))


def kind_of(node: Node) -> tuple[str, str]:
    return KINDS[node.kind]


def nearest(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name that looks most like the one that was written, if any does; also by its last part."""
    if len(name) > 100:
        return ()
    found = get_close_matches(name, names, n=1, cutoff=0.6)
    if not found:
        tails = {other.rpartition(".")[2]: other for other in names if "." in other}
        found = [tails[tail] for tail in get_close_matches(name.rpartition(".")[2], tails, n=1, cutoff=0.8)]
    return tuple(found)
