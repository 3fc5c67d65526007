"""Tables: issued documents and the counters of their numbers."""

from django.db import models

from onething.core.cases.documents import DocumentKind
from onething.core.cases.views import DocumentLine
from onething.core.papers import IssuedDocument
from onething.kit.ports import SHANGHAI, new_id
from onething.kit.sealing import SealedRow


class CounterRow(models.Model):
    """The last number that an office gave in a year. It moves in the transaction of the act: no gap, no repeat."""

    department = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["department", "year"], name="documents_one_counter")]


class DocumentRow(SealedRow):
    """A document is its data. stream, sequence: the event that it stands for. case: "" if it is the application's.

    page: of the notice whose serial it shares, 1 for every document that is whole.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=30)
    department = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    page = models.PositiveSmallIntegerField(default=1, db_default=1)
    number = models.CharField(max_length=60)
    application = models.CharField(max_length=40)
    stream = models.CharField(max_length=50)
    sequence = models.PositiveIntegerField()
    person = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    template = models.CharField(max_length=20)
    values = models.JSONField()
    code = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "serial", "page"], name="documents_no_page_twice"
            ),
            models.UniqueConstraint(fields=["stream", "sequence", "kind"], name="documents_one_for_an_act"),
        ]
        indexes = [
            models.Index(fields=["application", "issued_at"], name="documents_of_application"),
            models.Index(fields=["person", "issued_at"], name="documents_of_person"),
            models.Index(fields=["id"], condition=models.Q(signature=""), name="documents_to_be_sealed"),
        ]

    @property
    def case(self) -> str:
        return self.stream if self.stream != self.application else ""

    def content(self) -> dict[str, object]:
        """Return what the seal covers."""
        return {
            "kind": self.kind,
            "department": self.department,
            "number": self.number,
            "application": self.application,
            "stream": self.stream,
            "sequence": self.sequence,
            "person": self.person,
            "issued_at": self.issued_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
            "template": self.template,
            "values": self.values,
        }

    def to_core(self) -> IssuedDocument:
        return IssuedDocument(
            id=self.id,
            kind=self.kind,
            heading=DocumentKind(self.kind).heading,
            department=self.department,
            number=self.number,
            issued_at=self.issued_at,
            application=self.application,
            case=self.case,
            person=self.person,
            values=self.values,
            template=self.template,
            hash=self.hash,
            code=self.code,
        )

    def to_line(self) -> DocumentLine:
        return DocumentLine(
            id=str(self.id),
            kind=self.kind,
            heading=DocumentKind(self.kind).heading,
            number=self.number,
            issued_on=self.issued_at.astimezone(SHANGHAI).date(),
            case=self.case,
            hash=self.hash,
        )
