"""The figures of the city that every part of this engine exists for; nothing of them is typed in."""

import json
import random
from collections.abc import Mapping
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest

from bench.compose import answer, draw
from onething.core.catalogue.model import Package, Scene
from onething.core.composition import (
    check_example,
    circumstances_of,
    compose,
    compose_example,
    explain_line,
    plan_to_json,
)
from onething.core.composition.plan import Count
from onething.core.composition.prepare import prepare
from tests import shipped
from tests.core.composition.factories import CALENDAR, at_most, shown

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def city() -> Package:
    return shipped.city()


def figures(city: Package, example: str) -> tuple[Any, ...]:
    made = compose_example(city.examples[example], package=city, calendar=CALENDAR)

    def three(count: Count) -> tuple[int, int, int]:
        return count.materials, count.fields, count.working_days

    return three(made.alone), three(made.together)


class TestTheDisabilityScene:
    def test_takes_the_full_set_from_19_to_6_from_78_to_33_and_from_46_to_30(self, city):
        assert figures(city, "disabled-services-full") == ((19, 78, 46), (6, 33, 30))

    def test_takes_a_person_with_the_certificate_from_14_to_4_from_58_to_27_and_from_31_to_15(self, city):
        assert figures(city, "disabled-services-certified") == ((14, 58, 31), (4, 27, 15))

    def test_would_come_to_4_materials_if_card_and_book_were_accepted_as_licences(self, city):
        assert figures(city, "disabled-services-no-papers") == ((19, 78, 46), (4, 33, 30))

    def test_has_other_figures_when_two_items_no_longer_share_one_key(self, city):
        example = city.examples["disabled-services-full"]
        before = compose_example(example, package=city, calendar=CALENDAR)
        apart = renamed(city, "care-allowance", "bank.account", "bank.account_of_its_own")
        after = compose_example(example, package=apart, calendar=CALENDAR)
        assert after.alone == before.alone
        assert after.together.fields == before.together.fields + 1 == 34
        assert after.saving.fields == before.saving.fields - 1 == 44

    def test_has_other_figures_when_one_key_is_gone(self, city):
        example = city.examples["disabled-services-full"]
        without = replace_item(
            city,
            "care-allowance",
            lambda item: replace(
                item, materials=tuple(one for one in item.materials if one.material != "household-book")
            ),
        )
        made = compose_example(example, package=without, calendar=CALENDAR)
        assert (made.alone.materials, made.together.materials) == (18, 6)

    def test_has_the_same_figures_for_a_full_plan_however_the_items_are_ordered(self, city):
        example = city.examples["disabled-services-full"]
        scene = city.scenes[example.scene]
        turned = replace(scene, items=scene.items[::-1])
        made = [
            compose(one, circumstances_of(example), package=city, calendar=CALENDAR)
            for one in (scene, turned)
        ]
        assert (made[0].alone, made[0].together, made[0].figures) == (
            made[1].alone,
            made[1].together,
            made[1].figures,
        )


class TestEveryExample:
    def test_comes_out_as_its_file_expects(self, city):
        missed = [
            str(finding.message)
            for example in city.examples.values()
            for finding in check_example(example, compose_example(example, package=city, calendar=CALENDAR))
        ]
        assert missed == []
        assert len(city.examples) >= 4

    def test_that_expects_something_else_is_found(self, city):
        example = city.examples["disabled-services-full"]
        wrong = replace(example, expect={"together": {"materials": 5}, "items": {"medical-aid": "applies"}})
        made = compose_example(wrong, package=city, calendar=CALENDAR)
        assert [finding.code for finding in check_example(wrong, made)] == ["examples.figure_differs"] * 2

    def test_can_be_written_as_json_in_both_languages(self, city):
        for example in city.examples.values():
            made = compose_example(example, package=city, calendar=CALENDAR)
            for language in ("zh", "en"):
                written = json.loads(json.dumps(plan_to_json(made, language, package=city)))
                assert SHAPE.keys() <= written.keys()
                for name, keys in SHAPE.items():
                    for one in written[name] if isinstance(written[name], list) else [written[name]]:
                        assert keys <= (one or dict.fromkeys(keys)).keys(), name

    def test_can_say_why_each_of_its_lines_is_there(self, city):
        for example in city.examples.values():
            if example.accepts:
                continue
            scene = city.scenes[example.scene]
            made = compose_example(example, package=city, calendar=CALENDAR)
            names = {line.key for line in (*made.fields, *made.materials)}
            names |= {one.id for one in (*made.items, *made.left_out)}
            for name in names:
                said = explain_line(made, name, scene=scene, package=city)
                assert said
                assert all(text.zh and text.en for text in said)


class TestBothScenes:
    def test_hold_what_every_plan_must_for_random_people(self, city):
        dice = random.Random(7)
        for scene in city.scenes.values():
            by_itself = {line.item.id for line in scene.items if line.proactive}
            for person in draw(scene, city, 120, seed=11):
                made = compose(scene, person, package=city, calendar=CALENDAR)
                assert min(astuple(made.saving)) >= 0
                open_ = {question.id for question in made.open_questions}
                for question in prepare(scene, city).layout.questions:
                    if question.id in person.answers or question.known_from in person.facts:
                        continue
                    said = replace(person, answers={**person.answers, question.id: answer(question, dice)})
                    after = compose(scene, said, package=city, calendar=CALENDAR)
                    if question.id not in open_:
                        assert shown(after) == shown(made)
                    elif any(one.id not in by_itself for one in after.items):
                        assert all(
                            now <= then for now, then in zip(at_most(after), at_most(made), strict=True)
                        )


#: The interface page's shape of `onething plan --json`.
SHAPE: Mapping[str, set[str]] = {
    "items": {"id", "name", "department", "promised_days", "statutory_days", "state"},
    "left_out": {"id", "why"},
    "fields": {"key", "required", "prefilled_from", "asked_by"},
    "materials": {"key", "way", "offered", "copies", "asked_by"},
    "schedule": {
        "promised_days",
        "promised_on",
        "provisional",
        "statutory_days",
        "statutory_on",
        "statutory_provisional",
        "path",
    },
    "fees": {"total_fen", "by_office"},
    "figures": {"forms", "materials", "minutes", "promised_on", "sure"},
    "alone": {"forms", "materials", "fields", "visits", "working_days"},
    "together": {"forms", "materials", "fields", "visits", "working_days"},
    "saving": {"forms", "materials", "fields", "visits", "working_days"},
    "asked_of_person": {"materials", "fields"},
    "next_question": {"id", "text", "choices"},
}


def replace_item(city: Package, name: str, change: Any) -> Package:
    def in_scene(scene: Scene) -> Scene:
        lines = tuple(
            replace(line, item=change(line.item)) if line.item.id == name else line for line in scene.items
        )
        return replace(scene, items=lines)

    return replace(city, scenes={id: in_scene(scene) for id, scene in city.scenes.items()})


def renamed(city: Package, name: str, element: str, other: str) -> Package:
    """Return the city with one element of one item under a key of its own."""
    return replace_item(
        city,
        name,
        lambda item: replace(
            item,
            fields=tuple(
                replace(one, element=other) if one.element == element else one for one in item.fields
            ),
        ),
    )
