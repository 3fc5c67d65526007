"""Dead letters of the job table: seen by those whose they are, tried again or given up with a reason that is logged."""

from datetime import timedelta

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.upkeep import api as upkeep
from onething.areas.upkeep.errors import WhyMissing
from onething.core.actors import Actor, PermissionMissing, Role
from onething.kit.jobs import api as jobs
from onething.kit.jobs import registry
from tests.areas.cases.world import APPLICANT, CIVIL, NIGHT, SUPERVISOR, at, manager

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
ADMIN = Actor("user:admin", "管理员", frozenset({Role.ADMIN}))


@pytest.fixture
def work():
    """One dead letter of civil affairs and one of the house; `broken` says whether the work still fails."""
    state = {"broken": True, "done": []}

    @jobs.handler("test.break", most=2)
    def run(job, now):
        if state["broken"]:
            raise RuntimeError("no paper")
        state["done"].append(job.payload["n"])

    jobs.enqueue("test.break", {"n": 1, "department": "civil-affairs"}, now=NOW)
    jobs.enqueue("test.break", {"n": 2}, now=NOW)
    for n in range(3):
        jobs.drain(now=NOW + timedelta(minutes=n))
    yield state
    del registry.HANDLERS["test.break"]


def dead(n):
    return next(one for one in upkeep.list_dead(ADMIN) if one.payload["n"] == n)


class TestADeadLetter:
    def test_belongs_to_the_department_it_names_else_to_the_administrators(self, work):
        assert (dead(1).department, dead(2).department, dead(2).role) == ("civil-affairs", "", Role.ADMIN)
        assert upkeep.count_dead(ADMIN) == upkeep.count_dead(SUPERVISOR) == 2
        assert [one.payload["n"] for one in upkeep.list_dead(manager("civil-affairs"))] == [1]
        assert upkeep.count_dead(manager("tax")) == 0

    def test_is_tried_again_by_hand_and_the_log_says_by_whom_and_why(self, work):
        work["broken"] = False
        boss = manager("civil-affairs")
        upkeep.revive(boss, job=dead(1).id, reason="纸补上了", now=NOW)
        jobs.drain(now=NOW + timedelta(hours=1))
        assert work["done"] == [1]
        entry = EntryRow.objects.get(action="upkeep:revived")
        assert (entry.actor, entry.detail["reason"], entry.detail["error"]) == (
            boss.id,
            "纸补上了",
            "RuntimeError: no paper",
        )

    def test_is_given_up_with_a_reason_and_is_gone(self, work):
        upkeep.give_up(ADMIN, job=dead(2).id, reason="事情已经另办", now=NOW)
        assert upkeep.count_dead(ADMIN) == 1
        assert EntryRow.objects.filter(action="upkeep:given_up").count() == 1
        jobs.drain(now=NOW + timedelta(hours=1))
        assert work["done"] == []

    @pytest.mark.parametrize("act", [upkeep.revive, upkeep.give_up])
    def test_is_left_alone_without_a_reason_or_by_another_department(self, work, act):
        with pytest.raises(WhyMissing):
            act(ADMIN, job=dead(1).id, reason=" ", now=NOW)
        with pytest.raises(jobs.JobNotFound):
            act(manager("tax"), job=dead(1).id, reason="x", now=NOW)
        assert upkeep.count_dead(ADMIN) == 2

    @pytest.mark.parametrize("who", [APPLICANT, CIVIL, SUPERVISOR, NIGHT], ids=lambda who: who.id)
    @pytest.mark.parametrize("act", [upkeep.revive, upkeep.give_up])
    def test_is_driven_by_managers_and_administrators_only(self, work, who, act):
        with pytest.raises(PermissionMissing):
            act(who, job=dead(1).id, reason="x", now=NOW)

    @pytest.mark.parametrize("who", [APPLICANT, CIVIL, NIGHT], ids=lambda who: who.id)
    def test_is_shown_to_nobody_else(self, work, who):
        for look in (upkeep.list_dead, upkeep.count_dead):
            with pytest.raises(PermissionMissing):
                look(who)
