"""One shape for all ways of writing the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.search.folding import fold, gist, letters, pairs


class TestFold:
    @pytest.mark.parametrize(
        ("given", "folded"),
        [
            ("ＧＪＪ　提取！", "gjj 提取"),
            ("社保卡（补领、换领）", "社保卡 补领 换领"),
            ("户\u200b口\u202e本", "户口本"),
            ("  “一件事”。", "一件事"),
            ("", ""),
        ],
    )
    def test_takes_away_width_case_signs_and_what_nobody_sees(self, given, folded):
        assert fold(given) == folded

    @given(st.text(max_size=60))
    def test_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text(max_size=60))
    def test_leaves_letters_digits_and_single_spaces(self, text):
        folded = fold(text)
        assert folded == folded.strip()
        assert "  " not in folded


class TestGist:
    @given(st.text(max_size=30))
    def test_once_is_enough(self, text):
        assert gist(gist(text)) == gist(text)

    def test_is_the_same_with_courtesies_signs_and_blanks(self):
        assert gist("您好，请问 怎么上户口呢？") == gist("怎么上户口")

    def test_keeps_what_makes_another_question(self):
        assert gist("怎么上户口") != gist("怎么迁户口")
        assert gist("？！ ") == ""
        assert gist("请问") == "请问"


class TestPieces:
    def test_letters_are_found_among_characters(self):
        assert letters("补办sfz和 gjj") == ["sfz", "gjj"]

    def test_pairs_of_a_long_word_and_a_short_word_itself(self):
        assert pairs("公积金") == ["公积", "积金"]
        assert pairs("户口") == ["户口"]
