"""Names of versions, and of things that are there no more: they answer as long as the house stands."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.core.actors import Actor
from onething.core.linked.catalogue import item_nodes, scene_nodes
from onething.core.linked.described import service_of_entry
from onething.core.linked.services import nodes_of
from onething.core.linked.statements import Node, once
from onething.core.linked.uris import Uris
from onething.core.linked.versions import Period, ended_nodes, version_nodes

#: What stands between the name of a thing and that of its version.
OF_VERSION = "/version/"
_KINDS = {"item": catalogue.ITEM, "scene": catalogue.SCENE}


def nodes_of_version(actor: Actor, kind: str, rest: str, uris: Uris) -> tuple[list[Node], str]:
    """Return the nodes of `KIND/THING/version/HASH`, or of a part of it, and the URI of the version that holds now ("" = none).

    kind: item, scene or entry. Nothing for a name that nothing had.
    """
    thing, _, tail = rest.rpartition(OF_VERSION)
    hash_, _, part = tail.partition("/")
    if not thing or not hash_:
        return [], ""
    try:
        uri, nodes, held_hash, periods, newest = _held(actor, kind, thing, hash_, uris)
    except (catalogue.ThingVersionNotFound, register.ItemNotFound):
        return [], ""
    own = uris.version(uri, held_hash)
    if uris.version(uri, hash_) != own:
        return [], ""
    made = once(version_nodes(nodes, uris, thing=uri, hash_=held_hash, periods=periods, newest=newest))
    wanted = [one for one in made if not part or one.uri == f"{own}/{part}"]
    return wanted, uris.version(uri, newest) if newest else ""


def nodes_of_withdrawn(actor: Actor, kind: str, thing: str, uris: Uris) -> list[Node]:
    """Return the nodes of an item or scene that is there no more, as it was last."""
    if kind not in _KINDS:
        return []
    try:
        uri, nodes, _, periods, _ = _held(actor, kind, thing, "", uris)
    except catalogue.ThingVersionNotFound:
        return []
    return list(once(ended_nodes(nodes, uris, thing=uri, periods=periods)))


_Found = tuple[str, Iterator[Node], str, tuple[Period, ...], str]


def _held(actor: Actor, kind: str, thing: str, hash_: str, uris: Uris) -> _Found:
    """Return URI and nodes of a thing as it was in a version, the hash of that, when it held, and the hash that holds now."""
    if kind == "entry":
        source, _, key = thing.partition("/")
        held = register.find_version(actor, city=settings.CITY, source=source, key=key, hash_=hash_)
        service = service_of_entry(held.entry, uris, source=source, version=held.hash)
        nodes = nodes_of(service, uris, catalogue=uris.catalogue(settings.CITY))
        return service.uri, nodes, held.hash, _periods(held.periods), held.newest
    found = catalogue.find_thing_version(actor, kind=_KINDS[kind], thing=thing, hash_=hash_)
    package, periods = found.package, _periods(found.periods)
    if kind == "item":
        nodes = item_nodes(package.items[thing], package, uris)
        return uris.item(thing), nodes, found.hash, periods, found.newest
    nodes = scene_nodes(package.scenes[thing], package, uris)
    own = uris.scene(thing)
    mine = (one for one in nodes if one.common or one.uri == own or one.uri.startswith(f"{own}/"))
    return own, mine, found.hash, periods, found.newest


def _periods(told: tuple[tuple[datetime, datetime | None], ...]) -> tuple[Period, ...]:
    return tuple(Period(since, until) for since, until in told)
