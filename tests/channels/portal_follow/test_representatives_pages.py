"""Who may act for somebody: given, claimed and ended on the person's own pages."""

from datetime import timedelta

import pytest
from django.test import Client

from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.kit.ports import now, today
from tests.areas.cases.world import APPLICANT, city
from tests.channels.portal_apply.applying import photo
from tests.shipped import FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=now())


class TestRepresentatives:
    def test_are_given_with_dates_and_ended(self, li, chen):
        day = now().date()
        given = {
            "name": "陈思敏",
            "document": "citizen_number",
            "number": "990000199203150026",
            "reach": "all",
            "from_on": day.isoformat(),
            "until": (day + timedelta(days=30)).isoformat(),
        }
        assert li.post("/representatives", given).status_code == 302
        assert "黎国安" in chen.get("/representatives").content.decode()
        wrong = li.post("/representatives", {**given, "number": "990000199203150021"})
        assert wrong.status_code == 422
        permit = {**given, "document": "residence_permit_hmt"}
        assert "81、82 或 83" in str(li.post("/representatives", permit).context["form"].errors["number"])
        (one,) = people.list_authorities(APPLICANT)
        letter = li.get(f"/representatives/{one.id}/letter.pdf")
        assert letter.content.startswith(b"%PDF")
        assert chen.get(f"/representatives/{one.id}/letter.pdf").status_code == 404  # who gives it signs it
        assert li.get(f"/representatives/{one.id}/end").status_code == 200
        assert li.post(f"/representatives/{one.id}/end").status_code == 302
        assert people.list_authorities(APPLICANT)[0].state == "revoked"

    def test_are_not_given_until_a_day_that_nobody_can_mean(self, li):
        given = {
            "name": "陈思敏",
            "document": "citizen_number",
            "number": "990000199203150026",
            "reach": "all",
            "from_on": now().date().isoformat(),
            "until": "9999-12-31",
        }
        answer = li.post("/representatives", given)
        assert answer.status_code == 422
        assert "日期应像 2026-03-05" in answer.content.decode()

    def test_are_given_for_the_things_that_are_ticked(self, li, chen, published):
        day = now().date()
        given = {
            "name": "陈思敏",
            "document": "citizen_number",
            "number": "990000199203150026",
            "reach": "some",
            "from_on": day.isoformat(),
            "until": (day + timedelta(days=30)).isoformat(),
        }
        bare = li.post("/representatives", given)
        assert bare.status_code == 422
        assert "勾一件" in bare.content.decode()
        assert li.post("/representatives", {**given, "scenes": ["no-such-thing"]}).status_code == 422
        assert li.post("/representatives", {**given, "reach": "", "scenes": ["birth"]}).status_code == 422
        assert people.list_authorities(APPLICANT) == []
        assert li.post("/representatives", {**given, "scenes": ["birth"]}).status_code == 302
        assert people.list_authorities(APPLICANT)[0].scenes == {"birth"}
        name = city().scenes["birth"].name.zh
        for client in (li, chen):
            shown = client.get("/representatives").content.decode()
            assert f"只办：{name}" in shown
        too_long = {**given, "scenes": ["birth"], "until": (day + timedelta(days=400)).isoformat()}
        assert li.post("/representatives", too_long).status_code == 422

    def test_claim_and_wait_with_a_code_until_the_window_answers(self, li, chen):
        path = "/representatives/claim"
        assert li.get(path).status_code == 200
        given = {
            "kind": "guardian",
            "name": "陈思敏",
            "document": "citizen_number",
            "number": "990000199203150026",
            "from_on": now().date().isoformat(),
            "paper": photo(),
        }
        assert li.post(path, {**given, "number": "990000199203150021"}).status_code == 422
        assert li.post(path, {**given, "kind": "agent", "paper": photo()}).status_code == 422
        assert li.post(path, {**given, "paper": photo()}).status_code == 302
        (one,) = people.list_authorities(APPLICANT)
        assert (one.state, one.kind, one.to_on, bool(one.document)) == ("claimed", "guardian", None, True)
        shown = li.get("/representatives").content.decode()
        assert "等核实" in shown
        assert one.code in shown
        assert "户口簿" in shown
        assert one.code not in chen.get("/representatives").content.decode()
        twice = li.post(path, {**given, "paper": photo()})
        assert twice.status_code == 422
        assert one.code in twice.content.decode()
        assert li.post(f"/representatives/{one.id}/end").status_code == 302
        assert people.list_authorities(APPLICANT)[0].state == "revoked"

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_begin_today_in_a_box_that_browsers_can_read(self, li, published, language):
        li.cookies["language"] = language
        for path in ("/representatives", "/representatives/claim", "/representatives/claim-organisation"):
            box = f'<input type="date" name="from_on" value="{today().isoformat()}"'
            assert box in li.get(path).content.decode()

    def test_are_pages_for_citizens(self):
        for path in ("/representatives", "/representatives/claim"):
            response = Client(headers={"host": "localhost"}).get(path)
            assert (response.status_code, response["Location"][:8]) == (302, "/sign-in")

    def test_claim_that_an_organisation_lets_them_confirm(self, li, published):
        path, day = "/representatives/claim-organisation", now().date()
        assert li.get(path).status_code == 200
        given = {
            "name": "示例建筑有限公司",
            "number": "91990000MA00001011",
            "reach": "some",
            "scenes": ["end-safety-supervision"],
            "from_on": day.isoformat(),
            "until": (day + timedelta(days=30)).isoformat(),
        }
        wrong = li.post(path, {**given, "number": "91990000MA00001012"})
        assert wrong.status_code == 422
        assert "number" in wrong.context["form"].errors
        assert li.post(path, {**given, "until": (day + timedelta(days=400)).isoformat()}).status_code == 422
        assert li.post(path, {**given, "paper": photo()}).status_code == 302
        (one,) = people.list_authorities(APPLICANT, organisations=True)
        assert (one.principal, one.kind, one.state) == ("credit_code:91990000MA00001011", "agent", "claimed")
        shown = li.get("/representatives").content.decode()
        for word in ("示例建筑有限公司", one.code, "91990000MA00001011", "授权委托书", "只能替它确认"):
            assert word in shown
        assert li.get(f"/representatives/{one.id}/letter.pdf").status_code == 404
        assert people.list_authorities(APPLICANT) == []
