"""The jobs of messages and letters, by keys that name nobody."""

import hashlib
from datetime import datetime

from onething.areas.notices.models import LetterRow, MessageRow
from onething.kit.jobs import api as jobs

GATHER, SEND = "notices.gather", "notices.send"


def post(message: MessageRow, *, now: datetime, at: datetime | None = None) -> None:
    """See that what is owed to the person of a message about its application is gathered, once for all of it.

    at: not before this moment, for what waits by rule; its job does not stand for what comes in between.
    """
    thread = hashlib.sha256(f"{message.person} {message.application}".encode()).hexdigest()[:32]
    key = f"{thread} {at.isoformat()}" if at else thread
    jobs.enqueue(GATHER, {"message": str(message.pk)}, now=now, run_after=at, key=key)


def post_letter(letter: LetterRow, *, now: datetime) -> None:
    """See that a letter, as it stands, is handed over."""
    jobs.enqueue(SEND, {"letter": str(letter.pk)}, now=now, key=letter.key)
