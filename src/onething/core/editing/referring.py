"""What a key of an item or scene may name, with what people call it: the pick-lists of the editor, and a line in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onething.core.catalogue.model import Item, Package, Scene
from onething.core.editing import inputs
from onething.core.editing.document import Document
from onething.core.editing.inputs import Input, Options, Section
from onething.core.editing.labels import block_label, blocks_of, joined, roles_of_item, text_of, whose
from onething.core.editing.lines import Line, lines_of
from onething.core.editing.picking import sentence
from onething.core.editing.sections import section_of
from onething.core.editing.typed import shown
from onething.core.editing.variables import Variables
from onething.core.rules import RuleError, parse
from onething.core.source import Text

#: Collections that are picked from a closed list; of the others a name may be typed.
CLOSED = frozenset(
    {"department", "role", "fact", "question", "share", "licence", "town", "topic", "block", "system"}
)
#: Keys by which a line is told from others, in the order in which they are said; the role is said with its thing.
_TELLING = (
    "element",
    "material",
    "block",
    "item",
    "division",
    "constraint",
    "id",
    "name",
    "text",
    "label",
    "kind",
    "place",
    "value",
    "accepts",
    "if",
    "when",
)
_MOST_SAID = 4


def condition_in_words(text: str, variables: Variables) -> Text:
    """Return what a condition says; the text itself where it does not read."""
    try:
        return sentence(parse(text, variables.types), variables)
    except RuleError:
        return Text(text)


@dataclass(frozen=True)
class References:
    """What one file of a package may name. document: as it is edited; package: the draft's, or what holds while it cannot be read."""

    folder: str
    id: str
    document: Document
    package: Package

    def options(self, one: Input, line: Line | None = None) -> Options:
        """Return what may be picked for a key: of its own options, or of the collection to which it refers."""
        if one.options or not one.refers:
            return one.options
        if one.refers == "choice":
            return self._choices(line)
        return self.all(one.refers)

    def all(self, refers: str) -> Options:
        """Return a collection: ids with what they are called; nothing for one that there is not."""
        return self._collections.get(refers, ())

    def rows(self, one: Input, line: Line | None) -> Options:
        """Return the rows of a table: each thing that the key may speak of, then those of the line that are none."""
        known = self._needs if one.refers == "need" else self._roles_of(line)
        there = line.shown(one) if line else {}
        return (*known, *((row, Text(row)) for row in there if row not in dict(known)))

    def label(self, refers: str, id: str) -> Text:
        return self._names.setdefault(refers, dict(self.all(refers))).get(id) or Text(id)

    def told(self, section: Section, line: Line, variables: Variables | None = None) -> Text:
        """Return a line in a few words: whose, what, which kind. variables: by which its conditions are said in words."""
        said: list[Text] = []
        for key in _TELLING:
            one = next((one for one in section.inputs if one.key == key), None)
            if one is not None and line.value.get(key) not in (None, ""):
                said.append(self._word(one, line.value[key], variables))
        if section.kind == inputs.CASES and "when" not in line.value:
            said.append(Text("其余情况", "all other cases"))
        if section.kind == inputs.NAMED and len(said) > 1:
            said = [said[1], Text(str(line.value["id"])), *said[2:]]
        role = line.value.get("role")
        if role and said:
            said[0] = whose(self.label("role", str(role)), said[0])
        return Text(
            " · ".join(one.zh for one in said[:_MOST_SAID]),
            " · ".join(one.en or one.zh for one in said[:_MOST_SAID]),
        )

    def _word(self, one: Input, value: Any, variables: Variables | None = None) -> Text:
        if one.kind == inputs.CONDITION and variables is not None:
            return condition_in_words(str(value), variables)
        if one.kind == inputs.MANY and isinstance(value, list):
            return joined(dict(one.options).get(str(each)) or Text(str(each)) for each in value)
        if one.kind == inputs.OFFICE:
            return self._office(shown(value, one), one)
        if one.refers == "block":
            block = blocks_of(self.package).get(str(value))
            name = block_label(block, self.package) if block else Text(str(value))
            fields = self.fields_of(str(value))
            return (
                name
                if fields in (None, name)
                else Text(f"{name.zh}（{fields.zh}）", f"{name.en} ({fields.en})")
            )
        if one.refers:
            return self.label(one.refers, str(value))
        return dict(one.options).get(str(value)) or text_of(value) or Text("")

    def fields_of(self, block: str) -> Text | None:
        """Return all fields of a group; None for one that the city does not have."""
        found = blocks_of(self.package).get(block)
        if found is None:
            return None
        return joined(self.label("element", one) for one in found.elements)

    def _office(self, value: Mapping[str, str], one: Input) -> Text:
        office = dict(one.options).get(value["office"]) or Text(value["office"])
        if not value["role"]:
            return office
        role = self.label("role", value["role"])
        return (
            whose(role, self.label("element", value["element"])) if value["element"] else whose(role, office)
        )

    @cached_property
    def _names(self) -> dict[str, dict[str, Text]]:
        return {}

    @cached_property
    def item(self) -> Item | None:
        return self.package.items.get(self.id) if self.folder == "items" else None

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The scene itself, or those in which the item stands."""
        if self.folder == "scenes":
            return tuple(one for one in self.package.scenes.values() if one.id == self.id)
        return tuple(
            one for one in self.package.scenes.values() if any(line.item.id == self.id for line in one.items)
        )

    @cached_property
    def _collections(self) -> Mapping[str, Options]:
        package = self.package
        return {
            "element": tuple((id, one.label) for id, one in package.elements.items()),
            "material": tuple((id, one.label) for id, one in package.materials.items()),
            "licence": tuple((id, one.label) for id, one in package.licences.items()),
            "department": tuple((id, one.short) for id, one in package.departments.items()),
            "share": tuple((id, one.label) for id, one in package.shares.items()),
            "item": tuple((id, one.name) for id, one in package.items.items()),
            "topic": tuple((id, one.name) for id, one in package.topics.items()),
            "town": tuple(
                (code, Text(one.name)) for code, one in package.divisions.items() if one.level == "town"
            ),
            "block": tuple((id, block_label(one, package)) for id, one in blocks_of(package).items()),
            "system": tuple((one.system, one.label) for one in package.shares.values()),
            "sample": self._samples(),
            "role": self._roles(),
            "fact": self._declared(
                "facts", "label", lambda owner: ((one.id, one.label) for one in owner.facts)
            ),
            "question": self._declared(
                "questions", "text", lambda owner: ((one.id, one.text) for one in owner.questions)
            ),
            "member": self._members(),
        }

    def _samples(self) -> Options:
        known = {
            one.sample: one.name for item in self.package.items.values() for one in item.result if one.sample
        }
        files = {path: Text(path) for path in self.package.sources if path.startswith("samples/")}
        return tuple((known | {path: known.get(path, label) for path, label in files.items()}).items())

    def _roles(self) -> Options:
        if self.folder == "scenes":
            there = self.document.value(("roles",), None)
            pairs = there.items() if isinstance(there, dict) else ()
            return tuple(
                (str(id), text_of(one.get("label")) or Text(id)) for id, one in pairs if isinstance(one, dict)
            )
        labels = roles_of_item(self.item, self.package) if self.item else {}
        ids = self.document.value(("roles",), None)
        return tuple(
            (str(id), labels.get(str(id)) or Text(str(id)))
            for id in (ids if isinstance(ids, list) else ["applicant"])
        )

    def _declared(self, part: str, key: str, of: Callable[[Any], Any]) -> Options:
        """Return the facts or questions that the file declares as it stands, and those that are lent to it."""
        section = section_of(self.folder, part)
        assert section is not None
        own = {
            str(line.value.get("id", "")): text_of(line.value.get(key)) or Text(str(line.value.get("id", "")))
            for line in lines_of(self.document, section)
        }
        owners: list[Any] = [*self.scenes, *(line.item for scene in self.scenes for line in scene.items)]
        if self.folder == "items":
            owners = [one for one in owners if isinstance(one, Scene)]
        for owner in owners:
            own = dict(of(owner)) | own
        return tuple(own.items())

    def _members(self) -> Options:
        """Return the items of the scene, as it is edited."""
        lines = self.document.value(("items",), None) if self.folder == "scenes" else None
        ids = [str(one.get("item", "")) for one in lines or () if isinstance(one, dict)]
        return tuple(
            (id, self.package.items[id].name if id in self.package.items else Text(id)) for id in ids
        )

    def _choices(self, line: Line | None) -> Options:
        """Return the choices of the element of a field line."""
        element = self.package.elements.get(str(line.value.get("element", ""))) if line else None
        return tuple((one.id, one.label) for one in element.choices) if element else ()

    @cached_property
    def _needs(self) -> Options:
        """Return the papers of the item as it is edited: role/material."""
        lines = self.document.value(("materials",), None)
        found: dict[str, Text] = {}
        for one in lines if isinstance(lines, list) else ():
            if isinstance(one, dict) and one.get("material"):
                role, material = str(one.get("role", "")), str(one["material"])
                found[f"{role}/{material}"] = whose(
                    self.label("role", role), self.label("material", material)
                )
        return tuple(found.items())

    def _roles_of(self, line: Line | None) -> Options:
        """Return the roles of the item that a line of the scene names."""
        item = self.package.items.get(str(line.value.get("item", ""))) if line else None
        if item is None:
            return ()
        labels = roles_of_item(item, self.package)
        return tuple(
            (role, labels.get(role) or Text(role)) for role in dict.fromkeys((item.subject, *item.roles))
        )
