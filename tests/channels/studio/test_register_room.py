"""The room of the register: narrowed by words and facets, every number of a ratio open to its list, an item in each version."""

import re

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.core.actors import Actor, Role
from onething.core.register.entries import Entry, Kind
from tests.areas.register.test_ratios import keep
from tests.channels.studio.conftest import staff, text

ANYBODY = Actor("user:c", "某人", frozenset({Role.CITIZEN}))


@pytest.fixture
def whole_city(published):
    """The 3,372 items of the seed beside those that are defined, all of another source."""
    keep(
        Entry(
            key=f"{number:04}",
            name=f"事项{number}",
            kind=Kind.SERVICE,
            online=number < 3245,
            depth=4 if number < 2987 else 3,
        )
        for number in range(3372)
    )


def links(page):
    """Return the addresses on the numbers of the ratio of items online, in the order yes, no, not told."""
    row = re.search(r"可网办率</th>(.*?)</tr>", text(page), re.S)[1]
    return [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', row)]


class TestTheRoom:
    def test_is_on_the_first_page_of_the_studio(self, item_manager):
        assert "/studio/register/" in text(item_manager.get("/studio/"))

    def test_is_closed_to_citizens(self, published):
        assert staff("林晓", Role.CLERK).get("/studio/").status_code == 403
        assert staff("林旭", Role.CLERK).get("/studio/register/").status_code == 403

    def test_shows_the_ratios_of_a_whole_city(self, item_manager, whole_city):
        page = text(item_manager.get("/studio/register/?source=test"))
        assert "96.23%" in page
        assert "88.58%" in page

    def test_opens_each_number_to_its_list(self, item_manager, whole_city):
        page = item_manager.get("/studio/register/?source=test")
        assert [item_manager.get(link).context["total"] for link in links(page)] == [3245, 127, 0]

    def test_goes_from_page_to_page_without_losing_or_repeating_an_item(self, item_manager, whole_city):
        page, seen = item_manager.get("/studio/register/?source=test&ratio=online&says=no"), []
        while True:
            seen += [line.key for line, *_said in page.context["lines"]]
            if not page.context["more"]:
                break
            page = item_manager.get(page.context["more"])
        assert seen == sorted(set(seen))
        assert len(seen) == 127

    def test_narrows_by_facets_and_says_what_it_narrows_by(self, item_manager):
        page = item_manager.get("/studio/register/?kind=05&scene=no&words=补贴")
        said = text(page)
        assert page.context["total"] == 2
        assert "行政给付 05" in said
        assert "重度残疾人护理补贴" in said
        assert "公共服务 20/21" in text(item_manager.get("/studio/register/?kind=20"))  # both numberings

    def test_takes_what_it_does_not_know_as_if_it_were_not_there(self, item_manager):
        page = item_manager.get("/studio/register/?ratio=nonsense&says=x&scene=perhaps&after=no/such")
        assert page.status_code == 200

    @pytest.mark.parametrize("words", ["spjyxk", "開飯店"])
    def test_finds_what_is_meant_by_other_words_than_the_name(self, item_manager, words):
        page = item_manager.get("/studio/register/", {"words": words})
        assert page.context["total"] == 0
        assert "/studio/register/definitions/food-permit" in [
            link for _name, link, _why in page.context["meant"]
        ]
        assert "按说法找到的" in text(page)

    def test_means_nothing_more_where_the_list_is_narrowed_or_the_words_say_nothing(self, item_manager):
        for asked in ({"words": "spjyxk", "kind": "01"}, {"words": "量子纠缠红烧肉"}, {}):
            assert item_manager.get("/studio/register/", asked).context["meant"] == []


class TestAnItem:
    address = "/studio/register/definitions/care-allowance"

    def test_is_shown_by_its_elements(self, item_manager):
        held = catalogue.current(ANYBODY).items["care-allowance"]
        said = text(item_manager.get(self.address))
        assert held.code in said
        assert "承诺办结时限（天）" in said
        assert "第 1 版" in said

    def test_of_a_main_item_with_others_shows_the_family(self, item_manager):
        keep(
            Entry(key=key, name=f"食品经营许可{key}", main_item="食品经营许可", department="市场监管局")
            for key in ("新办", "变更")
        )
        tree = register.list_family(ANYBODY, city="dongguan", source="test", key="新办")
        assert [one.name for one in tree[0].branches] == ["食品经营许可变更", "食品经营许可新办"]

    def test_that_is_not_there_is_not_found(self, item_manager):
        assert item_manager.get("/studio/register/definitions/none").status_code == 404
        assert item_manager.get(f"{self.address}?version=9").status_code == 404
        assert item_manager.get(f"{self.address}?version=x").status_code == 200
