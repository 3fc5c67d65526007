"""Look-alikes: a name as somebody writes it, and the dictionary entry that most likely is the same.

Two items ask for the same thing only if role and element (or material) are equal; a second word for the same datum
would be asked twice. So a new name is first compared with the city's dictionary.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onething.core.catalogue.model import Item, Package
from onething.core.editing.names import fold, likeness

#: From here on a name is taken for the entry without asking, and from here on it is shown as perhaps the same.
SURE, PERHAPS = 0.999, 0.55


@dataclass(frozen=True, slots=True)
class Alike:
    """One dictionary entry that a name may mean. role: whose it is as the name says, "" = it does not say.

    sure: the same after folding; otherwise a person has to decide.
    """

    id: str
    role: str
    score: float

    @property
    def sure(self) -> bool:
        return self.score >= SURE


class Dictionary:
    """The names of a dictionary, folded once: elements, or materials. labels: id -> what it is called."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._names = [(id, fold(label).core) for id, label in labels.items()]
        self._exact: dict[str, list[str]] = {}
        for id, core in self._names:
            self._exact.setdefault(core, []).append(id)

    def find(self, name: str, *, near: Sequence[str] = (), most: int = 3) -> tuple[Alike, ...]:
        """Return what a name may mean, the most likely first. near: ids that are in use already; they go first.

        Sure only if one entry alone has the name, or one alone of those in use.
        """
        folded = fold(name)
        if not folded.core:
            return ()
        exact = self._exact.get(folded.core, [])
        used = [id for id in exact if id in near]
        if len(used or exact) == 1:
            return (Alike((used or exact)[0], folded.role, 1.0),)
        if exact:
            usual = _usual(exact)
            return tuple(
                Alike(id, folded.role, 1.0 if id == usual else 0.9)
                for id in sorted(exact, key=lambda one: (one != usual, one not in near, one))
            )[:most]
        scored = [Alike(id, folded.role, likeness(folded.core, core)) for id, core in self._names]
        fits = [one for one in scored if one.score >= PERHAPS]
        return tuple(sorted(fits, key=lambda one: (-one.score, one.id not in near, one.id))[:most])


def _usual(ids: Iterable[str]) -> str:
    """Return the entry that is meant if nothing else is said: that of the person, if there is one."""
    return next((id for id in ids if id.startswith("person.")), "")


def elements_of(package: Package) -> Dictionary:
    return Dictionary({id: one.label.zh for id, one in package.elements.items()})


def materials_of(package: Package) -> Dictionary:
    return Dictionary({id: one.label.zh for id, one in package.materials.items()})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of local names: lines `(role, id)` with the names they came from, and names nobody could place."""

    lines: Mapping[tuple[str, str], tuple[str, ...]]
    unclear: Mapping[str, tuple[Alike, ...]]

    @property
    def merged(self) -> int:
        """How many names fell together with another one."""
        return sum(len(names) - 1 for names in self.lines.values())


def resolve(
    names: Iterable[str], dictionary: Dictionary, *, role: str = "applicant", near: Sequence[str] = ()
) -> Resolved:
    """Return the dictionary's lines for names as a paper form has them. role: whose a name is that does not say it."""
    lines: dict[tuple[str, str], list[str]] = {}
    unclear: dict[str, tuple[Alike, ...]] = {}
    for name in names:
        found = dictionary.find(name, near=near)
        if found and found[0].sure:
            lines.setdefault((found[0].role or role, found[0].id), []).append(name)
        else:
            unclear[name] = found
    return Resolved({key: tuple(those) for key, those in lines.items()}, unclear)


@dataclass(frozen=True, slots=True)
class Warned:
    """Two lines of one item, or of two items, that look like the same. key, other: `role/id`; why: "material", "element"."""

    kind: str
    key: str
    other: str
    items: tuple[str, ...]


def look_alikes(items: Iterable[Item], package: Package) -> tuple[Warned, ...]:
    """Return pairs of different fields, and of different materials, of these items that are named alike for one role."""
    fields: dict[str, set[str]] = {}
    papers: dict[str, set[str]] = {}
    for item in items:
        for line in item.fields:
            fields.setdefault(line.key, set()).add(item.id)
        for need in item.materials:
            if not need.form:
                papers.setdefault(need.key, set()).add(item.id)
    labels = {"element": {id: one.label.zh for id, one in package.elements.items()}}
    labels["material"] = {id: one.label.zh for id, one in package.materials.items()}
    found: list[Warned] = []
    for kind, lines in (("element", fields), ("material", papers)):
        keys = sorted(lines)
        cores = {key: fold(labels[kind].get(key.partition("/")[2], key)) for key in keys}
        for at, key in enumerate(keys):
            for other in keys[at + 1 :]:
                same_role = key.partition("/")[0] == other.partition("/")[0]
                if same_role and cores[key].core == cores[other].core:
                    found.append(Warned(kind, key, other, tuple(sorted(lines[key] | lines[other]))))
    return tuple(found)
