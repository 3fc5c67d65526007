"""What only the window does: see originals, and say what could not be looked up for the person who stands there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import queries, services
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.showing import scene_now
from onething.core.actors import Actor
from onething.core.cases.phrases import PHRASES
from onething.core.exchange import AWAY, why_silent
from onething.core.guidance import Change, DraftView, LineUnknown, Looked, Paper, draft_from_data, papers_of
from onething.core.source import Text
from onething.core.submission import SeenOriginal
from onething.kit.ports import SHANGHAI

MOST_COPIES, MOST_TYPED = 99, 200


def list_papers(actor: Actor, *, draft_id: UUID, now: datetime) -> tuple[Paper, ...]:
    """Return every material of a draft as the window handles it. Raises DraftNotFound."""
    actor.must(GuidancePermission.ASSIST)
    return _papers(actor, queries.get_draft(actor, draft_id=draft_id, now=now))


def _papers(actor: Actor, view: DraftView) -> tuple[Paper, ...]:
    package, _ = scene_now(actor, view.scene)
    return papers_of(view.draft, view.fields, view.materials, package)


@transaction.atomic
def see_original(
    actor: Actor,
    *,
    draft_id: UUID,
    version: int,
    line: str,
    copies: int,
    phrase: str = "",
    says: Mapping[str, str] | None = None,
    now: datetime,
) -> DraftView:
    """Keep that the actor has seen the original of one material, and what is wrong with it, if anything.

    copies: 0 to 99. phrase: code of a phrase about materials. says: field key -> what the paper says; what equals the
    form is left out. Raises NotAllowed, LineUnknown for anything that this paper does not have, and what `change_draft`
    raises.
    """
    actor.must(GuidancePermission.ASSIST)
    view = queries.get_draft(actor, draft_id=draft_id, now=now)
    paper = next(
        (one for one in _papers(actor, view) if one.material.line == line and one.material.on_paper), None
    )
    if paper is None or not 0 <= copies <= MOST_COPIES:
        raise LineUnknown(line)
    if phrase and (phrase not in PHRASES or PHRASES[phrase].kind != "material"):
        raise LineUnknown(phrase)
    form = {one.key: one.form.zh for one in paper.compared}
    typed = {key: text.strip()[:MOST_TYPED] for key, text in (says or {}).items()}
    if unknown := typed.keys() - form.keys():
        raise LineUnknown(min(unknown))
    differing = {key: text for key, text in typed.items() if text and text != form[key]}
    seen = SeenOriginal(
        paper.material.key, copies, actor.id, actor.name, now.astimezone(SHANGHAI), phrase, differing
    )
    before = view.draft.originals
    if line in before and replace(before[line], by=seen.by, name=seen.name, at=seen.at) == seen:
        return view
    return _keep(actor, view, {**before, line: seen}, version=version, now=now)


@transaction.atomic
def forget_original(actor: Actor, *, draft_id: UUID, version: int, line: str, now: datetime) -> DraftView:
    """Take back that an original was seen. Raises NotAllowed and what `change_draft` raises."""
    actor.must(GuidancePermission.ASSIST)
    view = queries.get_draft(actor, draft_id=draft_id, now=now)
    left = {name: one for name, one in view.draft.originals.items() if name != line}
    if left == view.draft.originals:
        return view
    return _keep(actor, view, left, version=version, now=now)


def _keep(
    actor: Actor, view: DraftView, originals: Mapping[str, SeenOriginal], *, version: int, now: datetime
) -> DraftView:
    audit.record(
        actor,
        action="guidance:originals_seen",
        detail={"draft": str(view.id), "copies": {line: one.copies for line, one in originals.items()}},
        now=now,
    )
    change = Change(originals=originals)
    return services.change_draft(actor, draft_id=view.id, version=version, change=change, now=now)


def list_unanswered(actor: Actor, *, number: str, now: datetime) -> tuple[Text, ...]:
    """Return which sources were away for the application that the actor took in, and why; none for others' ones."""
    actor.must(GuidancePermission.ASSIST)
    row = (
        queries.visible_to(actor, now=now)
        .exclude(number="")
        .filter(number=number, expires_at__gt=now)
        .first()
    )
    return unanswered(actor, looked=draft_from_data(row.content).looked if row else ())


def unanswered(actor: Actor, *, looked: Sequence[Looked]) -> tuple[Text, ...]:
    """Return each source among these looks that was away, with why. One that has no record was not away."""
    actor.must(GuidancePermission.ASSIST)
    shares = catalogue.current(actor).shares
    found: dict[tuple[str, str], Text] = {}
    for one in looked:
        if one.outcome in AWAY:
            why, share = why_silent(one.outcome), shares.get(one.share)
            name = share.label if share else Text(one.share, one.share)
            said = Text(f"{name.zh}：{why.zh}", f"{name.say('en')}: {why.say('en')}")
            found[one.share, one.outcome] = said
    return tuple(found.values())
