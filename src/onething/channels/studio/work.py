"""A draft as the pages of the editor have it in hand: its files, the proof of a scene, and the way back."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Generic, TypeVar
from uuid import UUID

from django.http import HttpRequest

from onething.areas.catalogue import api as catalogue
from onething.areas.impact import api as impact
from onething.areas.impact.api import Replayed
from onething.areas.revisions import api as revisions
from onething.areas.revisions.api import RevisionPermission
from onething.core.actors import Actor
from onething.core.catalogue.loader import Loaded
from onething.core.catalogue.model import Example, Package, Scene
from onething.core.composition import circumstances_of, compose
from onething.core.composition.plan import Plan
from onething.core.editing.document import changed
from onething.core.editing.excerpt import excerpt
from onething.core.editing.proving import Proof, Remembered, check
from onething.core.editing.variables import Variables, variables_of_item, variables_of_scene
from onething.core.editing.walking import circumstances_of_witness
from onething.core.errors import NotFound, RuleBroken
from onething.core.findings import Finding
from onething.core.revisions.lifecycle import Revision, State
from onething.core.workdays import WorkCalendar
from onething.kit.ports import now, port, today

#: Proofs, packages and scenes that this process remembers; a draft is looked at many times between two changes.
MOST_KEPT = 24

Made = TypeVar("Made")


class NotInDraft(NotFound):
    """The draft has no such scene, item or part (any more)."""

    code = "studio.not_in_draft"

    def __init__(self, id: str) -> None:
        super().__init__(f"the draft has no {id}")
        self.id = id


class Kept(Generic[Made]):
    """The last results by the content that they were made of; of two who make one at once, the first is kept."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            made = self._found.setdefault(key, made)
            while len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)
            return made


_PROOFS: Kept[Proof] = Kept()
_PACKAGES: Kept[Loaded] = Kept()
_SCENES: Kept[tuple[Remembered, Lock]] = Kept()
_REPLAYS: Kept[Replayed] = Kept()


def _digest(files: Mapping[str, bytes]) -> bytes:
    digest = sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + sha256(files[path]).digest())
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Work:
    """One draft with its files, as it was read for this page."""

    actor: Actor
    revision: Revision
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, request: HttpRequest, revision_id: UUID) -> "Work":
        actor = request.actor
        return cls(
            actor,
            revisions.get_revision(actor, revision_id=revision_id),
            revisions.files_of(actor, revision_id=revision_id),
        )

    @property
    def can_edit(self) -> bool:
        """The reader may change it now; the area decides again when something is saved."""
        return self.revision.state is State.DRAFT and self.actor.can(RevisionPermission.WRITE)

    def proof(self, scene: str) -> Proof:
        """Return the proof of a scene as the draft has it, from today on. Raises NotInDraft."""
        return proof_of(self.files, scene)

    def package(self) -> Package:
        """Return the package of the draft; while it cannot be read as a whole, the published one."""
        loaded = self._loaded()
        return (loaded and loaded.package) or catalogue.current(self.actor)

    def findings_in(self, file: str) -> tuple[Finding, ...]:
        """Return what keeps a file of the draft from being read."""
        loaded = self._loaded()
        return tuple(one for one in loaded.findings if one.at.file == file) if loaded else ()

    def variables(self, folder: str, id: str) -> Variables | None:
        """Return what a condition of an item or scene may name; None while the draft cannot be read as a whole."""
        loaded = self._loaded()
        package = loaded.package if loaded else catalogue.current(self.actor)
        if package is None:
            return None
        if folder == "scenes":
            return variables_of_scene(package.scenes[id]) if id in package.scenes else None
        return variables_of_item(package.items[id], package) if id in package.items else None

    def _loaded(self) -> Loaded | None:
        """Return the draft as it was read; None for one that changes nothing yet."""
        if not self.revision.paths:
            return None
        return _PACKAGES.get(_digest(self.files), lambda: catalogue.read_files(self.actor, files=self.files))

    def save(self, files: Mapping[str, bytes], *, seen: int | None = None) -> None:
        """Keep what is other than before; nothing else is sent. Raises what the area raises: somebody else may have saved."""
        if other := changed(self.files, files):
            revisions.save_files(
                self.actor,
                revision_id=self.revision.id,
                files=other,
                seen=self.revision.sequence if seen is None else seen,
                now=now(),
            )

    def replayed(self, scene: Scene, package: Package) -> Replayed:
        """Return the last applications under the scene as the draft has it; laid on it once for each state of the draft."""
        key = (self.actor.id, self.revision.id, self.revision.sequence, scene.hash, today())
        return _REPLAYS.get(
            key, lambda: impact.replay_of(self.actor, package=package, scene=scene.id, now=now())
        )

    def published(self, scene: str) -> Scene | None:
        return catalogue.current(self.actor).scenes.get(scene)


def number_of(text: str) -> int | None:
    """Return a whole number that an address or a form sends; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def proof_of(files: Mapping[str, bytes], scene: str) -> Proof:
    """Return the proof of a scene of these files, from today on. Raises NotInDraft."""
    if f"scenes/{scene}.yaml" not in files:
        raise NotInDraft(scene)
    part = excerpt(files, scene)
    calendar, on = port(WorkCalendar), today()
    key = (_digest(part), scene, on, calendar.hash)

    def proved() -> Proof:
        known, free = _SCENES.get(scene, lambda: (Remembered(), Lock()))
        with free:
            return check(files, scene, calendar=calendar, on=on, remembered=known)

    return _PROOFS.get(key, proved)


@dataclass(frozen=True, slots=True)
class Looked:
    """A plan by which a scene is looked at: that of an example, or with nothing answered (upper bounds)."""

    example: Example | None
    plan: Plan


def looked_at(scene: Scene, package: Package, name: str) -> tuple[Looked | None, tuple[Example, ...]]:
    """Return the plan that a page shows, and the examples it may choose from. name: an example, "open" = no answers.

    If nothing is said, the example with the most to ask: there the merging shows. None if it cannot be composed.
    """
    calendar = port(WorkCalendar)
    found: dict[str, Looked] = {}
    examples = tuple(one for one in package.examples.values() if one.scene == scene.id)
    for one in examples:
        try:
            plan = compose(scene, circumstances_of(one), package=package, calendar=calendar)
        except RuleBroken:
            continue
        found[one.id] = Looked(one, plan)
    if name in found:
        return found[name], examples
    if name != "open" and found:
        most = max(found.values(), key=lambda one: (one.plan.alone.materials, one.plan.alone.fields))
        return most, examples
    try:
        plan = compose(scene, circumstances_of_witness({"on": today()}), package=package, calendar=calendar)
    except RuleBroken:
        return None, examples
    return Looked(None, plan), examples
