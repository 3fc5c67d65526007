"""What a source says new of an entry that was changed here, brought into a draft."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions.keeping import READER
from onething.areas.revisions.permissions import RevisionPermission
from onething.areas.revisions.services import open_revision, save_files
from onething.core.actors import Actor
from onething.core.register.filed import path_of
from onething.core.register.news import Met, NewsMoved, NewsUndecided, NoNews, meet
from onething.core.revisions.lifecycle import Revision
from onething.core.revisions.merge import Side

NONE: Mapping[str, Side] = {}


def get_news(
    actor: Actor, *, source: str, key: str, choices: Mapping[str, Side] = NONE
) -> tuple[register.News, Met]:
    """Return what a source says new of an entry, and both in one as far as `choices` decide. Raises NotAllowed, NoNews, NothingPublished."""
    actor.must(RevisionPermission.READ)
    news = register.find_news(actor, city=settings.CITY, source=source, key=key)
    ours = catalogue.current(READER).sources.get(path_of(source, key))
    if news is None or ours is None:
        raise NoNews(source, key[:100])
    said = news.said
    return news, meet(source, base=news.base, ours=ours, theirs=said.entry, given=said.hash, choices=choices)


@transaction.atomic
def take_news(
    actor: Actor,
    *,
    source: str,
    key: str,
    choices: Mapping[str, Side],
    seen: str,
    title: str,
    now: datetime,
) -> Revision:
    """Write the entry with what its source says new into a draft of this title. choices: key of a conflict → whose value holds.

    seen: of the news that were read. Raises NotAllowed, NoNews, NewsMoved, NewsUndecided, and what opening or saving a revision raises.
    """
    actor.must(RevisionPermission.WRITE)
    news, met = get_news(actor, source=source, key=key, choices=choices)
    if news.seen != seen:
        raise NewsMoved
    if met.places:
        raise NewsUndecided(len(met.places), met.places[0].what)
    one = open_revision(actor, title=title, now=now)
    files = {path_of(source, key): met.content}
    return save_files(actor, revision_id=one.id, files=files, seen=one.sequence, now=now)
