"""The door of the area: tell people, and let them read."""

from onething.areas.notices.permissions import NoticesPermission
from onething.areas.notices.queries import MessageNotFound, count_unread, list_messages
from onething.areas.notices.services import Messages, mark_all_read, mark_read, tell

__all__ = [
    "MessageNotFound",
    "Messages",
    "NoticesPermission",
    "count_unread",
    "list_messages",
    "mark_all_read",
    "mark_read",
    "tell",
]
