"""The parts of an item and of a scene as an editor shows them.

The keys are those of `catalogue.shapes`; a key that no part names is left as it stands in the file.
"""

from collections.abc import Mapping, Sequence

from onething.core.catalogue import shapes
from onething.core.editing.inputs import Section
from onething.core.editing.item_sections import ITEM
from onething.core.editing.scene_sections import SCENE

SECTIONS: Mapping[str, tuple[Section, ...]] = {"items": ITEM, "scenes": SCENE}
#: The order of the keys of a whole file.
ORDER: Mapping[str, tuple[str, ...]] = {"items": shapes.ITEM.keys, "scenes": shapes.SCENE.keys}


def section_of(folder: str, id: str) -> Section | None:
    """Return a part of an item or scene by its id; None if there is none."""
    return next((one for one in SECTIONS.get(folder, ()) if one.id == id), None)


def section_at(folder: str, path: Sequence[str | int]) -> Section | None:
    """Return the part in which a place of the file stands: `("eligible", 0, "if")`, `("automatic",)`."""
    parts = SECTIONS.get(folder, ())
    found = next((one for one in parts if one.path and one.path == tuple(path[:1])), None)
    return found or next(
        (
            one
            for one in parts
            if not one.path and path[:1] and path[0] in {key.path[0] for key in one.inputs}
        ),
        None,
    )
