"""The joint form and the one set of materials of a scene, whoever applies: which lines are new, gone or other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onething.core.catalogue.diff import Change
from onething.core.catalogue.words import Way
from onething.core.composition.compare import WAYS
from onething.core.composition.lines import intersect
from onething.core.composition.prepare import Asked, Prepared
from onething.core.impact.lines import Causes, Code, Line, first_found
from onething.core.rules import Condition
from onething.core.source import Text

#: key → the lines that ask for it, by item.
Lines = Mapping[str, Mapping[str, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Sides:
    """A scene before and after, with what changed. rest: every change that the scene depends on, for want of a nearer one."""

    before: Prepared
    after: Prepared
    causes: Causes
    rest: tuple[Change, ...]

    def name(self, item: str) -> Text:
        side = self.after if item in self.after.at else self.before
        return side.items[side.at[item]].item.name

    def names(self, items: Sequence[str]) -> Text:
        said = [self.name(one) for one in items]
        return Text("、".join(one.zh for one in said), ", ".join(one.say("en") for one in said))


def asked_lines(sides: Sides) -> Iterator[Line]:
    """Return what is other in the joint form, then in the materials, in the order of the new version."""
    old, new = _fields(sides.before), _fields(sides.after)
    yield from _differences(sides, old, new, _FIELD)
    old, new = _materials(sides.before), _materials(sides.after)
    yield from _differences(sides, old, new, _MATERIAL)


def _fields(scene: Prepared) -> Lines:
    return _grouped(scene, lambda item: item.fields)


def _materials(scene: Prepared) -> Lines:
    return _grouped(scene, lambda item: (*item.forms, *item.materials))


def _grouped(scene: Prepared, lines: Callable[[Any], Sequence[Asked]]) -> Lines:
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for item in scene.items:
        for one in lines(item):
            askers = found.setdefault(one.key, {})
            askers[item.item.id] = (*askers.get(item.item.id, ()), one.line)
    return found


@dataclass(frozen=True, slots=True)
class _Kind:
    """What fields and materials call things. part: of the dictionary; inside: the list of an item."""

    part: str
    inside: str
    word: Text
    codes: Mapping[str, Code]
    aspects: Callable[[Sides, str, Mapping[str, Any], Mapping[str, Any]], Iterator[tuple[str, Text]]]
    source: Callable[[Prepared, str], tuple[Any, ...]]


def _differences(sides: Sides, old: Lines, new: Lines, kind: _Kind) -> Iterator[Line]:
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key, {}), new.get(key, {})
        label = _label(sides, key, kind)
        items = [*after, *(one for one in before if one not in after)]
        because = _because(sides, key, items, kind)
        zh, en, word = label.zh, label.say("en"), kind.word
        by = sides.names(items)
        if not before:
            text = Text(f"新增{word.zh}“{zh}”，{by.zh}要", f"New {word.en} “{en}”, asked by {by.say('en')}")
            yield Line(kind.codes["new"], key, text, because)
            continue
        if not after:
            text = Text(
                f"去掉{word.zh}“{zh}”，原来{by.zh}要",
                f"No more {word.en} “{en}”, asked by {by.say('en')} before",
            )
            yield Line(kind.codes["gone"], key, text, because)
            continue
        for aspect, said in _aspects(sides, key, before, after, kind):
            yield Line(
                kind.codes[aspect], key, Text(f"“{zh}”{said.zh}", f"“{en}”: {said.say('en')}"), because
            )


def _aspects(
    sides: Sides, key: str, before: Mapping[str, Any], after: Mapping[str, Any], kind: _Kind
) -> Iterator[tuple[str, Text]]:
    had, has = _required(before), _required(after)
    if had != has:
        yield (
            ("required", Text("改为必需", "is required now"))
            if has
            else ("optional", Text("改为可选", "is optional now"))
        )
    if set(before) != set(after):
        was, now = sides.names(list(before)), sides.names(list(after))
        yield "askers", Text(f"由{was.zh}要，变为{now.zh}要", f"asked by {now.en}, before by {was.en}")
    for item in before:
        if item not in after:
            continue
        name = sides.name(item)
        mine = [_required({item: side[item]}) for side in (before, after)]
        if had == has and mine[0] != mine[1]:
            now_zh, now_en = ("必需", "required") if mine[1] else ("可选", "optional")
            yield (
                "askers",
                Text(
                    f"在“{name.zh}”里改为{now_zh}，合起来不变",
                    f"{now_en} now for {name.say('en')}, the same for the whole",
                ),
            )
        if _whens(before[item]) != _whens(after[item]):
            was, now = _when_words(before[item]), _when_words(after[item])
            yield (
                "when",
                Text(
                    f"在“{name.zh}”里何时要：{was.zh} → {now.zh}",
                    f"when {name.say('en')} asks for it: {was.en} → {now.en}",
                ),
            )
    yield from kind.aspects(sides, key, before, after)
    if kind.source(sides.before, key) != kind.source(sides.after, key):
        yield "source", Text("可以从哪里取得变了", "where it can come from is another")
    if _words(sides.before, key, kind) != _words(sides.after, key, kind):
        yield "words", Text("的名称、说明或选项变了", "its name, help or choices are others")


def _field_aspects(
    sides: Sides, key: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, Text]]:
    if _limits(sides.before, key, before) != _limits(sides.after, key, after):
        yield "limits", Text("的填写要求变了", "its limits are others")


def _limits(scene: Prepared, key: str, askers: Mapping[str, Any]) -> Any:
    element = scene.fields[key].definition
    own = [element.constraints] if element else []
    return intersect([*own, *(one.constraints for lines in askers.values() for one in lines)])


def _material_aspects(
    sides: Sides, key: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, Text]]:
    for item in before:
        if item not in after:
            continue
        name = sides.name(item)
        was, now = [[one.accepts for one in lines] for lines in (before[item], after[item])]
        if was != now:
            old, new = _way_words(was), _way_words(now)
            yield (
                "ways",
                Text(
                    f"“{name.zh}”接受的方式：{old.zh} → {new.zh}",
                    f"ways that {name.say('en')} accepts: {old.en} → {new.en}",
                ),
            )
        was, now = [
            [(one.copies, one.original, one.valid_days) for one in lines]
            for lines in (before[item], after[item])
        ]
        if was != now:
            yield (
                "sheets",
                Text(
                    f"“{name.zh}”要的份数、原件或有效期变了",
                    f"copies, original or validity that {name.say('en')} asks for are others",
                ),
            )
        if [one.confirms for one in before[item]] != [one.confirms for one in after[item]]:
            yield (
                "words",
                Text(f"在“{name.zh}”里要确认的内容变了", f"what is confirmed for {name.say('en')} is other"),
            )


_WAYS: Mapping[Way | None, Text] = {
    **WAYS,
    Way.CONFIRM: Text("对方网上确认", "confirmed online by its bearer"),
    Way.DECLARATION: Text("告知承诺", "declaration"),
    Way.LATER: Text("容缺后补", "may follow later"),
}


def _way_words(accepted: Sequence[Sequence[Way]]) -> Text:
    said = [_WAYS[way] for way in dict.fromkeys(way for ways in accepted for way in ways)]
    return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def _required(askers: Mapping[str, Any]) -> bool:
    return any(one.required for lines in askers.values() for one in lines)


def _whens(lines: Sequence[Any]) -> list[Any]:
    return [one.when.tree if isinstance(one.when, Condition) else None for one in lines]


def _when_words(lines: Sequence[Any]) -> Text:
    said = [one.when.text if isinstance(one.when, Condition) else "" for one in lines]
    return Text("；".join(one or "每次都要" for one in said), "; ".join(one or "always" for one in said))


def _because(sides: Sides, key: str, items: Sequence[str], kind: _Kind) -> tuple[Change, ...]:
    """Return the changes of the requirement, else of the dictionary, of how the items are bound, or of the scene."""
    what = key.partition("/")[2]
    near = [
        change
        for item in items
        for line_key in _own_keys(sides, item, key, kind)
        for change in sides.causes.at("items", item, kind.inside, line_key)
    ]
    bound = [
        change for item in items for change in sides.causes.at("scenes", sides.after.scene.id, "items", item)
    ]
    sources = [
        change
        for side in (sides.before, sides.after)
        if (found := getattr(side, kind.part if kind.inside == "materials" else "fields").get(key))
        for share in found.shares
        for change in sides.causes.at("shares", share)
    ]
    return first_found([*near, *sides.causes.at(kind.part, what)], bound, sources, sides.rest)


def _own_keys(sides: Sides, item: str, key: str, kind: _Kind) -> list[str]:
    """Return how the item itself calls what the scene calls `key`: its role may be another."""
    found = []
    for side in (sides.before, sides.after):
        if item in side.at:
            one = side.items[side.at[item]]
            asked = one.fields if kind.inside == "fields" else (*one.forms, *one.materials)
            found += [line.line.key for line in asked if line.key == key]
    return list(dict.fromkeys(found))


def _label(sides: Sides, key: str, kind: _Kind) -> Text:
    what, role = key.partition("/")[2], key.partition("/")[0]
    for side in (sides.after, sides.before):
        definition = getattr(side.package, kind.part).get(what)
        if definition is not None:
            label: Text = definition.label
            who = side.scene.roles.get(role)
            if who is None or role == "applicant":
                return label
            return Text(f"{who.label.zh} · {label.zh}", f"{who.label.say('en')} · {label.say('en')}")
    return Text(key)


def _words(scene: Prepared, key: str, kind: _Kind) -> Any:
    definition = getattr(scene.package, kind.part).get(key.partition("/")[2])
    return definition and (
        definition.label,
        definition.help,
        getattr(definition, "kind", None),
        getattr(definition, "choices", None),
        getattr(definition, "issuer", None),
    )


def _field_source(scene: Prepared, key: str) -> tuple[Any, ...]:
    found = scene.fields[key]
    answers = tuple(question for question, _ in found.answers)
    givers = tuple(scene.names[number] for number, _ in found.givers)
    until = _covered(scene, key, lambda item: item.fields)
    return found.sign_in, answers, found.shares, found.licences, givers, until


def _material_source(scene: Prepared, key: str) -> tuple[Any, ...]:
    found = scene.materials.get(key)
    if found is None:  # an application form
        return ()
    givers = tuple(scene.names[number] for number in found.givers)
    return found.shares, found.licence, givers, _covered(scene, key, lambda item: item.materials)


def _covered(scene: Prepared, key: str, lines: Callable[[Any], Sequence[Asked]]) -> tuple[Any, ...]:
    """Return which items may look it up at which share, until when."""
    return tuple(
        (item.item.id, *sorted(one.until.items()))
        for item in scene.items
        for one in lines(item)
        if one.key == key and one.until
    )


def _codes(prefix: str) -> dict[str, Code]:
    return {one.value.removeprefix(prefix): one for one in Code if one.value.startswith(prefix)}


_FIELD = _Kind("elements", "fields", Text("字段", "field"), _codes("field_"), _field_aspects, _field_source)
_MATERIAL = _Kind(
    "materials",
    "materials",
    Text("材料", "material"),
    _codes("material_"),
    _material_aspects,
    _material_source,
)
