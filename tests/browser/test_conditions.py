"""Showing and hiding in the browser is decided by the very trees that the plan is composed of: the same lines, always."""

import random
import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from onething.core.catalogue.model import Question, QuestionKind, Scene
from onething.core.catalogue.variables import questions_of
from onething.core.composition import Circumstances, compose
from onething.core.guidance.conditions import conditions_of
from tests.conftest import ROOT
from tests.core.guidance.test_form import CALENDAR, city

ON = date(2026, 3, 5)
MANY = 400  # circumstances of one scene
STATIC = ROOT / "src/onething"
FILES = {
    "rules.js": STATIC / "kit/static/kit/rules.js",
    "shown.js": STATIC / "channels/portal/static/portal/shown.js",
}
PAGE = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; script-src 'self'\"><script type=module src=/start.js></script>"
)
START = 'import {decide} from "/rules.js"; import {told, shown} from "/shown.js"; globalThis.ours = {decide, told, shown};'
ASK = """cases => cases.map(([rules, answers]) => {
  let values = rules.values;
  for (const [question, answer] of answers) values = ours.told(rules, values, question, answer);
  const found = ours.shown(ours.decide, rules, values);
  return [found.items, found.fields, found.materials].map((one) => [...one].sort());
})"""


@pytest.fixture
def decide(chromium: Browser):
    """Ask the browser for many cases of (conditions, changed answers) at once."""
    page = chromium.new_page()

    def serve(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name in FILES:
            route.fulfill(content_type="text/javascript", body=FILES[name].read_text("utf-8"))
        elif name == "start.js":
            route.fulfill(content_type="text/javascript", body=START)
        else:
            route.fulfill(content_type="text/html", body=PAGE)

    page.route("**/*", serve)
    page.goto("http://conditions.test/")
    page.wait_for_function("globalThis.ours !== undefined")
    yield lambda cases: page.evaluate(ASK, cases)
    page.close()


def some_answer(dice: random.Random, question: Question) -> Any:
    ids = [one.id for one in question.choices]
    match question.kind:
        case QuestionKind.CHOICE:
            return dice.choice(ids)
        case QuestionKind.MULTI:
            return sorted(one for one in ids if dice.random() < 0.5)
        case QuestionKind.INTEGER:
            return dice.randint(question.min, question.max)
    return f"20{dice.randrange(10, 26)}-0{dice.randrange(1, 10)}-15"


def some_facts(dice: random.Random, scene: Scene) -> dict[str, Any]:
    values = {"bool": [True, False], "int": [3, 17, 40, 70]}
    return {
        one.id: dice.choice(values.get(one.type, list(one.choices) or [ON.isoformat()]))
        for one in scene.facts
        if dice.random() < 0.2
    }


def some_circumstances(dice: random.Random, scene: Scene) -> Circumstances:
    items = [one.item.id for one in scene.items]
    answers = {
        one.id: some_answer(dice, one)
        for one in questions_of(scene)
        if dice.random() < dice.choice([0.3, 0.9])
    }
    return Circumstances(
        on=ON,
        answers=answers,
        facts=some_facts(dice, scene),
        dropped=frozenset(one for one in items if dice.random() < 0.1),
        insisted=frozenset(one for one in items if dice.random() < 0.1),
    )


def planned(scene: Scene, there: Circumstances) -> list[list[str]]:
    plan = compose(scene, there, package=city(), calendar=CALENDAR)
    bare = re.compile(r"\[\d+\]")
    return [
        sorted(one.id for one in plan.items),
        sorted({bare.sub("", one.key) for one in plan.fields}),
        sorted({bare.sub("", one.key) for one in plan.materials if not one.form}),
    ]


@pytest.mark.parametrize("name", ["disabled-services", "birth"])
class TestTheBrowser:
    def test_shows_what_the_plan_holds_before_and_after_answers_change(self, decide, name):
        scene, dice = city().scenes[name], random.Random()
        cases, expected = [], []
        for _ in range(MANY):
            there = some_circumstances(dice, scene)
            changed = {one.id: some_answer(dice, one) for one in dice.sample(questions_of(scene), 2)}
            after = Circumstances(
                on=there.on,
                answers={**there.answers, **changed},
                facts=there.facts,
                dropped=there.dropped,
                insisted=there.insisted,
            )
            rules = conditions_of(scene, city(), there)
            cases += [(rules, []), (rules, list(changed.items()))]
            expected += [planned(scene, there), planned(scene, after)]
        found = decide(cases)
        for (rules, changed), ours, theirs in zip(cases, expected, found, strict=True):
            assert theirs == ours, (rules["values"], changed)

    def test_takes_half_a_number_for_none(self, decide, name):
        scene = city().scenes[name]
        rules = conditions_of(scene, city(), Circumstances(on=ON))
        number = next((one.id for one in questions_of(scene) if one.kind is QuestionKind.INTEGER), "")
        half, none = decide([(rules, [(number, "4x")] if number else []), (rules, [])])
        assert half == none
