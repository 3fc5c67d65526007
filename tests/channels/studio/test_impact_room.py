"""The room of impact: a file of the package written otherwise, and what that would do."""

import re
from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.revisions import api as revisions
from onething.areas.training import api as training
from onething.core.actors import Actor, Role
from onething.kit.ports import now
from tests.areas.cases.conftest import house
from tests.areas.cases.world import APPLICANT, CITY_CODE, submission
from tests.channels.studio.conftest import LOADER, staff, text
from tests.core.impact.dongguan import FILES

__all__ = ["house"]
PATH = "items/hardship-allowance.yaml"
ADDRESS = "/studio/impact/"

NEW_SHARE = """
assessment-register:
  label: {zh: 残疾评定登记, en: Register of assessments}
  department: civil-affairs
  system: civil-affairs
  fields: [disability.since]
  needs_consent: true
  basis: 政务数据共享条例
  source: calibrated
  grants:
    - items: [disability-certificate]
      roles: [applicant]
      fields: [disability.since]
      purpose: {zh: 核对致残时间, en: Check since when}
      basis: 政务数据共享条例
      until: 2027-12-31
"""


def otherwise(*pairs):
    said = FILES[PATH].decode()
    for before, after in pairs:
        assert before in said
        said = said.replace(before, after, 1)
    return {"path": PATH, "text": said.replace("\n", "\r\n")}


@pytest.fixture
def applied(published):
    cases.submit(APPLICANT, submission=submission(), key="k1", now=now() - timedelta(days=1))


class TestTheRoom:
    def test_is_open_to_item_managers_and_closed_to_others(self, item_manager):
        assert ADDRESS in text(item_manager.get("/studio/"))
        assert item_manager.get(ADDRESS).status_code == 200
        clerk = staff("林晓", Role.CLERK)
        assert clerk.get(ADDRESS).status_code == 403
        assert clerk.post(ADDRESS, otherwise()).status_code == 403

    def test_lets_a_manager_in_but_shows_no_file_that_is_not_open_to_that_role(self, published):
        page = text(staff("何主任", Role.MANAGER).get(ADDRESS))
        assert PATH not in page
        assert "由事项管理员做" in page

    def test_opens_a_file_as_it_holds(self, item_manager):
        page = item_manager.get(ADDRESS, {"path": PATH})
        assert page.context["form"].initial["text"] == FILES[PATH].decode()

    def test_of_the_same_text_nothing_changes(self, item_manager):
        page = text(item_manager.post(ADDRESS, otherwise()))
        assert "没有一件事因此变化" in page

    def test_shows_the_scene_the_application_and_the_reason(self, item_manager, applied):
        page = item_manager.post(
            ADDRESS, otherwise(("accepts: [share, upload, paper]", "accepts: [upload, paper]"))
        )
        said = text(page)
        assert "1 件里有 1 件要多交 1 份材料" in said
        assert "“低保证”原来部门共享，现在上传" in said
        assert f"{PATH}:" in said
        assert 'class="q3"' in said
        assert page.context["squares"] == [("worse", 0, 0)]
        assert "黎国安" not in said

    def test_each_group_opens_to_its_list(self, item_manager, applied):
        path = "items/disability-certificate.yaml"
        shorter = FILES[path].decode().replace("promised_days: 15", "promised_days: 12")
        page = item_manager.post(ADDRESS, {"path": path, "text": shorter})
        said = text(page)
        assert 'href="#group-1"' in said
        assert 'id="group-1"' in said
        assert 'class="q1"' in said
        assert page.context["squares"] == [("better", 0, 0)]
        assert "1 件里有 1 件快 3 个工作日" in said

    def test_what_nobody_could_look_up_then_is_told_with_and_without_it(self, item_manager, applied):
        path = "shares.yaml"
        page = item_manager.post(ADDRESS, {"path": path, "text": FILES[path].decode() + NEW_SHARE})
        told = text(page)
        assert "残疾评定登记：原来没有用过，那天没有人查" in told
        assert page.context["squares"] == [("same", 0, 0)]
        assert page.context["answered"]["squares"] == [("better", 0, 0)]
        assert "1 件里有 1 件要少填 1 个字段" in told
        assert 'href="#answered-1"' in told
        assert told.count('id="group-1"') == told.count('id="answered-1"') == 1

    def test_a_file_with_mistakes_comes_back_with_every_finding(self, item_manager):
        page = item_manager.post(ADDRESS, otherwise(("promised_days: 15", "promised_days: soon")))
        assert page.status_code == 422
        assert "promised_days: soon" in text(page)
        assert "impact" not in page.context or not page.context["impact"]

    def test_shows_how_answers_and_exam_questions_would_read_and_opens_them(self, item_manager):
        knowledge.load_answers(LOADER, now=now())
        training.load_questions(LOADER, now=now())
        said = text(item_manager.post(ADDRESS, otherwise(("promised_days: 15", "promised_days: 10"))))
        assert "从“15 个工作日”变成“10 个工作日”" in said
        assert re.search(r"[1-9]\d* 条里有 3 条读起来会不同", said)
        assert 'href="/studio/answers/of/' in said
        assert "试题：" in said
        assert 'href="/studio/training/of/hardship-allowance-days/">有人问困难残疾人生活补贴多久办好' in said

    def test_says_that_a_wrong_option_would_read_like_the_right_one(self, item_manager):
        training.load_questions(LOADER, now=now())
        said = text(item_manager.post(ADDRESS, otherwise(("promised_days: 15", "promised_days: 30"))))
        assert "<li>选项 B 第 1 行第 1 个字：和选项 A 读起来一样（30 个工作日）" in said

    def test_publishes_nothing(self, item_manager):
        before = catalogue.current_version(LOADER)
        item_manager.post(ADDRESS, otherwise(("promised_days: 15", "promised_days: 10")))
        assert catalogue.current_version(LOADER) == before

    def test_an_unknown_file_is_not_opened(self, item_manager):
        page = item_manager.post(ADDRESS, {"path": "../secret", "text": "x"})
        assert page.status_code in (200, 422)
        assert page.context["path"] == ""


class TestARevision:
    @pytest.fixture
    def written(self, item_manager):
        """A revision of another item manager that takes a share away."""
        author = Actor(
            "user:a", "黎国栋", frozenset({Role.ITEM_MANAGER}), department="civil-affairs", division=CITY_CODE
        )
        said = otherwise(("accepts: [share, upload, paper]", "accepts: [upload, paper]"))
        files = {PATH: said["text"].replace("\r\n", "\n").encode()}
        one = revisions.open_revision(author, title="低保证改为上传", now=now())
        return revisions.save_files(author, revision_id=one.id, files=files, seen=one.sequence, now=now())

    def test_stands_in_the_room_and_opens_to_its_impact(self, applied, written):
        reviewer = staff("何主任", Role.MANAGER, department="civil-affairs")
        address = f"{ADDRESS}revisions/{written.id}/"
        assert address in text(reviewer.get(ADDRESS))
        said = text(reviewer.get(address))
        assert "低保证改为上传" in said
        assert "1 件里有 1 件要多交 1 份材料" in said

    def test_is_closed_to_clerks_and_not_found_when_it_is_not_there(self, written, item_manager):
        address = f"{ADDRESS}revisions/{written.id}/"
        assert staff("林晓", Role.CLERK).get(address).status_code == 403
        nothing = "00000000-0000-7000-8000-000000000000"
        assert item_manager.get(f"{ADDRESS}revisions/{nothing}/").status_code == 404
