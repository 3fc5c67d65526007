"""A public service in the words of CPSV-AP 3.2.0: itself, and everything that is its own or that it names.

A limit in working days is no `xsd:duration`: `cv:processingTime` holds the most calendar days that so many working days take
without festivals, and the rule of the service says the working days.
"""

from collections.abc import Iterator

from onething.core.linked.concepts import CHINESE, ENGLISH, YUAN, concept
from onething.core.linked.described import Charge, Evidence, Office, Requirement, Service
from onething.core.linked.statements import Node, common
from onething.core.linked.uris import Uris, digest
from onething.core.source import Text

#: Characters of a law's name in a title; the whole text is its description.
LONGEST_TITLE = 120


def nodes_of(service: Service, uris: Uris, *, catalogue: str) -> Iterator[Node]:
    """Give every node of a service. catalogue: the URI of the data set it is a part of. Things of the city come with every
    service that names them; `statements.once` keeps one of each.
    """
    uri = service.uri
    node = Node(uri, ("cpsv:PublicService",))
    node.say("dct:title", service.name).say("dct:description", service.description)
    node.put("dct:identifier", service.identifier).link("dct:isPartOf", catalogue)
    node.link("dct:language", CHINESE, ENGLISH if service.name.en else "")
    for topic in service.topics:
        node.say("dcat:keyword", topic)
    office = uris.office(service.office.code, service.office.name.zh)
    node.link("cv:hasCompetentAuthority", office)
    yield from office_nodes(service.office, uris)
    if service.area:
        node.link("dct:spatial", uris.division(service.area))
        yield place(uris, service.area)
    yield from _classified(node, service, uris)
    for law in service.laws:
        node.link("cv:hasLegalResource", uris.law(law))
        yield law_node(uris, law)
    for asked in service.requirements:
        yield from _requirement(node, asked, uris)
    for evidence in service.evidences:
        yield from _evidence(node, evidence, uris)
    for output in service.outputs:
        own = uris.part(uri, "output", output.id)
        node.link("cpsv:produces", own)
        yield _part(own, "cv:Output", output.name).link("dct:type", uris.concept("result", output.kind.value))
        yield concept(uris, "result", output.kind.value)
    for charge in service.charges:
        node.link("cv:hasCost", uris.part(uri, "cost", charge.id))
        yield _cost(uris.part(uri, "cost", charge.id), charge, office)
    yield from _reached(node, service, uris, office)
    yield from _timed(node, service, uris)
    if service.version:
        known = uris.version(uri, service.version)
        node.link("dct:hasVersion", known).put("dcat:version", service.version)
        yield Node(known, ("dcat:Resource",)).link("dct:isVersionOf", uri).put("dct:identifier", known)
    yield node


