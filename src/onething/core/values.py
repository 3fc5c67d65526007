"""Reading what a person typed into a field, and showing it again.

One reader for every kind of element, so that portal, window, interface and department answers agree on what a value
is. Canonical values are JSON-able: dates as ISO text, money in whole fen, yes or no as booleans, decimals as text.
Nothing is guessed and nothing repaired: full width and spacing of numbers is the same number typed differently, a
name stays letter for letter what it is.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from onething.core.catalogue.model import Constraints, Element, ElementKind, Sensitivity
from onething.core.codes import CodeBroken, mask, parse_citizen_number, parse_credit_code, parse_phone
from onething.core.codes.reading import half_width
from onething.core.errors import RuleBroken
from onething.core.source import Text

#: Characters that a text may have where neither element nor item says less.
MOST_CHARACTERS = 500
#: A name has room for at least fifty characters; this is the most that is taken.
MOST_NAME = 100
EARLIEST_DAY = date(1850, 1, 1)
#: Years after `on` up to which a date makes sense.
LATEST_YEARS = 50


class FieldProblem(RuleBroken):
    """What is wrong with one value and how to put it right. Carries no value: it may be somebody's number.

    likely: what was probably meant, for the form only, "" without one good guess.
    """

    code = "values.problem"

    def __init__(self, zh: str, en: str, *, likely: str = "") -> None:
        super().__init__(en)
        self.sentence = Text(zh, en)
        self._likely = likely

    @property
    def likely(self) -> str:
        return self._likely


class ValueMissing(FieldProblem):
    code = "values.missing"


class ValueUnreadable(FieldProblem):
    """Not a number, day, or yes or no in any usual form."""

    code = "values.unreadable"


class ImpossibleDate(FieldProblem):
    code = "values.impossible_date"


class TooLong(FieldProblem):
    code = "values.too_long"


class OutOfRange(FieldProblem):
    code = "values.out_of_range"


class NotAChoice(FieldProblem):
    code = "values.not_a_choice"


class HiddenCharacter(FieldProblem):
    """A control character, or one that turns the direction of writing."""

    code = "values.hidden_character"


class WrongNumber(FieldProblem):
    """An identity number, credit code, telephone or account number that cannot be right."""

    code = "values.wrong_number"


def parse_value(element: Element, raw: Any, constraints: Constraints, *, on: date) -> Any:
    """Return the canonical value of what was typed.

    raw: text as typed, or a value as JSON carries it. constraints: of the plan's field, beside the element's own.
    on: today; no birthday lies after it. Raises FieldProblem.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip("\u3000 \t\r\n")):
        label = element.label
        raise ValueMissing(f"请填写“{label.zh}”。", f"Fill in {_en(label)}.")
    value = _READERS[element.kind](element, raw, on)
    for limits in (element.constraints, constraints):
        _within(element, value, limits)
    return value


# --- texts ---------------------------------------------------------------------------------------------------

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad\u180e")


def hidden_character(text: str, *, lines: bool = False) -> str:
    """Return the first character that cannot be seen or turns the writing around, "" if there is none.

    lines: line breaks are allowed. Characters outside Unicode's assigned and private-use planes stay allowed: the
    register may have written a name with them. Zero-width joiners belong to scripts and stay, too.
    """
    for character in text:
        if lines and character in "\n\r\t":
            continue
        if (
            character in _DIRECTION
            or character in _INVISIBLE
            or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        ):
            return character
    return ""


def _text(element: Element, raw: Any, most: int, *, lines: bool = False) -> str:
    label = element.label
    if not isinstance(raw, str):
        raise ValueUnreadable(f"“{label.zh}”要用文字填写。", f"{_en(label)} is to be written as text.")
    text = raw.strip("\u3000 \t\r\n")
    if found := hidden_character(text, lines=lines):
        number = f"U+{ord(found):04X}"
        raise HiddenCharacter(
            f"“{label.zh}”里有看不见的字符（{number}），多半是粘贴带进来的；请删掉后重新输入。",
            f"{_en(label)} holds a character that cannot be seen ({number}), probably from pasting; type it anew.",
        )
    if len(text) > most:
        raise _too_long(element, len(text), most)
    return text


def _too_long(element: Element, length: int, most: int) -> TooLong:
    label = element.label
    return TooLong(
        f"“{label.zh}”最多 {most} 个字，现在有 {length} 个；请缩短。",
        f"{_en(label)} takes at most {most} characters and has {length}; make it shorter.",
    )


def _read_text(element: Element, raw: Any, on: date) -> str:
    return _text(element, raw, element.constraints.max_length or MOST_CHARACTERS)


def _read_address(element: Element, raw: Any, on: date) -> str:
    return " ".join(
        _text(element, raw, element.constraints.max_length or MOST_CHARACTERS, lines=True).splitlines()
    )


