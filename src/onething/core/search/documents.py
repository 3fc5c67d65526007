"""What of an item, a scene or an entry of the register can be found, and under which words."""

from onething.core.catalogue.model import Item, Package, Scene
from onething.core.register.entries import Entry
from onething.core.search.model import Document

#: Characters of one text of an entry that count.
MOST = 400


def of_entry(entry: Entry, *, source: str = "") -> Document:
    """Return an item of the register, found as `SOURCE/KEY`; a one-thing scene of a catalogue is an item as well."""
    body = " ".join(
        (
            *(one.name for one in entry.materials),
            *(one.text[:MOST] for one in entry.steps),
            entry.condition[:MOST],
            entry.result,
            *entry.topics,
        )
    )
    return Document(
        "item",
        f"{source}/{entry.key}" if source else entry.key,
        entry.name,
        body=body,
        places=(entry.area,) if entry.area else (),
        context=tuple(one for one in (entry.main_item, entry.department) if one),
    )


def of_item(package: Package, item: Item) -> Document:
    """Return an item of the city's definitions, with its questions and materials."""
    asked = [question.text.zh for question in item.questions]
    papers = [
        package.materials[line.material].label.zh
        for line in item.materials
        if line.material in package.materials
    ]
    department = package.departments.get(item.department)
    return Document(
        "item",
        item.id,
        item.name.zh,
        wordings=(item.name.en,),
        body=" ".join((*asked, *papers)),
        context=(department.name.zh,) if department else (),
    )


def of_scene(package: Package, scene: Scene) -> Document:
    items = [name for line in scene.items for name in (line.item.name.zh, line.item.name.en)]
    return Document(
        "scene",
        scene.id,
        scene.name.zh,
        wordings=(*scene.words, scene.name.en),
        body=" ".join((scene.summary.zh, *items, *(question.text.zh for question in scene.questions))),
    )
