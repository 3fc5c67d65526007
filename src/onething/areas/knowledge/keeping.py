"""What services and queries share: whose an answer is, what the package says, and keeping what an act left."""

import hashlib
from datetime import date, datetime
from functools import cache

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge.models import ActRow, FlagRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.areas.offices import api as offices
from onething.areas.register import api as register
from onething.core.actors import Actor
from onething.core.errors import NotAllowed
from onething.core.knowledge import SHOWN, Facts, KnowledgeRules, Offices, Revision
from onething.core.knowledge.entries import Entries
from onething.core.offices import Office
from onething.core.register.entries import Entry
from onething.core.source import Text
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


class NotYours(NotAllowed):
    """An answer is written, reviewed and confirmed by the department that owns it, and by the city's item team."""

    code = "knowledge.not_yours"

    def __init__(self, owner: Text) -> None:
        super().__init__(f"{owner.say('en')} owns it")
        self.owner = owner


class NotTheTeam(NotAllowed):
    code = "knowledge.not_the_team"

    def __init__(self) -> None:
        super().__init__("the city's item team publishes")


def rules(actor: Actor) -> KnowledgeRules:
    return KnowledgeRules.of(catalogue.current(actor).settings)


def in_team(actor: Actor) -> bool:
    """Say whether the actor is of the city's item team."""
    return bool(actor.department) and actor.department == rules(actor).team


def must_own(actor: Actor, owner: str) -> None:
    """Raises NotAllowed, NotYours."""
    actor.must(KnowledgePermission.WRITE)
    if actor.department != owner and not in_team(actor):
        known = catalogue.current(actor).departments.get(owner)
        raise NotYours(known.short if known else Text(owner))


def day_of(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def facts_at(actor: Actor, *, on: date, place: str = "") -> Facts:
    """Return what the package that holds and the register say, these and the offices of this house asked only where named."""
    package = catalogue.current(actor)
    return Facts(package, on, place, _offices(actor), _entries(actor, package.id))


def _entries(actor: Actor, city: str) -> Entries:
    """Return how to look an entry of the city's register up, each once."""

    @cache
    def entry(source: str, key: str) -> Entry | None:
        try:
            return register.get_item(actor, city=city, source=source, key=key).entry
        except register.ItemNotFound:
            return None

    return entry


def facts_stamp(actor: Actor) -> str:
    """Return what changes whenever what is referred to may say another thing: the package or an entry of the register."""
    digest = catalogue.current_version(actor).digest
    changed = register.last_change(actor)
    return hashlib.sha256(f"{digest} {changed}".encode()).hexdigest() if changed else digest


def _offices(actor: Actor) -> Offices:
    @cache
    def office(department: str, division: str) -> Office | None:
        return offices.find_office(actor, department=department, division=division)

    return office


def calendar() -> WorkCalendar:
    """Return the calendar by which questions count: a year without a notice has its provisional days."""
    return port(WorkCalendar).provisional()


def keep(actor: Actor, row: RevisionRow, one: Revision, *, kind: str, words: str = "", now: datetime) -> None:
    """Keep an act in the transaction of the caller."""
    row.keep(one)
    row.save()
    ActRow.objects.create(
        revision=row,
        sequence=row.acts.count() + 1,
        at=now,
        kind=kind,
        actor=actor.id,
        actor_name=actor.name,
        department=actor.department,
        words=words[:500],
    )


def replace_shown(actor: Actor, row: RevisionRow, *, now: datetime) -> None:
    """Let the revision that holds be replaced by `row`, which is kept next."""
    for shown in RevisionRow.objects.select_for_update().filter(answer=row.answer_id, state__in=SHOWN):
        keep(actor, shown, shown.to_core().replaced(), kind="replaced", now=now)
        settle_flags(shown, now=now)


def settle_flags(row: RevisionRow, *, now: datetime) -> None:
    FlagRow.objects.filter(revision=row, settled_at=None).update(settled_at=now)
