"""Cases come by lot to the skilled and present; nobody picks; a stand-in acts for who is away, and the record says so."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.assigning import holds_good
from onething.core.cases.events import Assigned
from onething.core.cases.parts import Outcome
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import APPLICANT, FULL, LI, at, manager, submission
from tests.areas.offices.test_staffing import officer

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
TODAY = NOW.date()
BOSS = manager("disabled-federation")
LOTS = Actor.job("lots")
SETUP = Actor("job:setup", "setup", frozenset({Role.ADMIN}))


@pytest.fixture(autouse=True)
def permit():
    with permits():
        yield


def handed_in(index=1):
    receipt = cases.submit(APPLICANT, submission=submission(), key=f"k{index}", now=at("2026-03-05"))
    return next(one.number for one in receipt.cases if one.item == PERMIT)


@pytest.fixture
def number():
    return handed_in()


@pytest.fixture
def anna():
    return skilled("甲")


@pytest.fixture
def bert():
    return skilled("乙")


def skilled(name, **more):
    who = officer(name)
    offices.add_skill(BOSS, officer=who.id, item=PERMIT, from_on=TODAY, now=NOW, **more)
    return who


def holder(number):
    return CaseRow.objects.get(number=number).holder


def away(who, stand_in):
    offices.add_leave(
        BOSS, officer=who.id, stand_in=stand_in.id, from_on=TODAY, to_on=TODAY + timedelta(days=7), now=NOW
    )


def numbers(actor, **more):
    return [one.number for one in cases.inbox(actor, filters=cases.Filters(**more), today=TODAY).lines]


class TestTheLot:
    def test_gives_a_case_to_one_of_the_pool_and_can_be_drawn_again(self, number, anna, bert):
        assert cases.assign_by_lot(LOTS, now=NOW) == 1
        assert holder(number) in (anna.id, bert.id)
        event = EventRow.objects.get(stream=number, name="Assigned").to_core().event
        assert isinstance(event, Assigned)
        assert set(event.among) == {anna.id, bert.id}
        assert holds_good(number, event)

    def test_is_drawn_once(self, number, anna):
        assert [cases.assign_by_lot(LOTS, now=NOW) for _ in range(2)] == [1, 0]

    def test_gives_nothing_where_the_office_has_no_pool(self, number):
        assert cases.assign_by_lot(LOTS, now=NOW) == 0
        assert holder(number) == ""

    def test_never_gives_a_case_to_whose_number_stands_in_it(self, number, bert):
        skilled("甲", person=LI)
        cases.assign_by_lot(LOTS, now=NOW)
        assert holder(number) == bert.id

    def test_leaves_a_case_with_nobody_rather_than_with_a_party(self, number):
        skilled("甲", person=LI)
        assert cases.assign_by_lot(LOTS, now=NOW) == 0
        assert holder(number) == ""

    def test_goes_to_who_has_less_to_do(self, number, anna, bert):
        row = CaseRow.objects.get(number=number)
        row.pk, row.number, row.holder = None, f"{number}0", anna.id
        row.save()
        cases.assign_by_lot(LOTS, now=NOW)
        assert holder(number) == bert.id

    def test_gives_the_case_of_an_absent_officer_to_the_stand_in(self, number, anna):
        bert = officer("乙")
        away(anna, bert)
        cases.assign_by_lot(LOTS, now=NOW)
        assert holder(number) == bert.id
        assert EventRow.objects.get(stream=number, name="Assigned").data["stands_for"] == anna.id

    @pytest.mark.parametrize(
        ("roles", "given"), [({Role.MANAGER}, 0), ({Role.MANAGER, Role.REVIEWER}, 1)], ids=["only", "too"]
    )
    def test_is_for_a_manager_who_reviews_too(self, number, anna, roles, given):
        """Named while reviewing, and made the manager since."""
        people.set_roles(SETUP, login="甲", roles=roles, now=NOW)
        assert cases.assign_by_lot(LOTS, now=NOW) == given
        assert holder(number) == (anna.id if given else "")

    def test_passes_a_stand_in_over_who_does_not_review_any_more(self, number, anna):
        bert = officer("乙")
        away(anna, bert)
        people.set_roles(SETUP, login="乙", roles={Role.MANAGER}, now=NOW)
        assert cases.assign_by_lot(LOTS, now=NOW) == 0

    def test_is_drawn_by_our_own_job_only(self, number, anna):
        with pytest.raises(PermissionMissing):
            cases.assign_by_lot(BOSS, now=NOW)


class TestNobodyPicks:
    def test_a_case_that_was_not_given(self, number, anna, bert):
        for act in (
            lambda: cases.take_over(anna, case=number, reason="想办", now=NOW),
            lambda: cases.accept(anna, case=number, now=NOW),
            lambda: cases.mark_checked(anna, case=number, now=NOW),
        ):
            with pytest.raises(cases.GivenByLot):
                act()
        assert numbers(anna) == []

    def test_a_colleagues_case(self, number, anna, bert):
        cases.assign_by_lot(LOTS, now=NOW)
        other = bert if holder(number) == anna.id else anna
        with pytest.raises(cases.GivenByLot):
            cases.take_over(other, case=number, reason="想办", now=NOW)
        assert numbers(other) == []
        shown = cases.case_view(other, case=number, now=NOW)
        assert {"accept", "take_over", "decide"}.isdisjoint(one.name for one in shown.actions)

    def test_but_whoever_was_given_it_works_on_it(self, number, anna):
        cases.assign_by_lot(LOTS, now=NOW)
        assert numbers(anna) == [number]
        assert cases.accept(anna, case=number, now=NOW).status == "in_review"

    def test_and_the_manager_gives_it_to_another(self, number, anna, bert):
        cases.assign_by_lot(LOTS, now=NOW)
        other = bert if holder(number) == anna.id else anna
        account = other.id.removeprefix("user:")
        cases.assign(BOSS, case=number, officer=account, reason="出差", now=NOW)
        assert holder(number) == other.id
        assert number in numbers(BOSS)

    def test_an_officer_who_is_a_party_does_nothing_even_where_the_manager_wants_it(self, number):
        party = skilled("甲", person=LI)
        cases.assign(BOSS, case=number, officer=party.id.removeprefix("user:"), reason="没别人", now=NOW)
        with pytest.raises(cases.OwnMatter):
            cases.accept(party, case=number, now=NOW)


class TestAStandIn:
    @pytest.fixture
    def lying(self, number, anna):
        """A case that Anna has, who is away from today."""
        cases.assign_by_lot(LOTS, now=NOW)
        cases.accept(anna, case=number, now=NOW)
        cases.assign_by_lot(LOTS, now=NOW)
        assert holder(number) == anna.id
        return number

    def test_sees_the_cases_among_the_own_ones_and_on_the_page(self, lying, anna):
        bert = officer("乙")
        away(anna, bert)
        assert numbers(bert, mine=True) == [lying]
        assert cases.count_inbox(bert, today=TODAY)["mine"] == 1
        view = cases.case_view(bert, case=lying, now=NOW)
        assert view.stands_for == "甲"
        assert "enter_step" in {one.name for one in view.actions}

    def test_acts_on_them_and_the_record_says_for_whom(self, lying, anna):
        bert = officer("乙")
        away(anna, bert)
        view = cases.case_view(bert, case=lying, now=NOW)
        decision = next(index for index, step in enumerate(view.steps) if step[0] == "decision")
        for step in range(view.step + 1, decision + 1):
            cases.enter_step(bert, case=lying, step=step, now=NOW)
            cases.assign_by_lot(LOTS, now=NOW)
        said = {"case": lying, "outcome": Outcome.GRANTED, "grounds": FULL, "gives": GIVES, "now": NOW}
        cases.decide(bert, **said)
        history = cases.case_view(BOSS, case=lying, now=NOW).history
        assert "乙（代甲）" in {one.who for one in history}

    def test_acts_no_longer_when_the_officer_is_back(self, lying, anna):
        bert = officer("乙")
        away(anna, bert)
        later = at("2026-03-16")
        with pytest.raises(cases.GivenByLot):
            cases.pause(bert, case=lying, ground="testing", told_days=3, document="1", now=later)

    def test_is_of_the_same_office(self, lying, anna):
        stranger = officer("丙", department="civil-affairs")
        with pytest.raises(offices.NotAColleague):
            away(anna, stranger)


class TestTheIntake:
    def test_is_not_named_to_those_who_decide(self, number, anna):
        history = cases.case_view(anna, case=number, now=NOW).history
        assert [one.who for one in history if one.name == "Opened"] == [""]


class TestTheLists:
    def queries(self, look):
        with CaptureQueriesContext(connection) as found:
            look()
        return len(found)

    def test_take_the_same_queries_however_many_cases_and_stand_ins_there_are(self, number, anna):
        bert = officer("乙")
        cases.assign_by_lot(LOTS, now=NOW)
        few = self.costs(anna, bert, number)
        for index in range(2, 5):
            handed_in(index)
            skilled(f"同事{index}")
        away(anna, bert)
        cases.assign_by_lot(LOTS, now=NOW)
        assert self.costs(anna, bert, number) == few

    def costs(self, anna, bert, number):
        return [
            self.queries(look)
            for look in (
                lambda: cases.inbox(anna, today=TODAY),
                lambda: cases.inbox(bert, filters=cases.Filters(mine=True), today=TODAY),
                lambda: cases.count_inbox(bert, today=TODAY),
                lambda: cases.case_view(anna, case=number, now=NOW),
                lambda: cases.list_hand_overs(BOSS, today=TODAY),
                lambda: cases.apart(BOSS, since=TODAY, until=TODAY),
            )
        ]
