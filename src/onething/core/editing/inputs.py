"""How one key of a file is typed, and how keys make a part of an item or a scene."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onething.core.source import Text

#: How the value of a key is typed.
TEXT, TEXTS, LINE, NUMBER, BOUND, DAY, FLAG, ONE, MANY, LIST, CHOICES, CONDITION, REFER, KEYS, OFFICE = (
    "text",  # in two languages
    "texts",  # several in two languages, 中文 | English, one a line
    "line",  # one line without translation
    "number",  # whole
    "bound",  # a whole number, a day or a month
    "day",
    "flag",
    "one",  # of some options
    "many",  # of some options
    "list",  # one text a line
    "choices",  # id = 中文 | English | 说明 | help, one a line
    "condition",
    "refer",  # the id of something in the package
    "keys",  # key = value, one a line
    "office",  # a kind of competent office, and whose, or the address in which its town stands
)
#: A table with a row for each thing that the key speaks of: of each row one option is chosen, or several are ticked.
ROWS_ONE, ROWS_MANY = "rows_one", "rows_many"

#: How the lines of a part stand in the file.
FORM, LINES, NAMED, PLAIN, CASES = (
    "form",  # no lines: the keys of one mapping
    "lines",  # a list of mappings
    "named",  # a mapping: name → mapping; the name is typed as `id`
    "plain",  # a list of values, each of the one input
    "cases",  # a list of `when` and `value`; the last may be `else` alone
)

Options = tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One key as it is typed. key: with a dot for one inside another, `approved.on`. kind: see above.

    options: for ONE, MANY and the rows. refers: collection from which REFER, MANY and rows take theirs. must: not empty.
    rare: shown only where it is used or asked for.
    """

    key: str
    label: Text
    kind: str
    options: Options = ()
    refers: str = ""
    must: bool = False
    rare: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.key.split("."))


@dataclass(frozen=True, slots=True)
class Section:
    """One part. path: where it stands. kind: how its lines stand. order: of the keys in a line.

    fresh: what a new line has beside what is typed. any_of: keys of which a line has at least one.
    optional: a FORM that may be left out as a whole.
    """

    id: str
    title: Text
    path: tuple[str, ...]
    inputs: tuple[Input, ...]
    kind: str = LINES
    order: tuple[str, ...] = ()
    fresh: Mapping[str, Any] = field(default_factory=dict)
    any_of: tuple[str, ...] = ()
    optional: bool = False
    say: Text | None = None

    @property
    def many(self) -> bool:
        """It has lines, a form for each."""
        return self.kind != FORM

    @property
    def movable(self) -> bool:
        """Its lines have an order that people choose."""
        return self.kind in (LINES, PLAIN, CASES)


def options(*pairs: tuple[str, str, str]) -> Options:
    """Return options: id, Chinese, English."""
    return tuple((id, Text(zh, en)) for id, zh, en in pairs)
