"""What offices do with a problem: classify, coordinate, answer, find the cause."""

from datetime import datetime

from django.db import transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.problems.keeping import calendar, day_of, keep
from onething.areas.problems.models import ProblemRow, UnitRow
from onething.areas.problems.permissions import ProblemsPermission
from onething.areas.problems.queries import ProblemNotFound, get_rules, visible_to
from onething.core.actors import Actor
from onething.core.errors import NotAllowed, RuleBroken
from onething.core.problems import CauseKind, Problem, ProblemKind, ProblemState
from onething.core.problems.problem import said


class UnitUnknown(RuleBroken):
    code = "problems.unit_unknown"

    def __init__(self, unit: str) -> None:
        super().__init__(f"no department {unit}")
        self.unit = unit


class NotTheLead(NotAllowed):
    code = "problems.not_the_lead"

    def __init__(self) -> None:
        super().__init__("another department leads this problem")


@transaction.atomic
def classify(
    actor: Actor, *, number: str, kind: ProblemKind, lead: str, words: str = "", now: datetime
) -> None:
    """Give a problem its kind and lead unit, or other ones while it is under way. Raises ProblemNotFound, UnitUnknown, NotNow."""
    actor.must(ProblemsPermission.CLASSIFY)
    row = _locked(actor, number)
    _must_exist(actor, lead)
    after = row.to_core().classified(
        kind=kind, lead=lead, on=day_of(now), rules=get_rules(actor), calendar=calendar()
    )
    keep(actor, row, after, kind="classified", unit=lead, words=words.strip(), now=now)


@transaction.atomic
def ask_unit(actor: Actor, *, number: str, unit: str, question: str, now: datetime) -> None:
    """Ask a further unit, which answers by its own day. Raises NotTheLead, UnitUnknown, UnitNotAsked, WordsMissing, NotNow."""
    row = _led_by(actor, number)
    _must_exist(actor, unit)
    words = said(question)
    after = row.to_core().asked(unit, on=day_of(now), rules=get_rules(actor), calendar=calendar())
    _keep_units(row, after)
    keep(actor, row, after, kind="asked", unit=unit, words=words, now=now)


@transaction.atomic
def reply(actor: Actor, *, number: str, words: str, now: datetime) -> None:
    """A unit that was asked answers the lead. Raises ProblemNotFound, UnitNotAsked, WordsMissing, NotNow."""
    actor.must(ProblemsPermission.WORK)
    row = _locked(actor, number)
    answer = said(words)
    after = row.to_core().replied(actor.department, on=day_of(now))
    _keep_units(row, after)
    keep(actor, row, after, kind="replied", unit=actor.department, words=answer, now=now)


@transaction.atomic
def answer(actor: Actor, *, number: str, words: str, now: datetime) -> None:
    """The lead answers the person. Raises NotTheLead, UnitsOpen, WordsMissing, NotNow."""
    row = _led_by(actor, number)
    told = said(words)
    after = row.to_core().answered(on=day_of(now), rules=get_rules(actor), calendar=calendar())
    keep(actor, row, after, kind="answered", words=told, now=now)


@transaction.atomic
def find_cause(
    actor: Actor, *, number: str, cause: CauseKind, words: str, change: str = "", now: datetime
) -> None:
    """Note why it could not be got done. change: where the rule or item was changed, a link or a number.

    Raises ProblemNotFound, NotTheLead, WordsMissing, NotNow.
    """
    actor.must(ProblemsPermission.FIND_CAUSE)
    row = _locked(actor, number)
    if actor.can(ProblemsPermission.WORK) and row.lead != actor.department:
        raise NotTheLead
    row.change = change.strip()[:500]
    keep(actor, row, row.to_core().cause_found(cause), kind="cause", words=said(words), now=now)


@transaction.atomic
def close_in_silence(actor: Actor, *, now: datetime) -> int:
    """Close what nobody confirmed in time; returns how many. It stays in the figures as not confirmed."""
    actor.must(ProblemsPermission.LOOK_AFTER)
    on = day_of(now)
    late = ProblemRow.objects.select_for_update().filter(state=ProblemState.ANSWERED, acts_by__lt=on)
    rows = list(late.order_by("acts_by")[:200])
    for row in rows:
        keep(actor, row, row.to_core().closed_in_silence(on=on), kind="silent", now=now)
    return len(rows)


def _locked(actor: Actor, number: str) -> ProblemRow:
    row = visible_to(actor).filter(number=number).select_for_update(of=("self",)).first()
    if row is None:
        raise ProblemNotFound
    return row


def _led_by(actor: Actor, number: str) -> ProblemRow:
    """Lock a problem for its lead. Raises ProblemNotFound, NotTheLead."""
    actor.must(ProblemsPermission.WORK)
    row = _locked(actor, number)
    if row.lead != actor.department:
        raise NotTheLead
    return row


def _must_exist(actor: Actor, department: str) -> None:
    if department not in catalogue.current(actor).departments:
        raise UnitUnknown(department)


def _keep_units(row: ProblemRow, after: Problem) -> None:
    for one in after.units:
        UnitRow.objects.update_or_create(
            problem=row,
            round=after.reopened,
            unit=one.unit,
            defaults={"answer_by": one.answer_by, "replied_on": one.replied_on},
        )
