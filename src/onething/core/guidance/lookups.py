"""What would be looked up for a draft: the offer that a person agrees to, and the questions that follow from it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onething.core.catalogue.model import Fact, Package, Scene, Supplies
from onething.core.catalogue.words import Share, Way
from onething.core.composition import Circumstances, Plan, compose
from onething.core.exchange import LookUp
from onething.core.guidance.draft import Draft, circumstances, questions_of
from onething.core.guidance.form import ItemLine, parts_of
from onething.core.guidance.ports import HeldLicence
from onething.core.naming import ACTS
from onething.core.source import Text
from onething.core.submission import Consent
from onething.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One source that could be used: a share, or a licence the person holds. id: "low-income-register", "licence:ID".

    what: labels of data and papers. keys: field and material keys, facts by their id.
    """

    id: str
    label: Text
    department: Text
    purpose: Text
    basis: str
    what: tuple[Text, ...]
    keys: tuple[str, ...]
    items: tuple[ItemLine, ...]
    agreed: bool

    @property
    def basis_in_english(self) -> str:
        """The English name of the act, "" if it has none here."""
        return ACTS.get(self.basis, "")


@dataclass(frozen=True, slots=True)
class _Wish:
    """One datum that a source could give. kind: "field", "fact" or "material"; asks: (item, the item's own role)."""

    source: str
    kind: str
    key: str
    role: str
    bearer: int
    name: str
    asks: tuple[tuple[str, str], ...]


def _wishes(plan: Plan, scene: Scene, package: Package) -> Iterator[_Wish]:
    for one in plan.fields:
        kind, _, source = one.prefilled_from.partition(":")
        if kind in ("share", "licence"):
            role, bearer, element = parts_of(one.key)
            name = source if kind == "share" else f"licence:{source}"
            yield _Wish(name, "field", one.key, role, bearer, element, _asks(scene, one.asked_by, role))
    for line in plan.materials:
        if line.way in (Way.SHARE, Way.LICENCE):
            role, bearer, material = parts_of(line.key)
            name = line.source if line.way is Way.SHARE else f"licence:{line.source}"
            yield _Wish(name, "material", line.key, role, bearer, material, _asks(scene, line.asked_by, role))
    for fact in facts_of(scene):
        share = package.shares.get(fact.share)
        if share is None or (_idle(fact, plan, scene) and not _about_somebody_here(share, plan, scene)):
            continue  # nobody of the matter needs to know it
        items = {line.item.id for line in scene.items}
        asks = tuple((item, "") for grant in share.grants for item in grant.items if item in items)
        if asks:
            yield _Wish(share.id, "fact", fact.id, "applicant", 0, fact.id, asks)


def _idle(fact: Fact, plan: Plan, scene: Scene) -> bool:
    """Whether the questions that the fact could answer change nothing by the other answers."""
    asking = {one.id for one in questions_of(scene) if one.known_from == fact.id or one.id == fact.stands_in}
    of_account = {*(one.id for one in plan.open_questions), *plan.settled_questions}
    return bool(asking) and not asking & of_account


def _about_somebody_here(share: Share, plan: Plan, scene: Scene) -> bool:
    """Whether one of those whom the share knows of has a part in the plan: without an agent there is no authority."""
    keys = [*(one.key for one in plan.fields), *(one.key for one in plan.materials)]
    here = {parts_of(one)[0] for one in keys}
    grants = [(line, grant) for grant in share.grants for line in scene.items if line.item.id in grant.items]
    return any(
        not grant.roles or any(line.roles.get(role, role) in here for role in grant.roles)
        for line, grant in grants
    )


def _asks(scene: Scene, reasons: Sequence[object], role: str) -> tuple[tuple[str, str], ...]:
    """Return each asking item with its own name for a role of the scene."""
    found: list[tuple[str, str]] = []
    for reason in reasons:
        item = getattr(reason, "item", "")
        try:
            line = scene.item(item)
        except KeyError:
            continue
        own = [one for one in line.item.roles if line.roles.get(one, one) == role] or [role]
        found += [(item, one) for one in own]
    return tuple(dict.fromkeys(found))


