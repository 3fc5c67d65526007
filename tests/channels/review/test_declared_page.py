"""The page of what was granted on a declaration and is to be checked, or was checked and did not hold."""

import pytest

from tests.areas.cases.test_declared import check, story
from tests.areas.cases.tolerant import ITEM
from tests.channels.review.staff import FEDERATION, officer, text

__all__ = ["story"]
pytestmark = pytest.mark.django_db
PAGE = "/review/declared"


class TestThePageOfDeclarations:
    def test_says_what_to_do_about_a_grant_on_an_untrue_one(self, story, clock):
        story.grant(ITEM)
        clock.moment = story.now
        client = officer("许知行", FEDERATION, staff="2208")
        assert "核查不实" not in text(client.get(PAGE))
        check(story)
        page = text(client.get(PAGE))
        assert "核查不实" in page
        assert f"/review/{story.numbers[ITEM]}/right" in page
