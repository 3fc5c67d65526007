"""What department systems are told: no system keeps another waiting, and what one refuses for good has an owner."""

from datetime import timedelta

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases import tasks
from onething.areas.cases.models import PushRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.errors import ReasonMissing
from onething.core.cases.ports import CasePushes, PushRefused
from onething.core.errors import Unavailable
from onething.core.ports import Clock
from onething.kit.jobs import api as jobs
from onething.kit.ports import bound, port
from tests.areas.cases.world import APPLICANT, CIVIL, SUPERVISOR, at, manager

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
ADMIN = Actor("user:admin", "管理员", frozenset({Role.ADMIN}))
MANAGER = manager("civil-affairs")


def push(key, *, system="civil", department="civil-affairs", **more):
    case, _, sequence = key.partition("/")
    fields = {"made_at": NOW, "answer_by": NOW + timedelta(hours=24), **more}
    return PushRow.objects.create(
        key=key,
        system=system,
        case=case,
        sequence=int(sequence),
        body={},
        body_hash="",
        department=department,
        **fields,
    )


class Refusing:
    """Takes everything but the keys that it refuses."""

    def __init__(self, *refused):
        self.refused, self.took, self.asked = set(refused), [], 0

    def push(self, system, *, key, body):
        self.asked += 1
        if key in self.refused:
            raise PushRefused(system, "422 bearer is missing")
        self.took.append(key)

    def is_resting(self, system):
        return False


def sweep(times, *, start=NOW):
    for n in range(times):
        at_ = start + timedelta(seconds=20 * (n + 1))
        tasks.push_forgotten(at_)
        jobs.drain(now=at_)


@pytest.fixture
def system():
    made = Refusing("a-1/1")
    with bound(CasePushes, made):
        for key in ("a-1/1", "a-1/2", "b-1/1"):
            push(key)
        yield made


class TestAPushThatIsRefused:
    def test_lets_other_cases_pass_but_nothing_that_follows_in_its_own(self, system):
        sweep(2)
        assert system.took == ["b-1/1"]

    def test_is_set_aside_after_five_tries_and_its_department_is_told(self, system):
        sweep(9)
        assert system.asked == 6  # five for it, one for the other case
        (dead,) = cases.list_dead_pushes(MANAGER)
        assert (dead.key, dead.department, dead.reason) == ("a-1/1", "civil-affairs", "422 bearer is missing")
        assert cases.count_dead_pushes(manager("tax")) == 0
        assert cases.count_dead_pushes(SUPERVISOR) == 1

    def test_is_sent_again_by_hand_in_order_and_the_log_says_by_whom_and_why(self, system):
        sweep(9)
        system.refused = set()
        cases.revive_push(MANAGER, key="a-1/1", reason="对方补了字段", now=NOW)
        jobs.drain(now=NOW + timedelta(hours=1))
        assert system.took == ["b-1/1", "a-1/1", "a-1/2"]
        entry = EntryRow.objects.get(action="cases:push_revived")
        assert (entry.actor, entry.detail["reason"]) == (MANAGER.id, "对方补了字段")

    def test_is_given_up_with_a_reason_and_what_follows_goes_on(self, system):
        sweep(9)
        cases.give_up_push(ADMIN, key="a-1/1", reason="已电话告知", now=NOW)
        jobs.drain(now=NOW + timedelta(hours=1))
        assert system.took == ["b-1/1", "a-1/2"]
        assert cases.list_dead_pushes(ADMIN) == ()
        assert EntryRow.objects.filter(action="cases:push_given_up").count() == 1

    def test_is_neither_without_a_reason(self, system):
        sweep(9)
        for act in (cases.revive_push, cases.give_up_push):
            with pytest.raises(ReasonMissing):
                act(MANAGER, key="a-1/1", reason=" ", now=NOW)

    @pytest.mark.parametrize("who", [APPLICANT, CIVIL, SUPERVISOR], ids=lambda who: who.id)
    def test_is_driven_by_managers_and_administrators_only(self, system, who):
        with pytest.raises(PermissionMissing):
            cases.revive_push(who, key="a-1/1", reason="x", now=NOW)
        with pytest.raises(PermissionMissing):
            cases.give_up_push(who, key="a-1/1", reason="x", now=NOW)

    def test_of_another_department_is_not_there(self, system):
        sweep(9)
        with pytest.raises(cases.PushNotFound):
            cases.revive_push(manager("tax"), key="a-1/1", reason="x", now=NOW)


