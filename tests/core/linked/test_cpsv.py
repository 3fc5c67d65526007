"""The catalogue in the words of CPSV-AP: names that last, honest durations, and shapes that others check."""

from itertools import count, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from onething.adapters import catalogues
from onething.adapters.catalogues.reading import read_rows
from onething.adapters.linked.writing import json_ld, turtle
from onething.core.linked.catalogue import catalogue_nodes
from onething.core.linked.described import service_of_entry
from onething.core.linked.services import duration_of
from onething.core.linked.shares import share_nodes
from onething.core.linked.statements import VOCABULARIES, Node, Said, common, once
from onething.core.linked.uris import Uris
from onething.core.register.entries import Entry, EntryMaterial, HandleForm, Kind, Need
from onething.core.register.mapping_file import read_mapping
from tests.areas.cases.world import city

URIS = Uris("https://city.example")
ADMS, CPSV, CV, DCT, DCAT = (Namespace(VOCABULARIES[name]) for name in ("adms", "cpsv", "cv", "dct", "dcat"))
SH = Namespace("http://www.w3.org/ns/shacl#")
ENTRY = Entry(
    key="a/1",
    name="合成事项",
    kind=Kind.PERMIT,
    department="合成局",
    area="450600000000",
    promised_days=5,
    statutory_days=20,
    forms=(HandleForm.WINDOW, HandleForm.ONLINE),
    objects=("自然人",),
    fee=True,
    fee_basis="收费文件",
    basis="许可法 第一条",
    condition="年满十八岁",
    address="一号窗口",
    hours="周一至周五",
    inquiry_phone="12345",
    result="许可证",
    materials=(EntryMaterial("身份证", need=Need.ALWAYS), EntryMaterial("身份证")),
)


def graph(nodes):
    return Graph().parse(data="".join(turtle(nodes)), format="turtle")


def of_entries(entries, source="sample"):
    services = (service_of_entry(one, URIS, source=source, version="0" * 64) for one in entries)
    return catalogue_nodes(city(), URIS, more=services)


class TestANode:
    def test_says_a_text_in_the_languages_that_there_are_and_everything_once(self):
        node = (
            Node("https://x", ("skos:Concept",))
            .say("dct:title", "甲")
            .say("dct:title", "甲")
            .say("dct:title", " ")
        )
        assert node.values == {"dct:title": [Said("甲")]}

    def test_of_a_thing_of_the_city_is_given_once(self):
        assert [one.uri for one in once([common("a"), Node("b", ()), common("a")])] == ["a", "b"]

    def test_is_given_no_thing_twice_by_a_whole_catalogue(self):
        uris = [one.uri for one in of_entries([ENTRY])]
        assert len(uris) == len(set(uris))

    @given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
    def test_is_read_back_from_both_ways_of_writing_it_whatever_its_texts(self, texts):
        nodes = [
            Node(URIS.entry("s", key), ("dcat:Resource",)).put("dct:identifier", text).say("dct:title", text)
            for key, text in texts
        ]
        both = graph(nodes), Graph().parse(data="".join(json_ld(nodes)), format="json-ld")
        assert isomorphic(*both)
        for node, (_, text) in zip(nodes, texts, strict=True):
            assert Literal(text) in set(both[0].objects(URIRef(node.uri), DCT.identifier))

    @pytest.mark.parametrize("form", [turtle, json_ld])
    def test_is_written_before_the_next_one_is_asked_for(self, form):
        endless = (Node(f"https://x/{number}", ("dcat:Resource",)) for number in count())
        pieces = list(islice(form(endless), 50))
        assert "https://x/40" in "".join(pieces)


class TestAName:
    def test_is_the_same_for_the_same_thing_and_holds_no_character_that_a_uri_cannot(self):
        assert URIS.entry("gx", "a b/甲") == "https://city.example/id/entry/gx/a%20b%2F%E7%94%B2"
        assert URIS.office("", "民政局") == URIS.office("", "民政局") != URIS.office("", "公安局")

    def test_of_a_version_hangs_below_the_thing_and_says_whose_it_is(self):
        found = graph(catalogue_nodes(city(), URIS))
        for item in city().items.values():
            uri = URIRef(URIS.item(item.id))
            (version,) = found.objects(uri, DCT.hasVersion)
            assert str(version).startswith(f"{uri}/version/{item.hash[:16]}")
            assert found.value(version, DCT.isVersionOf) == uri


class TestADuration:
    @pytest.mark.parametrize(
        ("days", "kind", "said"),
        [
            (0, "working", "P0D"),
            (1, "working", "P3D"),
            (5, "working", "P7D"),
            (15, "working", "P21D"),
            (15, "calendar", "P15D"),
        ],
    )
    def test_of_working_days_is_the_most_calendar_days_without_festivals(self, days, kind, said):
        assert duration_of(days, kind) == said

    @given(st.integers(1, 400), st.integers(0, 6))
    def test_is_never_shorter_than_the_days_counted_one_by_one(self, days, weekday):
        left, passed = days, 0
        while left:
            passed += 1
            left -= (weekday + passed) % 7 < 5
        assert int(duration_of(days, "working")[1:-1]) >= passed


