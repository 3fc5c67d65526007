"""F9: a department system that is away, slow, half open or drips, behind a network that lies: each effect once."""

import gc
import itertools
import json
import os
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onething.adapters.departments import DepartmentClient
from onething.adapters.departments.client import SystemUnavailable
from onething.areas.cases import api as cases
from onething.areas.cases import tasks
from onething.areas.cases.models import PushRow
from onething.core.cases.ports import CasePushes
from onething.core.exchange import MOST_FAILURES, Outcome, Question
from onething.core.ports import Clock
from onething.core.submission import Person
from onething.kit.jobs import api as jobs
from onething.kit.ports import bound
from onething.site.machine import SecretDice
from tests.areas.cases.world import APPLICANT, LI, at, submission
from tests.browser.city import free_port
from tests.conftest import ROOT
from tests.faults.proxy import Proxy

NAME, KEY = "civil-affairs", b"the key of civil affairs, 32 bytes"
#: Cases whose pushes wait for a day, three for each; `make soak` has 50,000 pushes.
SOAK = bool(os.environ.get("ONETHING_SOAK"))
WAITING_CASES = 16_667 if SOAK else 100
#: So often a calm day and one beside the half-open department follow each other: a figure of one day says little.
ROUNDS = 10 if SOAK else 1
TIMEOUT = 0.6  # seconds, instead of the house's 2, so that the whole list is quick
NOW = at("2026-03-05")


class Far:
    """A department system in a process of its own."""

    def __init__(self, port):
        self.port = port
        env = {**os.environ, "SIMULATOR_KEY": KEY.decode(), "PYTHONPATH": str(ROOT)}
        command = [
            sys.executable,
            "-m",
            "simulators",
            NAME,
            "--port",
            str(port),
            "--callback",
            "http://127.0.0.1:9",
        ]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                self.get("/health")
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the department system did not start")

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return json.loads(answer.read())

    @property
    def effects(self):
        return self.get("/effects")["effects"]


@pytest.fixture(scope="module")
def far():
    made = Far(free_port())
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture
def proxy(far):
    made = Proxy(far.port)
    yield made
    made.close()


def client_of(proxy, **more):
    urls = {NAME: f"http://127.0.0.1:{proxy.port}"}
    return DepartmentClient(urls, keys={NAME: KEY}, nonce=SecretDice().token, timeout=TIMEOUT, **more)


@pytest.fixture
def client(proxy):
    return client_of(proxy)


def push(client, key):
    client.push(NAME, key=key, body={"case": key})


BROKEN = ("black_hole", "half_open", "reset", "reset_after", "drip")


class TestANetworkThatLies:
    @pytest.mark.parametrize("mode", BROKEN)
    def test_keeps_whoever_pushes_no_longer_than_the_time_out_and_heals(self, far, proxy, client, mode):
        proxy.mode = mode
        began = time.monotonic()
        with pytest.raises(SystemUnavailable):
            push(client, f"{mode}/1")
        assert time.monotonic() - began < TIMEOUT + 1.5
        proxy.mode = "pass"
        push(client, f"{mode}/1")
        assert far.effects.count(f"{mode}/1") == 1

    def test_that_is_only_late_is_waited_for(self, far, proxy, client):
        proxy.mode, proxy.delay = "latency", 0.2
        push(client, "latency/1")
        assert far.effects.count("latency/1") == 1

    def test_that_sends_twice_has_one_effect(self, far, proxy, client):
        proxy.mode = "duplicate"
        push(client, "duplicate/1")
        assert far.effects.count("duplicate/1") == 1

    def test_that_swaps_two_has_both_once(self, far, proxy):
        proxy.mode = "reorder"
        patient = DepartmentClient(
            {NAME: f"http://127.0.0.1:{proxy.port}"}, keys={NAME: KEY}, nonce=SecretDice().token, timeout=5.0
        )
        with ThreadPoolExecutor(2) as pool:
            for one in [pool.submit(push, patient, f"reorder/{n}") for n in (1, 2)]:
                one.result(timeout=20)
        assert sorted(key for key in far.effects if key.startswith("reorder/")) == ["reorder/1", "reorder/2"]

    @pytest.mark.parametrize("mode", BROKEN)
    def test_makes_a_look_up_no_answer_within_the_budget(self, proxy, client, mode):
        proxy.mode = mode
        began = time.monotonic()
        (reply,) = client.ask([Question(NAME, "low-income-register", "r", {"subject": {}})], budget=TIMEOUT)
        assert reply.outcome in (Outcome.DOWN, Outcome.SLOW)
        assert time.monotonic() - began < TIMEOUT + 1


