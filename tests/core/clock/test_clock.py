from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.clock import (
    PROFILES,
    ClockHistory,
    ClockProfile,
    DayKind,
    DueDay,
    Extension,
    ExtensionIncomplete,
    ExtensionTooLate,
    ExtensionTooLong,
    Ground,
    GroundNotAllowed,
    GroundWithoutLaw,
    Limits,
    NoExtension,
    NoLimit,
    NotAccepted,
    Pause,
    PauseNotTold,
    PauseOutside,
    ProfileUnknown,
    SecondExtension,
    Span,
    alarm_on,
    deadlines,
    deadlines_for_display,
    decision_deadline,
    delivery_deadline,
    due,
    due_for_display,
    extend,
    on_the_spot,
    pause,
    profile_named,
    silence_effect,
    stopped_spans,
    supplement_deadline,
    telling_deadline,
)
from onething.core.workdays import CalendarMissing

CALENDAR = load_calendar()
PERMIT = profile_named("permit")
days = st.dates(date(2004, 1, 1), date(2025, 12, 31))


def permit(received: date, accepted: date | None = None, **more) -> tuple[Limits, ClockHistory]:
    return Limits.of(PERMIT, promised_days=10), ClockHistory(received, accepted_on=accepted, **more)


class TestDue:
    @pytest.mark.parametrize(
        ("day", "n", "last"),
        [
            ("2024-02-08", 5, "2024-02-21"),
            ("2024-04-26", 20, "2024-05-27"),
            ("2024-09-27", 5, "2024-10-10"),
            ("2025-01-24", 20, "2025-02-27"),
            ("2025-09-30", 5, "2025-10-14"),
            ("2026-02-13", 5, "2026-02-27"),
            ("2026-02-13", 20, "2026-03-19"),
            ("2026-04-30", 1, "2026-05-06"),
            ("2026-09-24", 10, "2026-10-15"),
        ],
    )
    def test_counts_the_vectors_of_the_field(self, day, n, last):
        assert due(date.fromisoformat(day), n, CALENDAR) == date.fromisoformat(last)

    @given(day=days)
    def test_of_no_days_is_the_day_itself(self, day):
        assert due(day, 0, CALENDAR) == day

    def test_counts_calendar_days_where_the_item_says_so(self):
        assert due(date(2026, 2, 13), 20, CALENDAR, "calendar") == date(2026, 3, 5)
        assert due(date(2026, 12, 20), 30, CALENDAR, DayKind.CALENDAR) == date(2027, 1, 19)

    def test_refuses_a_year_without_a_notice_even_of_a_guessing_calendar(self):
        for calendar in (CALENDAR, CALENDAR.provisional()):
            with pytest.raises(CalendarMissing):
                due(date(2026, 12, 25), 10, calendar)

    def test_for_display_marks_what_no_notice_covers(self):
        assert due_for_display(date(2026, 2, 13), 20, CALENDAR) == DueDay(date(2026, 3, 19), False)
        assert due_for_display(date(2026, 12, 30), 20, CALENDAR) == DueDay(date(2027, 1, 28), True)

    def test_warns_twenty_working_days_before_a_provisional_day(self):
        shown = due_for_display(date(2026, 12, 30), 20, CALENDAR)
        assert alarm_on(shown, CALENDAR) == date(2026, 12, 30)
        assert alarm_on(due_for_display(date(2026, 2, 13), 5, CALENDAR), CALENDAR) is None

    def test_on_the_spot_ends_with_the_day_of_receipt_or_the_next_working_day(self):
        assert on_the_spot(date(2026, 3, 6), CALENDAR) == date(2026, 3, 6)
        assert on_the_spot(date(2026, 3, 7), CALENDAR) == date(2026, 3, 9)
        assert on_the_spot(date(2026, 2, 14), CALENDAR) == date(2026, 2, 14)

    @given(day=days, n=st.integers(0, 60), more=st.integers(0, 10))
    def test_never_falls_as_the_limit_grows(self, day, n, more):
        assert due(day, n, CALENDAR) <= due(day, n + more, CALENDAR)


