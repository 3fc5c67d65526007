"""Figures that are typed in a text: days, months, years and hours, opening hours, amounts of money, copies.

A figure is found in digits of any width and in Chinese numerals, in Chinese and in English. No figures are the number of
an article (第三十二条), a calendar year or day (2019年, 3月5日), an age (18周岁), and an ordinal (第二年).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize


class Measure(StrEnum):
    """What a figure measures."""

    DAYS = "days"
    LENGTH = "length"  # in another unit than days
    HOURS = "hours"  # when an office is open
    MONEY = "money"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Figure:
    """start, end: its place, from 0. number: as it is written, in half width, "" for opening hours."""

    measure: Measure
    start: int
    end: int
    number: str = ""


_DIGITS = "零〇一二两兩三四五六七八九"
_NUMERALS = f"{_DIGITS}十百千万萬亿億半廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = rf"[0-9]+(?:\.[0-9]+)?[百千万亿]*|[{_NUMERALS}]+"
_ABOUT = r"\s{0,2}[多几来余餘]?\s{0,2}"
_MANY = r"[个個]"
_WEEKDAY = r"(?:周|週|星期|礼拜|禮拜)"
_TO = r"\s?(?:到|至|[-~—–～])\s?"

_DAYS = re.compile(
    rf"(?<![同每某哪这那])(?P<number>{_NUMBER}){_ABOUT}(?:{_MANY}\s?)?(?:工作日|自然日|日历日|日曆日|[天日])(?!期)"
)
_MONEY = (
    re.compile(rf"(?<![同每某哪这那])(?P<number>{_NUMBER}){_ABOUT}(?:元|[块塊][钱錢]?)"),
    re.compile(r"(?:[¥￥]|RMB|CNY) ?(?P<number>[0-9]+(?:\.[0-9]+)?)", re.IGNORECASE),
)
_COPIES = re.compile(rf"(?<![同每某哪这那])(?P<number>{_NUMBER}){_ABOUT}份")
_LENGTH = re.compile(
    rf"(?<![同每某哪这那第.0-9{_NUMERALS}])(?P<number>{_NUMBER}){_ABOUT}(?P<unit>"
    rf"{_MANY}\s?[多半]?\s?月|周年|週年|(?:{_MANY}\s?[多半]?\s?)?(?:小[时時]|[钟鐘][头頭]|星期|礼拜|禮拜)"
    rf"|{_MANY}季度|[分秒刻][钟鐘]|[周週](?![岁歲])|年(?![级級度代制]|四季))"
    r"|(?P<pair>[俩仨])月(?![份底初中])"
)
_HOURS = re.compile(
    r"(?<![0-9:.比])(?:[01]?[0-9]|2[0-4]) ?: ?[0-5][0-9](?![0-9:])"
    rf"|(?:上午|下午|中午|早上|晚上|凌晨|傍晚) ?(?:{_NUMBER}) ?[点點时時]"
    rf"|(?:[0-9]+|[{_NUMERALS}]+) ?[点點] ?(?:[半整钟鐘]|(?:{_NUMBER}) ?分)"
    rf"|(?:[0-9]+|(?!一)[{_NUMERALS}]+) ?[点點时時]{_TO}(?:{_NUMBER}) ?[点點时時]"
    rf"|(?:{_NUMBER}) ?[时時] ?(?:{_NUMBER}) ?分"
    rf"|{_WEEKDAY}[一二三四五六日天]{_TO}{_WEEKDAY}?[一二三四五六日天]"
)

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety|hundred"
)
_IN_ENGLISH = re.compile(
    rf"\b(?:(?P<number>[0-9]+(?:\.[0-9]+)?|{_WORDS})[ -]+(?:(?:working|business|calendar)[ -]+)?"
    r"|(?:within|after|for|takes|up to) (?P<a>an?|half an?) )"
    r"(?P<unit>(?:day|week|month|year|hour|minute)s?|yuan|rmb|copy|copies)\b(?![ -](?:old|of age))",
    re.IGNORECASE,
)
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_HOURS_IN_ENGLISH = re.compile(
    r"\b(?:1[0-2]|0?[1-9])(?::[0-5][0-9])? ?[ap]\.?m\b\.?"
    rf"|\b{_DAY_NAME} ?(?:to|through|until|[-–—]) ?{_DAY_NAME}\b",
    re.IGNORECASE,
)
_ENGLISH_UNITS = {"day": Measure.DAYS, "yuan": Measure.MONEY, "rmb": Measure.MONEY}


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in their order; of two that overlap the one that begins first, then the longer."""
    found = sorted(_all(in_half_width(text)), key=lambda one: (one.start, -one.end))
    kept: list[Figure] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def in_half_width(text: str) -> str:
    """Return a text of the same length with its full-width, circled and styled characters as plain ones."""
    if text.isascii():
        return text
    return "".join(plain if len(plain := normalize("NFKC", one)) == 1 else one for one in text)


def _all(text: str) -> Iterator[Figure]:
    for found in _DAYS.finditer(text):
        if not (found[0].endswith("日") and _in_a_month(text, found.start())):
            yield Figure(Measure.DAYS, *found.span(), found["number"])
    for pattern in _MONEY:
        for found in pattern.finditer(text):
            yield Figure(Measure.MONEY, *found.span(), found["number"])
    for found in _COPIES.finditer(text):
        yield Figure(Measure.COPIES, *found.span(), found["number"])
    for found in _LENGTH.finditer(text):
        if not (_is_calendar_year(text, found) or _is_a_word(text, found)):
            yield Figure(Measure.LENGTH, *found.span(), found["number"] or found["pair"])
    for pattern in (_HOURS, _HOURS_IN_ENGLISH):
        for found in pattern.finditer(text):
            yield Figure(Measure.HOURS, *found.span())
    for found in _IN_ENGLISH.finditer(text):
        unit = found["unit"].lower().removesuffix("s")
        copies = Measure.COPIES if unit.startswith("cop") else Measure.LENGTH
        yield Figure(_ENGLISH_UNITS.get(unit, copies), *found.span(), found["number"] or "")


def _in_a_month(text: str, at: int) -> bool:
    return bool(re.search(r"[0-9一二三四五六七八九十]+ ?月 ?$", text[:at]))


def _is_calendar_year(text: str, found: re.Match[str]) -> bool:
    """Say whether it is a year of the calendar: 2019年, 二〇一九年, 08年, 19年3月."""
    number = found["number"] or ""
    if found["unit"] != "年":
        return False
    if re.fullmatch(rf"(?:19|20|21)[0-9]{{2}}|0[0-9]|[{_DIGITS}]{{4}}", number):
        return True
    return bool(re.match(r" ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}) ?月", text[found.end() :]))


def _is_a_word(text: str, found: re.Match[str]) -> bool:
    """Say whether it is part of a word or name: 四周 around, 九年义务教育, the weeks of a pregnancy."""
    before, after = text[: found.start()], text[found.end() :]
    if found["unit"] in ("周", "週"):
        around = found["number"] == "四" and not re.match(r"[内內后後前以之，。]", after)
        return around or bool(re.search(r"孕[满滿]? ?$", before))
    return found[0].startswith("九年") and after.startswith(("义务", "義務", "一贯", "一貫"))
