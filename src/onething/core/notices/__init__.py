"""Messages on their way to people: by which ways, when they may leave, how several leave as one, what became of them."""

from onething.core.notices.letters import (
    FINAL,
    Letter,
    LetterState,
    Reason,
    Receipt,
    after_receipt,
    merged_text,
    needs_replacing,
)
from onething.core.notices.preferences import DEFAULT, MessageWay, Preference, QuietTooLong, ways_for
from onething.core.notices.quiet import QuietHours, leaves_at
from onething.core.notices.rules import MessageRules
from onething.core.notices.sms import segments

__all__ = [
    "DEFAULT",
    "FINAL",
    "Letter",
    "LetterState",
    "MessageRules",
    "MessageWay",
    "Preference",
    "QuietHours",
    "QuietTooLong",
    "Reason",
    "Receipt",
    "after_receipt",
    "leaves_at",
    "merged_text",
    "needs_replacing",
    "segments",
    "ways_for",
]