class TestDecisionDeadline:
    spans = st.lists(
        st.tuples(days, st.integers(0, 40)).map(
            lambda pair: Span(pair[0], date.fromordinal(pair[0].toordinal() + pair[1]))
        ),
        max_size=4,
    )

    @given(accepted=days, limit=st.integers(1, 45), stopped=spans)
    def test_is_never_shortened_by_stopping_the_clock(self, accepted, limit, stopped):
        plain = decision_deadline(accepted_on=accepted, limit_days=limit, calendar=CALENDAR)
        paused = decision_deadline(accepted_on=accepted, limit_days=limit, calendar=CALENDAR, stopped=stopped)
        assert paused >= plain
        assert not any(span.first <= paused <= span.last for span in stopped)

    @given(accepted=days, limit=st.integers(1, 45), stopped=spans)
    def test_does_not_depend_on_the_order_or_on_repeating_a_span(self, accepted, limit, stopped):
        def last(spans):
            return decision_deadline(accepted_on=accepted, limit_days=limit, calendar=CALENDAR, stopped=spans)

        assert last(stopped) == last(stopped[::-1]) == last(stopped + stopped)

    def test_counts_overlapping_pauses_once(self):
        one, two = Span(date(2026, 3, 2), date(2026, 3, 6)), Span(date(2026, 3, 4), date(2026, 3, 10))
        last = decision_deadline(
            accepted_on=date(2026, 2, 27), limit_days=10, calendar=CALENDAR, stopped=[one, two]
        )
        assert last == due(date(2026, 2, 27), 17, CALENDAR)

    def test_takes_out_the_first_and_the_last_day_of_a_pause(self):
        one_day = Span(date(2026, 3, 4), date(2026, 3, 4))
        last = decision_deadline(
            accepted_on=date(2026, 3, 2), limit_days=5, calendar=CALENDAR, stopped=[one_day]
        )
        assert last == date(2026, 3, 10)


class TestTellingAndSilence:
    def test_a_permit_must_tell_within_five_working_days(self):
        assert telling_deadline(PERMIT, date(2026, 2, 13), CALENDAR) == date(2026, 2, 27)

    def test_silence_accepts_a_permit_as_of_receipt_at_midnight_after_the_last_day(self):
        effect = silence_effect(PERMIT, ClockHistory(date(2026, 2, 13)), CALENDAR)
        assert (effect.takes_effect_on, effect.as_of) == (date(2026, 2, 28), date(2026, 2, 13))
        assert effect.basis.en == "by law"

    def test_silence_of_a_benefit_rests_on_the_promise_of_the_city(self):
        effect = silence_effect(profile_named("benefit"), ClockHistory(date(2026, 3, 2)), CALENDAR)
        assert "not by law" in effect.basis.en

    def test_telling_or_accepting_on_the_last_day_breaks_the_silence_and_a_day_later_does_not(self):
        for change in ("told_on", "accepted_on"):
            history = replace(ClockHistory(date(2026, 2, 13)), **{change: date(2026, 2, 27)})
            assert silence_effect(PERMIT, history, CALENDAR) is None
            late = replace(history, **{change: date(2026, 2, 28)})
            assert silence_effect(PERMIT, late, CALENDAR).takes_effect_on == date(2026, 2, 28)

    def test_a_complete_supplement_begins_a_new_telling_period(self):
        history = ClockHistory(
            date(2026, 3, 2), told_on=date(2026, 3, 5), supplement_days=10, supplemented_on=date(2026, 3, 12)
        )
        limits = Limits.of(PERMIT)
        lines = deadlines(limits, history, CALENDAR)
        assert lines.telling.day == date(2026, 3, 19)
        assert lines.supplement is None
        effect = silence_effect(PERMIT, history, CALENDAR)
        assert (effect.takes_effect_on, effect.as_of) == (date(2026, 3, 20), date(2026, 3, 12))

    def test_real_estate_is_accepted_when_not_told_on_the_spot(self):
        profile = profile_named("real_estate")
        online_on_a_saturday = ClockHistory(date(2026, 3, 7))
        effect = silence_effect(profile, online_on_a_saturday, CALENDAR)
        assert (effect.takes_effect_on, effect.as_of) == (date(2026, 3, 10), date(2026, 3, 7))

    def test_has_no_effect_where_the_profile_gives_it_none(self):
        for name in ("market_registration", "birth_registration"):
            assert silence_effect(profile_named(name), ClockHistory(date(2026, 3, 2)), CALENDAR) is None
        assert telling_deadline(profile_named("market_registration"), date(2026, 3, 2), CALENDAR) is None

    def test_never_takes_effect_on_a_provisional_day(self):
        for calendar in (CALENDAR, CALENDAR.provisional()):
            with pytest.raises(CalendarMissing):
                silence_effect(PERMIT, ClockHistory(date(2026, 12, 29)), calendar)

    def test_the_applicant_gets_the_days_that_the_notice_gave(self):
        assert supplement_deadline(date(2026, 2, 13), 10, CALENDAR) == date(2026, 3, 5)

    def test_a_certificate_is_handed_over_within_ten_working_days(self):
        assert delivery_deadline(PERMIT, date(2026, 2, 13), CALENDAR) == date(2026, 3, 5)
        assert delivery_deadline(profile_named("real_estate"), date(2026, 2, 13), CALENDAR) is None


