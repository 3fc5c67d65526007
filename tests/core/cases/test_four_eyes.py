"""Two officers sign what is decided against a person, and what the item says; one person is never both."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import DraftWaits, NoDraft, PersonNeeded, ReasonMissing, SamePerson
from onething.core.cases.parts import CaseStep, DeliveryWay, Outcome
from onething.core.source import Text
from tests.core.cases.story import (
    APPLICANT,
    CLERK,
    COLLEAGUE,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    Story,
    at,
    office,
    opening,
    supply,
)

CASE = "A-1"
START = at(2026, 3, 2)


def of_two(**more) -> Story:
    """A case accepted whose refusal takes two officers."""
    return Story(opening(CASE, officers_against=2, **more), on=START).accept(CASE)


def refusal(by=REVIEWER, outcome=Outcome.REFUSED) -> c.Decide:
    return c.Decide(by, CASE, outcome, FULL, "不准予")


class TestARefusal:
    def test_is_a_draft_until_a_second_officer_signs(self):
        story = of_two()
        story.send(refusal())
        assert story.status(CASE) == "accepted"
        assert story.case(CASE).draft.officer == REVIEWER.id
        story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        decided = next(one.event for one in story.last if isinstance(one.event, e.Decided))
        assert (decided.officer, decided.confirmed_by) == (REVIEWER.id, COLLEAGUE.id)
        assert story.status(CASE) == "refused"
        assert story.case(CASE).draft is None

    @pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY])
    def test_takes_two_also_where_a_part_is_granted(self, outcome):
        story = of_two()
        story.send(refusal(outcome=outcome))
        assert story.case(CASE).outcome is None

    def test_is_not_signed_by_whoever_wrote_it(self):
        story = of_two()
        story.send(refusal())
        for command in (c.ConfirmDraft(REVIEWER, CASE), c.ReturnDraft(REVIEWER, CASE, "再看看")):
            with pytest.raises(SamePerson):
                story.send(command)

    def test_is_not_signed_by_whoever_took_it_in(self):
        story = Story(opening(CASE, officers_against=2), on=START)
        story.send(c.TakeIn(replace(COLLEAGUE), CASE))
        story.accept(CASE)
        story.send(refusal())
        with pytest.raises(SamePerson):
            story.send(c.ConfirmDraft(COLLEAGUE, CASE))

    def test_is_not_signed_by_a_machine(self):
        story = of_two()
        story.send(refusal())
        with pytest.raises(PersonNeeded):
            story.send(c.ConfirmDraft(NIGHT, CASE))

    def test_goes_back_with_a_reason_and_is_written_again(self):
        story = of_two()
        story.send(refusal())
        with pytest.raises(ReasonMissing):
            story.send(c.ReturnDraft(COLLEAGUE, CASE, " "))
        story.send(c.ReturnDraft(COLLEAGUE, CASE, "第三条不适用"))
        assert story.case(CASE).draft is None
        story.send(refusal())
        story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        assert story.status(CASE) == "refused"

    def test_that_waits_is_not_written_over_by_a_colleague(self):
        story = of_two()
        story.send(refusal())
        for outcome in Outcome:
            with pytest.raises(DraftWaits):
                story.send(refusal(COLLEAGUE, outcome))

    def test_may_be_given_up_for_a_grant_by_whoever_wrote_it(self):
        story = of_two()
        story.send(refusal())
        story.grant(CASE)
        assert story.status(CASE) == "granted"

    def test_is_there_to_be_signed_once(self):
        story = of_two()
        with pytest.raises(NoDraft):
            story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        story.send(refusal())
        story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        with pytest.raises(NoDraft):
            story.send(c.ConfirmDraft(MANAGER, CASE))

    def test_of_a_case_from_before_the_rule_takes_one(self):
        story = Story(opening(CASE), on=START).accept(CASE).refuse(CASE)
        assert story.status(CASE) == "refused"

    def test_says_the_grounds_of_the_draft_when_it_is_signed(self):
        story = of_two()
        story.send(refusal())
        story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        assert story.case(CASE).grounds == FULL


class TestADraft:
    @pytest.mark.parametrize(
        "command",
        [
            c.Supplement(APPLICANT, changes=supply("applicant/photo")),
            c.Pause(REVIEWER, CASE, "testing", 5, "特告 1"),
            c.TransferTo(REVIEWER, CASE, office("education"), "不归我们"),
        ],
        ids=["changed", "paused", "transferred"],
    )
    def test_falls_when_the_case_changes(self, command):
        story = of_two(steps=())
        if isinstance(command, c.Supplement):
            story = Story(opening(CASE, officers_against=2, tolerable=("applicant/photo",)), on=START)
            later = (c.Promise("applicant/photo", at(2026, 3, 12).date()),)
            story.send(c.Accept(REVIEWER, CASE, later=later))
            command = c.Supplement(APPLICANT, supply("applicant/photo"))
        story.send(refusal())
        story.send(command)
        assert story.case(CASE).draft is None
        with pytest.raises(NoDraft):
            story.send(c.ConfirmDraft(COLLEAGUE, CASE))

    def test_stays_through_an_opinion(self):
        story = of_two()
        story.send(refusal())
        story.send(c.GiveOpinion(COLLEAGUE, CASE, "同意"))
        story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        assert story.status(CASE) == "refused"

    def test_moves_no_date(self):
        story = of_two()
        before = story.case(CASE).dues
        story.send(refusal())
        assert story.case(CASE).dues == before


class TestAnItemThatWantsTwo:
    def two(self) -> Story:
        steps = tuple(CaseStep(kind, Text(kind), office(kind), 0, 2) for kind in ("decision", "certificate"))
        story = Story(opening(CASE, certificates=("card",)), on=START)
        story = Story(replace(opening(CASE, certificates=("card",)), steps=steps), on=START)
        return story.accept(CASE)

    def test_is_granted_by_two(self):
        story = self.two()
        story.grant(CASE)
        assert story.case(CASE).outcome is None
        story.send(c.ConfirmDraft(COLLEAGUE, CASE))
        assert story.status(CASE) == "granted"
        assert story.case(CASE).step == 1  # where the certificate is made
        story.send(c.MakeCertificate(REVIEWER, CASE, "card", "1.2"))
        story.send(c.Deliver(CLERK, CASE, DeliveryWay.WINDOW, "签收 1", "申请人"))
        assert story.status(CASE) == "delivered"


OFFICERS = (REVIEWER, COLLEAGUE, MANAGER)


@given(
    st.lists(st.tuples(st.sampled_from(("draft", "sign", "back")), st.sampled_from(OFFICERS)), max_size=12)
)
def test_whatever_is_tried_in_whatever_order_two_different_people_stand_behind_a_refusal(tries):
    story = of_two()
    made = {
        "draft": refusal,
        "sign": lambda by: c.ConfirmDraft(by, CASE),
        "back": lambda by: c.ReturnDraft(by, CASE, "再看"),
    }
    for what, by in tries:
        try:
            story.send(made[what](by))
        except Exception as error:
            assert error.code.startswith("cases."), error  # noqa: PT017
    for change in story.log:
        if isinstance(change.event, e.Decided):
            assert change.event.confirmed_by not in ("", change.event.officer)
