"""Statements about things: a node says of one thing what kinds it is of and what it has, whatever way it is written.

Names are short (`dct:title`) and stand in `VOCABULARIES`; a value is a link, a text in a language, or a typed value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from onething.core.source import Text

#: Prefix → the vocabulary it stands for. Sources: CPSV-AP 3.2.0, DCAT-AP 3.0.1, ELI, SKOS, ADMS, LOCN.
VOCABULARIES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Link:
    """The URI of another thing."""

    uri: str


@dataclass(frozen=True, slots=True)
class Said:
    """A text in a language: "zh" or "en"."""

    text: str
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it is written, of a datatype (`xsd:duration`); a plain string without one."""

    text: str
    datatype: str = ""


Value: TypeAlias = Link | Said | Typed


@dataclass(slots=True)
class Node:
    """What is said of one thing. kinds: short names; values: short name of the property → values, each once.

    common: a thing of the whole city (an office, a law, a concept), said again with every service that names it.
    """

    uri: str
    kinds: tuple[str, ...]
    values: dict[str, list[Value]] = field(default_factory=dict)
    common: bool = False

    def add(self, name: str, *values: Value) -> "Node":
        known = self.values.setdefault(name, [])
        known.extend(one for one in dict.fromkeys(values) if one not in known)
        return self

    def say(self, name: str, text: Text | str) -> "Node":
        """Add a text in the languages that there are; an empty one adds nothing."""
        both = text if isinstance(text, Text) else Text(text)
        for said in (Said(both.zh), Said(both.en, "en")):
            if said.text.strip():
                self.add(name, said)
        return self

    def link(self, name: str, *uris: str) -> "Node":
        return self.add(name, *(Link(uri) for uri in uris if uri)) if any(uris) else self

    def put(self, name: str, text: str, datatype: str = "") -> "Node":
        return self.add(name, Typed(text, datatype))


def once(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give each common thing once, as it was said first. Memory grows with these only, not with the services."""
    seen: set[str] = set()
    for node in nodes:
        if not node.common:
            yield node
        elif node.uri not in seen:
            seen.add(node.uri)
            yield node


def common(uri: str, *kinds: str) -> Node:
    """Return the node of a thing of the whole city."""
    return Node(uri, kinds, common=True)
