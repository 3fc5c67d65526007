"""People, openings and short ways to tell a story about an application, for the tests of cases."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from onething.adapters.calendars import load_calendar
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases import matter as m
from onething.core.cases.parts import (
    CaseStep,
    Given,
    Grounds,
    Line,
    OfficeKey,
    Opening,
    Outcome,
    Point,
)
from onething.core.clock import Limits, profile_named
from onething.core.source import Text

CALENDAR = load_calendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")

APPLICANT = Actor("user:1", "申请人", frozenset({Role.CITIZEN}))
CLERK = Actor("user:11", "窗口", frozenset({Role.CLERK}), department="hall")
REVIEWER = Actor("user:12", "审批", frozenset({Role.REVIEWER}), department="civil-affairs")
COLLEAGUE = Actor("user:13", "同事", frozenset({Role.REVIEWER}), department="civil-affairs")
MANAGER = Actor("user:14", "负责人", frozenset({Role.MANAGER}), department="civil-affairs")
SUPERVISOR = Actor("user:15", "监督", frozenset({Role.SUPERVISOR}))
SYSTEM = Actor("system:welfare", "民政系统", frozenset({Role.SYSTEM}))
SIGNER = Actor("signer:welfare", "民政系统里的签批人", frozenset({Role.REVIEWER}), department="civil-affairs")
NIGHT = Actor.job("nightly-deadlines")

FULL = Grounds("符合条件的事实已核实", "行政许可法 38", "不符合第三条", "60 日内申请复议，6 个月内提起诉讼")
BLURRED = Point("applicant/id-card", "unreadable", "身份证照片看不清", "重新拍照上传")
NO_PHOTO = Point("applicant/photo", "missing", "缺照片", "补交一寸照片")


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def supply(*keys: str) -> tuple[Line, ...]:
    return tuple(Line(key, f"hash of {key}", "upload") for key in keys)


def office(department: str) -> OfficeKey:
    return OfficeKey(department, "441900000000", "city")


def opening(
    number: str,
    *,
    profile: str = "permit",
    needs: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    steps: tuple[str, ...] = (),
    certificates: tuple[str, ...] = (),
    promised: int = 15,
    statutory: int | None = None,
    **more: object,
) -> Opening:
    made = Opening(
        number=number,
        item=f"item-{number[-1]}",
        item_hash="h",
        name=Text(f"事项{number[-1]}", f"Item {number[-1]}"),
        bearer="applicant",
        limits=Limits.of(profile_named(profile), promised_days=promised, statutory_days=statutory),
        steps=tuple(CaseStep(kind, Text(kind), office(kind)) for kind in steps),
        needs=needs,
        after=after,
        certificates=certificates,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def submission(
    *openings: Opening,
    key: str = "key-1",
    content: str = "content",
    number: str = "A",
    archive_days: int = 0,
) -> c.Submit:
    return c.Submit(
        by=APPLICANT,
        number=number,
        key=key,
        content_hash=content,
        envelope_hash=f"envelope of {content}",
        scene="disabled-services",
        applicant="person",
        channel="portal",
        openings=openings,
        plan_hash="plan",
        archive_days=archive_days,
    )


#: What the city's own rule has letters say.
WORDS = {
    "tolerance": {"promise": "按期补齐", "consequence": "不予批准"},
    "declaration": {"promise": "所说真实", "consequence": "依法撤销", "checked_how": "查共享数据"},
    "declaration_broken": {"consequence": "依法撤销"},
}


class Story:
    """An application under way: each call sends one command at the story's moment, and keeps what follows."""

    def __init__(
        self,
        *openings: Opening,
        on: datetime,
        calendar=CALENDAR,
        recheck=lambda case, given: m.HOLDS,
        archive_days: int = 0,
    ):
        self.now, self.calendar, self.recheck = on, calendar, recheck
        self.log: list[m.Change] = []
        self._keep(None, m.submit(None, submission(*openings, archive_days=archive_days), on, calendar))

    def _keep(self, before, changes):
        self.matter = m.apply(before, changes)
        self.log += changes
        self.last = changes
        return changes

    def send(self, command: c.Command) -> tuple[m.Change, ...]:
        return self._keep(
            self.matter,
            m.handle(self.matter, command, self.now, calendar=self.calendar, recheck=self.recheck),
        )

    def send_all(self, *commands: c.Command) -> "Story":
        for command in commands:
            self.send(command)
        return self

    def on(self, day: datetime) -> "Story":
        assert day >= self.now, (day, self.now)
        self.now = day
        return self

    def wait(self, days: int) -> "Story":
        self.now += timedelta(days)
        return self

    def case(self, number: str):
        return self.matter.cases[number]

    def status(self, number: str) -> str:
        return self.matter.cases[number].status.value

    def accept(self, *numbers: str) -> "Story":
        for number in numbers:
            self.send(c.Accept(REVIEWER, number))
        return self

    def grant(self, number: str, given: Given = Given()) -> "Story":  # noqa: B008
        self.send(c.Decide(REVIEWER, number, Outcome.GRANTED, FULL, "准予", given))
        return self

    def refuse(self, number: str) -> "Story":
        """Refuse a case; a second officer signs where two do."""
        self.send(c.Decide(REVIEWER, number, Outcome.REFUSED, FULL))
        if self.case(number).draft is not None:
            self.send(c.ConfirmDraft(COLLEAGUE, number))
        return self

    def find(self, number: str, *points: Point) -> "Story":
        self.send(c.Check(REVIEWER, number, points))
        return self

    def tell(self, number: str = "N1") -> "Story":
        self.send(c.SendNotice(NIGHT, number))
        return self


def day(text: str) -> date:
    return date.fromisoformat(text)
