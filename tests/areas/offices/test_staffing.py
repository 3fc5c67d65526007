"""Who works on what in an office, and who is away: said by its manager."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.people import AccountKind
from onething.core.staffing import PeriodBackwards
from tests.areas.cases.world import CITY_CODE, DONGCHENG, at, manager, reviewer

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
TODAY = NOW.date()
BACK = TODAY + timedelta(days=7)
BOSS = manager("disabled-federation")
LOTS = Actor.job("lots")


def officer(name, *, department="disabled-federation", division=CITY_CODE, role=Role.REVIEWER, roles=()):
    return people.open_account(
        Actor("job:setup", "setup", frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login=name,
        name=name,
        roles=roles or {role},
        department=department,
        division=division,
        staff_number=name,
    ).to_actor()


def add(who, by=BOSS, **more):
    return offices.add_skill(by, officer=who.id, **{"from_on": TODAY, "now": NOW, **more})


class TestASkill:
    def test_makes_a_pool_of_the_office_and_is_written_down(self):
        anna = officer("甲")
        add(anna, item="disability-certificate", person="P")
        (pool,) = offices.list_pools(LOTS, on=TODAY)
        assert (pool.department, pool.division) == ("disabled-federation", CITY_CODE)
        assert [(one.officer, one.item) for one in pool.skills] == [(anna.id, "disability-certificate")]
        here = offices.workplace(anna, on=TODAY)
        assert here.is_pooled("disability-certificate")
        assert not here.is_pooled("other")
        assert here.person == "P"
        assert EntryRow.objects.filter(action="offices:add_skill").exists()

    def test_ends_today_when_it_is_ended(self):
        made = add(officer("甲"))
        offices.end_skill(BOSS, skill=made.id, now=NOW)
        assert offices.list_pools(LOTS, on=TODAY) == ()
        assert offices.list_skills(BOSS, on=TODAY) == ()

    def test_does_not_hold_before_its_first_day(self):
        add(officer("甲"), from_on=BACK)
        assert offices.list_pools(LOTS, on=TODAY) == ()
        assert len(offices.list_pools(LOTS, on=BACK)) == 1

    @pytest.mark.parametrize(
        "who",
        [
            {"department": "civil-affairs"},
            {"division": DONGCHENG},
            {"role": Role.CLERK},
            {"role": Role.MANAGER},
        ],
        ids=["another department", "another division", "no officer", "a manager who does not review"],
    )
    def test_is_for_officers_of_the_own_office(self, who):
        with pytest.raises(offices.NotAColleague):
            add(officer("乙", **who))

    def test_is_said_by_a_manager_of_the_office(self):
        anna = officer("甲")
        for by in (reviewer("disabled-federation"), Actor.visitor()):
            with pytest.raises(PermissionMissing):
                add(anna, by)
        made = add(anna)
        with pytest.raises(offices.SkillNotFound):
            offices.end_skill(manager("civil-affairs"), skill=made.id, now=NOW)
        with pytest.raises(offices.SkillNotFound):
            offices.end_skill(BOSS, skill=uuid4(), now=NOW)

    def test_is_refused_backwards(self):
        with pytest.raises(PeriodBackwards):
            add(officer("甲"), to_on=TODAY)


class TestAManager:
    def test_who_reviews_too_may_be_given_cases(self):
        boss = officer("负责人", roles={Role.MANAGER, Role.REVIEWER})
        assert add(boss).officer == boss.id

    def test_who_does_not_review_stands_in_for_nobody(self):
        anna, boss = officer("甲"), officer("负责人", role=Role.MANAGER)
        with pytest.raises(offices.NotAColleague):
            offices.add_leave(BOSS, officer=anna.id, stand_in=boss.id, from_on=TODAY, to_on=BACK, now=NOW)


class TestALeave:
    def away(self, **more):
        anna, bert = officer("甲"), officer("乙")
        given = {"officer": anna.id, "stand_in": bert.id, "from_on": TODAY, "to_on": BACK, "now": NOW}
        return anna, bert, offices.add_leave(BOSS, **{**given, **more})

    def test_lets_the_stand_in_stand_for_the_absent_until_the_day_of_return(self):
        anna, bert, _ = self.away()
        assert offices.workplace(bert, on=TODAY).stands_for == ((anna.id, "甲"),)
        assert offices.workplace(bert, on=BACK).stands_for == ()
        assert offices.workplace(bert, on=date(2026, 3, 4)).stands_for == ()
        assert offices.workplace(anna, on=TODAY).stands_for == ()

    def test_ends_when_the_officer_is_back_earlier(self):
        _, bert, made = self.away()
        offices.end_leave(BOSS, leave=made.id, now=NOW)
        assert offices.workplace(bert, on=TODAY).stands_for == ()

    def test_is_said_by_a_manager_of_the_office(self):
        anna, bert, made = self.away()
        with pytest.raises(offices.LeaveNotFound):
            offices.end_leave(manager("civil-affairs"), leave=made.id, now=NOW)
        with pytest.raises(PermissionMissing):
            offices.add_leave(
                reviewer("disabled-federation"),
                officer=anna.id,
                stand_in=bert.id,
                from_on=TODAY,
                to_on=BACK,
                now=NOW,
            )
