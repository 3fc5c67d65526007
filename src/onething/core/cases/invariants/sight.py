"""I9: no row is shown outside the place, department and role of who looks. A second, slow rule of sight, from the
events alone, beside the one by which the lists are filtered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from onething.core.actors import Actor, Role
from onething.core.cases.invariants.reading import Breach, Store
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.parts import OfficeKey
from onething.core.cases.state import ApplicationState

#: At most so many actors of a kind are asked for; those that come first by name.
MOST = 200
#: A department, a town and a person that are in no data.
NOWHERE = "no-such-department"
ELSEWHERE = "999999999000"
NOBODY = "no-such-person"
_CITY, _TOWN = 6, 9  # leading digits that name a city, a town


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whom a number may be shown to: who applied or hands in for them, the offices that have or had it, the window."""

    people: frozenset[str]
    offices: frozenset[OfficeKey]
    window: tuple[str, str]


def sight(
    store: Store, applications: Mapping[str, Replayed], cases: Mapping[str, Replayed]
) -> Iterator[Breach]:
    """Ask the store as somebody of every office, every person, every window, and as strangers."""
    whose = _owners(store, applications, cases)
    for actor in _actors(whose):
        for number in store.shown_to(actor):
            if number not in whose or not _may_see(actor, whose[number]):
                yield Breach("I9", number, f"shown to {actor.id}, who has nothing to do with it")


def _owners(
    store: Store, applications: Mapping[str, Replayed], cases: Mapping[str, Replayed]
) -> dict[str, _Whose]:
    windows = {row.stream: row.window for row in store.rows()}
    offices = {number: frozenset(state.office for state in one.after) for number, one in cases.items()}
    whose = {}
    for number, one in applications.items():
        last: ApplicationState = one.last
        people = frozenset(filter(None, (last.submitted.applicant, last.submitted.representative)))
        window = windows.get(number, ("", ""))
        children = [offices.get(child, frozenset()) for child in last.submitted.cases]
        whose[number] = _Whose(people, frozenset[OfficeKey]().union(*children), window)
        for child, of_child in zip(last.submitted.cases, children, strict=True):
            whose[child] = _Whose(people, of_child, window)
    return whose


def _actors(whose: Mapping[str, _Whose]) -> Iterator[Actor]:
    offices = {office for one in whose.values() for office in one.offices}
    departments = sorted({one.department for one in offices} | {NOWHERE})
    divisions = sorted({one.division for one in offices} | {ELSEWHERE})
    for department, division in islice(product(departments, divisions), MOST):
        yield _at_work(Role.REVIEWER, department, division)
    windows = sorted({one.window for one in whose.values() if one.window[0]} | {(NOWHERE, ELSEWHERE)})
    for department, division in islice(windows, MOST):
        yield _at_work(Role.CLERK, department, division)
    people = sorted({person for one in whose.values() for person in one.people})
    for person in [NOBODY, *islice(people, MOST)]:
        yield Actor("check:citizen", "", frozenset({Role.CITIZEN}), person_id=person)
    yield Actor.visitor()


def _at_work(role: Role, department: str, division: str) -> Actor:
    id = f"check:{role}:{department}:{division}"
    return Actor(id, "", frozenset({role}), department=department, division=division)


def _may_see(actor: Actor, one: _Whose) -> bool:
    if Role.CITIZEN in actor.roles:
        return actor.person_id in one.people
    if Role.CLERK in actor.roles:
        return one.window == (actor.department, actor.division)
    if Role.REVIEWER in actor.roles:
        return any(_is_of(actor, office) for office in one.offices)
    return False


def _is_of(actor: Actor, office: OfficeKey) -> bool:
    """A city-wide office has every place of its department, a town's its town, a village's its village."""
    if actor.department != office.department:
        return False
    here = actor.division
    if not here[_CITY:].strip("0"):
        return True
    if not here[_TOWN:].strip("0"):
        return office.division[:_TOWN] == here[:_TOWN]
    return office.division == here
