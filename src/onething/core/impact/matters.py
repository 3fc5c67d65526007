"""What else is other in a scene: its items, questions, clocks, fees, visits, and the chart that is drawn from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onething.core.catalogue.hashing import canonical
from onething.core.catalogue.model import Question, Scene
from onething.core.guidance.draft import questions_of
from onething.core.impact.asked import Sides
from onething.core.impact.lines import Code, Line, first_found
from onething.core.source import Text

_SAYS = {
    Code.ITEM_OFFICE: Text("的主管部门、地区或环节变了", "its office, division or steps are others"),
    Code.ITEM_RESULT: Text("的结果变了", "its results are others"),
    Code.FEE: Text("的收费变了", "its fees are others"),
    Code.VISIT: Text("要跑的地方或次数变了", "where or how often one must come is another"),
    Code.CLOCK_RULES: Text("的时钟规则变了", "the rules of its clock are others"),
}
#: What of an item a line is about: code → the parts of the item.
_PARTS = {
    Code.ITEM_OFFICE: ("department", "competent", "levels", "integration"),
    Code.ITEM_RESULT: ("result",),
    Code.FEE: ("fees",),
    Code.VISIT: ("visits",),
    Code.CLOCK_RULES: ("day_kind", "profile", "own_grounds", "steps"),
}


def matter_lines(sides: Sides) -> Iterator[Line]:
    yield from _items(sides)
    yield from _questions(sides)
    yield from _clock_of_scene(sides)
    yield from _chart(sides)


def _items(sides: Sides) -> Iterator[Line]:
    old, new = _by_item(sides.before.scene), _by_item(sides.after.scene)
    for id in [*new, *(id for id in old if id not in new)]:
        name = sides.name(id)
        zh, en = name.zh, name.say("en")
        bound = sides.causes.at("scenes", sides.after.scene.id, "items", id)
        if id not in old:
            yield Line(Code.ITEM_NEW, id, Text(f"新增事项“{zh}”", f"New item: {en}"), bound)
        elif id not in new:
            yield Line(Code.ITEM_GONE, id, Text(f"去掉事项“{zh}”", f"No longer an item: {en}"), bound)
        else:
            yield from _item(sides, old[id], new[id], name)


def _item(sides: Sides, old: Any, new: Any, name: Text) -> Iterator[Line]:
    zh, en, id, scene = name.zh, name.say("en"), new.item.id, sides.after.scene.id

    def because(item_parts: Iterable[str], scene_parts: Iterable[str] = ()) -> Any:
        near = [change for part in item_parts for change in sides.causes.at("items", id, part)]
        near += [
            change for part in scene_parts for change in sides.causes.at("scenes", scene, "items", id, part)
        ]
        return first_found(near, sides.rest)

    if _same(old, new, ("when", "optional", "proactive")) and _same(old.item, new.item, ("eligible",)):
        pass
    else:
        text = Text(f"“{zh}”给谁办、何时办变了", f"{en}: for whom and when it is a part is another")
        yield Line(Code.ITEM_WHEN, id, text, because(["eligible"], ["when", "optional", "proactive"]))
    if not _same(old, new, ("after", "needs")):
        text = Text(f"“{zh}”的先后顺序变了", f"{en}: what comes before it is another")
        yield Line(Code.ITEM_ORDER, id, text, because([], ["after", "needs"]))
    for code, name_zh, name_en, part in _CLOCKS:
        was, now = getattr(old.item, part), getattr(new.item, part)
        if was != now:
            old_words, new_words = _days(was), _days(now)
            text = Text(
                f"“{zh}”的{name_zh}：{old_words.zh} → {new_words.zh}",
                f"{en}, {name_en}: {old_words.en} → {new_words.en}",
            )
            yield Line(code, id, text, because([part]))
    for code, parts in _PARTS.items():
        if not _same(old.item, new.item, parts):
            said = _SAYS[code]
            yield Line(code, id, Text(f"“{zh}”{said.zh}", f"{en}: {said.en}"), because(parts))


_CLOCKS = (
    (Code.CLOCK_PROMISED, "承诺时限", "promised days", "promised_days"),
    (Code.CLOCK_STATUTORY, "法定时限", "statutory days", "statutory_days"),
)


def _days(days: int | None) -> Text:
    return Text("没有规定", "none") if days is None else Text(f"{days} 天", f"{days} days")


def _questions(sides: Sides) -> Iterator[Line]:
    old, new = _by_question(sides.before.scene), _by_question(sides.after.scene)
    for id in [*new, *(id for id in old if id not in new)]:
        text = (new.get(id) or old[id]).text
        because = _because_of_question(sides, id)
        if id not in old:
            said = Text(f"新增问题：{text.zh}", f"New question: {text.say('en')}")
            yield Line(Code.QUESTION_NEW, id, said, because)
        elif id not in new:
            said = Text(f"去掉问题：{text.zh}", f"No longer asked: {text.say('en')}")
            yield Line(Code.QUESTION_GONE, id, said, because)
        elif canonical(old[id]) != canonical(new[id]):
            said = Text(f"问题变了：{text.zh}{_choices(old[id], new[id], 'zh')}",
                        f"Question changed: {text.say('en')}{_choices(old[id], new[id], 'en')}")  # fmt: skip
            yield Line(Code.QUESTION_CHANGED, id, said, because)
    if canonical(sides.before.scene.outcomes) != canonical(sides.after.scene.outcomes):
        said = Text("办不了时的去处变了", "Where someone is sent to whom nothing applies is another")
        because = sides.causes.at("scenes", sides.after.scene.id, "outcomes")
        yield Line(Code.OUTCOME, "outcomes", said, because)


def _choices(old: Question, new: Question, language: str) -> str:
    """Return which choices are new and gone, in brackets; "" if they are the same."""
    was, now = ({one.id: one.label.say(language) for one in side.choices} for side in (old, new))
    more = [label for id, label in now.items() if id not in was]
    less = [label for id, label in was.items() if id not in now]
    said = [f"+ {label}" for label in more] + [f"− {label}" for label in less]
    if not said:
        return ""
    return f"（{'，'.join(said)}）" if language == "zh" else f" ({', '.join(said)})"


def _because_of_question(sides: Sides, id: str) -> Any:
    scene = sides.after.scene
    near = [*sides.causes.at("scenes", scene.id, "questions", id)]
    for line in (*scene.items, *sides.before.scene.items):
        near += sides.causes.at("items", line.item.id, "questions", id)
    bound = [
        change
        for line in (*scene.items, *sides.before.scene.items)
        for change in sides.causes.at("scenes", scene.id, "items", line.item.id)
    ]
    return first_found(near, bound, sides.rest)


def _clock_of_scene(sides: Sides) -> Iterator[Line]:
    old, new = sides.before.scene.promise, sides.after.scene.promise
    if canonical(old) != canonical(new):
        was, now = _days(old.days if old else None), _days(new.days if new else None)
        text = Text(f"整件事的承诺：{was.zh} → {now.zh}", f"Promise of the whole: {was.en} → {now.en}")
        because = sides.causes.at("scenes", sides.after.scene.id, "promise")
        yield Line(Code.CLOCK_SCENE, "promise", text, because)


def _chart(sides: Sides) -> Iterator[Line]:
    """Every node links to its version, so the chart is drawn anew; this tells which of its nodes are others."""
    old, new = _nodes(sides.before.scene), _nodes(sides.after.scene)
    more, less = new.keys() - old.keys(), old.keys() - new.keys()
    other = {id for id in old.keys() & new.keys() if old[id] != new[id]}
    if more or less or other:
        text = Text(
            f"结构图重画：新增 {len(more)} 处，去掉 {len(less)} 处，改动 {len(other)} 处",
            f"The chart is drawn anew: {len(more)} nodes new, {len(less)} gone, {len(other)} others",
        )
        yield Line(Code.CHART, sides.after.scene.id, text, sides.rest)


def _nodes(scene: Scene) -> Mapping[tuple[str, ...], Any]:
    """Return what an inquiry list shows: questions with their choices, items with their conditions, where else to go."""
    found: dict[tuple[str, ...], Any] = {("scene",): canonical(scene.name)}
    for question in questions_of(scene):
        found["question", question.id] = canonical([question.text, question.help])
        for choice in question.choices:
            found["choice", question.id, choice.id] = canonical(choice.label)
    for line in scene.items:
        item = line.item
        shown = [item.name, line.when, line.optional, line.proactive, line.after, line.needs]
        found["item", item.id] = canonical([*shown, item.eligible, item.promised_days, item.result])
        for material in item.materials:
            found["material", item.id, material.key] = canonical(material)
    for at, outcome in enumerate(scene.outcomes):
        found["outcome", str(at)] = canonical(outcome)
    return found


def _by_item(scene: Scene) -> dict[str, Any]:
    return {line.item.id: line for line in scene.items}


def _by_question(scene: Scene) -> dict[str, Question]:
    return {one.id: one for one in questions_of(scene)}


def _same(old: Any, new: Any, parts: Sequence[str]) -> bool:
    return all(canonical(getattr(old, one)) == canonical(getattr(new, one)) for one in parts)
