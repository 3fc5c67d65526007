"""Tables: warnings, what was said of them, and how far a day's sweep has come.

A warning is never changed but for where it stands, and neither it nor what was said of it is ever deleted: the database
refuses (migration 0002). The office that had the case when it was warned is a column from the first migration on.
"""

from django.db import models
from django.db.models import Q

from onething.core.clock import Limit, Stage
from onething.core.supervision import Standing, Warned
from onething.kit.ports import new_id


class WarningRow(models.Model):
    """One warning. case_id, case: id and number of the case. standing: where it stands, see `Standing`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField()
    case = models.CharField(max_length=30)
    item = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    town = models.CharField(max_length=12, blank=True, default="")
    holder = models.CharField(max_length=60, blank=True, default="")
    limit = models.CharField(max_length=20)
    stage = models.CharField(max_length=10)
    red = models.BooleanField()
    audience = models.CharField(max_length=10)
    started_on = models.DateField()
    due_on = models.DateField()
    raised_at = models.DateTimeField()
    standing = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "limit", "due_on", "stage"], name="supervision_each_warning_once"
            )
        ]
        indexes = [
            models.Index(fields=["red", "-id"], name="supervision_by_light"),
            models.Index(fields=["department", "-id"], name="supervision_by_office"),
            models.Index(
                fields=["limit", "due_on"], name="supervision_cancelled", condition=Q(standing="cancelled")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.limit} {self.stage}"

    def to_core(self) -> Warned:
        return Warned(Limit(self.limit), Stage(self.stage), self.started_on, self.due_on)


class RemarkRow(models.Model):
    """What was said of a warning: asked, explained, corrected, cancelled; by whom, when, in which words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning = models.ForeignKey(WarningRow, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Standing])
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.warning_id} {self.kind}"


class SweepRow(models.Model):
    """One day's look at every open case. after: the last case looked at; passed_at: when the changed ones were looked at last."""

    day = models.DateField(primary_key=True)
    after = models.UUIDField(null=True, blank=True)
    cases = models.PositiveIntegerField(default=0)
    raised = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.cases}"
