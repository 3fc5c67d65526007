"""The house in memory: the same rules and schedulers as the product's, over a store that can be killed between any two
steps. What is decided stands in `onething.core`; here is only where it is kept."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from onething.core.actors import Actor
from onething.core.audit import canonical
from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import matter as m
from onething.core.cases.agenda import BATCH, BEYOND_RULES, notice_on, silence_on
from onething.core.cases.by_rule import may_be_ruled, next_by_rule
from onething.core.cases.callbacks import counts
from onething.core.cases.carrying import carry_out, next_notice_number
from onething.core.cases.dates import paused_until
from onething.core.cases.errors import KeyReused
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.invariants import Callback, Intent, Receipt, Work
from onething.core.cases.outbox import TOLD, body_of, key_of
from onething.core.cases.parts import DeliveryWay, Grounds, Outcome, RuleReceipt
from onething.core.cases.promising import last_day_of, remind_on
from onething.core.cases.receiving import is_repeat
from onething.core.cases.state import CaseState
from onething.core.codes import make_case_number
from onething.core.errors import DomainError, Unavailable
from onething.core.source import Text
from onething.core.workdays import WorkCalendar
from tests.core.cases.memory import Memory
from tests.simulation.things import Thing, own

LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)
MOST_ATTEMPTS = 100

#: What a rule says of its reasons.
RECEIPT = RuleReceipt("规则", "1", Text("符合", "it fits"))


class Crash(Exception):
    """The process was killed here; what was not kept is gone."""


class NoAnswer(Unavailable):
    code = "simulation.no_answer"


@dataclass(slots=True)
class Job:
    """The one job of a department system. fence: counts the leases."""

    system: str
    state: str
    run_after: datetime
    attempts: int = 0
    fence: int = 0
    lease_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """What a system is owed. order: in which it was meant."""

    key: str
    system: str
    case: str
    order: tuple[datetime, str, int]
    body_hash: str


class House(Memory):
    """dies: asked at each point where a process can be killed."""

    def __init__(self, calendar: WorkCalendar, dies: Callable[[str], bool]) -> None:
        super().__init__(calendar)
        self.first_calendar = self.calendar_now = calendar
        self._dies = dies
        self.things: dict[str, Thing] = {}
        self.people: dict[str, str] = {}
        self.disk: set[str] = set()
        self.by_key: dict[str, str] = {}
        self.alike: dict[tuple[str, str, str], str] = {}
        self.received_at: dict[str, datetime] = {}
        self.numbers: dict[date, int] = {}
        self.acknowledged: list[Receipt] = []
        self.script: list[tuple[datetime, str, tuple]] = []
        self.looked: list = []
        self.commands = 0
        self.refused = 0
        # The columns by which cases are found.
        self.notice_on: dict[str, date] = {}
        self.silence_on: dict[str, date] = {}
        self.supplement_on: dict[str, date] = {}
        self.remind_on: dict[str, date] = {}
        self.paused_until: dict[str, date] = {}
        self.later_on: dict[str, date] = {}
        self.open_to_rules: dict[str, int] = {}
        self.ruled: dict[str, int] = {}
        self.at_office: dict[object, dict[str, None]] = {}
        self.office_now: dict[str, object] = {}
        self.owed: dict[str, dict[str, Push]] = {}
        self.meant: dict[str, Intent] = {}
        self.table: dict[str, Job] = {}
        self.newest: dict[tuple[str, str], int] = {}
        self.answers: set[tuple[str, str, int]] = set()

    def point(self, name: str) -> None:
        """A place where the process may be killed. Raises Crash."""
        if self._dies(name):
            raise Crash(name)

    def case(self, number: str) -> CaseState:
        return self.matters[number.rpartition("-")[0]].cases[number]

    # -- taking a submission

    def submit(self, actor: Actor, thing: Thing, *, person: str, key: str, content: str, at: datetime) -> str:
        """Return the number that is acknowledged. Raises KeyReused."""
        if (earlier := self.by_key.get(key)) is not None:
            return self._again(earlier, key, content)
        envelope = hashlib.sha256(f"{key} {content} {at}".encode()).hexdigest()
        self.lying[f"file {content}"] = f"file {content}"
        self.loose.append(f"file {content}")
        self.point("submit.before_envelope")
        self.disk.add(envelope)
        self.point("submit.after_envelope")
        same = self.alike.get((person, thing.scene, content))
        if same is not None and is_repeat(self.received_at[same], at, came_to_nothing=self._nothing(same)):
            return same
        serial = self.numbers.get(at.date(), 0) + 1
        number = make_case_number(at.date(), "441900", "P001", serial).text
        command = c.Submit(
            by=actor,
            number=number,
            key=key,
            content_hash=content,
            envelope_hash=envelope,
            scene=thing.scene,
            applicant=person,
            channel="portal",
            openings=thing.numbered(number),
            plan_hash="plan",
            supplement_days=thing.supplement_days,
            archive_days=thing.archive_days,
            retention_years=thing.retention_years,
        )
        changes = m.submit(None, command, at, self.calendar_now)
        self.point("submit.before_commit")
        self.numbers[at.date()] = serial
        self.things[number], self.people[number] = thing, person
        self.by_key[key] = self.alike[person, thing.scene, content] = number
        self.received_at[number] = at
        self.needed.append(f"file {content}")
        self.keep(number, changes, at, actor)
        self.script.append((at, "submit", (number, thing, person, key, command)))
        self.point("submit.after_commit")
        self.acknowledged.append(Receipt(number, key, content, envelope))
        return number

    def _again(self, number: str, key: str, content: str) -> str:
        kept = self.matters[number].application.submitted
        if kept.content_hash != content:
            raise KeyReused(number=number)
        self.acknowledged.append(Receipt(number, key, content, kept.envelope_hash))
        return number

    def _nothing(self, number: str) -> bool:
        matter = self.matters[number]
        return matter.standing is m.Standing.ENDED and matter.outcome is m.JointOutcome.NONE

    # -- acting

    def carry_out(self, matter: m.Matter, command: c.Command, at: datetime) -> Sequence[m.Change]:
        thing = self.things[matter.application.number]
        return carry_out(matter, command, at, calendar=self.calendar_now, recheck=thing.recheck)

    def act(self, application: str, command: c.Command, at: datetime, op: str = "command") -> m.Matter:
        """Carry a command out, and keep what follows in one go. Raises what core refuses, and Crash."""
        matter = self.matters[application]
        self.commands += 1
        try:
            changes = self.carry_out(matter, command, at)
        except DomainError:
            self.refused += 1
            raise
        self.point("act.before_keep")
        if changes:
            self.keep(application, changes, at, command.by)
            self.script.append((at, op, (application, command)))
            self.point("act.after_commit")
        return self.matters[application]

    def keep(self, number, changes, at, actor):
        recorded = super().keep(number, changes, at, actor)
        matter = self.matters[number]
        for stream in dict.fromkeys(
            one.stream for one in recorded
        ):  # a set has another order in every process
            if (case := matter.cases.get(stream)) is not None:
                self._columns(case)
        due = notice_on(matter.cases.values(), at.date(), self.calendar_now)
        _set(self.notice_on, number, due)
        self._mean(recorded, matter, at)
        return recorded

    def _columns(self, case: CaseState) -> None:
        """What `fill_case` writes into a row, as far as anything is found by it."""
        number, status = case.number, case.status
        _set(self.silence_on, number, silence_on(case, self.calendar_now) if status in TO_CHECK else None)
        _set(self.supplement_on, number, case.dues.supplement_on if status is Status.TO_SUPPLEMENT else None)
        _set(self.remind_on, number, remind_on(case, self.calendar_now))
        _set(self.paused_until, number, paused_until(case, self.calendar_now))
        _set(self.later_on, number, last_day_of(case))
        ruled = case.opening.automatic and not case.ended and not case.holder and status not in BEYOND_RULES
        _set(self.open_to_rules, number, case.sequence if ruled else None)
        before = self.office_now.get(number)
        if before != case.office:
            if before is not None:
                self.at_office[before].pop(number, None)
            self.office_now[number] = case.office
            self.at_office.setdefault(case.office, {})[number] = None
        if case.ended and not (case.status is Status.REFUSED and case.delivered_on is None):
            self.at_office[case.office].pop(number, None)

    # -- the outbox

    def _mean(self, recorded: Iterable[e.Recorded], matter: m.Matter, at: datetime) -> None:
        thing = self.things[matter.application.number]
        for one in recorded:
            case = matter.cases.get(one.stream)
            if case is None or not isinstance(one.event, TOLD):
                continue
            if (system := thing.systems.get(case.office.department)) is None:
                continue
            body = body_of(
                one,
                item=case.opening.item,
                bearer=case.opening.bearer,
                scene=thing.scene,
                person=self.people[matter.application.number],
                person_name="某人",
            )
            hashed = hashlib.sha256(canonical(body)).hexdigest()
            push = Push(key_of(one), system, one.stream, (at, one.stream, one.sequence), hashed)
            self.owed.setdefault(system, {})[push.key] = push
            self.meant[push.key] = Intent(push.key, system, hashed)
            self.wake(system, at)

    def wake(self, system: str, at: datetime) -> None:
        """One job for each system: none is made while one waits or runs."""
        job = self.table.get(system)
        if job is None or job.state == "done":
            self.table[system] = Job(system, "ready", at, fence=job.fence if job else 0)

    def take(self, at: datetime) -> tuple[Job, int] | None:
        """Take the job that has waited longest under a lease; returns it with its fence."""
        due = [one for one in self.table.values() if one.state == "ready" and one.run_after <= at]
        if not due:
            return None
        job = min(due, key=lambda one: (one.run_after, one.system))
        job.state, job.lease_until = "running", at + LEASE
        job.attempts += 1
        job.fence += 1
        return job, job.fence

    def end(self, job: Job, fence: int) -> bool:
        """Whether it was still this lease's."""
        if job.fence != fence or job.state != "running":
            return False
        job.state, job.lease_until = "done", None
        return True

    def fail(self, job: Job, fence: int, at: datetime) -> None:
        if job.fence != fence or job.state != "running":
            return
        wait = min(FIRST_WAIT * 2 ** min(job.attempts - 1, 20), LONGEST_WAIT)
        job.state, job.lease_until = ("dead" if job.attempts >= MOST_ATTEMPTS else "ready"), None
        job.run_after = at + wait

    def reap(self, at: datetime) -> None:
        for job in self.table.values():
            if job.state == "running" and job.lease_until < at:
                job.state, job.lease_until, job.run_after = "ready", None, at
            elif job.state == "dead":  # somebody was told, and revives it
                job.state, job.attempts, job.run_after = "ready", 0, at

    def sweep(self, at: datetime) -> None:
        """A job for each system that is owed something and has none."""
        for system, owed in self.owed.items():
            if owed:
                self.wake(system, at)

    def confirm(self, pushes: Iterable[Push]) -> None:
        for push in pushes:
            if self.owed[push.system].pop(push.key, None):
                self.meant[push.key] = Intent(push.key, push.system, push.body_hash, done=True)

    def intents(self):
        return list(self.meant.values())

    # -- the inbox

    def receive(self, actor: Actor, system: str, case: str, version: int, at: datetime) -> None:
        """Keep an answer; apply it where it counts."""
        if (system, case, version) in self.answers:
            return
        newest = self.newest.get((system, case), 0)
        command = None
        if counts(version, newest=newest, status=self.case(case).status):
            command = c.GiveOpinion(actor, case, f"第 {version} 次答复")
        self.point("callback.before_keep")
        if command is not None:  # the same transaction keeps the answer and what it does
            self.newest[system, case] = version
            self.applied.append(Callback(case, system, version))
            self.keep_applied(command, at, system, version)
        self.answers.add((system, case, version))

    def keep_applied(self, command: c.GiveOpinion, at: datetime, system: str, version: int) -> None:
        application = command.case.rpartition("-")[0]
        changes = self.carry_out(self.matters[application], command, at)
        self.keep(application, changes, at, command.by)
        self.script.append((at, "callback", (command, system, version)))

    # -- what the check asks

    def envelopes(self) -> Mapping[str, str]:
        return {
            number: hash_
            for number, matter in self.matters.items()
            if (hash_ := matter.application.submitted.envelope_hash) in self.disk
        }

    def jobs(self):
        return [Work(one.system, "cases.push", one.state, one.lease_until) for one in self.table.values()]

    # -- days that move

    def publish(self, calendar: WorkCalendar, at: datetime) -> None:
        """A notice was loaded: from now on days are counted by it."""
        self.calendars[calendar.version] = calendar
        self.calendar_now = calendar
        self.script.append((at, "publish", (calendar,)))

    def recompute(self, actor: Actor, at: datetime) -> None:
        """Compute the provisional days again after a newer calendar was loaded, as the product's hourly work does."""
        version = self.calendar_now.version
        for number in list(self.office_now):
            case = self.case(number)
            if case.ended or not case.dues.provisional or case.dues.calendar == version:
                continue
            try:
                self.act(case.application, c.RecomputeDue(actor, number), at, "recompute")
            except DomainError:
                self.refused += 1


