"""Tables: exam questions, their revisions with every act, the items that they are about, and what is to be read again."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from onething.core.data import as_data
from onething.core.knowledge import Change, Law, Said
from onething.core.source import Text
from onething.core.training import OPEN, Kind, Option, Question, QuestionState, Revision
from onething.kit.ports import new_id


class QuestionRow(models.Model):
    """One exam question through all its revisions. owner: department. shipped: hash of what the city package said last."""

    key = models.CharField(max_length=80, primary_key=True)
    owner = models.CharField(max_length=60, db_index=True)
    shipped = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class RevisionRow(models.Model):
    """A revision as its acts left it; what an exam asks is one of these. owner: department, by which lists are narrowed.

    checked: stamp of what it was held against last.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.ForeignKey(QuestionRow, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    owner = models.CharField(max_length=60)
    stem = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    content = models.JSONField()
    state = models.CharField(max_length=12)
    author = models.CharField(max_length=60)
    reviewer = models.CharField(max_length=60, blank=True, default="")
    said = models.JSONField(default=list)
    in_use_at = models.DateTimeField(null=True)
    checked = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="training_revisions_in_order"),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state=QuestionState.IN_USE.value),
                name="training_one_revision_in_use",
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state__in=sorted(one.value for one in OPEN)),
                name="training_one_revision_open",
            ),
        ]
        indexes = [models.Index(fields=["state", "owner", "stem"], name="training_by_state")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.number}"

    def to_core(self) -> Revision:
        return Revision(
            question=question_of(self.content),
            state=QuestionState(self.state),
            author=self.author,
            reviewer=self.reviewer,
            said=tuple(Said(one["reference"], Text(**one["words"])) for one in self.said),
            in_use_at=self.in_use_at,
        )

    def keep(self, one: Revision) -> None:
        """Take over what an act left; the row is saved by the caller."""
        self.content, self.owner = as_data(one.question), one.question.owner
        self.stem, self.kind = one.question.stem.zh[:200], one.question.kind.value
        self.state, self.author, self.reviewer = one.state.value, one.author, one.reviewer
        self.said, self.in_use_at = as_data(one.said), one.in_use_at


class AboutRow(models.Model):
    """An item or scene that a revision belongs to or refers to, by which it is found. owner: department of the question."""

    revision = models.ForeignKey(RevisionRow, on_delete=models.CASCADE, related_name="about")
    owner = models.CharField(max_length=60)
    item = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "item"], name="training_about_once")]
        indexes = [models.Index(fields=["item"], name="training_by_item")]

    def __str__(self) -> str:
        return self.item


class ActRow(models.Model):
    """One act on a revision, never changed."""

    revision = models.ForeignKey(RevisionRow, on_delete=models.PROTECT, related_name="acts")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "sequence"], name="training_acts_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"


class FlagRow(models.Model):
    """Why a question in use is to be read again. reference: of what says another thing, or the field that is wrong now.

    gone: nothing is known by the reference.
    """

    revision = models.ForeignKey(RevisionRow, on_delete=models.PROTECT, related_name="flags")
    owner = models.CharField(max_length=60)
    reference = models.CharField(max_length=200)
    old = models.JSONField()
    new = models.JSONField(null=True)
    gone = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner"], condition=Q(settled_at__isnull=True), name="training_open_flags")
        ]

    def __str__(self) -> str:
        return self.reference

    def to_core(self) -> Change:
        return Change(self.reference, Text(**self.old), None if self.gone else Text(**self.new))


def question_of(data: dict[str, Any]) -> Question:
    """Return what an exam question says from the data that is kept of it."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return Question(
        stem=Text(**data["stem"]),
        kind=Kind(data["kind"]),
        options=tuple(Option(Text(**one["text"]), one["right"]) for one in data["options"]),
        explanation=Text(**data["explanation"]),
        owner=data["owner"],
        items=tuple(data["items"]),
        laws=tuple(Law(**law) for law in data["laws"]),
        source=data["source"],
        from_on=day(data["from_on"]),
        to_on=day(data["to_on"]),
    )
