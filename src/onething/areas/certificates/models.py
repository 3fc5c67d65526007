"""Tables: slips "not needed", and the counter of their numbers in each village and year."""

from django.db import models

from onething.core.catalogue.words import CertificateStatus
from onething.core.certificates import Slip
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, new_id


class CounterRow(models.Model):
    """The last number of a village in a year."""

    division = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "year"], name="certificates_one_counter_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}: {self.last}"


class SlipRow(models.Model):
    """One slip. kind, status, name, instead, basis, source, phone: as the package said on that day. office: department that
    asked, "" for a body outside, whose name is asker. division: the village that gave it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=80, unique=True)
    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=100)
    kind_en = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=10)
    instead_zh = models.CharField(max_length=500, blank=True, default="")
    instead_en = models.CharField(max_length=500, blank=True, default="")
    basis = models.CharField(max_length=200, blank=True, default="")
    source_zh = models.CharField(max_length=200, blank=True, default="")
    source_en = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    office = models.CharField(max_length=60, blank=True, default="")
    asker_zh = models.CharField(max_length=200)
    asker_en = models.CharField(max_length=200, blank=True, default="")
    matter = models.CharField(max_length=200, blank=True, default="")
    person = models.CharField(max_length=100, blank=True, default="")
    division = models.CharField(max_length=12)
    place = models.CharField(max_length=100)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["division", "-id"], name="certificates_by_village"),
            models.Index(fields=["office", "kind"], name="certificates_by_asker"),
        ]

    def __str__(self) -> str:
        return self.number

    def to_core(self) -> Slip:
        return Slip(
            id=self.id,
            number=self.number,
            code=self.code,
            kind=Text(self.kind, self.kind_en),
            status=CertificateStatus(self.status),
            instead=Text(self.instead_zh, self.instead_en),
            basis=self.basis,
            source=Text(self.source_zh, self.source_en),
            phone=self.phone,
            office=self.office,
            asker=Text(self.asker_zh, self.asker_en),
            matter=self.matter,
            person=self.person,
            division=self.division,
            place=self.place,
            issued_at=self.issued_at.astimezone(SHANGHAI),
            by=self.by_name,
        )
