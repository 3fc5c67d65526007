"""What a scene saves, before and after: of its examples, and of its widest plan, in which nothing is answered yet."""

from collections.abc import Iterator
from datetime import date

from onething.core.catalogue.model import Example, Package
from onething.core.composition import (
    AnswerRefused,
    Circumstances,
    OrderCircular,
    Plan,
    check_example,
    compose,
    compose_example,
)
from onething.core.composition.plan import Count
from onething.core.editing.labels import example_labels
from onething.core.impact.asked import Sides
from onething.core.impact.lines import Code, Line
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

_MEASURES = {
    "forms": Text("表格", "forms"),
    "materials": Text("材料", "materials"),
    "fields": Text("字段", "fields"),
    "visits": Text("跑动", "visits"),
    "working_days": Text("工作日", "working days"),
}
_COUNTS = {
    "alone": Text("逐项办", "each alone"),
    "together": Text("一起办", "together"),
    "saving": Text("节省", "saving"),
}


def saving_lines(sides: Sides, *, calendar: WorkCalendar, on: date) -> Iterator[Line]:
    """Return what is other in the figures. An example counts with the answers that it has in both versions."""
    yield from _widest(sides, calendar, on)
    examples = _examples(sides.after.package, sides.after.scene.id)
    labels = example_labels(examples, sides.after.scene)
    for example in examples:
        before = _composed(example, sides.before.package, calendar)
        after = _composed(example, sides.after.package, calendar)
        label = labels[example.id]
        name = Text(f"示例（{label.zh}）", f"example ({label.say('en')})")
        if isinstance(after, Text):
            yield Line(Code.EXAMPLE, example.id, _two(name, after), sides.rest)
            continue
        if isinstance(before, Plan):
            yield from _counts(example.id, name, before, after, sides)
        if findings := check_example(example, after):
            count = len(findings)
            said = Text(
                f"{count} 个数和 examples/{example.id}.yaml 写定的不一样，要一起改",
                f"{count} figures are not what examples/{example.id}.yaml expects; change it, too",
            )
            yield Line(Code.EXAMPLE, example.id, _two(name, said), sides.rest)


def _widest(sides: Sides, calendar: WorkCalendar, on: date) -> Iterator[Line]:
    nothing = Circumstances(on=on)
    try:
        before, after = (
            compose(side.scene, nothing, package=side.package, calendar=calendar)
            for side in (sides.before, sides.after)
        )
    except OrderCircular:  # the proof says which items; there is no plan to compare
        return
    yield from _counts("", Text("最多的情况", "at most"), before, after, sides)
    for zh, en, part in (("承诺", "promised", "promised_days"), ("法定", "statutory", "statutory_days")):
        was, now = getattr(before.schedule, part), getattr(after.schedule, part)
        if was != now:
            text = Text(
                f"整件事最长一路（{zh}）：{_day(was)} → {_day(now)} 个工作日",
                f"Longest path of the whole ({en}): {_day(was)} → {_day(now)} working days",
            )
            yield Line(Code.CLOCK_WHOLE, part, text, sides.rest)


def _day(days: int | None) -> str:
    return "–" if days is None else str(days)


def _counts(key: str, name: Text, before: Plan, after: Plan, sides: Sides) -> Iterator[Line]:
    for count, words in _COUNTS.items():
        said = _told(getattr(before, count), getattr(after, count))
        if said:
            zh = f"{name.zh}，{words.zh}：" + "，".join(one.zh for one in said)
            en = f"{name.en}, {words.en}: " + ", ".join(one.en for one in said)
            yield Line(Code.SAVING, f"{key}/{count}", Text(zh, en), sides.rest)


def _told(before: Count, after: Count) -> list[Text]:
    return [
        Text(f"{words.zh} {was} → {now}", f"{words.en} {was} → {now}")
        for measure, words in _MEASURES.items()
        if (was := getattr(before, measure)) != (now := getattr(after, measure))
    ]


def _examples(package: Package, scene: str) -> list[Example]:
    return [one for one in package.examples.values() if one.scene == scene]


def _composed(example: Example, package: Package, calendar: WorkCalendar) -> Plan | Text:
    """Return the plan, or why there is none in this version."""
    try:
        return compose_example(example, package=package, calendar=calendar)
    except AnswerRefused as refused:
        return refused.text
    except OrderCircular as circular:
        return circular.text


def _two(one: Text, other: Text) -> Text:
    return Text(f"{one.zh}：{other.zh}", f"{one.en}: {other.say('en')}")