class TestTheCatalogue:
    def test_has_every_item_and_scene_as_a_service_with_its_office(self):
        found, package = graph(catalogue_nodes(city(), URIS)), city()
        services = set(found.subjects(RDF.type, CPSV.PublicService))
        wanted = {URIS.item(one) for one in package.items} | {URIS.scene(one) for one in package.scenes}
        assert {str(one) for one in services} == wanted
        assert all(found.value(one, CV.hasCompetentAuthority) for one in services)

    def test_says_of_an_entry_all_that_the_register_knows(self):
        found = graph(of_entries([ENTRY]))
        uri = URIRef(URIS.entry("sample", "a/1"))
        assert len(set(found.objects(uri, CPSV.hasInput))) == 2
        (cost,) = found.objects(uri, CV.hasCost)
        assert found.value(cost, CV.hasValue) is None
        assert str(found.value(uri, CV.processingTime)) == "P7D"
        rules = {
            str(one)
            for rule in found.objects(uri, CPSV.follows)
            for one in found.objects(rule, DCT.description)
        }
        assert any("承诺 5 个工作日" in one and "法定 20 个工作日" in one for one in rules)

    def test_is_the_same_in_turtle_and_json_ld(self):
        written = "".join(json_ld(of_entries([ENTRY])))
        assert isomorphic(graph(of_entries([ENTRY])), Graph().parse(data=written, format="json-ld"))


@pytest.mark.shared
class TestTheShapesOfOthers:
    def shapes(self, shared_dir, name):
        return Graph().parse(shared_dir / "data" / "conformance" / name)

    def test_find_nothing_in_the_catalogue_of_the_city(self, shared_dir):
        shapes = self.shapes(shared_dir, "cpsv-ap-3.2.0-SHACL.ttl")
        ok, _, report = validate(graph(of_entries([ENTRY])), shacl_graph=shapes)
        assert ok, report

    def test_find_nothing_in_an_imported_catalogue(self, shared_dir):
        path = Path(catalogues.__file__).parent / "fangchenggang.yaml"
        mapping, _ = read_mapping(path.name, path.read_bytes())
        rows = read_rows(shared_dir / "data" / "items" / "fangchenggang" / "items.json").rows
        read = (mapping.read(row, file="items.json").entry for row in rows)
        entries = [one for number, one in enumerate(read) if one is not None and number % 5 == 0]
        assert len(entries) > 100
        ok, _, report = validate(
            graph(of_entries(entries)), shacl_graph=self.shapes(shared_dir, "cpsv-ap-3.2.0-SHACL.ttl")
        )
        assert ok, report

    def test_find_what_is_missing(self, shared_dir):
        nodes = list(of_entries([ENTRY]))
        for node in nodes:
            node.values.pop("cv:hasCompetentAuthority", None)
        ok, _, _ = validate(graph(nodes), shacl_graph=self.shapes(shared_dir, "cpsv-ap-3.2.0-SHACL.ttl"))
        assert not ok

    def test_find_nothing_in_the_catalogue_of_shares(self, shared_dir):
        shapes = self.shapes(shared_dir, "dcat-ap-3.0.1-SHACL.ttl")
        ok, _, report = validate(graph(share_nodes(city(), URIS)), shacl_graph=shapes)
        assert ok, report

    def without_what_is_not_there(self, shapes):
        """Take out the two property shapes that the published file names and does not hold; everything else of it stays."""
        missing = [
            one for one in shapes.triples((None, SH.property, None)) if not set(shapes.objects(one[2]))
        ]
        assert {str(one[0]).rpartition("#")[2] for one in missing} == {"dcat:DataServiceShape"}
        assert len(missing) == 2
        left = set(shapes.objects(missing[0][0], SH.property)) - {one[2] for one in missing}
        assert len(left) > 10
        for triple in missing:
            shapes.remove(triple)
        return shapes

    def test_as_published_stop_a_checker_at_data_services(self, shared_dir):
        """The day this fails the published file is whole: then data services come without being asked for."""
        data = graph(share_nodes(city(), URIS, services=True))
        with pytest.raises(ReportableRuntimeError):
            validate(data, shacl_graph=self.shapes(shared_dir, "dcat-ap-3.0.1-SHACL.ttl"))

    def test_find_nothing_in_data_services_but_for_two_that_are_not_there(self, shared_dir):
        data = graph(share_nodes(city(), URIS, services=True))
        shapes = self.without_what_is_not_there(self.shapes(shared_dir, "dcat-ap-3.0.1-SHACL.ttl"))
        services = set(data.subjects(RDF.type, DCAT.DataService))
        assert services
        ok, _, report = validate(data, shacl_graph=shapes)
        assert ok, report
        for service in services:
            data.remove((service, DCAT.endpointURL, None))
        ok, _, _ = validate(data, shacl_graph=shapes)
        assert not ok


@pytest.mark.parametrize(
    "nodes", [lambda: of_entries([ENTRY]), lambda: share_nodes(city(), URIS, services=True)]
)
def test_every_value_of_a_code_list_is_a_concept_in_the_data_itself(nodes):
    found = Graph().parse(data="".join(json_ld(nodes())), format="json-ld")
    skos = Namespace(VOCABULARIES["skos"])
    typed = {DCT.type, DCT.audience, CV.isClassifiedBy, CV.currency, ADMS.status}
    values = {one for name in typed for one in found.objects(None, name)}
    values |= {one for one in found.objects() if str(one).startswith(f"{URIS.base}/id/concept/")}
    kinds = {one: set(found.objects(one, RDF.type)) for one in values}
    assert all(kinds[one] & {skos.Concept, CV.EvidenceType} for one in values), kinds
