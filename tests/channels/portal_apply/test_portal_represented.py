"""Somebody applies for another: from the authority that was given on a page to the papers, until it is taken back."""

import re
from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.people import api as people
from onething.kit.ports import today
from tests.channels.portal_apply.applying import (
    ALONE,
    draft_of,
    fill,
    give_papers,
    page,
    signed,
    text_of,
)
from tests.channels.portal_apply.conftest import CHEN, LI
from tests.channels.portal_apply.test_portal_guide import DISABLED, walk

pytestmark = pytest.mark.django_db
ABOUT = ("", "sent", "results", "contact", "delivery", "withdraw", "sent.pdf")


def give(li, scenes):
    given = {
        "name": "陈思敏",
        "document": "citizen_number",
        "number": CHEN,
        "reach": "some",
        "scenes": scenes,
        "from_on": today().isoformat(),
        "until": (today() + timedelta(days=30)).isoformat(),
    }
    assert li.post("/representatives", given).status_code == 302


def begin(chen):
    walk(chen, DISABLED, {**ALONE, "by": "agent", "authority": "registered"})
    return chen.post(f"{DISABLED}begin", {"principal": LI})


def handed_in(li, chen):
    """Give the authority for this one thing and hand in under it; return the number."""
    give(li, ["disabled-services"])
    assert begin(chen).status_code == 302
    draft = draft_of(chen)
    chen.post(page(chen, draft, "consent"), {"which": "none"})
    assert fill(chen).status_code == 302, [(one.key, one.issue) for one in draft_of(chen).wrong_fields]
    give_papers(chen)
    chen.post(page(chen, draft, "delivery"), {"way": "electronic"})
    response = signed(chen, draft_of(chen))
    assert response.status_code == 302, text_of(response)
    return response.url.split("/")[2]


class TestAnAgent:
    def test_of_another_thing_is_refused_at_the_beginning(self, li, chen):
        give(li, ["birth"])
        response = begin(chen)
        assert response.status_code == 403
        assert "没有替这个人办这件事的有效授权" in text_of(response)

    def test_goes_from_the_authority_to_tracking_and_is_out_once_it_is_taken_back(self, li, chen):
        number = handed_in(li, chen)
        receipt = f"/receipts/{number}/"
        for client in (li, chen):
            assert client.get(receipt).status_code == 200
            for name in ABOUT:
                assert client.get(f"/applications/{number}/{name}").status_code == 200, name
            assert number in text_of(client.get("/applications/"))
        (one,) = people.list_authorities(li.actor)
        assert li.post(f"/representatives/{one.id}/end").status_code == 302
        for name in ABOUT:
            assert chen.get(f"/applications/{number}/{name}").status_code == 404, name
            assert li.get(f"/applications/{number}/{name}").status_code == 200, name
        assert chen.get(receipt).status_code == 404
        assert chen.get(f"{receipt}paper.pdf").status_code == 404
        assert number not in text_of(chen.get("/applications/"))

    def test_changes_and_withdraws_nothing_once_it_is_taken_back(self, li, chen):
        number = handed_in(li, chen)
        where = f"/applications/{number}/"
        assert chen.post(f"{where}contact", {"phone": "13800001357"}).status_code == 302
        (one,) = people.list_authorities(li.actor)
        assert chen.post(f"/representatives/{one.id}/end").status_code == 302
        for name, given in (
            ("", {}),
            ("contact", {"phone": "13800006207"}),
            ("delivery", {"way": "window", "window": "南城"}),
            ("withdraw", {"what": "all", "reason": "不办了", "confirm": "on"}),
        ):
            assert chen.post(f"{where}{name}", given).status_code == 404, name
        seen = cases.application_view(li.actor, application=number, today=today())
        assert seen.contact.phone == "13800001357"
        assert seen.standing != "ended"

    def test_gives_consents_that_the_principal_sees_and_withdraws(self, li, chen, registers):
        give(li, ["disabled-services"])
        begin(chen)
        draft = draft_of(chen)
        chen.post(page(chen, draft, "consent"), {"which": "all"})
        link = re.search(rf"/consents/{draft.id}/[^/\"]+/withdraw", text_of(li.get("/who-looked")))
        assert link
        assert li.post(link[0]).status_code == 302
        assert link[0] not in text_of(li.get("/who-looked"))

    def test_loses_the_draft_with_the_authority(self, li, chen):
        give(li, ["disabled-services"])
        begin(chen)
        draft = draft_of(chen)
        (one,) = people.list_authorities(li.actor)
        li.post(f"/representatives/{one.id}/end")
        for name in ("questions", "consent", "form", "papers", "delivery"):
            assert chen.get(page(chen, draft, name)).status_code == 404, name
        assert chen.post(page(chen, draft, "consent"), {"which": "all"}).status_code == 404
        assert "黎国安" not in text_of(chen.get("/drafts/"))
