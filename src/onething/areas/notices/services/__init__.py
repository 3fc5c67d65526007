"""Every write of the area."""

from onething.areas.notices.services.gathering import gather, gather_forgotten
from onething.areas.notices.services.sending import send, take_receipt
from onething.areas.notices.services.settling import choose, settle, try_again
from onething.areas.notices.services.telling import Messages, mark_all_read, mark_read, tell

__all__ = [
    "Messages",
    "choose",
    "gather",
    "gather_forgotten",
    "mark_all_read",
    "mark_read",
    "send",
    "settle",
    "take_receipt",
    "tell",
    "try_again",
]
