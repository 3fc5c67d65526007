"""Table: electronic licences, with the data that they carry."""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import Q

from onething.core.licences import GROUNDS, LicenceAct, LicenceChange, LicenceGrant, Standing
from onething.core.papers import HeldLicence, LicenceHappening, LicenceState
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, new_id
from onething.kit.sealing import SealedRow


class LicenceRow(SealedRow):
    """A licence of a holder. identifier: GB/T 36904, with its check character.

    holder: person key; of someone without a number yet, `KEEPER/ROLE`. keeper: who keeps it for them, "" for oneself.
    state, successor: folded from the changes, for lists; the changes are the truth. predecessor, successor: identifiers.
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
    number = models.CharField(max_length=120, blank=True, default="")
    holder_document = models.CharField(max_length=30, blank=True, default="")
    valid_from = models.DateField(null=True, blank=True)
    state_text = models.CharField(max_length=200, blank=True, default="")
    predecessor = models.CharField(max_length=120, blank=True, default="")
    successor = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["holder", "issued_on"], name="licences_of_holder"),
            models.Index(fields=["id"], condition=models.Q(signature=""), name="licences_to_be_sealed"),
        ]

    def content(self) -> dict[str, object]:
        """Return what the seal covers; the state is not in it: each change has a seal of its own.

        What came later is covered where it is there, so that older licences still say what was sealed.
        """
        later = {
            "number": self.number,
            "holder_document": self.holder_document,
            "valid_from": self.valid_from.isoformat() if self.valid_from else "",
            "predecessor": self.predecessor,
        }
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
            **{name: value for name, value in later.items() if value},
        }

    @property
    def standing(self) -> Standing:
        return Standing(LicenceState(self.state), self.successor)

    def to_core(self, today: date, changes: Sequence["ChangeRow"] = ()) -> HeldLicence:
        state = self.standing.on(today, valid_to=self.valid_to)
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
            number=self.number,
            holder_document=self.holder_document,
            valid_from=self.valid_from,
            state_text=self.state_text,
            predecessor=self.predecessor,
            successor=self.successor,
            history=tuple(one.to_happening() for one in changes),
        )


class ChangeRow(SealedRow):
    """One act on a licence, sealed and never changed. sequence: 1, 2, 3 … for each licence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    licence = models.ForeignKey(LicenceRow, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60)
    ground = models.CharField(max_length=30)
    article = models.CharField(max_length=300)
    reason = models.TextField()
    document = models.CharField(max_length=60, blank=True, default="")
    successor = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["licence", "sequence"], name="licences_one_change_for_each_place")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(signature=""), name="licences_changes_to_be_sealed")
        ]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.sequence} {self.act}"

    def content(self) -> dict[str, object]:
        return {
            "licence": str(self.licence_id),
            "sequence": self.sequence,
            "act": self.act,
            "at": self.at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
            "by": self.by,
            "department": self.department,
            "ground": self.ground,
            "article": self.article,
            "reason": self.reason,
            "document": self.document,
            "successor": self.successor,
        }

    def to_core(self) -> LicenceChange:
        return LicenceChange(
            LicenceAct(self.act),
            self.at.astimezone(SHANGHAI),
            self.by,
            self.department,
            self.ground,
            self.article,
            self.reason,
            self.document,
            self.successor,
        )

    def to_happening(self) -> LicenceHappening:
        return LicenceHappening(
            what=LicenceAct(self.act).label,
            on=self.at.astimezone(SHANGHAI).date(),
            ground=GROUNDS[self.ground].text,
            article=self.article,
            reason=self.reason,
            document=self.document,
            by=self.by_name,
        )


class UseRow(models.Model):
    """That the data of a licence were used, for what and on what leave; the holder sees each.

    case: of which matter, "" for none. basis: a `core.licences.Basis`. keys: fields and materials of the case that rest
    on it, with blanks between; "" for a use that nothing rests on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    licence = models.ForeignKey(LicenceRow, on_delete=models.PROTECT, related_name="+")
    case = models.CharField(max_length=50, blank=True, default="")
    purpose_zh = models.CharField(max_length=300)
    purpose_en = models.CharField(max_length=300, blank=True, default="")
    fields = models.JSONField()
    basis = models.CharField(max_length=20)
    basis_text = models.CharField(max_length=300, blank=True, default="")
    keys = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["licence", "-at"], name="licences_uses"),
            models.Index(fields=["case"], condition=~Q(case=""), name="licences_uses_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.case}"


class GrantRow(models.Model):
    """The holder's leave: to whom, which fields, for what, until when. Ended, never deleted.

    receiver: a department of the city by its id, or an organisation by its name. given_by: account id of who gave it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    licence = models.ForeignKey(LicenceRow, on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=60, db_index=True)
    receiver = models.CharField(max_length=200)
    fields = models.JSONField()
    purpose = models.CharField(max_length=300)
    given_by = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.licence_id} {self.receiver}"

    def to_core(self) -> LicenceGrant:
        ended = self.ended_at.astimezone(SHANGHAI).date() if self.ended_at else None
        return LicenceGrant(
            id=str(self.id),
            licence=self.licence.identifier,
            to=self.receiver,
            fields=frozenset(self.fields),
            purpose=self.purpose,
            until=self.until,
            given_on=self.given_at.astimezone(SHANGHAI).date(),
            revoked_on=ended,
        )


class CopyRow(SealedRow):
    """An annotated copy (加注件): for whom and what it was made stands across it, and it ends with its last day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    licence = models.ForeignKey(LicenceRow, on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=60)
    receiver = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    case = models.CharField(max_length=50, blank=True, default="")
    fields = models.JSONField()
    made_at = models.DateTimeField()
    until = models.DateField()
    code = models.CharField(max_length=40, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(signature=""), name="licences_copies_to_be_sealed"),
            models.Index(fields=["holder", "-made_at"], name="licences_copies_of_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.receiver}"

    def content(self) -> dict[str, object]:
        return {
            "licence": str(self.licence_id),
            "receiver": self.receiver,
            "purpose": self.purpose,
            "case": self.case,
            "fields": self.fields,
            "made_at": self.made_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
            "until": self.until.isoformat(),
        }
