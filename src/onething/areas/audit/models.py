"""Tables: the log and the head of each of its chains."""

from typing import Any

from django.db import models

from onething.core.audit import Link
from onething.core.looks import Entry


class EntryRow(models.Model):
    """One entry. It is never changed (a trigger of the database refuses) and never deleted (its chain would show it)."""

    chain = models.PositiveSmallIntegerField()
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=64, blank=True)
    case = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    algorithm = models.CharField(max_length=10)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_entry_for_each_place")
        ]
        indexes = [
            models.Index(fields=["subject", "-id"], name="audit_by_subject"),
            models.Index(fields=["case", "id"], name="audit_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence} {self.action}"

    def content(self) -> dict[str, Any]:
        """Return what the hash covers."""
        return {
            "at": self.at.isoformat(),
            "actor": self.actor,
            "actor_name": self.actor_name,
            "department": self.department,
            "action": self.action,
            "subject": self.subject,
            "case": self.case,
            "detail": self.detail,
        }

    def to_link(self) -> Link:
        return Link(self.sequence, self.content(), self.algorithm, self.previous, self.hash)

    def to_core(self) -> Entry:
        return Entry(
            chain=self.chain,
            sequence=self.sequence,
            at=self.at,
            actor=self.actor,
            actor_name=self.actor_name,
            department=self.department,
            action=self.action,
            subject=self.subject,
            case=self.case,
            detail=self.detail,
        )


class HeadRow(models.Model):
    """The last link of a chain. Whoever appends holds its lock; a log cut off at the end does not fit it."""

    chain = models.PositiveSmallIntegerField(primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"chain {self.chain} at {self.sequence}"
