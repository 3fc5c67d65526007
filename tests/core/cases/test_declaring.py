"""A declaration instead of proof: promised, checked, kept or broken, with what follows from it."""

from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases.declaring import check_by, unanswered
from onething.core.cases.documents import kinds_for
from onething.core.cases.errors import (
    DeclarationBroken,
    NotDeclared,
    PersonNeeded,
    RecordIncomplete,
)
from onething.core.cases.parts import Correction, DeliveryWay, Outcome, Righting
from onething.core.clock import due
from tests.core.cases.story import (
    APPLICANT,
    CALENDAR,
    CLERK,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    Story,
    at,
    day,
    opening,
    supply,
)
from tests.core.cases.test_righting import propose

PLACE = "applicant/premises"
TRUE = c.CheckDeclaration(REVIEWER, "A-1", PLACE, True, "查不动产登记", "与登记一致")
UNTRUE = c.CheckDeclaration(REVIEWER, "A-1", PLACE, False, "到现场查看", "登记的地址是住宅")


def accepted(**more) -> Story:
    story = Story(opening("A-1", declared=(PLACE,), check_days=40, **more), on=at(2026, 3, 2))
    return story.accept("A-1")


def kinds(story):
    return [kind.value for change in story.last for kind in kinds_for(change.event)]


class TestADeclaration:
    def test_has_its_letter_with_the_acceptance_however_that_came(self):
        assert kinds(accepted()) == ["acceptance", "declaration"]
        story = Story(opening("A-1", declared=(PLACE,)), on=at(2026, 3, 2))
        story.on(at(2026, 3, 10, 0)).send(c.ApplySilence(NIGHT, "A-1"))
        assert kinds(story) == ["acceptance", "declaration"]

    def test_lets_the_case_be_granted_before_it_is_checked(self):
        assert accepted().grant("A-1").status("A-1") == "granted"

    def test_is_checked_within_the_days_of_the_city_after_the_grant(self):
        story = accepted()
        assert check_by(story.case("A-1"), CALENDAR) is None
        story.grant("A-1")
        assert check_by(story.case("A-1"), CALENDAR) == due(day("2026-03-02"), 40, CALENDAR)
        story.send(TRUE)
        assert check_by(story.case("A-1"), CALENDAR) is None

    def test_that_holds_moves_nothing_and_has_no_letter(self):
        story = accepted()
        before = story.case("A-1")
        story.send(TRUE)
        after = story.case("A-1")
        assert after == replace(before, sequence=before.sequence + 1, kept=frozenset({PLACE}))
        assert kinds(story) == []

    def test_is_checked_once_when_it_holds(self):
        story = accepted().send_all(TRUE)
        with pytest.raises(NotDeclared):
            story.send(UNTRUE)

    def test_of_something_else_cannot_be_checked(self):
        with pytest.raises(NotDeclared):
            accepted().send(replace(TRUE, key="applicant/photo"))

    @pytest.mark.parametrize("lacking", ["how", "finding"])
    def test_is_not_checked_without_saying_how_and_what_was_found(self, lacking):
        with pytest.raises(RecordIncomplete):
            accepted().send(replace(UNTRUE, **{lacking: " "}))


class TestABrokenDeclaration:
    def test_is_told_and_nothing_is_granted_on_it(self):
        story = accepted().send_all(UNTRUE)
        assert kinds(story) == ["declaration_broken"]
        with pytest.raises(DeclarationBroken):
            story.grant("A-1")

    def test_may_be_refused_for(self):
        assert accepted().send_all(UNTRUE).refuse("A-1").status("A-1") == "refused"

    def test_is_put_right_by_the_proof_itself(self):
        story = accepted().send_all(UNTRUE, c.Supplement(APPLICANT, supply(PLACE)))
        assert story.grant("A-1").status("A-1") == "granted"

    def test_is_looked_at_again_when_the_person_explains_it(self):
        story = accepted().send_all(UNTRUE, TRUE)
        assert story.grant("A-1").status("A-1") == "granted"

    def test_is_never_found_by_a_machine_which_may_find_that_it_holds(self):
        story = accepted()
        with pytest.raises(PersonNeeded):
            story.send(replace(UNTRUE, by=NIGHT))
        story.send(replace(TRUE, by=NIGHT))
        assert story.case("A-1").unchecked == frozenset()

    def test_is_found_after_the_delivery_too_and_leaves_the_state_as_it_is(self):
        story = accepted().grant("A-1")
        story.send(c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人"))
        story.on(at(2026, 4, 1)).send(UNTRUE)
        assert story.status("A-1") == "delivered"
        assert story.case("A-1").broken == {PLACE}

    @pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.PARTLY])
    def test_holds_a_grant_in_part_as_well(self, outcome):
        story = accepted().send_all(UNTRUE)
        with pytest.raises(DeclarationBroken):
            story.send(c.Decide(REVIEWER, "A-1", outcome, FULL, "准予"))


class TestADeclarationFoundUntrueAfterTheGrant:
    @pytest.fixture
    def story(self):
        story = accepted().grant("A-1")
        story.send(c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人"))
        return story.on(at(2026, 4, 1)).send_all(UNTRUE)

    def test_has_a_day_by_which_somebody_proposes_what_follows(self, story):
        assert unanswered(story.case("A-1")) == {PLACE}
        assert check_by(story.case("A-1"), CALENDAR) == due(day("2026-04-01"), 40, CALENDAR)

    def test_is_answered_by_a_proposal_and_again_open_for_nobody_when_it_is_dropped_with_a_reason(
        self, story
    ):
        story.send(propose())
        assert check_by(story.case("A-1"), CALENDAR) is None
        story.send(c.DropRighting(MANAGER, "A-1", "另有证明"))
        assert check_by(story.case("A-1"), CALENDAR) is None

    def test_is_answered_by_a_correction(self, story):
        corrections = (Correction("content", "准予", "部分准予"),)
        story.send(propose(Righting.CORRECTION, "", corrections=corrections))
        story.send(c.ConfirmRighting(MANAGER, "A-1"))
        assert unanswered(story.case("A-1")) == frozenset()

    def test_found_once_more_is_open_once_more(self, story):
        story.send_all(propose(), c.DropRighting(MANAGER, "A-1", "另有证明"))
        story.on(at(2026, 4, 8)).send(UNTRUE)
        assert check_by(story.case("A-1"), CALENDAR) == due(day("2026-04-08"), 40, CALENDAR)

    def test_holds_again_when_it_is_explained(self, story):
        story.send(TRUE)
        assert check_by(story.case("A-1"), CALENDAR) is None
