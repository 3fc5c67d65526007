"""A decision that granted is put right, taken back and restored: two officers, the law's grounds, and what follows."""

from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import matter as m
from onething.core.cases.documents import documents_for
from onething.core.cases.errors import (
    AlreadyEnded,
    CorrectionEmpty,
    GroundsMissing,
    NoDraft,
    NothingProposed,
    NotNow,
    PersonNeeded,
    ReasonMissing,
    RightingGroundUnknown,
    RightingOpen,
    SecondPersonNeeded,
    StillBeingHeard,
)
from onething.core.cases.parts import Correction, DeliveryWay, Given, Outcome, Righting
from onething.core.clock import due
from onething.core.source import Text
from tests.core.cases.story import (
    APPLICANT,
    CALENDAR,
    CLERK,
    COLLEAGUE,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    SUPERVISOR,
    Story,
    at,
    day,
    opening,
)

CASE = "A-1"
LEVEL = Given(fields={"applicant/level": 2}, facts={"level": 2})


def granted(*more, **on_first) -> Story:
    story = Story(opening(CASE, **on_first), *more, on=at(2026, 3, 2)).accept(CASE)
    return story.grant(CASE, LEVEL)


def delivered(*more, **on_first) -> Story:
    story = granted(*more, **on_first)
    story.send(c.Deliver(CLERK, CASE, DeliveryWay.WINDOW, "签收单 1", "申请人"))
    return story


def propose(kind=Righting.REVOCATION, ground="deceit", *, by=REVIEWER, **more) -> c.ProposeRighting:
    return c.ProposeRighting(by, CASE, kind, more.pop("grounds", FULL), ground, **more)


def correct(key="applicant/level", was="2", now="3") -> c.ProposeRighting:
    return propose(Righting.CORRECTION, "", corrections=(Correction(key, was, now),))


def confirm(by=MANAGER, **more) -> c.ConfirmRighting:
    return c.ConfirmRighting(by, CASE, **more)


def taken_back(story: Story, kind=Righting.REVOCATION, ground="deceit", **more) -> Story:
    story.send(propose(kind, ground, **more))
    story.on(at(2026, 4, 2))
    story.send(confirm())
    return story


class TestTwoOfficers:
    def test_take_a_delivered_grant_back(self):
        story = taken_back(delivered())
        assert story.status(CASE) == "revoked"
        assert not story.case(CASE).granted

    def test_are_needed(self):
        story = delivered()
        story.send(propose(by=MANAGER))
        story.on(at(2026, 4, 2))
        with pytest.raises(SecondPersonNeeded):
            story.send(confirm(MANAGER))
        story.send(confirm(SUPERVISOR))
        assert story.status(CASE) == "revoked"

    def test_are_people(self):
        story = delivered()
        with pytest.raises(PersonNeeded):
            story.send(propose(by=NIGHT))
        story.send(propose("cancellation", "death"))
        with pytest.raises(PersonNeeded):
            story.send(confirm(NIGHT))

    def test_have_one_proposal_at_a_time(self):
        story = delivered()
        story.send(propose())
        with pytest.raises(RightingOpen):
            story.send(propose(Righting.CANCELLATION, "death"))
        with pytest.raises(ReasonMissing):
            story.send(c.DropRighting(REVIEWER, CASE, " "))
        story.send(c.DropRighting(REVIEWER, CASE, "查清了，没有问题"))
        with pytest.raises(NothingProposed):
            story.send(confirm())

    def test_number_each_proposal(self):
        story = delivered()
        story.send(propose())
        story.send(c.DropRighting(REVIEWER, CASE, "查清了"))
        story.send(propose())
        assert story.case(CASE).proposed.number == "A-1-G2"


