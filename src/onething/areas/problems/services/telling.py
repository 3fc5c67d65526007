"""What the person does: tell, confirm that it is solved, or say what is still wrong."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from onething.areas.cases import api as cases
from onething.areas.problems.keeping import calendar, day_of, keep
from onething.areas.problems.models import ProblemRow, SerialRow
from onething.areas.problems.permissions import ProblemsPermission
from onething.areas.problems.queries import ProblemNotFound, get_rules
from onething.areas.problems.views import Registered, Told
from onething.core.actors import Actor, Role
from onething.core.errors import RuleBroken
from onething.core.problems import Channel, Problem
from onething.core.problems.problem import said
from onething.kit.ports import token

_CODE_BYTES = 6


class ApplicationNotYours(RuleBroken):
    code = "problems.application_not_yours"

    def __init__(self, application: str) -> None:
        super().__init__(f"no application {application} of this person")
        self.application = application


@transaction.atomic
def tell(actor: Actor, *, told: Told, key: str, now: datetime) -> Registered:
    """Register a problem after a failed attempt; the same key gives the same problem.

    Raises NotAllowed, WordsMissing, ApplicationNotYours (a citizen names somebody else's).
    """
    online = actor.can(ProblemsPermission.TELL)
    if not online:
        actor.must(ProblemsPermission.TELL_FOR)
    known = ProblemRow.objects.filter(key=key, registered_by=actor.id).first()
    if known is not None:
        return Registered(known.number, known.code)
    what, tried = said(told.what), said(told.tried)
    if online and told.application:
        _must_be_own(actor, told.application, now=now)
    on = day_of(now)
    row = ProblemRow(
        number=_next_number(now),
        key=key,
        code=token(bytes_=_CODE_BYTES),
        channel=_channel(actor, online=online),
        person=actor.person_id if online else "",
        name=told.name,
        phone=told.phone,
        registered_by=actor.id,
        registered_at=now,
        what=what,
        tried=tried,
        application=told.application,
        about=told.about,
    )
    problem = Problem.registered(on, rules=get_rules(actor), calendar=calendar())
    keep(actor, row, problem, kind="told", now=now)
    return Registered(row.number, row.code)


@transaction.atomic
def confirm(actor: Actor, *, number: str, code: str = "", now: datetime) -> None:
    """Note that the person says it is solved. Raises ProblemNotFound, NotNow."""
    row = _of_person(actor, number, code)
    keep(actor, row, row.to_core().confirmed_solved(on=day_of(now)), kind="confirmed", now=now)


@transaction.atomic
def reopen(actor: Actor, *, number: str, code: str = "", still: str, now: datetime) -> None:
    """Note what the person says is still wrong; the lead goes on. Raises ProblemNotFound, WordsMissing, NotNow."""
    row = _of_person(actor, number, code)
    words = said(still)
    after = row.to_core().reopened_still_wrong(on=day_of(now), rules=get_rules(actor), calendar=calendar())
    keep(actor, row, after, kind="reopened", words=words, now=now)


def _of_person(actor: Actor, number: str, code: str) -> ProblemRow:
    """Lock the problem for its person: signed in, with its code, or spoken with by the hotline or the clerk who took it in."""
    actor.must(ProblemsPermission.FOLLOW)
    row = ProblemRow.objects.select_for_update().filter(number=number.strip()).first()
    if row is None:
        raise ProblemNotFound
    mine = bool(row.person) and actor.person_id == row.person
    spoken = Role.HOTLINE in actor.roles or (Role.CLERK in actor.roles and row.registered_by == actor.id)
    if not (mine or spoken or constant_time_compare(row.code, code.strip())):
        raise ProblemNotFound
    return row


def _must_be_own(actor: Actor, application: str, *, now: datetime) -> None:
    found = cases.list_applications(actor, text=application, limit=1, today=day_of(now)).lines
    if not found or found[0].number != application:
        raise ApplicationNotYours(application)


def _channel(actor: Actor, *, online: bool) -> Channel:
    if online:
        return Channel.ONLINE
    return Channel.HOTLINE if Role.HOTLINE in actor.roles else Channel.WINDOW


def _next_number(now: datetime) -> str:
    """Return the next number of the day, without gaps: it is taken in the transaction of the telling."""
    on = day_of(now)
    SerialRow.objects.get_or_create(day=on)
    serial = SerialRow.objects.select_for_update().get(day=on)
    serial.last += 1
    serial.save(update_fields=["last"])
    return f"B{on:%Y%m%d}{serial.last:05d}"