class Steady:
    """The clock of the breaker, moved by the test."""

    def __init__(self):
        self.at = 1000.0

    def monotonic(self):
        return self.at

    def time(self):
        return time.time()


class TestTheBreaker:
    @pytest.mark.parametrize("mode", ["reset", "black_hole"])
    def test_opens_after_five_failures_lets_one_through_after_the_rest_and_closes_on_an_answer(
        self, proxy, mode
    ):
        clock = Steady()
        client = client_of(proxy, clock=clock)
        proxy.mode = mode
        for n in range(20):
            with pytest.raises(SystemUnavailable):
                push(client, f"{mode}-breaker/{n}")
        assert proxy.taken == MOST_FAILURES
        assert client.is_resting(NAME)
        clock.at += 5
        with pytest.raises(SystemUnavailable):
            push(client, f"{mode}-breaker/again")
        assert proxy.taken == MOST_FAILURES + 1
        proxy.mode = "pass"
        clock.at += 5
        push(client, f"{mode}-breaker/last")
        assert not client.is_resting(NAME)


class Virtual:
    """Virtual time of the house: a day passes when the test says so."""

    def __init__(self):
        self.moment = NOW

    def now(self):
        return self.moment


def owe(keys):
    PushRow.objects.bulk_create(
        PushRow(
            key=key,
            system=NAME,
            case=key.partition("/")[0],
            sequence=int(key.partition("/")[2]),
            body={"case": key},
            body_hash="",
            made_at=NOW,
            department=NAME,
        )
        for key in keys
    )
    jobs.wake("cases.push", {NAME: {"system": NAME}}, now=NOW)


@pytest.mark.django_db
class TestAQueueThatWaited:
    def drain(self, clock, *, most=2000):
        """Let sweeps and jobs run, some seconds at a time, until nothing is owed."""
        for _ in range(most):
            if not PushRow.objects.filter(done_at=None).exists():
                return True
            clock.moment += timedelta(seconds=30)
            tasks.push_forgotten(clock.moment)
            jobs.drain(now=clock.moment)
        return False

    def test_for_a_day_drains_once_the_system_is_back_without_a_double_in_the_order_of_each_case(
        self, far, proxy
    ):
        keys = [f"day{case}/{n}" for n in (1, 2, 3) for case in range(WAITING_CASES)]
        clock, steady = Virtual(), Steady()
        with bound(CasePushes, client_of(proxy, clock=steady)), bound(Clock, clock):
            owe(keys)
            proxy.mode = "reset"
            for _ in range(24):
                clock.moment += timedelta(hours=1)
                steady.at += 3600
                jobs.drain(now=clock.moment)
            assert PushRow.objects.filter(done_at=None).count() == len(keys)
            proxy.mode = "pass"
            steady.at += 3600
            assert self.drain(clock)
        seen = [key for key in far.effects if key.startswith("day")]
        assert sorted(seen) == sorted(keys)
        order = {key: place for place, key in enumerate(seen)}
        for case in range(WAITING_CASES):
            assert order[f"day{case}/1"] < order[f"day{case}/2"] < order[f"day{case}/3"]

    @given(
        faults=st.lists(
            st.sampled_from(["pass", "reset", "reset_after", "duplicate"]), min_size=3, max_size=6
        )
    )
    @settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_behind_a_network_that_changes_its_mind_has_each_effect_once(self, far, proxy, faults):
        run = SecretDice().token()
        keys = [f"{run}{case}/{n}" for case in range(5) for n in (1, 2)]
        clock, steady = Virtual(), Steady()
        PushRow.objects.all().delete()
        with bound(CasePushes, client_of(proxy, clock=steady)), bound(Clock, clock):
            owe(keys)
            for mode in [*faults, "pass"]:
                proxy.mode = mode
                steady.at += 60
                clock.moment += timedelta(minutes=30)
                tasks.push_forgotten(clock.moment)
                jobs.drain(now=clock.moment)
            assert self.drain(clock, most=20)
        assert sorted(key for key in far.effects if key.startswith(run)) == sorted(keys)