def facts_of(scene: Scene) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for fact in (*scene.facts, *(one for line in scene.items for one in line.item.facts)):
        found.setdefault(fact.id, fact)
    return tuple(found.values())


def _fullest(
    draft: Draft,
    scene: Scene,
    package: Package,
    calendar: WorkCalendar,
    on: date,
    shares: Collection[str],
    licences: Collection[str],
) -> Plan:
    """Return the plan as if these sources answered."""
    roles = draft.own_roles(scene)
    held = frozenset(f"{role}/{id}" for id in licences for role in roles)
    there = replace(circumstances(draft, scene, on=on), supplies=Supplies(frozenset(shares), held))
    return compose(scene, there, package=package, calendar=calendar)


def typed_with(
    draft: Draft,
    scene: Scene,
    package: Package,
    sources: Collection[str],
    *,
    calendar: WorkCalendar,
    on: date,
) -> int:
    """Return how many fields the person would type if just these sources of the offer were used and all answered."""
    licences = [one.removeprefix("licence:") for one in sources if one.startswith("licence:")]
    shares = [one for one in sources if not one.startswith("licence:")]
    plan = _fullest(draft, scene, package, calendar, on, shares, licences)
    return plan.asked_of_person.fields


def offer_of(
    draft: Draft,
    scene: Scene,
    package: Package,
    held: Sequence[HeldLicence],
    *,
    calendar: WorkCalendar,
    on: date,
) -> tuple[OfferLine, ...]:
    """Return what could be used for this draft as it is answered now: at whom, what, for what, for which items."""
    every = [id for id, share in package.shares.items() if share.grants]
    plan = _fullest(draft, scene, package, calendar, on, every, [one.licence for one in held])
    by_source: dict[str, list[_Wish]] = {}
    for wish in _wishes(plan, scene, package):
        by_source.setdefault(wish.source, []).append(wish)
    names = {line.item.id: line.item.name for line in scene.items}
    facts = {fact.id: fact for fact in facts_of(scene)}
    agreed = set(draft.agreed or ())
    lines = []
    for source, wishes in by_source.items():
        what: dict[str, Text] = {}
        for wish in wishes:
            if wish.kind == "fact":
                what.setdefault(facts[wish.name].label.zh, facts[wish.name].label)
            else:
                known = package.elements if wish.kind == "field" else package.materials
                label = known[wish.name].label
                who = scene.roles[wish.role].label if wish.role in scene.roles else Text("")
                text = (
                    label
                    if wish.role == "applicant"
                    else Text(f"{who.zh}的{label.zh}", f"{who.say('en')}: {label.say('en')}")
                )
                what.setdefault(text.zh, text)
        items = tuple(dict.fromkeys(item for wish in wishes for item, _ in wish.asks))
        label, department, purpose, basis = _about(source, items, package)
        lines.append(
            OfferLine(
                source,
                label,
                department,
                purpose,
                basis,
                tuple(what.values()),
                tuple(wish.key for wish in wishes),
                tuple(ItemLine(item, names[item]) for item in items if item in names),
                source in agreed,
            )
        )
    return tuple(lines)


def reach_of(offer: Sequence[OfferLine]) -> tuple[int, int]:
    """Return how many departments would be asked, and how many pieces of data they would tell; a licence asks nobody."""
    shares = [one for one in offer if not one.id.startswith("licence:")]
    return len({one.department.zh for one in shares}), sum(len(one.what) for one in shares)


def offer_for(
    there: Circumstances, scene: Scene, package: Package, *, calendar: WorkCalendar
) -> tuple[OfferLine, ...]:
    """Return what could be used for whoever answers so and has not signed in."""
    draft = Draft(
        scene.id,
        scene.hash,
        answers=there.answers,
        bearers=there.bearers,
        dropped=tuple(there.dropped),
        insisted=tuple(there.insisted),
        division=there.division,
    )
    return offer_of(draft, scene, package, (), calendar=calendar, on=there.on)


