"""Asking in one's own words: what is published and imported is found, and follows what changes without a gap."""

import pytest
from django.conf import settings

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.search import api as search
from onething.areas.search import keeping
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.register.reading import Row
from onething.core.search.model import Behind, Document, Sources
from onething.core.search.words import Words
from onething.kit.ports import bound
from tests.areas.cases.world import at
from tests.core.register.test_mapping import ROW
from tests.core.register.test_mapping import mapping as mapping  # a fixture
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
ANYONE = Actor.visitor()
MANAGER = Actor("user:m", "标准组", frozenset({Role.ITEM_MANAGER}))


@pytest.fixture(autouse=True)
def published(monkeypatch):
    """Every test begins with the city published and no index built."""
    monkeypatch.setattr(keeping, "_kept", None)
    catalogue.publish(Actor.job("load"), files=FILES, now=NOW)


def keys(asked, **more):
    return [hit.key for hit in search.search(ANYONE, asked=asked, **more).hits]


def take_in(mapping, name, number=2):
    row = Row(number, {**ROW, "id": str(number), "name": name})
    opened = (tuple(ROW), [row], [])
    register.import_catalogue(
        MANAGER, city=settings.CITY, mapping=mapping, opened=lambda: opened, file="list.csv", now=NOW
    )


class Later:
    """Work that waits until a test lets it be done."""

    def __init__(self):
        self.waiting = []

    def do(self, work):
        self.waiting.append(work)


class TestAsking:
    def test_finds_scenes_and_items_of_the_city(self):
        assert "birth" in keys("给孩子上户口")[:3]
        assert keys("给孩子上户口", kinds=("scene",))[0] == "birth"

    def test_finds_entries_of_the_register(self, mapping):
        take_in(mapping, "采石场开采许可")
        found = search.search(ANYONE, asked="采石场许可")
        assert found.sure
        assert found.hits[0].key == f"{mapping.id}/2"

    def test_knows_the_words_and_the_towns_of_the_city(self):
        assert "birth" in keys("生咗BB点样报出世", kinds=("scene",))
        files = {**FILES, "words.yaml": "means: {出生一件事: 添丁}\n".encode()}
        catalogue.publish(Actor.job("load"), files=files, now=NOW)
        assert keys("添丁", kinds=("scene",)) == ["birth"]

    def test_says_when_nothing_answers(self):
        assert not search.search(ANYONE, asked="今天天气怎么样").sure

    def test_gives_as_many_as_asked_for_but_never_hundreds(self):
        assert len(keys("登记", limit=3)) == 3
        assert len(keys("登记", limit=10_000)) <= 50


class TestTheIndex:
    def test_follows_what_is_imported(self, mapping):
        assert not search.search(ANYONE, asked="采石场许可").sure
        take_in(mapping, "采石场开采许可")
        assert search.search(ANYONE, asked="采石场许可").sure

    def test_answers_as_before_until_the_new_one_is_whole(self, mapping):
        assert "birth" in keys("给孩子上户口")
        take_in(mapping, "采石场开采许可")
        with bound(Behind, Later()) as later:
            assert not search.search(ANYONE, asked="采石场许可").sure
            assert "birth" in keys("给孩子上户口")
            assert len(later.waiting) == 1  # two questions, one new index
            later.waiting.pop()()
            assert search.search(ANYONE, asked="采石场许可").sure

    def test_stays_when_a_new_one_cannot_be_made_and_is_tried_again(self):
        class Broken:
            broken = False

            def mark(self):
                return str(self.broken)

            def documents(self):
                if self.broken:
                    raise OSError("the disk is away")
                return [Document("answer", "1", "台风天放假吗")]

            def words(self):
                return Words()

        with bound(Sources, Sources((source := Broken(),))):
            assert keys("台风天放假") == ["1"]
            source.broken = True
            assert keys("台风天放假") == ["1"]
            source.broken = False
            assert keys("台风天放假") == ["1"]

    def test_takes_another_source_beside_the_two(self):
        class Answers:
            def mark(self):
                return "1"

            def documents(self):
                return [Document("answer", "a-7", "龙舟赛报名")]

            def words(self):
                return Words()

        with bound(Sources, Sources((search.CatalogueTexts(), Answers()))):
            search.refresh(MANAGER)
            assert keys("龙舟赛报名")[0] == "a-7"
            assert "birth" in keys("给孩子上户口")

    def test_of_a_city_without_anything_finds_nothing(self, monkeypatch):
        monkeypatch.setattr(settings, "CITY", "nowhere")
        with bound(Sources, Sources((search.CatalogueTexts(), search.RegisterTexts()))):
            found = search.search(ANYONE, asked="给孩子上户口")
        assert (found.hits, found.sure) == ((), False)


class TestRights:
    @pytest.mark.parametrize("role", list(Role))
    def test_everybody_may_ask(self, role):
        assert search.search(Actor("x", "", frozenset({role})), asked="户口").asked == "户口"

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.VISITOR, Role.CLERK, Role.HOTLINE])
    def test_not_everybody_may_have_it_built_anew(self, role):
        with pytest.raises(PermissionMissing):
            search.refresh(Actor("x", "", frozenset({role})))

    def test_item_managers_may(self):
        assert search.refresh(MANAGER) > 50

    def test_nobody_without_a_role_may_ask(self):
        with pytest.raises(PermissionMissing):
            search.search(Actor("x", "", frozenset()), asked="户口")
