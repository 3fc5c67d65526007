"""The door of the area: tell people, let them read and choose, carry letters, look after those that did not arrive."""

from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.queries import (
    LetterNotFound,
    MessageNotFound,
    count_undelivered,
    count_unread,
    get_letter,
    get_preference,
    get_rules,
    list_messages,
    list_undelivered,
)
from onething.areas.notices.services import (
    Messages,
    choose,
    mark_all_read,
    mark_read,
    settle,
    take_receipt,
    tell,
    try_again,
)
from onething.areas.notices.services.settling import AlreadySettled, HowMissing

__all__ = [
    "AlreadySettled",
    "HowMissing",
    "LetterNotFound",
    "MessageNotFound",
    "Messages",
    "NoticesPermission",
    "choose",
    "count_undelivered",
    "count_unread",
    "get_letter",
    "get_preference",
    "get_rules",
    "list_messages",
    "list_undelivered",
    "mark_all_read",
    "mark_read",
    "settle",
    "take_receipt",
    "tell",
    "try_again",
]
