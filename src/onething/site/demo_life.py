"""A few hundred invented applications in every state, made through the services as people and offices would make them.

The same dice give the same city: the days lie in the weeks before today, so that no room is empty. Nothing here
writes a table: whatever the services refuse does not happen.
"""

import io
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, islice, repeat
from typing import Any

from django.db import transaction
from PIL import Image, ImageDraw

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.notices import api as notices
from onething.areas.people import api as people
from onething.areas.ratings import api as ratings
from onething.core.actors import Actor, Role
from onething.core.cases.parts import DeliveryWay, Ending, Grounds, Outcome, Righting
from onething.core.cases.phrases import point
from onething.core.cases.ports import CaseMessages
from onething.core.cases.views import Receipt
from onething.core.catalogue.bodies import body_chosen
from onething.core.catalogue.model import Example, Scene
from onething.core.catalogue.periods import applying_on
from onething.core.catalogue.words import Way
from onething.core.codes import make_citizen_number
from onething.core.errors import DomainError
from onething.core.guidance.ports import FileKeeper
from onething.core.guidance.together import NUMBERS
from onething.core.licences import GROUNDS
from onething.core.papers import Level
from onething.core.people import Account, AccountKind, Document, DocumentKind
from onething.core.submission import (
    GivenFile,
    GivenMaterial,
    Submission,
)
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, bound, port
from onething.site.demo_forms import World, name_of, signed, submission_of, value_of

#: How far each application has come, and how many of a hundred have.
STAGES = (
    ("submitted", 10),
    ("taken_in", 6),
    ("asked", 10),
    ("partly_supplied", 4),
    ("supplemented", 4),
    ("lapsed", 2),
    ("accepted", 16),
    ("paused", 4),
    ("withdrawn", 4),
    ("terminated", 2),
    ("declined", 3),
    ("refused", 6),
    ("granted", 8),
    ("made", 4),
    ("delivered", 10),
    ("rated", 7),
    ("revoked", 2),
    ("recalled", 2),
    ("cancelled", 2),
)
#: How many days ago an application of a stage was handed in, at least and at most; else 0 to 70.
DAYS_AGO = {
    "submitted": (0, 3),
    "taken_in": (0, 0),
    "asked": (2, 8),
    "partly_supplied": (3, 9),
    "supplemented": (3, 8),
    "lapsed": (35, 60),
    "accepted": (0, 20),
    "paused": (3, 9),
    "refused": (30, 70),
    "granted": (35, 70),
    "made": (35, 60),
    "delivered": (45, 70),
    "rated": (45, 70),
    **dict.fromkeys(("revoked", "recalled", "cancelled"), (60, 70)),
}
EXAMPLES = (
    ("disabled-services-full", 6),
    ("disabled-services-certified", 3),
    ("disabled-services-child", 1),
    ("birth-first-child", 4),
)
#: Every other scene has one application that is being decided and one that was granted.
OTHERS = (
    "utilities-shop",
    "end-safety-supervision-whole",
    "start-company-restaurant",
    "close-company-simple",
    "real-estate-sale",
    "credit-repair-penalties",
    "school-entry-household",
)
FACTS = Grounds(
    facts="申请材料齐全，经核对与登记信息一致。",
    article="国发〔2015〕52号 二",
    reason="不符合规定的条件",
    remedy="60 日内申请行政复议，或者 6 个月内提起行政诉讼",
)


#: People of the sign-in page who have something under way: login, example, stage.
FAMILIAR = (
    ("990000196808120010", "disabled-services-certified", "asked"),
    ("990000197904300358", "disabled-services-full", "rated"),
    ("990000199107020133", "birth-first-child", "accepted"),
)


RULES = Actor.job("deadlines")
#: What is invented after the fact is told on the pages, and rings nobody.
SILENT = notices.Messages(leaves=False)