def _read_name(element: Element, raw: Any, on: date) -> str:
    text = _text(element, raw, max(50, element.constraints.max_length or MOST_NAME))
    label = element.label
    if not any(character.isalpha() or _private(character) for character in text):
        raise ValueUnreadable(
            f"“{label.zh}”里没有文字；请照证件上的写。",
            f"{_en(label)} has no letters; write it as on the document.",
        )
    return text


def _private(character: str) -> bool:
    return unicodedata.category(character) in {"Co", "Cn"}


# --- numbers -------------------------------------------------------------------------------------------------

_CHINESE_SIGNS = str.maketrans(
    {"，": "", ",": "", "−": "-", "－": "-", "。": ".", "．": ".", " ": "", "\u3000": ""}
)


def _number(element: Element, raw: Any) -> Decimal:
    label = element.label
    problem = ValueUnreadable(
        f"“{label.zh}”要填数字，比如 12。", f"{_en(label)} is a number, for example 12."
    )
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise problem
    text = half_width(str(raw)).translate(_CHINESE_SIGNS)
    for unit in ("元", "¥", "￥", *((element.unit.zh, element.unit.en) if element.unit else ())):
        text = text.removeprefix(unit).removesuffix(unit) if unit else text
    if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,6})?", text, re.ASCII):
        raise problem
    try:
        return Decimal(text)
    except InvalidOperation:
        raise problem from None


def _read_integer(element: Element, raw: Any, on: date) -> int:
    number = _number(element, raw)
    if number != number.to_integral_value():
        label = element.label
        raise ValueUnreadable(
            f"“{label.zh}”要填整数，不带小数。", f"{_en(label)} is a whole number, without decimals."
        )
    return int(number)


def _read_decimal(element: Element, raw: Any, on: date) -> str:
    return format(_number(element, raw).normalize(), "f")


def _read_money(element: Element, raw: Any, on: date) -> int:
    """An int is whole fen, as JSON carries it; text is yuan, as people write it."""
    if type(raw) is int:
        return raw
    fen = _number(element, raw) * 100
    if fen != fen.to_integral_value() or fen < 0:
        label = element.label
        raise ValueUnreadable(
            f"“{label.zh}”写成元，最多两位小数，比如 180.50。",
            f"{_en(label)} is in yuan with at most two decimals, for example 180.50.",
        )
    return int(fen)


# --- days ----------------------------------------------------------------------------------------------------

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))(?:[-/.]?0?1日?)?", re.ASCII)
_TIME = re.compile(
    r"(\d{1,2})(?:[:时点](\d{1,2}))?(?:分|:\d{2}(?:\.\d+)?)?(?:整)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


def _squeezed(raw: Any) -> str:
    return re.sub(r"\s+", "", half_width(raw)) if isinstance(raw, str) else ""


def _day_problem(element: Element, example: str) -> ValueUnreadable:
    label = element.label
    return ValueUnreadable(
        f"“{label.zh}”看不出是哪一天；请写成 {example}。", f"{_en(label)} is no day; write it as {example}."
    )


def _make_day(element: Element, parts: tuple[str, str, str], on: date) -> date:
    label = element.label
    year, month, day = (int(part) for part in parts)
    try:
        found = date(year, month, day)
    except ValueError:
        raise ImpossibleDate(
            f"“{label.zh}”写的 {year} 年 {month} 月 {day} 日并不存在；请核对月和日。",
            f"{_en(label)}: there is no {year}-{month:02d}-{day:02d}; check month and day.",
        ) from None
    if found < EARLIEST_DAY or found.year > on.year + LATEST_YEARS:
        raise ImpossibleDate(
            f"“{label.zh}”的年份 {year} 不对；请核对。",
            f"{_en(label)}: the year {year} cannot be right; check it.",
        )
    if found > on and _is_past(element):
        raise ImpossibleDate(
            f"“{label.zh}”不能晚于今天（{on}）；请核对年份。",
            f"{_en(label)} cannot be after today ({on}); check the year.",
        )
    return found


def _is_past(element: Element) -> bool:
    """A birthday, or the day since which something has been so."""
    return element.id.endswith((".birth_date", ".since", "birth.moment"))


def _read_day(element: Element, raw: Any, on: date) -> str:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = raw.isoformat()
    text = _squeezed(raw)
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is None:
        raise _day_problem(element, "2026-03-05")
    return _make_day(element, (found[1], found[2], found[3]), on).isoformat()


def _read_month(element: Element, raw: Any, on: date) -> str:
    if isinstance(raw, date):
        raw = raw.isoformat()
    text = _squeezed(raw)
    if day := (_DAY.fullmatch(text) or _COMPACT.fullmatch(text)):
        return _make_day(element, (day[1], day[2], "1"), on).isoformat()
    found = _MONTH.fullmatch(text)
    if found is None:
        raise _day_problem(element, "2026-03")
    return _make_day(element, (found[1], found[2] or found[3], "1"), on).isoformat()


def _read_moment(element: Element, raw: Any, on: date) -> str:
    text = re.sub(r"\s+", " ", half_width(raw).replace("T", " ")) if isinstance(raw, str) else ""
    whole = re.fullmatch(r"(\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}[日号]?|\d{8}) ?(\S.*)?", text, re.ASCII)
    clock = _TIME.fullmatch(re.sub(r"\s", "", whole[2])) if whole and whole[2] else None
    label = element.label
    if whole is None or clock is None:
        raise ValueUnreadable(
            f"“{label.zh}”要写到分钟；请写成 2026-03-05 14:30。",
            f"{_en(label)} is day and time; write it as 2026-03-05 14:30.",
        )
    day = date.fromisoformat(_read_day(element, whole[1], on))
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if hour > 23 or minute > 59:
        raise ImpossibleDate(
            f"“{label.zh}”的时间 {hour}:{minute:02d} 并不存在；请按 24 小时制写。",
            f"{_en(label)}: there is no {hour}:{minute:02d}; use the 24-hour clock.",
        )
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}"