class TestDeadlinesOfACase:
    def test_keep_the_promise_and_the_statute_apart(self):
        lines = deadlines(*permit(date(2026, 2, 11), date(2026, 2, 13)), CALENDAR)
        assert lines.promised.day == due(date(2026, 2, 13), 10, CALENDAR)
        assert lines.statutory.day == date(2026, 3, 19)

    def test_start_no_decision_clock_before_acceptance(self):
        lines = deadlines(*permit(date(2026, 2, 11)), CALENDAR)
        assert lines.promised is lines.statutory is lines.delivery is None

    def test_mark_only_the_provisional_ones_for_display(self):
        lines = deadlines_for_display(*permit(date(2026, 12, 10), date(2026, 12, 14)), CALENDAR)
        assert (lines.telling.provisional, lines.promised.provisional) == (False, False)
        assert lines.statutory == DueDay(date(2027, 1, 12), True)

    def test_have_no_statutory_day_where_no_limit_is_given(self):
        limits = Limits.of(profile_named("benefit"), promised_days=10)
        lines = deadlines(limits, ClockHistory(date(2026, 3, 2), accepted_on=date(2026, 3, 2)), CALENDAR)
        assert lines.statutory is None
        assert lines.promised.day == date(2026, 3, 16)

    def test_of_an_item_decided_on_the_spot_end_with_the_day(self):
        limits = Limits.of(profile_named("birth_registration"))
        lines = deadlines(limits, ClockHistory(date(2026, 3, 7), accepted_on=date(2026, 3, 7)), CALENDAR)
        assert lines.statutory.day == lines.promised.day == date(2026, 3, 9)


