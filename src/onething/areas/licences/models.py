"""Table: electronic licences, with the data that they carry."""

from datetime import date

from django.db import models

from onething.core.papers import HeldLicence, LicenceState
from onething.core.source import Text
from onething.kit.ports import new_id
from onething.kit.sealing import SealedRow


class LicenceRow(SealedRow):
    """A licence of a holder. identifier: GB/T 36904, with its check character.

    holder: person key; of someone without a number yet, `KEEPER/ROLE`. keeper: who keeps it for them, "" for oneself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identifier = models.CharField(max_length=120, unique=True)
    licence = models.CharField(max_length=80)
    label_zh = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True, default="")
    issuer = models.CharField(max_length=60)
    issuer_zh = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200, blank=True, default="")
    holder = models.CharField(max_length=60)
    holder_name = models.CharField(max_length=200)
    keeper = models.CharField(max_length=60, blank=True, default="", db_index=True)
    fields = models.JSONField()
    issued_on = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=20, default=LicenceState.VALID.value)
    case = models.CharField(max_length=50, blank=True, default="")
    code = models.CharField(max_length=40, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["holder", "issued_on"], name="licences_of_holder"),
            models.Index(fields=["id"], condition=models.Q(signature=""), name="licences_to_be_sealed"),
        ]

    def content(self) -> dict[str, object]:
        """Return what the seal covers; the state is not in it: it changes."""
        return {
            "identifier": self.identifier,
            "licence": self.licence,
            "issuer": self.issuer,
            "holder": self.holder,
            "holder_name": self.holder_name,
            "fields": self.fields,
            "issued_on": self.issued_on.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else "",
            "case": self.case,
        }

    def to_core(self, today: date) -> HeldLicence:
        state = LicenceState(self.state)
        if state is LicenceState.VALID and self.valid_to is not None and self.valid_to < today:
            state = LicenceState.EXPIRED
        return HeldLicence(
            identifier=self.identifier,
            licence=self.licence,
            label=Text(self.label_zh, self.label_en),
            holder=self.holder,
            holder_name=self.holder_name,
            issuer=Text(self.issuer_zh, self.issuer_en),
            fields=self.fields,
            issued_on=self.issued_on,
            valid_to=self.valid_to,
            state=state,
            case=self.case,
            code=self.code,
        )
