"""Tables: drafts."""

from django.db import models
from django.db.models import Q

from onething.kit.ports import new_id


class DraftRow(models.Model):
    """One draft. Its owner is an account, or nobody yet: then whoever has the guest key.

    content: `core.guidance.Draft` as data. key: of the submission, made when the form opened. version: counts changes.
    person: key of the applicant. number: of the application, once it is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=60, blank=True, default="", db_index=True)
    guest_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    person = models.CharField(max_length=64, blank=True, default="")
    scene = models.CharField(max_length=60)
    scene_hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    warned = models.BooleanField(default=False)
    number = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner="") | ~Q(guest_hash=""), name="guidance_a_draft_belongs_to_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scene} {self.id}"


class LooseFileRow(models.Model):
    """A file that a draft has given up. It is deleted a day later unless somebody uses it."""

    hash = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.hash