class OneBehindTheProxy:
    """The systems of all departments; one of them is behind the proxy."""

    def __init__(self, client):
        self.client, self.pushed = client, []

    def push(self, system, *, key, body):
        if system == NAME:
            self.client.push(system, key=key, body=body)
        else:
            self.pushed.append((system, key))

    def is_resting(self, system):
        return system == NAME and self.client.is_resting(system)


def submitted(count, at_moment):
    """Hand in once more, by another telephone; returns how many seconds that took."""
    gc.collect()  # what the worker leaves behind; the people who hand in have a process of their own
    person = Person("黎国安", "citizen_number", LI, f"1380001{count:04}")
    given = submission(applicant=person)
    began = time.perf_counter()
    cases.submit(APPLICANT, submission=given, key=f"beside{count}", now=at_moment)
    return time.perf_counter() - began


def a_day(first, clock, steady, after_an_hour=lambda: None):
    """Hand in every hour of a day, and let the worker do its work; returns how long each hand-in took."""
    seconds = []
    for hour in range(24):
        clock.moment += timedelta(hours=1)
        steady.at += 3600
        seconds.append(submitted(first + hour, clock.moment))
        jobs.drain(now=clock.moment)
        assert not PushRow.objects.exclude(system=NAME).filter(done_at=None).exists()
        after_an_hour()
    return seconds


def p95(seconds):
    return sorted(seconds)[int(len(seconds) * 0.95)]


@pytest.mark.django_db
class TestADepartmentThatIsHalfOpenForADay:
    def test_delays_no_intake_and_no_other_department_and_hears_everything_once_afterwards(
        self, far, proxy, record_property
    ):
        clock, steady, people = Virtual(), Steady(), itertools.count(0, 24)
        systems = OneBehindTheProxy(client_of(proxy, clock=steady))
        mine, taken = PushRow.objects.filter(system=NAME), []
        calm, again, beside, waited, tries = [], [], [], 0, 0

        def day(**more):
            return a_day(next(people), clock, steady, **more)

        with bound(CasePushes, systems), bound(Clock, clock):
            day()  # what is read once is read now
            for _ in range(ROUNDS):
                # The worker waits as long on both days, and the processor sleeps as much.
                proxy.mode, proxy.delay = "latency", TIMEOUT / 2
                calm += day()
                again += day()
                assert not mine.filter(done_at=None).exists()
                proxy.mode, before = "half_open", proxy.taken
                taken.clear()
                beside += day(after_an_hour=lambda: taken.append(proxy.taken))
                assert taken[0] - before <= MOST_FAILURES
                waiting = mine.filter(done_at=None).count()
                assert waiting >= 24
                waited, tries = waited + waiting, tries + proxy.taken - before
                proxy.mode = "pass"
                healed = clock.moment
                for _ in range(100):
                    clock.moment += timedelta(seconds=30)
                    steady.at += 30
                    tasks.push_forgotten(clock.moment)
                    jobs.drain(now=clock.moment)
                    if not mine.filter(done_at=None).exists():
                        break
        keys = list(mine.values_list("key", flat=True))
        assert sorted(one for one in far.effects if one in keys) == sorted(keys)
        assert len(set(systems.pushed)) == len(systems.pushed)
        figures = {
            "days": ROUNDS,
            "intake beside / calm, median": round(median(beside) / median(calm), 2),
            "p95": round(p95(beside) / p95(calm), 2),
            "calm / calm, median": round(median(again) / median(calm), 2),
            "calm / calm, p95": round(p95(again) / p95(calm), 2),
            "tries in a day": tries / ROUNDS,
            "waited": waited,
            "drained after": str(clock.moment - healed),
        }
        record_property("figures", figures)
        print(f"\nF9: {figures}")
