"""Cases go from one officer to another and stay the giver's until the other one confirms."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.offices import api as offices
from onething.core.actors import Actor, PermissionMissing
from onething.core.cases.errors import ReasonMissing
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.world import APPLICANT, CLERK, SUPERVISOR, at, manager, submission
from tests.areas.offices.test_staffing import officer

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
TODAY = NOW.date()
BOSS = manager("disabled-federation")


@pytest.fixture(autouse=True)
def permit():
    with permits():
        yield


@pytest.fixture
def anna():
    return officer("甲")


@pytest.fixture
def bert():
    return officer("乙")


@pytest.fixture
def number(anna):
    receipt = cases.submit(APPLICANT, submission=submission(), key="h", now=at("2026-03-05"))
    number = next(one.number for one in receipt.cases if one.item == PERMIT)
    cases.take_over(anna, case=number, now=NOW)
    return number


def offer(number, giver, receiver, reason="轮岗"):
    return cases.offer_hand_over(
        giver, cases=[number], officer=receiver.id.removeprefix("user:"), reason=reason, now=NOW
    )


def holder(number):
    return CaseRow.objects.get(number=number).holder


class TestAHandOver:
    def test_leaves_the_case_with_the_giver_until_it_is_confirmed(self, number, anna, bert):
        assert offer(number, anna, bert) == 1
        assert holder(number) == anna.id
        (waiting,) = cases.list_hand_overs(bert, today=TODAY)
        assert (waiting.giver_name, waiting.reason, waiting.late) == ("甲", "轮岗", False)
        assert cases.count_hand_overs(bert) == 1
        cases.confirm_hand_over(bert, hand_over=waiting.id, now=NOW)
        assert holder(number) == bert.id
        assert cases.list_hand_overs(bert, today=TODAY) == ()

    def test_is_refused_with_a_reason_and_stays(self, number, anna, bert):
        offer(number, anna, bert)
        (waiting,) = cases.list_hand_overs(bert, today=TODAY)
        with pytest.raises(ReasonMissing):
            cases.refuse_hand_over(bert, hand_over=waiting.id, reason=" ", now=NOW)
        cases.refuse_hand_over(bert, hand_over=waiting.id, reason="不会办", now=NOW)
        assert holder(number) == anna.id
        assert offer(number, anna, bert) == 1

    def test_is_warned_of_when_it_waits_longer_than_a_working_day(self, number, anna, bert):
        offer(number, anna, bert)  # on a Thursday
        late = {
            day: cases.list_hand_overs(BOSS, today=at(day).date())[0].late
            for day in ("2026-03-06", "2026-03-09")
        }
        assert late == {"2026-03-06": False, "2026-03-09": True}

    def test_is_seen_by_both_by_the_manager_and_by_supervisors_alone(self, number, anna, bert):
        offer(number, anna, bert)
        for who in (anna, bert, BOSS, SUPERVISOR):
            assert len(cases.list_hand_overs(who, today=TODAY)) == 1
        for who in (officer("丙"), manager("health")):
            assert cases.list_hand_overs(who, today=TODAY) == ()
        with pytest.raises(PermissionMissing):
            cases.list_hand_overs(CLERK, today=TODAY)

    def test_is_confirmed_by_nobody_else(self, number, anna, bert):
        offer(number, anna, bert)
        (waiting,) = cases.list_hand_overs(bert, today=TODAY)
        for who in (anna, officer("丙"), BOSS):
            with pytest.raises(cases.HandOverNotFound):
                cases.confirm_hand_over(who, hand_over=waiting.id, now=NOW)
        assert holder(number) == anna.id

    def test_is_of_what_one_has_to_a_colleague_with_a_reason_once(self, number, anna, bert):
        with pytest.raises(cases.NotYours):
            offer(number, bert, anna)
        with pytest.raises(cases.NotOfOffice):
            offer(number, anna, officer("丙", department="health"))
        with pytest.raises(cases.NotOfOffice):
            offer(number, anna, anna)
        with pytest.raises(ReasonMissing):
            offer(number, anna, bert, reason="")
        offer(number, anna, bert)
        with pytest.raises(cases.AlreadyOffered):
            offer(number, anna, bert)

    def test_falls_when_the_manager_gives_the_case_to_another(self, number, anna, bert):
        offer(number, anna, bert)
        third = officer("丙")
        cases.assign(BOSS, case=number, officer=third.id.removeprefix("user:"), reason="急", now=NOW)
        assert cases.list_hand_overs(bert, today=TODAY) == ()

    def test_goes_on_where_cases_come_by_lot(self, number, anna, bert):
        offices.add_skill(BOSS, officer=bert.id, from_on=TODAY, now=NOW)
        offer(number, anna, bert)
        (waiting,) = cases.list_hand_overs(bert, today=TODAY)
        assert cases.confirm_hand_over(bert, hand_over=waiting.id, now=NOW).holder == bert.id

    def test_is_for_officers(self, number, anna, bert):
        with pytest.raises(PermissionMissing):
            offer(number, Actor.job("x"), bert)
