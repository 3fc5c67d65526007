"""Nodes written out as Turtle or JSON-LD, one after the other, however many they are: memory holds one at a time."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from rdflib import Literal, URIRef

from onething.core.linked.statements import VOCABULARIES, Link, Node, Said, Typed, Value

#: What a writer calls itself, and what it sends.
MEDIA_TYPES = {"turtle": "text/turtle; charset=utf-8", "json-ld": "application/ld+json"}


def write(nodes: Iterable[Node], form: str) -> Iterator[str]:
    """Give the text of the nodes in pieces. form: "turtle" or "json-ld"."""
    return {"turtle": turtle, "json-ld": json_ld}[form](nodes)


def turtle(nodes: Iterable[Node]) -> Iterator[str]:
    yield "".join(f"@prefix {name}: <{uri}> .\n" for name, uri in VOCABULARIES.items())
    for node in nodes:
        lines = [f"a {', '.join(node.kinds)}"]
        lines += [f"{name} {', '.join(map(_term, values))}" for name, values in node.values.items()]
        yield f"\n{_iri(node.uri)} " + " ;\n  ".join(lines) + " .\n"


def json_ld(nodes: Iterable[Node]) -> Iterator[str]:
    """One flat graph: each node an object, its values always lists."""
    yield f'{{"@context": {json.dumps(VOCABULARIES)},\n"@graph": ['
    for count, node in enumerate(nodes):
        made: dict[str, Any] = {"@id": str(URIRef(node.uri)), "@type": list(node.kinds)}
        made |= {name: [_object(value) for value in values] for name, values in node.values.items()}
        yield (",\n" if count else "\n") + json.dumps(made, ensure_ascii=False)
    yield "\n]}\n"


@lru_cache(maxsize=4096)
def _iri(uri: str) -> str:
    return str(URIRef(uri).n3())


def _term(value: Value) -> str:
    match value:
        case Link(uri):
            return _iri(uri)
        case Said(text, language):
            return str(Literal(text, lang=language).n3())
        case Typed(text, ""):
            return str(Literal(text).n3())
        case Typed(text, datatype):
            return f"{Literal(text).n3()}^^{datatype}"


def _object(value: Value) -> dict[str, str]:
    match value:
        case Link(uri):
            return {"@id": uri}
        case Said(text, language):
            return {"@value": text, "@language": language}
        case Typed(text, ""):
            return {"@value": text}
        case Typed(text, datatype):
            return {"@value": text, "@type": datatype}
