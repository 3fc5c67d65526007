"""Standard phrases of findings speak both languages; what was told stays as it was told."""

import re
from dataclasses import replace

import pytest

from onething.core.cases.phrases import PHRASES, cited, in_words, point
from onething.core.source import Text

NAME = Text("一寸照片", "Passport photo")


class TestAStandardPhrase:
    @pytest.mark.parametrize("code", PHRASES)
    def test_is_said_in_both_languages(self, code):
        found = point("applicant/photo", code, NAME)
        what, fix = in_words(found, NAME)
        assert (what.zh, fix.zh) == (found.what, found.fix)
        for text in (what.en, fix.en):
            assert "Passport photo" in text
            assert not re.search(r"[一-鿿{}]", text)

    def test_that_was_told_under_another_name_is_still_known(self):
        told = point("applicant/photo", "missing", Text("照片（旧名）"))
        what, _ = in_words(told, NAME)
        assert (what.zh, what.en) == ("缺“照片（旧名）”", "“Passport photo” is missing")


class TestOwnWords:
    def test_stay_as_they_were_typed(self):
        what, fix = in_words(point("k", "own", NAME, what="背景不是白色", fix="换一张"), NAME)
        assert (what, fix) == (Text("背景不是白色"), Text("换一张"))

    def test_beside_a_standard_phrase_take_only_their_own_half(self):
        what, fix = in_words(point("k", "missing", NAME, fix="到窗口补交"), NAME)
        assert what.en == "“Passport photo” is missing"
        assert fix == Text("到窗口补交")


class TestTheRuleThatIsCited:
    FOUND = (point("applicant/photo", "missing", NAME), point("k", "own", NAME, what="背景", fix="换"))

    def test_is_the_law_of_permits_for_a_permit_only(self):
        for one in cited(self.FOUND, permit=True, law="某办法"):
            assert one.article == "《中华人民共和国行政许可法》第三十二条第一款第四项"
        assert {one.article for one in cited(self.FOUND, permit=False, law="某办法")} == {"某办法"}

    def test_is_the_promise_of_the_city_for_an_item_without_one(self):
        assert {one.article for one in cited(self.FOUND, permit=False, law="")} == {
            "本市的服务承诺（并非法律规定）"
        }

    def test_that_a_finding_already_has_stays(self):
        (one,) = cited([replace(self.FOUND[0], article="某条")], permit=True, law="")
        assert one.article == "某条"
