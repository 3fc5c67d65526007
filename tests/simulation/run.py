"""One run: thirty days of a city in one thread, on virtual time, from one seed.

python -m tests.simulation 4711          replay the run of a seed; prints what was broken
python -m tests.simulation 0-9999        many of them, for the soak
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from onething.adapters.calendars import load_calendar
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases.agenda import look_after
from onething.core.cases.errors import KeyReused
from onething.core.cases.invariants import Breach, check
from onething.core.errors import DomainError, Unavailable
from onething.core.workdays import WorkCalendar
from tests.simulation import oracle
from tests.simulation.departments import Department, outages
from tests.simulation.house import LEASE, Crash, House, HouseDuties, Job, some
from tests.simulation.people import Ways, applicant, applicant_acts, supervisor_acts, work_on
from tests.simulation.things import Thing, invented

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS, CASES, WORKERS = 30, 200, 3
LAST_START = date(2026, 12, 10)  # from here on runs reach into a year without a holiday notice
DEADLINES = Actor.job("deadlines")


@cache
def calendar() -> WorkCalendar:
    return load_calendar()


@cache
def calendar_without(year: int) -> WorkCalendar:
    """Return what was published before the notice of this year."""
    known = calendar()
    notices = [notice for one, notice in known.notices.items() if one < year]
    return WorkCalendar.of(notices, known.lunar)


@dataclass(slots=True)
class Worker:
    """A worker process. stopped_until: it was stopped, by SIGSTOP or because its machine slept, and goes on after."""

    name: str
    stopped_until: datetime


@dataclass(slots=True)
class Outcome:
    """What one run gave. broken: every breach, and whatever else is not as it must be."""

    seed: int
    house: House
    broken: list[str]
    counts: dict[str, int] = field(default_factory=dict)


class Run:
    """things: what may be applied for; invented ones if not given. not_before: the first day on which it begins."""

    def __init__(
        self,
        seed: int,
        things: Sequence[Thing] = (),
        *,
        not_before: date = date(2026, 1, 4),
        cases: int = CASES,
    ) -> None:
        self.dice = dice = Random(seed)
        self.seed, self.cases = seed, cases
        first = datetime.combine(not_before, time.min, SHANGHAI)
        self.start = first + timedelta(days=dice.randrange((LAST_START - not_before).days))
        self.end = self.start + timedelta(days=DAYS)
        self.now = self.start
        self.crash = dice.choice((0.0, 0.005, 0.03))
        self.calm = False  # at the end nothing fails any more
        late = not things and dice.random() < 0.15
        self.house = House(
            calendar_without(2026) if late else calendar(),
            lambda point: not self.calm and dice.random() < self.crash,
        )
        self.things = list(things) or [invented(dice, f"scene-{index}") for index in range(6)]
        self.ways = Ways(
            find=dice.uniform(0.05, 0.5),
            idle=dice.choice((0.1, 0.4, 0.8)),
            refuse=dice.uniform(0.02, 0.3),
            careless=dice.choice((0.0, 0.03, 0.1)),
        )
        if late:  # the notice of the year is published while the city is at work
            self.published = self.start + timedelta(days=dice.uniform(1, DAYS))
        else:
            self.published = None
        names = sorted({name for one in self.things for name in one.systems.values()})
        deaf = dice.choice((0.0, 0.05, 0.3))
        self.systems = {name: Department(name, dice, self.later, self._answered, deaf) for name in names}
        self.workers = [Worker(f"worker {index}", self.start) for index in range(WORKERS)]
        self._queue: list[tuple[datetime, int, Callable[[], None]]] = []
        self._tie = 0
        self._away: list[tuple[datetime, datetime]] = []  # the whole house is down
        self.crashes = 0
        self.lost_leases = 0

    # -- virtual time

    def later(self, wait: timedelta, do: Callable[[], None]) -> None:
        self.at(self.now + wait, do)

    def at(self, moment: datetime, do: Callable[[], None]) -> None:
        self._tie += 1
        heapq.heappush(self._queue, (moment, self._tie, do))

    def is_up(self) -> bool:
        return not any(start <= self.now < end for start, end in self._away)

    # -- the whole of it

    def go(self) -> Outcome:
        self._plan_applications()
        self._plan_faults()
        for index, worker in enumerate(self.workers):
            self.at(self.start + timedelta(minutes=7 * index), lambda one=worker: self._works(one))
        for day in range(DAYS):
            self.at(self.start + timedelta(days=day, hours=8), self._day_begins)
        if self.published is not None:
            self.at(self.published, lambda: self.house.publish(calendar(), self.now))
        while self._queue and self._queue[0][0] < self.end:
            self._step()
        self._come_to_rest()
        return self._judged()

    def _step(self) -> None:
        moment, _, do = heapq.heappop(self._queue)
        self.now = max(self.now, moment)
        try:
            do()
        except Crash:
            self.crashes += 1

    def _come_to_rest(self) -> None:
        """Nothing fails any more: what is owed is sent, and what is due is drawn."""
        self.calm, self._away = True, []
        for system in self.systems.values():
            system.down, system._deaf = 0, 0.0
        self.now = self.end + timedelta(hours=9)
        self.house.recompute(DEADLINES, self.now)
        self._look_after()
        for _ in range(200):
            self.now += timedelta(minutes=11)
            self.house.reap(self.now)
            self.house.sweep(self.now)
            while (taken := self.house.take(self.now)) is not None:
                self._send(*taken, wait=timedelta(0))
            if not any(self.house.owed.values()):
                break

    def _judged(self) -> Outcome:
        house = self.house
        found: list[Breach] = check(
            house,
            house.acknowledged,
            self.systems.values(),
            today=self.now.date(),
            now=self.now,
            reads=house.looked,
        )
        broken = [f"{one.invariant} {one.where}: {one.what}" for one in found]
        broken += [
            f"I6 {system}: {len(owed)} pushes were never sent" for system, owed in house.owed.items() if owed
        ]
        broken += oracle.faults(house)
        broken += oracle.left_undone(house, self.now.date())
        counts = {
            "cases": len(house.office_now),
            "events": sum(len(one) for one in house.kept.values()),
            "commands": house.commands,
            "refused": house.refused,
            "crashes": self.crashes,
            "lost leases": self.lost_leases,
            "pushes": len(house.meant),
            "answers": len(house.answers),
        }
        return Outcome(self.seed, house, broken, counts)

    # -- applications

    def _plan_applications(self) -> None:
        planned, dice = 0, self.dice
        while planned < self.cases:
            thing = dice.choice(self.things)
            planned += len(thing.openings)
            moment = self.start + timedelta(days=dice.uniform(0, DAYS * 0.8))
            self.at(moment, lambda one=thing, index=planned: self._comes(one, f"person-{index}"))

    def _comes(self, thing: Thing, person: str) -> None:
        """Somebody hands something in, now and then twice, under the same key or another one."""
        key, content = f"key {person}", f"content {person}"
        self._submit(thing, person, key, content)
        roll = self.dice.random()
        if roll < 0.1:
            self.later(some(self.dice, 0, 0.1), lambda: self._submit(thing, person, key, content))
        elif roll < 0.15:
            self.later(some(self.dice, 0, 30), lambda: self._submit(thing, person, f"{key} 2", content))
        elif roll < 0.18:
            self.later(some(self.dice, 1, 9), lambda: self._changed(thing, person, key))

    def _submit(self, thing: Thing, person: str, key: str, content: str) -> None:
        """The browser asks again with the same key until it is answered."""
        try:
            if not self.is_up():
                raise Crash("down")
            self.house.submit(applicant(person), thing, person=person, key=key, content=content, at=self.now)
        except Crash:
            self.crashes += 1
            self.later(some(self.dice, 0.01, 2), lambda: self._submit(thing, person, key, content))

    def _changed(self, thing: Thing, person: str, key: str) -> None:
        """The same key with another content is refused, unless nothing was taken under it yet."""
        try:
            if self.is_up() and key in self.house.by_key:
                self.house.submit(
                    applicant(person), thing, person=person, key=key, content="other", at=self.now
                )
                raise AssertionError(f"{key} was taken for another content")
        except KeyReused:
            self.house.refused += 1

    # -- offices and applicants

    def _day_begins(self) -> None:
        """Plan the visits of a day: offices on working days, applicants on any, the supervisor once."""
        dice, house = self.dice, self.house
        if not calendar().knows(self.now.year) or calendar().is_working_day(self.now.date()):
            for office in sorted(house.at_office, key=str):
                if house.at_office[office]:
                    self.later(some(dice, 0.5, 9.5), lambda one=office: self._visit(one))
        for number, matter in house.matters.items():
            if not matter.application.closed and dice.random() < 0.6:
                self.later(some(dice, 0, 15), lambda one=number: self._applicant(one))
        self.later(some(dice, 1, 9), self._supervise)

    def _visit(self, office) -> None:
        for number in list(self.house.at_office[office]):
            if not self.is_up():
                return
            case = self.house.case(number)
            if case.office != office:
                continue
            if self.dice.random() < 0.2:
                actor = Actor("user:looks", "审批", frozenset({Role.REVIEWER}))
                person = self.house.people[case.application]
                self.house.looked.append(self.house.look(actor, person, number, self.now))
            if (command := work_on(self.dice, self.house, case, self.ways, self.now)) is not None:
                self._try(case.application, command)

    def _applicant(self, number: str) -> None:
        if self.is_up() and (command := applicant_acts(self.dice, self.house, number)) is not None:
            self._try(number, command)

    def _supervise(self) -> None:
        if not self.is_up():
            return
        for number in list(self.house.matters):
            if (command := supervisor_acts(self.dice, self.house, number, self.now)) is not None:
                self._try(number, command)

    def _try(self, number: str, command: c.Command) -> None:
        """A refusal leaves everything as it was; a crash leaves what was kept."""
        before = self.house.matters[number]
        try:
            self.house.act(number, command, self.now)
        except DomainError:
            assert self.house.matters[number] is before
        except Crash:
            self.crashes += 1

    # -- workers

    def _works(self, worker: Worker) -> None:
        """One turn of a worker: reap, sweep, look after what is due, one job."""
        self.later(some(self.dice, 0.5, 3), lambda: self._works(worker))
        if not self.is_up() or self.now < worker.stopped_until:
            return
        house = self.house
        house.reap(self.now)
        house.sweep(self.now)
        house.recompute(DEADLINES, self.now)
        self._look_after()
        while (taken := house.take(self.now)) is not None:
            wait = timedelta(seconds=self.dice.uniform(0, 30))
            if (
                self.dice.random() < 0.03
            ):  # stopped with the job in its hands, and resumed long after its lease
                wait = LEASE + some(self.dice, 0.1, 20)
                worker.stopped_until = self.now + wait
            self._send(*taken, wait=wait)
            if wait > LEASE:
                return

    def _look_after(self) -> None:
        look_after(HouseDuties(self.house, DEADLINES, self.now), self.now)

    def _send(self, job: Job, fence: int, *, wait: timedelta) -> None:
        """Read what is owed now; send it, and confirm it, when the worker gets to it."""
        pushes = sorted(self.house.owed.get(job.system, {}).values(), key=lambda one: one.order)

        def sends() -> None:
            confirmed = []
            try:
                for push in pushes:
                    self.systems[job.system].push(push)
                    confirmed.append(push)
                    self.house.point("push.sent")
            except Unavailable:
                self.house.confirm(confirmed)
                self.house.fail(job, fence, self.now)
                return
            self.house.confirm(confirmed)
            if not self.house.end(job, fence):
                self.lost_leases += 1
            elif self.house.owed[job.system]:
                self.house.wake(job.system, self.now)

        if wait:
            self.later(wait, sends)
        else:
            sends()

    def _answered(self, system: str, case: str, version: int) -> None:
        """A callback comes in; whoever is not heard says it again."""
        actor = Actor(f"system:{system}", system, frozenset({Role.SYSTEM}))
        try:
            if not self.is_up():
                raise Crash("down")
            self.house.receive(actor, system, case, version, self.now)
        except Crash:
            self.crashes += 1
            self.later(some(self.dice, 0.1, 5), lambda: self._answered(system, case, version))

    # -- faults

    def _plan_faults(self) -> None:
        dice = self.dice
        for name, times in outages(dice, sorted(self.systems), DAYS).items():
            for start, end in times:
                self.at(self.start + start, lambda one=name: self._down(one, 1))
                self.at(self.start + end, lambda one=name: self._down(one, -1))
        for worker in self.workers:
            for _ in range(dice.randint(0, 2)):
                self.at(
                    self.start + timedelta(days=dice.uniform(0, DAYS)),
                    lambda one=worker: self._stop(one, some(dice, 0.1, 60)),
                )
        for _ in range(
            dice.randint(0, 2)
        ):  # the machine sleeps, and its clock jumps to the day on which it wakes
            start = self.start + timedelta(days=dice.uniform(1, DAYS - 6))
            self._away.append((start, start + some(dice, 1, 120)))

    def _down(self, name: str, more: int) -> None:
        self.systems[name].down += more

    def _stop(self, worker: Worker, wait: timedelta) -> None:
        worker.stopped_until = self.now + wait
