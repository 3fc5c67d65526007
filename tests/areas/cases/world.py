"""The real city, invented people and offices, and stand-ins for the areas that cases call."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from onething.adapters.calendars import load_calendar
from onething.areas.cases import api as cases
from onething.areas.documents.paper import paper_of
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.documents import DocumentDraft
from onething.core.cases.parts import Grounds
from onething.core.cases.state import CaseState
from onething.core.cases.views import DocumentLine
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Way
from onething.core.composition import compose_example
from onething.core.composition.plan import Plan
from onething.core.errors import NotFound
from onething.core.licences import ReliedLicence
from onething.core.papers import IssuedDocument, PaperAhead
from onething.core.people import AccountKind
from onething.core.source import Text
from onething.core.submission import (
    Delivery,
    GivenFile,
    GivenMaterial,
    GivenValue,
    Person,
    Representative,
    Signature,
    Submission,
)
from tests.shipped import city as city

ROOT = Path(__file__).resolve().parents[3]
SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = load_calendar()
CITY_CODE = "441900000000"
NANCHENG = "441900004000"
DONGCHENG = "441900003000"

LI = "990000196808120017"
CHEN = "990000199203150020"
APPLICANT = Actor("user:li", "黎国安", frozenset({Role.CITIZEN}), person_id=LI)
STRANGER = Actor("user:chen", "陈思敏", frozenset({Role.CITIZEN}), person_id=CHEN)
CLERK = Actor("user:clerk", "林晓", frozenset({Role.CLERK}), department="data-services", division=CITY_CODE)
SUPERVISOR = Actor("user:super", "秦守真", frozenset({Role.SUPERVISOR}), department="data-services")
NIGHT = Actor.job("deadlines")
SYSTEM = Actor("system:federation", "残联系统", frozenset({Role.SYSTEM}))

FULL = Grounds(
    "条件已核实", "残疾人证管理办法 第八条", "不符合第八条", "60 日内申请行政复议，6 个月内提起行政诉讼"
)


def reviewer(department: str, *, division: str = CITY_CODE, name: str = "") -> Actor:
    id = f"user:{department}:{division}:{name}"
    return Actor(id, name or "审批", frozenset({Role.REVIEWER}), department=department, division=division)


def manager(department: str) -> Actor:
    roles = frozenset({Role.MANAGER, Role.REVIEWER})
    return Actor(f"user:{department}:m", "负责人", roles, department=department, division=CITY_CODE)


def second(officer: Actor) -> Actor:
    """Return the colleague of the same office who signs as the second officer."""
    return replace(officer, id=f"{officer.id}:second", name="复核人")


def decide(officer: Actor, *, case: str, now: datetime, **said: Any) -> CaseState:
    """Decide a case; where two sign, the second officer does so at once."""
    state = cases.decide(officer, case=case, now=now, **said)
    return state if state.draft is None else cases.confirm_decision(second(officer), case=case, now=now)


FEDERATION = reviewer("disabled-federation")
CIVIL = reviewer("civil-affairs")
HUMAN = reviewer("human-resources")


def at(day: str, hour: int = 10) -> datetime:
    there = date.fromisoformat(day)
    return datetime(there.year, there.month, there.day, hour, tzinfo=SHANGHAI)


def plan_of(example: str) -> Plan:
    return compose_example(city().examples[example], package=city(), calendar=CALENDAR)


def submission(
    example: str = "disabled-services-full",
    *,
    applicant: Person | None = None,
    representative: Representative | None = None,
    division: str = NANCHENG,
    on: date | None = None,
    **more: Any,
) -> Submission:
    """Everything that the example's plan asks for, given and signed."""
    made = city().examples[example]
    scene = city().scenes[made.scene]
    plan = plan_of(example)
    values = tuple(
        GivenValue(one.key, value_for(one), one.prefilled_from or "typed")
        for one in plan.fields
        if not one.prefilled_from.startswith("result:")
    )
    materials = tuple(
        GivenMaterial(one.key, one.way, one.source, files_for(one.key, one.way))
        for one in plan.materials
        if not one.form and one.way is not Way.RESULT and one.way is not None
    )
    person = applicant or Person("黎国安", "citizen_number", LI, "13800001357")
    draft = Submission(
        scene=scene.id,
        scene_hash=scene.hash,
        on=on or made.on,
        answers=made.answers,
        facts=made.facts,
        shares=tuple(sorted(made.supplies.shares)),
        licences=tuple(sorted(made.supplies.licences)),
        values=values,
        materials=materials,
        consents=(),
        applicant=person,
        representative=representative,
        delivery=Delivery("electronic"),
        signature=Signature("electronic", person.name, "", at("2026-03-05")),
        channel="portal",
        division=division,
        bearers=made.bearers,
        dropped=tuple(sorted(made.dropped)),
    )
    return signed(replace(draft, **more))


