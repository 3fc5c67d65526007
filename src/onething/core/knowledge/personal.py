"""Numbers of persons in a text that others will read: found with their place, or cut out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onething.core.source import Text

_HALF = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20})
#: Blanks and hyphens between the digits do not hide a number; one longer than these is another kind of number.
_CITIZEN = re.compile(r"(?<![0-9A-Za-z])[1-9](?:[ \-]?[0-9]){16}[ \-]?[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[ \-]?[3-9](?:[ \-]?[0-9]){9}(?![0-9])")
_BANK = re.compile(r"(?<![0-9A-Za-z])[1-9](?:[ \-]?[0-9]){15,18}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number found in a text. start, end: its place, from 0."""

    kind: Text
    start: int
    end: int


_KINDS = (
    (Text("身份证号", "a citizen number"), _CITIZEN),
    (Text("手机号", "a mobile number"), _MOBILE),
    (Text("银行卡号", "a card number"), _BANK),
)


def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Return the citizen, mobile and card numbers of a text in their order; whether they are in use is not asked."""
    return tuple(sorted(_found(text.translate(_HALF)), key=lambda one: one.start))


def _found(text: str) -> Iterator[PersonalNumber]:
    for kind, pattern in _KINDS:
        for found in pattern.finditer(text):
            yield PersonalNumber(kind, *found.span())
        text = pattern.sub(lambda found: " " * len(found.group()), text)


def cut_personal(text: str) -> str:
    """Return a text in which what such a number is stands instead of it."""
    for one in reversed(personal_numbers(text)):
        text = f"{text[: one.start]}［{one.kind.zh}］{text[one.end :]}"
    return text
