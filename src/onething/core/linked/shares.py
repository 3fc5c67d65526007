"""What offices share, as DCAT-AP 3.0.1: a catalogue with a data set for each share, and a service for each system that answers.

Shared data are no download: they are looked up in a case, with leave, for a purpose. So a data set is restricted, its distribution
says each leave as a statement of rights, and its service is the interface of the house. The catalogue of services is open.

The published shapes of data services (`dcat:DataServiceShape`) name two property shapes that their file does not hold, at which a
checker stops; so data services come only when they are asked for.
"""

from collections.abc import Iterator

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Grant, Share
from onething.core.linked.catalogue import publisher_of
from onething.core.linked.concepts import CHINESE, ENGLISH, languages
from onething.core.linked.described import Office
from onething.core.linked.services import law_node, office_nodes, place
from onething.core.linked.statements import Node, common, once
from onething.core.linked.uris import Uris
from onething.core.source import Text

_RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
_MEDIA = "http://www.iana.org/assignments/media-types/"
_RIGHTS_NAMES = {
    "PUBLIC": Text("公开", "public"),
    "RESTRICTED": Text("有条件共享", "restricted"),
}
#: Open forms of the catalogue: format of the export → media type.
OPEN_FORMS = {"turtle": "text/turtle", "json-ld": "application/ld+json", "gbt39554": "application/json"}


def share_nodes(package: Package, uris: Uris, *, services: bool = False) -> Iterator[Node]:
    """Give every node of the catalogue of shares of a city, each thing once. services: with a `dcat:DataService` for each system."""
    return once(_all(package, uris, services))


def _all(package: Package, uris: Uris, with_services: bool) -> Iterator[Node]:
    publisher = publisher_of(package)
    whole = Node(f"{uris.catalogue(package.id)}/shares", ("dcat:Catalog",))
    whole.say(
        "dct:title",
        Text(f"{package.name.zh}政务数据共享目录", f"Shared data of {package.name.en or package.id}"),
    )
    whole.say(
        "dct:description",
        Text(
            "各部门可以共享的数据，和查用它们的授权。", "What offices can share, and the leave to look it up."
        ),
    )
    whole.link("dct:publisher", uris.office(publisher.code, publisher.name.zh)).link(
        "dct:language", CHINESE, ENGLISH
    )
    whole.link("dct:spatial", uris.division(package.division)).put("dcat:version", package.hash)
    yield from languages()
    yield from office_nodes(publisher, uris)
    yield place(uris, package.division).say("skos:prefLabel", package.name)
    for name, label in _RIGHTS_NAMES.items():
        yield common(_RIGHTS + name, "dct:RightsStatement").say("skos:prefLabel", label)
    services: dict[str, Node] = {}
    for share in package.shares.values():
        whole.link("dcat:dataset", uris.share(share.id))
        yield from _share(share, package, uris, with_services)
        if with_services:
            service = services.setdefault(share.system, _service(share, package, uris))
            service.link("dcat:servesDataset", uris.share(share.id))
            whole.link("dcat:service", service.uri)
    yield from services.values()
    whole.link("dcat:dataset", uris.catalogue(package.id))
    yield from _open_catalogue(package, uris, publisher)
    yield whole


