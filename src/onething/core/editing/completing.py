"""What can be written next in a condition: names, signs and choices with their wording, for the place of the cursor.

A condition that is being written is broken most of the time, so nothing is parsed here: the words before the cursor
say what may follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onething.core.catalogue.variables import ON
from onething.core.editing.variables import Variables
from onething.core.rules import Bool, Choice, Date, Fixed, Int, Type
from onething.core.source import Text

#: Completions that are offered at once.
MOST = 60
#: Characters before the cursor that are looked at.
_FAR = 10_000

_WORD = re.compile(
    r"\"[^\"\n]*\"?|'[^'\n]*'?|[A-Za-z_][A-Za-z0-9_.]*|[0-9][0-9.]*|&&|\|\||[=!<>]=|[!<>()\[\],?:+*-]|\S"
)
_SIGNS = {
    "choice": ("==", "!=", "in"),
    "string": ("==", "!=", "in"),
    "number": ("==", "!=", ">=", ">", "<=", "<", "in"),
    "date": ("==", "!=", ">=", ">", "<=", "<"),
}
_SAYS = {
    "==": Text("是", "is"),
    "!=": Text("不是", "is not"),
    "in": Text("是其中之一", "is one of"),
    ">=": Text("不小于", "at least"),
    ">": Text("大于", "above"),
    "<=": Text("不超过", "at most"),
    "<": Text("小于", "below"),
    "&&": Text("并且", "and"),
    "||": Text("或者", "or"),
    "!": Text("不是", "not"),
    "]": Text("列完了", "end of the list"),
    ",": Text("还有", "one more"),
}


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be written. text: as it stands in the condition. unwritten: a choice not named there yet."""

    text: str
    label: Text
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class Completions:
    """What may replace the characters [start, end) of a text, the most likely first."""

    start: int
    end: int
    options: tuple[Completion, ...]


def complete(text: str, position: int, variables: Variables) -> Completions:
    """Return what may be written at a place of a condition. position: characters before the cursor."""
    position = max(0, min(position, len(text)))
    words = list(_words(text[max(0, position - _FAR) : position]))
    shift = max(0, position - _FAR)
    start, typed = position, ""
    if words and words[-1][1] + shift == position and _open(words[-1][2]):
        start, typed = words[-1][0] + shift, words[-1][2]
        words = words[:-1]
    end = position
    while typed and end < len(text) and (text[end].isalnum() or text[end] in "_."):
        end += 1
    if typed[:1] in "\"'" and typed and end < len(text) and text[end] == typed[0]:
        end += 1
    before = [word for _, _, word in words]
    wanted = typed.strip("\"'").casefold()
    options = tuple(
        one
        for one in _after(before, text, variables, quoted=typed[:1] in ("'", '"') and bool(typed))
        if _fits(one, wanted)
    )
    return Completions(start, end, options[:MOST])


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), found.group()


def _open(word: str) -> bool:
    """Say whether a word may still be going on: a name, or a text whose quote is not closed."""
    if word[0] in "\"'":
        return len(word) == 1 or word[-1] != word[0]
    return word[0].isalpha() or word[0] == "_"


def _fits(one: Completion, wanted: str) -> bool:
    return (
        not wanted
        or wanted in one.text.casefold()
        or wanted in one.label.zh
        or wanted in one.label.en.casefold()
    )


def _after(before: list[str], text: str, variables: Variables, *, quoted: bool) -> Iterator[Completion]:
    last = before[-1] if before else ""
    listed = _list_of(before)
    if listed is not None:
        name, open_ = listed
        if last in ("[", ","):
            yield from _values(name, text, variables)
        elif open_:
            yield Completion(",", _SAYS[","])
            yield Completion("]", _SAYS["]"])
        return
    if last in ("==", "!=", ">=", "<=", ">", "<") and len(before) > 1:
        yield from _values(before[-2], text, variables)
        return
    if quoted:
        return
    type_ = variables.types.get(last)
    if type_ is not None and not isinstance(type_, Bool):
        for sign in _SIGNS["number" if isinstance(type_, Int | Fixed) else type_.kind]:
            yield Completion(sign + (" [" if sign == "in" else ""), _SAYS[sign])
        return
    if (
        isinstance(type_, Bool)
        or last in (")", "]", "true", "false")
        or (last and (last[0] in "\"'" or last[0].isdigit()))
    ):
        yield Completion("&&", _SAYS["&&"])
        yield Completion("||", _SAYS["||"])
        return
    if last == "in":
        yield Completion("[", Text("从下面选", "choose from"))
        return
    yield from _names(text, variables)
    if last != "!":
        yield Completion("!", _SAYS["!"])


def _list_of(before: list[str]) -> tuple[str, bool] | None:
    """Return the variable whose list of values is open at the end, and whether a value stands last."""
    for at in range(len(before) - 1, -1, -1):
        if before[at] == "]":
            return None
        if before[at] == "[":
            fits = at >= 2 and before[at - 1] == "in"
            return (before[at - 2], before[-1] not in ("[", ",")) if fits else None
    return None


def _values(name: str, text: str, variables: Variables) -> Iterator[Completion]:
    """Return the choices of a variable: those first that the condition does not name yet."""
    type_: Type | None = variables.types.get(name)
    if isinstance(type_, Choice):
        there = {word.strip("\"'") for _, _, word in _words(text) if word[0] in "\"'"}
        rows = [
            Completion(f'"{value}"', variables.choice(name, value), value not in there)
            for value in type_.values
        ]
        yield from sorted(rows, key=lambda one: not one.unwritten)
    elif isinstance(type_, Date):
        yield Completion('date("', Text('一天，如 date("2026-01-01")', 'a day, such as date("2026-01-01")'))
        yield Completion("on", variables.label("on"))


def _names(text: str, variables: Variables) -> Iterator[Completion]:
    """Return the variables, those that the condition does not name yet first."""
    there = {word for _, _, word in _words(text)}
    rows = [Completion(name, variables.label(name), name not in there) for name in variables.types]
    yield from sorted(rows, key=lambda one: (one.text == ON, not one.unwritten))
