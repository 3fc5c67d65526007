"""Random lives: whatever somebody may do to a case at that moment, drawn by chance; what is refused leaves nothing."""

from contextlib import suppress
from datetime import timedelta
from random import Random

from onething.areas.cases import api as cases
from onething.areas.cases.models import NEVER, ApplicationRow, CaseRow
from onething.core.cases.parts import DeliveryWay, Ending, OfficeKey, Outcome
from onething.core.cases.phrases import point
from onething.core.catalogue.words import Way
from onething.core.errors import DomainError
from onething.core.submission import GivenMaterial, Person
from tests.areas.cases.world import (
    APPLICANT,
    CITY_CODE,
    FULL,
    LI,
    NIGHT,
    SUPERVISOR,
    at,
    city,
    files_for,
    manager,
    reviewer,
    submission,
)

GIVES = {
    "applicant/disability.certificate_number": "99000019680812001741",
    "applicant/disability.kind": "limb",
    "applicant/disability.level": "1",
}
KEYS = ("applicant/photo", "applicant/id-card")


class RandomLife:
    """One application of the five-item scene. tried, done: how many acts, and how many of them were taken."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.now = at("2026-03-05")
        person = Person(
            "黎国安", "citizen_number", LI, f"1380000{seed:04d}"
        )  # the same content would be the same application
        given = submission(applicant=person)
        receipt = cases.submit(APPLICANT, submission=given, key=f"life-{seed}", now=self.now)
        assert not receipt.repeated
        self.application = receipt.number
        self.numbers = [one.number for one in receipt.cases]
        self.tried = self.done = 0

    def live(self, acts: int) -> None:
        """First everybody looks at what was handed in, then things take their course."""
        for number in self.numbers if acts else ():
            self._do(self.chance.choice((RandomLife.find, _accept)), number)
        if acts and self.chance.random() < 0.7:
            self._do(RandomLife.wait_for_notice, self.numbers[0])
            self._do(RandomLife.supply, self.numbers[0])
        for _ in range(acts):
            self.now += timedelta(hours=self.chance.choice((0, 0, 1, 5, 24, 24 * 4)))
            self._do(self.chance.choice(ACTS), self.chance.choice(self.numbers))

    def _do(self, act, number):
        row = CaseRow.objects.get(number=number)
        self.tried += 1
        with suppress(DomainError):
            act(self, row, reviewer(row.department))
            self.done += 1

    def decide(self, row, officer):
        view = cases.case_view(officer, case=row.number, now=self.now)
        outcome = self.chance.choice((Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED))
        gives = {key: GIVES[key] for key, _ in view.officer_fills if key in GIVES}
        given = gives if outcome is Outcome.GRANTED else None
        cases.decide(officer, case=row.number, outcome=outcome, grounds=FULL, gives=given, now=self.now)

    def next_step(self, row, officer):
        view = cases.case_view(officer, case=row.number, now=self.now)
        cases.enter_step(officer, case=row.number, step=(view.step or 0) + 1, now=self.now)

    def find(self, row, officer):
        key = KEYS[0] if row.item == "disability-certificate" else KEYS[1]
        label = city().materials[key.rpartition("/")[2]].label
        cases.record_findings(
            officer, case=row.number, points=[point(key, "unreadable", label)], now=self.now
        )

    def supply(self, row, officer):
        key = self.chance.choice(KEYS)
        given = GivenMaterial(key, Way.UPLOAD, files=files_for(key, Way.UPLOAD))
        cases.supplement(APPLICANT, application=self.application, materials=[given], now=self.now)

    def pause(self, row, officer):
        """On the one item of the scene whose own rule has a ground."""
        number = next(one for one in self.numbers if one.endswith("-1"))
        row = CaseRow.objects.get(number=number)
        officer = reviewer(row.department)
        cases.pause(officer, case=number, ground="appraisal", told_days=3, document="特告 1", now=self.now)

    def wait_for_notice(self, row, officer):
        """Until the evening on which what was found is told, whoever has not looked yet."""
        leaves_on = ApplicationRow.objects.get(number=self.application).notice_on
        if leaves_on not in (None, NEVER):
            self.now = max(self.now, at(leaves_on.isoformat(), 18))
        cases.look_after(NIGHT, now=self.now)

    def move(self, row, officer):
        office = OfficeKey(self.chance.choice(("civil-affairs", "human-resources")), CITY_CODE, "city")
        cases.transfer(officer, case=row.number, office=office, reason="归口", now=self.now)


def _accept(life, row, officer):
    cases.accept(officer, case=row.number, now=life.now)


ACTS = (
    _accept,
    _accept,
    _accept,
    RandomLife.next_step,
    RandomLife.next_step,
    RandomLife.next_step,
    RandomLife.decide,
    RandomLife.decide,
    RandomLife.find,
    RandomLife.supply,
    RandomLife.supply,
    RandomLife.move,
    lambda life, row, officer: cases.mark_checked(officer, case=row.number, now=life.now),
    lambda life, row, officer: cases.take_over(officer, case=row.number, reason="接手", now=life.now),
    RandomLife.wait_for_notice,
    RandomLife.wait_for_notice,
    RandomLife.pause,
    RandomLife.pause,
    lambda life, row, officer: cases.resume(officer, case=row.number, ground="appraisal", now=life.now),
    lambda life, row, officer: cases.extend(
        manager(row.department), case=row.number, days=2, reason="复杂", now=life.now
    ),
    lambda life, row, officer: cases.deliver(
        officer, case=row.number, way=DeliveryWay.WINDOW, proof="签收", receiver="黎国安", now=life.now
    ),
    lambda life, row, officer: cases.annul(
        SUPERVISOR, case=row.number, document="复议 1", reason="事实不清", now=life.now
    ),
    lambda life, row, officer: (
        life.chance.random() < 0.2
        and cases.terminate(officer, case=row.number, ground=Ending.DUPLICATE, reason="重复", now=life.now)
    ),
    lambda life, row, officer: (
        life.chance.random() < 0.05
        and cases.withdraw_all(APPLICANT, application=life.application, reason="改主意", now=life.now)
    ),
    lambda life, row, officer: (
        life.chance.random() < 0.1
        and cases.withdraw(APPLICANT, case=row.number, reason="改主意", now=life.now)
    ),
)