# --- choices -------------------------------------------------------------------------------------------------

_YES = {"yes", "true", "1", "是", "有", "on", "y"}
_NO = {"no", "false", "0", "否", "没有", "无", "off", "n"}


def _read_yes_no(element: Element, raw: Any, on: date) -> bool:
    if isinstance(raw, bool):
        return raw
    word = half_width(str(raw)).lower()
    if word in _YES or word in _NO:
        return word in _YES
    label = element.label
    raise NotAChoice(f"“{label.zh}”请选“是”或“否”。", f"{_en(label)}: choose yes or no.")


def _read_choice(element: Element, raw: Any, on: date) -> str:
    text = half_width(str(raw))
    for choice in element.choices:
        if text in (choice.id, choice.label.zh, choice.label.en):
            return choice.id
    raise _not_a_choice(element, frozenset(choice.id for choice in element.choices))


def _not_a_choice(element: Element, allowed: frozenset[str]) -> NotAChoice:
    label = element.label
    open_ = [choice.label for choice in element.choices if choice.id in allowed]
    zh, en = "、".join(one.zh for one in open_[:8]), ", ".join(one.say("en") for one in open_[:8])
    return NotAChoice(f"“{label.zh}”请从这些里选：{zh}。", f"{_en(label)}: choose one of {en}.")


# --- codes ---------------------------------------------------------------------------------------------------


def _of_code(element: Element, read: Callable[[], object]) -> str:
    try:
        return str(read())
    except CodeBroken as problem:
        label = element.label
        raise WrongNumber(
            f"“{label.zh}”：{problem.reason.zh}。请对照证件改正。",
            f"{_en(label)}: {problem.reason.en}. Compare it with the document.",
            likely=problem.likely,
        ) from None


def _code_text(element: Element, raw: Any) -> str:
    return _text(element, str(raw) if type(raw) is int else raw, MOST_CHARACTERS)


def _read_citizen(element: Element, raw: Any, on: date) -> str:
    text = _code_text(element, raw)
    return _of_code(element, lambda: parse_citizen_number(text, on=on))


def _read_identity(element: Element, raw: Any, on: date) -> str:
    """A number of any identity document: of eighteen digits it is a citizen number and must check as one."""
    text = unicodedata.normalize("NFKC", _code_text(element, raw))
    bare = re.sub(r"[\s\-·]", "", text).upper()
    if re.fullmatch(r"\d{17}[\dX]|\d{15}", bare, re.ASCII):
        return _of_code(element, lambda: parse_citizen_number(bare, on=on))
    label = element.label
    if not re.fullmatch(r"[A-Z0-9()/]{5,30}", bare, re.ASCII):
        raise WrongNumber(
            f"“{label.zh}”只有字母和数字，5 到 30 位；请对照证件改正。",
            f"{_en(label)} has letters and digits only, 5 to 30 of them; compare it with the document.",
        )
    return bare


def _read_credit(element: Element, raw: Any, on: date) -> str:
    text = _code_text(element, raw)
    return _of_code(element, lambda: parse_credit_code(text))


def _read_phone(element: Element, raw: Any, on: date) -> str:
    text = _code_text(element, raw)
    return _of_code(element, lambda: parse_phone(text))


def _read_account(element: Element, raw: Any, on: date) -> str:
    text = re.sub(r"[\s\-]", "", half_width(_code_text(element, raw)))
    label = element.label
    if not re.fullmatch(r"\d{8,30}", text, re.ASCII):
        raise WrongNumber(
            f"“{label.zh}”是 8 到 30 位数字；请对照银行卡或存折改正。",
            f"{_en(label)} has 8 to 30 digits; compare it with the card.",
        )
    return text


