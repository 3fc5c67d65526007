"""Tables: problems as folded rows, the units that were asked, and every act, which is never changed."""

from django.db import models
from django.db.models import Q

from onething.core.problems import AskedUnit, CauseKind, Channel, Problem, ProblemKind, ProblemState
from onething.kit.ports import new_id


class ProblemRow(models.Model):
    """key: made when the form opened, so that a problem is told once. person: key of whoever told it, "" where only name and
    telephone are known. code: with the number it shows how the problem stands. lead: the department that owns it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    key = models.CharField(max_length=80, unique=True)
    code = models.CharField(max_length=16)
    channel = models.CharField(max_length=10)
    person = models.CharField(max_length=64, blank=True, default="")
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20)
    registered_by = models.CharField(max_length=60)
    registered_at = models.DateTimeField()
    what = models.CharField(max_length=2000)
    tried = models.CharField(max_length=500)
    application = models.CharField(max_length=40, blank=True, default="")
    about = models.CharField(max_length=60, blank=True, default="")  # department, as whoever told it thinks
    state = models.CharField(max_length=12)
    registered_on = models.DateField()
    acts_by = models.DateField(null=True)
    kind = models.CharField(max_length=20, blank=True, default="")
    lead = models.CharField(max_length=60, blank=True, default="")
    reopened = models.PositiveSmallIntegerField(default=0)
    confirmed = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)
    cause = models.CharField(max_length=10, blank=True, default="")
    change = models.CharField(max_length=500, blank=True, default="")  # where the rule or item was changed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="problems_closed_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state="registered") | ~Q(lead=""), name="problems_have_a_lead"
            ),
        ]
        indexes = [
            models.Index(fields=["acts_by", "id"], condition=~Q(state="closed"), name="problems_open"),
            models.Index(fields=["-closed_on", "-id"], condition=Q(state="closed"), name="problems_closed"),
            models.Index(fields=["lead", "acts_by"], name="problems_of_lead"),
            models.Index(fields=["person", "-id"], condition=~Q(person=""), name="problems_of_person"),
        ]

    def __str__(self) -> str:
        return self.number

    def to_core(self) -> Problem:
        units = self.units.all()  # prefetched where there are many
        return Problem(
            state=ProblemState(self.state),
            registered_on=self.registered_on,
            acts_by=self.acts_by,
            kind=ProblemKind(self.kind) if self.kind else None,
            lead=self.lead,
            units=tuple(one.to_core() for one in units if one.round == self.reopened),
            reopened=self.reopened,
            confirmed=self.confirmed,
            closed_on=self.closed_on,
            cause=CauseKind(self.cause) if self.cause else None,
        )

    def keep(self, problem: Problem) -> None:
        """Take over what an act left; the row is saved by the caller."""
        self.state, self.registered_on, self.acts_by = problem.state, problem.registered_on, problem.acts_by
        self.kind, self.lead, self.reopened = problem.kind or "", problem.lead, problem.reopened
        self.confirmed, self.closed_on, self.cause = problem.confirmed, problem.closed_on, problem.cause or ""

    @property
    def told_by(self) -> Channel:
        return Channel(self.channel)


class SerialRow(models.Model):
    """How many problems were numbered on a day; whoever numbers the next one holds the row."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"


class UnitRow(models.Model):
    """A further unit that the lead asked, in the round since the problem was reopened last."""

    problem = models.ForeignKey(ProblemRow, on_delete=models.PROTECT, related_name="units")
    round = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=60, db_index=True)
    answer_by = models.DateField()
    replied_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "round", "unit"], name="problems_each_unit_once")
        ]

    def __str__(self) -> str:
        return self.unit

    def to_core(self) -> AskedUnit:
        return AskedUnit(self.unit, self.answer_by, self.replied_on)


class ActRow(models.Model):
    """One act, never changed. unit: the department that it is about, if any. shown: the person reads it too."""

    problem = models.ForeignKey(ProblemRow, on_delete=models.PROTECT, related_name="acts")
    sequence = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=2000, blank=True, default="")
    shown = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "sequence"], name="problems_acts_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"
