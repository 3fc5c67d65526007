"""From the text of a condition to its typed tree. Depth and size are bounded before anything recurses."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, cast

from onething.core.rules.errors import (
    OutsideSubset,
    RuleError,
    SyntaxBroken,
    TooBig,
    UnknownChoice,
    UnknownName,
    WrongType,
)
from onething.core.rules.lexer import RESERVED, Source, Token, tokens
from onething.core.rules.tree import (
    And,
    Arith,
    Between,
    Compare,
    CompareOp,
    If,
    In,
    Lit,
    Neg,
    Node,
    Not,
    Or,
    Var,
    children,
    is_constant,
)
from onething.core.rules.types import GREATEST, MOST_SCALE, SMALLEST, Choice, Fixed, Type, reach_of, scaled
from onething.core.source import Where

MOST_NODES = 200
MOST_DEPTH = 20

#: Brackets are no nodes, but reading them takes stack: this many may stand inside one another.
MOST_BRACKETS = 40

_LEVELS: dict[str, int] = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in"), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/", "%"), 5),
}
_KINDS = {
    "bool": ("是否", "yes/no"),
    "int": ("整数", "a whole number"),
    "decimal": ("小数", "a decimal"),
    "date": ("日期", "a date"),
    "string": ("文字", "text"),
    "choice": ("选项", "a choice"),
}


class Parser:
    """One reading of one text. `node()` gives the tree of the whole text or raises a RuleError."""

    def __init__(self, text: str, schema: Mapping[str, Type], at: Where) -> None:
        self.source = Source(text, at)
        self.schema = schema
        self.tokens = tokens(self.source)
        self.here = 0
        self.nodes = 0
        self.brackets = 0
        self.depths: dict[int, int] = {}  # id of a node made here -> its depth
        self.reaches: dict[int, tuple[int, int]] = {}  # id of a numeric node -> smallest and greatest value
        self.kept: list[Node] = []  # keeps ids from being used again

    # -- words ---------------------------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        return self.tokens[self.here]

    def take(self, text: str) -> Token | None:
        """Step over a sign or word if it is the next one."""
        token = self.token
        if token.kind in ("sign", "name") and token.text == text:
            self.here += 1
            return token
        return None

    def expect(self, text: str, opened: Token | None = None) -> Token:
        if token := self.take(text):
            return token
        found = self.token
        if found.kind == "end" and opened:
            raise self.source.error(
                SyntaxBroken,
                opened.start,
                f"“{opened.text}”没有对应的“{text}”。",
                f"This “{opened.text}” is never closed; a “{text}” is missing.",
            )
        raise self.unexpected(f"“{text}”", f"“{text}”")

    def unexpected(self, zh: str, en: str) -> RuleError:
        found = self.token
        if found.kind == "end":
            return self.source.error(
                SyntaxBroken,
                found.start,
                f"条件没有写完：此处应为{zh}。",
                f"The condition ends too early: {en} is missing.",
            )
        return self.source.error(
            SyntaxBroken,
            found.start,
            f"此处应为{zh}，却是“{_short(found.text)}”。",
            f"Expected {en} here, found “{_short(found.text)}”.",
        )

    # -- nodes ---------------------------------------------------------------------------------------------

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

    # -- grammar -------------------------------------------------------------------------------------------

    def node(self) -> Node:
        node = self.expression()
        if self.token.kind != "end":
            raise self.unexpected("运算符或结尾", "an operator or the end")
        return node

    def expression(self) -> Node:
        self.open()
        test = self.binary(1)
        if self.take("?"):
            then = self.binary(1)
            self.expect(":")
            other = self.expression()
            test = self.choice(test, then, other)
        self.brackets -= 1
        return test

    def open(self) -> None:
        self.brackets += 1
        if self.brackets > MOST_BRACKETS:
            raise self.source.error(
                TooBig,
                self.token.start,
                f"括号或“? :”嵌套超过{MOST_BRACKETS}层。",
                f"More than {MOST_BRACKETS} brackets or “? :” inside one another.",
            )

    def choice(self, test: Node, then: Node, other: Node) -> Node:
        if test.kind != "bool":
            raise self.mistyped(
                test,
                f"“?”前应为是否条件，这里是{_kind(test)[0]}。",
                f"Before “?” stands a yes/no condition, not {_kind(test)[1]}.",
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
                f"“:”两边类型不同：{_kind(then)[0]}与{_kind(other)[0]}。",
                f"The two sides of “:” differ: {_kind(then)[1]} and {_kind(other)[1]}.",
            )
        scale = max(then.scale, other.scale)
        return self.make(If(test, then, other, then.kind, scale, (test.span[0], other.span[1])))

    def binary(self, level: int) -> Node:
        left = self.unary()
        while (found := _LEVELS.get(self.token.text, 0)) >= level and self.token.kind in ("sign", "name"):
            sign = self.token
            self.here += 1
            if sign.text in ("/", "%"):
                raise self.outside(
                    sign.start,
                    "不支持除法和取余；请把两边改写成乘法。",
                    "Division is outside the language; multiply the other side instead.",
                )
            if sign.text == "in":
                left = self.membership(left)
            elif sign.text in ("&&", "||"):
                parts = [left, self.binary(found + 1)]
                while self.take(sign.text):
                    parts.append(self.binary(found + 1))
                left = self.junction(sign.text, parts)
            else:
                right = self.binary(found + 1)
                left = self.compare(sign, left, right) if found == 3 else self.arith(sign, left, right)
        return left

    def junction(self, sign: str, parts: list[Node]) -> Node:
        for part in parts:
            if part.kind != "bool":
                raise self.mistyped(
                    part,
                    f"“{sign}”两边都应为是否条件，这里是{_kind(part)[0]}。",
                    f"Both sides of “{sign}” are yes/no conditions; this is {_kind(part)[1]}.",
                )
        kind = And if sign == "&&" else Or
        flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
        return self.make(kind(tuple(flat), span=(parts[0].span[0], parts[-1].span[1])))

    def compare(self, sign: Token, left: Node, right: Node) -> Node:
        kinds = {left.kind, right.kind}
        span = (left.span[0], right.span[1])
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
                f"{_kind(left)[0]}不能与{_kind(right)[0]}比较。",
                f"{_kind(left)[1].capitalize()} cannot be compared with {_kind(right)[1]}.",
            )
        if sign.text not in ("==", "!=") and not kinds <= {"int", "decimal", "date"}:
            raise self.outside(
                sign.start,
                f"{_kind(left)[0]}没有大小，只能用“==”“!=”比较。",
                f"“{sign.text}” orders numbers and dates only; {_kind(left)[1]} takes “==” and “!=”.",
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
            value = _short(str(literal.value))
            shown = "、".join(values[:12]) + ("…" if len(values) > 12 else "")
            raise self.source.error(
                UnknownChoice,
                literal.span[0],
                f"“{variable.name}”没有选项“{value}”；选项有：{shown}。",
                f"“{variable.name}” has no choice “{value}”; its choices are {shown}.",
                _nearest(str(literal.value), values),
            )

    def membership(self, left: Node) -> Node:
        opened = self.token
        if not self.take("["):
            raise self.outside(
                opened.start,
                '“in”后面只能是方括号中的常数列表，如 ["a", "b"]。',
                'After “in” stands a list of constants in brackets, such as ["a", "b"].',
            )
        items: list[Lit] = []
        while not self.take("]"):
            item = self.binary(4)
            if not isinstance(item, Lit):
                raise self.outside(
                    item.span[0],
                    "列表中只能是常数。",
                    "The list after “in” holds constants only.",
                )
            if item.kind != left.kind and (left.kind, item.kind) != ("choice", "string"):
                raise self.mistyped(
                    item,
                    f"列表中的值应为{_kind(left)[0]}，这里是{_kind(item)[0]}。",
                    f"The values of the list must be {_kind(left)[1]}; this is {_kind(item)[1]}.",
                )
            self.known_choice(left, item)
            if left.kind == "decimal":
                self.aligned(left, item)
            items.append(item)
            if not self.take(","):
                self.expect("]", opened)
                break
        end = self.tokens[self.here - 1].end
        return self.make(In(left, tuple(items), span=(left.span[0], end)))

    def arith(self, sign: Token, left: Node, right: Node) -> Node:
        for part in (left, right):
            if part.kind in ("string", "choice", "date"):
                raise self.outside(
                    sign.start,
                    f"不能对{_kind(part)[0]}做加减乘；日期间隔用 years(开始, 结束) 或 months(开始, 结束)。",
                    f"“{sign.text}” takes numbers, not {_kind(part)[1]}; for dates use years(a, b) or months(a, b).",
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
        return self.make(Arith(op, left, right, left.kind, scale, (left.span[0], right.span[1])))

    def unary(self) -> Node:
        first = self.token
        if first.kind != "sign" or first.text not in ("!", "-"):
            return self.postfix(self.primary())
        count = 0
        while self.take(first.text):
            count += 1
        number = self.token
        if first.text == "-" and number.kind in ("int", "decimal"):
            self.here += (
                1  # as in CEL the last minus belongs to the number: -9223372036854775808 has no positive
            )
            negative = self.literal(number, minus=True, start=number.start - 1 if count > 1 else first.start)
            part, count = self.postfix(negative), count - 1
        else:
            part = self.postfix(self.primary())
        if part.kind != "bool" and first.text == "!":
            raise self.mistyped(
                part,
                f"“!”后面应为是否条件，这里是{_kind(part)[0]}。",
                f"“!” takes a yes/no condition, not {_kind(part)[1]}.",
            )
        if part.kind not in ("int", "decimal") and first.text == "-":
            raise self.mistyped(
                part,
                f"“-”后面应为数字，这里是{_kind(part)[0]}。",
                f"“-” takes a number, not {_kind(part)[1]}.",
            )
        if count % 2 == 0:  # two of them cancel out, as in CEL
            return part
        span = (first.start, part.span[1])
        return self.make(
            Not(part, span=span) if first.text == "!" else Neg(part, part.kind, part.scale, span)
        )

    def postfix(self, node: Node) -> Node:
        if self.token.kind == "sign" and self.token.text == "[":
            raise self.outside(
                self.token.start,
                "不支持取列表或映射的元素“[ ]”。",
                "Indexing with “[ ]” is outside the language.",
            )
        if self.token.kind == "sign" and self.token.text == ".":
            raise self.outside(
                self.token.start,
                "不支持在值后面取字段或调用方法“.”。",
                "Fields and methods of a value are outside the language.",
            )
        if self.token.kind == "sign" and self.token.text == "{":
            raise self.outside(
                self.token.start,
                "不支持映射和消息“{ }”。",
                "Maps and messages “{ }” are outside the language.",
            )
        return node

    def primary(self) -> Node:
        token = self.token
        if token.kind in ("int", "decimal", "string"):
            self.here += 1
            return self.literal(token)
        if token.kind == "name":
            return self.named(token)
        if opened := self.take("("):
            node = self.expression()
            self.expect(")", opened)
            return node
        if token.kind == "sign" and token.text in ("[", "{"):
            raise self.outside(
                token.start,
                "列表只能出现在“in”后面，映射不支持。",
                "A list may stand after “in” only; maps are outside the language.",
            )
        if token.kind == "sign" and token.text == ".":
            raise self.outside(token.start, "变量名前不能有“.”。", "A name cannot begin with a point.")
        raise self.unexpected("值或变量", "a value or a variable")

    def literal(self, token: Token, *, minus: bool = False, start: int | None = None) -> Node:
        span = (token.start if start is None else start, token.end)
        match token.value:
            case Decimal() as value:
                scale = len(token.text.partition(".")[2])
                return self.make(Lit(-value if minus else value, "decimal", scale, span))
            case int(value):
                return self.make(Lit(-value if minus else value, "int", 0, span))
            case str(value):
                if not value:
                    raise self.outside(
                        span[0],
                        "空文字不是值：没有回答就是未知，“没有”是一个选项。",
                        "Empty text is no value: not answered is unknown, and “none” is a choice.",
                    )
                return self.make(Lit(value, "string", 0, span))
        raise AssertionError(token)

    def named(self, token: Token) -> Node:
        """Read a literal word, a function or a variable; a dotted name is one variable."""
        word = token.text
        self.here += 1
        if word in ("true", "false"):
            return self.make(Lit(word == "true", "bool", 0, (token.start, token.end)))
        if word == "null":
            raise self.outside(
                token.start,
                "不能使用 null：没有回答就是未知，三值逻辑会处理；“没有”“不适用”应是问题的选项。",
                "null is outside the language: what is not answered is unknown, and “none” is a choice.",
            )
        if word == "in" or word in RESERVED:
            raise self.source.error(
                SyntaxBroken,
                token.start,
                f"“{word}”是保留字，不能作变量名。",
                f"“{word}” is a reserved word, not a name.",
            )
        names, end = [word], token.end
        while self.token.text == "." and self.token.kind == "sign":
            after = self.tokens[self.here + 1]
            if after.kind != "name" or after.text in ("true", "false", "null", "in"):
                self.here += 1
                raise self.unexpected("名称", "a name")
            self.here += 2
            names.append(after.text)
            end = after.end
        name = ".".join(names)
        if self.token.kind == "sign" and self.token.text == "(":
            return self.call(name, token)
        type_ = self.schema.get(name)
        if type_ is None:
            raise self.source.error(
                UnknownName,
                token.start,
                f"没有变量“{_short(name)}”。",
                f"There is no variable “{_short(name)}”.",
                _nearest(name, tuple(self.schema)),
            )
        scale = type_.scale if isinstance(type_, Fixed) else 0
        return self.make(Var(name, type_.kind, scale, type_, (token.start, end)))

    def call(self, name: str, token: Token) -> Node:
        if name not in ("date", "years", "months"):
            zh, en = "，", ", "
            if name == "has":
                zh, en = "：没有回答就是未知，不必询问，", ": what is not answered is unknown, "
            raise self.source.error(
                OutsideSubset,
                token.start,
                f"不支持函数“{_short(name)}()”{zh}可用的只有 date、years、months。",
                f"The function “{_short(name)}()” is outside the language{en}only date, years and months exist.",
                _nearest(name, ("date", "years", "months")),
            )
        opened = self.expect("(")
        parts = []
        if not self.take(")"):
            parts.append(self.expression())
            while self.take(","):
                parts.append(self.expression())
            self.expect(")", opened)
        span = (token.start, self.tokens[self.here - 1].end)
        if name == "date":
            return self.day(parts, span)
        if len(parts) != 2 or any(part.kind != "date" for part in parts):
            raise self.source.error(
                WrongType,
                token.start,
                f"{name}(开始, 结束) 需要两个日期。",
                f"{name}(start, end) takes two dates.",
            )
        return self.make(Between(cast(Literal["years", "months"], name), parts[0], parts[1], span=span))

    def day(self, parts: list[Node], span: tuple[int, int]) -> Node:
        text = parts[0].value if len(parts) == 1 and isinstance(parts[0], Lit) else None
        value: date | None = None
        if isinstance(text, str) and len(text) == 10 and text.isascii():
            try:
                value = date.fromisoformat(text)
            except ValueError:
                value = None
        if value is None:
            raise self.source.error(
                WrongType,
                span[0],
                '日期写成 date("2026-03-05")，且必须是存在的一天。',
                'A date is written date("2026-03-05") and must be a day that exists.',
            )
        return self.make(Lit(value, "date", 0, span))


def _kind(node: Node) -> tuple[str, str]:
    return _KINDS[node.kind]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _nearest(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most two names that look like the one that was written; also the last part of a dotted one."""
    if len(name) > 100:
        return ()
    found = get_close_matches(name, names, n=2, cutoff=0.6)
    if not found:
        tails = {other.rpartition(".")[2]: other for other in names if "." in other}
        found = [tails[tail] for tail in get_close_matches(name.rpartition(".")[2], tails, n=2, cutoff=0.8)]
    return tuple(found)