def _read_division(element: Element, raw: Any, on: date) -> str:
    text = half_width(_code_text(element, raw))
    label = element.label
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", text, re.ASCII):
        raise NotAChoice(
            f"“{label.zh}”请从名单里选一个地方。", f"{_en(label)}: choose a place from the list."
        )
    return text.ljust(12, "0")


_READERS: Mapping[ElementKind, Callable[[Element, Any, date], Any]] = {
    ElementKind.TEXT: _read_text,
    ElementKind.NAME: _read_name,
    ElementKind.ADDRESS: _read_address,
    ElementKind.INTEGER: _read_integer,
    ElementKind.DECIMAL: _read_decimal,
    ElementKind.MONEY: _read_money,
    ElementKind.DATE: _read_day,
    ElementKind.MONTH: _read_month,
    ElementKind.MOMENT: _read_moment,
    ElementKind.YES_NO: _read_yes_no,
    ElementKind.CHOICE: _read_choice,
    ElementKind.CITIZEN_NUMBER: _read_citizen,
    ElementKind.IDENTITY_NUMBER: _read_identity,
    ElementKind.CREDIT_CODE: _read_credit,
    ElementKind.PHONE: _read_phone,
    ElementKind.BANK_ACCOUNT: _read_account,
    ElementKind.DIVISION: _read_division,
}


def _within(element: Element, value: Any, limits: Constraints) -> None:
    label = element.label
    if limits.allowed is not None and value not in limits.allowed:
        raise _not_a_choice(element, limits.allowed)
    if limits.max_length is not None and isinstance(value, str) and len(value) > limits.max_length:
        raise _too_long(element, len(value), limits.max_length)
    for limit, low in ((limits.min, True), (limits.max, False)):
        if limit is None or isinstance(value, bool):
            continue
        given = _comparable(element, value)
        bound = limit if isinstance(limit, date) else Decimal(str(limit))
        if (given < bound) if low else (given > bound):
            said = show_value(element, limit.isoformat() if isinstance(limit, date) else limit, "zh")
            raise OutOfRange(
                f"“{label.zh}”不能{'小于' if low else '大于'} {said}；请核对。",
                f"{_en(label)} cannot be {'less' if low else 'more'} than {said}; check it.",
            )


def _comparable(element: Element, value: Any) -> Any:
    if element.kind in (ElementKind.DATE, ElementKind.MONTH):
        return date.fromisoformat(value)
    if element.kind is ElementKind.MOMENT:
        return date.fromisoformat(value[:10])
    return Decimal(str(value))


# --- showing -------------------------------------------------------------------------------------------------

_MASKS = {
    ElementKind.CITIZEN_NUMBER: "citizen",
    ElementKind.IDENTITY_NUMBER: "identity",
    ElementKind.PHONE: "phone",
    ElementKind.BANK_ACCOUNT: "bank",
    ElementKind.NAME: "name",
}


def show_value(element: Element, value: Any, language: str, *, masked: bool = False) -> str:
    """Return a canonical value as the reader's language writes it, "" for none.

    masked: numbers keep their ends, names their first character, other sensitive values nothing.
    """
    if value is None or value == "":
        return ""
    english = language.startswith("en")
    kind = element.kind
    if masked:
        if kind is ElementKind.IDENTITY_NUMBER and re.fullmatch(r"\d{17}[\dX]", str(value)):
            return mask(str(value))
        if kind in _MASKS:
            return mask(str(value), _MASKS[kind])
        if element.sensitivity is Sensitivity.SENSITIVE:
            return "＊＊＊" if not english else "***"
    if kind is ElementKind.CHOICE:
        return next((one.label.say(language) for one in element.choices if one.id == value), str(value))
    if kind is ElementKind.YES_NO:
        return ("Yes" if value else "No") if english else ("是" if value else "否")
    if kind is ElementKind.MONEY:
        amount = f"{int(value) // 100:,}.{int(value) % 100:02d}"
        return f"{amount} yuan" if english else f"{amount} 元"
    if kind is ElementKind.MONTH:
        day = date.fromisoformat(str(value))
        return f"{day:%Y-%m}" if english else f"{day.year} 年 {day.month} 月"
    if kind is ElementKind.DATE:
        day = date.fromisoformat(str(value))
        return day.isoformat() if english else f"{day.year} 年 {day.month} 月 {day.day} 日"
    if kind is ElementKind.MOMENT:
        return str(value).replace("T", " ")
    if element.unit is not None and kind in (ElementKind.INTEGER, ElementKind.DECIMAL):
        return f"{value} {element.unit.say(language)}"
    return str(value)


def _en(label: Text) -> str:
    return f"“{label.say('en')}”"