def _about(source: str, items: Sequence[str], package: Package) -> tuple[Text, Text, Text, str]:
    if source.startswith("licence:"):
        label = package.licences[source.removeprefix("licence:")].label
        purpose = Text("代替纸质证件和手工填写", "Instead of the paper and of typing")
        return label, Text("电子证照", "Electronic licences"), purpose, ""
    share = package.shares[source]
    department = package.departments.get(share.department)
    purposes = {one.purpose.zh: one.purpose for one in share.grants if set(one.items) & set(items)}
    purpose = Text(
        "；".join(one.zh for one in purposes.values()), "; ".join(one.say("en") for one in purposes.values())
    )
    return share.label, department.name if department else Text(share.department), purpose, share.basis


def consented(consent: Consent, package: Package) -> tuple[Text, Text, Text]:
    """Return what was agreed to: the source, at whom it is asked, and for what, each in both languages."""
    source = consent.share
    if source.startswith("licence:"):
        known = source.removeprefix("licence:") in package.licences
        label, department, purpose, _ = _about(source, (), package) if known else _unknown(consent)
        return label, department, purpose
    share = package.shares.get(source)
    if share is None:
        return _unknown(consent)[:3]
    asked = package.departments.get(share.department)
    said = consent.purpose.split("；")
    purposes = {grant.purpose.zh: grant.purpose for grant in share.grants}
    purpose = Text(
        consent.purpose, "; ".join(purposes[one].say("en") if one in purposes else one for one in said)
    )
    return share.label, asked.name if asked else Text(share.department), purpose


def _unknown(consent: Consent) -> tuple[Text, Text, Text, str]:
    return Text(consent.share), Text(""), Text(consent.purpose), ""


def lookups_of(
    draft: Draft,
    scene: Scene,
    package: Package,
    *,
    ref: str,
    subject: str,
    calendar: WorkCalendar,
    on: date,
    again: bool = False,
) -> tuple[LookUp, ...]:
    """Return the look-ups that the draft still lacks: of agreed shares, whatever has not been asked yet.

    subject: number of the person in front of us. again: also what was asked and not answered.
    """
    shares = [id for id in draft.agreed or () if id in package.shares]
    if draft.applicant is None or not shares:
        return ()
    plan = _fullest(draft, scene, package, calendar, on, shares, ())
    asked = {
        (one.share, one.role, one.bearer, name)
        for one in draft.looked
        if not again or one.outcome == "answered"
        for name in one.names
    }
    grouped: dict[tuple[str, str, int], list[_Wish]] = {}
    wishes_ = list(_wishes(plan, scene, package))
    chosen_from = {one.source for one in wishes_ if one.role in draft.picked}
    for wish in wishes_:
        if wish.kind == "fact" and wish.source in chosen_from:
            continue  # it is about all that the source has, not about those that were picked
        place = (wish.source, wish.role, wish.bearer)
        if wish.source in shares and (*place, wish.name) not in asked:
            grouped.setdefault(place, []).append(wish)
    return tuple(
        LookUp(
            share=share,
            subject=subject,
            name=draft.applicant.name,
            scene=scene.id,
            asks=tuple((wish.name, item, own) for wish in wishes for item, own in wish.asks),
            role=role,
            bearer=bearer,
            fields=tuple(wish.name for wish in wishes if wish.kind == "field"),
            facts=tuple(wish.name for wish in wishes if wish.kind == "fact"),
            materials=tuple(wish.name for wish in wishes if wish.kind == "material"),
            ref=ref,
            record=_picked(draft, role, bearer),
        )
        for (share, role, bearer), wishes in grouped.items()
    )


def _picked(draft: Draft, role: str, bearer: int) -> int:
    numbers = draft.picked.get(role, ())
    return numbers[bearer - 1] if 0 < bearer <= len(numbers) else 0