def signed(draft: Submission) -> Submission:
    return replace(draft, signature=replace(draft.signature, sheet_hash=draft.sheet_hash()))


def value_for(field: Any) -> Any:
    limits = field.constraints
    if limits.allowed:
        return min(limits.allowed)
    if limits.min is not None:
        if isinstance(limits.min, Decimal):
            return str(limits.min)
        return limits.min.isoformat() if hasattr(limits.min, "isoformat") else limits.min
    return "9" * limits.min_length if limits.min_length else "示例"


#: What lies behind every file that is uploaded; who checks the files puts it into a store.
PHOTO = b"\xff\xd8\xff\xe0 a photo that nobody looks into"
PHOTO_HASH = hashlib.sha256(PHOTO).hexdigest()


def files_for(key: str, way: Way | None) -> tuple[GivenFile, ...]:
    return (GivenFile(PHOTO_HASH, f"{key}.jpg", "jpeg", len(PHOTO)),) if way is Way.UPLOAD else ()


# --- what stands behind the ports --------------------------------------------------------------------------


class Scenes:
    """The one published package."""

    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        found = city().scenes.get(scene)
        if found is None or found.hash != hash_:
            raise NotFound(scene)
        return city(), found


@dataclass
class Papers:
    issued: list[tuple[DocumentDraft, str, int, str]] = field(default_factory=list)

    def issue(
        self,
        actor: Actor,
        *,
        draft: DocumentDraft,
        department: str,
        application: str,
        sequence: int,
        person: str,
        now: datetime,
    ) -> str:
        self.issued.append((draft, application, sequence, department))
        return f"doc-{len(self.issued)}"

    def ahead(
        self,
        actor: Actor,
        *,
        draft: DocumentDraft,
        department: str,
        application: str,
        person: str,
        now: datetime,
    ) -> PaperAhead:
        kind, stream = draft.kind, draft.stream
        whose = (department, "", now, application, stream, person)
        document = IssuedDocument(UUID(int=0), kind.value, kind.heading, *whose, draft.values, "", "", "")
        return PaperAhead(*paper_of(document, city()), (b"png",))

    def of(self, actor: Actor, *, application: str, case: str = "") -> tuple[DocumentLine, ...]:
        return tuple(
            DocumentLine(
                f"doc-{index}", draft.kind, draft.kind.heading, str(index), date(2026, 3, 5), draft.stream
            )
            for index, (draft, number, _, _) in enumerate(self.issued, start=1)
            if number == application and case in ("", draft.stream)
        )

    def kinds(self) -> list[str]:
        return [draft.kind.value for draft, *_ in self.issued]


@dataclass
class Messages:
    told: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)

    def tell(
        self,
        actor: Actor,
        *,
        person: str,
        kind: str,
        facts: Mapping[str, Any],
        application: str,
        now: datetime,
    ) -> None:
        self.told.append((person, kind, facts))


@dataclass
class Licences:
    """The register of licences. relied: what each case rests on, as it stands now."""

    made: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    used: list[dict[str, Any]] = field(default_factory=list)
    relied: dict[str, tuple[ReliedLicence, ...]] = field(default_factory=dict)

    def make(self, actor: Actor, **more: Any) -> str:
        self.made.append(more)
        return f"1.2.156.{len(self.made)}"

    def take_back(self, actor: Actor, **more: Any) -> None:
        self.changed.append(more)

    def next_version(self, actor: Actor, **more: Any) -> str:
        self.changed.append(more)
        return f"{more['identifier']}.2"

    def rely(self, actor: Actor, **more: Any) -> None:
        self.used.append(more)

    def relied_on(self, actor: Actor, *, case: str) -> tuple[ReliedLicence, ...]:
        return self.relied.get(case, ())


@dataclass
class Ratings:
    asked: list[str] = field(default_factory=list)

    def ask(
        self, actor: Actor, *, application: str, person: str, channel: str, now: datetime, **more: Any
    ) -> str:
        self.asked.append(application)
        return f"token-{application}"


@dataclass
class Systems:
    """Department systems that keep the first effect of every key; `down` ones answer nothing."""

    effects: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    calls: int = 0

    def push(self, system: str, *, key: str, body: Mapping[str, Any]) -> None:
        self.calls += 1
        if system in self.down:
            from onething.core.errors import Unavailable

            raise Unavailable(system)
        self.effects.setdefault((system, key), body)

    def is_resting(self, system: str) -> bool:
        return system in self.down


LABEL = Text("身份证", "ID card")


def both_seats():
    """An account that takes in at the window and reviews in the same office."""
    return people.open_account(
        Actor("job:setup", "setup", frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login="7716",
        name="两边都做",
        roles={Role.CLERK, Role.REVIEWER},
        department="disabled-federation",
        division=CITY_CODE,
        staff_number="7716",
        demo=True,
    )
