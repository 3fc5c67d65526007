"""Asking: the one query behind the hotline, the window and the portal, so that all of them say the same at the same second."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge.keeping import day_of, facts_at
from onething.areas.knowledge.models import FlagRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.areas.knowledge.queries.locking import AnswerNotFound
from onething.areas.knowledge.views import AnswerView, Asked, FoundLink
from onething.core.actors import Actor
from onething.core.catalogue.local import holders
from onething.core.catalogue.model import Package
from onething.core.knowledge import SHOWN, AnswerState, Content, Facts, render, write_answers
from onething.core.knowledge.references import without_references
from onething.core.search.model import Document, Finder, Found, Hit
from onething.core.source import Text
from onething.kit.ports import port

ANSWER, ITEM, SCENE = "answer", "item", "scene"
#: Of each kind so many are shown.
MOST_ANSWERS, MOST_LINKS = 3, 5
MOST_ASKED = 200


def ask(actor: Actor, *, asked: str, place: str = "", now: datetime) -> Asked:
    """Return what a question leads to at this moment: answers as they read now, scenes and items, best first.

    place: the asker's division, "" for none. Raises NotAllowed.
    """
    actor.must(KnowledgePermission.READ)
    words = asked.strip()[:MOST_ASKED]
    version, package = catalogue.current_version(actor), catalogue.current(actor)
    if not words:
        return Asked("", now, version.digest[:12], sure=False)
    found: Found = port(Finder).find(  # type: ignore[type-abstract]
        words, limit=20, kinds=(ANSWER, ITEM, SCENE), place=place
    )
    hits = {kind: [hit for hit in found.hits if hit.kind == kind] for kind in (ANSWER, ITEM, SCENE)}
    return Asked(
        words,
        now,
        version.digest[:12],
        sure=found.sure,
        answers=_answers(actor, [hit.key for hit in hits[ANSWER]], place, now)[:MOST_ANSWERS],
        scenes=tuple(
            FoundLink(package.scenes[hit.key].name, hit.key)
            for hit in hits[SCENE]
            if hit.key in package.scenes
        )[:MOST_LINKS],
        items=tuple(dict.fromkeys(_item(hit, package) for hit in hits[ITEM]))[:MOST_LINKS],
        near=found.hits[:MOST_LINKS],
    )


def get_answer(actor: Actor, *, key: str, place: str = "", now: datetime) -> AnswerView:
    """Return a published answer as it reads now. Raises NotAllowed, AnswerNotFound."""
    actor.must(KnowledgePermission.READ)
    found = _answers(actor, [key], place, now)
    if not found:
        raise AnswerNotFound(key)
    return found[0]


def _answers(actor: Actor, keys: Collection[str], place: str, now: datetime) -> tuple[AnswerView, ...]:
    """Return published answers in the order of `keys`, those of them that hold on this day at this place."""
    facts = facts_at(actor, on=day_of(now), place=place)
    around = tuple(holders(place, facts.package.divisions))
    flagged = FlagRow.objects.filter(revision=OuterRef("pk"), settled_at=None)
    rows = RevisionRow.objects.filter(answer__in=keys, state__in=SHOWN).annotate(flagged=Exists(flagged))
    by_key = {row.answer_id: row for row in rows.order_by("answer")}
    shown = []
    for key in keys:
        row = by_key.get(key)
        content = row.to_core().content if row else None
        if row and content and content.holds(facts.on) and content.holds_at(around):
            shown.append(_view(row, content, facts))
    return tuple(shown)


def _view(row: RevisionRow, content: Content, facts: Facts) -> AnswerView:
    package = facts.package
    owner = package.departments.get(content.owner)
    assert row.published_at is not None, "what is shown was published"
    return AnswerView(
        key=row.answer_id,
        number=row.number,
        question=content.question,
        text=render(content.text, facts).text,
        owner=owner.short if owner else Text(content.owner),
        published_at=row.published_at,
        items=tuple((id, package.items[id].name) for id in content.items if id in package.items),
        scenes=tuple((id, package.scenes[id].name) for id in content.scenes if id in package.scenes),
        places=tuple(package.divisions[code].name for code in content.places if code in package.divisions),
        laws=content.laws,
        due=row.state == AnswerState.DUE,
        changed=row.flagged,
    )


def _item(hit: Hit, package: Package) -> FoundLink:
    """Return an item with the scene in which it can be applied for, if this package has one.

    The register holds the items of the package, too: found there, it is the same item.
    """
    key = hit.key.rpartition("/")[2]
    item = package.items.get(key)
    scene = next(
        (one.id for one in package.scenes.values() if any(line.item.id == key for line in one.items)), ""
    )
    return FoundLink(item.name if item else Text(hit.title), scene)


def iterate_documents(actor: Actor) -> Iterator[Document]:
    """Yield every published answer as search takes it in, without figures. Raises NotAllowed."""
    actor.must(KnowledgePermission.READ)
    package = catalogue.current(actor)
    rows = RevisionRow.objects.filter(state__in=SHOWN).order_by("answer")
    for row in rows.iterator(chunk_size=500):
        content = row.to_core().content
        yield Document(
            kind=ANSWER,
            key=row.answer_id,
            title=content.question.zh,
            wordings=tuple(one for one in (*content.variants, content.question.en) if one),
            body=_body(content, package),
            places=content.places,
        )


def _body(content: Content, package: Package) -> str:
    """Return the plain words of an answer and the names of what it belongs to; figures are nothing to search by."""
    names = [package.items[id].name.zh for id in content.items if id in package.items]
    names += [package.scenes[id].name.zh for id in content.scenes if id in package.scenes]
    return "\n".join([without_references(content.text.zh), *names])


def files_of_answers(actor: Actor) -> dict[str, bytes]:
    """Return the answers that are published, as files of the package that holds: path → bytes. Raises NotAllowed.

    Loaded again with them, nothing changes. What is written or under review stays out.
    """
    actor.must(KnowledgePermission.READ)
    rows = RevisionRow.objects.filter(state__in=SHOWN).order_by("answer")
    answers = {row.answer_id: row.to_core().content for row in rows.iterator(chunk_size=500)}
    return write_answers(answers, catalogue.current(actor))


def documents_stamp(actor: Actor) -> str:
    """Return what changes whenever another document would come out of `iterate_documents`, in one query."""
    actor.must(KnowledgePermission.READ)
    rows = RevisionRow.objects.filter(state__in=SHOWN)
    found = rows.aggregate(newest=Max("published_at"), many=Count("pk"))
    return f"{found['many']} {found['newest'].isoformat() if found['newest'] else ''}"
