"""What is wrong with a code, said so that the person who typed it can put it right.

These are facts without severity: an importer warns and keeps the value, a form refuses it. No error carries
the code itself, for it may be somebody's citizen number and errors are logged; `likely` is for the form only.
"""

from collections.abc import Mapping
from enum import StrEnum

from onething.core.errors import RuleBroken
from onething.core.source import Text


class Kind(StrEnum):
    CITIZEN = "citizen"
    CREDIT = "credit"
    LICENCE = "licence"
    ITEM = "item"
    CASE = "case"
    PHONE = "phone"


KIND_NAMES: Mapping[Kind, Text] = {
    Kind.CITIZEN: Text("公民身份号码", "citizen number"),
    Kind.CREDIT: Text("统一社会信用代码", "unified social credit code"),
    Kind.LICENCE: Text("电子证照标识", "licence identifier"),
    Kind.ITEM: Text("事项编码", "item code"),
    Kind.CASE: Text("办件编号", "case number"),
    Kind.PHONE: Text("电话号码", "phone number"),
}


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


class CodeBroken(RuleBroken):
    """A code that cannot be right. reason: what is wrong and what is likely meant, in both languages."""

    code = "codes.broken"

    def __init__(self, kind: Kind, zh: str, en: str, *, likely: str = "") -> None:
        self.kind = kind
        self.reason = Text(zh, en)
        self._likely = likely
        super().__init__(en)

    @property
    def likely(self) -> str:
        """The code that was probably meant, "" if there is no single good guess. Never logged."""
        return self._likely


class CodeEmpty(CodeBroken):
    code = "codes.empty"

    def __init__(self, kind: Kind) -> None:
        name = KIND_NAMES[kind]
        super().__init__(kind, f"请填写{name.zh}", f"the {name.en} is empty")


class WrongLength(CodeBroken):
    code = "codes.wrong_length"

    def __init__(
        self, kind: Kind, length: int, expected: int, *, hint: Text | None = None, likely: str = ""
    ) -> None:
        self.length = length
        self.expected = expected
        name, by = KIND_NAMES[kind], abs(length - expected)
        zh = f"{name.zh}应为 {expected} 位，现为 {length} 位，{'少' if length < expected else '多'} {by} 位"
        count = "one" if by == 1 else str(by)
        en = f"too {'short' if length < expected else 'long'} by {count}: {_a(name.en)} has {expected} characters, this has {length}"
        if hint is not None:
            zh, en = f"{zh}；{hint.zh}", f"{en}; {hint.en}"
        super().__init__(kind, zh, en, likely=likely)


class WrongCharacter(CodeBroken):
    """position counts from 1. instead: the character that was probably meant, "" if none is near."""

    code = "codes.wrong_character"

    def __init__(
        self, kind: Kind, character: str, position: int, allowed: Text, *, instead: str = ""
    ) -> None:
        self.position = position
        self.character = character
        self.instead = instead
        zh = f"第 {position} 位“{character}”不可用，应为{allowed.zh}"
        en = f"character {position} is {character!r}, it must be {allowed.en}"
        if instead:
            zh, en = f"{zh}；可能应为“{instead}”", f"{en}; {instead!r} may be meant"
        super().__init__(kind, zh, en)


class WrongCheckCharacter(CodeBroken):
    """expected: what the last character must be if all others are right. swapped: positions of two neighbours
    that were probably exchanged, from 1."""

    code = "codes.wrong_check_character"

    def __init__(
        self,
        kind: Kind,
        expected: str,
        *,
        swapped: tuple[int, int] | None = None,
        mistaken: tuple[int, str] | None = None,
        likely: str = "",
    ) -> None:
        self.expected = expected
        self.swapped = swapped
        self.mistaken = mistaken
        zh, en = "校验码不符", "the check character does not fit"
        if swapped:
            a, b = swapped
            zh, en = f"{zh}：第 {a}、{b} 位可能写颠倒了", f"{en}: characters {a} and {b} may be swapped"
        elif mistaken:
            at, instead = mistaken
            zh, en = (
                f"{zh}：第 {at} 位可能应为“{instead}”",
                f"{en}: character {at} may be meant as {instead!r}",
            )
        else:
            zh = f"{zh}：有一位写错了；如其余各位无误，末位应为“{expected}”"
            en = f"{en}: one character is wrong; if all others are right, the last must be {expected!r}"
        super().__init__(kind, zh, en, likely=likely)


class ImpossibleDay(CodeBroken):
    """The date inside the code does not exist or cannot be."""

    code = "codes.impossible_day"

    def __init__(self, kind: Kind, zh: str, en: str, *, likely: str = "") -> None:
        super().__init__(kind, zh, en, likely=likely)


class WrongShape(CodeBroken):
    """Not built like such a code at all."""

    code = "codes.wrong_shape"
