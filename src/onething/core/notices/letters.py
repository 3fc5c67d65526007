"""A letter: what leaves for one person by one way, with one message in it or several; and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from onething.core.notices.preferences import MessageWay, Preference
from onething.core.notices.sms import segments
from onething.core.source import Text


class LetterState(StrEnum):
    MEANT = "meant"  # 待发
    HANDED = "handed"  # 已交通道: a provider has it, nobody knows more yet
    DELIVERED = "delivered"  # 已送达: the provider's receipt says so
    FAILED = "failed"  # 未送达, with why

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    LetterState.MEANT: Text("待发", "To be sent"),
    LetterState.HANDED: Text("已发出", "Sent"),
    LetterState.DELIVERED: Text("已送达", "Delivered"),
    LetterState.FAILED: Text("没有送到", "Not delivered"),
}
NOTHING_SAID = Text("")
FINAL = frozenset({LetterState.DELIVERED})


class Reason(StrEnum):
    """What we ourselves say of a letter; anything else is in the words of a provider, or of whoever settled it."""

    NO_ADDRESS = "no_address"
    NO_ANSWER = "no_answer"
    MAIL_INSTEAD = "mail_instead"

    @classmethod
    def text(cls, said: str) -> Text:
        """Return what was noted, in words."""
        return _REASONS[cls(said)] if said in set(cls) else Text(said)


_REASONS = {
    Reason.NO_ADDRESS: Text("没有可用的号码或地址", "No number or address to send to"),
    Reason.NO_ANSWER: Text("通道没有应答", "No carrier took it"),
    Reason.MAIL_INSTEAD: Text("改用邮件", "By mail instead"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as people look at it. address: masked. reason: why it failed, in the words of the provider or ours.

    messages: how many are in it. department: the office whose act was told first; it owns what does not arrive.
    """

    id: UUID
    way: MessageWay
    state: LetterState
    address: str
    provider: str
    reason: Text
    messages: int
    application: str
    department: str
    meant_at: datetime
    handed_at: datetime | None
    ended_at: datetime | None
    tries: int
    settled: Text = NOTHING_SAID
    kinds: tuple[str, ...] = ()
    person: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider tells of a letter by its key."""

    key: str
    delivered: bool
    reason: str = ""


def after_receipt(state: LetterState, receipt: Receipt) -> LetterState:
    """Return the state after a receipt. Delivered is the end: nothing that comes later or again changes it.

    A receipt may come before we noted that the letter was handed over, long after, twice, and in any order: a failure
    that was told is corrected by a delivery, never the other way round.
    """
    if state in FINAL:
        return state
    return LetterState.DELIVERED if receipt.delivered else LetterState.FAILED


def needs_replacing(way: MessageWay, chosen: Preference) -> bool:
    """Whether a letter that failed by this way goes by mail instead: the person chose so, and mail did not go anyway."""
    return way is MessageWay.SMS and chosen.mail_instead and MessageWay.MAIL not in chosen.ways


def merged_text(
    said: Sequence[str], *, sign: str, link: str, more: str, joint: str, most_segments: int
) -> str:
    """Return the one text of several messages: signature, each once and in order, then where to read them.

    What would not fit in `most_segments` parts of an SMS is left out, as `more` says with `{n}`: the messages are all on
    the platform. The first one always stays.
    """
    lines = list(dict.fromkeys(said))
    for kept in range(len(lines), 0, -1):
        left = len(lines) - kept
        told = joint.join(lines[:kept]) + (more.format(n=left) if left else "")
        text = f"{sign}{told}{link}"
        if segments(text) <= most_segments:
            return text
    return f"{sign}{lines[0]}{link}"
