"""The last applications, each composed with the definitions before and after: what the change would have done to whom."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Package, Scene, Supplies
from onething.core.composition import (
    Difference,
    Effect,
    ItemState,
    OrderCircular,
    Plan,
    compose,
)
from onething.core.composition import compare as compare_plans
from onething.core.composition.prepare import prepare
from onething.core.guidance import Draft, Looked, fitting, set_aside
from onething.core.impact.dead_ends import dead_ends
from onething.core.impact.sources import named, new_sources, together, without
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

#: Applications that a change is laid on (issue: "the last 100 applications").
MOST = 100
NOTHING = Supplies()


@dataclass(frozen=True, slots=True)
class Application:
    """What composing needs of an application as it was submitted, and nothing else. number: shown masked."""

    number: str
    scene: str
    circumstances: Circumstances


class Verdict(StrEnum):
    UNCHANGED = "unchanged"
    BETTER = "better"  # something is spared or gained, and nothing is asked more or lost
    WORSE = "worse"
    IMPOSSIBLE = "impossible"  # a dead end, or nothing is left of what applied


VERDICTS = {
    Verdict.UNCHANGED: Text("不变", "unchanged"),
    Verdict.BETTER: Text("更省事", "better"),
    Verdict.WORSE: Text("多了要求", "worse"),
    Verdict.IMPOSSIBLE: Text("走不通", "no longer possible"),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One application under both versions. shifts: figure → how much more, for those that are others.

    dead_ends: only of an application that is no longer possible.
    """

    number: str
    scene: str
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    shifts: Mapping[str, int] = field(default_factory=dict)
    dead_ends: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Applications to which the same happens. reasons: in words, the effects for the person first."""

    scene: str
    verdict: Verdict
    reasons: tuple[Text, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """So many applications would have had so much more (or less) of a figure: "7 of 100: one material less"."""

    figure: str
    by: int
    numbers: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Replay:
    """The applications in the order in which they were given, and the same by what happens to them.

    untried: what shares and licences are called that only the new version uses. Nobody looked them up for these people, so they
    count as not found. answered: the same applications if all of them answer; None if there are none.
    """

    tried: tuple[Tried, ...]
    groups: tuple[Group, ...]
    shifts: tuple[Shift, ...]
    untried: tuple[Text, ...] = ()
    answered: "Replay | None" = None

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict is verdict for one in self.tried)


def replay(
    before: Package, after: Package, applications: Iterable[Application], *, calendar: WorkCalendar
) -> Replay:
    """Return what would have been other for each application. Answers that a version does not take are set aside.

    Only scenes whose hash is another are composed: the others plan the same. Both packages are composed on the day and
    with the answers, facts and supplies of the submission. An application of a scene that `before` does not have is
    left out.
    """
    laid = [one for one in applications if one.scene in before.scenes]
    tried = tuple(_tried(one, before, after, calendar) for one in laid)
    found = Replay(tried, _groups(tried), _shifts(tried))
    added = [_added(one, before, after) for one in laid]
    if not any(one.shares or one.licences for one in added):
        return found
    answered = tuple(
        _tried(one, before, after, calendar, more) for one, more in zip(laid, added, strict=True)
    )
    return replace(
        found,
        untried=named(reduce(together, added), after),
        answered=Replay(answered, _groups(answered), _shifts(answered)),
    )


def _added(one: Application, before: Package, after: Package) -> Supplies:
    """Return what may be looked up for an application only since the new version, without what was there all the same."""
    old, new, had = before.scenes[one.scene], after.scenes.get(one.scene), one.circumstances
    if new is None or old.hash == new.hash:
        return NOTHING
    was, now = (
        prepare(scene, package).at_place(had.division, had.on)
        for scene, package in ((old, before), (new, after))
    )
    return without(new_sources(was, now), had.supplies)


def _tried(
    one: Application, before: Package, after: Package, calendar: WorkCalendar, more: Supplies = NOTHING
) -> Tried:
    """more: supplies that only the new version knows and that answer."""
    old, new = before.scenes[one.scene], after.scenes.get(one.scene)
    if new is None:
        gone = Text("这件事不再办", "this thing is no longer there")
        return Tried(one.number, one.scene, Verdict.IMPOSSIBLE, dead_ends=(gone,))
    if old.hash == new.hash:
        return Tried(one.number, one.scene, Verdict.UNCHANGED)
    was = composed(one.circumstances, old, before, calendar)
    supplied = replace(one.circumstances, supplies=together(one.circumstances.supplies, more))
    now = composed(supplied, new, after, calendar)
    assert was is not None, "what holds was proved to have an order"
    if now is None:
        circle = Text("事项互相等待，排不出先后", "the items wait for each other")
        return Tried(one.number, one.scene, Verdict.IMPOSSIBLE, dead_ends=(circle,))
    said = said_in(was.circumstances, one.scene)
    differences = (*set_aside(said, old, new, after, now), *compare_plans(was, now, package=after))
    ends = _new_ends(was, now, old, new, before, after)
    verdict = Verdict.IMPOSSIBLE if ends else verdict_of(differences)
    return Tried(one.number, one.scene, verdict, differences, _shifted(was, now), ends)


def composed(
    circumstances: Circumstances, scene: Scene, package: Package, calendar: WorkCalendar
) -> Plan | None:
    """Return the plan of what was said, without what this version does not take; None if its items have no order."""
    left = fitting(said_in(circumstances, scene.id), scene, package)
    fitted = replace(circumstances, answers=left.answers, facts=left.facts, bearers=left.bearers)
    try:
        return compose(scene, fitted, package=package, calendar=calendar)
    except OrderCircular:
        return None


def said_in(circumstances: Circumstances, scene: str) -> Draft:
    """Return what a person said as a draft, so that it is fitted to a version exactly as drafts are."""
    looked = Looked("", "", 0, "answered", (), facts=circumstances.facts)
    return Draft(scene, "", answers=circumstances.answers, bearers=circumstances.bearers, looked=(looked,))


def verdict_of(differences: Collection[Difference]) -> Verdict:
    """Return what differences are for the person: any that asks more or takes away makes it worse."""
    effects = {one.effect for one in differences}
    if Effect.WORSE in effects:
        return Verdict.WORSE
    return Verdict.BETTER if Effect.BETTER in effects else Verdict.UNCHANGED


def _new_ends(
    was: Plan, now: Plan, old: Scene, new: Scene, before: Package, after: Package
) -> tuple[Text, ...]:
    """Return the dead ends that were none before."""
    known = set(dead_ends(was, old, before))
    ends = [one for one in dead_ends(now, new, after) if one not in known]
    if _applies(was) and not _applies(now) and not now.open_questions and not ends:
        ends.append(Text("原来能办的，现在一项也办不了", "what applied before, and now nothing does"))
    return tuple(ends)


def _applies(plan: Plan) -> bool:
    return any(one.state in (ItemState.APPLIES, ItemState.POSSIBLE) for one in plan.items)


# --- counted ---------------------------------------------------------------------------------------------------------

_UNITS = {
    "materials": (Text("份材料", "material"), "要少交", "要多交", "asked"),
    "fields": (Text("个字段", "field"), "要少填", "要多填", "asked"),
    "visits": (Text("趟", "visit"), "要少跑", "要多跑", "asked"),
    "days": (Text("个工作日", "working day"), "快", "慢", "done"),
    "fen": (Text("元", "yuan"), "要少付", "要多付", "asked"),
}


def _shifted(was: Plan, now: Plan) -> dict[str, int]:
    pairs = {
        "materials": (was.asked_of_person.materials, now.asked_of_person.materials),
        "fields": (was.asked_of_person.fields, now.asked_of_person.fields),
        "visits": (was.together.visits, now.together.visits),
        "days": (was.schedule.promised_days, now.schedule.promised_days),
        "fen": (was.fees.total_fen, now.fees.total_fen),
    }
    return {figure: now - was for figure, (was, now) in pairs.items() if was != now}


def _shifts(tried: Sequence[Tried]) -> tuple[Shift, ...]:
    found: dict[tuple[str, int], list[str]] = {}
    for one in tried:
        for figure, by in one.shifts.items():
            found.setdefault((figure, by), []).append(one.number)
    order = list(_UNITS)
    return tuple(
        Shift(figure, by, tuple(numbers), _shift_words(figure, by, len(numbers), len(tried)))
        for (figure, by), numbers in sorted(
            found.items(), key=lambda pair: (order.index(pair[0][0]), -len(pair[1]), pair[0][1])
        )
    )


def _shift_words(figure: str, by: int, count: int, of: int) -> Text:
    unit, less_zh, more_zh, verb = _UNITS[figure]
    amount = f"{abs(by) / 100:.2f}" if figure == "fen" else str(abs(by))
    one = abs(by) == 1 and figure != "fen"
    words = unit.en if one or figure == "fen" else f"{unit.en}s"
    way = ("earlier", "later") if figure == "days" else ("less", "more")
    return Text(
        f"{of} 件里有 {count} 件{less_zh if by < 0 else more_zh} {amount} {unit.zh}",
        f"{count} of {of} would have been {verb} {'one' if one else amount} {words} {way[by > 0]}",
    )


def _groups(tried: Iterable[Tried]) -> tuple[Group, ...]:
    """Put together what the same happens to, in the same scene; the most frequent first, unchanged last."""
    found: dict[tuple[str, Verdict, tuple[Text, ...]], list[str]] = {}
    for one in tried:
        scene = "" if one.verdict is Verdict.UNCHANGED else one.scene
        key = (scene, one.verdict, tuple(_reasons(one)))
        found.setdefault(key, []).append(one.number)
    order = [Verdict.IMPOSSIBLE, Verdict.WORSE, Verdict.BETTER, Verdict.UNCHANGED]
    sizes = Counter({key: len(numbers) for key, numbers in found.items()})
    return tuple(
        Group(scene, verdict, reasons, tuple(found[scene, verdict, reasons]))
        for scene, verdict, reasons in sorted(
            found, key=lambda key: (order.index(key[1]), -sizes[key], key[0])
        )
    )


#: What follows from other differences and is told in figures of its own.
_FOLLOWS = frozenset({"figure", "date"})


def _reasons(one: Tried) -> Iterator[Text]:
    """Give why, without days and sums that are each person's own, unless there is nothing else."""
    if one.verdict is Verdict.UNCHANGED:
        return
    if one.dead_ends:
        yield from one.dead_ends
        return
    told = [each for each in one.differences if each.effect is not Effect.NEITHER]
    near = [each for each in told if each.kind not in _FOLLOWS]
    if near:
        yield from dict.fromkeys(each.text for each in near)
        return
    if by := one.shifts.get("days"):
        zh, en = ("快", "earlier") if by < 0 else ("慢", "later")
        yield Text(f"{zh} {abs(by)} 个工作日", f"{abs(by)} working days {en}")
        return
    yield from dict.fromkeys(each.text for each in told)
