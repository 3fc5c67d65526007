"""The boxes of one line of the editor: what each shows, what may be picked, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onething.core.editing import inputs
from onething.core.editing.document import Document
from onething.core.editing.inputs import Input, Options, Section
from onething.core.editing.lines import Line
from onething.core.editing.referring import CLOSED, References
from onething.core.editing.typed import ROW, Typed, first
from onething.core.errors import DomainError
from onething.core.findings import Finding
from onething.core.revisions.lifecycle import RevisionMoved
from onething.core.source import Text
from onething.kit.problems import say, show


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. name: of its boxes. value: what is chosen, or ticked."""

    name: str
    label: Text
    value: Any

    @property
    def id(self) -> str:
        return self.name.partition(ROW)[2]


@dataclass(frozen=True, slots=True)
class Box:
    """One key. options: of a select or ticks. look: how it is drawn. place: of a condition in its file. error: in words."""

    input: Input
    value: Any
    look: str
    options: Options = ()
    rows: tuple[Row, ...] = ()
    roles: Options = ()
    place: str = ""
    error: str = ""
    note: Text | None = None

    @property
    def tall(self) -> bool:
        """Several lines are typed."""
        return self.look in (inputs.LIST, inputs.TEXTS, inputs.KEYS, inputs.CHOICES)

    @property
    def wide(self) -> bool:
        return self.tall or self.look in (inputs.TEXT, inputs.CONDITION)

    @property
    def unlisted(self) -> bool:
        """An office that is none of those to be picked from."""
        return bool(self.value["office"]) and self.value["office"] not in dict(self.options)


@dataclass(frozen=True, slots=True)
class Form:
    """The boxes of one line. rare: those that few lines have; opened if one is used or wrong. error: of the line as a whole."""

    usual: tuple[Box, ...]
    rare: tuple[Box, ...]
    error: str = ""

    @property
    def rare_open(self) -> bool:
        return any(box.error or _filled(box.value) for box in self.rare)

    @property
    def wrong(self) -> bool:
        return bool(self.error) or any(box.error for box in (*self.usual, *self.rare))


def form_of(
    section: Section,
    line: Line | None,
    known: References,
    *,
    typed: Typed | None = None,
    error: DomainError | None = None,
    findings: Iterable[Finding] = (),
) -> Form:
    """Return the form of a line; without a line that of a new one.

    typed: what was sent and not kept, shown again. error: why it was not. findings: those in this line as it is kept.
    """
    errors = {} if error else _errors(known.document, section, line, findings)
    if error:
        errors = {str(getattr(error, "key", "")): str(say(error))}
    if isinstance(error, RevisionMoved) and line is not None and typed is not None:
        errors |= _otherwise(section, line, typed)
    boxes = tuple(_box(one, line, known, typed, errors.pop(one.key, ""), section) for one in section.inputs)
    rest = " ".join(errors.values())
    usual = tuple(box for box in boxes if not box.input.rare)
    return Form(usual, tuple(box for box in boxes if box.input.rare), rest)


def _box(
    one: Input, line: Line | None, known: References, typed: Typed | None, error: str, section: Section
) -> Box:
    value = _sent(one, typed) if typed is not None else (line or Line((), {})).shown(one)
    if one.kind in (inputs.ROWS_ONE, inputs.ROWS_MANY):
        rows = known.rows(one, line)
        there = tuple(Row(f"{one.key}{ROW}{id}", label, value.get(id, "")) for id, label in rows)
        return Box(one, value, one.kind, known.options(one, line), there, error=error)
    options = known.options(one, line)
    look = one.kind
    if one.kind == inputs.REFER:
        look = inputs.ONE if one.refers in CLOSED and options else inputs.LINE
    if one.kind == inputs.MANY and not options and not value:
        look = "hidden"
    if look in (inputs.ONE, inputs.MANY):
        chosen = value if isinstance(value, list) else [value]
        options = (*options, *((id, Text(id)) for id in chosen if id and id not in dict(options)))
    place = ""
    if one.kind == inputs.CONDITION and line is not None and known.document.file:
        at = line.path if section.kind == inputs.PLAIN else (*line.path, *one.path)
        place = "/".join(str(step) for step in at)
    note = known.fields_of(str(value)) if one.refers == "block" and value else None
    roles = known.all("role") if one.kind == inputs.OFFICE else ()
    return Box(one, value, look, options, (), roles, place, error, note)


def _sent(one: Input, typed: Typed) -> Any:
    """Return what a box shows of what was sent."""
    if one.kind == inputs.TEXT:
        return {language: first(typed, f"{one.key}.{language}") for language in ("zh", "en")}
    if one.kind == inputs.OFFICE:
        return {part: first(typed, f"{one.key}.{part}") for part in ("office", "role", "element")}
    if one.kind == inputs.MANY:
        return list(typed.get(one.key, ()))
    if one.kind == inputs.ROWS_MANY:
        return {key.partition(ROW)[2]: list(typed[key]) for key in typed if key.startswith(one.key + ROW)}
    if one.kind == inputs.ROWS_ONE:
        return {key.partition(ROW)[2]: first(typed, key) for key in typed if key.startswith(one.key + ROW)}
    return first(typed, one.key)


def _otherwise(section: Section, line: Line, typed: Typed) -> dict[str, str]:
    """Return for each box of one value that was sent otherwise than the draft has it by now what that is."""
    found = {}
    for one in section.inputs:
        sent, now = _sent(one, typed), line.shown(one)
        if isinstance(sent, str) and isinstance(now, str) and sent.strip() != now.strip():
            found[one.key] = _("草稿里现在是“%(now)s”") % {"now": now} if now else _("草稿里现在是空的")
    return found


def _errors(
    document: Document, section: Section, line: Line | None, findings: Iterable[Finding]
) -> dict[str, str]:
    """Return what the reading found in a line: key → words; under "" what is about none of its keys."""
    found: dict[str, list[str]] = {}
    if line is None:
        return {}
    for one in findings:
        path = document.path_at(one.at.line, one.at.column)
        if tuple(path[: len(line.path)]) != tuple(line.path):
            continue
        inside = path[len(line.path) :]
        key = section.inputs[0].key if section.kind == inputs.PLAIN else _key_at(section, inside)
        if key or inside == () or section.many:
            found.setdefault(key, []).append(str(show(one.message)))
    return {key: " ".join(dict.fromkeys(said)) for key, said in found.items()}


def _key_at(section: Section, path: Sequence[str | int]) -> str:
    """Return the key of a section in which a place of its line stands, "" for none."""
    if section.kind == inputs.CASES and path[:1] == ("else",):
        return "value"
    fits = [one for one in section.inputs if one.path == tuple(path[: len(one.path)])]
    return max(fits, key=lambda one: len(one.path)).key if fits else ""


def _filled(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(value.values())
    return bool(value)
