"""A draft with what one page changed, and with whoever applies: tried against the plan before it is kept."""

from dataclasses import replace
from datetime import datetime

from onething.areas.guidance.errors import NotRepresented
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.showing import key_of
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Way
from onething.core.composition import compose
from onething.core.guidance import (
    Change,
    Draft,
    LineUnknown,
    PromiseOutside,
    WayRefused,
    agreeing,
    circumstances,
    fitting,
    materials_of,
)
from onething.core.guidance.draft import changed, placed
from onething.core.guidance.form import may_be_promised
from onething.core.people import Account, Authority, DocumentKind
from onething.core.submission import Person, Representative
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def with_applicant(actor: Actor, draft: Draft, *, principal: str, now: datetime) -> Draft:
    """Put in who applies: the actor, or the person whom the actor represents today. Nobody for visitors and clerks."""
    if Role.CITIZEN not in actor.roles or not actor.person_id:
        if principal:
            raise NotRepresented
        return draft
    account = people.get_own_account(actor)
    own = _person(account)
    if not principal or principal == actor.person_id:
        return replace(draft, applicant=own, representative=None)
    on = now.astimezone(SHANGHAI).date()
    authority = people.find_authority(actor, principal=principal, scene=draft.scene, on=on)
    if authority is None:
        raise NotRepresented
    return replace(draft, applicant=_represented(authority), representative=_by(authority, own))


def with_representative(actor: Actor, draft: Draft, *, representative: str, now: datetime) -> Draft:
    """Put in who stands at the window for the applicant. representative: person key.

    Raises NotAllowed, and NotRepresented unless an authority that holds today is registered between the two.
    """
    actor.must(GuidancePermission.ASSIST)
    authority = authority_at_window(actor, draft, representative=representative, now=now)
    return replace(
        draft, representative=_by(authority, _of_key(representative, authority.representative_name))
    )


def authority_at_window(actor: Actor, draft: Draft, *, representative: str, now: datetime) -> Authority:
    """Return the authority that holds today between who stands there and the applicant. Raises NotRepresented."""
    found = None
    if draft.applicant is not None:
        found = people.find_authority_between(
            actor,
            principal=key_of(draft.applicant),
            representative=representative,
            scene=draft.scene,
            on=now.astimezone(SHANGHAI).date(),
        )
    if found is None:
        raise NotRepresented
    return found


def _person(account: Account) -> Person:
    return Person(
        account.name,
        account.document.kind.value or "none",
        account.document.number,
        account.phone,
        account.email,
        account.language[:2],
    )


def _represented(authority: Authority) -> Person:
    return _of_key(authority.principal, authority.principal_name)


def _of_key(key: str, name: str) -> Person:
    kind, colon, number = key.partition(":")
    if not colon:
        return Person(name, DocumentKind.CITIZEN_NUMBER.value, key)
    return Person(name, kind, number)


def _by(authority: Authority, own: Person) -> Representative:
    """The last day of a representation is included in a submission; `Authority.to_on` is the first without it."""
    last = None if authority.to_on is None else authority.to_on.fromordinal(authority.to_on.toordinal() - 1)
    return Representative(own, authority.kind.value, str(authority.id), authority.from_on, last)


def with_change(
    actor: Actor, draft: Draft, change: Change, package: Package, scene: Scene, *, now: datetime
) -> Draft:
    """Return the draft with a change, its plan tried. Raises what is wrong with the change.

    What an older version took and this one does not stays kept, so that it can be told.
    """
    if change.applicant is not None or change.originals is not None:
        actor.must(GuidancePermission.ASSIST)
    if change.delivery is not None:
        offices.check_delivery(actor, delivery=change.delivery)
    mine = placed(changed(draft, change, scene), scene, package)
    tried = changed(fitting(draft, scene, package), change, scene)  # only what is new here can be refused
    tried = replace(tried, division=mine.division)
    on = now.astimezone(SHANGHAI).date()
    plan = compose(scene, circumstances(tried, scene, on=on), package=package, calendar=port(WorkCalendar))
    if change.values or change.disputes:
        keys = {one.key for one in plan.fields}
        for key in (*(change.values or {}), *(change.disputes or {})):
            if key not in keys and key not in draft.values:
                raise LineUnknown(key)
    if change.ways:
        lines = {one.line: one for one in materials_of(tried, plan, scene, package)}
        for name, chosen in change.ways.items():
            if name not in lines:
                raise LineUnknown(name)
            if chosen is not None and chosen.way not in lines[name].ways:
                raise WayRefused(lines[name].label)
            if chosen is not None and chosen.way is Way.LATER and chosen.until is not None:
                latest = lines[name].latest
                assert latest is not None, name  # else it is none of the ways
                if not may_be_promised(chosen.until, latest, on):
                    raise PromiseOutside(lines[name].label, latest)
    return agreeing(mine, change, plan, package)
