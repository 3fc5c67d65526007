"""Reading what a person typed into a field, and showing it again.

One reader for every kind of element, so that portal, window, interface and department answers agree on what a value
is. Canonical values are JSON-able: dates as ISO text, money in whole fen, yes or no as booleans, decimals as text.
Nothing is guessed and nothing repaired: full width and spacing of numbers is the same number typed differently, a
name stays letter for letter what it is.
"""

from onething.core.values.problems import (
    FieldProblem,
    HiddenCharacter,
    ImpossibleDate,
    NotAChoice,
    OutOfRange,
    TooLong,
    TooShort,
    ValueMissing,
    ValueUnreadable,
    WrongNumber,
)
from onething.core.values.reading import is_beyond, parse_value
from onething.core.values.showing import show_to_owner, show_value
from onething.core.values.texts import MOST_CHARACTERS, hidden_character, is_blank

__all__ = [
    "MOST_CHARACTERS",
    "FieldProblem",
    "HiddenCharacter",
    "ImpossibleDate",
    "NotAChoice",
    "OutOfRange",
    "TooLong",
    "TooShort",
    "ValueMissing",
    "ValueUnreadable",
    "WrongNumber",
    "hidden_character",
    "is_beyond",
    "is_blank",
    "parse_value",
    "show_to_owner",
    "show_value",
]
