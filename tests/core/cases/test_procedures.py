"""Before a decision: two officers at the place, a notice in public, those concerned, the hearing with its own days."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases.documents import documents_for
from onething.core.cases.errors import (
    ChairExamines,
    HearingDay,
    HearingLate,
    HearingOpen,
    HearingStopsItself,
    HearingTooLate,
    MayStillSpeak,
    NoHearing,
    NoPosting,
    NotNow,
    PersonNeeded,
    PostingOpen,
    ReasonMissing,
    RecordIncomplete,
    TwoOfficersNeeded,
)
from onething.core.cases.parts import Outcome, SiteOfficer
from onething.core.clock import due
from tests.core.cases.story import (
    APPLICANT,
    CALENDAR,
    COLLEAGUE,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    Story,
    at,
    day,
    opening,
)

LIN, XU = SiteOfficer("林晓", "粤A-0001"), SiteOfficer("许知行", "粤A-0002")
SEEN = c.CheckSite(REVIEWER, "A-1", "石龙镇中山路 1 号", (LIN, XU), "与申请一致", party="没有意见")
OFFERED = c.OfferHearing(REVIEWER, "A-1", "油烟管道经过邻居窗前", ("申请人", "邻居"))
ASKED = c.AskHearing(APPLICANT, "A-1", "申请人")
GRANT = c.Decide(REVIEWER, "A-1", Outcome.GRANTED, FULL, "准予")


def accepted(profile: str = "permit") -> Story:
    """A case accepted on Monday, 2 March 2026."""
    return Story(opening("A-1", profile=profile, statutory=20), on=at(2026, 3, 2)).accept("A-1")


def hearing_on(text: str, *, chair: str = "user:13", reason: str = "", announced: str = "") -> c.SetHearing:
    return c.SetHearing(REVIEWER, "A-1", day(text), "09:30", "听证室", chair, "同事", True, reason, announced)


HELD = c.HoldHearing(REVIEWER, "A-1", "听笔〔2026〕1号", "双方同意", ("申请人", "邻居"))


class TestASiteCheck:
    def test_by_two_officers_is_recorded_and_the_clock_runs_on(self):
        story = accepted()
        before = story.case("A-1").dues
        story.send(SEEN)
        assert story.case("A-1").dues == before
        assert story.last[0].event.officers == (LIN, XU)

    @pytest.mark.parametrize(
        "officers",
        [(), (LIN,), (LIN, LIN), (LIN, SiteOfficer("许知行", "")), (LIN, SiteOfficer("别名", "粤A-0001"))],
        ids=["nobody", "one", "the same twice", "without certificate", "one certificate for both"],
    )
    def test_by_fewer_than_two_is_refused(self, officers):
        story = accepted()
        with pytest.raises(TwoOfficersNeeded):
            story.send(c.CheckSite(REVIEWER, "A-1", "石龙镇", officers, "一致", party="没有意见"))

    def test_says_what_the_party_said_or_why_nobody_signed(self):
        story = accepted()
        with pytest.raises(RecordIncomplete):
            story.send(c.CheckSite(REVIEWER, "A-1", "石龙镇", (LIN, XU), "一致"))
        story.send(c.CheckSite(REVIEWER, "A-1", "石龙镇", (LIN, XU), "一致", unsigned="当事人不在场"))

    def test_is_not_made_before_the_case_is_accepted(self):
        with pytest.raises(NotNow):
            Story(opening("A-1"), on=at(2026, 3, 2)).send(SEEN)

    def test_is_not_made_by_a_machine(self):
        with pytest.raises(PersonNeeded):
            accepted().send(c.CheckSite(NIGHT, "A-1", "石龙镇", (LIN, XU), "一致", party="无"))


class TestAPublicNotice:
    def test_runs_inside_the_limit_and_holds_the_decision(self):
        story = accepted()
        before = story.case("A-1").dues
        story.send(c.PostNotice(REVIEWER, "A-1", "村务公开栏", "拟准予名单", 5))
        assert story.case("A-1").posted_until == day("2026-03-09")
        assert story.case("A-1").dues == before
        with pytest.raises(PostingOpen):
            story.send(GRANT)

    def test_is_taken_down_after_its_last_day_with_what_came_in(self):
        story = accepted().send_all(c.PostNotice(REVIEWER, "A-1", "村务公开栏", "拟准予名单", 5))
        end = c.EndPosting(REVIEWER, "A-1", ("邻居认为等级偏高", " "))
        with pytest.raises(PostingOpen):
            story.on(at(2026, 3, 9, 23)).send(end)
        story.on(at(2026, 3, 10)).send(end)
        assert story.last[0].event.objections == ("邻居认为等级偏高",)
        story.send(GRANT)
        assert story.status("A-1") == "granted"

    def test_is_not_put_up_twice_nor_taken_down_when_none_is_up(self):
        story = accepted()
        with pytest.raises(NoPosting):
            story.send(c.EndPosting(REVIEWER, "A-1"))
        story.send(c.PostNotice(REVIEWER, "A-1", "公开栏", "名单", 5))
        with pytest.raises(PostingOpen):
            story.send(c.PostNotice(REVIEWER, "A-1", "公开栏", "名单", 5))


class TestThoseConcerned:
    def test_may_speak_before_anything_is_decided(self):
        story = accepted().send_all(c.TellInterested(REVIEWER, "A-1", "邻居", "相邻房屋", 3))
        with pytest.raises(MayStillSpeak):
            story.send(GRANT)
        story.send(c.TakeStatement(REVIEWER, "A-1", "邻居", "没有意见"))
        story.send(GRANT)
        assert story.status("A-1") == "granted"

    def test_who_stays_silent_holds_nothing_up_after_the_last_day(self):
        story = accepted().send_all(c.TellInterested(REVIEWER, "A-1", "邻居", "相邻房屋", 3))
        story.on(at(2026, 3, 6)).send(GRANT)
        assert story.status("A-1") == "granted"


class TestAHearing:
    def test_may_be_asked_for_within_five_working_days(self):
        story = accepted().send_all(OFFERED)
        assert story.case("A-1").hearing.ask_until == day("2026-03-09")
        story.on(at(2026, 3, 9, 23)).send(ASKED)
        assert story.case("A-1").hearing.hold_by == due(day("2026-03-09"), 20, CALENDAR)

    def test_asked_for_later_is_refused(self):
        story = accepted().send_all(OFFERED).on(at(2026, 3, 10))
        with pytest.raises(HearingTooLate):
            story.send(ASKED)

    def test_that_was_not_offered_cannot_be_asked_for(self):
        with pytest.raises(NoHearing):
            accepted().send(ASKED)

    def test_holds_the_decision_while_it_may_be_asked_for_and_until_it_was_held(self):
        story = accepted().send_all(OFFERED)
        with pytest.raises(HearingOpen):
            story.send(GRANT)
        story.send(ASKED)
        with pytest.raises(HearingOpen):
            story.on(at(2026, 3, 20)).send(GRANT)

    def test_nobody_asks_and_the_decision_may_come(self):
        story = accepted().send_all(OFFERED).on(at(2026, 3, 10))
        story.send(GRANT)
        assert story.status("A-1") == "granted"

    def test_waived_in_writing_lets_the_decision_come_at_once(self):
        story = accepted().send_all(OFFERED, c.WaiveHearing(APPLICANT, "A-1", "申请人"), GRANT)
        assert story.status("A-1") == "granted"

    def test_is_announced_seven_days_ahead_and_held_within_twenty(self):
        story = accepted().send_all(OFFERED, ASKED)
        with pytest.raises(HearingDay):
            story.send(hearing_on("2026-03-08"))
        with pytest.raises(HearingLate):
            story.send(hearing_on("2026-03-31"))
        story.send(hearing_on("2026-03-09"))

    def test_later_than_twenty_days_is_held_with_its_reason_and_the_clock_stands_for_the_twenty_only(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-04-03", reason="场地检修"))
        assert story.case("A-1").dues.statutory_on == due(day("2026-03-30"), 20, CALENDAR)
        story.on(at(2026, 4, 3)).send(HELD)
        assert story.case("A-1").hearing.minutes

    def test_can_still_be_set_when_the_twenty_days_are_nearly_over(self):
        story = accepted().send_all(OFFERED, ASKED).on(at(2026, 3, 26))
        story.send(hearing_on("2026-04-02", reason="主持人生病"))
        story.on(at(2026, 4, 2)).send_all(HELD, GRANT)
        assert story.status("A-1") == "granted"

    def test_offered_on_the_last_day_and_asked_for_after_it_is_held_without_a_pause(self):
        story = accepted().on(at(2026, 3, 30)).send_all(OFFERED).on(at(2026, 4, 3)).send_all(ASKED)
        before = story.case("A-1").dues
        story.send(hearing_on("2026-04-13"))
        assert (story.status("A-1"), story.case("A-1").dues) == ("accepted", before)
        story.on(at(2026, 4, 13)).send_all(HELD, GRANT)
        assert story.status("A-1") == "granted"

    def test_is_no_ground_to_stop_the_clock_by_hand(self):
        with pytest.raises(HearingStopsItself):
            accepted().send(c.Pause(REVIEWER, "A-1", "hearing", 10, "特告 1"))

    @pytest.mark.parametrize("chair", ["user:12"])
    def test_is_not_led_by_whoever_examines_the_case(self, chair):
        story = accepted().send_all(OFFERED, ASKED)
        with pytest.raises(ChairExamines):
            story.send(hearing_on("2026-03-12", chair=chair))

    def test_is_not_led_by_the_colleague_who_holds_the_case(self):
        story = accepted().send_all(c.TakeOver(COLLEAGUE, "A-1"), OFFERED, ASKED)
        with pytest.raises(ChairExamines):
            story.send(hearing_on("2026-03-12", chair=COLLEAGUE.id))

    def test_stops_the_clock_of_a_permit_from_its_notice_to_its_day(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-03-12"))
        assert story.status("A-1") == "paused"
        # 2 to 12 March are nine working days; they do not count
        assert story.case("A-1").dues.statutory_on == due(day("2026-03-12"), 20, CALENDAR)
        story.on(at(2026, 3, 12)).send(HELD)
        assert story.status("A-1") == "in_review"
        assert story.case("A-1").dues.statutory_on == due(day("2026-03-12"), 20, CALENDAR)

    def test_never_stops_it_for_longer_than_was_told(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-03-12"))
        told = story.case("A-1").dues.statutory_on
        story.on(at(2026, 3, 20)).send(HELD)
        assert story.case("A-1").dues.statutory_on == told

    def test_does_not_stop_the_clock_of_a_benefit(self):
        story = accepted("benefit")
        before = story.case("A-1").dues
        story.send_all(OFFERED, ASKED, hearing_on("2026-03-12"))
        assert (story.status("A-1"), story.case("A-1").dues) == ("accepted", before)

    def test_moved_to_another_day_needs_a_reason_and_counts_no_day_twice(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-03-12")).on(at(2026, 3, 4))
        with pytest.raises(ReasonMissing):
            story.send(hearing_on("2026-03-16"))
        story.send(hearing_on("2026-03-16", reason="主持人生病"))
        assert story.case("A-1").dues.statutory_on == due(day("2026-03-16"), 20, CALENDAR)

    def test_called_off_the_clock_runs_again_from_the_next_day(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-03-12")).on(at(2026, 3, 4))
        story.send(c.WaiveHearing(APPLICANT, "A-1", "申请人"))
        assert story.status("A-1") == "in_review"
        assert story.case("A-1").dues.statutory_on == due(day("2026-03-04"), 20, CALENDAR)

    def test_is_not_held_before_its_day_nor_without_minutes(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-03-12"))
        with pytest.raises(NoHearing):
            story.on(at(2026, 3, 11)).send(HELD)
        with pytest.raises(RecordIncomplete):
            story.on(at(2026, 3, 12)).send(c.HoldHearing(REVIEWER, "A-1", "", "双方同意", ("申请人",)))

    def test_is_named_by_the_decision_that_rests_on_it(self):
        story = accepted().send_all(OFFERED, ASKED, hearing_on("2026-03-12")).on(at(2026, 3, 12))
        story.send_all(HELD, GRANT)
        (paper,) = documents_for(story.last[0], story.matter)
        assert paper.values["minutes"] == "听笔〔2026〕1号"

    @given(held=st.integers(7, 27), profile=st.sampled_from(["permit", "joint_permit"]))
    def test_gives_the_office_exactly_the_working_days_that_it_took(self, held, profile):
        """Whenever it is held, the last day moves by the working days from its notice to its day, both included."""
        story = accepted(profile).send_all(OFFERED, ASKED)
        before = story.case("A-1").dues.statutory_on
        on = (story.now + timedelta(held)).date()
        story.send(hearing_on(on.isoformat()))
        lost = CALENDAR.working_days_between(day("2026-03-01"), on)
        # the day of acceptance is day 0 and was not counted anyway
        moved = CALENDAR.working_days_between(before, story.case("A-1").dues.statutory_on)
        assert moved == lost - 1


class TestSomethingBegun:
    @pytest.mark.parametrize("begun", [OFFERED, c.TellInterested(REVIEWER, "A-1", "邻居", "相邻", 3)])
    @pytest.mark.parametrize("outcome", list(Outcome))
    def test_holds_every_decision(self, begun, outcome):
        story = accepted().send_all(begun)
        with pytest.raises((HearingOpen, MayStillSpeak)):
            story.send(c.Decide(MANAGER, "A-1", outcome, FULL, "内容"))
