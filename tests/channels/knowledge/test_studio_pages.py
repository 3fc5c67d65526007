"""The pages of those who write and review answers, and of the queue."""

import re

from onething.areas.knowledge.models import AnswerRow, QuestionRow, RevisionRow
from tests.channels.studio.conftest import text

ROOM = "/studio/answers/"
WRITTEN = {
    "question_zh": "派出所几点开门？",
    "question_en": "When is the police station open?",
    "variants": "派出所上班时间\n派出所周末开吗",
    "text_zh": "{birth-registration.hours}",
    "text_en": "{birth-registration.hours}",
    "items": "birth-registration",
    "scenes": "birth",
    "owner": "public-security",
    "laws": "《中华人民共和国户口登记条例》第七条",
}


def page_of(key):
    return f"{ROOM}of/{key}/"


def new(client, **more):
    client.post(f"{ROOM}new", {**WRITTEN, **more})
    return AnswerRow.objects.exclude(key__startswith="birth-").filter(key__startswith="a-").get().key


def act(client, key, name, **more):
    return client.post(page_of(key), {"act": name, **more})


def state(key):
    return RevisionRow.objects.filter(answer=key).order_by("-number")[0].state


class TestTheRoom:
    def test_lists_answers_by_state_with_their_counts(self, writer):
        page = text(writer.get(ROOM))
        assert "给孩子上户口要多久？" in page
        assert "开公司要多久？" not in page
        assert text(writer.get(f"{ROOM}?state=draft")).count("<tbody>") == 0

    def test_shows_the_team_all_and_a_writer_those_of_the_office(self, team, writer):
        assert "开公司要多久？" in text(team.get(f"{ROOM}?state=published"))
        assert writer.get(page_of("company-start-time")).status_code == 404
        assert team.get(page_of("company-start-time")).status_code == 200


class TestAnAnswer:
    def test_is_written_reviewed_and_published_by_three_people(self, writer, colleague, team, hotline):
        key = new(writer)
        assert "以窗口公布的为准" in text(writer.get(page_of(key)))
        for client, name in ((writer, "send"), (colleague, "approve"), (team, "publish")):
            assert act(client, key, name).status_code == 302
        assert state(key) == "published"
        assert "派出所几点开门？" in text(hotline.get("/hotline/", {"q": "派出所上班时间"}))

    def test_comes_back_with_every_flaw_and_stays_a_draft(self, writer):
        key = new(writer, text_zh="5 天，带结婚证")
        back = act(writer, key, "send")
        assert back.status_code == 422
        assert "{birth-registration.promised_days}" in text(back)
        assert "{birth-registration.materials.marriage-certificate}" in text(back)
        assert state(key) == "draft"

    def test_says_what_is_wrong_with_a_draft_before_it_is_sent(self, writer):
        key = new(writer, text_zh="带结婚证，5 天")
        page = text(writer.get(page_of(key)))
        assert "送审前要改" in page
        assert "标准答案，第 1 行第 6 个字" in page
        assert "{birth-registration.promised_days}" in page
        assert "{birth-registration.materials.marriage-certificate}" in page

    def test_has_nothing_to_change_where_all_is_referred_to(self, writer):
        assert "送审前要改" not in text(writer.get(page_of(new(writer))))

    def test_with_a_number_of_a_person_comes_back_at_once(self, writer):
        back = writer.post(f"{ROOM}new", {**WRITTEN, "text_zh": "打 13800001357"})
        assert back.status_code == 422
        assert "手机号" in text(back)
        assert not AnswerRow.objects.filter(key__startswith="a-").exists()

    def test_is_not_approved_by_its_writer(self, writer):
        key = new(writer)
        act(writer, key, "send")
        back = act(writer, key, "approve")
        assert back.status_code == 422
        assert "自己写的" in text(back)

    def test_is_returned_with_a_reason_only(self, writer, colleague):
        key = new(writer)
        act(writer, key, "send")
        assert act(colleague, key, "return").status_code == 422
        assert act(colleague, key, "return", reason="口径不对").status_code == 302
        assert "口径不对" in text(writer.get(page_of(key)))

    def test_is_edited_in_its_form(self, writer):
        key = new(writer)
        shown = text(writer.get(f"{page_of(key)}write"))
        assert "派出所周末开吗" in shown
        assert "《中华人民共和国户口登记条例》第七条" in shown
        writer.post(f"{page_of(key)}write", {**WRITTEN, "text_zh": "改了"})
        assert "改了" in text(writer.get(page_of(key)))
        assert writer.post(f"{page_of(key)}write", {**WRITTEN, "laws": "第七条"}).status_code == 422

    def test_published_is_revised_confirmed_and_withdrawn(self, writer):
        key = "birth-registration-time"
        assert act(writer, key, "confirm").status_code == 302
        assert act(writer, key, "revise").status_code == 302
        assert state(key) == "draft"
        assert act(writer, key, "withdraw").status_code == 422
        assert act(writer, key, "withdraw", reason="不改了").status_code == 302
        assert state(key) == "withdrawn"

    def test_offers_a_supervisor_nothing(self, supervisor):
        page = text(supervisor.get(page_of("birth-registration-time")))
        assert 'name="act"' not in page
        assert act(supervisor, "birth-registration-time", "confirm").status_code == 403

    def test_that_contradicts_another_stands_on_the_page_of_conflicts(self, writer, colleague, team):
        key = new(writer, question_zh="给孩子上户口要多久？", text_zh="另一种说法")
        assert "birth-registration-time" in text(writer.get(page_of(key)))
        for client, name in ((writer, "send"), (colleague, "approve"), (team, "publish")):
            act(client, key, name)
        assert "另一种说法" in text(writer.get(f"{ROOM}conflicts"))
        assert "1 处说法不一" in text(writer.get(ROOM))


class TestTheQueue:
    def ask(self, hotline, words="派出所能办狗证吗"):
        hotline.post("/hotline/no-answer", {"q": words})
        row = QuestionRow.objects.get()
        QuestionRow.objects.update(owner="public-security")
        return f"/studio/questions/{row.pk}/"

    def test_shows_what_waits_and_begins_an_answer(self, hotline, writer):
        path = self.ask(hotline)
        assert "派出所能办狗证吗" in text(writer.get("/studio/questions/"))
        there = writer.post(path, {"act": "draft"})
        assert re.fullmatch(rf"{ROOM}of/a-[0-9a-f]+/write", there["Location"])
        assert QuestionRow.objects.get().settled == "drafted"

    def test_merges_passes_on_and_closes(self, hotline, writer, team):
        path = self.ask(hotline)
        assert writer.post(path, {"act": "merge"}).status_code == 422
        assert writer.post(path, {"act": "close"}).status_code == 422
        assert writer.post(path, {"act": "merge", "answer": "birth-registration-time"}).status_code == 302
        row = QuestionRow.objects.get()
        assert (row.settled, state("birth-registration-time")) == ("merged", "department")
        assert "派出所能办狗证吗" in text(writer.get("/studio/questions/?settled"))
        QuestionRow.objects.all().delete()
        path = self.ask(hotline, "猫证")
        assert writer.post(path, {"act": "pass", "owner": "tax"}).status_code == 302
        assert writer.get(path).status_code == 404
        assert team.post(path, {"act": "close", "reason": "不归政务服务"}).status_code == 302
        assert "不归政务服务" in text(team.get(path))
