"""The page of what a source says new of an entry that was changed here: both beside what they came from, into a draft."""

import re

import pytest

from onething.areas.revisions import api as revisions
from onething.core.actors import Role
from tests.areas.revisions.conftest import NOW, WORKER, published, published_one  # noqa: F401
from tests.areas.revisions.test_entries import PATH, file_with, take
from tests.channels.studio.conftest import staff, text

NEWS = "/studio/drafts/news/list/7"


@pytest.fixture
def manager(published):  # noqa: F811
    take()
    published_one(file_with(promised_days=3))
    take({"days": 4, "address": "二楼"})
    return staff("甲", Role.ITEM_MANAGER, department="welfare")


def test_is_reached_from_the_entry_and_shows_what_comes_in_and_what_is_to_be_decided(manager):
    assert f'href="{NEWS}"' in text(manager.get("/studio/register/list/7"))
    assert "来源有新内容" not in text(manager.get("/studio/register/list/7?version=1"))
    page = text(manager.get(NEWS))
    for shown in (
        "承诺办结时限（天）",
        "<code>5</code>",
        "<code>3</code>",
        "<code>4</code>",
        "二楼",
        "list.csv",
    ):
        assert shown in page


def test_comes_back_until_every_place_is_decided_and_goes_into_a_draft_then(manager):
    form = manager.get(NEWS)
    seen, (place,) = form.context["form"].initial["seen"], form.context["met"].places
    page = manager.post(NEWS, {"seen": seen})
    assert page.status_code == 422
    assert "还有 1 处没有选" in text(page)
    answer = manager.post(NEWS, {"seen": seen, place.conflict.key: "theirs"})
    id = re.search(r"drafts/([0-9a-f-]{36})/register/list/7", answer.url)[1]
    held = revisions.files_of(WORKER, revision_id=id)[PATH].decode()
    assert "promised_days: 4\n" in held
    assert "address: 二楼\n" in held
    assert revisions.get_revision(WORKER, revision_id=id).title == "合并来源的新内容：护老补贴"
    assert manager.get(answer.url).status_code == 200


def test_news_that_moved_are_read_again(manager):
    seen = manager.get(NEWS).context["form"].initial["seen"]
    take({"days": 4, "address": "三楼"})
    assert manager.post(NEWS, {"seen": seen}).status_code == 409
    assert manager.get("/studio/drafts/news/list/8").status_code == 404
    assert revisions.list_waiting(WORKER) == []
    assert revisions.publish_due(WORKER, now=NOW) == 0


def test_others_look_or_are_refused(manager):
    auditor = staff("丁", Role.AUDITOR)
    assert "合并进新的修订稿" not in text(auditor.get(NEWS))
    assert auditor.post(NEWS, {"seen": "x"}).status_code == 403
    assert staff("戊", Role.REVIEWER).get(NEWS).status_code == 403
