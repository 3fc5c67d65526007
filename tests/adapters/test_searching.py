"""Finders: what people write for what offices call otherwise, and what nobody answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.search import TextSearching, general_words
from onething.core.search.model import Document
from onething.core.search.words import Words

DOCUMENTS = (
    Document("scene", "birth", "出生一件事", wordings=("上户口", "新生儿"), body="出生登记 预防接种证"),
    Document("item", "fund", "租赁住房提取", context=("住房公积金提取的审批", "公积金中心")),
    Document("item", "loan", "购买新建自住住房贷款", context=("住房公积金贷款的审批",)),
    Document("item", "card", "社会保障卡补领、换领、换发"),
    Document("item", "card-new", "社会保障卡申领"),
    Document("item", "card-end", "社会保障卡注销"),
    Document("item", "here", "公共租赁住房申请", places=("441900000000",)),
    Document("item", "there", "公共租赁住房申请", places=("310000000000",)),
    Document("article", "law", "户口登记条例 第七条", body="婴儿出生后一个月以内申报出生登记"),
)


@pytest.fixture(scope="module")
def finder():
    return TextSearching().build(DOCUMENTS)


def first(finder, asked, **more):
    found = finder.find(asked, **more)
    return found.hits[0].key if found.hits else ""


class TestWords:
    @pytest.mark.parametrize(
        ("asked", "key"),
        [
            ("给孩子上户口", "birth"),
            ("社保卡丢了怎么补", "card"),
            ("社保卡不见咗点算", "card"),
            ("社報卡補辦", "card"),
            ("ＳＢＫ补办", "card"),
            ("shebaoka 注销", "card-end"),
            ("社bao卡zhu销", "card-end"),
            ("想取出来，那个公积金，我在租房", "fund"),
            ("社保卡", "card-new"),
            ("租房取公积金", "fund"),
            ("gjj贷款", "loan"),
            ("公机金贷款", "loan"),
            ("公祖房申青", "here"),
            ("社保卡注肖", "card-end"),
            ("喂你好，我想问一下，就是我现在在外面租房子住，那个公积金能不能取出来交房租啊", "fund"),
        ],
    )
    def test_of_people_lead_to_what_offices_call_otherwise(self, finder, asked, key):
        assert first(finder, asked) == key
        assert finder.find(asked).sure

    @pytest.mark.parametrize(
        "asked", ["今天天气怎么样", "离婚要什么手续", "邻居太吵", "采矿权", "", "？", "北京公租房申请"]
    )
    def test_that_nothing_answers_are_not_answered(self, finder, asked):
        assert not finder.find(asked).sure

    def test_say_why_a_hit_was_found(self, finder):
        hit = finder.find("社保卡丢了").hits[0]
        assert any("补领" in one for one in hit.why)

    def test_of_a_city_come_before_those_for_everywhere(self):
        words = Words(means={"吃席": (("出生",),)}, asked_as={"item": {"loan": ("要套房",)}})
        finder = TextSearching().build(DOCUMENTS, words)
        assert first(finder, "吃席") == "birth"
        assert first(finder, "要套房") == "loan"

    def test_that_ship_have_no_findings(self):
        assert len(general_words().means) > 3000


class TestNarrowing:
    def test_by_kind(self, finder):
        found = finder.find("出生登记", kinds=("article",))
        assert {hit.kind for hit in found.hits} == {"article"}
        assert {hit.kind for hit in finder.find("出生登记").hits} == {"scene", "article"}

    def test_a_place_that_is_named_or_the_askers_chooses(self, finder):
        assert first(finder, "公租房申请", place="441900119000") == "here"
        assert first(finder, "上海公租房申请", place="441900119000") == "there"

    def test_a_documents_own_wording_finds_it_whatever_the_words_mean(self):
        own = Document("scene", "own", "残疾人服务一件事", wordings=("天气怎么样",))
        found = TextSearching().build([*DOCUMENTS, own]).find("您好，请问 天气怎么样？")
        assert (found.sure, found.hits[0].key) == (True, "own")

    def test_by_number(self, finder):
        assert len(finder.find("社会保障卡", limit=2).hits) == 2


class TestAFinder:
    def test_of_nothing_finds_nothing(self):
        finder = TextSearching().build(())
        assert (len(finder), finder.find("户口").hits, finder.find("户口").sure) == (0, (), False)

    def test_gives_the_same_answer_each_time(self, finder):
        assert TextSearching().build(DOCUMENTS).find("公积金") == finder.find("公积金")

    @given(asked=st.text(max_size=400))
    def test_never_fails(self, finder, asked):
        found = finder.find(asked, limit=3)
        assert len(found.hits) <= 3
        assert list(found.hits) == sorted(found.hits, key=lambda hit: -hit.score)

    @pytest.mark.parametrize(
        "asked", ["((((" * 200, "a AND b OR title:*", "社保卡" * 500, "a" * 5000, "\x00\uffff😀"]
    )
    def test_takes_hostile_texts(self, finder, asked):
        assert finder.find(asked).asked == asked
