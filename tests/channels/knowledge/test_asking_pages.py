"""The pages of 12345 and of the window: one question, one answer, at one second."""

import re

import pytest

from onething.areas.knowledge import api as knowledge
from onething.areas.knowledge.models import FeedbackRow, QuestionRow
from onething.areas.search.api import refresh
from onething.core.search.model import Finder
from onething.kit.ports import bound
from onething.site.finding import CurrentFinder
from tests.areas.knowledge.world import LOADER, NOW, TEAM, VISITOR, republish
from tests.channels.studio.conftest import text

ASKED = {"q": "上户口几天能办好"}
PAGES = ("/hotline/", "/desk/knowledge/")


def answer(page):
    return re.findall(r'class="answers__text">(.*?)</p>', text(page))


def version(page):
    return re.findall(r"[0-9-]{10} [0-9:]{8} 查到的，目录版本 [0-9a-f]{12}", text(page))


class TestTheTwoPages:
    def test_say_the_same_at_one_second_and_both_another_thing_after_a_publication(self, hotline, window):
        pages = [hotline.get(PAGES[0], ASKED), window.get(PAGES[1], ASKED)]
        assert answer(pages[0]) == answer(pages[1])
        assert version(pages[0]) == version(pages[1]) != []
        before = answer(pages[0])
        asked = {"q": "生育登记"}
        republish("zh: 出生登记,", "zh: 新生儿出生登记,", "items/birth-registration.yaml")
        after = [answer(hotline.get(PAGES[0], ASKED)), answer(window.get(PAGES[1], ASKED))]
        assert after[0] == after[1] != before
        assert any(one.startswith("新生儿出生登记：当场办结") for one in after[0])
        assert hotline.get(PAGES[0], asked).status_code == 200

    def test_link_to_the_guide_and_say_since_when_the_answer_holds(self, hotline):
        page = text(hotline.get(PAGES[0], ASKED))
        assert 'href="/matters/birth/"' in page
        assert "第 1 稿" in page
        assert "《中华人民共和国户口登记条例》第七条" in page

    def test_are_read_in_english(self, hotline):
        hotline.cookies["language"] = "en"
        page = text(hotline.get(PAGES[0], ASKED))
        assert "on the spot, free of charge" in page

    def test_without_a_question_ask_for_one(self, hotline, window):
        for client, path in zip((hotline, window), PAGES, strict=True):
            page = client.get(path)
            assert page.status_code == 200
            assert answer(page) == []

    def test_keep_a_question_without_an_answer(self, hotline, window):
        page = text(hotline.get(PAGES[0], {"q": "狗证在哪里办"}))
        assert "没有把握答这个问题" in page
        sent = {"q": "狗证在哪里办，我是 13800001357"}
        there = hotline.post("/hotline/no-answer", sent)
        assert there["Location"].startswith("/hotline/?q=")
        window.post("/desk/knowledge/no-answer", sent)
        row = QuestionRow.objects.get()
        assert (row.by_hotline, row.by_window, "13800001357" in row.words) == (1, 1, False)

    def test_take_one_voice_from_each_viewer(self, hotline, window):
        sent = {"key": "birth-registration-time", "number": "1", "helped": "yes", **ASKED}
        for _ in range(2):
            hotline.post("/hotline/helped", sent)
        window.post("/desk/knowledge/helped", {**sent, "helped": "no"})
        assert sorted(FeedbackRow.objects.values_list("helped", "source")) == [
            (False, "window"),
            (True, "hotline"),
        ]
        assert hotline.post("/hotline/helped", {**sent, "number": "x"}).status_code == 404

    def test_count_what_is_asked_often(self, hotline):
        for _ in range(2):
            hotline.get(PAGES[0], ASKED)
        assert "近来常问" in text(hotline.get(PAGES[0]))

    @pytest.mark.parametrize("path", [PAGES[0], "/studio/answers/", "/studio/questions/"])
    def test_are_for_nobody_else(self, window, visitor, path):
        assert window.get(path).status_code == 403
        assert visitor.get(path).status_code == 302

    def test_of_the_window_is_not_for_12345(self, hotline):
        assert hotline.get(PAGES[1]).status_code == 403


class TestThePortal:
    def test_shows_answers_beside_the_scenes_to_everybody(self, visitor, hotline):
        page = visitor.get("/find", {"q": "给孩子上户口"})
        assert 'href="/matters/birth/"' in text(page)
        asked = visitor.get("/find", ASKED)
        assert answer(asked)[0] == answer(hotline.get(PAGES[0], ASKED))[0]

    def test_keeps_what_was_looked_for_in_vain(self, visitor):
        page = text(visitor.get("/find", {"q": "狗证在哪里办"}))
        assert "没有答案，请人来答" in page
        there = visitor.post("/find/no-answer", {"q": "狗证在哪里办"})
        assert there["Location"].startswith("/find?q=")
        assert QuestionRow.objects.get().by_portal == 1

    def test_takes_one_voice_from_a_visitor(self, visitor):
        sent = {"key": "birth-registration-time", "number": "1", "helped": "no", **ASKED}
        for _ in range(2):
            visitor.post("/find/helped", sent)
        assert list(FeedbackRow.objects.values_list("helped", "source")) == [(False, "portal")]


def test_the_search_of_the_house_finds_what_was_published_a_moment_ago():
    """Not the finder of these tests: the one that `site.wiring` binds."""
    words = "公司第一次招人，社保公积金怎么登记"
    with bound(Finder, CurrentFinder()):
        refresh(LOADER)
        found = knowledge.ask(VISITOR, asked=words, now=NOW)
        assert (found.sure, found.answers[0].key) == (True, "first-staff")
        knowledge.withdraw(TEAM, key="first-staff", reason="停用", now=NOW)
        assert "first-staff" not in {one.key for one in knowledge.ask(VISITOR, asked=words, now=NOW).answers}
