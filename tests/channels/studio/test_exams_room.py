"""The pages of those who write and review exam questions."""

import pytest

from onething.areas.training import api as training
from onething.areas.training.models import QuestionRow, RevisionRow
from onething.core.actors import Role
from onething.kit.ports import now
from tests.channels.studio.conftest import LOADER, staff, text

ROOM = "/studio/training/"
KEY = "birth-registration-days"
WRITTEN = {
    "kind": "several",
    "stem_zh": "办{birth-registration.name}要哪些材料？",
    "stem_en": "Which papers?",
    "option_1_zh": "{birth-registration.materials.birth-certificate}",
    "option_1_right": "on",
    "option_3_zh": "{birth-registration.materials.id-card}",
    "option_3_right": "on",
    "option_4_zh": "计划生育证明",
    "option_4_en": "A family planning certificate",
    "explanation_zh": "{birth-registration.materials}",
    "items": "birth-registration",
    "owner": "public-security",
    "laws": "《中华人民共和国户口登记条例》第七条",
}
STATEMENT = {
    **{name: value for name, value in WRITTEN.items() if not name.startswith("option")},
    "kind": "true_false",
    "holds": "false",
    "stem_zh": "{birth-registration.name}要交钱。",
}


@pytest.fixture(autouse=True)
def _bank(published):
    training.load_questions(LOADER, now=now())


@pytest.fixture
def writer():
    return staff("严松年", Role.ITEM_MANAGER, department="public-security")


@pytest.fixture
def colleague():
    return staff("周予安", Role.MANAGER, department="public-security")


def page_of(key):
    return f"{ROOM}of/{key}/"


def new(client, **more):
    assert client.post(f"{ROOM}new", {**WRITTEN, **more}).status_code == 302
    return QuestionRow.objects.get(key__startswith="q-").key


def act(client, key, name, **more):
    return client.post(page_of(key), {"act": name, **more})


def state(key):
    return RevisionRow.objects.filter(question=key).order_by("-number")[0].state


class TestTheRoom:
    def test_lists_questions_by_state_item_and_department_as_they_read(self, writer, item_manager):
        page = text(item_manager.get(ROOM))
        assert "材料齐全，出生登记什么时候办好？" in page
        assert "下面哪些是食品经营许可要的材料？" in page
        narrow = text(item_manager.get(f"{ROOM}?item=food-permit"))
        assert "下面哪些是食品经营许可要的材料？" in narrow
        assert "什么时候办好" not in narrow
        assert "什么时候办好" in text(item_manager.get(f"{ROOM}?owner=public-security"))
        assert "食品经营许可" not in text(writer.get(ROOM))
        assert "这里没有" in text(writer.get(f"{ROOM}?state=review"))

    def test_is_closed_to_those_who_are_examined(self):
        for role in (Role.CLERK, Role.REVIEWER):
            client = staff(f"甲{role}", role)
            assert client.get(ROOM).status_code == 403
            assert client.get(page_of(KEY)).status_code == 403


class TestAQuestion:
    def test_is_written_reviewed_and_put_in_use_by_two_people(self, writer, colleague):
        key = new(writer)
        page = text(writer.get(page_of(key)))
        assert "办出生登记要哪些材料？" in page
        assert "<b>C</b> 计划生育证明" in page
        act(writer, key, "send")
        back = act(writer, key, "use")
        assert (back.status_code, "请另一位同事审" in text(back)) == (422, True)
        assert act(colleague, key, "use").status_code == 302
        assert state(key) == "in_use"

    def test_outside_its_days_says_so(self, writer):
        key = new(writer, from_on="2026-01-01", to_on="2026-01-02")
        assert "不在有效期" in text(writer.get(page_of(key)))
        assert "不在有效期" in text(writer.get(f"{ROOM}?state=draft"))
        assert "不在有效期" not in text(writer.get(ROOM))

    def test_comes_back_with_every_flaw_and_stays_a_draft(self, writer):
        key = new(writer, stem_zh="5 天办好吗？", option_3_right="")
        assert "题干第 1 行第 1 个字：“5 天”是手写的" in text(writer.get(page_of(key)))
        back = act(writer, key, "send")
        assert back.status_code == 422
        assert "{birth-registration.promised_days}" in text(back)
        assert "多选题只有一个正确选项" in text(back)
        assert state(key) == "draft"

    def test_is_edited_in_its_form(self, writer):
        key = new(writer)
        shown = writer.get(f"{page_of(key)}write").context["form"].initial
        assert (shown["option_3_zh"], shown["option_3_right"]) == ("计划生育证明", False)
        assert writer.post(f"{page_of(key)}write", STATEMENT).status_code == 302
        page = text(writer.get(page_of(key)))
        assert "出生登记要交钱。" in page
        assert "B 错" in page
        assert writer.get(f"{page_of(key)}write").context["form"].initial["holds"] == "false"

    def test_that_is_a_statement_with_options_comes_back(self, writer):
        back = writer.post(f"{ROOM}new", {**WRITTEN, "kind": "true_false", "holds": "true"})
        assert (back.status_code, "判断题没有选项" in text(back)) == (422, True)
        assert writer.post(f"{ROOM}new", {**WRITTEN, "laws": "第七条"}).status_code == 422

    def test_with_a_number_of_a_person_comes_back_at_once(self, writer):
        back = writer.post(f"{ROOM}new", {**WRITTEN, "stem_zh": "打 13800001357"})
        assert (back.status_code, "手机号" in text(back)) == (422, True)
        assert not QuestionRow.objects.filter(key__startswith="q-").exists()

    def test_in_use_is_revised_and_withdrawn_with_a_reason(self, writer, colleague):
        assert act(writer, KEY, "again").status_code == 302
        assert act(writer, KEY, "revise").status_code == 302
        act(writer, KEY, "send")
        assert act(colleague, KEY, "return").status_code == 422
        assert act(colleague, KEY, "return", reason="题干不清").status_code == 302
        assert "题干不清" in text(writer.get(page_of(KEY)))
        assert act(writer, KEY, "withdraw").status_code == 422
        assert act(writer, KEY, "withdraw", reason="不改了").status_code == 302
        assert state(KEY) == "withdrawn"

    def test_withdrawn_is_taken_up_again_by_a_new_draft(self, writer):
        act(writer, KEY, "withdraw", reason="改版")
        page = text(writer.get(page_of(KEY)))
        assert ('value="revise"' in page, 'value="withdraw"' in page) == (True, False)
        assert act(writer, KEY, "revise").status_code == 302
        assert state(KEY) == "draft"

    def test_offers_a_supervisor_nothing(self):
        supervisor = staff("秦守真", Role.SUPERVISOR)
        assert 'name="act"' not in text(supervisor.get(page_of(KEY)))
        assert act(supervisor, KEY, "withdraw", reason="x").status_code == 403
        assert supervisor.get(f"{ROOM}new").status_code == 403
