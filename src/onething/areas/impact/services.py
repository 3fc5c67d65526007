"""One service: it keeps nothing but the entry in the log that it was asked."""

from collections.abc import Mapping, Sized
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.impact.permissions import ImpactPermission
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.impact import MOST, Dependents, Impact, Replay, changed_drafts, compare, replay
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def impact_of(actor: Actor, *, files: Mapping[str, bytes], now: datetime) -> Impact:
    """Return what these files would change if they were published today. Nothing is published.

    files: the whole package, path → content. The last applications are those of the scenes that change, `MOST` at
    most; an application is seen as what composing needs of it, under a masked number.
    Raises NotAllowed, NothingPublished, PackageRefused (all findings) for files that are no package, WrongCity.
    """
    actor.must(ImpactPermission.TRY)
    before, after = catalogue.current(actor), _read(actor, files)
    calendar, on = port(WorkCalendar), now.astimezone(SHANGHAI).date()
    found = compare(before, after, calendar=calendar, on=on)
    touched = found.touched_scenes & before.scenes.keys()
    applications = cases.list_to_compose(actor, scenes=touched, limit=MOST)
    drafts = guidance.list_to_compose(actor, scenes=touched, now=now)
    days = [one.circumstances.on for one in applications]
    _note(actor, after, touched, applications, drafts=len(drafts), now=now)
    return Impact(
        definitions=found,
        replay=replay(before, after, applications, calendar=calendar),
        drafts=changed_drafts(before, after, drafts, calendar=calendar, on=on),
        drafts_in_all=len(drafts),
        dependents=port(Dependents).depending_on(
            actor, items=[one.id for one in found.items], after=after, on=on
        ),
        from_on=min(days, default=None),
        to_on=max(days, default=None),
    )


@dataclass(frozen=True, slots=True)
class Replayed:
    """The last applications of one scene, laid on another version of it. from_on, to_on: as in `Impact`."""

    replay: Replay
    from_on: date | None
    to_on: date | None


def replay_of(actor: Actor, *, package: Package, scene: str, now: datetime) -> Replayed:
    """Return what one scene of this package would have been to the last `MOST` who applied for it.

    package: at least the scene and what it uses. No application for a scene that does not hold. Raises NotAllowed,
    NothingPublished.
    """
    actor.must(ImpactPermission.TRY)
    before = catalogue.current(actor)
    wanted = {scene} & before.scenes.keys()
    applications = cases.list_to_compose(actor, scenes=wanted, limit=MOST)
    days = [one.circumstances.on for one in applications]
    _note(actor, package, wanted, applications, drafts=0, now=now)
    found = replay(before, package, applications, calendar=port(WorkCalendar))
    return Replayed(found, min(days, default=None), max(days, default=None))


def _read(actor: Actor, files: Mapping[str, bytes]) -> Package:
    loaded = catalogue.read_files(actor, files=files)
    package = loaded.package
    if package is None:
        raise catalogue.PackageRefused([one for one in loaded.findings if one.blocks] or loaded.findings)
    if package.id != settings.CITY:
        raise catalogue.WrongCity(package.id, settings.CITY)
    return package


def _note(
    actor: Actor,
    package: Package,
    scenes: AbstractSet[str],
    applications: Sized,
    *,
    drafts: int,
    now: datetime,
) -> None:
    """Write down that a change was tried on applications, and on how many."""
    detail = {
        "package": package.hash,
        "scenes": sorted(scenes),
        "applications": len(applications),
        "drafts": drafts,
    }
    audit.record(actor, action=ImpactPermission.TRY.value, detail=detail, now=now)
