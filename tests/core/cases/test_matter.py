"""What the cases of one application do to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import matter as m
from onething.core.cases.errors import (
    AlreadyEnded,
    EmptyApplication,
    KeyReused,
    NoSuchCase,
    NothingToDeliver,
    NotNow,
)
from onething.core.cases.parts import Contact, DeliveryWay, Ending, Given
from onething.core.source import Text
from onething.core.submission import Delivery
from tests.core.cases.story import (
    APPLICANT,
    CALENDAR,
    CLERK,
    NIGHT,
    NO_PHOTO,
    REVIEWER,
    Story,
    at,
    day,
    opening,
    submission,
)

MONDAY = at(2026, 3, 2)
LEVEL = Given("L-440", {"applicant/disability.level": "2"}, {"disability_level": "2"})


def disabled(**more) -> Story:
    """A the certificate, C the pension beside it, D and E the allowances that need A."""
    return Story(
        opening("A-1", certificates=("card",)),
        opening("A-2", profile="benefit"),
        opening("A-3", profile="benefit", needs=("A-1",)),
        opening("A-4", profile="benefit", needs=("A-1",)),
        on=MONDAY,
        **more,
    )


class TestSubmitting:
    def test_again_with_the_same_key_and_content_changes_nothing(self):
        story = disabled()
        same = submission(opening("B-1"), number="B")
        assert m.submit(story.matter.application, same, MONDAY, CALENDAR) == ()

    def test_with_the_same_key_and_other_content_is_a_conflict_that_names_the_number(self):
        story = disabled()
        with pytest.raises(KeyReused) as refused:
            story.send(submission(opening("B-1"), number="B", content="other"))
        assert refused.value.facts()["number"] == "A"

    def test_of_nothing_is_refused(self):
        with pytest.raises(EmptyApplication):
            m.submit(None, submission(), MONDAY, CALENDAR)


class TestAWaitingItem:
    def test_is_accepted_with_the_application_and_its_clock_starts_with_the_result(self):
        story = disabled().accept("A-1", "A-2", "A-3", "A-4")
        assert story.status("A-3") == "waiting"
        assert story.case("A-3").dues.promised_on is None
        story.on(at(2026, 3, 20)).grant("A-1", LEVEL)
        assert story.status("A-3") == "accepted"
        assert story.case("A-3").clock.accepted_on == day("2026-03-20")
        assert story.case("A-3").dues.promised_on == CALENDAR.add_working_days(day("2026-03-20"), 15)

    def test_receives_the_result_by_reference_and_never_by_upload(self):
        story = disabled().accept("A-1", "A-3").grant("A-1", LEVEL)
        assert story.case("A-3").received["A-1"] == LEVEL

    def test_not_yet_accepted_when_the_result_comes_starts_with_its_acceptance(self):
        story = disabled().accept("A-1").grant("A-1", LEVEL)
        assert story.status("A-3") == "submitted"
        story.on(at(2026, 3, 4)).accept("A-3")
        assert (story.status("A-3"), story.case("A-3").clock.accepted_on) == ("accepted", day("2026-03-04"))

    def test_deemed_accepted_after_the_result_counts_from_the_result(self):
        story = disabled().accept("A-1").on(at(2026, 3, 6)).grant("A-1", LEVEL)
        story.on(at(2026, 3, 10)).send(c.ApplySilence(NIGHT, "A-3"))
        assert story.case("A-3").accepted_as_of == day("2026-03-02")
        assert story.case("A-3").clock.accepted_on == day("2026-03-06")

    def test_whose_condition_fails_with_what_was_given_ends_without_a_refusal(self):
        verdict = m.Verdict(False, Text("等级不符", "level"), Text("可申请生活补贴", "apply for the other"))

        def recheck(case, received):
            return verdict if case.number == "A-4" and "A-1" in received else m.HOLDS

        story = disabled(recheck=recheck).accept("A-1", "A-3", "A-4").grant("A-1", LEVEL)
        assert (story.status("A-3"), story.status("A-4")) == ("accepted", "precondition_failed")
        event = next(x.event for x in story.log if isinstance(x.event, e.PreconditionFailed))
        assert (event.reason, event.way_forward) == (verdict.reason, verdict.way_forward)

    def test_that_only_comes_after_another_starts_however_that_one_ends(self):
        story = Story(opening("A-1"), opening("A-2", after=("A-1",)), on=MONDAY).accept("A-1", "A-2")
        story.refuse("A-1")
        assert story.status("A-2") == "accepted"

    def test_of_two_predecessors_waits_for_both(self):
        story = Story(opening("A-1"), opening("A-2"), opening("A-3", needs=("A-1", "A-2")), on=MONDAY)
        story.accept("A-1", "A-2", "A-3").grant("A-1")
        assert story.status("A-3") == "waiting"
        story.on(at(2026, 3, 5)).grant("A-2")
        assert story.case("A-3").clock.accepted_on == day("2026-03-05")


def family(children: int, **more) -> Story:
    """A certificate for each child, A-1 to A-n; A-9 is the mother's, who needs them and is accepted with them."""
    certificates = [f"A-{n}" for n in range(1, children + 1)]
    each = [opening(one, item="certificate", bearer=f"newborn[{one[-1]}]") for one in certificates]
    mother = opening("A-9", needs=tuple(certificates), bearer="mother")
    return Story(*each, mother, on=MONDAY, **more).accept(*certificates, "A-9")


