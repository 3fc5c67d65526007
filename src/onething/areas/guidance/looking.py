"""What a window sees of a draft that is not its own: for a while after the code, and never without the log."""

from datetime import datetime, timedelta

from django.db.models import Q

from onething.areas.audit import api as audit
from onething.areas.guidance import showing
from onething.areas.guidance.changing import authority_at_window
from onething.areas.guidance.errors import NotRepresented
from onething.areas.guidance.models import DraftRow, WindowCodeRow
from onething.core.actors import Actor
from onething.core.guidance import DraftView, draft_from_data
from onething.core.source import Text

#: So long after the last look the person is taken to stand there still; looks within a minute are one page.
SIGHT, ONE_LOOK = timedelta(minutes=30), timedelta(minutes=1)


def handed_to(actor: Actor, *, now: datetime) -> Q:
    """The drafts whose code the actor has used for somebody who stands there still, and who may still act."""
    codes = WindowCodeRow.objects.filter(
        opened_by=actor.id, opened_until__gt=now, ends_at__gt=now, revoked_at=None
    )
    return Q(pk__in=[one.draft_id for one in codes.select_related("draft") if _may_act(actor, one, now)])


def _may_act(actor: Actor, code: WindowCodeRow, now: datetime) -> bool:
    """Whether whoever signs does so for themselves, or under an authority that holds today."""
    draft = draft_from_data(code.draft.content)
    if draft.representative is None:
        return True
    try:
        signer = showing.key_of(draft.representative.person)
        authority_at_window(actor, draft, representative=signer, now=now)
    except NotRepresented:
        return False
    return True


def note_look(
    actor: Actor, row: DraftRow, *, now: datetime, view: DraftView | None = None, line: str = ""
) -> None:
    """Keep in the log that a window looked at somebody's draft, and let it go on looking.

    view: the page that is shown. line: the material of which a file was opened, "" for the draft as a whole.
    """
    if not showing.is_handed(actor, row):
        return
    code = WindowCodeRow.objects.filter(draft=row, opened_by=actor.id).latest("made_at")
    known = code.looked_at is not None and timedelta(0) <= now - code.looked_at < ONE_LOOK
    code.opened_until = now + SIGHT
    code.looked_at = code.looked_at if known or line else now
    code.save(update_fields=["opened_until", "looked_at"])
    if known and not line:
        return
    draft = draft_from_data(row.content)
    if line:
        fields = [line.partition("[")[0]]
    else:
        view = view or showing.view_of(actor, row, draft, now=now)
        fields = [*(one.key for one in view.fields), *(one.key for one in view.materials)]
    people = [draft.applicant, draft.representative.person if draft.representative else None]
    _, scene = showing.scene_now(actor, row.scene)
    for person in filter(None, people):
        audit.record_look(
            actor,
            subject=showing.key_of(person),
            fields=fields,
            purpose=Text(
                f"您给了窗口码，在窗口办理“{scene.name.zh}”",
                f"“{scene.name.say('en')}” at a window, by your code",
            ),
            now=now,
        )
