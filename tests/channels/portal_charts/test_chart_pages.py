"""Topics, charts and item versions: open to everyone, every node to exactly its version, an older version for ever."""

import re
from html import unescape

import pytest
from django.test import Client

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.kit.ports import now
from tests.shipped import FILES

SYSTEM = Actor.job("load")
HREF = re.compile(r'href="(/[^"]*)"')


def page(visitor: Client, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def charts_of(text: str) -> str:
    return "".join(re.findall(r"<svg.*?</svg>", text, re.S))


@pytest.fixture
def birth(city):
    return catalogue.current(SYSTEM).scenes["birth"]


class TestTopics:
    def test_lead_from_topic_and_theme_to_every_situation(self, visitor):
        text = page(visitor, "/topics/")
        package = catalogue.current(SYSTEM)
        for topic in package.topics.values():
            assert topic.name.zh in text
            for scene, situations in topic.themes.items():
                for one in situations:
                    assert f"/topics/{topic.id}/{scene}/{one.id}" in text
                    page(visitor, f"/topics/{topic.id}/{scene}/{one.id}")

    def test_show_of_a_situation_what_the_guide_then_shows(self, visitor):
        path = "/topics/family/disabled-services/first"
        card = page(visitor, path)
        assert "残疾人证" in card
        answer = visitor.post(path)
        assert answer.headers["Location"] == "/matters/disabled-services/"
        guide = page(visitor, "/matters/disabled-services/")
        assert "没有" in guide
        assert "?change=certified" in guide
        assert "?change=household" in guide

    def test_answer_an_unknown_situation_with_what_to_do(self, visitor):
        answer = visitor.get("/topics/family/birth/nothing")
        assert answer.status_code == 404
        assert "从问政清单重新选" in answer.content.decode()


class TestAChart:
    def test_nodes_lead_to_this_version_and_every_link_opens(self, visitor, birth):
        text = charts_of(page(visitor, "/matters/birth/chart"))
        links = set(HREF.findall(text))
        assert all(link.startswith(f"/matters/birth/versions/{birth.hash}/") for link in links)
        for link in sorted(links):
            path, _, place = link.partition("#")
            assert not place or f'id="{place}"' in page(visitor, path)
            page(visitor, path)
        named = {link.rpartition("/items/")[2] for link in links if "/items/" in link}
        assert named == {line.item.id for line in birth.items}

    def test_page_says_the_same_as_text(self, visitor, birth):
        text = page(visitor, "/matters/birth/chart")
        listed = re.sub(r"<svg.*?</svg>", "", text, flags=re.S)
        for question in birth.questions:
            assert f'id="q-{question.id}"' in listed
            for choice in question.choices:
                assert choice.label.zh in listed
        items = {link for link in HREF.findall(charts_of(text)) if "/items/" in link}
        assert items <= set(HREF.findall(listed))

    def test_of_an_older_version_stays_and_says_that_another_holds(self, visitor, birth):
        files = dict(FILES)
        changed = files["scenes/birth.yaml"].replace("孩子多大了？".encode(), "孩子现在多大了？".encode())
        catalogue.publish(SYSTEM, files={**files, "scenes/birth.yaml": changed}, now=now())
        old = page(visitor, f"/matters/birth/versions/{birth.hash}/")
        assert "孩子多大了？" in old
        assert "已经不是现行的" in old
        assert "孩子现在多大了？" in page(visitor, "/matters/birth/chart")
        item = page(visitor, f"/matters/birth/versions/{birth.hash}/items/birth-registration")
        assert "已经不是现行的" in item

    def test_sheets_are_files_of_their_own(self, visitor, birth):
        base = f"/matters/birth/versions/{birth.hash}/"
        answer = visitor.get(f"{base}inquiry-1.svg")
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b"<svg")
        assert visitor.get(f"{base}order-1.svg").status_code == 200
        assert visitor.get(f"{base}order-2.svg").status_code == 404
        assert visitor.get(f"{base}other-1.svg").status_code == 404

    def test_is_drawn_in_the_language_and_size_of_the_device(self, visitor):
        visitor.cookies["language"] = "en"
        visitor.cookies["size"] = "elder"
        text = charts_of(page(visitor, "/matters/birth/chart"))
        assert "Where was the child born?" in text
        assert 'width="13.5rem"' in text


class TestAnItem:
    def test_in_its_version_says_days_papers_order_and_office(self, visitor, birth):
        item = birth.item("birth-registration").item
        text = page(visitor, f"/matters/birth/versions/{birth.hash}/items/birth-registration")
        assert item.code in text
        for line in item.materials:
            material = catalogue.current(SYSTEM).materials[line.material]
            assert material.form or line.form or material.label.zh in text
        assert f"/matters/birth/versions/{birth.hash}/items/birth-certificate" in text

    def test_that_is_not_there_is_a_404_that_says_what_to_do(self, visitor, birth):
        answer = visitor.get(f"/matters/birth/versions/{birth.hash}/items/nothing")
        assert answer.status_code == 404
        assert visitor.get("/matters/birth/versions/0000/").status_code == 404
