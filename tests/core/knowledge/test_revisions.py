"""The way of a revision, four eyes, what changed under it, and questions without an answer."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.knowledge import (
    AnswerNotNow,
    AnswerState,
    Facts,
    KnowledgeRules,
    OwnWork,
    ReasonMissing,
    Revision,
    Settled,
    SettledAlready,
    Unanswered,
    changes,
    render,
)
from onething.core.knowledge.rules import months_later
from onething.core.source import Text
from onething.kit.ports import SHANGHAI
from tests.core.knowledge.world import CONTENT, ON, content, facts, package, with_item

AT = datetime(2026, 3, 5, 10, tzinfo=SHANGHAI)
DUE = date(2027, 3, 5)


def published(said=()):
    sent = Revision.drafted(CONTENT, by="one").sent().approved_by_department(by="two")
    return sent.published(by="three", at=AT, due_on=DUE, said=said)


class TestARevision:
    def test_goes_from_draft_over_two_reviews_to_published(self):
        done = published()
        assert (done.state, done.approved, done.due_on) == (AnswerState.PUBLISHED, ("two", "three"), DUE)

    def test_is_approved_by_nobody_who_wrote_it(self):
        sent = Revision.drafted(CONTENT, by="one").sent()
        with pytest.raises(OwnWork):
            sent.approved_by_department(by="one")
        with pytest.raises(OwnWork):
            sent.approved_by_department(by="two").published(by="one", at=AT, due_on=DUE, said=())

    def test_is_approved_by_nobody_twice(self):
        with pytest.raises(OwnWork):
            Revision.drafted(CONTENT, by="one").sent().approved_by_department(by="two").published(
                by="two", at=AT, due_on=DUE, said=()
            )

    def test_belongs_to_whoever_wrote_it_last(self):
        written = Revision.drafted(CONTENT, by="one").written(content("改"), by="two").sent()
        assert written.approved_by_department(by="one").approved == ("one",)

    def test_given_back_is_a_draft_without_approvals(self):
        back = (
            Revision.drafted(CONTENT, by="one")
            .sent()
            .approved_by_department(by="two")
            .returned(reason="口径不对")
        )
        assert (back.state, back.approved) == (AnswerState.DRAFT, ())
        with pytest.raises(ReasonMissing):
            Revision.drafted(CONTENT, by="one").sent().returned(reason=" ")

    def test_falls_due_and_is_confirmed_for_another_year(self):
        due = published().fallen_due()
        again = due.confirmed(due_on=date(2028, 3, 5), said=())
        assert (due.state, again.state, again.due_on) == (
            AnswerState.DUE,
            AnswerState.PUBLISHED,
            date(2028, 3, 5),
        )

    def test_is_due_from_its_day_on(self):
        assert not published().is_due(date(2027, 3, 4))
        assert published().is_due(DUE)

    ACTS = {
        "written": lambda one: one.written(CONTENT, by="x"),
        "sent": lambda one: one.sent(),
        "approved": lambda one: one.approved_by_department(by="x"),
        "published": lambda one: one.published(by="y", at=AT, due_on=DUE, said=()),
        "returned": lambda one: one.returned(reason="r"),
        "due": lambda one: one.fallen_due(),
        "confirmed": lambda one: one.confirmed(due_on=DUE, said=()),
        "withdrawn": lambda one: one.withdrawn(reason="r"),
        "replaced": lambda one: one.replaced(),
    }
    MAY = {
        AnswerState.DRAFT: {"written", "sent", "withdrawn"},
        AnswerState.DEPARTMENT: {"approved", "returned", "withdrawn"},
        AnswerState.CITY: {"published", "returned", "withdrawn"},
        AnswerState.PUBLISHED: {"due", "confirmed", "withdrawn", "replaced"},
        AnswerState.DUE: {"confirmed", "withdrawn", "replaced"},
        AnswerState.WITHDRAWN: set(),
        AnswerState.REPLACED: set(),
    }

    @pytest.mark.parametrize("state", AnswerState)
    def test_takes_only_the_acts_of_its_state(self, state):
        one, taken = replace(Revision.drafted(CONTENT, by="one"), state=state), set()
        for name, act in self.ACTS.items():
            try:
                act(one)
                taken.add(name)
            except AnswerNotNow:
                continue
        assert taken == self.MAY[state]

    def test_has_another_hash_for_anything_else_it_says(self):
        hashes = {CONTENT.hash, content("别的").hash, content(owner="health").hash, content(variants=()).hash}
        assert len(hashes) == 4
        assert content().hash == CONTENT.hash


class TestWhatChangedUnderAnAnswer:
    SAID = render(CONTENT.text, facts()).said

    def test_is_nothing_while_the_item_says_the_same(self):
        assert changes(self.SAID, CONTENT, facts()) == ()

    def test_is_the_reference_with_the_old_words_and_the_new(self):
        city = with_item("birth-registration", promised_days=3)
        (found,) = changes(self.SAID, CONTENT, Facts(city, ON))
        assert (found.reference, found.old.zh, found.new.zh) == (
            "{birth-registration.promised_days}",
            "当场办结",
            "3 个工作日",
        )

    def test_is_the_end_of_what_was_referred_to(self):
        city = replace(package(), items={})
        found = changes(self.SAID, CONTENT, Facts(city, ON))
        assert {one.new for one in found} == {None}
        assert len(found) == 3

    @given(st.integers(0, 60))
    def test_is_found_exactly_when_the_words_differ(self, number):
        city = with_item("birth-registration", promised_days=number)
        assert bool(changes(self.SAID, CONTENT, Facts(city, ON))) == (number != 0)


class TestTheDayOfTheNextConfirmation:
    def test_is_a_year_later_or_the_end_of_a_shorter_month(self):
        assert KnowledgeRules(confirm_months=12).due_on(date(2024, 2, 29)) == date(2025, 2, 28)
        assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
    def test_lies_so_many_months_later(self, on, months):
        then = months_later(on, months)
        assert (then.year - on.year) * 12 + then.month - on.month == months
        assert then.day <= on.day

    def test_is_a_rule_of_the_city(self):
        assert KnowledgeRules.of(package().settings) == KnowledgeRules("data-services", 12, 3)
        assert KnowledgeRules.of({}).answer_days == 3


class TestAQuestionWithoutAnAnswer:
    ONE = Unanswered.asked("能不能带狗", owner="health", on=ON, days=3, calendar=load_calendar())

    def test_has_its_day_in_working_days(self):
        assert self.ONE.answer_by == date(2026, 3, 10)
        assert not self.ONE.is_late(date(2026, 3, 10))
        assert self.ONE.is_late(date(2026, 3, 11))

    def test_asked_again_counts_and_keeps_its_day(self):
        again = self.ONE.asked_again()
        assert (again.count, again.answer_by) == (2, self.ONE.answer_by)

    def test_is_drafted_and_answered_or_waits_again(self):
        drafted = self.ONE.drafted("a")
        assert drafted.answered().settled is Settled.ANSWERED
        assert drafted.dropped().settled is Settled.WAITING

    def test_closes_with_a_reason_only(self):
        assert self.ONE.closed("不归政务服务").settled is Settled.CLOSED
        with pytest.raises(ReasonMissing):
            self.ONE.closed(" ")

    @pytest.mark.parametrize("act", [
        lambda one: one.asked_again(), lambda one: one.passed_on("tax"), lambda one: one.drafted("b"),
        lambda one: one.merged("b"), lambda one: one.closed("r"), lambda one: one.answered(),
        lambda one: one.dropped(),
    ])  # fmt: skip
    def test_that_is_settled_stays_so(self, act):
        for settled in (self.ONE.closed("r"), self.ONE.merged("a"), self.ONE.drafted("a").answered()):
            with pytest.raises(SettledAlready):
                act(settled)

    def test_is_late_no_more_once_settled(self):
        assert not self.ONE.merged("a").is_late(date(2030, 1, 1))

    def test_names_its_state_in_both_languages(self):
        for one in (*Settled, *AnswerState):
            assert isinstance(one.label, Text)
            assert one.label.en