class HouseDuties:
    """What is due in the house, and how it is done: the same protocol as the product's."""

    def __init__(self, house: House, actor: Actor, at: datetime) -> None:
        self.house, self.actor, self.at = house, actor, at

    def notices(self, until: date) -> list[str]:
        return _due(self.house.notice_on, until)

    def silent(self, until: date) -> list[str]:
        return _due(self.house.silence_on, until)

    def lapsed(self, until: date) -> list[str]:
        return _due(self.house.supplement_on, until)

    def run_out(self, until: date) -> list[str]:
        return _due(self.house.paused_until, until)

    def to_remind(self, until: date) -> list[str]:
        return _due(self.house.remind_on, until)

    def not_followed(self, until: date) -> list[str]:
        reminded = {one: day for one, day in self.house.later_on.items() if one not in self.house.remind_on}
        return _due(reminded, until)

    def for_rules(self) -> list[str]:
        house = self.house
        return [one for one, seen in house.open_to_rules.items() if house.ruled.get(one) != seen][:BATCH]

    def send_notice(self, application: str) -> object:
        matter = self.house.matters[application]
        number = next_notice_number(matter, self.at.date(), self.house.calendar_now)
        return self.house.act(application, c.SendNotice(self.actor, number), self.at, "notice")

    def draw_silence(self, case: str) -> object:
        return self._act(case, c.ApplySilence(self.actor, case), "silence")

    def resume(self, case: str) -> object:
        return self._act(case, c.ResumeByDay(self.actor, case), "run_out")

    def remind(self, case: str) -> object:
        return self._act(case, c.RemindPromise(self.actor, case), "remind")

    def draw_lapse(self, case: str) -> object:
        """Only where the city has such a rule; else the case goes on waiting."""
        ground = self.house.things[case.rpartition("-")[0]].lapse_ground
        return self._act(case, c.Lapse(self.actor, case, ground), "lapse") if ground else None

    def draw_broken_promise(self, case: str) -> object:
        ground = self.house.things[case.rpartition("-")[0]].tolerance_lapse_ground
        return self._act(case, c.Lapse(self.actor, case, ground), "broken_promise") if ground else None

    def decide_by_rule(self, case: str) -> object:
        """Everything up to the delivery in one go, as the product has it in one transaction."""
        house, seen = self.house, self.house.case(case).sequence
        application = case.rpartition("-")[0]
        matter, thing, changes = house.matters[application], house.things[application], []
        commands: list[c.Command] = []
        try:
            if not may_be_ruled(matter.cases[case]) or own(case) not in thing.says:
                return None
            while command := next_by_rule(self.actor, matter.cases[case], thing.says[own(case)], self._grant):
                commands.append(command)
                matter = self._apply(matter, command, changes)
            electronic = matter.application.delivery.way == DeliveryWay.ELECTRONIC
            if matter.cases[case].status is Status.GRANTED and own(case) in thing.data and electronic:
                for command in self._hands_over(matter.cases[case]):
                    commands.append(command)
                    matter = self._apply(matter, command, changes)
            house.point("rule.before_keep")
            if changes:
                house.keep(application, changes, self.at, self.actor)
                house.script.append((self.at, "rule", (case, tuple(commands))))
            return changes or None
        finally:
            house.ruled[case] = seen

    def _hands_over(self, case: CaseState) -> list[c.CaseCommand]:
        made = [
            c.MakeCertificate(self.actor, case.number, result, "L-1") for result in case.opening.certificates
        ]
        return [*made, c.Deliver(self.actor, case.number, DeliveryWay.ELECTRONIC, "已存入", "本人")]

    def _grant(self, case: CaseState) -> c.Decide:
        grounds = Grounds("符合自动审批条件", "规则")
        return c.Decide(
            self.actor,
            case.number,
            Outcome.GRANTED,
            grounds,
            f"准予{case.opening.name.zh}",
            trace=("规则",),
            receipt=RECEIPT,
        )

    def _apply(self, matter: m.Matter, command: c.Command, changes: list) -> m.Matter:
        new = self.house.carry_out(matter, command, self.at)
        changes += new
        return m.apply(matter, new)

    def _act(self, case: str, command: c.CaseCommand, op: str) -> object:
        return self.house.act(case.rpartition("-")[0], command, self.at, op)

    def not_done(self, number: str, error: DomainError) -> None:
        self.house.refused += 1


def _due(days: Mapping[str, date], until: date) -> list[str]:
    due = [(day, number) for number, day in days.items() if day <= until]
    return [number for _, number in sorted(due)][:BATCH]


def _set(column: dict, number: str, value: object) -> None:
    if value is None:
        column.pop(number, None)
    else:
        column[number] = value


def some(dice: Random, low: float, high: float) -> timedelta:
    """A stretch of so many hours."""
    return timedelta(hours=dice.uniform(low, high))
