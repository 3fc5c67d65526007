"""The words of CEL, exactly as its specification has them; what the subset leaves out is refused here by name."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from onething.core.rules.errors import OutsideSubset, RuleError, SyntaxBroken, TooBig
from onething.core.rules.types import GREATEST, MOST_SCALE
from onething.core.source import Text, Where

MOST_CHARACTERS = 10_000

#: Words that CEL keeps for later; they may follow a point but not stand alone.
RESERVED = frozenset(
    [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ]
)

_SPACE = re.compile(r"(?:[ \t\n\f\r]|//[^\n]*)+")
_FLOAT = re.compile(r"(?:[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_DIGITS = re.compile(r"[0-9]+")
_NAME = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
_SIGNS = re.compile(r"&&|\|\||==|!=|<=|>=|[!<>+\-*/%?:()\[\]{},.]")
_QUOTE = re.compile(r"([rR]|[bB]|[rR][bB]|[bB][rR])?('''|\"\"\"|'|\")")
_ESCAPE = re.compile(
    r"\\(?:([abfnrtv\\?\"'`])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))"
)
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

TokenKind = Literal["name", "int", "decimal", "string", "sign", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str
    start: int
    end: int
    value: int | Decimal | str | date | None = None


def short(text: str) -> str:
    """Return a text as a sentence can hold it."""
    return text if len(text) <= 60 else text[:57] + "…"


class Source:
    """The text of one condition and where it stands, so that every refusal can point."""

    def __init__(self, text: str, at: Where) -> None:
        self.text = text
        self.at = at

    def where(self, offset: int) -> Where:
        """Return the place of a character in the file; line breaks in the text go on in the next line."""
        before = self.text[:offset]
        lines = before.count("\n")
        if not self.at.line:  # no file: the place in the text itself
            return Where(self.at.file, lines + 1, offset - (before.rfind("\n") + 1) + 1)
        column = len(before) - (before.rfind("\n") + 1) if lines else self.at.column - 1 + offset
        return Where(self.at.file, self.at.line + lines, column + 1)

    def error(
        self, error: type[RuleError], offset: int, zh: str, en: str, nearest: tuple[str, ...] = ()
    ) -> RuleError:
        return error(Text(zh, en), self.where(offset), nearest)


def tokens(source: Source) -> list[Token]:
    """Cut the text into words. Raises SyntaxBroken, OutsideSubset, TooBig."""
    text = source.text
    if len(text) > MOST_CHARACTERS:
        raise source.error(
            TooBig,
            0,
            f"条件有{len(text)}个字符，最多{MOST_CHARACTERS}个；请拆成几条。",
            f"The condition has {len(text)} characters, at most {MOST_CHARACTERS} are taken; split it.",
        )
    found: list[Token] = []
    at = 0
    while True:
        if space := _SPACE.match(text, at):
            at = space.end()
        if at == len(text):
            found.append(Token("end", "", at, at))
            return found
        token = _string(source, at) or _number(source, at) or _word(source, at)
        found.append(token)
        at = token.end


def _word(source: Source, at: int) -> Token:
    text = source.text
    if name := _NAME.match(text, at):
        return Token("name", name[0], at, name.end())
    if sign := _SIGNS.match(text, at):
        return Token("sign", sign[0], at, sign.end())
    character = text[at]
    plain = unicodedata.normalize("NFKC", character)
    plain = {"“": '"', "”": '"', "‘": "'", "’": "'", "。": ".", "、": ","}.get(character, plain)
    if plain != character and plain.isascii():
        raise source.error(
            SyntaxBroken,
            at,
            f"此处是全角字符“{character}”，请改用半角“{plain}”。",
            f"“{character}” is a full-width character; write “{plain}”.",
        )
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    hint = {"=": "==", "&": "&&", "|": "||"}.get(character)
    if hint:
        raise source.error(
            SyntaxBroken,
            at,
            f"“{shown}”不是运算符，请写“{hint}”。",
            f"“{shown}” is no operator; write “{hint}”.",
        )
    raise source.error(
        SyntaxBroken,
        at,
        f"条件中不能有字符“{shown}”；文字要放在引号里。",
        f"A condition cannot hold the character “{shown}” here; put text in quotes.",
    )


def _number(source: Source, at: int) -> Token | None:
    text = source.text
    if found := _FLOAT.match(text, at):
        if "e" in found[0].lower():
            raise source.error(
                OutsideSubset,
                at,
                f"不支持科学计数法“{short(found[0])}”，请写成普通小数。",
                f"Numbers with an exponent such as “{short(found[0])}” are outside the language; write all digits.",
            )
        value = Decimal(found[0])
        scale = len(found[0].partition(".")[2])
        if scale > MOST_SCALE or len(value.as_tuple().digits) > 15:
            raise source.error(
                TooBig,
                at,
                f"小数“{short(found[0])}”位数太多：小数点后最多{MOST_SCALE}位，共最多15位。",
                f"“{short(found[0])}” has too many digits: at most {MOST_SCALE} after the point, 15 in all.",
            )
        token = Token("decimal", found[0], at, found.end(), value)
    elif found := _HEX.match(text, at) or _DIGITS.match(text, at):
        # Its value is read only once its length is bounded: reading a million digits takes seconds.
        whole = int(found[0], 0 if found[0].startswith("0x") else 10) if len(found[0]) <= 40 else GREATEST + 2
        if whole > GREATEST + 1:  # one more, for the smallest number with its minus
            raise source.error(
                TooBig,
                at,
                "整数太大：最多64位有符号整数。",
                "The number is too big: at most 64 bits, signed.",
            )
        token = Token("int", found[0], at, found.end(), whole)
    else:
        return None
    if text[token.end : token.end + 1] in ("u", "U") and token.kind == "int":
        raise source.error(
            OutsideSubset,
            at,
            "不支持无符号整数（u），请去掉“u”。",
            "Unsigned numbers are outside the language; leave out the “u”.",
        )
    return token


def _string(source: Source, at: int) -> Token | None:
    text = source.text
    opening = _QUOTE.match(text, at)
    if not opening:
        return None
    prefix, quote = (opening[1] or "").lower(), opening[2]
    if "b" in prefix:
        raise source.error(
            OutsideSubset, at, "不支持字节串（b 前缀）。", "Byte strings (prefix b) are outside the language."
        )
    value: list[str] = []
    here = opening.end()
    while not text.startswith(quote, here):
        if here >= len(text) or (len(quote) == 1 and text[here] in "\r\n"):
            raise source.error(
                SyntaxBroken,
                at,
                f"文字没有结束：缺少右引号 {quote}。",
                f"The text does not end: its closing {quote} is missing.",
            )
        if prefix or text[here] != "\\":  # in a raw text the backslash is a character like others
            value.append(text[here])
            here += 1
        else:
            character, here = _escape(source, here)
            value.append(character)
    end = here + len(quote)
    whole = "".join(value)
    if bad := next((c for c in whole if 0xD800 <= ord(c) <= 0xDFFF), None):
        raise source.error(
            SyntaxBroken,
            at,
            f"U+{ord(bad):04X} 不是字符。",
            f"U+{ord(bad):04X} is not a character.",
        )
    return Token("string", text[at:end], at, end, whole)


def _escape(source: Source, at: int) -> tuple[str, int]:
    found = _ESCAPE.match(source.text, at)
    if not found:
        raise source.error(
            SyntaxBroken,
            at,
            f"无法识别的转义“{source.text[at : at + 2]}”；反斜杠本身写成“\\\\”。",
            f"“{source.text[at : at + 2]}” is no escape; write a backslash as “\\\\”.",
        )
    simple, *codes, octal = found.groups()
    if simple:
        return _SIMPLE.get(simple, simple), found.end()
    code = int(octal, 8) if octal else int(next(c for c in codes if c), 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise source.error(SyntaxBroken, at, f"U+{code:04X} 不是字符。", f"U+{code:04X} is not a character.")
    return chr(code), found.end()
