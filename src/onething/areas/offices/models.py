"""Tables: divisions and offices, as the city package names them; who works on what there, and who is away."""

from django.db import models

from onething.core.offices import Office, Place
from onething.core.source import Text
from onething.core.staffing import Leave, Skill
from onething.kit.ports import new_id


class PlaceRow(models.Model):
    """A division. `path` holds the codes from the root down to it, each followed by "/"."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    parent = models.CharField(max_length=12, blank=True, default="", db_index=True)
    path = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name

    def to_core(self) -> Place:
        return Place(
            code=self.code,
            name=self.name,
            level=self.level,
            kind=self.kind,
            parent=self.parent,
            path=tuple(part for part in self.path.split("/") if part),
        )


class OfficeRow(models.Model):
    """A department in one division."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    short_zh = models.CharField(max_length=100)
    short_en = models.CharField(max_length=100, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    hours_zh = models.CharField(max_length=200, blank=True, default="")
    hours_en = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "division"], name="offices_one_for_each_division"),
        ]
        indexes = [models.Index(fields=["division"], name="offices_by_division")]

    def __str__(self) -> str:
        return self.name_zh

    def to_core(self) -> Office:
        return Office(
            id=self.id,
            department=self.department,
            division=self.division,
            name=Text(self.name_zh, self.name_en),
            short=Text(self.short_zh, self.short_en),
            address=self.address,
            phone=self.phone,
            hours=Text(self.hours_zh, self.hours_en),
        )


class SkillRow(models.Model):
    """That an officer of an office may work on an item, "" for all, in a kind of step, "" for all. Ended, never deleted.

    person: key of the officer's own identity document, so that nobody is given a case in which it stands.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    officer = models.CharField(max_length=60)
    officer_name = models.CharField(max_length=200)
    person = models.CharField(max_length=100, blank=True, default="")
    item = models.CharField(max_length=60, blank=True, default="")
    step = models.CharField(max_length=20, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    said_by = models.CharField(max_length=60)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["department", "division", "to_on"], name="offices_skills_of_office")]

    def __str__(self) -> str:
        return f"{self.officer_name} {self.item or '*'}"

    def to_core(self) -> Skill:
        return Skill(
            self.id,
            self.officer,
            self.officer_name,
            self.item,
            self.step,
            self.from_on,
            self.to_on,
            self.person,
        )


class LeaveRow(models.Model):
    """That an officer is away, and who stands in. Ended earlier by moving `to_on`, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    officer = models.CharField(max_length=60)
    officer_name = models.CharField(max_length=200)
    stand_in = models.CharField(max_length=60)
    stand_in_name = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    said_by = models.CharField(max_length=60)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["department", "division", "to_on"], name="offices_leaves_of_office"),
            models.Index(fields=["stand_in", "to_on"], name="offices_leaves_by_stand_in"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_name} {self.from_on} {self.to_on}"

    def to_core(self) -> Leave:
        return Leave(
            self.id,
            self.officer,
            self.officer_name,
            self.stand_in,
            self.stand_in_name,
            self.from_on,
            self.to_on,
        )
