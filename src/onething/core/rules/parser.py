"""The grammar of CEL, from the text of a condition to its typed tree."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from onething.core.rules.builder import Builder, kind_of, nearest
from onething.core.rules.errors import OutsideSubset, RuleError, SyntaxBroken, TooBig, UnknownName, WrongType
from onething.core.rules.lexer import RESERVED, Source, Token, short, tokens
from onething.core.rules.tree import Between, In, Lit, Neg, Node, Not, Var
from onething.core.rules.types import Fixed, Type
from onething.core.source import Where

#: Brackets are no nodes, but reading them takes stack: this many may stand inside one another.
MOST_BRACKETS = 40

_LEVELS: dict[str, int] = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in"), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/", "%"), 5),
}


class Parser(Builder):
    """One reading of one text. `node()` gives the tree of the whole text or raises a RuleError."""

    def __init__(self, text: str, schema: Mapping[str, Type], at: Where) -> None:
        super().__init__(Source(text, at))
        self.schema = schema
        self.tokens = tokens(self.source)
        self.here = 0
        self.brackets = 0

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
            f"此处应为{zh}，却是“{short(found.text)}”。",
            f"Expected {en} here, found “{short(found.text)}”.",
        )

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
                    f"列表中的值应为{kind_of(left)[0]}，这里是{kind_of(item)[0]}。",
                    f"The values of the list must be {kind_of(left)[1]}; this is {kind_of(item)[1]}.",
                )
            self.known_choice(left, item)
            if left.kind == "decimal":
                self.aligned(left, item)
            items.append(item)
            if not self.take(","):
                self.expect("]", opened)
                break
        end = self.tokens[self.here - 1].end
        return self.make(In(left, tuple(items), span=(self.around(left, left)[0], end)))

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
                f"“!”后面应为是否条件，这里是{kind_of(part)[0]}。",
                f"“!” takes a yes/no condition, not {kind_of(part)[1]}.",
            )
        if part.kind not in ("int", "decimal") and first.text == "-":
            raise self.mistyped(
                part,
                f"“-”后面应为数字，这里是{kind_of(part)[0]}。",
                f"“-” takes a number, not {kind_of(part)[1]}.",
            )
        if count % 2 == 0:  # two of them cancel out, as in CEL
            return part
        span = (first.start, self.around(part, part)[1])
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
            self.edges[id(node)] = (opened.start, self.expect(")", opened).end)
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
                f"没有变量“{short(name)}”。",
                f"There is no variable “{short(name)}”.",
                nearest(name, tuple(self.schema)),
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
                f"不支持函数“{short(name)}()”{zh}可用的只有 date、years、months。",
                f"The function “{short(name)}()” is outside the language{en}only date, years and months exist.",
                nearest(name, ("date", "years", "months")),
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
