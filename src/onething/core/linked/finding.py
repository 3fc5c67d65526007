"""What is said of one name: the nodes of that thing, without walking through the whole catalogue."""

from collections.abc import Iterator

from onething.core.catalogue.model import Item, Package
from onething.core.linked.catalogue import catalogue_head, item_nodes, scene_nodes, topic_node
from onething.core.linked.concepts import concept, is_known
from onething.core.linked.described import Office
from onething.core.linked.services import kind_of_evidence, law_node, office_nodes, place
from onething.core.linked.shares import share_nodes
from onething.core.linked.statements import Node, once
from onething.core.linked.uris import Uris


def find_nodes(name: str, package: Package, uris: Uris) -> list[Node]:
    """Return what is said of `BASE/id/NAME`, a thing or a part of one as it is now; nothing for a name that nothing has.

    Of an item or a scene everything of its own comes with it. Entries of the register are not of the package.
    """
    kind, _, rest = name.partition("/")
    uri, own = f"{uris.base}/id/{name}", rest.partition("/")[0]
    if kind == "item" and own in package.items:
        return _of(uri, uris.item(own), item_nodes(package.items[own], package, uris))
    if kind in ("scene", "event") and own in package.scenes:
        thing = uris.scene(own) if kind == "scene" else uris.event(own)
        nodes = list(scene_nodes(package.scenes[own], package, uris))
        return _of(uri, thing, iter(nodes)) if kind == "scene" else [one for one in nodes if one.uri == uri]
    if kind == "catalogue":
        found = share_nodes(package, uris, services=True) if "/" in rest else catalogue_head(package, uris)
        return [one for one in found if one.uri == uri]
    if kind == "share":
        nodes = list(share_nodes(package, uris))
        return [one for one in nodes if one.uri == uri or (own == rest and one.uri.startswith(f"{uri}/"))]
    return [one for one in _common(kind, rest, package, uris) if one.uri == uri][:1]


def _of(uri: str, thing: str, nodes: Iterator[Node]) -> list[Node]:
    """Return the whole of a thing, or the one part that is named."""
    found = list(once(nodes))
    return found if uri == thing else [one for one in found if one.uri == uri]


def _common(kind: str, rest: str, package: Package, uris: Uris) -> Iterator[Node]:
    """Give things of the whole city among which the one that is meant would be."""
    if kind == "office":
        for one in package.departments.values():
            yield from office_nodes(Office(one.name, one.code, one.division, one.phone), uris)
    elif kind == "division" and rest in package.divisions:
        yield place(uris, rest).say("skos:prefLabel", package.divisions[rest].name)
    elif kind == "concept":
        scheme, _, value = rest.partition("/")
        if scheme == "material" and value in package.materials:
            yield kind_of_evidence(uris, value, package.materials[value].label)
        elif scheme == "topic" and value in {scene.topic for scene in package.scenes.values()}:
            yield topic_node(uris, value)
        elif is_known(scheme, value):
            yield concept(uris, scheme, value)
    elif kind == "law":
        yield from (law_node(uris, law) for item in package.items.values() for law in _laws(item))


def _laws(item: Item) -> Iterator[str]:
    yield from item.law
    yield from (one.law for one in item.eligible if one.law)
