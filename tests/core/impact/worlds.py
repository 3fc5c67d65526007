"""Two versions of a random small city, and applications to its two scenes; and how to count without our own rules."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from onething.core.catalogue.hashing import with_hashes
from onething.core.catalogue.model import Package, Scene, SceneItem
from onething.core.composition import (
    AnswerRefused,
    Circumstances,
    ItemState,
    OrderCircular,
    Plan,
    compose,
)
from onething.core.impact import Application
from tests.core.composition.factories import CALENDAR, THURSDAY, choice, scene, supplies
from tests.core.composition.strategies import (
    ANSWER_SETS,
    CITY,
    FACT_SETS,
    FACTS,
    NAMES,
    QUESTIONS,
    ROLES,
    SHARES,
    SOURCES,
    items,
)

#: The first question with one choice less, one choice more, or as it is.
CHANGED_QUESTIONS = (choice("a", "x", "y"), choice("a", "x", "y", "z", "more"), QUESTIONS[0])


def made(id: str, lines: Iterable[SceneItem]) -> Scene:
    one = scene(
        *lines,
        questions=QUESTIONS,
        facts=FACTS,
        outcomes={'a == "x"': "去窗口", 'a != "x"': "打 12345"},
        roles=ROLES,
    )
    return replace(one, id=id)


def city_of(lines: dict[str, SceneItem], base: Package = CITY, question: Any = QUESTIONS[0]) -> Package:
    """A city with a scene of all the items and one of the first alone."""
    scenes = [made("all", lines.values()), made("first", [next(iter(lines.values()))])]
    scenes = [replace(one, questions=(question, *one.questions[1:])) for one in scenes]
    return with_hashes(
        replace(
            base,
            items={line.item.id: line.item for one in scenes for line in one.items},
            scenes={one.id: one for one in scenes},
        )
    )


@dataclass(frozen=True)
class Edited:
    before: Package
    after: Package


@st.composite
def edited(draw: st.DrawFn) -> Edited:
    """A city, and the same after one edit: of an item, of how it is bound, of a dictionary, of a question."""
    names = NAMES[: draw(st.integers(1, 3))]
    lines = {name: draw(items(name)) for name in names}
    before = city_of(lines)
    name = draw(st.sampled_from(names))
    kind = draw(st.sampled_from(["item", "bound", "share", "licence", "sign_in", "question", "gone", "none"]))
    other = draw(items(name))
    base, question = CITY, QUESTIONS[0]
    if kind == "item":
        lines[name] = replace(lines[name], item=other.item)
    elif kind == "bound":
        lines[name] = replace(other, item=lines[name].item)
    elif kind == "share":
        base = replace(CITY, shares={SHARES[0].id: SHARES[0]})
    elif kind == "licence":
        licence = replace(CITY.licences["l1"], fields=("e1", "e2"))
        base = replace(CITY, licences={**CITY.licences, "l1": licence})
    elif kind == "sign_in":
        base = replace(CITY, sign_in=("applicant/e1",))
    elif kind == "question":
        question = draw(st.sampled_from(CHANGED_QUESTIONS))
    elif kind == "gone" and len(lines) > 1:
        del lines[name]
    return Edited(before, city_of(lines, base, question))


@st.composite
def applications(draw: st.DrawFn) -> list[Application]:
    found = []
    for at in range(draw(st.integers(1, 6))):
        sources = draw(SOURCES)
        person = Circumstances(
            on=THURSDAY,
            answers=draw(ANSWER_SETS),
            facts=draw(FACT_SETS),
            supplies=supplies(
                shares=[one for one in sources if one[0] == "s"],
                licences=[one for one in sources if one[0] == "l"],
            ),
            bearers=draw(st.sampled_from([{}, {"child": 2}])),
        )
        found.append(Application(f"{at}", draw(st.sampled_from(["all", "first"])), person))
    return found


# --- by brute force ---------------------------------------------------------------------------------------------------


def naive_plan(package: Package, application: Application) -> Plan | None:
    """Compose with the whole package; what is refused is left out, one by one. None: the items wait for each other."""
    said = application.circumstances
    while True:
        try:
            return compose(package.scenes[application.scene], said, package=package, calendar=CALENDAR)
        except AnswerRefused as refused:
            part = "facts" if refused.fact else "answers"
            left = {name: one for name, one in getattr(said, part).items() if name != refused.name}
            if left == getattr(said, part):
                raise
            said = replace(said, **{part: left})
        except OrderCircular:
            return None


_ASKED = {"upload": 1, "paper": 2, None: 3}


def wishes(plan: Plan) -> dict[tuple[str, ...], float]:
    """Everything that a plan asks of the person, as numbers: more is worse."""
    found: dict[tuple[str, ...], float] = {
        ("day",): plan.schedule.promised_on.toordinal(),
        ("fee",): plan.fees.total_fen,
        ("visits",): plan.together.visits,
        ("forms",): plan.figures.forms,
        ("materials",): plan.figures.materials,
    }
    for one in plan.fields:
        found["typed", one.key] = not one.prefilled_from
        found["required", one.key] = one.required
    for line in plan.materials:
        found["given", line.key] = found.get(("given", line.key), 0) + _ASKED.get(line.way, 0)
        found["copies", line.key] = found.get(("copies", line.key), 0) + line.copies
        found["shown", line.key] = max(found.get(("shown", line.key), 0), line.original)
        found["must", line.key] = max(found.get(("must", line.key), 0), line.required)
    for item in plan.items:
        found["has", item.id] = -1
    return found


def naive_verdict(before: Plan, after: Plan) -> str:
    """Say "better", "worse", "same" from the two lists of wishes alone."""
    was, now = wishes(before), wishes(after)
    worse = better = False
    for key in was.keys() | now.keys():
        # a line that is only in one of the plans is told as new or gone, not by its parts
        if key[0] in ("required", "copies", "shown", "must") and (key not in was or key not in now):
            continue
        more = now.get(key, 0) - was.get(key, 0)
        worse, better = worse or more > 0, better or more < 0
    known = {one.id for one in before.open_questions} | set(before.settled_questions)
    worse = worse or any(one.id not in known for one in after.open_questions)
    return "worse" if worse else "better" if better else "same"


def naive_dead_end(plan: Plan) -> bool:
    nothing = not any(one.state is not ItemState.PROACTIVE for one in plan.items)
    return (nothing and plan.outcome is None and not plan.open_questions) or any(
        line.required and line.way is None and not line.possible and not line.form for line in plan.materials
    )
