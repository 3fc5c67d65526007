"""What the pages of an application and of a case have in common."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.models import NEVER, UNCOUNTED, ApplicationRow, CaseRow, EventRow, SuppliedRow
from onething.core.cases import events as e
from onething.core.cases.dates import counting
from onething.core.cases.graph import Status
from onething.core.cases.matter import JointOutcome, Matter, Standing
from onething.core.cases.parts import OfficeKey
from onething.core.cases.phrases import PHRASES
from onething.core.cases.shapes import read_as
from onething.core.cases.state import CaseState
from onething.core.cases.views import (
    ApplicationLine,
    CaseLine,
    ClockView,
    Happening,
    ShownMaterial,
    ShownValue,
)
from onething.core.cases.wording import say, why_that_day
from onething.core.clock import Light, light, strip
from onething.core.composition import Plan
from onething.core.composition.plan import PlanField, PlanMaterial
from onething.core.source import Text
from onething.core.submission import GivenMaterial, GivenValue, SeenOriginal, SharedAnswer, Submission
from onething.core.workdays import CalendarMissing
from onething.kit.ports import SHANGHAI

#: Lines of a list at most.
MOST = 200


#: What officers say and do among themselves; the applicant's history has nothing of it.
AMONG_OFFICERS = (
    e.Opinion,
    e.TakenOver,
    e.Drafted,
    e.DraftReturned,
    e.Assigned,
    e.SentToIntake,
    e.Mended,
)


#: The intake; who did it is not shown to those who decide (收审分离).
INTAKE = frozenset({"Submitted", "Opened", "TakenIn", "Mended"})


def history_of(
    events: Iterable[EventRow], matter: Matter, *, office: bool, blind: bool = False
) -> tuple[Happening, ...]:
    """Return the events in words. office: with the names of officers and what they say among themselves; a citizen
    sees departments instead. blind: without the names of those who took it in."""
    lines = []
    for row in events:
        recorded = row.to_core()
        if not office and isinstance(recorded.event, AMONG_OFFICERS):
            continue
        case = matter.cases.get(row.stream)
        text = say(recorded.event)
        if case is not None and isinstance(recorded.event, e.StepEntered):
            step = case.opening.steps[recorded.event.step].name
            text = Text(f"进入“{step.zh}”", f"Next step: {step.say('en')}")
        if case is not None and not office:
            text = replace(
                text, zh=f"{case.opening.name.zh}：{text.zh}", en=f"{case.opening.name.say('en')}: {text.en}"
            )
        lines.append(
            Happening(
                sequence=row.sequence,
                at=recorded.at,
                who=_who(row, office=office, blind=blind),
                department=row.department,
                name=row.name,
                text=text,
            )
        )
    return tuple(lines)


def _who(row: EventRow, *, office: bool, blind: bool) -> str:
    """Return who did it, with the absent colleague in whose place; "" where the reader is not to know, or nobody did."""
    if (row.department and not office) or (blind and row.name in INTAKE):
        return ""
    if row.actor == f"job:{row.actor_name}":  # our own work, which the line itself names
        return ""
    return f"{row.actor_name}（代{row.for_name}）" if row.for_name else row.actor_name


class Given:
    """The values and materials of an application as they stand, each with what it was before."""

    def __init__(
        self, submission: Submission, submitted_at: datetime, supplied: Sequence[SuppliedRow]
    ) -> None:
        self.values: dict[str, GivenValue] = {one.key: one for one in submission.values}
        taken = (_taken(one) for one in submission.values if one.source.startswith(("share:", "licence:")))
        self.answers = {one.key: one for one in (*taken, *submission.answered)}
        self.before: dict[str, list[tuple[datetime, Any]]] = {}
        self.materials: dict[str, GivenMaterial] = {one.key: one for one in submission.materials}
        self.originals = {one.key: one for one in submission.originals}
        self.supplied_on: dict[str, date] = {}
        for row in supplied:
            at = row.at.astimezone(SHANGHAI)
            for data in row.values:
                value = read_as(GivenValue, data)
                if (old := self.values.get(value.key)) is not None:
                    self.before.setdefault(value.key, []).append((at, old.value))
                self.values[value.key] = value
                self.supplied_on[value.key] = at.date()
            for data in row.materials:
                material = read_as(GivenMaterial, data)
                self.materials[material.key] = material
                self.originals.pop(material.key, None)  # another paper: nobody has seen its original
                self.supplied_on[material.key] = at.date()

    def shown_values(
        self, keys: Iterable[str], frozen: doors.Frozen, state: CaseState, matter: Matter
    ) -> tuple[ShownValue, ...]:
        """Return the fields of a case: what was given, and what results that it waited for have filled since."""
        comes, handed = frozenset(state.opening.comes), handed_to(state, matter)
        return tuple(
            self._shown(key, frozen, later=key in comes, handed=handed.get(key) if key in comes else None)
            for key in keys
        )

    def _shown(
        self, key: str, frozen: doors.Frozen, *, later: bool, handed: GivenValue | None = None
    ) -> ShownValue:
        one = handed or self.values.get(key) or GivenValue(key, None, source="")
        answer = self.answers.get(key)
        known = answer.value if answer else None
        return ShownValue(
            key=key,
            label=frozen.field_name(key),
            value=one.value,
            source=one.source,
            as_of=one.as_of,
            disputed=one.disputed,
            answer=answer,
            differs=_differs(one, answer),
            later=later and handed is None,
            said=frozen.value_in_words(key, one.value),
            answer_said=frozen.value_in_words(key, known),
            history=tuple((at, frozen.value_in_words(key, old)) for at, old in self.before.get(key, ())),
        )

    def shown_materials(
        self, keys: Iterable[str], frozen: doors.Frozen, later: frozenset[str], to_bring: frozenset[str]
    ) -> tuple[ShownMaterial, ...]:
        return tuple(
            ShownMaterial(
                key,
                frozen.material_name(key),
                self.materials[key],
                self.supplied_on.get(key),
                key in later,
                self.originals.get(key),
                tuple(self._doubts(self.originals.get(key), frozen)),
                key in to_bring,
            )
            for key in keys
            if key in self.materials
        )

    def differing(self, asked: tuple[list[str], list[str]], frozen: doors.Frozen) -> tuple[str, ...]:
        """Return the keys among `asked` that somebody must judge: fields that differ, papers that were doubted.

        asked: field keys and material keys, as of `keys_asked_by`.
        """
        fields, materials = asked
        differ = [
            key for key in fields if key in self.values and _differs(self.values[key], self.answers.get(key))
        ]
        return (*differ, *(key for key in materials if any(self._doubts(self.originals.get(key), frozen))))

    @property
    def without_doubt(self) -> bool:
        """Whether nothing can differ, whatever is asked: a quick look before the long one."""
        return not self.originals and not any(
            _differs(one, self.answers.get(key)) for key, one in self.values.items()
        )

    def _doubts(self, seen: SeenOriginal | None, frozen: doors.Frozen) -> Iterator[Text]:
        """What the window found wrong with an original, as far as the form has not become the same since."""
        if seen is None:
            return
        if seen.phrase in PHRASES:
            yield PHRASES[seen.phrase].label
        for key, said in seen.says.items():
            value = self.values.get(key)
            if value is None or frozen.value_in_words(key, value.value).zh != said:
                label = frozen.field_name(key)
                yield Text(f"原件上{label.zh}是“{said}”", f"{label.say('en')} on the paper: {said}")


def handed_to(state: CaseState, matter: Matter) -> dict[str, GivenValue]:
    """Return what results of other cases have handed on to this one, by field key, each with the item it comes from."""
    return {
        key: GivenValue(key, value, f"result:{matter.case(case).opening.item}")
        for case, given in state.received.items()
        for key, value in given.fields.items()
        if value is not None
    }


def _differs(one: GivenValue, answer: SharedAnswer | None) -> bool:
    """Whether the person says that the value is wrong, or a source says something else."""
    known = answer.value if answer else None
    return bool(one.disputed) or (None not in (one.value, known) and one.value != known)


def _taken(one: GivenValue) -> SharedAnswer:
    """A value that stands as the source gave it is the answer of that source."""
    return SharedAnswer(one.key, one.source, "answered", one.value, one.as_of)


def keys_asked_by(plan: Plan, item: str, bearer: str) -> tuple[list[str], list[str]]:
    """Return the field keys and material keys that an item asks for, in the order of the plan.

    bearer: of the case; what other bearers of the same role say is not among them (`newborn[1]`, not `newborn[2]`).
    """
    role, many, _ = bearer.partition("[")

    def is_asked(one: PlanField | PlanMaterial) -> bool:
        others = bool(many) and one.key.startswith(f"{role}[") and not one.key.startswith(f"{bearer}/")
        return not others and any(reason.item == item for reason in one.asked_by)

    fields = [one.key for one in plan.fields if is_asked(one)]
    materials = [one.key for one in plan.materials if is_asked(one)]
    return fields, list(dict.fromkeys(materials))


def keys_of_case(loaded: Loaded, case: str) -> frozenset[str]:
    """Return every key that the item of a case asks for, fields and materials, for its bearer."""
    opening = loaded.matter.case(case).opening
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    fields, materials = keys_asked_by(frozen.plan_of(loaded.submission), opening.item, opening.bearer)
    return frozenset((*fields, *materials))


def differing(given: Given, plan: Plan, item: str, bearer: str, frozen: doors.Frozen) -> str:
    """Return what is to be judged of an item, as its row keeps it."""
    return "" if given.without_doubt else " ".join(given.differing(keys_asked_by(plan, item, bearer), frozen))


def clock_of(state: CaseState, today: date) -> ClockView:
    """Return the clock of a case as pages draw it."""
    calendar = doors.calendar()
    days, started = (), state.clock.accepted_on
    try:
        counted = counting(state, calendar)
        if started is not None:
            started = counted.clock.accepted_on
            days = strip(counted.limits, counted.clock, calendar, today, promised=True)
    except CalendarMissing:
        days = ()
    counted = [one for one in days if one.nth is not None]
    promised = state.dues.promised_on
    used = max((one.nth or 0 for one in counted if one.day <= today), default=0) if days else None
    left = None
    if days and promised is not None:
        total = max((one.nth or 0 for one in counted if one.day <= promised), default=0)
        left = total - (used or 0)
    shown: Light | None = None
    if promised is not None and started is not None and state.clock.decided_on is None:
        shown = light(started_on=started, due_on=promised, today=today, calendar=calendar)
    return ClockView(
        promised_on=promised,
        statutory_on=state.dues.statutory_on,
        provisional=state.dues.provisional,
        used=used,
        left=left,
        sentence=why_that_day(state, calendar),
        strip=days,
        light=shown,
    )


def case_line(row: CaseRow, today: date) -> CaseLine:
    return CaseLine(
        number=row.number,
        application=row.number.rpartition("-")[0],
        scene=row.scene,
        item=row.item,
        name=Text(row.name_zh, row.name_en),
        applicant=row.person_name,
        bearer=row.bearer,
        status=Status(row.status),
        office=OfficeKey(row.department, row.division, row.level),
        received_on=row.received_on,
        due_on=None if row.sort_on == NEVER else row.sort_on,
        light=light_of(row, today),
        provisional=row.provisional,
        holder=row.holder,
        checked=row.checked,
        sequence=row.sequence,
        differs=None if row.differs == UNCOUNTED else len(row.differs.split()),
        drafted_by=row.drafted_by,
    )


def newest_lines(rows: QuerySet[CaseRow], limit: int, today: date) -> tuple[CaseLine, ...]:
    """Return the lines of the newest rows."""
    return tuple(case_line(row, today) for row in rows.order_by("-id")[: max(1, min(limit, MOST))])


def light_of(row: CaseRow, today: date) -> Light | None:
    """Return the light of the limit that runs, None while none does."""
    if row.sort_on == NEVER or not row.is_open:
        return None
    return light(started_on=row.started_on, due_on=row.sort_on, today=today, calendar=doors.calendar())


def application_line(row: ApplicationRow) -> ApplicationLine:
    return ApplicationLine(
        number=row.number,
        scene=row.scene,
        name=Text(row.name_zh, row.name_en),
        applicant=row.person_name,
        submitted_at=row.submitted_at.astimezone(SHANGHAI),
        standing=Standing(row.standing),
        outcome=JointOutcome(row.outcome) if row.outcome else None,
        cases=row.cases,
        ended=row.ended,
        due_on=None if row.due_on == NEVER else row.due_on,
        supplement_on=row.supplement_on,
        provisional=row.provisional,
        representative=row.representative_name,
    )
