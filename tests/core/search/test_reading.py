"""What a question says, read with words of our own and a language that knows nothing but characters."""

import pytest

from onething.core.search.lexicon import Lexicon, Part
from onething.core.search.model import Document
from onething.core.search.reading import MOST_CHARACTERS, Reader
from onething.core.search.scoring import Folded, Question, stem, within
from onething.core.search.words import Words

SOUNDS = {
    "户": "hu",
    "护": "hu",
    "口": "kou",
    "扣": "kou",
    "上": "shang",
    "公": "gong",
    "积": "ji",
    "机": "ji",
    "金": "jin",
}
WORDS = Words(
    means={
        "上户口": (("出生", "登记"),),
        "公积金": (("住房公积金",),),
        "卡…丢": (("补卡",),),
        "租房": (("租赁",),),
    },
    acts=((("补领", "补办"), ("补领", "补办", "丢了")), (("注销",), ("注销", "不要了"))),
    begins=frozenset({"申领"}),
    ignored=frozenset({"怎么办", "不", "的"}),
    other=frozenset({"天气"}),
    places={"东城": "441900119000", "上海": "310000000000"},
    crossing=frozenset({"转"}),
    apart=(("身份", "证明"),),
)


class Characters:
    """A language of single characters; 上海 and 东城 are words."""

    def simplify(self, text):
        return text.replace("戶", "户")

    def cut(self, text):
        made = []
        while text:
            size = 2 if text[:2] in ("上海", "东城", "保定") else 1
            made, text = [*made, text[:size]], text[size:]
        return made

    def sound(self, word):
        return tuple(SOUNDS.get(one, one) for one in word)


@pytest.fixture
def reader():
    return Reader(Lexicon(WORDS), Characters(), {"租赁": 2, "出生": 1, "登记": 9, "住房公积金": 3})


def said(reader, text):
    return [(one.said, one.part) for one in reader.read(text).units]


class TestAQuestion:
    def test_is_parted_into_matters_and_acts_without_what_says_nothing(self, reader):
        assert said(reader, "上戶口怎么办") == [("上户口", Part.SUBJECT)]
        assert said(reader, "租房的，丢了") == [("租房", Part.SUBJECT), ("丢了", Part.ACT)]

    def test_names_of_places_are_no_words_to_match(self, reader):
        reading = reader.read("上海上户口")
        assert (reading.places, [one.said for one in reading.units]) == ({"上海": "310000000000"}, ["上户口"])
        assert not reader.crosses(reading)
        assert reader.crosses(reader.read("上海转"))

    def test_a_wording_with_a_gap_is_found_around_other_words(self, reader):
        assert said(reader, "卡昨天丢")[0] == ("卡…丢", Part.SUBJECT)

    def test_the_same_act_is_said_once(self, reader):
        assert [part for _, part in said(reader, "丢了补办")] == [Part.ACT]

    def test_an_act_that_is_denied_is_none(self, reader):
        assert said(reader, "不注销") == []

    def test_same_sound_and_first_letters_are_read_as_what_was_meant(self, reader):
        assert said(reader, "公机金") == [("公机金", Part.SUBJECT)]
        assert reader.read("gjj").units[0].guessed
        assert ("出生", "登记") in [one.words for one in reader.read("shanghukou").units[0].options]

    @pytest.mark.parametrize("text", ["", " ", "？！", "\u202e", "x", "9", "的"])
    def test_that_says_nothing_has_no_pieces(self, reader, text):
        assert said(reader, text) == []

    def test_is_read_as_far_as_people_would_listen(self, reader):
        assert len(reader.read("长" * 10_000).text) == MOST_CHARACTERS


class TestScores:
    def score(self, reader, asked, title, **more):
        document = Document("item", "1", title, places=more.pop("places", ()))
        folded = Folded.of(document, (title, "", more.pop("context", ""), more.pop("body", "")), frozenset())
        question = Question(reader.read(asked), reader.lexicon, reader.frequency, 100)
        return question.score(folded, **more)

    def test_all_of_a_question_in_a_title_is_nearly_1_and_nothing_is_0(self, reader):
        assert self.score(reader, "上户口", "出生登记").coverage == pytest.approx(0.95)
        assert self.score(reader, "上户口", "采矿许可").coverage == 0

    def test_a_title_counts_more_than_what_it_belongs_to_and_that_more_than_a_body(self, reader):
        inside = self.score(reader, "租房", "租赁").coverage
        beside = self.score(reader, "租房", "提取", context="租赁").coverage
        below = self.score(reader, "租房", "提取", body="租赁").coverage
        assert inside > beside > below > 0

    def test_parts_of_a_meaning_count_less_than_their_share(self, reader):
        assert self.score(reader, "上户口", "出生").coverage < 0.95 / 2 + 0.45

    def test_a_document_for_another_place_falls_behind(self, reader):
        here = self.score(reader, "东城上户口", "出生登记", places=("441900000000",))
        there = self.score(reader, "东城上户口", "出生登记", places=("310000000000",))
        assert here.rank > self.score(reader, "东城上户口", "出生登记").rank > there.rank


@pytest.mark.parametrize(
    ("inner", "outer", "holds"),
    [
        ("441900119000", "441900000000", True),
        ("441900000000", "441900119000", False),
        ("450681000000", "450600000000", True),
        ("450600000000", "441900000000", False),
        ("44", "440000000000", True),
    ],
)
def test_a_division_lies_within_another(inner, outer, holds):
    assert within(inner, outer) is holds
    assert within(outer, stem(outer))
