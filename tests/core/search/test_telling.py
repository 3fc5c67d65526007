"""Sentences in which people told what they need, and what is asked like them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.search.lexicon import Lexicon
from onething.core.search.model import Document
from onething.core.search.reading import Reader
from onething.core.search.scoring import Folded, Question
from onething.core.search.telling import LEAST_ALIKE, MOST_NEAR, Tellings
from onething.core.search.words import Words

RECOGNISED = (("待遇资格", "认证"),)
PENSION = "每年要拍照证明老人还活着"
MOVED = "搬了新家水表还是原来房东的名字"
TOLD = {PENSION: RECOGNISED, MOVED: (("用水", "过户"),), "房东不退押金": (("民事", "诉讼"),)}


@pytest.fixture
def tellings():
    return Tellings(TOLD, list, frozenset("的是"))


class TestATelling:
    def test_is_near_what_says_the_same_in_other_words(self, tellings):
        near = tellings.near("老人家每年都要拍照证明活着")
        assert (near[0].told, near[0].meanings) == (PENSION, RECOGNISED)
        assert near[0].likeness > 0.5

    def test_is_as_like_itself_as_can_be(self, tellings):
        assert [round(tellings.near(one)[0].likeness, 6) for one in TOLD] == [1, 1, 1]

    def test_that_shares_more_of_what_is_rare_is_nearer(self, tellings):
        near = tellings.near("房东说押金不退，水表也坏了")
        assert [one.told for one in near] == ["房东不退押金", MOVED]

    def test_is_not_near_what_shares_nothing(self, tellings):
        assert tellings.near("骑车") == ()
        assert Tellings({}, list, ()).near("房东") == ()

    @given(st.text("老人房东水表证明押金搬家的是 " + string.ascii_lowercase, max_size=40))
    def test_has_a_likeness_between_the_least_and_one(self, asked):
        near = Tellings(TOLD, list, frozenset("的是")).near(asked)
        assert len(near) <= MOST_NEAR
        assert all(LEAST_ALIKE <= one.likeness <= 1.000001 for one in near)
        assert [one.likeness for one in near] == sorted((one.likeness for one in near), reverse=True)


class TestADocument:
    def question(self, tellings, asked):
        class Characters:
            simplify = staticmethod(str)
            cut = staticmethod(list)
            sound = staticmethod(tuple)

        lexicon = Lexicon(Words())
        reading = Reader(lexicon, Characters(), {}).read(asked)
        return Question(reading, lexicon, {"待遇资格": 1, "认证": 2}, 2, tellings.near(asked))

    def test_is_found_by_a_telling_that_means_it_and_says_so(self, tellings):
        question = self.question(tellings, "老人家每年都要拍照证明活着")
        assert "待遇资格" in question.terms()
        meant, other = (
            Folded.of(Document("item", name, name), (name, "", "", ""), frozenset())
            for name in ("社会保险待遇资格认证", "老年人优待证申领")
        )
        score = question.score(meant)
        assert score.alike > 0.5
        assert score.rank > question.score(other).rank
        assert score.why == ("…→待遇资格 认证",)

    def test_that_no_near_telling_means_has_it_spoken_against(self, tellings):
        question = self.question(tellings, "房东不退押金")
        document = Folded.of(Document("item", "k", "用水过户"), ("用水过户", "", "", ""), frozenset())
        evidence = question.evidence(question.score(document))
        assert evidence.unlike > 0.5
