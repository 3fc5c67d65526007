"""Citizen numbers (公民身份号码, GB 11643-1999) and the residence permits of Hong Kong, Macao and Taiwan people.

Six digits of the region of first registration, eight of the birthday, three of a serial (odd for men) and a
check character. The region may be a code that no longer exists; nobody lives where it says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_11_2

from onething.core.codes.errors import (
    CodeEmpty,
    ImpossibleDay,
    Kind,
    WrongCharacter,
    WrongCheckCharacter,
    WrongLength,
)
from onething.core.codes.reading import LOOKALIKES, likely_slip, plain, typed_twice
from onething.core.source import Text

LENGTH = 18
EARLIEST_BIRTHDAY = date(1850, 1, 1)

#: A region code that no place has; invented persons are made with it.
DEMO_REGION = "990000"

PERMITS: Mapping[str, Text] = {
    "81": Text("港澳居民居住证（香港）", "residence permit of a Hong Kong resident"),
    "82": Text("港澳居民居住证（澳门）", "residence permit of a Macao resident"),
    "83": Text("台湾居民居住证", "residence permit of a Taiwan resident"),
}

_DIGIT = Text("数字", "a digit")
_LAST = Text("数字或 X", "a digit or X")


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """text: canonical form. region: six digits. permit: "81", "82", "83" for a residence permit, else ""."""

    text: str
    region: str
    born_on: date
    serial: str

    @property
    def male(self) -> bool:
        return int(self.serial) % 2 == 1

    @property
    def permit(self) -> str:
        return self.region[:2] if self.region[:2] in PERMITS else ""

    @property
    def masked(self) -> str:
        return f"{self.text[:6]}********{self.text[-4:]}"

    def __repr__(self) -> str:
        return f"CitizenNumber({self.masked})"

    def __str__(self) -> str:
        return self.text


def parse_citizen_number(text: str, *, on: date) -> CitizenNumber:
    """Return a citizen number; lower-case x and full-width digits are the same number typed differently.

    on: a birthday after this day is impossible.
    Raises CodeEmpty, WrongLength, WrongCharacter, ImpossibleDay, WrongCheckCharacter.
    """
    number = plain(text)
    if not number:
        raise CodeEmpty(Kind.CITIZEN)
    for at, character in enumerate(number, start=1):
        if not (character.isascii() and character.isdigit()) and not (character == "X" and at == len(number)):
            instead = next((one for one in LOOKALIKES.get(character, "") if one.isdigit()), "")
            if at == len(number) and not instead:
                instead = "X" if "X" in LOOKALIKES.get(character, "") else ""
            raise WrongCharacter(
                Kind.CITIZEN, character, at, _LAST if at >= LENGTH else _DIGIT, instead=instead
            )

    def fits(other: str) -> bool:
        return (
            _checks(other) and _birthday(other) is not None and EARLIEST_BIRTHDAY <= _birthday_of(other) <= on
        )

    if len(number) != LENGTH:
        raise _wrong_length(number, fits)
    born_on = _birthday(number)
    slip = None if born_on and _checks(number) else likely_slip(number, fits)
    if born_on is None:
        zh, en = f"第 7–14 位“{number[6:14]}”不是日期", f"characters 7 to 14, {number[6:14]!r}, are no date"
        if slip and slip.swapped:
            a, b = slip.swapped
            zh, en = f"{zh}：第 {a}、{b} 位可能写颠倒了", f"{en}: characters {a} and {b} may be swapped"
        raise ImpossibleDay(Kind.CITIZEN, zh, en, likely=slip.meant if slip else "")
    if not _checks(number):
        raise WrongCheckCharacter(
            Kind.CITIZEN,
            citizen_check_character(number[:-1]),
            swapped=slip.swapped if slip else None,
            mistaken=slip.mistaken if slip else None,
            likely=slip.meant if slip else "",
        )
    if born_on > on:
        raise ImpossibleDay(
            Kind.CITIZEN, f"出生日期 {born_on} 晚于 {on}", f"the birthday {born_on} is after {on}"
        )
    if born_on < EARLIEST_BIRTHDAY:
        raise ImpossibleDay(
            Kind.CITIZEN, f"出生日期 {born_on} 早于 1850 年", f"the birthday {born_on} is before 1850"
        )
    return CitizenNumber(number, number[:6], born_on, number[14:17])


def citizen_check_character(first17: str) -> str:
    """Return the check character of the first seventeen digits (ISO 7064 MOD 11-2)."""
    assert len(first17) == LENGTH - 1, len(first17)
    assert first17.isdigit(), first17.index(next(one for one in first17 if not one.isdigit()))
    character: str = mod_11_2.calc_check_digit(first17)
    return character


def make_citizen_number(born_on: date, serial: int, *, region: str = DEMO_REGION) -> str:
    """Return a correct number for an invented person; serial: 0 to 999, odd for men."""
    assert 0 <= serial <= 999, serial
    first17 = f"{region}{born_on:%Y%m%d}{serial:03d}"
    return first17 + citizen_check_character(first17)


def _checks(number: str) -> bool:
    first17 = number[:-1]
    return (
        len(number) == LENGTH
        and first17.isdigit()
        and number[-1] in "0123456789X"
        and citizen_check_character(first17) == number[-1]
    )


def _birthday(number: str) -> date | None:
    try:
        return _birthday_of(number)
    except ValueError:
        return None


def _birthday_of(number: str) -> date:
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def _wrong_length(number: str, fits: Callable[[str], bool]) -> WrongLength:
    hint, likely = None, ""
    if len(number) == 15:
        hint = Text(
            "15 位旧号码已停用，请填 18 位号码", "numbers of 15 digits are out of use, the card has one of 18"
        )
    elif len(number) == LENGTH + 1 and (twice := typed_twice(number, fits)):
        at, likely = twice
        hint = Text(f"第 {at} 位可能多打了一次", f"character {at} may be typed twice")
    return WrongLength(Kind.CITIZEN, len(number), LENGTH, hint=hint, likely=likely)
