"""What the readers of a package share: the names that exist, the findings, and how a reference or condition is read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onething.core.catalogue.findings import Findings, shown
from onething.core.catalogue.forms import Form
from onething.core.catalogue.reading import Node, Scalar
from onething.core.catalogue.words import Element
from onething.core.rules import Condition, RuleError, Type, UnknownName, parse
from onething.core.source import Where

#: Collections of a package and what a member is called.
COLLECTIONS = {
    "division": ("区划", "division"),
    "town": ("镇街", "town"),
    "department": ("部门", "department"),
    "element": ("数据元", "element"),
    "licence": ("电子证照", "licence"),
    "material": ("材料", "material"),
    "share": ("共享数据", "share"),
    "block": ("字段组", "block"),
    "item": ("事项", "item"),
    "scene": ("一件事", "scene"),
    "fact": ("已知信息", "fact"),
    "topic": ("专题", "topic"),
    "office": ("办事处", "office"),
}


@dataclass
class Schema:
    """The variables that the conditions of one item or scene may name.

    doubtful: names declared somewhere, but not well enough to have a type; lenient: a part of the declarations could
    not be read. Both keep one mistake from being reported as many.
    """

    types: dict[str, Type] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    lenient: bool = False


@dataclass
class Context:
    """One run of the loader over one package."""

    found: Findings = field(default_factory=Findings)
    names: dict[str, dict[str, Where]] = field(default_factory=lambda: {name: {} for name in COLLECTIONS})
    #: Collections of which a part could not be read: an unknown name may be there.
    unsure: set[str] = field(default_factory=set)
    elements: dict[str, Element] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    #: Scene → what its conditions may name, to know what was said about it already.
    schemas: dict[str, Schema] = field(default_factory=dict)

    #: Scenes with a wrong role binding: the keys of their materials are not what was meant.
    unbound: set[str] = field(default_factory=set)

    # references

    def known(self, collection: str, name: str, at: Where) -> bool:
        """Say whether a member exists, with a finding if it surely does not."""
        if name in self.names[collection]:
            return True
        if collection not in self.unsure:
            self.unknown(*COLLECTIONS[collection], name, at, self.names[collection])
        return False

    def unknown(self, zh: str, en: str, name: str, at: Where, names: Iterable[str]) -> None:
        """Say that something of this kind is named that does not exist."""
        what, do = self.found.hint(name, names)
        self.found.error(
            "unknown_name",
            at,
            f"没有名为“{shown(name)}”的{zh}；{what}",
            f"There is no {en} {shown(name)!r}; {do}",
        )

    def unknown_in(self, scene: str, zh: str, en: str, name: str, at: Where, names: Iterable[str]) -> None:
        """Say that a scene has nothing of this name, unless a part of the scene could not be read."""
        schema = self.schemas.get(scene)
        if schema is None or not (schema.lenient or name in schema.doubtful):
            self.unknown(zh, en, name, at, names)

    def refer(self, form: Form, key: str, collection: str) -> str:
        """Return the id that a key names, also an unknown one (the finding is there)."""
        name = form.string(key)
        if name:
            self.known(collection, name, form.place(key))
        return name

    def refer_all(self, form: Form, key: str, collection: str) -> tuple[str, ...]:
        """Return the ids that a list names, those that exist."""
        return tuple(name for name, at in form.marked(key) if self.known(collection, name, at))

    def key(self, text: str, at: Where, roles: Iterable[str], collection: str = "element") -> bool:
        """Check a key `role/element` or `role/material`."""
        role, slash, name = text.partition("/")
        if not slash or not role or not name:
            self.found.error(
                "bad_id",
                at,
                f"“{shown(text)}”应当写成“角色/{COLLECTIONS[collection][0]}”，如 applicant/person.name。",
                f"{shown(text)!r} needs the form role/{collection}, such as applicant/person.name.",
            )
            return False
        fine = self.role(role, at, roles)
        return self.known(collection, name, at) and fine

    def role(self, role: str, at: Where, roles: Iterable[str]) -> bool:
        names = set(roles)
        if role in names:
            return True
        self.unknown("角色", "role", role, at, names)
        return False

    # conditions

    def condition(self, form: Form, key: str, schema: Schema) -> Condition | None:
        """Return the condition of a key, None if there is none or if it is wrong (the finding is there)."""
        node = form.get(key)
        return None if node is None else self.condition_of(form, key, node, schema)

    def condition_of(self, form: Form, key: str, node: Node, schema: Schema) -> Condition | None:
        if not isinstance(node, Scalar) or not node.text.strip():
            form.wrong(key, node, "一个条件，写作 'age >= 60'", "a condition, written 'age >= 60'")
            return None
        return self.parse(node.text, node.inside, schema)

    def parse(self, text: str, at: Where, schema: Schema) -> Condition | None:
        try:
            return parse(text, schema.types, at=at)
        except RuleError as error:
            if schema.lenient and isinstance(error, UnknownName):
                return None
            if any(re.search(rf"(?<!\w){re.escape(name)}(?![\w])", text) for name in schema.doubtful):
                return None
            self.found.error(
                "condition", error.at, f"条件有误：{error.say('zh')}", f"Condition: {error.say('en')}"
            )
            return None


def with_types(schema: Schema, types: Mapping[str, Type]) -> Schema:
    """Return the schema with more variables."""
    return Schema({**schema.types, **types}, set(schema.doubtful), schema.lenient)
