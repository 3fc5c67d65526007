"""The words of messages: data that stay within what an SMS holds, and that name nobody there."""

import re

import pytest

from onething.areas.cases.engine.telling import KINDS as KINDS_OF_CASES
from onething.areas.notices.words import SMS_FACTS, all_words, short_parts
from onething.core.notices import segments

KINDS = sorted(all_words())
LONGEST = {
    "points": "12",
    "supplement_on": "2026-12-31",
    "ends_on": "2026-12-31",
    "representative": "阿" * 20,
    "until": "2026-12-31",
    "on": "2026-12-31",
    "time": "14:30",
    "items": 14,
}
AROUND = "【东莞政务】您的申请（尾号 0017）：。详见 https://one.example.gov.cn/applications/20261126441900P0070000017/"


@pytest.mark.parametrize("kind", KINDS)
class TestWords:
    def test_are_there_in_both_languages(self, kind):
        words = all_words()[kind]
        for text in (words.title, words.body, words.sms):
            assert text.zh
            assert text.en
            assert set(re.findall(r"{(\w+)}", text.zh)) == set(re.findall(r"{(\w+)}", text.en))

    def test_name_in_an_sms_no_matter_and_no_person_uncovered(self, kind):
        assert set(re.findall(r"{(\w+)}", all_words()[kind].sms.zh)) <= SMS_FACTS

    def test_alone_take_two_parts_of_a_chinese_sms_at_most(self, kind):
        (part,) = short_parts([(kind, LONGEST)], "zh")
        assert segments(AROUND + part) <= 2, part

    def test_alone_take_two_parts_of_an_english_sms_at_most(self, kind):
        (part,) = short_parts([(kind, {**LONGEST, "representative": "A" * 40})], "en")
        around = AROUND.replace(
            "【东莞政务】您的申请（尾号 0017）：。详见",
            "[Dongguan Services] Your application ending 0017:. See",
        )
        assert segments(around + part) <= 2, part


class TestEveryKind:
    def test_that_follows_an_act_on_a_case_has_words(self):
        assert set(KINDS_OF_CASES.values()) | {"asked_more"} <= set(KINDS)


class TestSeveral:
    def test_begin_with_what_the_law_makes_urgent(self):
        assert short_parts([("received", {}), ("asked", LONGEST)], "zh")[0].startswith("还差")

    def test_are_counted_by_kind(self):
        assert short_parts([("decided", {})] * 3, "zh") == ["3 项有结果了"]
