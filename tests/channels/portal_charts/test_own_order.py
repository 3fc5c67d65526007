"""The order for one's own answers: only what applies to them, in the guide and on a page to print; a draft's is its owner's."""

import re
from html import unescape

import pytest

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from tests.channels.portal_apply.applying import ALONE, begun
from tests.channels.portal_apply.test_portal_guide import DISABLED, walk


def items_drawn(text: str) -> set[str]:
    charts = "".join(re.findall(r"<svg[^>]*own-.*?</svg>", text, re.S))
    return set(re.findall(r'href="[^"]*/items/([^"]+)"', charts))


@pytest.fixture
def answered(visitor):
    walk(visitor, DISABLED, ALONE)
    return visitor.get(DISABLED)


class TestTheGuide:
    def test_after_its_last_question_draws_the_items_of_these_answers_and_no_other(self, answered):
        plan = answered.context["plan"]
        assert plan.left_out
        assert items_drawn(unescape(answered.content.decode())) == {one.id for one in plan.items}

    def test_draws_none_while_it_still_asks(self, visitor):
        assert "own-broad" not in visitor.get(DISABLED).content.decode()

    def test_leads_to_the_page_to_print_which_says_the_same_as_text(self, visitor, answered):
        assert "/matters/disabled-services/order" in answered.content.decode()
        page = visitor.get("/matters/disabled-services/order")
        assert page["Cache-Control"] == "private, no-store"
        text = unescape(page.content.decode())
        listed = re.sub(r"<svg.*?</svg>", "", text, flags=re.S)
        scene = catalogue.current(Actor.job("load")).scenes["disabled-services"]
        for one in answered.context["plan"].items:
            assert f"/versions/{scene.hash}/items/{one.id}" in listed
        assert items_drawn(text) == {one.id for one in answered.context["plan"].items}
        assert "您有残疾人证吗？" in listed

    def test_of_a_visitor_who_answered_nothing_says_how_much_is_open(self, visitor):
        assert "个问题没答" in visitor.get("/matters/disabled-services/order").content.decode()


class TestADraft:
    def test_shows_its_owner_the_order_and_nobody_else(self, li, chen):
        draft = begun(li)
        page = li.get(f"/drafts/{draft.id}/order")
        assert items_drawn(page.content.decode()) == {one.id for one in draft.plan.items}
        assert f"/drafts/{draft.id}/questions" in page.content.decode()
        assert chen.get(f"/drafts/{draft.id}/order").status_code == 404
