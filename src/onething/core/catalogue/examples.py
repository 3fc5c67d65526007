"""Reads one example: an answer set with the figures that it must give."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from onething.core.catalogue import shapes
from onething.core.catalogue.answer_forms import (
    key_without_bearer,
    keys_of,
    read_answers_of,
    read_bearers,
    read_dropped,
    read_facts_of,
    read_supplies,
)
from onething.core.catalogue.basics import ways_of
from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form
from onething.core.catalogue.model import Example, Scene
from onething.core.catalogue.reading import Scalar
from onething.core.catalogue.words import Way

#: States that an item of a plan can have; `core.composition` decides which.
ITEM_STATES = ("applies", "possible", "proactive", "not_chosen", "not_met", "not_needed")

_COUNTS = ("alone", "together", "saving")


def read_example(ctx: Context, id: str, form: Form, scenes: Mapping[str, Scene]) -> Example | None:
    """Return the example, None if the scene that it is for could not be read."""
    on = form.day("on")
    name = ctx.refer(form, "scene", "scene")
    scene = scenes.get(name)
    if scene is None:
        return None
    bearers = read_bearers(ctx, form, scene)
    counted: Mapping[str, int] = bearers
    if len(bearers) < len(form.pairs("bearers")):  # said already; it is not known how many were meant
        counted = {id: role.max for id, role in scene.roles.items()}
    return Example(
        id=id,
        scene=name,
        on=on or date(2000, 1, 1),
        answers=read_answers_of(ctx, form, scene),
        facts=read_facts_of(ctx, form, scene),
        supplies=read_supplies(ctx, form, scene),
        expect=_read_expect(ctx, form, scene, counted),
        bearers=bearers,
        dropped=read_dropped(ctx, form, scene),
        accepts=_read_accepts(ctx, form, scene),
        division=ctx.refer(form, "division", "division"),
        at=form.at,
    )


def _unknown_key(ctx: Context, scene: Scene, key: Scalar, known: Mapping[str, None]) -> None:
    if scene.id not in ctx.unbound:
        ctx.unknown_in(scene.id, "本件事的材料", "material of this scene", key.text, key.at, known)


def _read_accepts(ctx: Context, form: Form, scene: Scene) -> dict[str, tuple[Way, ...]]:
    part = form.form("overrides", shapes.OVERRIDES)
    accepts: dict[str, tuple[Way, ...]] = {}
    known = keys_of(scene)
    for key, node in part.pairs("accepts") if part else ():
        if key.text not in known:
            _unknown_key(ctx, scene, key, known)
        elif ways := ways_of(form, key, node):
            accepts[key.text] = ways
    return accepts


def _read_expect(ctx: Context, form: Form, scene: Scene, bearers: Mapping[str, int]) -> dict[str, Any]:
    part = form.form("expect", shapes.EXPECT)
    if part is None:
        return {}
    expect: dict[str, Any] = {}
    for key in _COUNTS:
        if (counts := part.form(key, shapes.COUNT)) is not None:
            expect[key] = _read_counts(counts, shapes.COUNT.may)
    if (asked := part.form("asked_of_person", shapes.ASKED)) is not None:
        expect["asked_of_person"] = _read_counts(asked, shapes.ASKED.may)
    if (schedule := part.form("schedule", shapes.SCHEDULE)) is not None:
        expect["schedule"] = _read_schedule(ctx, schedule, scene)
    if part.has("items"):
        expect["items"] = _read_states(ctx, part, scene)
    if part.has("ways"):
        expect["ways"] = _read_ways(ctx, part, scene, bearers)
    return expect


def _read_counts(form: Form, names: tuple[str, ...]) -> dict[str, int]:
    return {name: form.integer(name, least=-1_000_000, most=1_000_000) for name in names if form.has(name)}


def _read_schedule(ctx: Context, form: Form, scene: Scene) -> dict[str, Any]:
    found: dict[str, Any] = _read_counts(form, ("promised_days", "statutory_days"))
    for key in ("promised_on", "statutory_on"):
        if form.has(key) and (day := form.day(key)) is not None:
            found[key] = day
    if form.has("provisional"):
        found["provisional"] = form.flag("provisional")
    if form.has("path"):
        items = [line.item.id for line in scene.items]
        for name, at in form.marked("path"):
            if name not in items:
                ctx.unknown_in(scene.id, "本件事的事项", "item of this scene", name, at, items)
        found["path"] = form.strings("path")
    return found


def _read_states(ctx: Context, form: Form, scene: Scene) -> dict[str, str]:
    items = [line.item.id for line in scene.items]
    states: dict[str, str] = {}
    for name, node in form.pairs("items"):
        if name.text not in items:
            ctx.unknown_in(scene.id, "本件事的事项", "item of this scene", name.text, name.at, items)
        elif state := form.value_of(node, name.text, list(ITEM_STATES)):
            states[name.text] = state
    return states


def _read_ways(ctx: Context, form: Form, scene: Scene, bearers: Mapping[str, int]) -> dict[str, str]:
    known = keys_of(scene)
    ways: dict[str, str] = {}
    for key, node in form.pairs("ways"):
        if key_without_bearer(key.text, bearers, scene) not in known:
            _unknown_key(ctx, scene, key, known)
        elif way := form.value_of(node, key.text, [way.value for way in Way]):
            ways[key.text] = way
    return ways
