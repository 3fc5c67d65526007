"""One way for every act: lock the application, decide in core, keep what follows, all in one transaction.

Locks are taken in one order everywhere: application, document series, log. What core refuses leaves nothing behind.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.keeping import Kept, keep
from onething.areas.cases.engine.loading import Loaded, load
from onething.areas.cases.engine.supplementing import Supplied
from onething.areas.cases.engine.workplaces import in_place
from onething.areas.cases.errors import ApplicationNotFound, AuthorityEnded, CaseNotFound, Moved
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.application import rechecking
from onething.core.cases.carrying import carry_out as decided
from onething.core.cases.carrying import next_notice_number as numbered
from onething.core.cases.guards import not_set_back
from onething.core.cases.matter import Matter, Recheck, Verdict
from onething.core.cases.parts import Given
from onething.core.cases.receiving import circumstances_of
from onething.core.cases.state import ApplicationState, CaseState
from onething.core.workdays import WorkCalendar
from onething.kit.jobs import api as jobs
from onething.kit.points import point
from onething.kit.ports import SHANGHAI

#: Makes the command when the application is locked and loaded.
CaseMaker = Callable[[Loaded], c.CaseCommand]
Maker = Callable[[Loaded], c.Command]


def next_notice_number(matter: Matter, now: datetime) -> str:
    """Return the number of the notice that would leave now."""
    return numbered(matter, now.astimezone(SHANGHAI).date(), doors.calendar())


def act(
    actor: Actor,
    command: c.CaseCommand | CaseMaker,
    *,
    case: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Carry out a command to a case. command: or what makes it, when the case is locked. Returns the case after it.

    Raises CaseNotFound for a case that the actor's office does not have, Moved, OwnMatter, GivenByLot, and what core
    refuses.
    """
    number = command.case if isinstance(command, c.CaseCommand) else case
    given = command
    make = (lambda _: given) if isinstance(given, c.CaseCommand) else given
    with transaction.atomic():
        loaded = _lock(number.rpartition("-")[0], CaseNotFound(number))
        row = loaded.cases.get(number)
        if row is None or not may_act(actor, loaded.row, row):
            raise CaseNotFound(number)
        authority_still_holds(actor, loaded.row, now=now)
        if seen is not None and seen != row.sequence:
            raise Moved(number)
        actor, command = in_place(actor, loaded, row, make(loaded), on=now.astimezone(SHANGHAI).date())
        kept = carry_out(actor, loaded, command, now=now)
    point("cases.after_commit")
    return kept.matter.case(number)


def act_on_application(
    actor: Actor,
    application: str,
    make: Maker,
    *,
    now: datetime,
    seen: int | None = None,
    supplied: Supplied | None = None,
) -> ApplicationState:
    """Carry out a command to an application as a whole. Raises ApplicationNotFound, Moved, AuthorityEnded."""
    with transaction.atomic():
        loaded = _lock(application, ApplicationNotFound(application))
        if not any(may_act(actor, loaded.row, row) for row in loaded.cases.values()):
            raise ApplicationNotFound(application)
        authority_still_holds(actor, loaded.row, now=now)
        if seen is not None and seen != loaded.row.sequence:
            raise Moved(application)
        kept = carry_out(actor, loaded, make(loaded), now=now, supplied=supplied)
    point("cases.after_commit")
    return kept.matter.application


def may_act(actor: Actor, application: ApplicationRow, case: CaseRow) -> bool:
    """The office that has the case now; the applicant and whoever handed it in; the window that took it in."""
    return (
        scope.sees_all(actor)
        or scope.is_of_office(actor, case)
        or scope.is_own(actor, application)
        or scope.took_in(actor, application)
    )


def authority_still_holds(actor: Actor, row: ApplicationRow, *, now: datetime) -> None:
    """Raises AuthorityEnded for a representative who acts after the authority has ended."""
    if not scope.is_own(actor, row) or actor.person_id == row.person:
        return
    if not doors.may_act_for(actor, person=row.person, scene=row.scene, on=now.astimezone(SHANGHAI).date()):
        raise AuthorityEnded(row.person)


def _lock(application: str, missing: ApplicationNotFound | CaseNotFound) -> Loaded:
    loaded = load(application, lock=True)
    if loaded is None:
        raise missing
    return loaded


def carry_out(
    actor: Actor, loaded: Loaded, command: c.Command, *, now: datetime, supplied: Supplied | None = None
) -> Kept:
    """Decide in core and keep what follows. Raises ClockJumped and both ClockSetBack, and what core refuses."""
    jobs.must_be_right()
    at = now.astimezone(SHANGHAI)
    not_set_back(loaded.newest, at)
    calendar = doors.calendar()
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    recheck = _rechecking(loaded, frozen, calendar)
    changes = decided(loaded.matter, command, at, calendar=calendar, recheck=recheck)
    point("cases.before_keep")
    return keep(actor, loaded, changes, now=at, calendar=calendar, supplied=supplied)


def _rechecking(loaded: Loaded, frozen: doors.Frozen, calendar: WorkCalendar) -> Recheck:
    """Read what was handed over only if some result arrives."""

    def recheck(case: CaseState, given: Mapping[str, Given]) -> Verdict:
        there = circumstances_of(loaded.submission)
        return rechecking(frozen.scene, there, package=frozen.package, calendar=calendar)(case, given)

    return recheck
