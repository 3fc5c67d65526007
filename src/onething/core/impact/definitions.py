"""Two versions of a city's definitions: which items and scenes are touched, and what is other in each scene."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue.diff import Change, diff
from onething.core.catalogue.hashing import members_used
from onething.core.catalogue.model import Package, Scene
from onething.core.composition.prepare import prepare
from onething.core.impact.asked import Sides, asked_lines
from onething.core.impact.lines import GROUPS, Causes, Line
from onething.core.impact.matters import matter_lines
from onething.core.impact.savings import saving_lines
from onething.core.source import Text
from onething.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class ItemImpact:
    """An item that is new, gone or other ("new", "gone", "other"), itself or in what it refers to.

    scenes: ids of those that have it, before or after. because: the changed definitions, its own first.
    """

    id: str
    name: Text
    change: str
    scenes: tuple[str, ...]
    because: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SceneImpact:
    """A scene that is new, gone or other. lines: in the order of `GROUPS`; none if only words beside the plan changed."""

    id: str
    name: Text
    change: str
    lines: tuple[Line, ...]
    because: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """What is other in the definitions. changes: every one, as `onething diff` tells it."""

    changes: tuple[Change, ...]
    items: tuple[ItemImpact, ...]
    scenes: tuple[SceneImpact, ...]

    @property
    def touched_scenes(self) -> frozenset[str]:
        return frozenset(one.id for one in self.scenes)


def compare(before: Package, after: Package, *, calendar: WorkCalendar, on: date) -> Definitions:
    """Return what is other, by content: only scenes and items whose hash is another are looked at.

    on: day 0 of the widest plans. Raises CalendarMissing for a day that no calendar reaches.
    """
    changes = diff(before, after)
    causes = Causes(changes)
    return Definitions(
        changes,
        tuple(_items(before, after, causes)),
        tuple(_scenes(before, after, causes, calendar, on)),
    )


def _items(before: Package, after: Package, causes: Causes) -> Iterator[ItemImpact]:
    for id in [*after.items, *(id for id in before.items if id not in after.items)]:
        old, new = before.items.get(id), after.items.get(id)
        if old and new and old.hash == new.hash:
            continue
        item = new or old
        assert item is not None, id
        change = "new" if old is None else "gone" if new is None else "other"
        scenes = [
            scene.id
            for package in (after, before)
            for scene in package.scenes.values()
            if any(line.item.id == id for line in scene.items)
        ]
        used = [members_used(package, one) for package, one in ((before, old), (after, new)) if one]
        because = [*causes.at("items", id), *(one for each in used for one in causes.members(each))]
        yield ItemImpact(id, item.name, change, tuple(dict.fromkeys(scenes)), tuple(dict.fromkeys(because)))


def _scenes(
    before: Package, after: Package, causes: Causes, calendar: WorkCalendar, on: date
) -> Iterator[SceneImpact]:
    for id in [*after.scenes, *(id for id in before.scenes if id not in after.scenes)]:
        old, new = before.scenes.get(id), after.scenes.get(id)
        if new is None:
            assert old is not None, id
            yield SceneImpact(id, old.name, "gone", (), causes.at("scenes", id))
        elif old is None:
            yield SceneImpact(id, new.name, "new", (), causes.at("scenes", id))
        elif old.hash != new.hash:
            rest = _touching(causes, ((before, old), (after, new)))
            sides = Sides(prepare(old, before), prepare(new, after), causes, rest)
            found = [
                *asked_lines(sides),
                *matter_lines(sides),
                *saving_lines(sides, calendar=calendar, on=on),
            ]
            order = list(GROUPS)
            lines = sorted(found, key=lambda line: order.index(line.code.group))
            yield SceneImpact(id, new.name, "other", tuple(lines), rest)


def _touching(causes: Causes, sides: tuple[tuple[Package, Scene], ...]) -> tuple[Change, ...]:
    """Return every change that the scene depends on, its own first."""
    found: list[Change] = []
    for _, scene in sides:
        found += causes.at("scenes", scene.id)
    for _, scene in sides:
        for line in scene.items:
            found += causes.at("items", line.item.id)
    for package, scene in sides:
        for line in scene.items:
            found += causes.members(members_used(package, line.item))
        found += [
            change
            for question in scene.questions
            if question.fills
            for change in causes.at("elements", question.fills.partition("/")[2])
        ]
        found += [change for fact in scene.facts if fact.share for change in causes.at("shares", fact.share)]
        found += causes.at("departments", scene.lead)
    found += [*causes.at("city", "", "minutes"), *causes.at("city", "", "sign_in")]
    return tuple(dict.fromkeys(found))
