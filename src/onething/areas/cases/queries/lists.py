"""Lists, and the small questions around them. Pages go by key, so the last page costs what the first does."""

import hmac
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from onething.areas.audit import api as audit
from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.receipts import receipt_of
from onething.areas.cases.engine.rows import came_to_nothing
from onething.areas.cases.engine.showing import MOST, application_line, case_line, newest_lines
from onething.areas.cases.engine.wording import handling
from onething.areas.cases.engine.workplaces import BY_LOT, workplace
from onething.areas.cases.errors import ApplicationNotFound
from onething.areas.cases.models import NEVER, ApplicationRow, CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor, Role
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.matter import Standing
from onething.core.cases.phrases import PHRASES, Phrase
from onething.core.cases.views import (
    ApplicationLine,
    CaseLine,
    Page,
    Progress,
    ProgressLine,
    Receipt,
    Twin,
)
from onething.core.codes import CodeBroken, parse_case_number
from onething.core.naming import several
from onething.core.source import Text
from onething.core.staffing import ALL, Workplace
from onething.kit.ports import SHANGHAI, now

TWIN_WITHIN = timedelta(days=180)

#: Everything of a row but the submission itself, which is large.
_LINE = [field.name for field in ApplicationRow._meta.fields if field.name != "submission"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What an inbox shows. statuses: empty = all open. mine: held by the actor, or by whom the actor stands in for. late: past the day that binds; due:
    that day is today or tomorrow. to_sign: a colleague's draft waits for a second officer.

    town: 12-digit code. text: a number, or the beginning of an applicant's name.
    """

    statuses: frozenset[Status] = frozenset()
    items: frozenset[str] = frozenset()
    mine: bool = False
    late: bool = False
    due: bool = False
    to_sign: bool = False
    town: str = ""
    text: str = ""


def inbox(
    actor: Actor, *, filters: Filters = Filters(), cursor: str = "", limit: int = 50, today: date
) -> Page[CaseLine]:
    """Return the open cases that the actor's office has now, by the day that binds it. Raises NotAllowed."""
    actor.must(CasesPermission.SEE)
    here = workplace(actor, on=today)
    rows = _filtered(actor, _inbox_of(actor, here), filters, today, here)
    if cursor:
        day, id_ = _read_cursor(cursor)
        rows = rows.filter(Q(sort_on__gt=day) | Q(sort_on=day, id__gt=id_), sort_on__gte=day)
    limit = max(1, min(limit, MOST))
    found = list(rows.select_related("application").only(*_CASE_LINE).order_by("sort_on", "id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    lines = tuple(case_line(row, today) for row in found[:limit])
    return Page(lines, f"{last.sort_on.isoformat()}_{last.id.hex}" if last else "")


def list_ended(actor: Actor, *, text: str = "", limit: int = 50, today: date) -> tuple[CaseLine, ...]:
    """Return cases of the actor's office that have ended, newest first. text: as in `Filters`. Raises NotAllowed."""
    actor.must(CasesPermission.SEE)
    ended = scope.cases_of(actor).filter(is_open=False)
    rows = _filtered(actor, ended, Filters(text=text), today, Workplace())
    return newest_lines(rows, limit, today)


_CASE_LINE = [field.name for field in CaseRow._meta.fields] + ["application__number"]


def _inbox_of(actor: Actor, here: Workplace) -> QuerySet[CaseRow]:
    """The open cases of the office; of those that come by lot an officer has the own ones, those for whom the officer
    stands in, and drafts to be signed."""
    rows = scope.cases_of(actor).filter(is_open=True)
    if not here.pooled or Role.MANAGER in actor.roles:
        return rows
    by_lot = Q(status__in=sorted(BY_LOT))
    if ALL not in here.pooled:
        by_lot &= Q(item__in=sorted(here.pooled))
    return rows.exclude(by_lot & ~_mine(actor, here) & Q(drafted_by=""))


def _mine(actor: Actor, here: Workplace) -> Q:
    return Q(holder__in=[actor.id, *dict(here.stands_for)])


def _filtered(
    actor: Actor, rows: QuerySet[CaseRow], filters: Filters, today: date, here: Workplace
) -> QuerySet[CaseRow]:
    if filters.statuses:
        rows = rows.filter(status__in=sorted(filters.statuses))
    if filters.items:
        rows = rows.filter(item__in=sorted(filters.items))
    if filters.mine:
        rows = rows.filter(_mine(actor, here))
    if filters.late:
        rows = rows.filter(sort_on__lt=today)
    if filters.due:
        rows = rows.filter(sort_on__range=(today, today + timedelta(days=1)))
    if filters.to_sign:
        rows = rows.filter(_to_sign(actor))
    if filters.town:
        rows = rows.filter(town=filters.town)
    if text := filters.text.strip():
        number = _as_number(text)
        rows = rows.filter(number__startswith=number) if number else rows.filter(person_name__startswith=text)
    return rows


def _to_sign(actor: Actor) -> Q:
    return ~Q(drafted_by__in=("", actor.id))


def _as_number(text: str) -> str:
    try:
        return parse_case_number(text).text
    except CodeBroken:
        return ""


def _read_cursor(cursor: str) -> tuple[date, UUID]:
    """A cursor that nobody gave starts from the beginning."""
    day, _, id_ = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(hex=id_)
    except ValueError:
        return date.min, UUID(int=0)


def count_inbox(actor: Actor, *, today: date) -> dict[str, int]:
    """Return how many open cases the office has: open, to_check, due, late, mine, to_sign; and decided today. Raises NotAllowed."""
    actor.must(CasesPermission.SEE)
    here = workplace(actor, on=today)
    counts: dict[str, int] = _inbox_of(actor, here).aggregate(
        open=Count("pk"),
        to_check=Count("pk", filter=Q(status__in=list(TO_CHECK))),
        due=Count("pk", filter=Q(sort_on__lte=today + timedelta(days=1), sort_on__gte=today)),
        late=Count("pk", filter=Q(sort_on__lt=today)),
        mine=Count("pk", filter=_mine(actor, here)),
        to_sign=Count("pk", filter=_to_sign(actor)),
    )
    return {**counts, "decided": scope.cases_of(actor).filter(decided_on=today).count()}


def list_applications(
    actor: Actor,
    *,
    cursor: str = "",
    limit: int = 20,
    standing: Standing | None = None,
    text: str = "",
    today: date,
) -> Page[ApplicationLine]:
    """Return applications, newest first: a citizen's own, a window's, an office's. text: number or name."""
    limit = max(1, min(limit, MOST))
    found: dict[UUID, ApplicationRow] = {}
    for rows in scope.lists_visible_to(actor):
        part = _narrowed(rows, cursor=cursor, standing=standing, text=text)
        found |= {row.id: row for row in part.only(*_LINE).order_by("-id")[: limit + 1]}
    newest = sorted(found.values(), key=lambda row: row.id, reverse=True)
    more = newest[limit - 1].id.hex if len(newest) > limit else ""
    return Page(tuple(application_line(row) for row in newest[:limit]), more)


def list_taken_in(actor: Actor, *, on: date, limit: int = MOST) -> tuple[ApplicationLine, ...]:
    """Return what the clerk took in on a day, newest first. One query. Raises NotAllowed."""
    actor.must(CasesPermission.TAKE_IN)
    begin = datetime.combine(on, time(), SHANGHAI)
    rows = scope.applications_visible_to(actor).filter(
        submitted_by=actor.id, submitted_at__gte=begin, submitted_at__lt=begin + timedelta(days=1)
    )
    return tuple(application_line(row) for row in rows.only(*_LINE).order_by("-id")[:limit])


def _narrowed(
    rows: QuerySet[ApplicationRow], *, cursor: str, standing: Standing | None, text: str
) -> QuerySet[ApplicationRow]:
    if standing is not None:
        rows = rows.filter(standing=standing.value)
    if text := text.strip():
        number = _as_number(text)
        rows = rows.filter(number=number) if number else rows.filter(person_name__startswith=text)
    if cursor:
        try:
            rows = rows.filter(id__lt=UUID(hex=cursor))
        except ValueError:
            rows = rows.all()
    return rows


def get_receipt(actor: Actor, *, application: str) -> Receipt:
    """Return the receipt of an application that the actor may read.

    A look of others than the applicant and the representative is written down; who only supervises learns no code with
    which the application is followed. Raises ApplicationNotFound.
    """
    row = scope.applications_open_to(actor).filter(number=application).first()
    if row is None:
        raise ApplicationNotFound(application)
    found = receipt_of(row, document=doors.receipt_document(actor, row))
    if scope.is_own(actor, row):
        return found
    audit.record_look(
        actor,
        subject=row.person,
        fields=[],
        purpose=handling(Text(row.name_zh, row.name_en)),
        case=row.number,
        now=now(),
    )
    return replace(found, code="") if scope.sees_all(actor) else found


def find_receipt(actor: Actor, *, key: str) -> Receipt | None:
    """Return the receipt of what the actor submitted under this key, None if nothing was."""
    row = ApplicationRow.objects.filter(key=key, submitted_by=actor.id).first()
    return receipt_of(row, repeated=True) if row else None


def find_twin(actor: Actor, *, scene: str, person: str, content_hash: str = "", now: datetime) -> Twin | None:
    """Return the newest open application of this person for the same thing, else one of the last 24 hours.

    Only what the actor may see: a window sees it for whoever stands there. Raises NotAllowed.
    """
    actor.must(CasesPermission.SUBMIT)
    rows = ApplicationRow.objects.filter(person=person, scene=scene, submitted_at__gt=now - TWIN_WITHIN)
    if not actor.can(CasesPermission.TAKE_IN):
        rows = rows.filter(pk__in=scope.applications_open_to(actor).filter(person=person).values("pk"))
    for row in rows.only(*_LINE).order_by("-id")[:10]:
        same = bool(content_hash) and row.content_hash == content_hash and not came_to_nothing(row)
        if row.standing != Standing.ENDED or (same and now - row.submitted_at < timedelta(hours=24)):
            return Twin(row.number, row.submitted_at.astimezone(SHANGHAI), Standing(row.standing), same)
    return None


def list_phrases(actor: Actor, *, kind: str = "") -> tuple[Phrase, ...]:
    """Return the standard phrases for findings. kind: "material" or "field", "" for all. Raises NotAllowed."""
    actor.must(CasesPermission.CHECK)
    return tuple(one for one in PHRASES.values() if kind in ("", one.kind))


def progress(actor: Actor, *, number: str, code: str) -> Progress:
    """Return the masked progress. A wrong code is answered like a wrong number. Raises ApplicationNotFound, CodeBroken."""
    actor.must(CasesPermission.PROGRESS)
    application = parse_case_number(number).number
    row = ApplicationRow.objects.only(*_LINE).filter(number=application).first()
    if row is None or not hmac.compare_digest(row.code.encode(), code.strip().encode()):
        raise ApplicationNotFound(application)
    return _progress_of(row)


def follow_token(actor: Actor, *, number: str, code: str) -> str:
    """Return the token with which a calendar asks for the next days of an application: made of number and code, and neither
    to be had from it. Raises CodeBroken.
    """
    actor.must(CasesPermission.PROGRESS)
    application = parse_case_number(number).number
    return f"{application}.{_seal(application, code.strip())}"


def progress_by_token(actor: Actor, *, token: str) -> Progress:
    """Return the masked progress to who holds its token. Raises ApplicationNotFound, CodeBroken."""
    actor.must(CasesPermission.PROGRESS)
    number, _, seal = token.partition(".")
    application = parse_case_number(number).number
    row = ApplicationRow.objects.only(*_LINE).filter(number=application).first()
    if row is None or not hmac.compare_digest(_seal(application, row.code).encode(), seal.encode()):
        raise ApplicationNotFound(application)
    return _progress_of(row)


def _seal(number: str, code: str) -> str:
    text = f"calendar:{number}:{code}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()[:40]


def _progress_of(row: ApplicationRow) -> Progress:
    cases = list(CaseRow.objects.filter(application=row).order_by("id"))
    bearers = [case.bearer for case in cases]
    names = {case.number: Text(case.name_zh, case.name_en) for case in cases}
    if several(bearers):
        frozen = doors.frozen(row.scene, row.scene_hash)
        names = {one.number: frozen.told_apart(names[one.number], one.bearer, bearers) for one in cases}
    return Progress(
        number=row.number,
        printed=parse_case_number(row.number).printed,
        name=Text(row.name_zh, row.name_en),
        applicant=row.person_name[:1] + "*" * max(1, len(row.person_name) - 1),
        submitted_on=row.submitted_at.astimezone(SHANGHAI).date(),
        standing=Standing(row.standing),
        cases=tuple(
            ProgressLine(
                case.number,
                names[case.number],
                Status(case.status),
                None if case.sort_on == NEVER else case.sort_on,
                case.sequence,
            )
            for case in cases
        ),
    )
