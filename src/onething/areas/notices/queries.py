"""Reading messages: each person one's own; and the letters that did not arrive, by those who look after them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from onething.areas.catalogue import api as catalogue
from onething.areas.notices.models import LetterRow, MessageRow, PreferenceRow
from onething.areas.notices.permissions import NoticesPermission
from onething.core.actors import Actor, Role
from onething.core.cases.views import Page
from onething.core.errors import NotFound
from onething.core.notices import Letter, LetterState, MessageRules, MessageWay, Preference
from onething.core.papers import Message, SentLine


class MessageNotFound(NotFound):
    code = "notices.not_found"

    def __init__(self) -> None:
        super().__init__("no such message, or not yours")


class LetterNotFound(NotFound):
    code = "notices.letter_not_found"

    def __init__(self) -> None:
        super().__init__("no such letter, or not for you to see")


def visible_to(actor: Actor) -> QuerySet[MessageRow]:
    return MessageRow.objects.filter(person=actor.person_id) if actor.person_id else MessageRow.objects.none()


def letters_visible_to(actor: Actor) -> QuerySet[LetterRow]:
    """All for those who look after the whole city, those of the own department for its manager, else none."""
    actor.must(NoticesPermission.SEE_UNDELIVERED)
    rows = LetterRow.objects.all()
    if actor.roles & {Role.SUPERVISOR, Role.ADMIN, Role.HOTLINE, Role.AUDITOR}:
        return rows
    return rows.filter(department=actor.department) if actor.department else rows.none()


def list_messages(actor: Actor, *, limit: int = 100) -> list[Message]:
    """Return the newest messages of the actor, with what became of the letters that carried them."""
    actor.must(NoticesPermission.READ)
    rows = list(visible_to(actor).order_by("-sent_at", "-pk")[:limit])
    carried = _carried(rows)
    return [row.to_core(tuple(carried.get(row.pk, ()))) for row in rows]


def _carried(rows: Sequence[MessageRow]) -> dict[UUID, list[SentLine]]:
    links = (
        LetterRow.messages.through.objects.filter(messagerow__in=[row.pk for row in rows])
        .select_related("letterrow")
        .order_by("letterrow__meant_at", "letterrow_id")
    )
    found: dict[UUID, list[SentLine]] = {}
    for link in links:
        letter = link.letterrow
        line = SentLine(
            MessageWay(letter.way).label,
            LetterState(letter.state).label,
            letter.address,
            letter.ended_at or letter.handed_at,
            failed=letter.state == LetterState.FAILED,
        )
        found.setdefault(link.messagerow_id, []).append(line)
    return found


def count_unread(actor: Actor) -> int:
    actor.must(NoticesPermission.READ)
    return visible_to(actor).filter(read_at=None).count()


def get_preference(actor: Actor) -> Preference:
    """Return what the actor chose, or what holds for whoever chose nothing."""
    actor.must(NoticesPermission.READ)
    return PreferenceRow.of(actor.person_id)


def get_rules(actor: Actor) -> MessageRules:
    """Return the city's rules about messages as they are published now. Raises NothingPublished."""
    return MessageRules.of(catalogue.current(actor).settings)


def list_undelivered(actor: Actor, *, now: datetime, cursor: str = "", limit: int = 50) -> Page[Letter]:
    """Return letters that failed and that nobody has seen to, and those without a receipt for too long; newest first."""
    rows = _undelivered(actor, now=now).prefetch_related("messages").order_by("-meant_at", "-pk")
    if cursor:
        moment, _, last = cursor.partition("_")
        try:
            before = (datetime.fromisoformat(moment), UUID(last))
        except ValueError:
            raise LetterNotFound from None
        rows = rows.filter(Q(meant_at__lt=before[0]) | Q(meant_at=before[0], pk__lt=before[1]))
    found = list(rows[: limit + 1])
    lines = tuple(row.to_core(_kinds(row)) for row in found[:limit])
    more = f"{lines[-1].meant_at.isoformat()}_{lines[-1].id}" if len(found) > limit else ""
    return Page(lines, more)


def count_undelivered(actor: Actor, *, now: datetime) -> int:
    return _undelivered(actor, now=now).count()


def get_letter(actor: Actor, *, letter: UUID) -> Letter:
    """Raises LetterNotFound."""
    row = letters_visible_to(actor).prefetch_related("messages").filter(pk=letter).first()
    if row is None:
        raise LetterNotFound
    return row.to_core(_kinds(row))


def _undelivered(actor: Actor, *, now: datetime) -> QuerySet[LetterRow]:
    """What is handed over without a receipt is unknown, and after a time looked into; a mail has no receipt."""
    silent_since = now - get_rules(actor).receipt
    unknown = Q(state=LetterState.HANDED, way=MessageWay.SMS, handed_at__lt=silent_since)
    return letters_visible_to(actor).filter(Q(state=LetterState.FAILED) | unknown, settled_at=None)


def _kinds(row: LetterRow) -> tuple[str, ...]:
    return tuple(sorted(one.kind for one in row.messages.all()))
