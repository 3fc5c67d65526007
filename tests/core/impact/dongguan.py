"""The city that is shipped, changed in one place, and persons who applied there."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.hashing import with_hashes
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Item, Package
from onething.core.composition import circumstances_of
from onething.core.impact import Application
from tests import shipped

CALENDAR = load_calendar()
FILES = shipped.FILES


def read(files: dict[str, bytes]) -> Package:
    loaded = load_package(files)
    assert loaded.package is not None, [f"{one.at} {one.message.en}" for one in loaded.findings]
    return loaded.package


PACKAGE = read(FILES)


def rewritten(path: str, *pairs: tuple[str, str]) -> Package:
    """The city with places of one file written otherwise."""
    text = FILES[path].decode()
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    return read({**FILES, path: text.encode()})


def changed(id: str, change: Callable[[Item], Item]) -> Package:
    """The city with one item made otherwise."""
    return changed_all([id], change)


def changed_all(ids: Iterable[str], change: Callable[[Item], Item]) -> Package:
    """The city with several items made otherwise."""
    new = {id: change(PACKAGE.items[id]) for id in ids}
    scenes = {
        name: replace(
            one,
            items=tuple(replace(line, item=new.get(line.item.id, line.item)) for line in one.items),
        )
        for name, one in PACKAGE.scenes.items()
    }
    return with_hashes(replace(PACKAGE, items={**PACKAGE.items, **new}, scenes=scenes))


def without(item: str, material: str) -> Package:
    """The city, in which an item no longer asks for a material."""
    return changed(
        item, lambda one: replace(one, materials=tuple(m for m in one.materials if m.material != material))
    )


def people(scene: str = "disabled-services", times: int = 1) -> list[Application]:
    """The persons of the examples of a scene, so many times over."""
    examples = [one for one in PACKAGE.examples.values() if one.scene == scene]
    return [
        Application(f"{one.id}-{at}", scene, circumstances_of(one)) for at in range(times) for one in examples
    ]
