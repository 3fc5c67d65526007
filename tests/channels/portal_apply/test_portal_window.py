"""The second way to sign: a code for whichever window the person goes to."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from onething.areas.guidance import api as guidance
from onething.core.actors import Role
from onething.kit.ports import now
from tests.channels.desk.window import staff
from tests.channels.portal_apply.applying import draft_of, page, ready, signed
from tests.channels.portal_apply.test_portal_guide import text_of

pytestmark = pytest.mark.django_db


def code_on(response):
    """The code as the page shows it."""
    return "".join(re.search(r"data-code>([\d ]+)<", text_of(response))[1].split())


class TestSigningAtAWindow:
    def test_is_offered_where_one_checks_and_signs(self, li):
        draft = ready(li)
        where = page(li, draft, "window")
        assert f'href="{where}"' in text_of(li.get(page(li, draft, "check")))
        shown = text_of(li.get(where))
        assert "拿窗口码" in shown
        assert "data-code" not in shown

    def test_shows_code_last_day_qr_and_the_way_to_the_windows(self, li):
        draft = ready(li)
        where = page(li, draft, "window")
        assert li.get(f"{where}/code.svg").status_code == 404
        assert li.post(where, {"act": "give"}).url == where
        response = li.get(where)
        held = guidance.find_window_code(li.actor, draft_id=draft.id, now=now())
        assert code_on(response) == held.code
        shown = text_of(response)
        assert f"{held.last_day.month} 月 {held.last_day.day} 日" in shown
        assert 'href="/windows"' in shown
        assert 'href="/who-looked"' in shown
        picture = li.get(f"{where}/code.svg")
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml")
        assert "no-store" in picture["Cache-Control"]
        assert li.post(where, {"act": "give"}).status_code == 302
        assert code_on(li.get(where)) == held.code
        assert held.code not in where

    def test_is_taken_back(self, li):
        draft = ready(li)
        where = page(li, draft, "window")
        li.post(where, {"act": "give"})
        assert li.post(where, {"act": "take-back"}).url == where
        shown = text_of(li.get(where))
        assert "收回" in shown
        assert "data-code" not in shown
        assert guidance.find_window_code(li.actor, draft_id=draft.id, now=now()) is None

    def test_says_when_a_window_has_opened_it(self, li):
        draft = ready(li)
        where = page(li, draft, "window")
        li.post(where, {"act": "give"})
        assert "打开过" not in text_of(li.get(where))
        clerk = staff("林晓", "0716", Role.CLERK, "data-services").actor
        code = guidance.find_window_code(li.actor, draft_id=draft.id, now=now()).code
        guidance.open_at_window(clerk, code=code, person=li.actor.person_id, now=now())
        assert "打开过" in text_of(li.get(where))
        guidance.get_draft(clerk, draft_id=draft.id, now=now())
        assert "林晓" in text_of(li.get("/who-looked"))

    def test_leaves_the_other_way_open(self, li):
        draft = ready(li)
        li.post(page(li, draft, "window"), {"act": "give"})
        response = signed(li, draft_of(li))
        assert "/receipts/" in response.url
        assert li.get(page(li, draft, "window")).url == response.url

    def test_is_for_the_owner(self, li, chen):
        draft = ready(li)
        for path in ("window", "window/code.svg"):
            assert chen.get(page(li, draft, path)).status_code == 404
            assert Client().get(page(li, draft, path)).status_code == 302
        assert chen.post(page(li, draft, "window"), {"act": "give"}).status_code == 404
        for role in (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR):
            other = staff("高明", f"33{len(role)}{role[:2]}", role, "civil-affairs")
            assert other.get(page(li, draft, "window")).status_code == 403
            assert other.post(page(li, draft, "window"), {"act": "give"}).status_code == 403

    def test_does_nothing_that_it_does_not_know(self, li):
        draft = ready(li)
        assert li.post(page(li, draft, "window"), {"act": "x"}).status_code == 302
        assert guidance.find_window_code(li.actor, draft_id=draft.id, now=now()) is None
        assert draft_of(li).expires_on <= (now() + timedelta(days=30)).date()
