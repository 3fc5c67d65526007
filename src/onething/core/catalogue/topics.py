"""Reads one topic (专题) with its themes (主题) and situations (情形)."""

from collections.abc import Mapping

from onething.core.catalogue import shapes
from onething.core.catalogue.answer_forms import read_answers_of
from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.items import OBJECTS
from onething.core.catalogue.model import Scene, Situation, Topic
from onething.core.catalogue.reading import Node, Scalar, Sequence_


def read_topic(ctx: Context, id: str, form: Form, scenes: Mapping[str, Scene]) -> Topic:
    """Return the topic. A theme is a scene that names this topic; a situation's answers are checked against the scene."""
    themes: dict[str, tuple[Situation, ...]] = {}
    for name, node in form.pairs("themes"):
        if not ctx.known("scene", name.text, name.at) or (scene := scenes.get(name.text)) is None:
            continue
        if scene.topic != id:
            ctx.found.error(
                "other_topic",
                name.at,
                f"“{scene.id}”写的专题是“{scene.topic}”，不是“{id}”；请改其中一处。",
                f"Scene {scene.id!r} says that its topic is {scene.topic!r}, not {id!r}; change one of the two.",
            )
            continue
        themes[scene.id] = _situations(ctx, form, name, node, scene)
    return Topic(
        id=id,
        name=form.text("name"),
        objects=form.some_of("for", OBJECTS, ("person",)),
        themes=themes,
        at=form.at,
    )


def _situations(ctx: Context, form: Form, name: Scalar, node: Node, scene: Scene) -> tuple[Situation, ...]:
    if not isinstance(node, Sequence_):
        if not (isinstance(node, Scalar) and node.value is None):
            form.wrong(name.text, node, "情形的列表", "a list of situations")
        return ()
    found: dict[str, Situation] = {}
    for one in node.items:
        part = form_of(ctx.found, one, shapes.SITUATION, name.text)
        if part is None:
            continue
        id = part.identifier("id")
        if id in found:
            ctx.found.error(
                "duplicate_id",
                part.place("id"),
                f"情形“{id}”在“{scene.id}”里写了两次；请改名或者删除一个。",
                f"Situation {id!r} stands twice in {scene.id!r}; rename or delete one.",
            )
            continue
        found[id] = Situation(id, part.text("name"), read_answers_of(ctx, part, scene), part.at)
    return tuple(found.values())
