"""Automatic approval: its modes and who changes them, the draw of samples, the receipt, and a person instead."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import automatic as auto
from onething.core.cases import commands as c
from onething.core.cases.automatic import Datum, Mode, Said, Sampling, Setting
from onething.core.cases.errors import (
    ModeNotAllowed,
    NotAutomatic,
    NotNow,
    PersonNeeded,
    ReasonMissing,
    ResultUsed,
    SecondPersonNeeded,
    ShareNotAllowed,
)
from onething.core.cases.parts import Outcome, RuleReceipt
from onething.core.rules import Choice, Labels, parse
from onething.core.source import Text
from tests.core.cases.story import APPLICANT, FULL, NIGHT, REVIEWER, Story, at, day, opening

OFF, SHADOW, LIVE, KILLED = (Setting(mode) for mode in (Mode.OFF, Mode.SHADOW, Mode.LIVE, Mode.KILLED))
RECEIPT = RuleReceipt("a == 'x'", "h", Text("符合"))


def set_to(now, wanted, **more):
    given = {"reason": "已评估", "proposed_by": "a", "confirmed_by": None, "compared": 5}
    auto.may_set(now, wanted, **{**given, **more})


class TestTheMode:
    def test_goes_live_from_the_shadow_by_a_second_person(self):
        with pytest.raises(SecondPersonNeeded):
            set_to(SHADOW, LIVE)
        with pytest.raises(SecondPersonNeeded):
            set_to(SHADOW, LIVE, confirmed_by="a")
        set_to(SHADOW, LIVE, confirmed_by="b")

    @pytest.mark.parametrize("now", [OFF, KILLED])
    def test_does_not_go_live_without_a_shadow(self, now):
        with pytest.raises(ModeNotAllowed):
            set_to(now, LIVE, confirmed_by="b")

    def test_does_not_go_live_when_nothing_was_compared(self):
        with pytest.raises(ModeNotAllowed):
            set_to(SHADOW, LIVE, confirmed_by="b", compared=0)

    @pytest.mark.parametrize("wanted", [OFF, SHADOW, KILLED])
    def test_is_stopped_by_one_person_with_a_reason(self, wanted):
        set_to(LIVE, wanted)
        with pytest.raises(ReasonMissing):
            set_to(LIVE, wanted, reason=" ")

    def test_needs_a_second_person_to_be_looked_at_less(self):
        often = Setting(Mode.LIVE, 20, Sampling.BEFORE)
        set_to(LIVE, often)
        for less in (replace(often, share=10), replace(often, sampling=Sampling.AFTER)):
            with pytest.raises(SecondPersonNeeded):
                set_to(often, less)
            set_to(often, less, confirmed_by="b")

    @pytest.mark.parametrize("share", [-1, 101])
    def test_has_a_share_in_percent(self, share):
        with pytest.raises(ShareNotAllowed):
            set_to(SHADOW, Setting(Mode.SHADOW, share))

    def test_killed_for_all_goes_before_what_an_item_says(self):
        assert auto.effective(LIVE, KILLED, "").mode is Mode.KILLED
        assert auto.effective(LIVE, OFF, "").mode is Mode.LIVE

    def test_is_in_the_shadow_until_somebody_sets_it_and_again_when_it_reads_otherwise(self):
        assert auto.effective(None, None, "a == 1").mode is Mode.SHADOW
        set_for = replace(LIVE, rule="a == 1", share=20)
        assert auto.effective(set_for, None, "a == 1") == set_for
        assert auto.effective(set_for, None, "a == 2") == replace(set_for, mode=Mode.SHADOW)
        assert auto.effective(replace(set_for, mode=Mode.OFF), None, "a == 2").mode is Mode.OFF


class TestTheDraw:
    @given(st.text(max_size=30), st.text(max_size=20), st.integers(0, 100), st.integers(0, 100))
    def test_is_the_same_each_time_and_grows_with_the_share(self, case, seed, one, other):
        small, large = sorted((one, other))
        drawn = auto.is_sampled(case, Setting(Mode.LIVE, small, seed=seed))
        assert drawn == auto.is_sampled(case, Setting(Mode.LIVE, small, seed=seed))
        assert not drawn or auto.is_sampled(case, Setting(Mode.LIVE, large, seed=seed))

    @given(st.text(max_size=30), st.text(max_size=20))
    def test_takes_none_at_0_and_all_at_100(self, case, seed):
        assert not auto.is_sampled(case, Setting(Mode.LIVE, 0, seed=seed))
        assert auto.is_sampled(case, Setting(Mode.LIVE, 100, seed=seed))

    def test_takes_about_its_share(self):
        setting = Setting(Mode.LIVE, 10, seed="s")
        drawn = sum(auto.is_sampled(f"case-{n}", setting) for n in range(5000))
        assert 400 < drawn < 600


class TestTheReceipt:
    def test_names_rule_datum_source_day_and_what_decided(self):
        schema = {"income": Choice(("dibao", "none")), "age": Choice(("old", "young"))}
        rule = parse('income == "dibao" || age == "old"', schema)
        known = {
            "income": Datum("dibao", Text("低保"), Text("在册"), "share:low", Text("民政"), date(2026, 3, 1)),
            "age": Datum("young", Text("年龄"), Text("未满"), "answer:age", Text("您的回答")),
            "other": Datum("x", Text("别的"), Text("x"), "answer:other", Text("您的回答")),
        }
        labels = Labels({name: one.label for name, one in known.items()})
        receipt = auto.receipt_of(rule, "hash-1", known, labels)
        assert (receipt.rule, receipt.version) == (rule.text, "hash-1")
        lines = {one.name: one for one in receipt.lines}
        assert set(lines) == {"income", "age"}
        assert (lines["income"].source, lines["income"].as_of, lines["income"].deciding) == (
            "share:low",
            date(2026, 3, 1),
            True,
        )
        assert not lines["age"].deciding
        assert "低保" in receipt.sentence.zh


class TestAgreement:
    def test_counts_where_rule_and_person_say_the_same(self):
        pairs = [
            (Said.GRANT, "granted"),
            (Said.GRANT, "refused"),
            (Said.PERSON, "refused"),
            (Said.PERSON, "granted"),
        ]
        assert auto.agreement(pairs) == (2, 4)


@pytest.fixture
def story():
    return Story(opening("A-1", automatic=True), opening("A-2", needs=("A-1",)), on=at(2026, 3, 2)).accept(
        "A-1"
    )


def by_rule(story, number="A-1"):
    story.send(c.Decide(NIGHT, number, Outcome.GRANTED, FULL, "准予", trace=("rule",), receipt=RECEIPT))
    return story


class TestAPersonInstead:
    def test_keeps_the_rule_from_deciding(self, story):
        story.send(c.AskForPerson(APPLICANT, "A-1", ""))
        with pytest.raises(NotAutomatic):
            by_rule(story)
        assert story.grant("A-1").status("A-1") == "granted"

    def test_is_asked_for_once_and_only_where_a_rule_may_approve(self, story):
        assert story.send(c.AskForPerson(APPLICANT, "A-1", "")) != ()
        assert story.send(c.AskForPerson(APPLICANT, "A-1", "")) == ()
        with pytest.raises(NotAutomatic):
            story.send(c.AskForPerson(APPLICANT, "A-2", ""))

    def test_takes_a_grant_of_the_rule_back_before_it_is_delivered(self):
        story = by_rule(Story(opening("A-1", automatic=True), on=at(2026, 3, 2)).accept("A-1"))
        due = story.case("A-1").dues
        story.send(c.OverrideRule(REVIEWER, "A-1", "数据过期"))
        assert (story.status("A-1"), story.case("A-1").outcome) == ("in_review", None)
        assert story.case("A-1").dues.promised_on == day("2026-03-23") == due.promised_on
        with pytest.raises(NotAutomatic):
            by_rule(story)
        assert story.refuse("A-1").status("A-1") == "refused"

    def test_is_a_person_with_a_reason_and_after_a_rule(self, story):
        one = Story(opening("A-1", automatic=True), on=at(2026, 3, 2)).accept("A-1").grant("A-1")
        with pytest.raises(NotAutomatic):
            one.send(c.OverrideRule(REVIEWER, "A-1", "数据过期"))
        one = by_rule(Story(opening("A-1", automatic=True), on=at(2026, 3, 2)).accept("A-1"))
        with pytest.raises(PersonNeeded):
            one.send(c.OverrideRule(NIGHT, "A-1", "数据过期"))
        with pytest.raises(ReasonMissing):
            one.send(c.OverrideRule(REVIEWER, "A-1", " "))

    def test_comes_too_late_when_another_case_used_the_result(self, story):
        story.accept("A-2")
        by_rule(story)
        with pytest.raises(ResultUsed):
            story.send(c.OverrideRule(REVIEWER, "A-1", "数据过期"))

    def test_comes_too_late_when_a_certificate_is_made(self):
        story = Story(
            opening("A-1", automatic=True, certificates=("card", "more")), on=at(2026, 3, 2)
        ).accept("A-1")
        by_rule(story).send(c.MakeCertificate(REVIEWER, "A-1", "card", "L-1"))
        with pytest.raises(NotNow):
            story.send(c.OverrideRule(REVIEWER, "A-1", "数据过期"))
