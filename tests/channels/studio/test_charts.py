"""Charts in the studio: of a draft as it is edited, and of the family of an item, each node to its place or version."""

import re
from html import unescape

import pytest

from onething.core.actors import Role
from tests.areas.register.families import take_in
from tests.channels.studio.conftest import staff, text
from tests.channels.studio.test_composer_room import BREAKS, disabled

__all__ = ["disabled"]


def drawn(page: str) -> str:
    return unescape("".join(re.findall(r"<svg.*?</svg>", page, re.S)))


def linked(page: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', drawn(page)))


class TestTheChartOfADraft:
    def test_shows_what_the_draft_says_now_and_leads_to_where_it_is_edited(self, item_manager, disabled):
        where, id = disabled
        page = text(item_manager.get(where))
        assert f"{where}chart" in page
        before = text(item_manager.get(f"{where}chart"))
        assert "不办" in drawn(before)
        links = linked(before)
        assert links
        assert all(one.startswith(f"/studio/drafts/{id}/") for one in links)
        for one in sorted(links):
            assert item_manager.get(one.partition("#")[0]).status_code == 200, one
        item_manager.post(f"{where}change", BREAKS)
        after = text(item_manager.get(f"{where}chart"))
        assert drawn(after) != drawn(before)
        assert "证明还有 1 个错误" in after
        assert "证明还有" not in before

    def test_of_a_draft_that_does_not_read_leads_to_where_it_is_said_what_is_wrong(
        self, item_manager, disabled
    ):
        where, _id = disabled
        item_manager.post(f"{where}change", {"item": "care-allowance", "drop": "1"})
        assert "读不成一件事" in text(item_manager.get(where))
        assert item_manager.get(f"{where}chart")["Location"] == where

    def test_names_every_item_as_text_too(self, item_manager, disabled):
        where, _id = disabled
        page = text(item_manager.get(f"{where}chart"))
        listed = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
        items = {one for one in linked(page) if "/edit/items/" in one}
        assert items <= set(re.findall(r'href="([^"]+)"', listed))

    def test_is_closed_to_who_may_not_read_drafts_and_missing_for_another_scene(self, item_manager, disabled):
        where, id = disabled
        assert staff("林晓", Role.CLERK).get(f"{where}chart").status_code == 403
        assert item_manager.get(f"/studio/drafts/{id}/scenes/nothing/chart").status_code == 404


class TestTheFamilyOfAnItem:
    @pytest.fixture
    def family(self, published):
        take_in(f"{n:03}" for n in range(130))

    def test_is_counted_where_it_is_large_and_the_count_opens_the_list(self, item_manager, family):
        page = text(item_manager.get("/studio/register/test/007"))
        assert "/studio/families/test/007" in page
        chart = text(item_manager.get("/studio/families/test/007"))
        assert "40 个业务办理项，点开看清单" in drawn(chart).replace("</tspan>", "")
        assert "?group=2#g-2" in linked(chart)
        opened = re.search(
            r'<details class="fam" id="g-2" open>(.*?)</details>',
            text(item_manager.get("/studio/families/test/007?group=2")),
            re.S,
        )
        assert opened[1].count("?version=1") == 40
        assert '<details class="fam" id="g-2">' in chart

    def test_of_a_few_draws_each_and_leads_to_its_version(self, item_manager, published):
        take_in(["新办", "变更"])
        page = item_manager.get("/studio/register/test/新办")
        assert page.status_code == 200
        assert "食品经营许可变更" in text(page)
        links = {
            one for one in linked(text(item_manager.get("/studio/families/test/新办"))) if "version" in one
        }
        assert len(links) == 2
        for one in links:
            assert item_manager.get(one).status_code == 200

    def test_that_stands_alone_has_no_chart(self, item_manager, published):
        take_in(["allein"])
        assert item_manager.get("/studio/register/test/allein").status_code == 200
        assert item_manager.get("/studio/families/test/allein").status_code == 404
        assert staff("林旭", Role.CLERK).get("/studio/families/test/allein").status_code == 403
