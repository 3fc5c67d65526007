"""What keeps an exam question from being used, how it reads, and what makes its owner read it again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.codes import make_citizen_number
from onething.core.knowledge import Differences, said_of
from onething.core.source import Text
from onething.core.training import (
    Kind,
    NoReason,
    Option,
    OwnQuestion,
    QuestionNotNow,
    QuestionRefused,
    QuestionState,
    Revision,
    changed_by,
    check,
    must_be_clean,
    must_be_impersonal,
    read,
    to_be_read_again,
    true_or_false,
)
from tests.core.training.world import QUESTION, facts, facts_with, package, question, statement

AT = datetime(2026, 3, 5, 2, tzinfo=UTC)
RIGHT = Option(Text("{birth-voucher.promised_days}"), True)


def found(**more):
    return [(one.code.removeprefix("training."), one.field) for one in check(question(**more), facts())]


def options(*texts, right=(0,)):
    return tuple(Option(Text(text), number in right) for number, text in enumerate(texts))


def in_use(one=QUESTION, at=None):
    said = said_of(one.texts, at or facts())
    return Revision.drafted(one, by="a").sent().put_in_use(by="b", at=AT, said=said)


class TestAQuestion:
    def test_that_refers_to_its_item_is_clean_and_reads_with_its_figures(self):
        assert check(QUESTION, facts()) == ()
        reading = read(QUESTION, facts())
        assert reading.stem.zh == "生育登记承诺多久办好？"
        assert [(letter, text.zh, right) for letter, text, right in reading.options] == [
            ("A", "7 个工作日", True),
            ("B", "15 个工作日", False),
            ("C", "9 个工作日", False),
        ]

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"options": options("甲", "乙", right=())}, ("no_right_option", "options")),
            ({"options": options("甲", "乙", right=(0, 1))}, ("several_right", "options")),
            ({"options": options("甲", "乙"), "kind": Kind.SEVERAL}, ("one_right", "options")),
            ({"options": options("甲", "乙"), "kind": Kind.TRUE_FALSE}, ("no_right_option", "options")),
            ({"options": options("甲")}, ("number_of_options", "options")),
            ({"options": options(*map(str, range(9)))}, ("number_of_options", "options")),
            ({"options": options("甲", " ")}, ("blank", "options.2.zh")),
            ({"options": options("甲 Ｂ。", "乙", "甲b")}, ("options_alike", "options.3.zh")),
            ({"explanation": Text("")}, ("blank", "explanation.zh")),
            ({"stem": Text("{nothing.fee}")}, ("unknown_reference", "stem.zh")),
            ({"stem": Text("{birth-voucher.colour}")}, ("bad_reference", "stem.zh")),
            ({"stem": Text("甲\u202e乙")}, ("hidden_character", "stem.zh")),
            ({"items": ("nothing",)}, ("unknown_name", "items")),
            ({"owner": "nobody"}, ("unknown_name", "owner")),
            ({"items": (), "laws": (), "source": "x"}, ("no_link", "items")),
            ({"laws": ()}, ("no_source", "laws")),
            ({"from_on": date(2026, 2, 1), "to_on": date(2026, 2, 1)}, ("period_backwards", "to")),
        ],
    )
    def test_with_one_flaw_is_told_of_it(self, more, code):
        assert found(**more) == [code]

    def test_types_no_figure_and_no_material_but_in_a_wrong_option_a_figure(self):
        assert found(stem=Text("要 7 个工作日吗？")) == [("typed_figure", "stem.zh")]
        assert found(explanation=Text("不收 5 元")) == [("typed_figure", "explanation.zh")]
        assert found(options=options("7 个工作日", "8 个工作日")) == [("typed_figure", "options.1.zh")]
        assert found(options=(RIGHT, Option(Text("结婚证")))) == [("typed_material", "options.2.zh")]
        assert check(statement("要 7 个工作日"), facts())[0].code == "training.typed_figure"

    def test_whose_wrong_option_reads_like_the_right_one_is_refused(self):
        assert found(options=(RIGHT, Option(Text("7个工作日")))) == [("options_alike", "options.2.zh")]

    def test_about_a_rule_of_every_window_names_the_act_instead_of_an_item(self):
        one = question(stem=Text("材料不全怎么办？"), options=options("甲", "乙"), items=())
        assert check(one, facts()) == ()

    def test_with_a_number_of_a_person_is_not_even_a_draft_and_never_repeats_it(self):
        number = make_citizen_number(date(1990, 5, 17), 21)
        for more in ({"stem": Text(f"找{number}")}, {"options": (RIGHT, Option(Text(number)))}):
            with pytest.raises(QuestionRefused) as refused:
                must_be_impersonal(question(**more))
            assert number not in str(refused.value.facts())

    def test_says_every_flaw_at_once(self):
        with pytest.raises(QuestionRefused) as refused:
            must_be_clean(question(stem=Text("5 天？"), explanation=Text(" ")), facts())
        assert refused.value.count == 2

    @given(st.sets(st.integers(0, 5)), st.sampled_from([Kind.SINGLE, Kind.SEVERAL]))
    def test_is_clean_with_just_the_right_options_that_its_kind_asks_for(self, right, kind):
        fits = len(right) == 1 if kind is Kind.SINGLE else len(right) > 1
        one = question(kind=kind, options=options(*"甲乙丙丁戊己", right=right))
        assert (check(one, facts()) == ()) is fits


class TestOneRevision:
    def test_is_put_in_use_by_another_person(self):
        sent = Revision.drafted(QUESTION, by="a").sent()
        with pytest.raises(OwnQuestion):
            sent.put_in_use(by="a", at=AT, said=())
        done = in_use()
        assert (done.state, done.author, done.reviewer) == (QuestionState.IN_USE, "a", "b")

    def test_is_rewritten_as_a_draft_only_and_returned_or_withdrawn_with_a_reason(self):
        sent = Revision.drafted(QUESTION, by="a").sent()
        with pytest.raises(QuestionNotNow):
            sent.written(QUESTION, by="a")
        with pytest.raises(NoReason):
            sent.returned(reason=" ")
        assert sent.returned(reason="题干不清").written(statement("对"), by="c").author == "c"
        with pytest.raises(NoReason):
            in_use().withdrawn(reason="")
        with pytest.raises(QuestionNotNow):
            in_use().withdrawn(reason="停").replaced()

    def test_holds_in_its_days(self):
        one = question(from_on=date(2026, 3, 1), to_on=date(2026, 4, 1))
        days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
        assert [one.holds(day) for day in days] == [False, True, True, False]


class TestAChangeOfItsItem:
    def test_asks_for_no_reading_where_it_says_the_same(self):
        assert to_be_read_again(in_use(), facts()) == ()
        assert to_be_read_again(in_use(), facts_with("birth-registration", promised_days=3)) == ()

    def test_asks_for_it_to_be_read_again_with_the_words_before_and_after(self):
        (change,) = to_be_read_again(in_use(), facts_with("birth-voucher", promised_days=8))
        assert (change.reference, change.old.zh, change.new.zh) == (
            "{birth-voucher.promised_days}",
            "7 个工作日",
            "8 个工作日",
        )

    def test_that_makes_a_wrong_option_right_is_told_as_what_is_wrong_now(self):
        change, wrong = to_be_read_again(in_use(), facts_with("birth-voucher", promised_days=9))
        assert change.new.zh == "9 个工作日"
        assert (wrong.reference, wrong.old.zh) == ("options.3.zh", "")
        assert "和选项 A 读起来一样" in wrong.new.zh

    def test_that_makes_a_paper_of_a_wrong_option_a_material_is_told(self):
        one = question(options=(RIGHT, Option(Text("社保卡")), Option(Text("户口簿"))))
        assert check(one, facts()) == ()
        materials = package().items["birth-registration"].materials
        after = facts_with("birth-voucher", materials=materials)
        assert [change.reference for change in to_be_read_again(in_use(one), after)] == ["options.3.zh"]

    def test_that_takes_it_away_is_told_once_for_each_reference(self):
        city = package()
        items = {id: item for id, item in city.items.items() if id != "birth-voucher"}
        differences = Differences.between(facts(), replace(city, items=items))
        changes = changed_by(QUESTION, differences)
        gone = [change.reference for change in changes if change.new is None]
        assert gone == [
            "{birth-voucher.name}",
            "{birth-voucher.promised_days}",
            "{birth-voucher.statutory_days}",
        ]
        assert [change.reference for change in changes if change.new] == ["items"]

    @given(st.sampled_from(sorted(package().items)), st.integers(0, 90))
    def test_changes_what_reads_otherwise_and_nothing_else(self, item, days):
        after = facts_with(item, promised_days=days)
        otherwise = read(QUESTION, facts()) != read(QUESTION, after)
        assert bool(changed_by(QUESTION, Differences.between(facts(), after.package))) is otherwise


def test_a_statement_is_true_or_false():
    assert [one.right for one in true_or_false(True)] == [True, False]
    assert statement("甲", holds=False).holds_statement is False
    assert check(statement("甲", holds=False), facts()) == ()
