"""A matter that takes applications on certain days: told in the guide and the draft, refused where it is sent."""

from datetime import date, timedelta

import pytest
from django.test import Client

from onething.adapters.packages import read_folder
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.core.actors import Actor
from onething.kit.ports import now, today
from onething.kit.problems import written_day
from tests.channels.portal_apply.applying import ALONE, begun, draft_of, page, ready
from tests.channels.portal_apply.test_portal_guide import DISABLED, text_of, walk
from tests.conftest import ROOT

SCENE = "scenes/disabled-services.yaml"


def open_between(first: date, last: date) -> None:
    """Let the matter take applications between two days only."""
    files = read_folder(ROOT / "cities" / "dongguan")
    said = (
        f"\nperiods:\n  - {{from: {first}, to: {last}, note: {{zh: 以公告为准, en: As the notice says}}}}\n"
    )
    catalogue.publish(Actor.job("load"), files={**files, SCENE: files[SCENE] + said.encode()}, now=now())


def day(value: date, language: str = "zh") -> str:
    return written_day(value, language, weekday=False)


@pytest.fixture
def later(city):
    """The matter opens in forty days."""
    first = today() + timedelta(days=40)
    open_between(first, first + timedelta(days=9))
    return first


class TestOutsideTheDays:
    def test_the_guide_says_when_the_next_begin_in_the_language_of_the_reader(self, later, visitor):
        until = later + timedelta(days=9)
        assert f"下一次从 {day(later)}到 {day(until)}受理" in text_of(visitor.get(DISABLED))
        visitor.cookies["language"] = "en"
        seen = text_of(visitor.get(DISABLED))
        assert f"next taken from {day(later, 'en')} to {day(until, 'en')}" in seen
        assert "As the notice says" in seen

    def test_what_is_reckoned_begins_on_the_first_of_them(self, later, li):
        walk(li, DISABLED, ALONE)
        for address in (DISABLED, f"{DISABLED}order"):
            seen = text_of(li.get(address))
            assert f"{day(later)}交" in seen
            assert "今天交" not in seen

    def test_a_draft_is_prepared_kept_until_then_and_cannot_be_sent(self, later, li):
        draft = ready(li)
        assert draft.expires_on == later + timedelta(days=30)
        seen = li.get(page(li, draft, "check"))
        assert f"下一次从 {day(later)}" in text_of(seen)
        assert "签名并提交" not in text_of(seen)
        sheet = guidance.make_sheet(li.actor, draft_id=draft.id, now=now())
        data = {"version": draft.version, "hash": sheet.hash, "confirm": "on"}
        refused = li.post(page(li, draft, "check"), data)
        assert refused.status_code == 422
        assert f"{day(later)[:4]} 年" in text_of(refused)
        assert "到那天再提交" in text_of(refused)
        assert not cases.list_applications(li.actor, today=today()).lines
        assert draft_of(li).ready

    def test_what_a_visitor_begins_is_kept_as_long_as_always(self, later):
        view = guidance.open_draft(Actor.visitor(), scene="disabled-services", guest="g", now=now())
        assert view.expires_on == today() + timedelta(days=30)


class TestInsideTheDays:
    def test_the_last_day_is_shown_and_it_is_sent(self, city, li):
        last = today() + timedelta(days=3)
        open_between(today(), last)
        draft = ready(li)
        assert draft.expires_on == today() + timedelta(days=30)
        assert f"最后一天是 {day(last)}" in text_of(li.get(page(li, draft, "check")))
        assert "签名并提交" in text_of(li.get(page(li, draft, "check")))

    def test_when_all_days_are_over_it_is_said_that_no_others_are_known(self, city, li):
        yesterday = today() - timedelta(days=1)
        open_between(yesterday, yesterday)
        assert "下一次还没有公布" in text_of(Client().get(DISABLED))
        begun(li)
        assert draft_of(li).expires_on == today() + timedelta(days=30)