class TestPause:
    hearing = Pause(date(2026, 2, 24), Ground.HEARING, 5, "特字 1 号")

    def test_moves_both_last_days(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        lines = deadlines(limits, pause(limits, history, self.hearing, CALENDAR), CALENDAR)
        assert lines.statutory.day == due(date(2026, 2, 13), 25, CALENDAR)
        assert lines.promised.day == due(date(2026, 2, 13), 15, CALENDAR)

    def test_lasts_no_longer_than_was_told_and_ends_earlier_when_it_ended(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        for last, until in [(None, 28), (date(2026, 3, 20), 28), (date(2026, 2, 25), 25)]:
            changed = pause(limits, history, replace(self.hearing, last=last), CALENDAR)
            assert stopped_spans(limits, changed, CALENDAR) == (
                Span(date(2026, 2, 24), date(2026, 2, until)),
            )

    def test_that_was_told_within_the_notices_needs_none_for_the_day_it_really_ended(self):
        limits, history = permit(date(2026, 12, 10), date(2026, 12, 11))
        for told, last, until in [(3, date(2027, 1, 8), 16), (40, date(2026, 12, 18), 18)]:
            one = replace(self.hearing, first=date(2026, 12, 14), told_days=told, last=last)
            spans = stopped_spans(limits, replace(history, pauses=(one,)), CALENDAR)
            assert spans == (Span(date(2026, 12, 14), date(2026, 12, until)),)

    @pytest.mark.parametrize("ground", ["site_check", "public_notice", "专家出差", ""])
    def test_is_refused_for_any_other_ground(self, ground):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        with pytest.raises(GroundNotAllowed):
            pause(limits, history, replace(self.hearing, ground=ground), CALENDAR)
        with pytest.raises(GroundNotAllowed):  # nor does a history smuggle it in
            deadlines(limits, replace(history, pauses=(replace(self.hearing, ground=ground),)), CALENDAR)

    @pytest.mark.parametrize("name", [name for name in PROFILES if "permit" not in name])
    def test_is_refused_for_every_ground_where_the_profile_has_none(self, name):
        limits = Limits.of(profile_named(name), promised_days=3)
        history = ClockHistory(date(2026, 2, 11), accepted_on=date(2026, 2, 13))
        for ground in Ground:
            with pytest.raises(GroundNotAllowed):
                pause(limits, history, replace(self.hearing, ground=ground), CALENDAR)

    def test_may_have_the_ground_that_the_own_rule_of_an_item_names_with_its_article(self):
        profile = profile_named("real_estate").with_own_grounds({"public_notice": "实施细则 17"})
        limits, history = Limits.of(profile), ClockHistory(date(2026, 2, 11), accepted_on=date(2026, 2, 13))
        changed = pause(limits, history, replace(self.hearing, ground="public_notice"), CALENDAR)
        assert deadlines(limits, changed, CALENDAR).statutory.day == due(date(2026, 2, 13), 35, CALENDAR)
        with pytest.raises(GroundWithoutLaw):
            profile.with_own_grounds({"weather": " "})
        with pytest.raises(GroundWithoutLaw):
            profile_named("market_registration").with_own_grounds({"weather": "1"})

    def test_must_be_told_in_writing_with_its_length(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        for broken in (replace(self.hearing, document=" "), replace(self.hearing, told_days=0)):
            with pytest.raises(PauseNotTold):
                pause(limits, history, broken, CALENDAR)

    def test_lies_between_acceptance_and_the_last_day(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        for first in (date(2026, 2, 12), date(2026, 3, 20)):
            with pytest.raises(PauseOutside):
                pause(limits, history, replace(self.hearing, first=first), CALENDAR)
        with pytest.raises(PauseOutside):
            pause(limits, history, replace(self.hearing, last=date(2026, 2, 23)), CALENDAR)
        with pytest.raises(NotAccepted):
            pause(limits, replace(history, accepted_on=None), self.hearing, CALENDAR)
        assert pause(limits, history, replace(self.hearing, first=date(2026, 3, 19)), CALENDAR).pauses

    def test_is_allowed_while_the_last_day_lies_beyond_the_notices(self):
        limits, history = permit(date(2026, 12, 10), date(2026, 12, 14))
        changed = pause(limits, history, replace(self.hearing, first=date(2026, 12, 21)), CALENDAR)
        assert deadlines_for_display(limits, changed, CALENDAR).statutory.provisional


class TestExtension:
    ten = Extension(10, date(2026, 3, 19), "局长", "情况复杂")

    def test_counts_on_from_the_old_last_day(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        lines = deadlines(limits, extend(limits, history, self.ten, CALENDAR), CALENDAR)
        assert lines.statutory.day == due(date(2026, 3, 19), 10, CALENDAR)

    def test_moves_the_promised_day_only_if_that_was_not_missed(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        missed = deadlines(limits, extend(limits, history, self.ten, CALENDAR), CALENDAR)
        assert missed.promised.day == date(2026, 3, 5)
        in_time = extend(limits, history, replace(self.ten, given_on=date(2026, 3, 5)), CALENDAR)
        assert deadlines(limits, in_time, CALENDAR).promised.day == due(date(2026, 3, 5), 10, CALENDAR)

    def test_must_be_given_by_the_last_day_and_only_once(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        with pytest.raises(ExtensionTooLate):
            extend(limits, history, replace(self.ten, given_on=date(2026, 3, 20)), CALENDAR)
        with pytest.raises(SecondExtension):
            extend(limits, extend(limits, history, self.ten, CALENDAR), self.ten, CALENDAR)
        with pytest.raises(NotAccepted):
            extend(limits, replace(history, accepted_on=None), self.ten, CALENDAR)

    @pytest.mark.parametrize(
        ("name", "most"), [("permit", 10), ("joint_permit", 15), ("market_registration", 3)]
    )
    def test_has_a_cap(self, name, most):
        limits = Limits.of(profile_named(name))
        history = ClockHistory(date(2026, 2, 11), accepted_on=date(2026, 2, 13))
        given = replace(self.ten, given_on=date(2026, 2, 24), days=most)
        assert extend(limits, history, given, CALENDAR).extension == given
        for days_ in (most + 1, 0):
            with pytest.raises(ExtensionTooLong):
                extend(limits, history, replace(given, days=days_), CALENDAR)

    @pytest.mark.parametrize(
        "name", ["real_estate", "birth_registration", "benefit", "confirmation", "public_service"]
    )
    def test_does_not_exist_in_other_profiles(self, name):
        limits = Limits.of(profile_named(name), promised_days=10)
        history = ClockHistory(date(2026, 2, 11), accepted_on=date(2026, 2, 13))
        with pytest.raises(NoExtension):
            extend(limits, history, replace(self.ten, given_on=date(2026, 2, 13)), CALENDAR)

    def test_needs_an_approver_and_a_reason(self):
        limits, history = permit(date(2026, 2, 11), date(2026, 2, 13))
        for broken in (replace(self.ten, approver=""), replace(self.ten, reason=" ")):
            with pytest.raises(ExtensionIncomplete):
                extend(limits, history, broken, CALENDAR)

    @given(accepted=days, days_=st.integers(1, 10), wait=st.integers(0, 10))
    def test_adds_exactly_its_days(self, accepted, days_, wait):
        limits, history = permit(accepted, accepted)
        given = Extension(days_, due(accepted, wait, CALENDAR), "局长", "情况复杂")
        before = deadlines(limits, history, CALENDAR).statutory.day
        after = deadlines(limits, extend(limits, history, given, CALENDAR), CALENDAR).statutory.day
        assert CALENDAR.working_days_between(before, after) == days_


class TestProfileTable:
    @pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
    def test_freezes_and_thaws(self, profile):
        assert ClockProfile.from_data(profile.as_data()) == profile

    def test_names_the_nearest_for_an_unknown_one(self):
        with pytest.raises(ProfileUnknown, match="did you mean permit"):
            profile_named("permits")

    def test_gives_an_item_its_limits_or_asks_for_them(self):
        assert Limits.of(PERMIT).statutory_days == 20
        assert Limits.of(PERMIT, promised_days=5).promised_days == 5
        assert Limits.of(PERMIT, statutory_days=30).promised_days == 30
        with pytest.raises(NoLimit):
            Limits.of(profile_named("benefit"))
