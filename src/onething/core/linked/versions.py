"""One version of a thing under its own name, for ever: what it said, when it held, and which one holds now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from onething.core.linked.concepts import concept
from onething.core.linked.statements import Link, Node, Typed, Value
from onething.core.linked.uris import Uris

#: Concepts of the status of a version.
IN_FORCE, SUPERSEDED, WITHDRAWN = "in-force", "superseded", "withdrawn"


@dataclass(frozen=True, slots=True)
class Period:
    """When something held. until: the moment from which it did no more, None while it holds."""

    since: datetime
    until: datetime | None = None


def version_nodes(
    nodes: Iterable[Node], uris: Uris, *, thing: str, hash_: str, periods: Sequence[Period], newest: str
) -> Iterator[Node]:
    """Give the nodes of a thing as those of one version of it: whatever stood below the thing stands below the version.

    nodes: of the thing as it was then. hash_: of that version. newest: hash of the version that holds now, "" if the thing is
    there no more. The version says when it held, and which one stands for it now.
    """
    own = uris.version(thing, hash_)
    for node in nodes:
        if node.uri == own:  # said by the thing itself, below
            continue
        moved = Node(
            _moved(node.uri, thing, own),
            node.kinds,
            {name: [_value(one, thing, own) for one in values] for name, values in node.values.items()},
            node.common,
        )
        if node.uri != thing:
            yield moved
            continue
        moved.kinds = ("dcat:Resource",)
        moved.values.pop("dct:hasVersion", None)
        moved.values["dct:identifier"] = [Typed(own)]
        moved.link("dct:isVersionOf", thing)
        if newest and newest != hash_:
            moved.link("dct:isReplacedBy", uris.version(thing, newest))
        yield from _standing(moved, uris, periods, there=bool(newest))


def ended_nodes(
    nodes: Iterable[Node], uris: Uris, *, thing: str, periods: Sequence[Period]
) -> Iterator[Node]:
    """Give the nodes of a thing that is there no more as it was last, with the times at which it was there."""
    for node in nodes:
        if node.uri == thing:
            yield from _standing(node, uris, periods, there=False)
        else:
            yield node


def _standing(node: Node, uris: Uris, periods: Sequence[Period], *, there: bool) -> Iterator[Node]:
    """Say how a node stands and when it held."""
    holds = any(one.until is None for one in periods)
    status = IN_FORCE if holds else SUPERSEDED if there else WITHDRAWN
    node.values["adms:status"] = [Link(uris.concept("status", status))]
    yield concept(uris, "status", status)
    for number, one in enumerate(periods, start=1):
        own = uris.part(node.uri, "period", str(number))
        node.link("dct:temporal", own)
        made = Node(own, ("dct:PeriodOfTime",)).put("dcat:startDate", one.since.isoformat(), "xsd:dateTime")
        yield made.put("dcat:endDate", one.until.isoformat(), "xsd:dateTime") if one.until else made
    yield node


def _moved(uri: str, thing: str, own: str) -> str:
    return own + uri.removeprefix(thing) if uri == thing or uri.startswith(f"{thing}/") else uri


def _value(value: Value, thing: str, own: str) -> Value:
    if isinstance(value, Link):
        return replace(value, uri=_moved(value.uri, thing, own))
    return value if not isinstance(value, Typed) else replace(value, text=_moved(value.text, thing, own))
