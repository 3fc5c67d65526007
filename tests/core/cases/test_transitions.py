"""The table of domain §3.4, row by row, and the rules that guard each of its arrows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    AlreadyEnded,
    CertificateFirst,
    CertificateNumberMisread,
    GroundsMissing,
    HeldByColleague,
    LaterOpen,
    NotAutomatic,
    NotNow,
    NotProactive,
    NotTolerable,
    OpinionMissing,
    PauseOpen,
    PersonNeeded,
    ReasonMissing,
    RemedyIncomplete,
    SamePerson,
    SilenceAccepted,
    SilenceNotDue,
    SilenceWithoutEffect,
    SupplementNotDue,
    WrongStep,
)
from onething.core.cases.graph import ANNULLABLE, ENDED, FINAL, GRAPH, LABELS, Status
from onething.core.cases.parts import (
    Declining,
    DeliveryWay,
    Ending,
    Grounds,
    How,
    OfficeKey,
    Outcome,
    Promise,
)
from onething.core.catalogue.words import Level
from onething.core.clock import ExtensionTooLate, ExtensionTooLong, GroundNotAllowed, SecondExtension
from onething.core.workdays import CalendarMissing
from tests.core.cases.story import (
    APPLICANT,
    BLURRED,
    CALENDAR,
    CLERK,
    COLLEAGUE,
    FULL,
    MANAGER,
    NIGHT,
    NO_PHOTO,
    REVIEWER,
    SIGNER,
    SYSTEM,
    Story,
    at,
    day,
    office,
    opening,
    supply,
)

MONDAY = at(2026, 3, 2)
CASE = "A-1"


def case(**more) -> Story:
    return Story(opening(CASE, **more), on=MONDAY)


def deliver(number: str = CASE) -> c.Deliver:
    return c.Deliver(CLERK, number, DeliveryWay.WINDOW, "签收单 1", "申请人")


def pause(ground: str = "testing", days: int = 10) -> c.Pause:
    return c.Pause(REVIEWER, CASE, ground, days, "特告 1")


class TestTheTable:
    def test_submitting_starts_the_five_day_notice_clock(self):
        story = case()
        assert story.status(CASE) == "submitted"
        assert story.case(CASE).dues.tell_on == day("2026-03-09")

    def test_finding_something_missing_right_after_submission_becomes_the_notice(self):
        story = case().find(CASE, BLURRED).tell()
        assert story.status(CASE) == "to_supplement"

    def test_taking_in_leads_to_taken_in(self):
        story = case()
        story.send(c.TakeIn(CLERK, CASE, ("applicant/photo",)))
        assert story.status(CASE) == "taken_in"

    def test_accepting_starts_both_clocks_with_that_day_as_day_0(self):
        story = case(promised=15).on(at(2026, 3, 4)).accept(CASE)
        assert story.status(CASE) == "accepted"
        assert story.case(CASE).clock.accepted_on == day("2026-03-04")
        assert story.case(CASE).dues.promised_on == CALENDAR.add_working_days(day("2026-03-04"), 15)
        assert story.case(CASE).dues.statutory_on == CALENDAR.add_working_days(day("2026-03-04"), 20)

    def test_silence_over_five_days_accepts_as_of_the_receipt(self):
        story = case().on(at(2026, 3, 10, 0))
        story.send(c.ApplySilence(NIGHT, CASE))
        assert story.case(CASE).how is How.DEEMED
        assert story.case(CASE).clock.accepted_on == day("2026-03-02")

    def test_a_full_supplement_is_accepted_as_of_its_day(self):
        story = case().find(CASE, BLURRED).tell().on(at(2026, 3, 5))
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        assert story.status(CASE) == "supplemented"
        assert story.case(CASE).dues.tell_on == day("2026-03-12")
        story.on(at(2026, 3, 9)).accept(CASE)
        assert story.case(CASE).clock.accepted_on == day("2026-03-05")

    def test_half_a_supplement_leaves_the_rest_open(self):
        story = case().find(CASE, BLURRED, NO_PHOTO).tell()
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        assert story.status(CASE) == "to_supplement"
        assert [point.key for point in story.case(CASE).open_points] == [NO_PHOTO.key]

    def test_nothing_supplied_until_the_day_told_lapses_the_day_after_and_not_before(self):
        story = case().find(CASE, BLURRED).tell()
        last = story.case(CASE).supplement_told
        assert last == day("2026-03-16")
        with pytest.raises(SupplementNotDue):
            story.on(at(2026, 3, 16, 23)).send(c.Lapse(NIGHT, CASE, "本市补正期限"))
        story.on(at(2026, 3, 17, 0)).send(c.Lapse(NIGHT, CASE, "本市补正期限"))
        assert story.status(CASE) == "lapsed"

    @pytest.mark.parametrize("kind", list(Declining))
    def test_what_is_no_matter_or_not_this_bodys_ends_with_reason_and_remedy(self, kind):
        story = case()
        with pytest.raises(GroundsMissing):
            story.send(c.Decline(REVIEWER, CASE, kind, Grounds(facts="x"), "市民政局"))
        story.send(c.Decline(REVIEWER, CASE, kind, FULL, "市民政局"))
        assert story.status(CASE) == "declined"

    def test_who_is_not_competent_says_who_is(self):
        with pytest.raises(GroundsMissing, match="body"):
            case().send(c.Decline(REVIEWER, CASE, Declining.NOT_COMPETENT, FULL))

    def test_accepting_with_a_minor_material_to_follow_lets_the_clock_run(self):
        story = case(tolerable=("applicant/photo",))
        promise = Promise("applicant/photo", day("2026-03-20"))
        story.send(c.Accept(REVIEWER, CASE, How.TOLERATED, (promise,)))
        assert story.case(CASE).how is How.TOLERATED
        assert story.case(CASE).dues.promised_on is not None
        with pytest.raises(LaterOpen):
            story.grant(CASE)
        story.send(c.Supplement(APPLICANT, supply("applicant/photo")))
        assert story.grant(CASE).status(CASE) == "granted"

    def test_only_what_the_item_lists_may_follow_later(self):
        with pytest.raises(NotTolerable):
            case().send(
                c.Accept(REVIEWER, CASE, How.TOLERATED, (Promise("applicant/id-card", day("2026-03-20")),))
            )

    def test_a_special_procedure_pauses_both_clocks_and_its_end_resumes_them(self):
        story = case().accept(CASE)
        plain = story.case(CASE).dues
        story.on(at(2026, 3, 4)).send(pause())
        assert story.status(CASE) == "paused"
        story.on(at(2026, 3, 6)).send(c.Resume(REVIEWER, CASE, "testing"))
        assert story.status(CASE) == "in_review"
        dues = story.case(CASE).dues
        assert dues.statutory_on == CALENDAR.add_working_days(plain.statutory_on, 3)
        assert dues.promised_on == CALENDAR.add_working_days(plain.promised_on, 3)

    @given(told=st.integers(1, 12), late=st.integers(1, 40))
    def test_the_clock_runs_again_by_itself_once_the_days_told_are_over_however_late_that_is_seen(
        self, told, late
    ):
        story = case().accept(CASE).on(at(2026, 3, 4)).send_all(pause(days=told))
        last = CALENDAR.add_working_days(day("2026-03-03"), told)
        story.on(at(2026, 3, 4)).send(c.ResumeByDay(NIGHT, CASE))
        assert story.status(CASE) == "paused"
        due = story.case(CASE).dues.statutory_on
        story.on(at(last.year, last.month, last.day) + timedelta(late)).send(c.ResumeByDay(NIGHT, CASE))
        assert story.status(CASE) == "in_review"
        assert story.case(CASE).clock.pauses[0].last == last
        assert story.case(CASE).dues.statutory_on == due

    def test_an_extension_adds_days_after_the_old_last_day(self):
        story = case().accept(CASE)
        old = story.case(CASE).dues.statutory_on
        story.send(c.Extend(MANAGER, CASE, 10, "局长", "情况复杂"))
        assert story.case(CASE).dues.statutory_on == CALENDAR.add_working_days(old, 10)

    def test_granting_stops_the_clocks_and_starts_the_delivery_clock(self):
        story = case(certificates=("card",)).accept(CASE).grant(CASE)
        assert story.status(CASE) == "granted"
        assert story.case(CASE).dues.deliver_on == day("2026-03-16")

    def test_a_certificate_is_made_before_it_is_delivered(self):
        story = case(certificates=("card",)).accept(CASE).grant(CASE)
        with pytest.raises(CertificateFirst):
            story.send(deliver())
        story.send(c.MakeCertificate(REVIEWER, CASE, "card", "L-1"))
        assert story.status(CASE) == "to_deliver"
        story.send(deliver())
        assert story.status(CASE) == "delivered"

    @pytest.mark.parametrize("number", ["U440 乱七八糟 <b>", "", " ", "A" * 121])
    def test_a_certificate_has_a_number_that_could_stand_on_it(self, number):
        story = case(certificates=("card",)).accept(CASE).grant(CASE)
        with pytest.raises(CertificateNumberMisread):
            story.send(c.MakeCertificate(REVIEWER, CASE, "card", number))

    def test_the_number_of_a_certificate_is_kept_in_one_spelling(self):
        story = case(certificates=("card",)).accept(CASE).grant(CASE)
        story.send(c.MakeCertificate(REVIEWER, CASE, "card", " ｕ440（2026）第12号 "))
        assert story.case(CASE).certificates == {"card": "U440(2026)第12号"}

    def test_a_grant_without_certificate_is_delivered_as_it_is(self):
        story = case().accept(CASE).grant(CASE)
        story.send(deliver())
        assert story.status(CASE) == "delivered"

    def test_a_refusal_is_delivered_once_and_stays_a_refusal(self):
        story = case().accept(CASE).refuse(CASE)
        story.send(deliver())
        assert story.status(CASE) == "refused"
        with pytest.raises(AlreadyEnded):
            story.send(deliver())

    def test_the_applicant_withdraws_until_it_is_decided_and_no_longer(self):
        story = case().accept(CASE)
        story.send(pause())
        story.send(c.Withdraw(APPLICANT, CASE))
        assert story.status(CASE) == "withdrawn"
        decided = case().accept(CASE).grant(CASE)
        with pytest.raises(NotNow):
            decided.send(c.Withdraw(APPLICANT, CASE))

    def test_an_office_terminates_with_a_ground_until_delivery_and_no_longer(self):
        story = case().accept(CASE).grant(CASE)
        story.send(c.Terminate(REVIEWER, CASE, Ending.DEATH, "死亡证明 1"))
        assert story.status(CASE) == "terminated"
        delivered = case().accept(CASE).grant(CASE)
        delivered.send(deliver())
        with pytest.raises(AlreadyEnded):
            delivered.send(c.Terminate(REVIEWER, CASE, Ending.DEATH, "死亡证明 1"))


class TestTheGraph:
    def test_nothing_leaves_a_final_state(self):
        assert {source for (source, _), reached in GRAPH.items() if reached - {source}} & FINAL == set()

    def test_nothing_happens_to_what_is_final(self):
        assert {event for source, event in GRAPH if source in FINAL} == set()

    def test_a_delivered_result_is_left_by_its_taking_back_only(self):
        leaving = {
            event
            for (source, event), reached in GRAPH.items()
            if source is Status.DELIVERED and reached - {source}
        }
        assert leaving == {e.GrantTakenBack}

    def test_only_an_annulment_leaves_a_refusal(self):
        leaving = {
            (status, event)
            for (status, event), reached in GRAPH.items()
            if status in ANNULLABLE and reached - {status}
        }
        assert leaving == {(status, e.Reopened) for status in ANNULLABLE}

    def test_every_state_is_reached_and_has_its_words(self):
        reached = {status for found in GRAPH.values() for status in found} | {Status.SUBMITTED}
        assert reached == set(Status) == set(LABELS)

    def test_from_every_state_an_end_is_reached(self):
        ending = set(ENDED)
        while more := {s for (s, _), found in GRAPH.items() if found & ending} - ending:
            ending |= more
        assert ending == set(Status)


class TestWhoMayNot:
    def test_whoever_took_it_in_does_not_decide_it(self):
        story = case()
        story.send(c.TakeIn(REVIEWER, CASE))
        story.send(c.Accept(COLLEAGUE, CASE))
        with pytest.raises(SamePerson):
            story.grant(CASE)

    def test_a_machine_never_refuses(self):
        story = case(automatic=True).accept(CASE)
        for outcome in (Outcome.REFUSED, Outcome.PARTLY):
            with pytest.raises(PersonNeeded):
                story.send(c.Decide(NIGHT, CASE, outcome, FULL, trace=("rule",)))

    def test_a_machine_approves_only_where_the_item_says_so_and_with_a_trace(self):
        with pytest.raises(NotAutomatic):
            case().accept(CASE).send(c.Decide(NIGHT, CASE, Outcome.GRANTED, FULL, trace=("rule",)))
        story = case(automatic=True)
        story.send(c.Accept(NIGHT, CASE, How.RULES))
        with pytest.raises(NotAutomatic):
            story.send(c.Decide(NIGHT, CASE, Outcome.GRANTED, FULL))
        story.send(c.Decide(NIGHT, CASE, Outcome.GRANTED, FULL, trace=("rule 1: true",)))
        assert story.status(CASE) == "granted"

    @pytest.mark.parametrize("level", list(Level))
    def test_a_department_system_grants_only_what_is_decided_there(self, level):
        story = case(level=level).accept(CASE)
        decided = c.Decide(SYSTEM, CASE, Outcome.GRANTED, there="welfare")
        if level is Level.DECIDED_THERE:
            story.send(decided)
            assert story.status(CASE) == "granted"
        else:
            with pytest.raises(NotAutomatic):
                story.send(decided)

    def test_a_department_system_never_refuses_but_the_person_who_signed_there_does(self):
        story = case(level=Level.DECIDED_THERE).accept(CASE)
        story.send(c.TakeOver(COLLEAGUE, CASE))
        with pytest.raises(PersonNeeded):
            story.send(c.Decide(SYSTEM, CASE, Outcome.REFUSED, FULL, there="welfare"))
        story.send(c.Decide(SIGNER, CASE, Outcome.REFUSED, FULL, there="welfare"))
        assert story.status(CASE) == "refused"

    @pytest.mark.parametrize(
        "command",
        [
            c.Check(NIGHT, CASE, (BLURRED,)),
            c.Decline(NIGHT, CASE, Declining.NOT_A_MATTER, FULL),
            c.Accept(NIGHT, CASE, How.CLERK),
            c.Terminate(NIGHT, CASE, Ending.DUPLICATE, "重复"),
        ],
    )
    def test_a_machine_does_nothing_against_a_person(self, command):
        with pytest.raises(PersonNeeded):
            case().send(command)

    @pytest.mark.parametrize("missing", ["facts", "article", "reason", "remedy"])
    def test_a_refusal_needs_every_one_of_its_grounds(self, missing):
        from dataclasses import replace

        story = case().accept(CASE)
        with pytest.raises(GroundsMissing, match=missing):
            story.send(c.Decide(REVIEWER, CASE, Outcome.REFUSED, replace(FULL, **{missing: " "})))

    @pytest.mark.parametrize("half", ["无", "60 日内申请行政复议", "6 个月内向人民法院起诉"])
    def test_a_refusal_names_review_and_court(self, half):
        with pytest.raises(RemedyIncomplete):
            case().accept(CASE).send(c.Decide(REVIEWER, CASE, Outcome.REFUSED, replace(FULL, remedy=half)))

    def test_a_colleagues_case_is_taken_over_with_a_reason(self):
        story = case().accept(CASE)
        story.send(c.TakeOver(COLLEAGUE, CASE))
        with pytest.raises(HeldByColleague):
            story.grant(CASE)
        with pytest.raises(ReasonMissing):
            story.send(c.TakeOver(REVIEWER, CASE))
        story.send(c.TakeOver(REVIEWER, CASE, "同事休假"))
        assert story.case(CASE).holder == REVIEWER.id
        assert story.send(c.TakeOver(REVIEWER, CASE)) == ()
        assert story.grant(CASE).status(CASE) == "granted"

    def test_a_case_goes_to_the_right_office_without_being_refused(self):
        story = case(steps=("intake", "decision")).accept(CASE)
        right = OfficeKey("civil-affairs", "441900101000", "town")
        with pytest.raises(ReasonMissing):
            story.send(c.TransferTo(REVIEWER, CASE, right, ""))
        story.send(c.TransferTo(REVIEWER, CASE, right, "户籍在莞城"))
        assert (story.status(CASE), story.case(CASE).office) == ("in_review", right)

    def test_only_a_proactive_case_ends_because_the_data_say_no(self):
        with pytest.raises(NotProactive):
            case().send(c.Terminate(NIGHT, CASE, Ending.NOT_FOUND, "名单中没有"))
        story = case(proactive=True)
        story.send(c.Terminate(NIGHT, CASE, Ending.NOT_FOUND, "名单中没有；可以在此申请"))
        assert story.status(CASE) == "terminated"


class TestSteps:
    STEPS = ("intake", "first_check", "check", "decision", "certificate")

    def test_acceptance_enters_the_step_after_the_intake(self):
        story = case(steps=self.STEPS)
        assert story.case(CASE).office.department == "intake"
        story.accept(CASE)
        assert story.case(CASE).office.department == "first_check"

    def test_a_decision_is_made_in_the_decision_step(self):
        story = case(steps=self.STEPS).accept(CASE)
        with pytest.raises(WrongStep):
            story.grant(CASE)
        with pytest.raises(OpinionMissing):
            story.send(c.GiveOpinion(REVIEWER, CASE, " "))
        story.send(c.GiveOpinion(REVIEWER, CASE, "材料属实"))
        story.send(c.EnterStep(REVIEWER, CASE, 3))
        story.grant(CASE)
        assert (story.status(CASE), story.case(CASE).office.department) == ("granted", "certificate")

    def test_the_right_office_keeps_a_case_in_the_steps_that_the_wrong_one_had(self):
        wrong, right = office("civil-affairs"), OfficeKey("civil-affairs", "441900101000", "town")
        made = opening(CASE, steps=self.STEPS)
        steps = tuple(
            replace(one, office=wrong) if one.kind in ("first_check", "decision") else one
            for one in made.steps
        )
        story = Story(replace(made, steps=steps), on=MONDAY).accept(CASE)
        story.send(c.TransferTo(REVIEWER, CASE, right, "户籍在莞城"))
        offices = []
        for step in (2, 3):
            story.send(c.EnterStep(REVIEWER, CASE, step))
            offices.append(story.case(CASE).office)
        assert offices == [office("check"), right]

    def test_going_back_needs_a_reason(self):
        story = case(steps=self.STEPS).accept(CASE)
        story.send(c.EnterStep(REVIEWER, CASE, 3))
        with pytest.raises(ReasonMissing):
            story.send(c.EnterStep(REVIEWER, CASE, 1))
        story.send(c.EnterStep(REVIEWER, CASE, 1, "初审意见需补充"))
        assert story.case(CASE).step == 1


class TestTheClock:
    def test_an_extension_comes_once(self):
        story = case().accept(CASE)
        story.send(c.Extend(MANAGER, CASE, 5, "局长", "情况复杂"))
        with pytest.raises(SecondExtension):
            story.send(c.Extend(MANAGER, CASE, 5, "局长", "情况复杂"))

    def test_an_extension_has_its_cap(self):
        with pytest.raises(ExtensionTooLong):
            case().accept(CASE).send(c.Extend(MANAGER, CASE, 11, "局长", "情况复杂"))

    def test_an_extension_comes_on_the_last_day_at_the_latest(self):
        story = case().accept(CASE)
        last = story.case(CASE).dues.statutory_on
        late = case().accept(CASE)
        late.on(at(*CALENDAR.add_working_days(last, 1).timetuple()[:3]))
        with pytest.raises(ExtensionTooLate):
            late.send(c.Extend(MANAGER, CASE, 5, "局长", "情况复杂"))
        story.on(at(*last.timetuple()[:3]))
        story.send(c.Extend(MANAGER, CASE, 5, "局长", "情况复杂"))
        assert story.case(CASE).clock.extension is not None

    def test_nothing_but_the_closed_list_stops_the_clock(self):
        story = case().accept(CASE)
        with pytest.raises(GroundNotAllowed):
            story.send(pause("site_check"))

    def test_two_grounds_may_overlap_and_the_case_goes_on_after_both(self):
        story = case().accept(CASE)
        story.send(pause("testing"))
        story.send(pause("expert_review"))
        with pytest.raises(PauseOpen):
            story.send(pause("testing"))
        story.wait(1).send(c.Resume(REVIEWER, CASE, "testing"))
        assert story.status(CASE) == "paused"
        story.wait(1).send(c.Resume(REVIEWER, CASE, "expert_review"))
        assert story.status(CASE) == "in_review"

    def test_nothing_is_decided_during_a_special_procedure(self):
        story = case().accept(CASE)
        story.send(pause())
        with pytest.raises(NotNow):
            story.grant(CASE)


class TestSilence:
    def test_has_no_effect_on_the_last_day_itself(self):
        with pytest.raises(SilenceNotDue):
            case().on(at(2026, 3, 9, 23)).send(c.ApplySilence(NIGHT, CASE))

    def test_has_none_where_the_profile_gives_it_none(self):
        story = case(profile="birth_registration")
        with pytest.raises(SilenceWithoutEffect):
            story.on(at(2026, 3, 10)).send(c.ApplySilence(NIGHT, CASE))

    def test_is_broken_by_the_notice_and_not_by_a_finding_that_was_not_told(self):
        told = case().find(CASE, BLURRED).tell().on(at(2026, 3, 10))
        with pytest.raises(NotNow):
            told.send(c.ApplySilence(NIGHT, CASE))
        only_found = case().find(CASE, BLURRED).on(at(2026, 3, 10))
        only_found.send(c.ApplySilence(NIGHT, CASE))
        assert only_found.case(CASE).how is How.DEEMED

    def test_forbids_what_comes_too_late(self):
        late = case().on(at(2026, 3, 10))
        for command in (
            c.Check(REVIEWER, CASE, (BLURRED,)),
            c.Accept(REVIEWER, CASE),
            c.Decline(REVIEWER, CASE, Declining.NOT_A_MATTER, FULL),
        ):
            with pytest.raises(SilenceAccepted):
                late.send(command)

    def test_is_on_the_spot_for_real_estate(self):
        story = case(profile="real_estate").on(at(2026, 3, 3, 0))
        story.send(c.ApplySilence(NIGHT, CASE))
        assert story.case(CASE).clock.accepted_on == day("2026-03-02")

    def test_never_rests_on_a_provisional_day(self):
        story = Story(opening(CASE), on=at(2026, 12, 30))
        assert story.case(CASE).dues.provisional
        story.on(at(2027, 2, 1))
        with pytest.raises(CalendarMissing):
            story.send(c.ApplySilence(NIGHT, CASE))
        story.accept(CASE)
        assert story.case(CASE).how is How.CLERK

    def test_a_lapse_never_rests_on_a_provisional_day(self):
        story = Story(opening(CASE), on=at(2026, 12, 28)).find(CASE, BLURRED).tell()
        with pytest.raises(CalendarMissing):
            story.on(at(2027, 3, 1)).send(c.Lapse(NIGHT, CASE, "本市补正期限"))


class TestANewerCalendar:
    def test_recomputes_provisional_days_and_says_which_moved(self):
        story = Story(opening(CASE), on=at(2026, 12, 21)).accept(CASE)
        assert story.case(CASE).dues.provisional
        assert story.send(c.RecomputeDue(NIGHT, CASE)) == ()
        notice = CALENDAR.provisional().notices[2027]
        from dataclasses import replace

        published = replace(
            notice,
            titles=("2027",),
            off={**notice.off, day("2027-01-04"): "new_year"},
            provisional=False,
        )
        story.calendar = CALENDAR.with_notice(published)
        (change,) = story.send(c.RecomputeDue(NIGHT, CASE))
        assert set(change.event.moved) == {"promised_on", "statutory_on"}
        assert not story.case(CASE).dues.provisional
