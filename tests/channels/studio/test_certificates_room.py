"""The room of village certificates, and the page of a village that gives the slip."""

import re

import pytest
from django.test import Client

from onething.areas.certificates import api as certificates
from onething.areas.people import api as people
from onething.areas.register.models import ItemRow, VersionRow
from onething.core.actors import Actor, Role
from onething.core.data import as_data
from onething.core.people import AccountKind
from onething.core.register.entries import EntryMaterial
from onething.kit.ports import now
from tests.areas.certificates.test_slips import HONGFU, VILLAGE
from tests.channels.studio.conftest import LOADER, staff, text

ADDRESS = "/studio/certificates/"


@pytest.fixture
def village(published):
    """The browser of a clerk of a village."""
    account = people.open_account(
        LOADER,
        kind=AccountKind.STAFF,
        login="0801",
        name="邓小禾",
        roles={Role.CLERK},
        department="civil-affairs",
        division=HONGFU,
        staff_number="0801",
        demo=True,
    )
    client = Client(headers={"host": "localhost"})
    client.post(f"/sign-in/demo/{account.id}")
    return client


def give(village, **more):
    said = {"kind": "婚姻状况", "office": "civil-affairs", "matter": "领补贴", "person": "陈思敏", **more}
    return village.post("/desk/slips/", said)


class TestTheRoom:
    def test_shows_every_kind_with_what_replaces_it(self, item_manager):
        page = text(item_manager.get(ADDRESS))
        assert page.count("民发〔2020〕20号") == 20
        assert "民政婚姻登记信息" in page
        assert "来源未公布" in page
        assert "农村宅基地使用情况" in page

    def test_each_number_opens_to_its_list(self, item_manager):
        for _ in range(2):
            certificates.give_slip(
                VILLAGE, kind="婚姻状况", office="civil-affairs", person="陈思敏", now=now()
            )
        page = text(item_manager.get(ADDRESS))
        links = {
            one.replace("&amp;", "&")
            for one in re.findall(r'href="(/studio/certificates/demands[^"]+)"', page)
        }
        assert len(links) == 2
        for link in links:
            behind = item_manager.get(link)
            assert len(behind.context["lines"]) == 2
            assert "陈思敏" not in text(behind)

    def test_data_stewards_see_the_kinds_and_no_count(self, published):
        steward = staff("苏以南", Role.DATA_STEWARD)
        assert "谁向村（社区）要过" not in text(steward.get(ADDRESS))
        assert steward.get(f"{ADDRESS}demands").status_code == 403

    def test_is_closed_to_clerks(self, published):
        assert staff("林晓", Role.CLERK).get(ADDRESS).status_code == 403


class TestTheSlip:
    def test_is_given_and_printed_with_rule_source_telephone_and_code(self, village):
        answer = give(village)
        page = text(village.get(answer["location"]))
        for said in ("婚姻状况", "民发〔2020〕20号", "民政婚姻登记信息", "陈思敏", "12345", "不需 0001 号"):
            assert said in page
        code = re.search(r"/qr/slip/([^.\"]+)\.svg", page)[1]
        assert b"<svg" in village.get(f"/qr/slip/{code}.svg").content
        seen = text(Client(headers={"host": "localhost"}).get(f"/slips/{code}"))
        assert "鸿福社区居民委员会" in seen
        assert "陈思敏" not in seen

    def test_form_comes_back_with_what_is_wrong(self, village):
        page = give(village, office="other", asker="")
        assert page.status_code == 422
        assert "没有写是谁要的" in text(page)
        assert give(village, kind="农村宅基地使用情况").status_code == 422

    def test_a_body_outside_is_named(self, village):
        page = text(village.get(give(village, office="other", asker="某银行网点")["location"]))
        assert "某银行网点" in page

    def test_is_refused_at_a_window_that_is_no_village(self, published):
        clerk = staff("林晓", Role.CLERK)
        assert clerk.get("/desk/slips/").status_code == 200
        assert give(clerk).status_code == 403
        assert certificates.list_slips(VILLAGE) == ()

    def test_of_another_village_is_not_found(self, village):
        other = Actor("user:o", "x", frozenset({Role.CLERK}), division="441900004005")
        slip = certificates.give_slip(other, kind="出生", office="health", now=now())
        assert village.get(f"/desk/slips/{slip.id}/").status_code == 404

    def test_unknown_code_is_not_found(self, published):
        assert Client(headers={"host": "localhost"}).get("/slips/none").status_code == 404


def test_an_imported_item_that_asks_for_one_is_named_with_what_replaces_it(item_manager):
    row = ItemRow.objects.filter(city="dongguan").first()
    paper = as_data(EntryMaterial("村委会出具的婚姻状况证明"))
    made = ItemRow.objects.create(
        city="dongguan",
        source="elsewhere",
        key="7",
        name="甲事项",
        number=1,
        hash="",
        data={**row.data, "key": "7", "materials": [paper]},
    )
    VersionRow.objects.create(item=made, number=1, hash="", data=made.data, at=now(), by="job:import")
    page = text(item_manager.get(ADDRESS))
    assert "导入的事项里还在要的" in page
    assert "甲事项" in page
    assert "村委会出具的婚姻状况证明" in page
    one = text(item_manager.get("/studio/register/elsewhere/7"))
    assert "register.forbidden_certificate" in one
    assert "民政婚姻登记信息" in one