class TestTheGround:
    @pytest.mark.parametrize(
        ("kind", "ground", "status"),
        [
            (Righting.REVOCATION, "not_eligible", "revoked"),
            (Righting.RECALL, "law_changed", "recalled"),
            (Righting.CANCELLATION, "expired", "cancelled"),
        ],
    )
    def test_leads_to_its_own_end(self, kind, ground, status):
        assert taken_back(delivered(), kind, ground, compensation="依法补偿").status(CASE) == status

    def test_belongs_to_the_act(self):
        with pytest.raises(RightingGroundUnknown):
            delivered().send(propose(Righting.RECALL, "deceit"))

    @pytest.mark.parametrize("missing", ["facts", "article", "reason", "remedy"])
    def test_is_told_with_everything_that_a_decision_against_a_person_has(self, missing):
        with pytest.raises(GroundsMissing, match=missing):
            delivered().send(propose(grounds=replace(FULL, **{missing: ""})))

    def test_that_costs_those_who_trusted_it_says_how_it_is_made_good(self):
        with pytest.raises(GroundsMissing, match="compensation"):
            delivered().send(propose(Righting.RECALL, "facts_changed"))

    def test_that_wants_a_hearing_is_not_decided_before_the_holder_could_speak(self):
        story = delivered()
        story.send(propose())
        assert story.case(CASE).proposed.heard_until == day("2026-03-09")
        with pytest.raises(StillBeingHeard):
            story.on(at(2026, 3, 9)).send(confirm())
        story.on(at(2026, 3, 10)).send(confirm())

    def test_may_be_decided_at_once_when_the_holder_has_nothing_more_to_say(self):
        story = delivered()
        story.send(propose())
        story.send(c.StateOnRighting(APPLICANT, CASE, "我补充一份材料"))
        with pytest.raises(StillBeingHeard):
            story.send(confirm())
        story.send(c.StateOnRighting(APPLICANT, CASE, "", waived=True))
        story.send(confirm())
        assert story.status(CASE) == "revoked"

    def test_without_a_hearing_is_decided_when_the_second_officer_comes(self):
        story = delivered()
        story.send(propose(Righting.CANCELLATION, "death"))
        story.send(confirm())
        assert story.status(CASE) == "cancelled"


