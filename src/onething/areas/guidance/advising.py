"""Advice before submission (预审意见): a clerk reads what somebody is about to hand in, and says what would be missing.

It has no effect: nothing is received, no limit runs, and nothing that is said binds an office (semantics §5). Whoever asks
lets the answering window read the sheet as it is then; that look stands in the person's own log.
"""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.guidance import queries, showing
from onething.areas.guidance.errors import AdviceEmpty, AdviceNotFound
from onething.areas.guidance.keeping import draft_of
from onething.areas.guidance.models import AdviceRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.services import make_sheet
from onething.core.actors import Actor
from onething.core.guidance import Draft, draft_from_data
from onething.core.guidance.advice import Advice, AdviceLine
from onething.core.guidance.ports import FileKeeper
from onething.core.source import Text
from onething.core.values import is_blank
from onething.kit.ports import port

LONGEST = 2000


def ask_advice(actor: Actor, *, draft_id: UUID, question: str = "", now: datetime) -> Advice:
    """Let a window read the draft as it is now; while one question waits, asking again changes nothing.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, SignInFirst, NotReady.
    """
    actor.must(GuidancePermission.HAND_OVER)
    sheet = make_sheet(actor, draft_id=draft_id, now=now)
    with transaction.atomic():
        row, draft = draft_of(actor, draft_id, "", now)
        waiting = AdviceRow.objects.filter(draft=row, answered_at=None).first()
        if waiting is None:
            waiting = AdviceRow.objects.create(
                draft=row,
                asked_by=actor.id,
                division=draft.division,
                name=draft.applicant.name if draft.applicant else "",
                question=question.strip()[:LONGEST],
                sheet_hash=sheet.hash,
                lines=[AdviceLine.of(one).as_data() for one in sheet.lines],
                asked_at=now,
            )
    return waiting.to_core()


def find_advice(actor: Actor, *, draft_id: UUID, now: datetime) -> Advice | None:
    """Return the newest question about one's own draft with its answer, None if none was asked. Raises DraftNotFound."""
    actor.must(GuidancePermission.HAND_OVER)
    row = queries.visible_to(actor, now=now).filter(pk=draft_id).first()
    if row is None:
        raise queries.DraftNotFound
    newest = AdviceRow.objects.filter(draft=row).order_by("-asked_at", "-pk").first()
    return newest.to_core() if newest else None


def list_to_advise(actor: Actor, *, limit: int = 50) -> list[Advice]:
    """Return the questions that wait for a window, the oldest first; those of the clerk's own town before all others."""
    actor.must(GuidancePermission.ASSIST)
    rows = AdviceRow.objects.filter(answered_at=None, draft__number="").order_by("asked_at", "pk")[:limit]
    return sorted((row.to_core() for row in rows), key=lambda one: one.division != actor.division)


def read_to_advise(actor: Actor, *, advice_id: UUID, now: datetime) -> Advice:
    """Return one question with everything that would be handed in; the person sees the look. Raises AdviceNotFound."""
    actor.must(GuidancePermission.ASSIST)
    row = _waiting(advice_id)
    _note_look(actor, row, draft_from_data(row.draft.content), now=now)
    return row.to_core()


def open_advice_file(actor: Actor, *, advice_id: UUID, hash_: str, now: datetime) -> tuple[BinaryIO, str]:
    """Return a file of the draft that one advises on, and its name. Raises AdviceNotFound."""
    actor.must(GuidancePermission.ASSIST)
    draft = draft_from_data(_waiting(advice_id).draft.content)
    for files in draft.files.values():
        for one in files:
            if one.hash == hash_:
                return port(FileKeeper).open(actor, hash_=hash_), one.name  # type: ignore[type-abstract]
    raise AdviceNotFound


@transaction.atomic
def give_advice(actor: Actor, *, advice_id: UUID, text: str, fine: bool, now: datetime) -> Advice:
    """Answer. fine: nothing would be missing. Raises AdviceNotFound where somebody was faster, AdviceEmpty."""
    actor.must(GuidancePermission.ASSIST)
    if is_blank(text):
        raise AdviceEmpty
    row = AdviceRow.objects.select_for_update().filter(pk=advice_id, answered_at=None).first()
    if row is None:
        raise AdviceNotFound
    row.answer, row.fine, row.answered_at = text.strip()[:LONGEST], fine, now
    row.answered_by, row.answerer = actor.id, actor.name
    row.save(update_fields=["answer", "fine", "answered_at", "answered_by", "answerer"])
    return row.to_core()


def _waiting(advice_id: UUID) -> AdviceRow:
    row = AdviceRow.objects.select_related("draft").filter(pk=advice_id, answered_at=None).first()
    if row is None or row.draft.number:
        raise AdviceNotFound
    return row


def _note_look(actor: Actor, row: AdviceRow, draft: Draft, *, now: datetime) -> None:
    view = showing.view_of(actor, row.draft, draft, now=now)
    _, scene = showing.scene_now(actor, row.draft.scene)
    people = [draft.applicant, draft.representative.person if draft.representative else None]
    for person in filter(None, people):
        audit.record_look(
            actor,
            subject=showing.key_of(person),
            fields=[*(one.key for one in view.fields), *(one.key for one in view.materials)],
            purpose=Text(
                f"您请窗口预先看“{scene.name.zh}”",
                f"you asked a window to look through “{scene.name.say('en')}”",
            ),
            now=now,
        )
