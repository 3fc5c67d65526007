"""Case numbers: one per application, `-1` to `-n` for its cases (our own shape, domain §3.3).

Day 8, region of the item 6, window or channel 4, serial 6, check character (ISO 7064 MOD 37,36).
Kept without blanks, printed in groups: `20261105 441900 W001 000123 K`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from stdnum.iso7064 import mod_37_36

from onething.core.codes.errors import (
    CodeEmpty,
    ImpossibleDay,
    Kind,
    WrongCharacter,
    WrongCheckCharacter,
    WrongLength,
    WrongShape,
)
from onething.core.codes.reading import LOOKALIKES, likely_slip, plain, typed_twice
from onething.core.source import Text

LENGTH = 25
GROUPS = ((0, 8), (8, 14), (14, 18), (18, 24), (24, 25))
LETTERS_FROM, LETTERS_TO = 15, 18  # positions of the channel, the only ones but the last that take letters

_SUFFIX = re.compile(r"-([1-9]\d{0,2})$", re.ASCII)
_DIGIT = Text("数字", "a digit")
_ANY = Text("数字或字母", "a digit or a letter")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """number: the 25 characters of the application. case: 1 to 999, None for the application itself."""

    number: str
    day: date
    region: str
    channel: str
    serial: int
    case: int | None = None

    @property
    def text(self) -> str:
        """The canonical form, such as `20261105441900W001000123K-2`."""
        return self.number if self.case is None else f"{self.number}-{self.case}"

    @property
    def printed(self) -> str:
        """The form in groups for paper and pages."""
        groups = " ".join(self.number[start:end] for start, end in GROUPS)
        return groups if self.case is None else f"{groups}-{self.case}"

    @property
    def application(self) -> "CaseNumber":
        """The number of the application that the case belongs to."""
        return replace(self, case=None)

    def of_case(self, case: int) -> "CaseNumber":
        """Return the number of one of the application's cases; case: 1 to 999."""
        assert 1 <= case <= 999, case
        return replace(self, case=case)

    def __str__(self) -> str:
        return self.text


def parse_case_number(text: str) -> CaseNumber:
    """Return a case number; blanks and hyphens between groups, lower case and full width do not matter.

    Raises CodeEmpty, WrongLength, WrongCharacter, ImpossibleDay, WrongCheckCharacter, WrongShape.
    """
    typed = re.sub(r"[‐‑–—−]", "-", plain(text))
    if not typed:
        raise CodeEmpty(Kind.CASE)
    case, suffix = None, _SUFFIX.search(typed)
    if suffix and len(_joined(typed)) - len(suffix[1]) >= LENGTH:
        case, typed = int(suffix[1]), typed[: suffix.start()]
    elif typed.endswith("-") or (re.search(r"-0\d*$", typed) and len(_joined(typed)) > LENGTH):
        raise WrongShape(
            Kind.CASE, "“-”之后应为分项序号 1–999", "after the last hyphen comes the case, 1 to 999"
        )
    number = _joined(typed)
    for at, character in enumerate(number, start=1):
        letters = LETTERS_FROM <= at <= LETTERS_TO or at >= LENGTH
        if not (character.isascii() and (character.isdigit() or (letters and character.isalpha()))):
            instead = next((one for one in LOOKALIKES.get(character, "") if one.isdigit()), "")
            raise WrongCharacter(Kind.CASE, character, at, _ANY if letters else _DIGIT, instead=instead)
    if len(number) != LENGTH:
        twice = typed_twice(number, _fits) if len(number) == LENGTH + 1 else None
        hint = (
            Text(f"第 {twice[0]} 位可能多打了一次", f"character {twice[0]} may be typed twice")
            if twice
            else None
        )
        raise WrongLength(Kind.CASE, len(number), LENGTH, hint=hint, likely=twice[1] if twice else "")
    if not _fits(number):
        if _check_fits(number):
            raise ImpossibleDay(
                Kind.CASE,
                f"前 8 位“{number[:8]}”不是日期",
                f"the first 8 characters, {number[:8]!r}, are no date",
            )
        slip = likely_slip(number, _fits)
        raise WrongCheckCharacter(
            Kind.CASE,
            case_check_character(number[:-1]),
            swapped=slip.swapped if slip else None,
            mistaken=slip.mistaken if slip else None,
            likely=slip.meant if slip else "",
        )
    return CaseNumber(number, _day(number), number[8:14], number[14:18], int(number[18:24]), case)


def case_check_character(first24: str) -> str:
    """Return the check character of the first 24 characters."""
    character: str = mod_37_36.calc_check_digit(first24)
    return character


def make_case_number(
    day: date, region: str, channel: str, serial: int, *, case: int | None = None
) -> CaseNumber:
    """Return the number of an application, or of one of its cases.

    region: 6 digits of the item's division. channel: 4 digits or capitals of window or channel.
    serial: 1 to 999999, counted a day and channel. case: 1 to 999.
    """
    assert re.fullmatch(r"\d{6}", region, re.ASCII), region
    assert re.fullmatch(r"[0-9A-Z]{4}", channel), channel
    assert 1 <= serial <= 999_999, serial
    assert case is None or 1 <= case <= 999, case
    first24 = f"{day:%Y%m%d}{region}{channel}{serial:06d}"
    return CaseNumber(first24 + case_check_character(first24), day, region, channel, serial, case)


def _joined(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed)


def _day(number: str) -> date:
    return date(int(number[:4]), int(number[4:6]), int(number[6:8]))


def _check_fits(number: str) -> bool:
    return case_check_character(number[:-1]) == number[-1]


def _fits(number: str) -> bool:
    if len(number) != LENGTH or not re.fullmatch(r"\d{14}[0-9A-Z]{4}\d{6}[0-9A-Z]", number, re.ASCII):
        return False
    try:
        _day(number)
    except ValueError:
        return False
    return _check_fits(number)
