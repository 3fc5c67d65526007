"""The city as if one of its items were a permit: only permits may be paused and extended by law."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.model import Item, Package, Scene
from onething.core.clock import PROFILES
from onething.kit.ports import bound
from tests.areas.cases.world import Scenes, city

PERMIT = "disability-certificate"


@cache
def _changed(profile: str) -> Package:
    """Return the package with 20 working days for the permit, 15 promised (行政许可法 42, 45)."""
    takes_own = PROFILES[profile].takes_own_grounds

    def changed(item: Item) -> Item:
        limits = {"profile": profile, "promised_days": 15, "statutory_days": 20}
        return replace(item, **limits, own_grounds=item.own_grounds if takes_own else {})

    def scene(one: Scene) -> Scene:
        items = tuple(
            replace(line, item=changed(line.item)) if line.item.id == PERMIT else line for line in one.items
        )
        return replace(one, items=items)

    return replace(city(), scenes={id: scene(one) for id, one in city().scenes.items()})


class _Permits(Scenes):
    def __init__(self, profile: str) -> None:
        self.profile = profile

    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        super().scene(scene, hash_)
        changed = _changed(self.profile)
        return changed, changed.scenes[scene]


@contextmanager
def permits(profile: str = "permit") -> Iterator[None]:
    """profile: of the clock, for items of another kind than permits."""
    with bound(FrozenScenes, _Permits(profile)):
        yield
