"""Tables: drafts, the codes that hand them over, and what they gave up."""

from django.db import models
from django.db.models import Q

from onething.core.cases.shapes import read_as
from onething.core.confirmations import Confirmation, Reply, Statement
from onething.core.data import as_data
from onething.core.guidance import draft_from_data
from onething.core.guidance.advice import Advice, AdviceLine
from onething.core.guidance.handover import WindowCode
from onething.core.guidance.lists import KeptList
from onething.core.guidance.precheck import Precheck
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, new_id


class DraftRow(models.Model):
    """One draft. Its owner is an account, or nobody yet: then whoever has the guest key.

    content: `core.guidance.Draft` as data. key: of the submission, made when the form opened. version: counts changes.
    person: key of the applicant. number: of the application, once it is one. told_of: the period of application and the
    message about it that its owner got last. handing_at: since when it is being handed in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=60, blank=True, default="", db_index=True)
    guest_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    person = models.CharField(max_length=64, blank=True, default="")
    scene = models.CharField(max_length=60)
    scene_hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    warned = models.BooleanField(default=False)
    told_of = models.CharField(max_length=40, blank=True, default="")
    number = models.CharField(max_length=40, blank=True, default="")
    handing_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner="") | ~Q(guest_hash=""), name="guidance_a_draft_belongs_to_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scene} {self.id}"


class WindowCodeRow(models.Model):
    """The code with which a draft is opened at a window. It is kept as it is: its owner reads it again.

    opened_by: the clerk who used it last, and sees the draft until `opened_until`; looked_at: the last look in the log.
    window_before: of the draft, before a window used the code.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(DraftRow, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, db_index=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=60, blank=True, default="", db_index=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_until = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    window_before = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("made_at")), name="guidance_a_code_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(opened_by="", opened_at=None, opened_until=None)
                | (~Q(opened_by="") & Q(opened_at__isnull=False, opened_until__isnull=False)),
                name="guidance_who_opened_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"code of {self.draft_id} until {self.ends_at:%F}"

    def to_core(self) -> WindowCode:
        opened_at = self.opened_at.astimezone(SHANGHAI) if self.opened_at else None
        return WindowCode(self.code, self.ends_at.astimezone(SHANGHAI), opened_at)


class AdviceRow(models.Model):
    """A question about a draft before it is handed in. asked_by: its owner. lines: the sheet as it was then.

    division: the place of the draft; windows there see it first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(DraftRow, on_delete=models.CASCADE, related_name="+")
    asked_by = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    question = models.TextField(blank=True, default="")
    sheet_hash = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    fine = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True, default="")
    answerer = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(answered_at=None), name="guidance_one_question_waits"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(answered_at=None), name="guidance_to_advise")
        ]

    def __str__(self) -> str:
        return f"question of {self.asked_at:%F %T} about {self.draft_id}"

    def to_core(self) -> Advice:
        files = draft_from_data(self.draft.content).files
        return Advice(
            id=self.pk,
            draft=self.draft_id,
            scene=self.draft.scene,
            name=self.name,
            division=self.division,
            question=self.question,
            asked_at=self.asked_at.astimezone(SHANGHAI),
            sheet_hash=self.sheet_hash,
            lines=tuple(AdviceLine.from_data(one) for one in self.lines),
            files=tuple((one.hash, one.name) for several in files.values() for one in several),
            answer=self.answer,
            fine=self.fine,
            answered_at=self.answered_at.astimezone(SHANGHAI) if self.answered_at else None,
            answerer=self.answerer,
        )


class ListRow(models.Model):
    """A printed checklist: the answers that were given, under an unguessable code. It names nobody and belongs to nobody.

    content: answers, items taken off and insisted on, bearers, as `core.guidance.lists` has them.
    """

    code = models.CharField(max_length=32, primary_key=True)
    scene = models.CharField(max_length=60)
    scene_hash = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"checklist of {self.scene} until {self.ends_at:%F}"

    def to_core(self) -> KeptList:
        return KeptList(
            code=self.code,
            scene=self.scene,
            scene_hash=self.scene_hash,
            content=self.content,
            ends_at=self.ends_at.astimezone(SHANGHAI),
        )


class MissedCodeRow(models.Model):
    """A code that opened nothing. The person is kept as a keyed hash, and both only for the window of the lock."""

    clerk = models.CharField(max_length=60)
    person_hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["clerk", "at"], name="guidance_missed_by_clerk"),
            models.Index(fields=["person_hash", "at"], name="guidance_missed_by_person"),
        ]

    def __str__(self) -> str:
        return f"missed at {self.at:%F %T}"


class ConfirmationRequestRow(models.Model):
    """That somebody is asked to confirm one line of a draft. Its id is the address, which opens nothing by itself.

    line: of the materials. bearer: key of who has to confirm. owner: who asks. told_at: when those who may reply were told last.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(DraftRow, on_delete=models.CASCADE, related_name="+")
    line = models.CharField(max_length=200)
    bearer = models.CharField(max_length=64, db_index=True)
    owner = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "line"],
                condition=Q(withdrawn_at=None),
                name="guidance_one_request_for_a_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} of {self.draft_id} to be confirmed"


class ConfirmationRow(models.Model):
    """One reply to a statement: confirmed, refused, or taken back. Written and never changed; it goes with its draft.

    statement, reply: as `core.confirmations` has them.
    """

    draft = models.ForeignKey(DraftRow, on_delete=models.CASCADE, related_name="+")
    line = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    bearer = models.CharField(max_length=64)
    actor = models.CharField(max_length=60)
    statement = models.JSONField()
    reply = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reply of {self.at:%F %T} to {self.line}"

    @classmethod
    def of(cls, draft: DraftRow, given: Confirmation) -> "ConfirmationRow":
        return cls(
            draft=draft,
            line=given.reply.line,
            hash=given.reply.hash,
            bearer=given.reply.bearer,
            actor=given.reply.actor,
            statement=as_data(given.statement),
            reply=as_data(given.reply),
            at=given.reply.at,
        )

    def to_core(self) -> Confirmation:
        return Confirmation(read_as(Statement, self.statement), read_as(Reply, self.reply))


class LooseFileRow(models.Model):
    """A file that a draft has given up. It is deleted a day later unless somebody uses it."""

    hash = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.hash


class PrecheckRow(models.Model):
    """An application that a window had read before it was handed in. Written with the submission and never changed.

    division: of the draft, whose windows advised. stream: the application again; it is about the whole. changed: names of lines that
    are other than when the window read them, in both languages.
    """

    application = models.CharField(max_length=40, unique=True)
    stream = models.CharField(max_length=40)
    scene = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    advised_at = models.DateTimeField()
    submitted_at = models.DateTimeField()
    fine = models.BooleanField()
    answer = models.TextField()
    answerer = models.CharField(max_length=200, blank=True, default="")
    changed = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["submitted_at"], name="guidance_prechecked_on")]

    def __str__(self) -> str:
        return f"advice before {self.application}"

    def to_core(self) -> Precheck:
        return Precheck(
            application=self.application,
            scene=self.scene,
            advised_at=self.advised_at,
            submitted_at=self.submitted_at,
            fine=self.fine,
            answer=self.answer,
            answerer=self.answerer,
            changed=tuple(Text(zh, en) for zh, en in self.changed),
        )