def begin(actor: Actor, *, now: datetime) -> bool:
    """Give the people of the sign-in page their applications; False if they have them already."""
    world = _world(actor, now, seed=0)
    for login, example, stage in FAMILIAR:
        account = people.find_account_by_login(actor, login=login)
        if account is None:
            continue
        if cases.list_applications(account.to_actor(), today=now.date()).lines:
            return False
        with transaction.atomic(), bound(CaseMessages, SILENT):
            _live(world, account, world.package.examples[example], stage)
    for example in OTHERS:
        for stage in ("accepted", "granted"):
            scene = world.package.scenes[world.package.examples[example].scene]
            if scene.periods and _last_open(world, scene, stage) is None:
                continue
            with transaction.atomic(), bound(CaseMessages, SILENT):
                _live(world, _account(world, actor), world.package.examples[example], stage)
    return True


def _last_open(world: World, scene: Scene, stage: str) -> date | None:
    """Return the last day on which a case of this stage can have been handed in, None if it cannot stand there now.

    A scene that takes no applications any more since long has none under way, only some that came to their end.
    """
    shortest, longest = DAYS_AGO.get(stage, (0, 70))
    latest = _open_day(scene, world.now.date() - timedelta(days=shortest))
    too_old = latest is not None and stage != "granted" and (world.now.date() - latest).days > longest
    return None if too_old else latest


def _open_day(scene: Scene, day: date) -> date | None:
    """Return the last day up to this one on which one could apply, None if there is none since the scene holds."""
    since = scene.effective_from or day - timedelta(days=366)
    while (applying := applying_on(scene.periods, day)) and applying.now is None and day >= since:
        day -= timedelta(days=1)
    return day if day >= since else None