class TestWhatWasNotGranted:
    def test_is_not_taken_back(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        with pytest.raises(NotNow):
            story.send(propose())
        story.refuse(CASE)
        with pytest.raises(AlreadyEnded):
            story.send(propose())


class TestACorrection:
    def test_puts_right_what_the_result_says_and_hands_it_on(self):
        user = opening("A-2", needs=(CASE,))
        story = granted(user).accept("A-2")
        assert story.case("A-2").received[CASE].fields == {"applicant/level": 2}
        story.send(correct())
        story.send(confirm(facts={"level": 3}))
        assert story.case(CASE).given.fields == {"applicant/level": 3}
        assert story.case("A-2").received[CASE].facts == {"level": 3}
        assert story.status("A-2") == "accepted"

    def test_ends_a_running_case_whose_condition_it_no_longer_meets(self):
        def recheck(case, received):
            level = received[CASE].facts["level"]
            return m.HOLDS if level == 2 else m.Verdict(False, Text("须为二级"), Text("可以另行申请"))

        story = Story(opening(CASE), opening("A-2", needs=(CASE,)), on=at(2026, 3, 2), recheck=recheck)
        story.accept(CASE, "A-2").grant(CASE, LEVEL)
        story.send(correct())
        story.send(confirm(facts={"level": 3}))
        assert story.status("A-2") == "precondition_failed"

    def test_of_a_certificate_gives_it_its_right_number(self):
        story = granted(certificates=("card",))
        story.send(c.MakeCertificate(REVIEWER, CASE, "card", "L-1"))
        story.send(correct("certificate/card", "L-1", "L-2"))
        story.send(confirm())
        assert story.case(CASE).certificates == {"card": "L-2"}

    def test_of_the_words_of_the_decision_keeps_the_case_where_it_is(self):
        story = delivered()
        story.send(correct("content", "准予", "准予，自 3 月起"))
        story.send(confirm())
        assert (story.case(CASE).content, story.status(CASE)) == ("准予，自 3 月起", "delivered")

    @pytest.mark.parametrize(
        ("key", "was", "now"),
        [("applicant/level", "1", "3"), ("applicant/level", "2", "2"), ("applicant/other", "2", "3"), ("content", "准予", " ")],
    )  # fmt: skip
    def test_names_what_stands_there_and_something_else(self, key, was, now):
        with pytest.raises(CorrectionEmpty):
            delivered().send(correct(key, was, now))


class TestWhatUsedTheResult:
    def test_ends_without_a_refusal_where_it_needs_it(self):
        story = delivered(opening("A-2", needs=(CASE,))).accept("A-2")
        taken_back(story)
        assert story.status("A-2") == "precondition_failed"
        assert story.case("A-2").outcome is None

    def test_goes_on_where_it_only_came_after_it(self):
        story = delivered(opening("A-2", after=(CASE,))).accept("A-2")
        assert taken_back(story).status("A-2") == "accepted"

    def test_that_was_granted_already_stays_until_somebody_decides(self):
        story = delivered(opening("A-2", needs=(CASE,))).accept("A-2").grant("A-2")
        assert taken_back(story).status("A-2") == "granted"

    def test_comes_back_when_the_grant_is_restored(self):
        story = taken_back(delivered(opening("A-2", needs=(CASE,))).accept("A-2"))
        story.send(propose(Righting.RESTORATION, ""))
        story.send(confirm())
        assert (story.status(CASE), story.status("A-2")) == ("delivered", "accepted")


class TestARestoration:
    def test_is_of_what_was_taken_back_only(self):
        with pytest.raises((NotNow, AlreadyEnded)):
            delivered().send(propose(Righting.RESTORATION, ""))

    def test_gives_back_the_day_of_delivery(self):
        story = taken_back(delivered())
        story.send(propose(Righting.RESTORATION, ""))
        story.send(confirm())
        assert (story.case(CASE).ended_on, story.case(CASE).granted) == (day("2026-03-02"), True)

    def test_brings_an_undelivered_grant_back_to_its_desk(self):
        story = taken_back(granted())
        assert story.matter.application.closed
        story.send(propose(Righting.RESTORATION, ""))
        story.send(confirm())
        assert story.status(CASE) == "granted"
        assert not story.matter.application.closed


class TestItsDocuments:
    def kinds(self, story: Story) -> list[str]:
        return [one.kind.value for change in story.last for one in documents_for(change, story.matter)]

    def test_are_a_notice_before_and_a_decision_after(self):
        story = delivered()
        story.send(propose())
        assert self.kinds(story) == ["righting_notice"]
        story.on(at(2026, 4, 2)).send(confirm())
        assert self.kinds(story) == ["revocation"]

    def test_ask_for_papers_back_and_not_for_electronic_licences(self):
        story = granted(certificates=("card", "licence"))
        story.send(c.MakeCertificate(REVIEWER, CASE, "card", "L-1"))
        story.send(c.MakeCertificate(REVIEWER, CASE, "licence", "1.2.156.3005.2.X"))
        taken_back(story)
        (draft,) = documents_for(story.last[0], story.matter)
        assert draft.values["returned"] == ["L-1"]

    def test_of_a_correction_name_what_was_and_what_is(self):
        story = delivered()
        story.send(correct())
        assert self.kinds(story) == []
        story.send(confirm())
        (draft,) = documents_for(story.last[0], story.matter)
        assert draft.values["corrections"] == [{"key": "applicant/level", "was": "2", "now": "3"}]

    def test_of_a_restoration_name_what_fell(self):
        story = taken_back(delivered())
        story.send(propose(Righting.RESTORATION, ""))
        story.send(confirm())
        event = story.last[0].event
        assert isinstance(event, e.GrantRestored)
        assert event.taken_back == "A-1-G1"
        assert self.kinds(story) == ["restoration", "completion"]  # closed once more


class TestWhatWaitedForIt:
    """A-2 rests on the grant of A-1, and is under way when that is corrected, or taken back and restored."""

    @pytest.fixture
    def story(self) -> Story:
        return delivered(opening("A-2", needs=(CASE,), officers_against=2)).accept("A-2")

    def test_writes_a_drafted_decision_anew_after_a_correction(self, story):
        story.send(c.Decide(REVIEWER, "A-2", Outcome.REFUSED, FULL))
        story.send(correct())
        story.send(confirm())
        assert story.case("A-2").draft is None
        with pytest.raises(NoDraft):
            story.send(c.ConfirmDraft(COLLEAGUE, "A-2"))

    def test_has_its_days_from_the_restoration_on(self, story):
        assert story.case("A-2").dues.promised_on == day("2026-03-23")
        taken_back(story)
        assert story.status("A-2") == "precondition_failed"
        story.on(at(2026, 7, 31)).send(propose(Righting.RESTORATION, ""))
        story.send(confirm())
        assert story.status("A-2") == "accepted"
        assert story.case("A-2").dues.promised_on == due(day("2026-07-31"), 15, CALENDAR)

    def test_that_stood_still_goes_on(self, story):
        story.send(c.Pause(REVIEWER, "A-2", "testing", 10, "特告 1"))
        taken_back(story)
        story.on(at(2026, 7, 31)).send(propose(Righting.RESTORATION, ""))
        story.send(confirm())
        assert story.status("A-2") == "in_review"
        assert story.case("A-2").dues.promised_on == due(day("2026-07-31"), 15, CALENDAR)
