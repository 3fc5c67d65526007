"""Reading messages: each person one's own."""

from django.db.models import QuerySet

from onething.areas.notices.models import MessageRow
from onething.areas.notices.permissions import NoticesPermission
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.papers import Message


class MessageNotFound(NotFound):
    code = "notices.not_found"

    def __init__(self) -> None:
        super().__init__("no such message, or not yours")


def visible_to(actor: Actor) -> QuerySet[MessageRow]:
    return MessageRow.objects.filter(person=actor.person_id) if actor.person_id else MessageRow.objects.none()


def list_messages(actor: Actor, *, limit: int = 100) -> list[Message]:
    """Return the newest messages of the actor."""
    actor.must(NoticesPermission.READ)
    return [row.to_core() for row in visible_to(actor).order_by("-sent_at", "-pk")[:limit]]


def count_unread(actor: Actor) -> int:
    actor.must(NoticesPermission.READ)
    return visible_to(actor).filter(read_at=None).count()
