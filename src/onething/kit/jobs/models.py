"""Tables: jobs, and when each periodic work is next due."""

from django.db import models
from django.db.models import Q

from onething.kit.ports import new_id


class JobRow(models.Model):
    """One piece of work. dedupe: at most one job of a kind with this key waits or runs. fence: counts the leases.

    lost: how many leases ran out because the worker died or hung. department, role: whose dead letter it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    dedupe = models.CharField(max_length=150, blank=True, default="")
    state = models.CharField(max_length=10, default="ready")
    run_after = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    lost = models.PositiveSmallIntegerField(default=0)
    department = models.CharField(max_length=60, blank=True, default="")
    role = models.CharField(max_length=20, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    owner = models.CharField(max_length=60, blank=True, default="")
    error = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "dedupe"],
                condition=Q(state__in=["ready", "running"]) & ~Q(dedupe=""),
                name="jobs_one_live_for_each_key",
            )
        ]
        indexes = [
            models.Index(fields=["run_after", "id"], condition=Q(state="ready"), name="jobs_ready"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_running"),
            models.Index(fields=["ended_at"], condition=Q(state__in=["done", "dead"]), name="jobs_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ScheduleRow(models.Model):
    """When a periodic work is next due; whoever moves `next_at` forward does it."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
