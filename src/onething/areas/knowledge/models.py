"""Tables: answers, their revisions with every act, what changed under them, questions without an answer, and what helped."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from onething.core.knowledge import (
    OPEN,
    SHOWN,
    AnswerState,
    Change,
    Content,
    Law,
    Revision,
    Said,
    Settled,
    Unanswered,
)
from onething.core.knowledge.unanswered import WAITS
from onething.core.source import Text
from onething.kit.ports import new_id


class AnswerRow(models.Model):
    """One answer through all its revisions. owner: department. shipped: hash of what the city package said last."""

    key = models.CharField(max_length=80, primary_key=True)
    owner = models.CharField(max_length=60, db_index=True)
    shipped = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class RevisionRow(models.Model):
    """A revision as its acts left it. owner: department of this revision, by which lists are narrowed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.ForeignKey(AnswerRow, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    owner = models.CharField(max_length=60)
    question = models.CharField(max_length=200)
    content = models.JSONField()
    state = models.CharField(max_length=12)
    author = models.CharField(max_length=60)
    approved = models.JSONField(default=list)
    said = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    checked = models.CharField(
        max_length=64, blank=True, default=""
    )  # digest of the catalogue it was held against

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="knowledge_revisions_in_order"),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(state__in=sorted(SHOWN)),
                name="knowledge_one_revision_shown",
            ),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state__in=sorted(OPEN)), name="knowledge_one_revision_open"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "owner", "question"], name="knowledge_by_state"),
            models.Index(fields=["state", "due_on"], name="knowledge_by_due_day"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.number}"

    def to_core(self) -> Revision:
        return Revision(
            content=content_of(self.content),
            state=AnswerState(self.state),
            author=self.author,
            approved=tuple(self.approved),
            said=tuple(Said(one["reference"], Text(one["zh"], one["en"])) for one in self.said),
            published_at=self.published_at,
            due_on=self.due_on,
        )

    def keep(self, one: Revision) -> None:
        """Take over what an act left; the row is saved by the caller."""
        self.content, self.owner = data_of(one.content), one.content.owner
        self.question = one.content.question.zh[:200]
        self.state, self.author, self.approved = one.state, one.author, list(one.approved)
        self.said = [
            {"reference": said.reference, "zh": said.words.zh, "en": said.words.en} for said in one.said
        ]
        self.published_at, self.due_on = one.published_at, one.due_on


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
            models.UniqueConstraint(fields=["revision", "sequence"], name="knowledge_acts_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"


class FlagRow(models.Model):
    """A reference that says another thing than when its answer was published or confirmed. gone: nothing is known by it."""

    revision = models.ForeignKey(RevisionRow, on_delete=models.PROTECT, related_name="flags")
    owner = models.CharField(max_length=60)
    reference = models.CharField(max_length=200)
    old_zh = models.TextField()
    old_en = models.TextField(blank=True, default="")
    new_zh = models.TextField(blank=True, default="")
    new_en = models.TextField(blank=True, default="")
    gone = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "reference"],
                condition=Q(settled_at__isnull=True),
                name="knowledge_one_open_flag",
            )
        ]
        indexes = [
            models.Index(fields=["owner"], condition=Q(settled_at__isnull=True), name="knowledge_open_flags")
        ]

    def __str__(self) -> str:
        return self.reference

    def to_core(self) -> Change:
        new = None if self.gone else Text(self.new_zh, self.new_en)
        return Change(self.reference, Text(self.old_zh, self.old_en), new)


class QuestionRow(models.Model):
    """A question that nothing answered. folded: by it the same question is known again. words: without numbers of persons."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    folded = models.CharField(max_length=200)
    words = models.CharField(max_length=300)
    place = models.CharField(max_length=12, blank=True, default="")
    owner = models.CharField(max_length=60)
    answer_by = models.DateField()
    count = models.PositiveIntegerField(default=1)
    by_hotline = models.PositiveIntegerField(default=0)
    by_window = models.PositiveIntegerField(default=0)
    by_portal = models.PositiveIntegerField(default=0)
    settled = models.CharField(max_length=12)
    answer = models.CharField(max_length=80, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "place"],
                condition=Q(settled__in=sorted(WAITS)),
                name="knowledge_asked_once_while_it_waits",
            )
        ]
        indexes = [
            models.Index(fields=["settled", "owner", "answer_by"], name="knowledge_questions"),
            models.Index(fields=["answer"], condition=~Q(answer=""), name="knowledge_question_answer"),
        ]

    def __str__(self) -> str:
        return self.words[:40]

    def to_core(self) -> Unanswered:
        return Unanswered(
            self.words,
            self.owner,
            self.answer_by,
            self.count,
            Settled(self.settled),
            self.answer,
            self.reason,
        )

    def keep(self, one: Unanswered) -> None:
        self.words, self.owner, self.answer_by, self.count = one.words, one.owner, one.answer_by, one.count
        self.settled, self.answer, self.reason = one.settled, one.answer, one.reason[:500]


class FeedbackRow(models.Model):
    """Whether a revision helped, one line for each viewer. viewer: a hash that leads back to nobody."""

    revision = models.ForeignKey(RevisionRow, on_delete=models.PROTECT, related_name="feedback")
    owner = models.CharField(max_length=60)
    viewer = models.CharField(max_length=64)
    helped = models.BooleanField()
    source = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "viewer"], name="knowledge_one_voice_for_each_viewer")
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.helped}"


class AskedRow(models.Model):
    """How often an answer came first on a day, and what was asked led there."""

    answer = models.ForeignKey(AnswerRow, on_delete=models.PROTECT, related_name="asked")
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "on"], name="knowledge_asked_on_a_day")]
        indexes = [models.Index(fields=["on"], name="knowledge_asked_by_day")]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.on}"


def data_of(content: Content) -> dict[str, Any]:
    """Return what an answer says as it is kept."""

    def both(text: Text) -> dict[str, str]:
        return {"zh": text.zh, "en": text.en}

    return {
        "question": both(content.question),
        "text": both(content.text),
        "owner": content.owner,
        "variants": list(content.variants),
        "items": list(content.items),
        "scenes": list(content.scenes),
        "places": list(content.places),
        "from": content.from_on.isoformat() if content.from_on else "",
        "to": content.to_on.isoformat() if content.to_on else "",
        "laws": [{"name": law.name, "article": law.article} for law in content.laws],
        "source": content.source,
    }


def content_of(data: dict[str, Any]) -> Content:
    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    return Content(
        question=Text(**data["question"]),
        text=Text(**data["text"]),
        owner=data["owner"],
        variants=tuple(data["variants"]),
        items=tuple(data["items"]),
        scenes=tuple(data["scenes"]),
        places=tuple(data["places"]),
        from_on=day(data["from"]),
        to_on=day(data["to"]),
        laws=tuple(Law(**law) for law in data["laws"]),
        source=data["source"],
    )