def duration_of(days: int, day_kind: str) -> str:
    """Return the most calendar days that a limit takes, as an ISO 8601 duration; festivals are not in it.

    The worst day 0 is a Friday: of every five working days two more days are free.
    """
    most = days + 2 * ((days + 4) // 5) if day_kind == "working" and days else days
    return f"P{most}D"


def office_nodes(office: Office, uris: Uris) -> Iterator[Node]:
    uri = uris.office(office.code, office.name.zh)
    node = common(uri, "cv:PublicOrganisation", "org:Organization", "foaf:Agent")
    for name in ("skos:prefLabel", "dct:title", "foaf:name"):
        node.say(name, office.name)
    division = office.division or "unknown"
    node.put("dct:identifier", office.code or digest(office.name.zh)).link(
        "dct:spatial", uris.division(division)
    )
    yield node
    yield place(uris, division)


def place(uris: Uris, code: str) -> Node:
    return common(uris.division(code), "dct:Location").put("dct:identifier", code)


def law_node(uris: Uris, text: str) -> Node:
    node = common(uris.law(text), "eli:LegalResource").say("dct:title", text[:LONGEST_TITLE])
    return node.say("dct:description", text) if len(text) > LONGEST_TITLE else node


def kind_of_evidence(uris: Uris, id: str, name: Text) -> Node:
    """Return a kind of paper of the city catalogue."""
    node = common(uris.concept("material", id), "cv:EvidenceType")
    return node.put("dct:identifier", id).say("dct:title", name)


def _part(uri: str, kind: str, title: Text) -> Node:
    return Node(uri, (kind,)).say("dct:title", title).put("dct:identifier", uri)


def _classified(node: Node, service: Service, uris: Uris) -> Iterator[Node]:
    found = [("dct:audience", "object", one) for one in service.objects]
    found.append(("adms:status", "status", "in-force"))
    if service.kind:
        found += [("dct:type", "kind", service.kind)]
    if service.project:
        found += [("cv:isClassifiedBy", "project", service.project.value)]
    for name, scheme, value in found:
        node.link(name, uris.concept(scheme, value))
        yield concept(uris, scheme, value)


def _requirement(node: Node, asked: Requirement, uris: Uris) -> Iterator[Node]:
    own = uris.part(node.uri, "requirement", asked.id)
    node.link("cv:holdsRequirement", own)
    made = _part(own, "cv:Requirement", Text(asked.text.zh, asked.text.en))
    yield made.link("dct:type", uris.concept("rule", "condition"))
    yield concept(uris, "rule", "condition")
    if asked.law:
        rule = uris.part(node.uri, "rule", asked.id)
        made.link("cv:fulfils", rule)
        node.link("cpsv:follows", rule)
        yield (
            _part(rule, "cpsv:Rule", asked.text)
            .say("dct:description", asked.text)
            .link("dct:type", uris.concept("rule", "condition"))
            .link("dct:language", CHINESE)
            .link("cpsv:implements", uris.law(asked.law))
        )
        yield law_node(uris, asked.law)


def _evidence(node: Node, evidence: Evidence, uris: Uris) -> Iterator[Node]:
    own = uris.part(node.uri, "evidence", evidence.id)
    node.link("cpsv:hasInput", own)
    made = _part(own, "cv:Evidence", evidence.name).say("dct:description", evidence.note)
    made.link("dct:language", CHINESE)
    if evidence.need:
        made.link("dct:type", uris.concept("need", evidence.need.value))
        yield concept(uris, "need", evidence.need.value)
    if evidence.kind:
        type_ = kind_of_evidence(uris, evidence.kind, evidence.name)
        made.link("dct:conformsTo", type_.uri)
        node.link("cv:hasInputType", type_.uri)
        yield type_
    yield made


def _cost(uri: str, charge: Charge, office: str) -> Node:
    node = Node(uri, ("cv:Cost",)).put("dct:identifier", uri).say("dct:description", charge.text)
    node.link("cv:isDefinedBy", office)
    if charge.fen is not None:
        node.put("cv:hasValue", f"{charge.fen // 100}.{charge.fen % 100:02}", "xsd:double").link(
            "cv:currency", YUAN
        )
    return node


def _reached(node: Node, service: Service, uris: Uris, office: str) -> Iterator[Node]:
    """Channels with their hours, and whom to ask."""
    hours = uris.part(node.uri, "hours", "1") if service.hours else ""
    if hours:
        yield Node(hours, ("time:TemporalEntity",)).say("dct:description", service.hours)
    for channel in service.channels:
        own = uris.part(node.uri, "channel", channel)
        node.link("cv:hasChannel", own)
        made = Node(own, ("cv:Channel",)).put("dct:identifier", own).link("cv:ownedBy", office)
        made.link("dct:type", uris.concept("channel", channel))
        if channel == "window":
            made.say("dct:description", service.address).link("cv:openingHours", hours)
        yield made
        yield concept(uris, "channel", channel)
    if service.phone:
        own = uris.part(node.uri, "contact", "1")
        node.link("cv:contactPoint", own)
        yield (
            Node(own, ("cv:ContactPoint",)).put("cv:telephone", service.phone).link("cv:openingHours", hours)
        )


def _timed(node: Node, service: Service, uris: Uris) -> Iterator[Node]:
    days = service.promised_days if service.promised_days is not None else service.statutory_days
    if days is None:
        return
    node.put("cv:processingTime", duration_of(days, service.day_kind), "xsd:duration")
    own = uris.part(node.uri, "rule", "time-limit")
    node.link("cpsv:follows", own)
    yield (
        _part(own, "cpsv:Rule", Text("办理时限", "Time limit"))
        .say("dct:description", _limits(service))
        .link("dct:type", uris.concept("rule", "time"))
        .link("dct:language", CHINESE, ENGLISH)
    )
    yield concept(uris, "rule", "time")


def _limits(service: Service) -> Text:
    working = service.day_kind == "working"
    unit = ("个工作日", "working days") if working else ("个自然日", "calendar days")
    zh, en = [], []
    if service.promised_days is not None:
        zh.append(f"承诺 {service.promised_days} {unit[0]}")
        en.append(f"promised: {service.promised_days} {unit[1]}")
    if service.statutory_days is not None:
        zh.append(f"法定 {service.statutory_days} {unit[0]}")
        en.append(f"by law: {service.statutory_days} {unit[1]}")
    if working:
        zh.append("工作日换算的自然日数不含法定节假日")
        en.append("the duration in calendar days leaves festivals out")
    return Text("；".join(zh) + "。", "; ".join(en) + ".")
