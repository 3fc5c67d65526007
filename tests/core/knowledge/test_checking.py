"""What keeps an answer from being published, with its place and what to write instead."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.codes import make_citizen_number
from onething.core.knowledge import (
    AnswerRefused,
    Reference,
    check,
    cut_personal,
    must_be_clean,
    must_be_impersonal,
    personal_numbers,
)
from onething.core.knowledge.references import Aspect
from onething.core.source import Text
from tests.core.knowledge.world import CONTENT, content, facts, package

NUMBER = make_citizen_number(date(1990, 5, 17), 21)


def found(zh="", en="", **more):
    return [
        (one.code.partition(".")[2], one.field, one.line, one.column)
        for one in check(content(zh, en, **more), facts())
    ]


def instead(zh, **more):
    return [one.instead for one in check(content(zh, **more), facts())]


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"question": Text("")}, "问题第 1 行第 1 个字：还没有写"),
            ({"variants": ("好", "好\u202e的")}, "别的问法的第 2 行，第 1 行第 2 个字：有看不见的字符"),
        ],
    )
    def test_calls_its_fields_as_the_form_does(self, more, said):
        flaws = [one.message.zh for one in check(content("要 5 天", **more), facts())]
        assert [one for one in flaws if one.startswith(said)], flaws
        assert [one for one in flaws if one.startswith("答案第 1 行第 3 个字")], flaws

    def test_that_only_refers_is_clean(self):
        assert check(CONTENT, facts()) == ()
        must_be_clean(CONTENT, facts())

    @pytest.mark.parametrize(
        ("text", "typed"),
        [
            ("受理后 5 个工作日办好", "5 个工作日"),
            ("最快五天", "五天"),
            ("十五日内告知", "十五日"),
            ("要４００元", "４００元"),
            ("交两份复印件", "两份"),
            ("¥400", "¥400"),
            ("3万元以下", "3万元"),
            ("三十个自然日", "三十个自然日"),
        ],
    )
    def test_with_a_typed_figure_is_refused_with_its_place(self, text, typed):
        flaws = check(content(text), facts())
        assert [(one.code, one.found) for one in flaws] == [("knowledge.typed_figure", typed)]
        assert text[flaws[0].column - 1 :].startswith(typed)

    @pytest.mark.parametrize(
        "text", ["In 5 working days", "within fifteen days", "it costs 400 yuan", "two copies"]
    )
    def test_in_english_too(self, text):
        assert [code for code, *_ in found("好。", text)] == ["typed_figure"]

    @pytest.mark.parametrize(
        "text",
        [
            "当天就能来",
            "同一天办",
            "每天都开",
            "从 2026 年 1 月 1 日起",
            "五月三日起",
            "打 12345",
            "周日不办",
            "几天能好看期限",
            "第七条",
        ],
    )
    def test_may_say_what_is_no_figure_of_an_item(self, text):
        assert found(text) == []

    def test_is_told_the_reference_that_has_this_figure(self):
        both = {"items": ("birth-registration", "birth-voucher")}
        assert instead("要 7 个工作日", **both) == ["{birth-voucher.promised_days}"]
        assert instead("法定 15 个工作日", **both) == ["{birth-voucher.statutory_days}"]
        assert instead("缴 400 元", items=("birth-voucher", "insurance-premium")) == [
            "{insurance-premium.fee}"
        ]

    def test_with_a_typed_material_of_its_item_is_refused(self):
        flaws = check(content("带上结婚证，\n再带出生医学证明"), facts())
        assert [(one.code, one.line, one.column, one.instead) for one in flaws] == [
            ("knowledge.typed_material", 1, 3, "{birth-registration.materials.marriage-certificate}"),
            ("knowledge.typed_material", 2, 3, "{birth-registration.materials.birth-certificate}"),
        ]

    def test_may_name_what_is_no_material_of_its_items(self):
        assert found("带上营业执照") == []

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("{birth-registraton.fee}", "unknown_reference"),
            ("{birth-registration.materials.photo}", "unknown_reference"),
            ("{birth.fee}", "unknown_reference"),
            ("{birth-registration.cost}", "bad_reference"),
            ("{", "bad_reference"),
        ],
    )
    def test_with_a_wrong_reference_is_refused(self, text, code):
        assert found(f"看 {text}") == [(code, "text.zh", 1, 3)]

    def test_names_items_scenes_places_and_an_owner_that_there_are(self):
        wrong = found(items=("birth-registraton",), scenes=(), places=("1",), owner="nobody")
        assert [(code, field) for code, field, *_ in wrong] == [
            ("unknown_name", "items"),
            ("unknown_name", "places"),
            ("unknown_name", "owner"),
        ]
        assert found(items=(), scenes=()) == [("no_link", "items", 1, 1)]

    def test_rests_on_an_act_or_says_where_its_facts_come_from(self):
        assert found(laws=()) == [("no_source", "laws", 1, 1)]
        assert found(laws=(), source="市政府通告") == []

    def test_says_something_and_ends_after_it_begins(self):
        assert found("  ", question=Text("")) == [("blank", "question.zh", 1, 1), ("blank", "text.zh", 1, 1)]
        day = date(2026, 1, 1)
        assert found(from_on=day, to_on=day) == [("period_backwards", "to", 1, 1)]

    def test_has_no_character_that_cannot_be_seen(self):
        assert found(variants=("上\u200b户口",)) == [("hidden_character", "variants.1", 1, 2)]
        assert found("好\u202e的") == [("hidden_character", "text.zh", 1, 2)]

    def test_is_bounded(self):
        assert found("好" * 4001) == [("too_long", "text.zh", 1, 4001)]
        assert found(variants=tuple(map(str, range(61)))) == [("too_long", "variants", 1, 1)]

    @pytest.mark.parametrize("number", [NUMBER, "13800001357", "１３８ ００００ １３５７", " ".join(NUMBER)])
    def test_with_a_number_of_a_person_is_refused_everywhere_and_never_repeats_it(self, number):
        for more in (
            {"zh": f"找{number}"},
            {"variants": (f"找{number}",)},
            {"question": Text(f"找{number}")},
        ):
            flaws = check(content(**more), facts())
            assert [(one.code, one.column) for one in flaws] == [("knowledge.personal", 2)]
            assert number not in str(flaws)
            with pytest.raises(AnswerRefused) as refused:
                must_be_impersonal(content(**more))
            assert number not in str(refused.value.facts())

    def test_says_every_flaw_at_once(self):
        with pytest.raises(AnswerRefused) as refused:
            must_be_clean(content("5 天，结婚证，{x.fee}"), facts())
        assert [one.code for one in refused.value.findings] == [
            "knowledge.typed_figure",
            "knowledge.typed_material",
            "knowledge.unknown_reference",
        ]
        assert str(refused.value.findings[0].at) == "text.zh:1:1"

    @given(st.sampled_from(sorted(package().items)), st.sampled_from(sorted(set(Aspect) - {Aspect.ITEMS})))
    def test_with_any_reference_to_an_item_is_clean(self, item, aspect):
        assert check(content(str(Reference(item, Aspect(aspect))), items=(item,)), facts()) == ()


class TestNumbersOfPersons:
    @given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 999), st.text("甲乙 ，", max_size=5))
    def test_are_cut_wherever_they_stand(self, born_on, serial, around):
        number = make_citizen_number(born_on, serial)
        cut = cut_personal(f"{around}甲{number}乙{around}")
        assert number not in cut
        assert cut.count("［身份证号］") == 1

    @given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
    def test_are_mobile_numbers_too(self, number):
        assert cut_personal(f"打{number}给我") == "打［手机号］给我"

    @pytest.mark.parametrize(
        "text", ["0769-22001006", "12345", "2026-03-05", "11441900MB9D00068F", "国发〔2022〕5号"]
    )
    def test_are_not_those_of_offices_days_and_acts(self, text):
        assert personal_numbers(text) == ()

    @given(st.text(max_size=40))
    def test_cut_once_are_gone(self, text):
        assert personal_numbers(cut_personal(text)) == ()
