"""The city as if one of its items were decided in the system of its department (L2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Integration, Level
from onething.kit.ports import bound
from tests.areas.cases.world import Scenes, city

ITEM = "disability-certificate"
SYSTEM_NAME = "disabled-federation"


@cache
def _changed(integration: Integration) -> Package:
    def scene(one: Scene) -> Scene:
        items = tuple(
            replace(line, item=replace(line.item, integration=integration)) if line.item.id == ITEM else line
            for line in one.items
        )
        return replace(one, items=items)

    return replace(city(), scenes={id: scene(one) for id, one in city().scenes.items()})


class _Levels(Scenes):
    def __init__(self, integration: Integration) -> None:
        self.integration = integration

    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        super().scene(scene, hash_)
        changed = _changed(self.integration)
        return changed, changed.scenes[scene]


@contextmanager
def at_level(level: Level, *, answer_hours: int = 24) -> Iterator[None]:
    with bound(FrozenScenes, _Levels(Integration(level, answer_hours=answer_hours))):
        yield
