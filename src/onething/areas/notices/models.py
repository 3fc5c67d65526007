"""Tables: messages to people, the letters in which they leave, and what people chose about that.

The text of a message is made when it is read: its row keeps the kind and the facts. Rows of letters keep no address in
full: it is asked for when the letter leaves.
"""

from datetime import time

from django.db import models
from django.db.models import Q

from onething.areas.notices.words import body_of, title_of
from onething.core.notices import DEFAULT, Letter, LetterState, MessageWay, Preference, QuietHours, Reason
from onething.core.papers import Message, SentLine
from onething.kit.ports import new_id


class MessageRow(models.Model):
    """person: key of whom it is for. owed: it has not been put into letters yet. department: of whoever told it.

    mailed_at: not written any more; the next release drops it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    facts = models.JSONField()
    application = models.CharField(max_length=40, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="", db_default="")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    owed = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "sent_at"], name="notices_of_person"),
            models.Index(fields=["sent_at"], condition=Q(owed=True), name="notices_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def to_core(self, sent: tuple[SentLine, ...] = ()) -> Message:
        return Message(
            id=self.id,
            kind=self.kind,
            title=title_of(self.kind, self.facts),
            body=body_of(self.kind, self.facts),
            application=self.application,
            sent_at=self.sent_at,
            read_at=self.read_at,
            sent=sent,
        )


class LetterRow(models.Model):
    """What leaves for one person by one way. department: owns it where it does not arrive.

    address: covered, as it was when the letter left. provider: was asked last; silent: how often it did not answer.
    round: grows when somebody lets it be tried again, so that the provider has a key that it does not know.
    instead_of: the letter by another way that failed. settled_…: who saw to a failure, when and how.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.CharField(max_length=60)
    application = models.CharField(max_length=40, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="")
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=LetterState.MEANT.value)
    address = models.CharField(max_length=120, blank=True, default="")
    provider = models.CharField(max_length=40, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    round = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    silent = models.PositiveSmallIntegerField(default=0)
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    meant_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=60, blank=True, default="")
    settled = models.CharField(max_length=500, blank=True, default="")
    messages = models.ManyToManyField(MessageRow, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instead_of"], name="notices_one_letter_instead"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled="") | (Q(settled_at__isnull=False) & ~Q(settled="")),
                name="notices_settled_says_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-meant_at", "-id"],
                condition=Q(settled_at=None, state__in=["failed", "handed"]),
                name="notices_open_letters",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """The key by which a provider does this once."""
        return f"{self.id}-{self.round}"

    def to_core(self, kinds: tuple[str, ...] = ()) -> Letter:
        return Letter(
            id=self.id,
            way=MessageWay(self.way),
            state=LetterState(self.state),
            address=self.address,
            provider=self.provider,
            reason=Reason.text(self.reason),
            messages=len(kinds),
            application=self.application,
            department=self.department,
            meant_at=self.meant_at,
            handed_at=self.handed_at,
            ended_at=self.ended_at,
            tries=self.tries,
            settled=Reason.text(self.settled),
            kinds=kinds,
        )


class PreferenceRow(models.Model):
    """What a person chose. quiet_from, quiet_until: the own quiet hours, both or none."""

    person = models.CharField(max_length=60, primary_key=True)
    sms = models.BooleanField(default=True)
    mail = models.BooleanField(default=True)
    mail_instead = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True, default="")
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="notices_quiet_hours_begin_and_end",
            )
        ]

    def __str__(self) -> str:
        return f"preference of {self.changed_at:%F}"

    @classmethod
    def of(cls, person: str) -> Preference:
        """Return what a person chose, or what holds for whoever chose nothing."""
        row = cls.objects.filter(pk=person).first()
        return row.to_core() if row else DEFAULT

    def to_core(self) -> Preference:
        chosen = {MessageWay.SMS: self.sms, MessageWay.MAIL: self.mail}
        return Preference(
            ways=tuple(way for way, on in chosen.items() if on),
            mail_instead=self.mail_instead,
            language=self.language,
            quiet=_hours(self.quiet_from, self.quiet_until),
        )


def _hours(start: time | None, until: time | None) -> QuietHours | None:
    return QuietHours(start, until) if start is not None and until is not None else None
