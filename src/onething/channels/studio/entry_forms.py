"""The form of an entry of the register: one field for each element, by its type; tables line by line with one free line at the end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from onething.core.codes import CodeBroken
from onething.core.data import as_data
from onething.core.register.beginning import check_basic, check_code
from onething.core.register.consistency import Contradiction
from onething.core.register.elements import COLUMNS, GROUPS, called
from onething.core.register.entries import Entry, Named
from onething.core.register.filed import HERE, EntryException, FiledEntry
from onething.core.register.files import (
    DAY_KINDS,
    LINES,
    MOST_NAME,
    MOST_NUMBER,
    MOST_TEXT,
    kind_of,
    line_data,
)
from onething.core.register.towns import departures_allowed
from onething.core.revisions.lifecycle import RevisionMoved
from onething.core.source import Text
from onething.core.values.texts import hidden_character
from onething.kit.forms import DayField, Form
from onething.kit.problems import say, show

#: Groups as they are edited: what the item is comes first.
EDITED = ((Text("事项", "The item"), ("name", "kind", "kind_given", "scene")), *GROUPS)
#: Texts that want several lines; elements of the exceptions of a town's entry.
_LONG = frozenset(
    {"basis", "condition", "flow", "special_procedure", "rights", "duties", "visit_reason", "fee_basis"}
)
_LONG_COLUMNS = frozenset({"text", "fill_note", "standard", "answer", "reduction"})
EXCEPTION = {
    "element": Text("不同的要素", "element"),
    "approved": Text("批准文号", "number of the approval"),
    "approved_on": Text("批准日期", "approved on"),
    "ends_on": Text("到期日", "last day"),
    "because": Text("为什么", "why"),
}
#: Codes of entries that are written here, and what they are held to; those of a source are as it gave them.
_CODES = {"code": check_code, "catalogue_code": check_basic}
_YES_NO = {"": None, "yes": True, "no": False}
Table = list[tuple[int, list[BoundField]]]


class EntryForm(Form):
    """Everything that an entry says. filed: as it stands in the draft; town: it is that of a town."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, filed: FiledEntry, seen: int, town: bool) -> None:
        super().__init__(data, initial={"seen": seen}, auto_id="f-%s")
        self.filed, self.town = filed, town
        entry, hints = filed.entry, get_type_hints(Entry)
        for _title, names in EDITED:
            for name in names:
                self._add(name, name, show(called(name)), hints[name], getattr(entry, name), _long(name))
                if name == "statutory_days":
                    self._add_day_kind(entry)
        for table in LINES:
            self._add_lines(table, getattr(entry, table))
        if town:
            self._add_exceptions(filed.exceptions)

    # what is asked

    def _add(self, key: str, name: str, label: str, hint: Any, value: Any, long: bool) -> None:
        field = _field(name, hint, long)
        field.label, field.in_parts = label, True
        if name == "name" and key == "name":
            field.required = True
        self.fields[key], self.initial[key] = field, _initial(value)

    def _add_day_kind(self, entry: Entry) -> None:
        words = (Text("工作日", "working days"), Text("自然日", "calendar days"))
        choices = [(value, show(one)) for value, one in zip(DAY_KINDS, words, strict=True)]
        self.fields["day_kind"] = forms.ChoiceField(label=show(called("day_kind")), choices=choices)
        self.initial["day_kind"] = entry.day_kind

    def _add_lines(self, table: str, lines: tuple[Any, ...]) -> None:
        hints = get_type_hints(LINES[table])
        for number in range(self._count(table, len(lines))):
            line = lines[number] if number < len(lines) else None
            for column, label in COLUMNS[table].items():
                value = getattr(line, column) if line else None
                key = f"{table}-{number}-{column}"
                self._add(key, column, show(label), hints[column], value, column in _LONG_COLUMNS)

    def _add_exceptions(self, given: tuple[EntryException, ...]) -> None:
        elements = [("", "—"), *((name, show(called(name))) for name in departures_allowed())]
        for number in range(self._count("exceptions", len(given))):
            one = given[number] if number < len(given) else None
            kinds: dict[str, forms.Field] = {
                "element": forms.ChoiceField(choices=elements, required=False),
                "approved": Seen(max_length=200, required=False),
                "approved_on": DayField(required=False),
                "ends_on": DayField(required=False),
                "because": Seen(max_length=1000, required=False),
            }
            for column, field in kinds.items():
                field.label, field.in_parts = show(EXCEPTION[column]), True
                key = f"exceptions-{number}-{column}"
                self.fields[key], self.initial[key] = field, getattr(one, column) if one else ""

    def _count(self, table: str, there: int) -> int:
        """Return how many lines are shown: those that are there and a free one; as many as the page had that was sent."""
        if not self.is_bound:
            return there + 1
        sent = 0
        while f"{table}-{sent}-{'element' if table == 'exceptions' else 'name'}" in self.data and sent < 500:
            sent += 1
        return max(sent, 1)

    def tell(self, wrong: Iterable[tuple[Contradiction, str]]) -> None:
        """Say beside its field what does not agree in the entry as the draft has it."""
        for one, name in wrong:
            if name:
                field = self.fields[name]
                said = _("对不上：%(what)s") % {"what": show(one.message)}
                field.help_text = " ".join(filter(None, (str(field.help_text), said)))

    # what was said

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for table in LINES:
            for number, line in self._sent(table):
                if not line["name"] and any(value not in ("", None, ()) for value in line.values()):
                    self.add_error(f"{table}-{number}-name", _("写上名称，或者把这一行清空"))
        for name, rule in _CODES.items() if self.filed.source == HERE else ():
            try:
                if given.get(name):
                    rule(given[name])
            except CodeBroken as broken:
                self.add_error(name, say(broken).what)
        for number, line in self._sent("exceptions"):
            said = [name for name, value in line.items() if value]
            for name in (name for name in line if said and name not in said):
                self.add_error(
                    f"exceptions-{number}-{name}", _("例外要写全：要素、文号、批准日期、到期日、为什么")
                )
            approved_on, ends_on = line["approved_on"], line["ends_on"]
            if approved_on and ends_on and ends_on < approved_on:
                self.add_error(f"exceptions-{number}-ends_on", _("到期日不能早于批准日期"))
        return given

    def _sent(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        columns = EXCEPTION if table == "exceptions" else COLUMNS[table]
        number = 0
        while f"{table}-{number}-{next(iter(columns))}" in self.fields:
            keys = {name: f"{table}-{number}-{name}" for name in columns}
            yield number, {name: self.cleaned_data.get(key) for name, key in keys.items()}
            number += 1

    def changes(self) -> dict[str, Any]:
        """Return element → what its file shall say, None = nothing, for those that are otherwise than before."""
        entry, found = self.filed.entry, {}
        for one in fields(Entry):
            name = one.name
            if name in LINES:
                kind = LINES[name]
                lines = [kind(**_without_empty(line)) for _number, line in self._sent(name) if line["name"]]
                value: Any = tuple(lines)
                written: Any = [line_data(line) for line in lines]
            elif name in self.fields:
                value = self.cleaned_data[name]
                written = as_data(value)
            else:
                continue
            if value != getattr(entry, name):
                found[name] = None if value in (None, "", ()) or (name == "scene" and not value) else written
        if self.town and self._exceptions() != self.filed.exceptions:
            found["exceptions"] = [_written(one) for one in self._exceptions()] or None
        return found

    def met(self, moved: RevisionMoved) -> None:
        """Say that somebody saved in between, and beside each element that is otherwise what the draft has by now.

        What was typed stays; sent again, it is kept over what the draft has.
        """
        names = [name if name in self.fields else f"{name}-0-name" for name in self.changes()]
        self.refuse(moved)
        for name in names:
            if (field := self.fields.get(name)) is not None:
                now = self.initial.get(name)
                label = dict(getattr(field, "choices", ())).get(now, now)
                said = _("草稿里现在是“%(now)s”") % {"now": label} if label else _("草稿里现在是空的")
                self.add_error(name, said)
        self.data = self.data.copy()
        self.data["seen"] = str(moved.sequence)

    def _exceptions(self) -> tuple[EntryException, ...]:
        return tuple(EntryException(**line) for _number, line in self._sent("exceptions") if line["element"])

    # how it is shown

    def groups(self) -> Iterator[tuple[Text, list[BoundField]]]:
        for title, names in EDITED:
            shown = [name for name in names if name in self.fields]
            if "statutory_days" in shown:
                shown.insert(shown.index("statutory_days") + 1, "day_kind")
            yield title, [self[name] for name in shown]

    def tables(self) -> Iterator[tuple[str, Text, Table]]:
        """Give each table with its lines: name, title, number and fields of each line."""
        for table in LINES:
            yield table, called(table), self._table(table, COLUMNS[table])
        if self.town:
            yield (
                "exceptions",
                Text("批准的例外", "Approved exceptions"),
                self._table("exceptions", EXCEPTION),
            )

    def _table(self, table: str, columns: Mapping[str, Text]) -> Table:
        found: Table = []
        while f"{table}-{len(found)}-{next(iter(columns))}" in self.fields:
            found.append((len(found) + 1, [self[f"{table}-{len(found)}-{name}"] for name in columns]))
        return found


class Seen(forms.CharField):
    """A text of which every sign can be seen; the first that cannot is named with its place."""

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("\r\n", "\n")
        if hidden := hidden_character(text, lines=True):
            number = f"U+{ord(hidden):04X}"
            raise forms.ValidationError(
                _("第 %(at)s 个字符（%(number)s）看不见，或者会改变文字方向；删掉它")
                % {"at": text.index(hidden) + 1, "number": number}
            )
        return text


class _Lines(Seen):
    """Several values, one a line."""

    def clean(self, value: Any) -> Any:
        return tuple(line.strip() for line in super().clean(value).split("\n") if line.strip())


def _field(name: str, hint: Any, long: bool) -> forms.Field:
    """Return the field of an element by its type."""
    kind = kind_of(hint)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if issubclass(inner, Named):
            return forms.TypedMultipleChoiceField(
                choices=[(one.value, show(one.label)) for one in inner],
                coerce=inner,
                empty_value=(),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return _Lines(
            max_length=MOST_TEXT,
            required=False,
            help_text=_("一行一个"),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    if kind is int:
        most = 4 if name == "depth" else MOST_NUMBER
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        return forms.IntegerField(
            min_value=1 if name == "depth" else 0, max_value=most, required=False, widget=widget
        )
    if kind is bool:
        choices = [("", "—"), ("yes", _("是")), ("no", _("否"))]
        return forms.TypedChoiceField(
            choices=choices, coerce=_YES_NO.__getitem__, empty_value=None, required=False, widget=forms.Select
        )
    if issubclass(kind, Named):
        return forms.TypedChoiceField(
            choices=[("", "—"), *((one.value, show(one.label)) for one in kind)],
            coerce=kind,
            empty_value=None,
            required=False,
        )
    if long:
        return Seen(max_length=MOST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    return Seen(max_length=MOST_NAME if name in ("name", "main_item") else MOST_TEXT, required=False)


def _initial(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return [one.value for one in value] if value and isinstance(value[0], Named) else "\n".join(value)
    return value.value if isinstance(value, Named) else value


def _long(name: str) -> bool:
    return name in _LONG


def _without_empty(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if value not in (None, "")}


def _written(one: EntryException) -> dict[str, Any]:
    approved: dict[str, str | date] = {"number": one.approved, "on": one.approved_on}
    return {"element": one.element, "approved": approved, "ends_on": one.ends_on, "because": one.because}