def end(story: Story, number: str, how: str) -> None:
    if how == "grant":
        story.grant(number, Given(f"of {number}"))
    elif how == "refuse":
        story.refuse(number)
    elif how == "withdraw":
        story.send(c.Withdraw(APPLICANT, number))
    else:
        story.send(c.Terminate(REVIEWER, number, Ending.DUPLICATE, "重复申请"))


class TestACaseThatNeedsOneItemForSeveralChildren:
    @given(
        st.lists(st.sampled_from(["grant", "refuse", "withdraw", "terminate"]), min_size=1, max_size=4),
        st.randoms(),
    )
    def test_waits_until_all_have_ended_and_fails_only_if_none_gave_its_result(self, outcomes, random):
        story = family(len(outcomes))
        left = {f"A-{n}": how for n, how in enumerate(outcomes, start=1)}
        order = list(left)
        random.shuffle(order)
        for index, number in enumerate(order, start=1):
            assert story.status("A-9") == "waiting"
            end(story.on(at(2026, 3, 2 + index)), number, left[number])
        granted = {number for number, how in left.items() if how == "grant"}
        assert story.status("A-9") == ("accepted" if granted else "precondition_failed")
        mother = story.case("A-9")
        assert {number for number, one in mother.received.items() if one.reference} == granted
        if granted:
            assert mother.clock.accepted_on == story.now.date()

    def test_fails_with_what_only_one_bearer_has_at_once(self):
        story = Story(
            opening("A-1", bearer="mother"), opening("A-2", needs=("A-1",), bearer="newborn[1]"), on=MONDAY
        )
        assert story.accept("A-1", "A-2").refuse("A-1").status("A-2") == "precondition_failed"

    @pytest.mark.parametrize("annulled", ["A-1", "A-2"])
    def test_comes_back_with_the_annulment_of_any_of_the_refusals(self, annulled):
        story = family(2).refuse("A-1").refuse("A-2")
        story.on(at(2026, 5, 11)).send(c.Annul(REVIEWER, annulled, "复议决定 7 号", "事实认定错误"))
        assert story.status("A-9") == "waiting"
        assert story.grant(annulled).status("A-9") == "accepted"

    def test_that_its_own_condition_ended_does_not_come_back_with_a_refusal_that_falls(self):
        verdict = m.Verdict(False, Text("不符", "no"), Text("以后再来", "later"))
        story = family(2, recheck=lambda case, given: verdict).refuse("A-2").grant("A-1", LEVEL)
        assert story.status("A-9") == "precondition_failed"
        story.send(c.Annul(REVIEWER, "A-2", "复议决定 7 号", "事实认定错误"))
        assert story.status("A-9") == "precondition_failed"


