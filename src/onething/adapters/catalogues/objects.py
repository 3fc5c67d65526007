"""Rows of a JSON file: an array of objects, each with the line where it begins and the place of each of its keys."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from onething.adapters.catalogues import rows as shared
from onething.adapters.catalogues.rows import Rows, error
from onething.core.findings import Finding
from onething.core.register.reading import Row

_BLANK = re.compile(r"[ \t\r\n]*")
#: A key, any other string, or a sign that nests.
_SIGN = re.compile(r'("(?:[^"\\]|\\.)*")[ \t\r\n]*:|"(?:[^"\\]|\\.)*"|[{}\[\],]')


class _Twice(ValueError):
    """A key that stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return made


_DECODE = json.JSONDecoder(object_pairs_hook=_once).raw_decode


def json_rows(file: str, text: str, found: list[Finding]) -> Rows:
    """Return the rows of a JSON text; the columns are the keys of all its objects."""
    columns: dict[str, None] = {}
    for _line, _at, value in _objects(file, text, []):
        columns.update(dict.fromkeys(value) if isinstance(value, dict) else {})

    def rows() -> Iterator[Row]:
        number = 0
        for number, (line, at, value) in enumerate(_objects(file, text, found), start=1):
            if number > shared.MOST_ROWS:
                found.append(shared.too_many(file, line))
                return
            if not isinstance(value, dict):
                found.append(
                    error(file, "shape", "不是一个对象；请改正。", "is no object; correct it.", line)
                )
                continue
            yield Row(line, value, find=_finder(text, at, line))
        if not number and not found:
            found.append(shared.no_rows(file))

    return Rows(tuple(columns), rows(), found)


def _objects(file: str, text: str, found: list[Finding]) -> Iterator[tuple[int, int, Any]]:
    """Give each value of the array with its line and the place of its first sign."""
    at = _after_blanks(text, 0)
    if text[at : at + 1] != "[":
        line = text.count("\n", 0, at) + 1
        found.append(
            error(
                file,
                "shape",
                "应当是一个数组，每个事项一个对象。",
                "needs an array with one object for each item.",
                line,
                1,
            )
        )
        return
    line, seen, at = 1, 0, _after_blanks(text, at + 1)
    while text[at : at + 1] != "]":
        line, seen = line + text.count("\n", seen, at), at
        try:
            value, end = _DECODE(text, at)
        except (ValueError, RecursionError) as broken:
            found.append(_broken(file, text, broken, at))
            return
        yield line, at, value
        at = _after_blanks(text, end)
        if text[at : at + 1] == ",":
            at = _after_blanks(text, at + 1)
        elif text[at : at + 1] != "]":
            said = "数组没有结束，或者少一个逗号。", "the array does not end, or lacks a comma."
            found.append(error(file, "syntax", *said, *_place(text, at)))
            return
    at = _after_blanks(text, at + 1)
    if at < len(text):
        said = (
            "数组结束以后还有内容；请并成一个数组，或者删掉。",
            "more stands behind the end of the array; make it one array, or delete it.",
        )
        found.append(error(file, "syntax", *said, *_place(text, at)))


def _broken(file: str, text: str, broken: Exception, at: int) -> Finding:
    if isinstance(broken, _Twice):
        said = (
            f"这个对象里“{broken}”写了两次；删掉一个。",
            f"key {str(broken)!r} stands twice in this object; delete one.",
        )
        return error(file, "key_twice", *said, *_place(text, at))
    if isinstance(broken, json.JSONDecodeError):
        said = (
            f"不是正确的 JSON：{broken.msg}；请从这里查起。",
            f"is no JSON: {broken.msg}; look from here on.",
        )
        return error(file, "syntax", *said, *_place(text, broken.pos))
    said = (
        "这个对象嵌套太深，或者有太长的数字；请改正。",
        "this object is nested too deeply, or holds a number that is too long; correct it.",
    )
    return error(file, "syntax", *said, *_place(text, at))


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _finder(text: str, at: int, line: int) -> Callable[[str], tuple[int, int]]:
    """Return what finds a key of the object at `at` (`days`, `materials[2].name`): its line and column, those of the object without it."""
    known: dict[str, int] = {}

    def find(path: str) -> tuple[int, int]:
        if not known:
            known.update(_keys(text, at))
        here = known.get(path, known.get(path.partition("[")[0], at))
        return line + text.count("\n", at, here), here - text.rfind("\n", 0, here)

    return find


def _keys(text: str, at: int) -> Mapping[str, int]:
    """Return the path of each key of the object at `at`, and where it stands; lines of a list are counted from 1."""
    found: dict[str, int] = {"": at}
    stack: list[str] = []  # paths of what is open
    numbers: list[int] = []  # of the value in each list that is open, 0 for an object
    path = ""  # of the value that comes next
    for sign in _SIGN.finditer(text, at):
        first = sign[0][0]
        if sign[1]:
            above = stack[-1]
            path = f"{above}.{json.loads(sign[1])}" if above else str(json.loads(sign[1]))
            found.setdefault(path, sign.start())
        elif first in "{[":
            stack.append(path)
            numbers.append(1 if first == "[" else 0)
            path = f"{path}[1]" if first == "[" else path
        elif first in "}]":
            stack.pop()
            numbers.pop()
            if not stack:
                break
        elif first == "," and numbers[-1]:
            numbers[-1] += 1
            path = f"{stack[-1]}[{numbers[-1]}]"
    return found
