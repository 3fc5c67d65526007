"""The whole catalogue of a city as CPSV-AP: the data set, its scenes as life and business events, and every service.

Scenes are services too: one thing is applied for as one. Everything comes node by node, however many there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onething.core.catalogue.model import Item, Package, Scene
from onething.core.linked.concepts import languages, yuan
from onething.core.linked.described import Office, Service, service_of_item
from onething.core.linked.services import nodes_of, office_nodes, place
from onething.core.linked.statements import Node, Said, common, once
from onething.core.linked.uris import Uris
from onething.core.source import Text


def catalogue_nodes(package: Package, uris: Uris, *, more: Iterable[Service] = ()) -> Iterator[Node]:
    """Give every node of a city's catalogue, each thing once. more: services that no definition has."""
    return once(_all(package, uris, more))


def _all(package: Package, uris: Uris, more: Iterable[Service]) -> Iterator[Node]:
    yield from catalogue_head(package, uris)
    for division in package.divisions.values():
        found = place(uris, division.code).say("skos:prefLabel", division.name)
        yield found.link("dct:isPartOf", uris.division(division.parent) if division.parent else "")
    grouped = _grouped(package)
    for scene in package.scenes.values():
        yield from scene_nodes(scene, package, uris)
    for item in package.items.values():
        yield from item_nodes(item, package, uris, grouped=grouped)
    for service in more:
        yield from nodes_of(service, uris, catalogue=uris.catalogue(package.id))


def catalogue_head(package: Package, uris: Uris) -> Iterator[Node]:
    """Give the data set, its publisher and its languages."""
    yield from languages()
    yield yuan()
    publisher = publisher_of(package)
    yield from office_nodes(publisher, uris)
    yield _data_set(package, uris, publisher)


def scene_nodes(scene: Scene, package: Package, uris: Uris) -> Iterator[Node]:
    """Give a scene as an event and as a service."""
    yield from _event(scene, uris)
    whole = uris.catalogue(package.id)
    for node in nodes_of(_as_service(scene, package, uris), uris, catalogue=whole):
        if node.uri == uris.scene(scene.id):
            node.link("cv:isGroupedBy", uris.event(scene.id))
            node.link("cv:relatedService", *(uris.item(line.item.id) for line in scene.items))
            node.add("dcat:keyword", *_words(scene))
        yield node


def item_nodes(
    item: Item, package: Package, uris: Uris, *, grouped: Mapping[str, Sequence[Scene]] | None = None
) -> Iterator[Node]:
    """Give an item as a service, with the scenes of which it is a part. grouped: these by item, looked for without."""
    scenes = (_grouped(package) if grouped is None else grouped).get(item.id, ())
    for node in nodes_of(service_of_item(item, package, uris), uris, catalogue=uris.catalogue(package.id)):
        if node.uri == uris.item(item.id):
            for scene in scenes:
                node.link("cv:isGroupedBy", uris.event(scene.id))
                node.link("dct:requires", *(uris.item(one) for one in scene.item(item.id).needs))
        yield node


def _grouped(package: Package) -> dict[str, list[Scene]]:
    found: dict[str, list[Scene]] = {}
    for scene in package.scenes.values():
        for line in scene.items:
            found.setdefault(line.item.id, []).append(scene)
    return found


def publisher_of(package: Package) -> Office:
    """Return who publishes: the body for services and data, or the city itself where the package has none."""
    found = package.departments.get(package.settings.get("publisher", "data-services"))
    if found is None:
        return Office(package.name, "", package.division)
    return Office(found.name, found.code, found.division, found.phone)


def _data_set(package: Package, uris: Uris, publisher: Office) -> Node:
    node = Node(uris.catalogue(package.id), ("dcat:Dataset",))
    node.say(
        "dct:title",
        Text(f"{package.name.zh}政务服务事项目录", f"Government services of {package.name.en or package.id}"),
    )
    node.say(
        "dct:description",
        Text(
            "一件事一次办的场景和政务服务事项。",
            "The things that are done once, and the items of government service.",
        ),
    )
    node.put("dct:identifier", package.id).link(
        "dct:publisher", uris.office(publisher.code, publisher.name.zh)
    )
    if package.hash:
        node.put("dcat:version", package.hash)
    return node


def _event(scene: Scene, uris: Uris) -> Iterator[Node]:
    """Life events are of persons, business events of everybody else."""
    persons = any("person" in line.item.service_object for line in scene.items)
    node = Node(uris.event(scene.id), ("cv:Event", "cv:LifeEvent" if persons else "cv:BusinessEvent"))
    node.say("dct:title", scene.name).say("dct:description", scene.summary).put("dct:identifier", scene.id)
    topic = topic_node(uris, scene.topic)
    yield topic
    yield node.link("dct:type", topic.uri).link("cv:hasRelatedService", uris.scene(scene.id))


def topic_node(uris: Uris, topic: str) -> Node:
    """Return the concept of a topic of scenes."""
    node = common(uris.concept("topic", topic), "skos:Concept")
    return node.say("skos:prefLabel", Text(topic, topic)).put("skos:notation", topic)


def _as_service(scene: Scene, package: Package, uris: Uris) -> Service:
    lead = package.departments[scene.lead]
    objects = dict.fromkeys(one for line in scene.items for one in line.item.service_object)
    channels = dict.fromkeys(one for line in scene.items for one in line.item.channels)
    return Service(
        uri=uris.scene(scene.id),
        identifier=scene.id,
        name=scene.name,
        description=scene.summary,
        office=Office(lead.name, lead.code, lead.division, lead.phone),
        version=scene.hash,
        area=package.division,
        channels=tuple(channels),
        objects=tuple(objects),
        promised_days=scene.promise.days if scene.promise else None,
        phone=lead.phone,
    )


def _words(scene: Scene) -> list[Said]:
    return [Said(word) for word in scene.words]