class TestTheEndOfOne:
    @pytest.mark.parametrize("how", ["refuse", "withdraw", "terminate"])
    def test_ends_what_needs_it_and_nothing_else(self, how):
        story = disabled().accept("A-1", "A-2", "A-3")
        if how == "refuse":
            story.refuse("A-1")
        elif how == "withdraw":
            story.send(c.Withdraw(APPLICANT, "A-1"))
        else:
            story.send(c.Terminate(REVIEWER, "A-1", Ending.DUPLICATE, "重复申请"))
        assert [story.status(f"A-{n}") for n in (2, 3, 4)] == [
            "accepted",
            "precondition_failed",
            "precondition_failed",
        ]

    def test_runs_on_along_the_order(self):
        story = Story(
            opening("A-1"), opening("A-2", needs=("A-1",)), opening("A-3", needs=("A-2",)), on=MONDAY
        )
        story.accept("A-1").refuse("A-1")
        assert story.status("A-3") == "precondition_failed"

    def test_of_all_closes_the_application_with_its_outcome(self):
        story = disabled().accept("A-1", "A-2").refuse("A-1").grant("A-2")
        assert story.matter.standing is m.Standing.WAITING_FOR_OFFICE
        story.send(c.Deliver(CLERK, "A-2", DeliveryWay.ELECTRONIC, "已读", "申请人"))
        assert story.matter.standing is m.Standing.ENDED
        assert story.matter.outcome is m.JointOutcome.PART
        assert story.last[-1] == m.Change("A", e.Closed("part"))

    def test_by_withdrawing_everything_leaves_nothing_granted(self):
        story = disabled().accept("A-1", "A-2")
        story.send(c.WithdrawAll(APPLICANT, "不办了"))
        assert story.matter.outcome is m.JointOutcome.NONE
        with pytest.raises(AlreadyEnded):
            story.send(c.WithdrawAll(APPLICANT))

    def test_of_a_proactive_case_that_found_nothing_does_not_make_the_outcome_partial(self):
        story = Story(opening("A-1"), opening("A-2", proactive=True), on=MONDAY).accept("A-1").grant("A-1")
        story.send(c.Terminate(NIGHT, "A-2", Ending.NOT_FOUND, "名单中没有"))
        story.send(c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人"))
        assert story.matter.outcome is m.JointOutcome.ALL


class TestALapseThatIsDrawnLate:
    """Whenever the worker comes: it lapsed at 00:00 after the day told, and with it what needed its result."""

    @pytest.mark.parametrize("drawn_on", [at(2026, 3, 17, 0), at(2026, 4, 20)])
    def test_carries_its_legal_day_and_so_does_what_needed_it(self, drawn_on):
        story = disabled().accept("A-2", "A-3").find("A-1", NO_PHOTO).find("A-4").tell()
        assert story.case("A-1").supplement_told == day("2026-03-16")
        story.on(drawn_on).send(c.Lapse(NIGHT, "A-1", "本市补正期限"))
        for number in ("A-1", "A-3", "A-4"):
            assert story.case(number).ended
            assert story.case(number).ended_on == day("2026-03-17")

    def test_is_not_the_day_on_which_something_fails_that_came_back_since(self):
        story = Story(opening("A-1"), opening("A-2"), opening("A-3", needs=("A-1", "A-2")), on=MONDAY)
        story.accept("A-1", "A-2", "A-3").refuse("A-1").refuse("A-2")
        story.on(at(2026, 5, 11)).send(c.Annul(REVIEWER, "A-1", "复议决定 7 号", "事实认定错误"))
        assert story.status("A-3") == "precondition_failed"
        assert story.case("A-3").ended_on == day("2026-05-11")


class TestAnAnnulledRefusal:
    def test_brings_back_what_had_failed_with_it_in_its_old_place(self):
        story = disabled().accept("A-1", "A-2", "A-3").refuse("A-1")
        story.on(at(2026, 5, 11)).send(c.Annul(REVIEWER, "A-1", "复议决定 7 号", "事实认定错误"))
        assert [story.status(f"A-{n}") for n in (1, 3, 4)] == ["in_review", "waiting", "submitted"]
        assert story.case("A-1").dues.statutory_on == CALENDAR.add_working_days(day("2026-05-11"), 20)
        assert story.case("A-4").dues.tell_on == CALENDAR.add_working_days(day("2026-05-11"), 5)
        story.grant("A-1", LEVEL)
        assert story.status("A-3") == "accepted"

    def test_opens_a_closed_application_again(self):
        story = Story(opening("A-1"), opening("A-2", needs=("A-1",)), on=MONDAY).accept("A-1").refuse("A-1")
        assert story.matter.application.closed
        story.send(c.Annul(REVIEWER, "A-1", "复议决定 7 号", "事实认定错误"))
        assert not story.matter.application.closed
        assert story.matter.standing is m.Standing.WAITING_FOR_OFFICE

    def test_hands_over_results_that_came_in_between(self):
        story = Story(opening("A-1"), opening("A-2"), opening("A-3", needs=("A-1", "A-2")), on=MONDAY)
        story.accept("A-1", "A-2", "A-3").refuse("A-1").grant("A-2", LEVEL)
        story.send(c.Annul(REVIEWER, "A-1", "判决 3 号", "撤销"))
        assert story.case("A-3").received == {"A-2": LEVEL}
        assert story.case("A-3").waits_for == {"A-1"}

    def test_exists_for_refusals_only(self):
        story = disabled().accept("A-1")
        with pytest.raises(NotNow):
            story.send(c.Annul(REVIEWER, "A-1", "判决 3 号", "撤销"))


class TestWhatTheApplicantMayChange:
    def test_contact_and_delivery_in_a_running_case(self):
        story = disabled()
        story.send(c.ChangeContact(APPLICANT, Contact("13800000000")))
        story.send(c.ChooseDelivery(APPLICANT, Delivery("post", "申请人", "1", "莞城")))
        assert story.matter.application.contact.phone == "13800000000"
        assert story.matter.application.delivery.way == "post"
        assert story.send(c.ChangeContact(APPLICANT, Contact("13800000000"))) == ()

    def test_nothing_once_everything_has_left(self):
        story = Story(opening("A-1"), on=MONDAY).accept("A-1").grant("A-1")
        story.send(c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人"))
        with pytest.raises(NothingToDeliver):
            story.send(c.ChooseDelivery(APPLICANT, Delivery("post")))


def test_a_case_that_is_not_there_is_not_found():
    with pytest.raises(NoSuchCase):
        disabled().send(c.Accept(REVIEWER, "A-9"))


def test_every_refusal_says_its_sentence_in_both_languages():
    story = disabled().accept("A-1")
    with pytest.raises(NotNow) as refused:
        story.send(c.TakeIn(CLERK, "A-1"))
    assert "已受理" in refused.value.sentence.zh
    assert "accepted" in refused.value.sentence.en
    assert refused.value.code == "cases.not_now"