class Ticking:
    """A clock that moves only when somebody waits."""

    def __init__(self):
        self.at = NOW

    def now(self):
        return self.at


class City:
    """Many systems: one hangs until the time is up, one takes 1.9 s for each, the others answer at once."""

    def __init__(self, clock):
        self.clock, self.done = clock, {}

    def push(self, system, *, key, body):
        wait = {"dead": 2.0, "slow": 1.9}.get(system, 0.005)
        self.clock.at += timedelta(seconds=wait)
        if system == "dead":
            raise Unavailable(system)
        self.done[key] = self.clock.at

    def is_resting(self, system):
        return False


class TestOneHundredAndTwelveSystems:
    def test_of_which_one_is_dead_and_one_slow_have_the_others_within_the_turns_of_those_two(self):
        clock = Ticking()
        systems = ["dead", "slow", *(f"s{n}" for n in range(110))]
        for system in systems:
            for n in range(100 if system in ("dead", "slow") else 3):
                push(f"{system}-{n}/1", system=system)
        jobs.wake("cases.push", {one: {"system": one} for one in systems}, now=NOW)
        city = City(clock)
        with bound(Clock, clock), bound(CasePushes, city):
            worker = jobs.Worker("one")
            while len([key for key in city.done if key.startswith("s")]) < 330 + 100:
                if not worker.step(now=port(Clock).now()):
                    clock.at += timedelta(seconds=1)
        others = max(at_ for key, at_ in city.done.items() if not key.startswith("slow"))
        waited = (others - NOW).total_seconds()
        assert (
            waited < 330 * 0.005 + 2 * 4
        )  # one turn of each of the two lies before them at most, and its call

    def test_have_their_turn_again_and_again_however_much_one_of_them_is_owed(self):
        clock = Ticking()
        for n in range(500):
            push(f"big-{n}/1", system="big")
        jobs.wake("cases.push", {"big": {"system": "big"}}, now=NOW)
        city = City(clock)
        with bound(Clock, clock), bound(CasePushes, city):
            worker = jobs.Worker("one")
            worker.step(now=NOW)
            push("small-0/1", system="small")
            jobs.wake("cases.push", {"small": {"system": "small"}}, now=NOW)
            while "small-0/1" not in city.done:
                clock.at += timedelta(milliseconds=1)
                worker.step(now=clock.at)
        assert len(city.done) <= 101


class TestTheRoomOfTheSystems:
    def test_says_of_each_what_it_is_owed_what_is_unknown_and_whether_it_rests(self, house):
        push("a-1/1", made_at=NOW - timedelta(hours=30), answer_by=NOW - timedelta(hours=6))
        push("b-1/1", done_at=NOW, settled_at=NOW)
        house.systems.down = {"civil"}
        tasks.silence(NOW)
        (line,) = cases.list_systems(SUPERVISOR, now=NOW)
        assert (line.system, line.waiting, line.unknown, line.resting) == ("civil", 1, 1, True)
        assert line.since == line.oldest == NOW - timedelta(hours=30)
        (silent,) = cases.list_unknown(SUPERVISOR, system="civil")
        assert (silent.case, silent.department) == ("a-1", "civil-affairs")

    def test_takes_one_number_of_queries_however_many_systems_there_are(self, django_assert_num_queries):
        for n in range(30):
            push("a-1/1".replace("a", f"a{n}"), system=f"s{n}")
        with django_assert_num_queries(3):
            cases.list_systems(SUPERVISOR, now=NOW)

    def test_lets_a_silent_system_be_asked_again_under_the_same_keys(self, house):
        push("a-1/1", answers=True, done_at=NOW, answer_by=NOW + timedelta(hours=1))
        later = NOW + timedelta(hours=2)
        assert cases.ask_again(ADMIN, system="civil", now=later) == 1
        jobs.drain(now=later)
        assert list(house.systems.effects) == [("civil", "a-1/1")]

    @pytest.mark.parametrize("who", [APPLICANT, CIVIL, MANAGER], ids=lambda who: who.id)
    def test_is_closed_to_those_who_do_not_watch_over_all(self, who):
        for look in (
            lambda: cases.list_systems(who, now=NOW),
            lambda: cases.list_unknown(who, system="civil"),
            lambda: cases.count_unknown(who),
            lambda: cases.ask_again(who, system="civil", now=NOW),
        ):
            with pytest.raises(PermissionMissing):
                look()
