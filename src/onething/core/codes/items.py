"""Codes of government-service items: basic (12 digits), implementation (31) and handling (33); others as they are.

Implementation code: credit code of the body 18, level 1, basic code 12; a handling code adds a serial of 2.
A basic code splits into region 2, type 2, department 2, main item 3, sub item 3; the split is read from real
codes and not from the standard's text (GB/T 39554.1). Provinces have shapes of their own, which are kept.
"""

from dataclasses import dataclass
from enum import StrEnum

from onething.core.codes.credit import LENGTH as CREDIT_LENGTH
from onething.core.codes.credit import credit_code_fits, parse_credit_code
from onething.core.codes.errors import CodeBroken, CodeEmpty, Kind, WrongCharacter, WrongLength, WrongShape
from onething.core.codes.reading import LOOKALIKES, half_width
from onething.core.source import Text

BASIC, IMPLEMENTATION, HANDLING = 12, 31, 33
LONGEST = 200  # characters of a foreign code


class ItemShape(StrEnum):
    BASIC = "basic"
    IMPLEMENTATION = "implementation"
    HANDLING = "handling"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class BasicCode:
    text: str

    @property
    def region(self) -> str:
        return self.text[:2]

    @property
    def type(self) -> str:
        return self.text[2:4]

    @property
    def department(self) -> str:
        return self.text[4:6]

    @property
    def main(self) -> str:
        return self.text[6:9]

    @property
    def sub(self) -> str:
        return self.text[9:12]


@dataclass(frozen=True, slots=True)
class ItemCode:
    """organisation: credit code of the body, "" if the shape has none. level, serial: likewise.

    organisation_broken: what is wrong with the credit code inside, None if nothing; the code is kept either way.
    """

    text: str
    shape: ItemShape
    organisation: str = ""
    level: str = ""
    basic: BasicCode | None = None
    serial: str = ""
    organisation_broken: CodeBroken | None = None

    def __str__(self) -> str:
        return self.text


def parse_item_code(text: str) -> ItemCode:
    """Return an item code taken apart; a shape that is not ours is kept letter by letter.

    Raises CodeEmpty, WrongShape (blanks or control characters inside, over 200 characters), WrongLength and
    WrongCharacter for a code that begins as one of ours and then goes wrong.
    """
    kept = text.strip()
    if not kept:
        raise CodeEmpty(Kind.ITEM)
    if len(kept) > LONGEST:
        raise WrongShape(
            Kind.ITEM, f"事项编码不超过 {LONGEST} 位", f"an item code has at most {LONGEST} characters"
        )
    if any(character.isspace() or not character.isprintable() for character in kept):
        raise WrongShape(Kind.ITEM, "事项编码中不能有空格", "an item code has no blanks inside")
    code = half_width(kept)
    if len(code) == BASIC and _digits(code):
        return ItemCode(code, ItemShape.BASIC, basic=BasicCode(code))
    if len(code) in (IMPLEMENTATION, HANDLING) and code[:CREDIT_LENGTH].isalnum() and code.isascii():
        return _with_organisation(code, kept)
    if code.isascii() and code.isalnum() and credit_code_fits(code[:CREDIT_LENGTH]):
        for length in (IMPLEMENTATION, HANDLING):
            if abs(len(code) - length) == 1 and len(code) != IMPLEMENTATION + 1:
                raise WrongLength(Kind.ITEM, len(code), length)
        if len(code) == IMPLEMENTATION + 1:
            raise WrongLength(
                Kind.ITEM, len(code), IMPLEMENTATION, hint=Text("或 33 位缺 1 位", "or short of 33 by one")
            )
    return ItemCode(kept, ItemShape.FOREIGN)


def _with_organisation(code: str, kept: str) -> ItemCode:
    rest = code[CREDIT_LENGTH:]
    for at, character in enumerate(rest, start=CREDIT_LENGTH + 1):
        if not _digits(character):
            instead = next((one for one in LOOKALIKES.get(character.upper(), "") if one.isdigit()), "")
            if not credit_code_fits(code[:CREDIT_LENGTH]) or not instead:
                return ItemCode(kept, ItemShape.FOREIGN)
            raise WrongCharacter(Kind.ITEM, character, at, Text("数字", "a digit"), instead=instead)
    broken: CodeBroken | None = None
    try:
        parse_credit_code(code[:CREDIT_LENGTH])
    except CodeBroken as error:
        broken = error
    return ItemCode(
        code,
        ItemShape.IMPLEMENTATION if len(code) == IMPLEMENTATION else ItemShape.HANDLING,
        organisation=code[:CREDIT_LENGTH],
        level=rest[0],
        basic=BasicCode(rest[1:13]),
        serial=rest[13:],
        organisation_broken=broken,
    )


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
