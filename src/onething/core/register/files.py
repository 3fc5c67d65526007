"""Reads and writes the file of an entry (`filed`): every element by its name in `Entry`, nothing for what is not told."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from onething.core.catalogue.findings import Findings, shown
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.reading import Scalar, read_yaml
from onething.core.catalogue.shapes import APPROVAL, Shape
from onething.core.data import as_data
from onething.core.editing.writing import inline
from onething.core.register.entries import (
    Entry,
    EntryFee,
    EntryMaterial,
    EntryQuestion,
    EntryStep,
    Named,
)
from onething.core.register.filed import DEFINED, EntryException, FiledEntry, hash_of, path_of

#: Characters of an element, of a name; the largest number; lines of a table.
MOST_TEXT, MOST_NAME, MOST_NUMBER, MOST_LINES = 20_000, 1_000, 999_999, 500
LINES: Mapping[str, type[Any]] = {
    "materials": EntryMaterial,
    "steps": EntryStep,
    "fees": EntryFee,
    "faq": EntryQuestion,
}
_HASH = re.compile(r"[0-9a-f]{64}")
DAY_KINDS = ("working", "calendar")
#: Elements in the order of the file.
ORDER = ("source", *(one.name for one in fields(Entry)), "exceptions", "given")
_SHAPE = Shape("事项库条目", "a register entry", ("source", "key", "name"), ORDER[3:])
_EXCEPTION = Shape("地方例外", "a local exception", ("element", "approved", "ends_on", "because"), ())
_SHAPES = {
    name: Shape("一行", "a line", ("name",), tuple(one.name for one in fields(kind) if one.name != "name"))
    for name, kind in LINES.items()
}


def write_entry(source: str, entry: Entry) -> bytes:
    """Return the file of an entry, one element a line in their order, lines of a table below each other."""
    told = {"source": source, **{one.name: getattr(entry, one.name) for one in fields(Entry)}}
    lines = []
    for name, value in told.items():
        if value in (None, "", ()) or value == {} or (name == "scene" and not value):
            continue
        if name in LINES:
            lines += [f"{name}:", *(f"  - {inline(line_data(one))}" for one in value)]
        else:
            lines.append(f"{name}: {inline(as_data(value))}")
    return ("\n".join(lines) + "\n").encode()


def line_data(line: Any) -> dict[str, Any]:
    """Return what a line of a table says, without what is not told."""
    return {name: value for name, value in as_data(line).items() if value not in (None, "")}


def read_entry(path: str, data: bytes, found: Findings) -> FiledEntry | None:
    """Return the entry of a file, None with findings if there is none; findings may stand beside an entry, which is of no use then."""
    node = read_yaml(path, data, found)
    form = form_of(found, node, _SHAPE, path) if node is not None else None
    if form is None:
        return None
    given = {name: _value(form, name, hint) for name, hint in _HINTS.items() if form.has(name)}
    if not (given.get("key") and given.get("name")):
        return None
    entry = Entry(**{name: value for name, value in given.items() if value is not None})
    source = form.string("source")
    _check_path(form, path, source, entry.key)
    exceptions = tuple(_exception(one) for one in form.forms("exceptions", _EXCEPTION))
    places = {key.text: key.at for key, _value in form.node.entries}
    return FiledEntry(source, entry, exceptions, hash_of(entry), places, form.at, _given(form))


_HINTS = get_type_hints(Entry)
_LINE_HINTS = {name: get_type_hints(kind) for name, kind in LINES.items()}


def kind_of(hint: Any) -> Any:
    """Return the type of an element without its None."""
    return (
        next(one for one in get_args(hint) if one is not type(None)) if isinstance(hint, UnionType) else hint
    )


def _value(form: Form, name: str, hint: Any) -> Any:
    kind = kind_of(hint)
    if name in LINES:
        return _lines(form, name)
    if name == "day_kind":
        return form.one_of(name, DAY_KINDS, "working")
    if name == "more":
        return {key.text: node.text for key, node in form.pairs(name) if isinstance(node, Scalar)}
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if issubclass(inner, Named):
            return tuple(inner(one) for one in form.some_of(name, [one.value for one in inner]))
        return form.strings(name)
    if kind is int:
        least, most = (1, 4) if name == "depth" else (0, MOST_NUMBER)
        return form.optional_integer(name, least=least, most=most)
    if kind is bool:
        return form.flag(name)
    if issubclass(kind, Named):
        value = form.one_of(name, [one.value for one in kind])
        return kind(value) if value else None
    return _text(form, name, MOST_NAME if name in ("name", "main_item") else MOST_TEXT)


def _text(form: Form, name: str, most: int) -> str:
    text = form.string(name)
    if len(text) > most:
        form.found.error(
            "too_long",
            form.place(name),
            f"“{name}”有 {len(text)} 个字，最多 {most} 个；请缩短。",
            f"{name!r} has {len(text)} characters of {most} at most; shorten it.",
        )
    return text


def _lines(form: Form, name: str) -> tuple[Any, ...]:
    parts = form.forms(name, _SHAPES[name])
    if len(parts) > MOST_LINES:
        form.found.error(
            "too_large",
            form.place(name),
            f"“{name}”有 {len(parts)} 行，最多 {MOST_LINES} 行；请减少。",
            f"{name!r} has {len(parts)} lines of {MOST_LINES} at most; take some out.",
        )
    hints, kind = _LINE_HINTS[name], LINES[name]
    made = []
    for part in parts[:MOST_LINES]:
        given = {key: _value(part, key, hint) for key, hint in hints.items() if part.has(key)}
        if given.get("name"):
            made.append(kind(**{key: value for key, value in given.items() if value is not None}))
    return tuple(made)


def _exception(form: Form) -> EntryException:
    approved = form.form("approved", APPROVAL)
    approved_on = (approved.day("on") if approved else None) or date.min
    ends_on = form.day("ends_on") or date.min
    element = form.one_of("element", list(_HINTS))
    if approved and ends_on < approved_on:
        form.found.error(
            "bad_value",
            form.place("ends_on"),
            f"例外在批准之日（{approved_on}）以前就到期了；写批准之日或以后的日期。",
            f"The exception ends before its approval ({approved_on}); give that day or a later one.",
        )
    return EntryException(
        element, approved.string("number") if approved else "", approved_on, ends_on, form.because(), form.at
    )


def _given(form: Form) -> str:
    given = form.string("given") if form.has("given") else ""
    if given and not _HASH.fullmatch(given):
        form.found.error(
            "bad_value",
            form.place("given"),
            "given 是来源内容的 SHA-256，64 位十六进制；合并来源的新内容时由系统写，不用手写。",
            "`given` is the SHA-256 of what the source said, 64 hexadecimal digits; it is written when news are merged, not by hand.",
        )
    return given


def _check_path(form: Form, path: str, source: str, key: str) -> None:
    if source == DEFINED:
        form.found.error(
            "bad_value",
            form.place("source"),
            "本市定义的事项在 items/ 里改，事项库随发布更新；删去这个文件。",
            "An item that is defined here is changed in items/, and the register follows; delete this file.",
        )
    elif (wanted := path_of(source, key)) != path:
        form.found.error(
            "bad_path",
            form.place("key"),
            f"来源“{shown(source)}”、编号“{shown(key)}”的条目应当在 {wanted}；改正编号，或者移动文件。",
            f"The entry {shown(key)!r} of {shown(source)!r} belongs into {wanted}; correct the key, or move the file.",
        )
