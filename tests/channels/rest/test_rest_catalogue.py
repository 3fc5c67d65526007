"""What anybody may read of the catalogue: pages by key, versions with their ETag, numbers with the list behind each, the whole of it."""

import json

from rdflib import RDF, Graph, URIRef

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor

SERVICE = URIRef("http://purl.org/vocab/cpsv#PublicService")


def package():
    return catalogue.current(Actor.visitor())


class TestItems:
    def test_are_listed_page_by_page_each_once(self, nobody):
        seen, after = [], ""
        while True:
            page = nobody.get("/items", limit=30, after=after).body
            seen += [one["id"] for one in page["items"]]
            if not (after := page["after"]):
                break
        assert seen == sorted(package().items)
        assert page["total"] == len(seen)

    def test_carry_the_hash_of_their_content_as_etag(self, nobody):
        answer = nobody.get("/items/care-allowance")
        item = package().items["care-allowance"]
        assert answer.etag == f'"{item.hash}"'
        assert answer.body["promised_days"] == item.promised_days
        assert answer.body["scenes"] == ["disabled-services"]
        assert answer.body["uri"].endswith("/id/item/care-allowance")

    def test_of_an_unknown_id_are_not_there(self, nobody):
        answer = nobody.get("/items/no-such-item")
        assert (answer.status, answer.code) == (404, "rest.item_unknown")


class TestTheRegister:
    def test_is_listed_keyset_by_keyset(self, nobody):
        first = nobody.get("/register/items", limit=10).body
        second = nobody.get("/register/items", limit=10, after=first["after"]).body
        keys = [one["key"] for page in (first, second) for one in page["items"]]
        assert keys == sorted(package().items)[:20]
        assert first["total"] == len(package().items)

    def test_gives_an_entry_in_each_version(self, nobody):
        answer = nobody.get("/register/items/definitions/care-allowance")
        assert (answer.etag, answer.body["newest"]) == ('"1"', True)
        assert answer.body["entry"]["name"] == "重度残疾人护理补贴"
        missing = nobody.get("/register/items/definitions/care-allowance", version=9)
        assert (missing.status, missing.code) == (404, "register.item_not_found")

    def test_opens_every_number_of_a_ratio_to_its_list(self, nobody):
        ratios = nobody.get("/register/ratios").body
        assert len(ratios) == 6
        for ratio in ratios:
            for says in ("yes", "no", "untold"):
                found = nobody.get("/register/items", ratio=ratio["ratio"], says=says, limit=1)
                assert found.body["total"] == ratio[says]

    def test_counts_what_it_can_be_narrowed_by(self, nobody):
        facets = nobody.get("/register/facets").body
        kind, count = next(iter(facets["kind"].items()))
        assert nobody.get("/register/items", kind=kind, limit=1).body["total"] == count


class TestExports:
    def test_are_the_whole_catalogue_in_each_shape(self, nobody):
        assert len(nobody.get("/exports/gbt39554").body) == len(package().items)
        services = {}
        for shape, written in (("turtle", "turtle"), ("json-ld", "json-ld")):
            answer = nobody.get(f"/exports/{shape}")
            found = Graph().parse(data=answer.content, format=written)
            services[shape] = set(found.subjects(RDF.type, SERVICE))
        assert services["turtle"] == services["json-ld"]
        assert len(services["turtle"]) == len(package().items) + len(package().scenes)

    def test_of_shares_are_a_catalogue_of_data(self, nobody):
        answer = nobody.get("/exports/shares-json-ld")
        assert any("dcat:Catalog" in one["@type"] for one in json.loads(answer.content)["@graph"])

    def test_in_no_other_shape(self, nobody):
        assert nobody.get("/exports/pdf").status == 422


class TestNames:
    """Every URI of an export answers under its own address."""

    def asked(self, nobody, uri, accept="text/turtle"):
        path = "/id/" + uri.partition("/id/")[2]
        return nobody.client.get(path, headers={"Accept": accept})

    def test_of_items_scenes_and_all_that_they_name_say_what_the_whole_catalogue_says(self, nobody):
        whole = Graph().parse(data=nobody.get("/exports/turtle").content, format="turtle")
        own = [str(one) for one in whole.subjects(unique=True) if "/id/" in one]
        kinds = {uri.partition("/id/")[2].partition("/")[0]: uri for uri in sorted(own)}
        assert {"item", "scene", "event", "office", "law", "division", "catalogue"} <= kinds.keys()
        some = [*kinds.values(), *sorted(own)[:: len(own) // 40]]
        for uri in some:
            answer = self.asked(nobody, uri)
            assert answer.status_code == 200, uri
            found = Graph().parse(data=answer.getvalue(), format="turtle")
            assert (URIRef(uri), None, None) in found, uri
            kinds_said = set(whole.objects(URIRef(uri), RDF.type))
            assert set(found.objects(URIRef(uri), RDF.type)) == kinds_said, uri

    def test_of_entries_answer_too(self, nobody):
        uri = "http://x/id/entry/definitions/care-allowance"
        found = Graph().parse(data=self.asked(nobody, uri).getvalue(), format="turtle")
        assert set(found.subjects(RDF.type, SERVICE))

    def test_send_a_reader_to_the_page(self, nobody):
        answer = self.asked(nobody, "x/id/scene/birth", accept="text/html")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/matters/birth/")
        assert "Accept" in answer.headers["Vary"]

    def test_of_nothing_are_not_found(self, nobody):
        for name in (
            "item/none",
            "law/0",
            "scene/birth/rule/none",
            "whatever",
            "concept/x/y",
            "entry/a",
            "entry/a/b",
        ):
            assert self.asked(nobody, f"x/id/{name}").status_code == 404, name
