"""Home, find and the guide, all without signing in."""

import re

import pytest

from onething.adapters.search import TextSearching
from onething.areas.catalogue import api as catalogue
from onething.areas.offices import api as offices
from onething.core.search.documents import of_scene
from tests.areas.cases import world
from tests.channels.portal_apply.conftest import ADMIN

pytestmark = pytest.mark.django_db
BIRTH, DISABLED = "/matters/birth/", "/matters/disabled-services/"
FULL = {
    "certified": "none",
    "household": "dongguan",
    "wants": ["pension", "hardship", "care"],
    "kind": "limb",
    "level": "1",
    "age": "40",
    "income": "dibao",
    "by": "agent",
    "authority": "registered",
    "student": "no",
    "pension": "none",
    "drawing": [],
    "account": "card",
}


def text_of(response) -> str:
    return response.content.decode()


def answer(client, path, question, value, **headers):
    return client.post(path, {"question": question, f"q-{question}": value}, **headers)


def asked(page: str) -> str:
    found = re.search(r'name="question" value="([^"]+)"', page)
    return found[1] if found else ""


def walk(client, path, answers) -> str:
    """Answer whatever is asked, until nothing is."""
    page = text_of(client.get(path))
    for _ in range(40):
        if not (question := asked(page)):
            return page
        assert question in answers, question
        page = text_of(
            client.post(path, {"question": question, f"q-{question}": answers[question]}, follow=True)
        )
    raise AssertionError("the questions do not end")


class TestHome:
    def test_shows_the_life_events_and_what_comes_by_itself_to_a_visitor(self, visitor):
        page = text_of(visitor.get("/"))
        for word in ("您要办什么事？", "出生一件事", "残疾人服务一件事", "自动来的，不用申请", "打 12345"):
            assert word in page

    def test_speaks_english(self, visitor):
        visitor.cookies["language"] = "en"
        page = text_of(visitor.get("/"))
        assert "What do you want to get done?" in page
        assert not re.search(r"[一-鿿]", re.sub(r'lang="zh-CN">[^<]*<', "", page))

    def test_costs_the_same_queries_whatever_is_published(self, visitor, django_assert_max_num_queries):
        visitor.get("/")
        with django_assert_max_num_queries(1):
            visitor.get("/")


class TestHelp:
    def test_leads_on_without_dead_links(self, visitor, li):
        for client in (visitor, li):
            page = text_of(client.get("/"))
            for word, path in (("家人代办", "/representatives"), ("去窗口办", "/windows")):
                assert word in page
                assert client.get(path, follow=True).status_code == 200

    def test_says_where_the_windows_are_and_what_to_bring(self, visitor):
        assert "打 12345 问最近的" in text_of(visitor.get("/windows"))
        offices.load_offices(ADMIN, package=catalogue.current(ADMIN))
        page = text_of(visitor.get("/windows"))
        assert "身份证件原件" in page
        assert "东莞市民政局" in page
        assert "0769-22001002" in page
        town = text_of(visitor.get("/windows", {"town": "441900004000"}))
        assert "南城街道" in town
        assert "东莞市民政局（" in town
        for nonsense in ("x", "441900000000", "'"):
            assert visitor.get("/windows", {"town": nonsense}).status_code == 200


class TestFind:
    @pytest.mark.parametrize("words", ["给孩子上户口", "残疾证", "双胞胎", "生孩子", "ＢＩＲＴＨ"])
    def test_finds_by_everyday_words(self, visitor, words):
        assert "/matters/" in text_of(visitor.get("/find", {"q": words}))

    def test_says_what_to_do_when_nothing_fits(self, visitor):
        page = text_of(visitor.get("/find", {"q": "<b>登月</b>"}))
        assert "没有找到“&lt;b&gt;登月&lt;/b&gt;”" in page
        assert "12345" in page
        assert 'href="/matters/birth/"' in page

    def test_blank_words_find_nothing(self, visitor):
        assert "没有找到" in text_of(visitor.get("/find", {"q": "，。"}))

    def test_one_matter_only_is_opened_at_once(self, visitor):
        assert visitor.get("/find", {"q": "给孩子上户口", "go": "1"}).url == "/matters/birth/"

    def test_a_scenes_own_word_finds_it_first(self):
        city = world.city()
        finder = TextSearching().build(of_scene(city, one) for one in city.scenes.values())
        missed = [
            word
            for scene in city.scenes.values()
            for word in scene.words
            if not (found := finder.find(word, limit=1)).sure or found.hits[0].key != scene.id
        ]
        assert missed == []


