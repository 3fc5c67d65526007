"""First-asked responsibility: who has a question, until when, and what an answer must hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.inquiries import (
    AnsweredAlready,
    AnswerMissing,
    AskedBy,
    Inquiry,
    InquiryStanding,
    NothingAsked,
    NotOffered,
    NotResponsible,
    OfferedAlready,
    Passing,
    ReasonNeeded,
    Staff,
    Told,
    ToOneself,
    answer_day,
    check_answer,
    check_passing,
    check_question,
    check_reply,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
THURSDAY = datetime(2026, 3, 5, 10, tzinfo=SHANGHAI)
ANNA, BERT = Staff("a", "甲", "civil-affairs"), Staff("b", "乙", "health")


def inquiry(**more) -> Inquiry:
    made = Inquiry(
        UUID(int=1),
        "Q202603050001",
        "孩子户口怎么上",
        AskedBy.WINDOW,
        "",
        "",
        ANNA,
        ANNA,
        THURSDAY,
        date(2026, 3, 10),
    )
    return replace(made, **more)


def offered(**more) -> Inquiry:
    passing = Passing(ANNA, BERT, "归他们", THURSDAY, date(2026, 3, 6))
    return inquiry(passings=(replace(passing, **more),))


class TestTheLastDay:
    def test_counts_working_days_after_the_day_of_asking(self):
        assert answer_day(date(2026, 3, 5), load_calendar(), days=3) == date(2026, 3, 10)

    @given(st.integers(0, 400), st.integers(0, 10))
    def test_never_comes_before_the_question(self, after, days):
        day = date(2026, 1, 1) + timedelta(days=after)
        assert answer_day(day, load_calendar(), days=days) >= day

    def test_is_kept_on_it_and_missed_after_it(self):
        assert not inquiry().is_late(date(2026, 3, 10))
        assert inquiry().is_late(date(2026, 3, 11))
        late = inquiry(answered_at=datetime(2026, 3, 11, 9, tzinfo=SHANGHAI))
        assert late.is_late(date(2026, 3, 5))

    def test_warns_on_it_and_when_an_offer_waits_too_long(self):
        assert not inquiry().warns(date(2026, 3, 9))
        assert inquiry().warns(date(2026, 3, 10))
        assert not offered().warns(date(2026, 3, 6))
        assert offered().warns(date(2026, 3, 9))
        assert not inquiry(answered_at=THURSDAY).warns(date(2026, 4, 1))


class TestAnAnswer:
    @pytest.mark.parametrize("told", [set(one) for n in range(3) for one in combinations(Told, n)])
    def test_that_leaves_something_out_says_why(self, told):
        with pytest.raises(AnswerMissing):
            check_answer(inquiry(), "a", told=told, answer=" ")
        check_answer(inquiry(), "a", told=told, answer="只问地址")

    def test_that_tells_everything_needs_no_words(self):
        check_answer(inquiry(), "a", told=set(Told), answer="")

    def test_is_the_responsible_ones_also_while_an_offer_waits(self):
        check_answer(offered(), "a", told=set(Told), answer="")
        with pytest.raises(NotResponsible):
            check_answer(offered(), "b", told=set(Told), answer="")

    def test_is_given_once(self):
        with pytest.raises(AnsweredAlready):
            check_answer(inquiry(answered_at=THURSDAY), "a", told=set(Told), answer="")


class TestHandingOn:
    def test_is_for_whoever_has_it_to_somebody_else_with_a_reason_one_at_a_time(self):
        check_passing(inquiry(), "a", receiver="b", reason="归他们")
        for question, by, receiver, reason, refusal in (
            (inquiry(), "b", "c", "x", NotResponsible),
            (inquiry(), "a", "a", "x", ToOneself),
            (inquiry(), "a", "b", " ", ReasonNeeded),
            (offered(), "a", "c", "x", OfferedAlready),
            (inquiry(answered_at=THURSDAY), "a", "b", "x", AnsweredAlready),
        ):
            with pytest.raises(refusal):
                check_passing(question, by, receiver=receiver, reason=reason)

    def test_leaves_the_giver_responsible_until_it_is_confirmed(self):
        assert offered().responsible == ANNA
        assert offered().standing is InquiryStanding.OFFERED
        assert offered(confirmed=False).standing is InquiryStanding.OPEN

    def test_is_replied_to_by_the_receiver_alone(self):
        check_reply(offered(), "b", confirmed=True, reason="")
        for question, by, confirmed, refusal in (
            (offered(), "a", True, NotOffered),
            (inquiry(), "b", True, NotOffered),
            (offered(), "b", False, ReasonNeeded),
        ):
            with pytest.raises(refusal):
                check_reply(question, by, confirmed=confirmed, reason="")


def test_a_question_has_words():
    with pytest.raises(NothingAsked):
        check_question(" \n")
