"""What the words of a catalogue mean in a city: which paper, whose, which department. Data, not code (docs/new-scene.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onething.core.catalogue.findings import Findings
from onething.core.catalogue.forms import ID, Form, form_of
from onething.core.catalogue.reading import Scalar, read_yaml
from onething.core.catalogue.shapes import Shape
from onething.core.findings import Finding

NAMES = Shape(
    "名称表",
    "a file of names",
    ("id", "materials"),
    ("departments", "kinds", "roles", "personal", "forms"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of a catalogue mean here, each word a part of the name that is given there; the longest word wins.

    departments: word → department. kinds: kind that no list knows → ours. materials: word → paper of the dictionary. roles: word →
    whose it is. personal: papers of which somebody must say whose they are. forms: words of an application form.
    """

    id: str
    materials: Mapping[str, str]
    departments: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()


def read_names(file: str, data: bytes) -> tuple[Names | None, tuple[Finding, ...]]:
    """Return the names of a file, None with what is wrong with it, each where it stands."""
    found = Findings()
    node = read_yaml(file, data, found)
    form = form_of(found, node, NAMES, file) if node is not None else None
    made = (
        Names(
            id=form.identifier("id", ID),
            materials=_table(form, "materials"),
            departments=_table(form, "departments"),
            kinds=_table(form, "kinds"),
            roles=_table(form, "roles"),
            personal=frozenset(form.strings("personal")),
            forms=tuple(form.strings("forms")),
        )
        if form
        else None
    )
    return (None if len(found) else made), found.all()


def _table(form: Form, key: str) -> dict[str, str]:
    return {word.text: node.text for word, node in form.pairs(key) if isinstance(node, Scalar)}


def meant(name: str, words: Mapping[str, str]) -> str:
    """Return what the longest word in this name means, "" if none of them is in it."""
    inside = [word for word in words if word in name]
    return words[max(inside, key=lambda word: (len(word), word))] if inside else ""
