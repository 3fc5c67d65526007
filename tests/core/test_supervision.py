"""Which warnings a case deserves, and what becomes of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.cases.graph import Status
from onething.core.clock import Limit, Stage, Thresholds, stage
from onething.core.supervision import (
    NEXT,
    Audience,
    NotNow,
    Period,
    Rules,
    Standing,
    Warned,
    Watched,
    WordsMissing,
    audience,
    begins_on,
    first_standing,
    rates,
    say,
    warnings_of,
    what_to_do,
    why,
)

CALENDAR = load_calendar()
USUAL = Rules.of({})
MONDAY = date(2026, 3, 2)  # 20 working days to the 30th


def case(status=Status.IN_REVIEW, **more):
    usual = dict.fromkeys(Watched._fields)
    usual |= {
        "id": 1,
        "number": "N-1",
        "item": "item",
        "status": status.value,
        "received_on": MONDAY,
        "started_on": MONDAY,
        "rounds": 0,
        "how": "clerk",
    }
    return Watched(**(usual | more))


def warned(one, today, rules=USUAL, profile=""):
    found = warnings_of(one, today, calendar=CALENDAR, rules=rules, profile=profile)
    return {(warning.limit.value, warning.stage.value) for warning in found}


class TestAStage:
    def reached(self, today, thresholds=USUAL.named["default"]):
        return stage(
            started_on=MONDAY, due_on=date(2026, 3, 30), today=today, calendar=CALENDAR, thresholds=thresholds
        )

    def test_is_half_then_most_then_the_last_day_then_overdue(self):
        assert self.reached(date(2026, 3, 13)) is None
        assert self.reached(date(2026, 3, 16)) is Stage.HALF
        assert self.reached(date(2026, 3, 23)) is Stage.HALF
        assert self.reached(date(2026, 3, 24)) is Stage.MOST
        assert self.reached(date(2026, 3, 30)) is Stage.LAST_DAY
        assert self.reached(date(2026, 3, 31)) is Stage.OVERDUE

    def test_takes_its_thresholds_as_data(self):
        assert self.reached(date(2026, 3, 4), Thresholds(half=10)) is Stage.HALF
        assert self.reached(date(2026, 3, 9), Thresholds(most=25)) is Stage.MOST
        assert self.reached(date(2026, 3, 20), Thresholds(days_left=6)) is Stage.MOST

    def test_of_a_limit_on_the_spot_is_its_last_day_at_once(self):
        assert stage(started_on=MONDAY, due_on=MONDAY, today=MONDAY, calendar=CALENDAR) is Stage.LAST_DAY

    @given(st.integers(1, 60), st.integers(1, 90), st.integers(1, 99), st.integers(1, 99), st.integers(0, 9))
    def test_never_goes_back(self, length, days, half, most, left):
        due_on, thresholds = CALENDAR.add_working_days(MONDAY, length), Thresholds(half, most, left)
        ranks = []
        for day in range(days):
            one = stage(
                started_on=MONDAY,
                due_on=due_on,
                today=MONDAY + timedelta(day),
                calendar=CALENDAR,
                thresholds=thresholds,
            )
            ranks.append(-1 if one is None else one.rank)
        assert ranks == sorted(ranks)


class TestTheWarningsOfACase:
    def test_are_of_the_promise_and_of_the_statute_apart(self):
        one = case(promised_on=date(2026, 3, 9), statutory_on=date(2026, 3, 30))
        assert warned(one, date(2026, 3, 10)) == {("promised", "overdue")}
        assert warned(one, date(2026, 3, 24)) == {("promised", "overdue"), ("statutory", "most")}

    @pytest.mark.parametrize(
        "status", [Status.PAUSED, Status.TO_SUPPLEMENT, Status.WAITING, Status.DELIVERED]
    )
    def test_leave_a_case_at_rest_alone(self, status):
        one = case(status, promised_on=MONDAY, statutory_on=MONDAY, tell_on=MONDAY, deliver_on=MONDAY)
        assert warned(one, date(2026, 6, 1)) == set()

    def test_are_of_the_limit_that_runs(self):
        days = {"tell_on": date(2026, 3, 9), "promised_on": date(2026, 3, 9), "deliver_on": date(2026, 3, 9)}
        late = date(2026, 3, 10)
        assert warned(case(Status.SUBMITTED, **days), late) == {("telling", "overdue")}
        assert warned(case(Status.ACCEPTED, **days), late) == {("promised", "overdue")}
        assert warned(case(Status.GRANTED, **days), late) == {("delivery", "overdue")}

    def test_follow_up_a_supplement_that_did_not_come_and_are_not_red(self):
        one = case(Status.TO_SUPPLEMENT, supplement_on=date(2026, 3, 9))
        assert warned(one, date(2026, 3, 9)) == set()
        (warning,) = warnings_of(one, date(2026, 3, 10), calendar=CALENDAR, rules=USUAL)
        assert warning.limit is Limit.SUPPLEMENT
        assert not warning.red
        assert audience(warning) is Audience.MANAGER

    def test_name_a_procedure_whose_told_days_are_about_to_end_or_over(self):
        one = case(Status.PAUSED, paused_until=date(2026, 3, 9))
        assert warned(one, date(2026, 3, 6)) == set()
        assert warned(one, date(2026, 3, 9)) == {("pause", "last_day")}
        assert warned(one, date(2026, 3, 10)) == {("pause", "overdue")}

    def test_name_silence_and_a_second_notice_whenever_they_are_looked_at(self):
        assert warned(case(how="deemed"), MONDAY) == {("not_told", "overdue")}
        assert warned(case(Status.DELIVERED, rounds=2), MONDAY) == {("second_notice", "overdue")}

    def test_name_a_decision_after_its_day_also_when_it_is_long_delivered(self):
        days = {"promised_on": date(2026, 3, 9), "statutory_on": date(2026, 3, 30)}
        late = case(Status.DELIVERED, decided_on=date(2026, 3, 10), **days)
        assert warned(late, date(2026, 5, 6)) == {("promised", "overdue")}
        in_time = case(Status.DELIVERED, decided_on=date(2026, 3, 9), **days)
        assert warned(in_time, date(2026, 5, 6)) == set()

    def test_go_by_the_citys_thresholds_of_the_profile_before_those_of_the_limit(self):
        rules = Rules.of(
            {
                "lights": {
                    "default": {"days_left": 0},
                    "promised": {"half": 10},
                    "permit": {"half": 90, "most": 95},
                }
            }
        )
        one = case(promised_on=date(2026, 3, 30))
        assert warned(one, date(2026, 3, 6), rules) == {("promised", "half")}
        assert warned(one, date(2026, 3, 6), rules, profile="permit") == set()
        assert rules.for_(Limit.STATUTORY, "") == Thresholds(days_left=0)


class TestAudience:
    def test_goes_up_with_the_stage(self):
        days = (MONDAY, MONDAY)
        assert audience(Warned(Limit.PROMISED, Stage.HALF, *days)) is Audience.OFFICER
        assert audience(Warned(Limit.PROMISED, Stage.LAST_DAY, *days)) is Audience.OFFICER
        assert audience(Warned(Limit.PROMISED, Stage.OVERDUE, *days)) is Audience.SUPERVISOR


class TestWords:
    @pytest.mark.parametrize("limit", Limit)
    @pytest.mark.parametrize("at", Stage)
    def test_say_why_and_what_to_do_in_both_languages(self, limit, at):
        for text in (why(limit, at, MONDAY), what_to_do(limit, at)):
            assert text.zh
            assert text.en


class TestWhatIsSaid:
    def test_leads_from_asked_to_explained_to_corrected(self):
        red = Warned(Limit.PROMISED, Stage.OVERDUE, MONDAY, MONDAY)
        standing = first_standing(red)
        assert standing is Standing.ASKED
        standing = say(standing, Standing.EXPLAINED, "核查改约")
        assert say(standing, Standing.CORRECTED, "已决定") is Standing.CORRECTED
        assert say(standing, Standing.ASKED, "说清楚") is Standing.ASKED

    def test_never_leads_out_of_cancelled(self):
        assert NEXT[Standing.CANCELLED] == frozenset()
        for said in Standing:
            with pytest.raises(NotNow):
                say(Standing.CANCELLED, said, "x")

    def test_needs_words(self):
        with pytest.raises(WordsMissing):
            say(Standing.ASKED, Standing.CANCELLED, "  ")


class TestRates:
    counted = st.lists(
        st.tuples(st.sampled_from(("a", "b", "c", "")), st.integers(0, 60), st.integers(0, 60)).map(
            lambda one: (one[0], max(one[1:]), min(one[1:]))
        )
    )

    @given(counted)
    def test_add_up_to_the_whole(self, counted):
        found = rates(counted)
        assert found.whole.due == sum(due for _, due, _ in counted)
        assert found.whole.late == sum(late for _, _, late in counted)
        named = [(due, late) for key, due, late in counted if key]
        each = (*found.ranked, *found.unranked)
        assert (sum(one.due for one in each), sum(one.late for one in each)) == (
            sum(due for due, _ in named),
            sum(late for _, late in named),
        )

    @given(counted, st.integers(1, 100))
    def test_rank_only_who_has_enough_and_the_worst_first(self, counted, least):
        found = rates(counted, rank_from=least)
        assert all(one.due >= least for one in found.ranked)
        assert all(one.due < least for one in found.unranked)
        percents = [one.percent for one in found.ranked]
        assert percents == sorted(percents, reverse=True)
        assert all(0 <= one <= 100 for one in percents)


class TestAPeriod:
    def test_begins_on_monday_on_the_first_and_with_the_quarter(self):
        day = date(2026, 8, 13)
        assert begins_on(Period.WEEK, day) == date(2026, 8, 10)
        assert begins_on(Period.MONTH, day) == date(2026, 8, 1)
        assert begins_on(Period.QUARTER, day) == date(2026, 7, 1)
        assert begins_on(Period.QUARTER, date(2026, 12, 31)) == date(2026, 10, 1)
