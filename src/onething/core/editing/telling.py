"""A difference of two versions in the words of the editor: which part, which line, which key, from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onething.core.catalogue.diff import PARTS, Change, Kind
from onething.core.catalogue.model import Package
from onething.core.editing import inputs
from onething.core.editing.document import Document
from onething.core.editing.inputs import Input, Section
from onething.core.editing.labels import joined, whose
from onething.core.editing.lines import lines_of
from onething.core.editing.referring import References, condition_in_words
from onething.core.editing.sections import SECTIONS, section_at
from onething.core.editing.variables import Variables, variables_of_item, variables_of_scene
from onething.core.source import Text

_YES_NO = {"true": Text("是", "yes"), "false": Text("否", "no")}
#: Keys by which a line without role is told from the others.
_NAMING = ("id", "name", "place", "value", "if", "when")
#: Characters of one value; the rest stands in the file.
_LONGEST = 120


def name_of(part: str, id: str, before: Package, after: Package) -> Text:
    """Return what a member of a package is called, its id where it has no name."""
    for package in (after, before):
        members = getattr(package, part, None)
        member = members.get(id) if isinstance(members, dict) else None
        for key in ("name", "label", "text", "short"):
            named = getattr(member, key, None)
            if isinstance(named, Text):
                return named
            if isinstance(named, str) and named:
                return Text(named)
    return Text(id)


def told_by(changes: Sequence[Change], before: Package, after: Package) -> tuple[Text, ...]:
    """Return the differences of one member in words; those of no item or scene as the definitions say them."""
    if not changes or changes[0].part not in SECTIONS:
        return tuple(one.message for one in changes)
    telling = _Telling(changes[0].part, changes[0].id, before, after)
    return tuple(telling.told(one) for one in changes)


@dataclass(frozen=True)
class _Telling:
    """One item or scene in both versions."""

    part: str
    id: str
    before: Package
    after: Package

    def told(self, change: Change) -> Text:
        section, within = _section(self.part, change.path)
        if not change.path:
            return _with(Text(*PARTS[self.part]), change.kind, Text(change.before), Text(change.after))
        known = self._old if change.kind is Kind.REMOVED else self._new
        if section is None or known is None:
            return change.message
        rest = within
        said = [section.title]
        if section.many and rest:
            said.append(_line(section, rest[0], known, self._variables))
            rest = rest[1:]
        key = _input(section, rest)
        if key is not None and section.kind != inputs.PLAIN:
            said.append(key.label)
        elif rest:
            said.append(Text(" › ".join(rest)))
        values = [self._value(key, value, known) for value in (change.before, change.after)]
        return _with(_path(said), change.kind, *values)

    def _value(self, key: Input | None, value: str, known: References) -> Text:
        """Return a value as the editor shows it."""
        if key is None or not value:
            return _short(Text(value))
        if key.kind == inputs.CONDITION:
            variables = self._variables
            return condition_in_words(value, variables) if variables else Text(value)
        options = dict(known.options(key))
        if key.kind == inputs.FLAG or set(options) <= {*_YES_NO, "yes", "no"}:
            return _YES_NO.get(value, Text(value))
        if options:
            return joined(options.get(one) or Text(one) for one in value.split(", "))
        return _short(Text(value))

    @cached_property
    def _new(self) -> References | None:
        return self._references(self.after)

    @cached_property
    def _old(self) -> References | None:
        return self._references(self.before)

    def _references(self, package: Package) -> References | None:
        file = f"{self.part}/{self.id}.yaml"
        data = package.sources.get(file)
        return References(self.part, self.id, Document.of(data, file), package) if data else None

    @cached_property
    def _variables(self) -> Variables | None:
        if self.part == "scenes":
            scene = self.after.scenes.get(self.id) or self.before.scenes.get(self.id)
            return variables_of_scene(scene) if scene else None
        package = self.after if self.id in self.after.items else self.before
        item = package.items.get(self.id)
        return variables_of_item(item, package) if item else None


def _section(part: str, path: tuple[str, ...]) -> tuple[Section | None, tuple[str, ...]]:
    """Return the part of the editor in which a place of the model stands, and the place in it."""
    found = section_at(part, path) if path else None
    if found is not None:
        return found, path[len(found.path) :]
    for section in SECTIONS[part]:  # what a form keeps together the model has beside the rest
        if not section.many and path and any(one.key == path[0] for one in section.inputs):
            return section, path
    return None, ()


def _line(section: Section, key: str, known: References, variables: Variables | None) -> Text:
    """Return what a line is called: whose and what, or its own words."""
    role, slash, thing = key.partition("/")
    refers = next((one.refers for one in section.inputs if one.key in ("element", "material")), "")
    if slash and refers:
        return whose(known.label("role", role), known.label(refers, thing))
    for one in section.inputs:
        if one.refers and one.key in ("item", "division"):
            return known.label(one.refers, key)
    begins = key.removesuffix("…")
    for line in lines_of(known.document, section):
        said = [str(line.value.get(one, "")) for one in _NAMING]
        if key in said or (begins != key and any(one.startswith(begins) for one in said)):
            return known.told(section, line, variables)
    return _short(Text(key))


def _input(section: Section, rest: Sequence[str]) -> Input | None:
    """Return the key of the form to which a place in a line belongs."""
    if section.kind == inputs.PLAIN:
        return section.inputs[0]
    named = {one.key: one for one in reversed(section.inputs)}
    whole = {
        one.path[0]: one for one in reversed(section.inputs)
    }  # what comes or goes as one is told by its first key
    found = named.get(".".join(rest)) or (named.get(rest[0]) if rest else None)
    return found or (whole.get(rest[0]) if len(rest) == 1 else None)


def _with(what: Text, kind: Kind, before: Text, after: Text) -> Text:
    """Return a place with what happens there."""
    zh, en = what.zh, what.say("en")
    match kind:
        case Kind.ADDED:
            return Text(
                f"{zh} 新增" + (f"：{after.zh}" if after.zh else ""),
                f"{en} added" + (f": {after.say('en')}" if after.zh else ""),
            )
        case Kind.REMOVED:
            return Text(
                f"{zh} 删去" + (f"：{before.zh}" if before.zh else ""),
                f"{en} taken away" + (f": {before.say('en')}" if before.zh else ""),
            )
        case Kind.MOVED:
            return Text(f"{zh} 换了顺序", f"{en} in another order")
        case Kind.CHANGED:
            return Text(f"{zh}：{before.zh} → {after.zh}", f"{en}: {before.say('en')} → {after.say('en')}")


def _path(said: Sequence[Text]) -> Text:
    return Text(" › ".join(one.zh for one in said), " › ".join(one.say("en") for one in said))


def _short(text: Text) -> Text:
    return text if len(text.zh) <= _LONGEST else Text(text.zh[:_LONGEST] + "…")
