"""Tables: consents, and the log of calls. Neither holds what was looked up."""

from django.db import models
from django.db.models import Q


class ConsentRow(models.Model):
    """Leave to look one share up for one draft or application. Withdrawn, never deleted.

    person: key of whose data may be looked up. given_by: actor id. ref: draft or application. fields: keys.
    """

    person = models.CharField(max_length=64, db_index=True)
    given_by = models.CharField(max_length=60)
    share = models.CharField(max_length=60)
    scene = models.CharField(max_length=60)
    ref = models.CharField(max_length=64)
    fields = models.JSONField(default=list)
    purpose = models.CharField(max_length=300)
    basis = models.CharField(max_length=200, default="consent")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "share"],
                condition=Q(withdrawn_at=None),
                name="exchange_one_consent_for_a_share_and_draft",
            )
        ]

    def __str__(self) -> str:
        return f"{self.share} for {self.ref}"


class CallRow(models.Model):
    """One look-up: who asked what about whom, why, and how it ended."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=60)
    department = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=64, db_index=True)
    share = models.CharField(max_length=60)
    system = models.CharField(max_length=60)
    scene = models.CharField(max_length=60)
    ref = models.CharField(max_length=64, blank=True)
    case = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=60)
    asked = models.JSONField(default=list)  # elements, facts and materials that were asked
    purpose = models.CharField(max_length=300)
    outcome = models.CharField(max_length=20)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["share", "-id"], name="exchange_calls_of_a_share")]

    def __str__(self) -> str:
        return f"{self.share} {self.outcome}"