def fill(actor: Actor, *, count: int, now: datetime, seed: int = 1) -> int:
    """Make `count` applications up to `now`; returns how many there are. Shows progress on a terminal."""
    world = _world(actor, now, seed=seed)
    made = 0
    for number, (example, stage) in enumerate(_drawn(world, count, each_stage=seed == 1), 1):
        try:
            with transaction.atomic(), bound(CaseMessages, SILENT):
                _live(world, _account(world, actor), example, stage)
            made += 1
        except DomainError as error:
            print(f"\n  one invented application was refused: {error}", file=sys.stderr)
        if sys.stderr.isatty():
            print(f"\r  inventing applications: {number}/{count}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return made


def _world(actor: Actor, now: datetime, *, seed: int) -> World:
    package = catalogue.current(actor)
    staff = people.list_demo_accounts(actor)
    return World(
        package,
        {
            one.department: one.to_actor()
            for one in staff
            if one.roles == frozenset({Role.REVIEWER}) and one.division == package.division
        },
        {one.department: one.to_actor() for one in staff if Role.MANAGER in one.roles},
        next(one.to_actor() for one in staff if one.roles == frozenset({Role.CLERK})),
        tuple(place.code for place in package.divisions.values() if place.level == "town"),
        port(WorkCalendar),
        random.Random(seed),
        now,
        _paper(actor),
    )


def _paper(actor: Actor) -> GivenFile:
    """Keep the one drawn picture that stands for every paper of the invented people."""
    picture = Image.new("RGB", (640, 420), "#f6f5f1")
    ImageDraw.Draw(picture).text((190, 160), "DEMO", fill="#7a4a00", font_size=96)
    content = io.BytesIO()
    picture.save(content, "PNG")
    content.seek(0)
    return port(FileKeeper).keep(actor, content=content, name="demo.png")  # type: ignore[type-abstract]


def _drawn(world: World, count: int, *, each_stage: bool) -> Iterator[tuple[Example, str]]:
    """Throw examples and stages; each_stage: the first example comes to every one before, so that no room is empty."""
    examples = [name for name, weight in EXAMPLES for _ in range(weight)]
    stages = [name for name, weight in STAGES for _ in range(weight)]
    thrown = ((world.dice.choice(examples), world.dice.choice(stages)) for _ in repeat(None))
    each = [(EXAMPLES[0][0], stage) for stage, _ in STAGES] if each_stage else []
    for example, stage in islice(chain(each, thrown), count):
        yield world.package.examples[example], stage


def _live(world: World, person: Account, example: Example, stage: str) -> None:
    """Let one person hand one thing over, and the offices work on it up to the stage."""
    shortest, longest = DAYS_AGO.get(stage, (0, 70))
    day = world.now.date() - timedelta(days=world.dice.randint(shortest, longest))
    while longest and not _is_worked(world, day) and day > world.now.date() - timedelta(days=90):
        day -= timedelta(days=1)
    scene = world.package.scenes[example.scene]
    if scene.periods and (latest := _last_open(world, scene, stage)) is not None:
        open_day = _open_day(scene, day)
        day = latest if open_day is None or stage != "granted" else open_day
    at = _moment(world, day)
    actor, submission = person.to_actor(), submission_of(world, example, person, at)
    if stage == "taken_in":
        actor = world.clerk
        paper = replace(submission.signature, method="paper", scan=replace(world.paper, name="signature.png"))
        submission = signed(replace(submission, intake=actor.id, channel="desk", signature=paper))
    receipt = cases.submit(actor, submission=submission, key=f"demo-{person.document.number}", now=at)
    story = _Story(world, person, receipt, submission, at)
    getattr(story, stage)()


class _Story:
    """What the offices do with one application, a working day after the other."""

    def __init__(
        self, world: World, person: Account, receipt: Receipt, submission: Submission, at: datetime
    ) -> None:
        self.world, self.person, self.receipt, self.submission, self.at = (
            world,
            person,
            receipt,
            submission,
            at,
        )
        self.lines = {one.number: one for one in receipt.cases}

    # -- stages -------------------------------------------------------------------------------------------

    def submitted(self) -> None:
        pass

    def asked(self) -> None:
        """Two departments find something each, the others nothing: one notice leaves."""
        self._next(1)
        found: set[str] = set()
        for number in self.lines:
            key = self._faulty(number)
            department = self.world.package.items[self.lines[number].item].department
            if key and len(found) < 2 and department not in found:
                found.add(department)
                name = self.world.package.materials[key.partition("/")[2]].label
                points = [point(key, self.world.dice.choice(["unreadable", "incomplete"]), name)]
                self._try(
                    lambda officer, n=number, p=points: cases.record_findings(
                        officer, case=n, points=p, now=self.at
                    ),
                    number,
                )
            else:
                self._try(lambda officer, n=number: cases.mark_checked(officer, case=n, now=self.at), number)

    def _faulty(self, number: str) -> str:
        """Return a paper that the person gave for this item, "" if none."""
        item = self.world.package.items[self.lines[number].item]
        asked = {line.key for line in item.materials if not line.form}
        given = [one.key for one in self.submission.materials if one.way in (Way.UPLOAD, Way.PAPER)]
        return next((key for key in given if key in asked), "")

    def taken_in(self) -> None:
        """Of two in three the window has put the papers on record already."""
        if self.world.dice.randrange(3):
            for number in self.lines:
                cases.take_in(self.world.clerk, case=number, now=self.at)

    def partly_supplied(self) -> None:
        self.asked()
        self._supply(self._asked_for()[:1])

    def supplemented(self) -> None:
        self.asked()
        self._supply(self._asked_for())

    def lapsed(self) -> None:
        """Nothing is put right in time; the worker ends it, as it does every day."""
        self.asked()

    def _asked_for(self) -> list[str]:
        view = cases.application_view(
            self.person.to_actor(), application=self.receipt.number, today=self.at.date()
        )
        return list(dict.fromkeys(one.key for notice in view.notices for one in notice.open))

    def _supply(self, keys: list[str]) -> None:
        if not keys:
            return
        self._next(1)
        papers = [replace(self.world.paper, name=f"{key.partition('/')[2]}.png") for key in keys]
        materials = [
            GivenMaterial(key, Way.UPLOAD, "", (paper,)) for key, paper in zip(keys, papers, strict=True)
        ]
        cases.supplement(
            self.person.to_actor(), application=self.receipt.number, materials=materials, now=self.at
        )

    def accepted(self) -> None:
        """Where a rule may approve, it speaks first; in the shadow, people decide all the same."""
        self._next(1)
        for number in self.lines:
            self._try(lambda _, n=number: cases.approve_automatically(RULES, case=n, now=self.at), number)
        for number in self.lines:
            self._try(lambda officer, number=number: cases.accept(officer, case=number, now=self.at), number)

    def paused(self) -> None:
        """Whoever may stop the clock by the item's own rule does so."""
        self.accepted()
        self._next(1)
        for number in self.lines:
            self._try(lambda officer, number=number: self._pause(officer, number), number)

    def _pause(self, officer: Actor, number: str) -> None:
        grounds = cases.case_view(officer, case=number, now=self.at).pause_grounds
        if grounds:
            document = f"{number}-1"
            cases.pause(officer, case=number, ground=grounds[0], told_days=10, document=document, now=self.at)

    def terminated(self) -> None:
        self.accepted()
        self._next(1)
        for number in self.lines:
            self._try(
                lambda officer, number=number: cases.terminate(
                    officer, case=number, ground=Ending.DUPLICATE, reason="同一事项已在窗口办理", now=self.at
                ),
                number,
            )

    def withdrawn(self) -> None:
        self.accepted()
        self._next(2)
        cases.withdraw_all(
            self.person.to_actor(), application=self.receipt.number, reason="暂时不办了", now=self.at
        )

    def declined(self) -> None:
        self._next(1)
        first = next(iter(self.lines))
        grounds = replace(FACTS, facts="申请人户籍不在本市。", reason="不属于本机关职权范围")
        self._try(
            lambda officer: cases.decline(
                officer,
                case=first,
                kind="not_competent",
                grounds=grounds,
                body="户籍所在地主管部门",
                now=self.at,
            ),
            first,
        )

    def refused(self) -> None:
        self.accepted()
        self._next(6)
        self._decide(refuse_first=True)

    def granted(self) -> None:
        self.accepted()
        for _ in range(3):
            self._next(7)
            self._decide()

    def made(self) -> None:
        """Certificates are made, and wait to be handed over."""
        self.granted()
        self._next(1)
        for number in self.lines:
            self._try(lambda officer, number=number: self._make(officer, number), number)

    def delivered(self) -> None:
        self.granted()
        self._next(2)
        for number in self.lines:
            self._finish(number)

    def rated(self) -> None:
        self.delivered()
        view = cases.application_view(
            self.person.to_actor(), application=self.receipt.number, today=self.at.date()
        )
        if view.rating:
            self._next(1)
            level = self.world.dice.choice([Level.EXCELLENT] * 5 + [Level.GOOD] * 3 + [Level.FAIR, Level.BAD])
            words = "补正说得不清楚，跑了两趟。" if level.is_bad else ""
            ratings.rate(self.person.to_actor(), token=view.rating, level=level, text=words, now=self.at)

    def revoked(self) -> None:
        self._take_back(Righting.REVOCATION, "deceit", "申请材料系伪造")

    def recalled(self) -> None:
        self._take_back(Righting.RECALL, "facts_changed", "重新评定后已不符合条件")

    def cancelled(self) -> None:
        self._take_back(Righting.CANCELLATION, "death", "持有人已经死亡")

    def _take_back(self, kind: Righting, ground: str, reason: str) -> None:
        """Where a second officer is at hand, what was granted is taken back once its holder was heard."""
        self.delivered()
        grounds = replace(FACTS, facts=f"经核查，{reason}。", reason=reason)
        compensation = "没有实际损失" if GROUNDS[ground].compensated else ""
        for number in self.lines:
            second = self.world.seconds.get(self._at_step(number, 0).department)
            if second:
                self._next(1)
                self._try(
                    lambda officer, n=number, s=second: self._right(
                        officer, s, n, kind, grounds, ground, compensation
                    ),
                    number,
                )

    # -- acts ---------------------------------------------------------------------------------------------

    def _decide(self, *, refuse_first: bool = False) -> None:
        for index, number in enumerate(self.lines):
            outcome = Outcome.REFUSED if refuse_first and index == 0 else Outcome.GRANTED
            self._try(lambda officer, n=number, o=outcome: self._decide_one(officer, n, o), number)

    def _decide_one(self, officer: Actor, number: str, outcome: Outcome) -> None:
        view = cases.case_view(officer, case=number, now=self.at)
        current = view.step or 0
        for index in range(current + 1, len(view.steps)):
            if view.steps[current][0] == "decision":
                break
            cases.enter_step(self._at_step(number, current), case=number, step=index, now=self.at)
            current = index
        gives = {key: self._given(key) for key, _ in view.officer_fills} if outcome is Outcome.GRANTED else {}
        after = cases.decide(
            self._at_step(number, current),
            case=number,
            outcome=outcome,
            grounds=FACTS,
            content="准予办理。",
            gives=gives,
            now=self.at,
        )
        if after.draft is not None and (second := self.world.seconds.get(after.office.department)):
            cases.confirm_decision(second, case=number, now=self.at)

    def _right(
        self,
        officer: Actor,
        second: Actor,
        number: str,
        kind: Righting,
        grounds: Grounds,
        ground: str,
        compensation: str,
    ) -> None:
        proposed = cases.propose_righting(
            officer,
            case=number,
            kind=kind,
            grounds=grounds,
            ground=ground,
            compensation=compensation,
            now=self.at,
        )
        if proposed.proposed and proposed.proposed.heard_until:
            holder = self.person.to_actor()
            cases.state_on_righting(holder, case=number, statement="没有意见", waived=True, now=self.at)
        cases.confirm_righting(second, case=number, now=self.at)

    def _finish(self, number: str) -> None:
        def finish(officer: Actor) -> None:
            self._make(officer, number)
            cases.deliver(
                officer,
                case=number,
                way=DeliveryWay.ELECTRONIC,
                proof="电子送达，已打开",
                receiver=self.person.name,
                now=self.at,
            )

        self._try(finish, number)

    def _make(self, officer: Actor, number: str) -> None:
        for result in cases.case_view(officer, case=number, now=self.at).wanted_certificates:
            cases.make_certificate(officer, case=number, result=result, now=self.at)

    def _given(self, key: str) -> Any:
        """A number that a result gives is one of the day and the sex that the form says."""
        whose, _, name = key.partition("/")
        element = self.world.package.elements[name]
        if element.kind not in NUMBERS:
            return value_of(self.world, element, self.person, None)
        known = {one.key: one.value for one in self.submission.values}
        born = date.fromisoformat(known[f"{whose}/birth.moment"][:10])
        male = known[f"{whose}/person.sex"] == "male"
        return make_citizen_number(born, 2 * self.world.dice.randrange(1, 499) + male)

    def _at_step(self, number: str, step: int) -> Actor:
        """Return the officer at whose office the case is in that step."""
        line, package = self.lines[number], self.world.package
        item = package.items[line.item]
        if not item.steps:
            return self.world.officers[item.department]
        element = item.steps[step].department_by.partition("/")[2]
        said = {one.key: one.value for one in self.submission.values}.get(f"{line.bearer}/{element}")
        return self.world.officers[body_chosen(item.steps[step], said, package)]

    def _try(self, act: Any, number: str) -> None:
        """Act as the office of the case; what the engine refuses at this moment does not happen."""
        try:
            with transaction.atomic():
                act(self._at_step(number, 0))
        except DomainError:
            return

    def _next(self, days: int) -> None:
        """Go on some working days, never past now."""
        day = self.at.date()
        for _ in range(days):
            day += timedelta(days=1)
            while not _is_worked(self.world, day):
                day += timedelta(days=1)
        moment = _moment(self.world, day)
        self.at = max(self.at, min(moment, self.world.now))


def _is_worked(world: World, day: date) -> bool:
    return world.calendar.is_working_day(day) if world.calendar.knows(day.year) else day.weekday() < 5


def _moment(world: World, day: date) -> datetime:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI) + timedelta(
        minutes=world.dice.randrange(480)
    )
    return min(at, world.now)


def _account(world: World, actor: Actor) -> Account:
    """Open the account of a new invented person."""
    dice = world.dice
    born = date(1960, 1, 1) + timedelta(days=dice.randrange(40 * 365))
    number = make_citizen_number(born, dice.randrange(1, 999))
    found = people.find_account_by_login(actor, login=number)
    if found is not None:
        return _account(world, actor)
    return people.open_account(
        actor,
        kind=AccountKind.CITIZEN,
        login=number,
        name=name_of(dice),
        roles={Role.CITIZEN},
        document=Document.of(DocumentKind.CITIZEN_NUMBER, number),
        phone=f"1380000{dice.randrange(10_000):04d}",
    )
