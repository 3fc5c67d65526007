"""Table: messages to people. Text is made when it is read: the row keeps the kind and the facts."""

from django.db import models

from onething.areas.notices.words import body_of, title_of
from onething.core.papers import Message
from onething.kit.ports import new_id


class MessageRow(models.Model):
    """person: key of whom it is for. mailed_at: when the e-mail was handed to the mail server, None = not (yet)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    facts = models.JSONField()
    application = models.CharField(max_length=40, blank=True, default="")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "sent_at"], name="notices_of_person")]

    def to_core(self) -> Message:
        return Message(
            id=self.id,
            kind=self.kind,
            title=title_of(self.kind, self.facts),
            body=body_of(self.kind, self.facts),
            application=self.application,
            sent_at=self.sent_at,
            read_at=self.read_at,
        )
