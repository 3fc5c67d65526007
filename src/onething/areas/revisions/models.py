"""Tables: revisions as folded rows, the files that each changes, and every step, which is never changed."""

from django.db import models
from django.db.models import Q

from onething.core.revisions.lifecycle import Review, Revision, State, Step
from onething.kit.ports import new_id


class RevisionRow(models.Model):
    """base, base_version: digest and id of the version that it stands on. owner: office. editors: ids of actors, offices: ids.

    version: of the catalogue that it made, undone: the one that took it back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    base = models.CharField(max_length=64)
    base_version = models.BigIntegerField()
    owner = models.CharField(max_length=60)
    author = models.CharField(max_length=60)
    author_name = models.CharField(max_length=200)
    editors = models.JSONField(default=list)
    offices = models.JSONField(default=list)
    sequence = models.PositiveIntegerField(default=1)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=1000, blank=True, default="")
    version = models.BigIntegerField(null=True)
    undone = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(on__isnull=False), name="revisions_scheduled_for_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(version__isnull=False),
                name="revisions_published_as_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["city", "-changed_at"], name="revisions_newest"),
            models.Index(fields=["on"], condition=Q(state="scheduled"), name="revisions_due"),
            models.Index(fields=["version"], name="revisions_by_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title[:40]} ({self.state})"

    def to_core(self) -> Revision:
        return Revision(
            id=self.pk,
            title=self.title,
            state=State(self.state),
            base=self.base,
            owner=self.owner,
            author=self.author,
            author_name=self.author_name,
            sequence=self.sequence,
            created_at=self.created_at,
            changed_at=self.changed_at,
            editors=tuple(self.editors),
            paths=tuple(one.path for one in self.changes.all()),
            offices=tuple(self.offices),
            reviews=tuple(one.to_core() for one in self.steps.all()),
            on=self.on,
            reason=self.reason,
            version=self.version,
        )

    def keep(self, revision: Revision) -> None:
        """Write what an act left: the folded row, and the steps that are new."""
        self.state, self.sequence, self.base = revision.state, revision.sequence, revision.base
        self.editors, self.offices = list(revision.editors), list(revision.offices)
        self.on, self.reason, self.version = revision.on, revision.reason, revision.version
        self.changed_at = revision.changed_at
        self.save()
        known = self.steps.count()
        StepRow.objects.bulk_create(
            StepRow.of(self, number, one) for number, one in enumerate(revision.reviews) if number >= known
        )
        self._prefetched_objects_cache: dict[str, object] = {}


class ChangeRow(models.Model):
    """A file as the revision has it. content: None = the file goes.

    entry_version: of an entry of the register without a file yet, the number of the version that it was made from.
    """

    revision = models.ForeignKey(RevisionRow, on_delete=models.CASCADE, related_name="changes")
    path = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    entry_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["revision", "path"], name="revisions_each_file_once")]

    def __str__(self) -> str:
        return self.path


class StepRow(models.Model):
    """One step, never changed. number: from 0, in order."""

    revision = models.ForeignKey(RevisionRow, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=24)
    who = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True, default="")
    office = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "number"], name="revisions_steps_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.number}"

    @classmethod
    def of(cls, row: RevisionRow, number: int, one: Review) -> "StepRow":
        return cls(
            revision=row,
            number=number,
            step=one.step,
            who=one.who,
            name=one.name,
            office=one.office,
            at=one.at,
            reason=one.reason,
        )

    def to_core(self) -> Review:
        return Review(Step(self.step), self.who, self.name, self.office, self.at, self.reason)
