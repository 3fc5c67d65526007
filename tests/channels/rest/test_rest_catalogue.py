"""What anybody may read of the catalogue: pages by key, versions with their ETag, numbers with the list behind each, the whole of it."""

import json
import re

import pytest
from django.conf import settings
from rdflib import RDF, Graph, Namespace, URIRef

from onething.areas.catalogue import api as catalogue
from onething.areas.catalogue.models import ChangeRow
from onething.areas.register.models import VersionRow
from onething.core.actors import Actor
from onething.core.linked.statements import VOCABULARIES
from onething.core.linked.uris import Uris
from onething.kit.ports import now
from tests.areas.revisions.town import ALLOWANCE, FILES

BASE = settings.PUBLIC_ADDRESS
ADMS, CPSV, CV, DCAT, DCT = (Namespace(VOCABULARIES[one]) for one in ("adms", "cpsv", "cv", "dcat", "dct"))
SERVICE = URIRef("http://purl.org/vocab/cpsv#PublicService")


def package():
    return catalogue.current(Actor.visitor())


def change_item(files):
    catalogue.publish(Actor.job("load"), files=files, now=now())


class SmallTown:
    """A published package of two items, and ways to publish it otherwise."""

    def __init__(self):
        self.files = FILES
        change_item(self.files)

    def version(self, kind):
        """The URI of the version of a thing that holds now."""
        what, _, name = kind.partition("/")
        if what == "entry":
            key = name.partition("/")[2]
            rows = VersionRow.objects.filter(item__source="definitions", item__key=key)
            hash_ = rows.order_by("-number").values_list("hash", flat=True)[0]
        else:
            hash_ = (
                ChangeRow.objects.filter(kind=what, thing=name)
                .order_by("-id")
                .values_list("hash", flat=True)[0]
            )
        return Uris(BASE).version(f"{BASE}/id/{kind}", hash_)

    def change(self, old, new):
        assert old.encode() in self.files[ALLOWANCE]
        self.files = {**self.files, ALLOWANCE: self.files[ALLOWANCE].replace(old.encode(), new.encode())}
        change_item(self.files)

    def withdraw_subsidy(self):
        scene = "scenes/hard-times.yaml"
        kept = b"\n".join(one for one in self.files[scene].split(b"\n") if b"subsidy" not in one)
        self.files = {path: data for path, data in self.files.items() if path != "items/subsidy.yaml"}
        self.files[scene] = kept
        change_item(self.files)


@pytest.fixture
def small_town(nobody):
    return SmallTown()


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

    def test_say_what_they_are_in_their_version(self, nobody):
        answer = nobody.get("/items/care-allowance")
        item = package().items["care-allowance"]
        assert answer.body["version"] == item.hash
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
        (service,) = found.subjects(RDF.type, SERVICE)
        version = found.value(service, DCT.hasVersion)
        assert self.asked(nobody, str(version)).status_code == 200

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


class TestWhatIsUnchanged:
    """A reader who has it already is told so, without the content (RFC 9110)."""

    READS = (
        "items",
        "items/care-allowance",
        "register/items",
        "register/items/definitions/care-allowance",
        "register/facets",
        "register/ratios",
        "exports/turtle",
        "exports/gbt39554",
    )

    @pytest.mark.parametrize("read", READS)
    def test_is_not_sent_again(self, nobody, read):
        first = nobody.get(f"/{read}")
        assert first.status == 200
        again = nobody.client.get(f"/api/v1/{read}", headers={"If-None-Match": f'"other", W/{first.etag}'})
        assert (again.status_code, again.getvalue(), again.headers["ETag"]) == (304, b"", first.etag)
        english = nobody.client.get(
            f"/api/v1/{read}", headers={"If-None-Match": first.etag, "Accept-Language": "en"}
        )
        assert english.status_code == 200

    def test_is_sent_again_once_it_is_otherwise(self, nobody):
        before = {read: nobody.get(f"/{read}").etag for read in self.READS}
        files = dict(package().sources)
        item = "items/care-allowance.yaml"
        files[item] = re.sub(rb"zh: [^,}]+", rb"\g<0>2", files[item], count=1)
        assert files[item] != package().sources[item]
        change_item(files)
        for read, etag in before.items():
            again = nobody.client.get(f"/api/v1/{read}", headers={"If-None-Match": etag})
            assert again.status_code == 200, read


class TestNamesOfVersions:
    """A version answers after it holds no more: what it was, when it held, which one stands for it now."""

    def asked(self, nobody, uri, accept="text/turtle"):
        return nobody.client.get("/id/" + uri.partition("/id/")[2], headers={"Accept": accept})

    def read(self, answer):
        assert answer.status_code == 200
        return Graph().parse(data=answer.getvalue(), format="turtle")

    @pytest.mark.parametrize("kind", ["item/allowance", "scene/hard-times", "entry/definitions/allowance"])
    def test_of_each_kind_answer_with_their_validity_and_the_one_that_holds_now(
        self, nobody, small_town, kind
    ):
        thing = URIRef(f"{BASE}/id/{kind}")
        old = small_town.version(kind)
        small_town.change("promised_days: 15", "promised_days: 18")
        new = small_town.version(kind)
        assert old != new
        answer = self.asked(nobody, old)
        found = self.read(answer)
        assert found.value(URIRef(old), DCT.isVersionOf) == thing
        assert found.value(URIRef(old), DCT.isReplacedBy) == URIRef(new)
        assert answer.headers["Link"] == f'<{new}>; rel="latest-version"'
        (period,) = found.objects(URIRef(old), DCT.temporal)
        assert found.value(period, DCAT.endDate) > found.value(period, DCAT.startDate)
        held = self.read(self.asked(nobody, new))
        (period,) = held.objects(URIRef(new), DCT.temporal)
        assert held.value(period, DCAT.endDate) is None
        assert held.value(URIRef(new), DCT.isReplacedBy) is None
        if kind.startswith("item"):
            assert str(found.value(URIRef(old), CV.processingTime)) == "P21D"
            assert str(held.value(URIRef(new), CV.processingTime)) == "P26D"
            (some, *_) = found.objects(URIRef(old), CPSV.hasInput)
            assert str(some).startswith(f"{old}/evidence/")
            assert self.read(self.asked(nobody, str(some)))

    def test_that_hold_again_have_both_times(self, nobody, small_town):
        old = small_town.version("item/allowance")
        small_town.change("promised_days: 15", "promised_days: 18")
        small_town.change("promised_days: 18", "promised_days: 15")
        found = self.read(self.asked(nobody, old))
        assert len(set(found.objects(URIRef(old), DCT.temporal))) == 2
        assert found.value(URIRef(old), DCT.isReplacedBy) is None

    def test_and_of_things_that_are_there_no_more_answer_too(self, nobody, small_town):
        old = small_town.version("item/subsidy")
        small_town.withdraw_subsidy()
        found = self.read(self.asked(nobody, old))
        assert str(found.value(URIRef(old), ADMS.status)).endswith("/status/withdrawn")
        thing = URIRef(f"{BASE}/id/item/subsidy")
        last = self.read(self.asked(nobody, str(thing)))
        assert str(last.value(thing, ADMS.status)).endswith("/status/withdrawn")
        assert last.value(last.value(thing, DCT.temporal), DCAT.endDate)

    def test_of_no_version_are_not_found(self, nobody, small_town):
        own = small_town.version("item/allowance")
        for name in (
            own[:-1],
            own + "0",
            own[:-16] + "0" * 16,
            own + "/evidence/none",
            f"{BASE}/id/item/none/version/{'0' * 16}",
        ):
            assert self.asked(nobody, name).status_code == 404, name
