"""A problem and its acts: register, classify, coordinate, answer, confirm or reopen, find the cause.

It is no application and no appeal (复议): nothing here decides about anybody's right, and no time for review stands still.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from onething.core.errors import RuleBroken
from onething.core.problems.rules import ProblemRules
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


class ProblemKind(StrEnum):
    POLICY = "policy"
    MATERIAL = "material"
    SYSTEM = "system"
    CROSS_DEPARTMENT = "cross_department"
    ATTITUDE = "attitude"

    @property
    def label(self) -> Text:
        return _KINDS[self]


_KINDS = {
    ProblemKind.POLICY: Text("政策", "Policy"),
    ProblemKind.MATERIAL: Text("材料", "Materials"),
    ProblemKind.SYSTEM: Text("系统", "Systems"),
    ProblemKind.CROSS_DEPARTMENT: Text("跨部门", "Across departments"),
    ProblemKind.ATTITUDE: Text("态度", "Attitude"),
}


class Channel(StrEnum):
    ONLINE = "online"
    WINDOW = "window"
    HOTLINE = "hotline"

    @property
    def label(self) -> Text:
        return _CHANNELS[self]


_CHANNELS = {
    Channel.ONLINE: Text("网上", "Online"),
    Channel.WINDOW: Text("窗口", "Window"),
    Channel.HOTLINE: Text("12345", "12345"),
}


class ProblemState(StrEnum):
    REGISTERED = "registered"  # 待分类
    LED = "led"  # 办理中: a unit leads it
    ANSWERED = "answered"  # 待确认: the person says whether it is solved
    CLOSED = "closed"  # 已办结

    @property
    def label(self) -> Text:
        return _STATES[self]


_STATES = {
    ProblemState.REGISTERED: Text("待分类", "To be classified"),
    ProblemState.LED: Text("办理中", "Under way"),
    ProblemState.ANSWERED: Text("等您确认", "Answered, to be confirmed"),
    ProblemState.CLOSED: Text("已办结", "Closed"),
}


class CauseKind(StrEnum):
    """Why it could not be got done, found afterwards."""

    RULE = "rule"
    ITEM = "item"
    SYSTEM = "system"
    PEOPLE = "people"
    NONE = "none"

    @property
    def label(self) -> Text:
        return _CAUSES[self]


_CAUSES = {
    CauseKind.RULE: Text("规定要改", "A rule is to change"),
    CauseKind.ITEM: Text("事项要改", "An item is to change"),
    CauseKind.SYSTEM: Text("系统要改", "A system is to change"),
    CauseKind.PEOPLE: Text("人员要培训", "People are to be trained"),
    CauseKind.NONE: Text("个别情况，不用改", "A single case, nothing to change"),
}


class NotNow(RuleBroken):
    code = "problems.not_now"

    def __init__(self, state: ProblemState) -> None:
        super().__init__(f"the problem is {state}")
        self.state = state.label


class UnitNotAsked(RuleBroken):
    code = "problems.unit_not_asked"

    def __init__(self, unit: str) -> None:
        super().__init__(f"{unit} is not asked, or has answered")
        self.unit = unit


class UnitsOpen(RuleBroken):
    code = "problems.units_open"

    def __init__(self, units: tuple[str, ...]) -> None:
        super().__init__(f"{', '.join(units)} have not answered")
        self.units = units


class WordsMissing(RuleBroken):
    code = "problems.words_missing"

    def __init__(self) -> None:
        super().__init__("what happened is written down")


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A further unit that the lead asks. replied_on: None = it has not."""

    unit: str
    answer_by: date
    replied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem as its acts left it. lead: department, "" = none yet. acts_by: last day of what comes next.

    reopened: how often the person said that it is not solved. confirmed: the person said that it is.
    """

    state: ProblemState
    registered_on: date
    acts_by: date | None
    kind: ProblemKind | None = None
    lead: str = ""
    units: tuple[AskedUnit, ...] = ()
    reopened: int = 0
    confirmed: bool = False
    closed_on: date | None = None
    cause: CauseKind | None = None

    @classmethod
    def registered(cls, on: date, *, rules: ProblemRules, calendar: WorkCalendar) -> "Problem":
        return cls(ProblemState.REGISTERED, on, calendar.add_working_days(on, rules.classify_days))

    def classified(
        self, *, kind: ProblemKind, lead: str, on: date, rules: ProblemRules, calendar: WorkCalendar
    ) -> "Problem":
        """Give it a lead unit, or another one while it is under way; the time for the answer counts from the telling.

        After it was reopened it counts from that day: `on`. Raises NotNow.
        """
        if self.state not in (ProblemState.REGISTERED, ProblemState.LED):
            raise NotNow(self.state)
        days = rules.cross_days if kind is ProblemKind.CROSS_DEPARTMENT else rules.answer_days
        since = on if self.reopened else self.registered_on
        due = calendar.add_working_days(since, days)
        return replace(self, state=ProblemState.LED, kind=kind, lead=lead, acts_by=due)

    def asked(self, unit: str, *, on: date, rules: ProblemRules, calendar: WorkCalendar) -> "Problem":
        """Ask a further unit; asked again, it has a new day. Raises NotNow."""
        self._must(ProblemState.LED)
        if unit == self.lead:
            raise UnitNotAsked(unit)
        by = calendar.add_working_days(on, rules.unit_days)
        others = tuple(one for one in self.units if one.unit != unit)
        return replace(self, units=(*others, AskedUnit(unit, by)))

    def replied(self, unit: str, *, on: date) -> "Problem":
        """Raises NotNow, UnitNotAsked."""
        self._must(ProblemState.LED)
        if unit not in self.open_units:
            raise UnitNotAsked(unit)
        units = (replace(one, replied_on=on) if one.unit == unit else one for one in self.units)
        return replace(self, units=tuple(units))

    def answered(self, *, on: date, rules: ProblemRules, calendar: WorkCalendar) -> "Problem":
        """The lead answers the person, once every unit that it asked has answered. Raises NotNow, UnitsOpen."""
        self._must(ProblemState.LED)
        if self.open_units:
            raise UnitsOpen(self.open_units)
        return replace(
            self,
            state=ProblemState.ANSWERED,
            acts_by=calendar.add_working_days(on, rules.confirm_days),
        )

    def confirmed_solved(self, *, on: date) -> "Problem":
        self._must(ProblemState.ANSWERED)
        return replace(self, state=ProblemState.CLOSED, confirmed=True, closed_on=on, acts_by=None)

    def reopened_still_wrong(self, *, on: date, rules: ProblemRules, calendar: WorkCalendar) -> "Problem":
        """The person says what is still wrong; the same unit goes on, with its time anew. Raises NotNow."""
        self._must(ProblemState.ANSWERED)
        days = rules.cross_days if self.kind is ProblemKind.CROSS_DEPARTMENT else rules.answer_days
        return replace(
            self,
            state=ProblemState.LED,
            reopened=self.reopened + 1,
            units=(),
            acts_by=calendar.add_working_days(on, days),
        )

    def closed_in_silence(self, *, on: date) -> "Problem":
        """Close what nobody confirmed in time; it counts as not confirmed. Raises NotNow before the day after."""
        self._must(ProblemState.ANSWERED)
        if self.acts_by is None or on <= self.acts_by:
            raise NotNow(self.state)
        return replace(self, state=ProblemState.CLOSED, closed_on=on, acts_by=None)

    def cause_found(self, cause: CauseKind) -> "Problem":
        """Raises NotNow before it is closed."""
        self._must(ProblemState.CLOSED)
        return replace(self, cause=cause)

    @property
    def open_units(self) -> tuple[str, ...]:
        return tuple(one.unit for one in self.units if one.replied_on is None)

    @property
    def needs_cause(self) -> bool:
        return self.state is ProblemState.CLOSED and self.cause is None

    def _must(self, state: ProblemState) -> None:
        if self.state is not state:
            raise NotNow(self.state)


def said(words: str) -> str:
    """Return words without blanks around. Raises WordsMissing."""
    if is_blank(words):
        raise WordsMissing
    return words.strip()
