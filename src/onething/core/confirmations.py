"""What somebody else confirmed online: the statement as it was shown, and who replied for whom (docs/confirming.md)."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from onething.core.data import as_data
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One field of the form as the statement repeats it. key: of the field, "" for a note on what is wrong with it."""

    key: str
    label: Text
    value: Text = field(repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is confirmed (确认书), in full as it is shown. line: of the materials. bearer: key of who has to confirm, an
    organisation (`credit_code:NUMBER`) or a person as accounts know one. texts: one for each wording of an asking item.
    """

    scene: str
    line: str
    paper: Text
    role: Text
    bearer: str = field(repr=False)
    texts: tuple[Text, ...]
    rows: tuple[StatementRow, ...] = field(repr=False)

    @property
    def hash(self) -> str:
        """SHA-256, hex, of everything in it, in both languages."""
        text = json.dumps(as_data(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """That somebody confirmed a statement, refused it, or took a confirmation back. hash: of the statement as it was shown.

    bearer: for whom. by: key of the person who replied; actor: its id; authority: id of the one by which it was for another,
    "" for oneself. reason: of a refusal, "" of a confirmation. withdrawn: a confirmation was taken back.
    """

    line: str
    hash: str
    bearer: str = field(repr=False)
    confirmed: bool
    by: str = field(repr=False)
    name: str
    actor: str
    authority: str
    at: datetime
    reason: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A reply with the statement that it was given to; what is kept of it, and handed in."""

    statement: Statement
    reply: Reply

    @property
    def bearer_number(self) -> str:
        """The number of who had to confirm, without its kind."""
        return self.statement.bearer.rpartition(":")[2]

    def to_person(self) -> "Confirmation":
        """Return it as the applicant reads it: by name, without the numbers of who acted."""
        return replace(self, reply=replace(self.reply, by="", actor="", authority=""))

    @property
    def holds(self) -> bool:
        """Whether it says that just this statement was confirmed."""
        return self.reply.confirmed and self.reply.hash == self.statement.hash
