"""Drafts that are not handed in yet, as they would be opened again: what is asked anew, what no longer fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue.model import Package
from onething.core.composition import Difference, OrderCircular, compose
from onething.core.composition import compare as compare_plans
from onething.core.guidance import Draft, circumstances, fitting, set_aside
from onething.core.impact.replay import Verdict, verdict_of
from onething.core.source import Text
from onething.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class RunningDraft:
    """A draft without what composing does not need. name: what it is called in a list, of nobody's own data."""

    name: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftImpact:
    """A draft that opens otherwise. new_questions: asked in addition; set_aside: answers that no longer fit."""

    name: str
    scene: str
    verdict: Verdict
    differences: tuple[Difference, ...]

    @property
    def new_questions(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.kind == "question")

    @property
    def set_aside(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.kind in ("answer", "fact", "bearers"))


def changed_drafts(
    before: Package,
    after: Package,
    drafts: Iterable[RunningDraft],
    *,
    calendar: WorkCalendar,
    on: date,
) -> tuple[DraftImpact, ...]:
    """Return the drafts that would change, in their order. on: the day on which they are opened again.

    A draft that an older version of the scene wrote is first fitted to `before`, as it would be today.
    """
    return tuple(_changed(before, after, drafts, calendar, on))


def _changed(
    before: Package, after: Package, drafts: Iterable[RunningDraft], calendar: WorkCalendar, on: date
) -> Iterator[DraftImpact]:
    for one in drafts:
        old, new = before.scenes.get(one.draft.scene), after.scenes.get(one.draft.scene)
        if old is None or (new is not None and old.hash == new.hash):
            continue
        if new is None:
            text = Text(
                "这件事不再办，草稿打不开", "This thing is no longer there; the draft cannot be opened"
            )
            gone = Difference("item", "gone", old.id, text)
            yield DraftImpact(one.name, old.id, Verdict.IMPOSSIBLE, (gone,))
            continue
        kept = fitting(one.draft, old, before)
        was = compose(old, circumstances(kept, old, on=on), package=before, calendar=calendar)
        left = fitting(kept, new, after)
        try:
            now = compose(new, circumstances(left, new, on=on), package=after, calendar=calendar)
        except OrderCircular as circular:
            order = Difference("item", "other", new.id, circular.text)
            yield DraftImpact(one.name, new.id, Verdict.IMPOSSIBLE, (order,))
            continue
        found = (*set_aside(kept, old, new, after, now), *compare_plans(was, now, package=after))
        if found:
            yield DraftImpact(one.name, new.id, verdict_of(found), found)
