"""Tables: questions, their hand-overs, and the counter of their numbers.

The department of whoever is responsible stands on the row, so that a manager sees what lies in the own department.
"""

from django.db import models
from django.db.models import Q

from onething.core.inquiries import AskedBy, Inquiry, Passing, Staff, Told, Way
from onething.kit.ports import SHANGHAI, new_id


class InquiryRow(models.Model):
    """One question. first_…: who was asked first; responsible_…: who is now; answer_by: the last day to answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    question = models.TextField()
    came = models.CharField(max_length=10)
    asker = models.CharField(max_length=100, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    first = models.CharField(max_length=60)
    first_name = models.CharField(max_length=200)
    first_department = models.CharField(max_length=60)
    responsible = models.CharField(max_length=60)
    responsible_name = models.CharField(max_length=200)
    responsible_department = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True, default="")
    told = models.CharField(max_length=60, blank=True, default="")
    way = models.CharField(max_length=10, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["responsible", "answer_by"],
                condition=Q(answered_at=None),
                name="inquiries_open_of_one",
            ),
            models.Index(fields=["first_department", "asked_at"], name="inquiries_by_department"),
        ]

    def __str__(self) -> str:
        return self.number

    def to_core(self, passings: tuple[Passing, ...] = ()) -> Inquiry:
        return Inquiry(
            id=self.id,
            number=self.number,
            question=self.question,
            came=AskedBy(self.came),
            asker=self.asker,
            phone=self.phone,
            first=Staff(self.first, self.first_name, self.first_department),
            responsible=Staff(self.responsible, self.responsible_name, self.responsible_department),
            asked_at=self.asked_at.astimezone(SHANGHAI),
            answer_by=self.answer_by,
            passings=passings,
            answer=self.answer,
            told=frozenset(Told(one) for one in self.told.split()),
            way=Way(self.way) if self.way else None,
            answered_at=self.answered_at.astimezone(SHANGHAI) if self.answered_at else None,
        )


class PassingRow(models.Model):
    """One hand-over of a question; one at a time waits."""

    inquiry = models.ForeignKey(InquiryRow, on_delete=models.PROTECT, related_name="+")
    giver = models.CharField(max_length=60)
    giver_name = models.CharField(max_length=200)
    giver_department = models.CharField(max_length=60)
    receiver = models.CharField(max_length=60)
    receiver_name = models.CharField(max_length=200)
    receiver_department = models.CharField(max_length=60)
    reason = models.TextField()
    offered_at = models.DateTimeField()
    confirm_by = models.DateField()
    confirmed = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(answered_at=None), name="inquiries_one_offer_at_a_time"
            )
        ]
        indexes = [
            models.Index(
                fields=["receiver", "confirm_by"],
                condition=Q(answered_at=None),
                name="inquiries_offered_to_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.giver_name} → {self.receiver_name}"

    def to_core(self) -> Passing:
        return Passing(
            Staff(self.giver, self.giver_name, self.giver_department),
            Staff(self.receiver, self.receiver_name, self.receiver_department),
            self.reason,
            self.offered_at.astimezone(SHANGHAI),
            self.confirm_by,
            self.confirmed,
            self.answer,
            self.answered_at.astimezone(SHANGHAI) if self.answered_at else None,
        )


class InquirySerialRow(models.Model):
    """The last number given on a day."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