class TestGuide:
    def test_unknown_scene_is_a_page_that_leads_on(self, visitor):
        response = visitor.get("/matters/moon/")
        assert response.status_code == 404
        assert 'href="/"' in text_of(response)

    def test_says_at_most_until_it_is_sure(self, visitor):
        assert "最多" in text_of(visitor.get(DISABLED))
        page = walk(visitor, DISABLED, FULL)
        assert "最多" not in page
        assert "问完了" in page

    def test_full_set_shows_the_saving_that_was_computed(self, visitor):
        page = walk(visitor, DISABLED, FULL)
        assert "少填 45 项" in page
        assert "少等 16 个工作日" in page

    def test_answer_becomes_a_line_that_can_be_changed(self, visitor):
        answer(visitor, DISABLED, "certified", "valid")
        page = text_of(visitor.get(DISABLED))
        assert "?change=certified#ask" in page
        assert asked(page) != "certified"
        again = text_of(visitor.get(DISABLED, {"change": "certified"}))
        assert asked(again) == "certified"
        assert re.search(r'value="valid"[^>]*checked', again)

    def test_changing_an_answer_keeps_what_still_holds(self, visitor):
        walk(visitor, DISABLED, FULL)
        answer(visitor, DISABLED, "income", "none")
        page = text_of(visitor.get(DISABLED))
        assert "?change=household#ask" in page
        assert "生活补贴" in page

    @pytest.mark.parametrize(
        ("question", "value", "sentence"),
        [
            ("certified", "", "还没选"),
            ("certified", "moon", "不在可选的里面"),
            ("age", "四十", "写一个整数"),
            ("age", "999", "太大了"),
        ],
    )
    def test_wrong_answer_comes_back_with_a_sentence(self, visitor, question, value, sentence):
        response = answer(visitor, DISABLED, question, value)
        assert response.status_code == 422
        assert sentence in text_of(response)

    def test_full_width_digits_are_the_same_number(self, visitor):
        answer(visitor, DISABLED, "certified", "none")
        assert answer(visitor, DISABLED, "age", "４０").status_code == 302

    def test_item_taken_off_leaves_the_figures_and_can_be_taken_back(self, visitor):
        walk(visitor, DISABLED, FULL)
        items = ["disability-certificate", "pension-enrolment", "hardship-allowance", "care-allowance"]
        before = text_of(visitor.get(DISABLED))
        visitor.post(DISABLED, {"items": "1", "shown": items, "item": items[:3]})
        after = text_of(visitor.get(DISABLED))
        assert re.search(r'value="care-allowance">', after)
        assert "少填 45 项" not in after
        visitor.post(DISABLED, {"items": "1", "shown": items, "item": items})
        assert "少填 45 项" in text_of(visitor.get(DISABLED))
        assert before.count("checked") == text_of(visitor.get(DISABLED)).count("checked")

    def test_script_gets_the_changing_part_only(self, visitor):
        response = answer(visitor, DISABLED, "certified", "none", headers={"X-Fragment": "1"})
        page = text_of(response)
        assert response.status_code == 200
        assert "<html" not in page
        assert "?change=certified#ask" in page

    def test_twins_are_counted_within_what_the_role_allows(self, visitor):
        visitor.post(BIRTH, {"bearers": "newborn", "number": "2"})
        assert re.search(r'name="number"[^>]*value="2"', text_of(visitor.get(BIRTH)))
        visitor.post(BIRTH, {"bearers": "newborn", "number": "99"})
        assert not re.search(r'name="number"[^>]*value="99"', text_of(visitor.get(BIRTH)))

    def test_starting_again_forgets_the_answers(self, visitor):
        walk(visitor, DISABLED, FULL)
        visitor.post(DISABLED, {"restart": "1"})
        assert "?change=" not in text_of(visitor.get(DISABLED))

    def test_another_browser_does_not_see_them(self, visitor, client):
        walk(visitor, DISABLED, FULL)
        assert "?change=" not in text_of(client.get(DISABLED))

    def test_answers_of_an_older_version_are_planned_anew(self, visitor):
        walk(visitor, DISABLED, FULL)
        session = visitor.session
        kept = session["started"]
        kept["disabled-services"]["version"] = "older"
        kept["disabled-services"]["answers"]["gone"] = "x"
        session["started"] = kept
        session.save()
        page = text_of(visitor.get(DISABLED))
        assert "已按新的重新算好" in page
        assert "有 1 个问题要再答一次" in page
        assert "刚更新过" not in text_of(visitor.get(DISABLED))