def _share(share: Share, package: Package, uris: Uris, with_services: bool) -> Iterator[Node]:
    department = package.departments[share.department]
    yield from office_nodes(
        Office(department.name, department.code, department.division, department.phone), uris
    )
    office = uris.office(department.code, department.name.zh)
    own, spread = uris.share(share.id), uris.part(uris.share(share.id), "distribution", "look-up")
    node = (
        Node(own, ("dcat:Dataset", "dcat:Resource"))
        .say("dct:title", share.label)
        .put("dct:identifier", share.id)
    )
    node.say("dct:description", _described(share, package)).link("dct:publisher", office)
    node.link("dct:accessRights", _RIGHTS + "RESTRICTED").link("dct:language", CHINESE).link(
        "dcat:distribution", spread
    )
    node.link("dct:spatial", uris.division(package.division))
    for element in share.fields:
        if element in package.elements:
            node.say("dcat:keyword", package.elements[element].label)
    for material in share.materials:
        if material in package.materials:
            node.say("dcat:keyword", package.materials[material].label)
    if department.phone:
        contact = uris.part(own, "contact", "1")
        node.link("dcat:contactPoint", contact)
        yield (
            Node(contact, ("vcard:Kind", "vcard:Organization"))
            .say("vcard:fn", department.name)
            .link("vcard:hasTelephone", f"tel:{department.phone}")
        )
    looked_up = Node(spread, ("dcat:Distribution",)).say(
        "dct:title", Text("办件中查用", "Looked up in a case")
    )
    looked_up.link("dcat:accessURL", own)
    looked_up.link("dcat:accessService", _system_uri(share, uris) if with_services else "")
    for number, grant in enumerate(share.grants, start=1):
        rights = uris.part(own, "grant", str(number))
        looked_up.link("dct:rights", rights)
        yield (
            Node(rights, ("dct:RightsStatement",))
            .say("skos:prefLabel", grant.purpose)
            .say("dct:description", _leave(grant, package))
        )
    if share.basis:
        node.link("dcatap:applicableLegislation", uris.law(share.basis))
        yield law_node(uris, share.basis)
    yield node
    yield looked_up


def _described(share: Share, package: Package) -> Text:
    """What it holds, in the words of the dictionary."""
    elements = [package.elements[one].label for one in share.fields if one in package.elements]
    materials = [package.materials[one].label for one in share.materials if one in package.materials]
    labels = [*elements, *materials]
    zh = "、".join(one.zh for one in labels) or "是否在册"
    en = ", ".join(one.en or one.zh for one in labels) or "whether somebody is on it"
    consent = ("须经本人同意", "with the person's consent") if share.needs_consent else ("依法查用", "by law")
    return Text(
        f"{share.label.zh}：{zh}（{consent[0]}）。",
        f"{share.label.en or share.label.zh}: {en} ({consent[1]}).",
    )


def _leave(grant: Grant, package: Package) -> Text:
    names = [package.items[one].name for one in grant.items if one in package.items]
    until = (f"，到 {grant.until}", f", until {grant.until}") if grant.until else ("", "")
    return Text(
        f"{grant.purpose.zh}：{'、'.join(one.zh for one in names)}（{grant.basis}{until[0]}）",
        f"{grant.purpose.en or grant.purpose.zh}: {', '.join(one.en or one.zh for one in names)}{until[1]}",
    )


def _system_uri(share: Share, uris: Uris) -> str:
    return uris.part(uris.catalogue("systems"), "service", share.system)


def _service(share: Share, package: Package, uris: Uris) -> Node:
    department = package.departments[share.department]
    node = Node(_system_uri(share, uris), ("dcat:DataService", "dcat:Resource"))
    node.say(
        "dct:title",
        Text(
            f"{department.name.zh}（{share.system}）",
            f"{department.name.en or department.name.zh} ({share.system})",
        ),
    )
    node.link("dct:publisher", uris.office(department.code, department.name.zh))
    node.link("dct:accessRights", _RIGHTS + "RESTRICTED")
    node.link("dcat:endpointURL", f"{uris.base}/api/v1/").link(
        "dcat:endpointDescription", f"{uris.base}/api/v1/openapi.json"
    )
    return node


def _open_catalogue(package: Package, uris: Uris, publisher: Office) -> Iterator[Node]:
    """The catalogue of services is itself data that anybody may have."""
    own = uris.catalogue(package.id)
    node = Node(own, ("dcat:Dataset", "dcat:Resource")).put("dct:identifier", package.id)
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
    node.link("dct:publisher", uris.office(publisher.code, publisher.name.zh)).link(
        "dct:accessRights", _RIGHTS + "PUBLIC"
    )
    node.link("dct:language", CHINESE, ENGLISH)
    for form, media in OPEN_FORMS.items():
        spread, address = uris.part(own, "distribution", form), f"{uris.base}/api/v1/exports/{form}"
        node.link("dcat:distribution", spread)
        yield common(_MEDIA + media, "dct:MediaType").put("dct:identifier", media)
        yield (
            Node(spread, ("dcat:Distribution",))
            .say("dct:title", form)
            .link("dcat:accessURL", address)
            .link("dcat:downloadURL", address)
            .link("dcat:mediaType", _MEDIA + media)
        )
    yield node
