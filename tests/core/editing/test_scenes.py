"""A scene from items that exist, its merge tables, its drawing and its proof while it is edited."""

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.loader import load_package
from onething.core.charts.measure import width_of
from onething.core.composition import check_example, circumstances_of, compose
from onething.core.composition.examples import compose_example
from onething.core.composition.plan import ItemState
from onething.core.editing.creating import (
    IdRefused,
    IdTaken,
    ItemUnknown,
    NewItem,
    NewScene,
    NothingChosen,
    create_item,
    create_scene,
    id_for,
)
from onething.core.editing.document import Document
from onething.core.editing.excerpt import excerpt
from onething.core.editing.graph import WIDTH, draw
from onething.core.editing.labels import example_labels
from onething.core.editing.merging import merge_tables
from onething.core.editing.proving import KINDS, Remembered, check, kind_of, title_of
from onething.core.editing.walking import as_example, circumstances_of_witness, walk
from onething.core.proof import prove
from tests import shipped
from tests.core.catalogue.test_reading_again import edited

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"
FILES = shipped.FILES
PACKAGE = shipped.city()
assert PACKAGE is not None
CALENDAR = load_calendar()
ON = date(2026, 3, 5)
FIVE = ("company-registration", "seal-engraving", "employer-pension", "employer-medical", "employer-fund")


def new(items=FIVE, **more) -> NewScene:
    said = {
        "id": "five",
        "name": "开办五样",
        "summary": "五样一起办。",
        "lead": "market-supervision",
        "topic": PACKAGE.scenes["start-company"].topic,
    }
    return NewScene(**{**said, "items": tuple(items), **more})


def broken():
    """The disabled-services scene in which whoever's certificate has expired cannot renew it."""
    path = "scenes/disabled-services.yaml"
    document = Document.of(FILES[path]).set(("items", 0, "when"), 'certified in ["none", "lost"]')
    return {**FILES, path: document.data()}


class TestMergeTables:
    @pytest.mark.parametrize("example", sorted(PACKAGE.examples))
    def test_add_up_to_what_composing_counts(self, example):
        one = PACKAGE.examples[example]
        scene = PACKAGE.scenes[one.scene]
        plan = compose(scene, circumstances_of(one), package=PACKAGE, calendar=CALENDAR)
        tables = merge_tables(scene, plan, package=PACKAGE)
        assert sum(row.alone for row in tables.materials) == plan.alone.materials
        assert sum(row.together for row in tables.materials) == plan.together.materials
        assert sum(row.alone for row in tables.fields) == plan.alone.fields
        assert sum(row.together for row in tables.fields) == plan.together.fields
        assert sum(tables.sums(tables.materials).values()) == plan.alone.materials
        assert sum(tables.sums(tables.fields).values()) == plan.alone.fields
        saved = sum(row.alone - row.together for row in (*tables.materials,))
        assert saved == plan.saving.materials

    @pytest.mark.parametrize("scene", sorted(PACKAGE.scenes))
    def test_add_up_while_nothing_is_answered(self, scene):
        one = PACKAGE.scenes[scene]
        plan = compose(one, circumstances_of_witness({"on": ON}), package=PACKAGE, calendar=CALENDAR)
        tables = merge_tables(one, plan, package=PACKAGE)
        assert sum(row.alone for row in tables.materials) == plan.alone.materials
        assert sum(row.together for row in tables.materials) == plan.together.materials
        assert sum(row.alone for row in tables.fields) == plan.alone.fields
        assert sum(row.together for row in tables.fields) == plan.together.fields


class TestGraph:
    @pytest.mark.parametrize("example", sorted(PACKAGE.examples))
    def test_puts_every_item_where_it_begins_and_no_box_on_another(self, example):
        one = PACKAGE.examples[example]
        scene = PACKAGE.scenes[one.scene]
        plan = compose(scene, circumstances_of(one), package=PACKAGE, calendar=CALENDAR)
        drawn = draw(scene, plan, package=PACKAGE)
        boxes = {box.id: box for box in drawn.boxes}
        assert set(boxes) == {item.id for item in plan.items}
        for item in plan.items:
            for first in item.waits_for:
                assert boxes[item.id].begins >= boxes[first].ends
                assert boxes[item.id].x > boxes[first].x or boxes[first].days == 0
        places = [(box.x, box.y) for box in drawn.boxes]
        assert len(set(places)) == len(places)
        assert all(box.x + WIDTH <= drawn.width and box.y + box.height <= drawn.axis for box in drawn.boxes)
        order = sorted(drawn.boxes, key=lambda box: box.begins)
        assert [box.x for box in order] == sorted(box.x for box in order)

    @pytest.mark.parametrize("scene", sorted(PACKAGE.scenes))
    def test_calls_each_example_by_the_answers_that_make_it_another(self, scene):
        examples = [one for one in PACKAGE.examples.values() if one.scene == scene]
        labels = example_labels(examples, PACKAGE.scenes[scene])
        assert set(labels) == {one.id for one in examples}
        assert len({one.zh for one in labels.values()}) == len(examples)
        assert not [one for one in examples if one.id in labels[one.id].zh]

    @pytest.mark.parametrize("example", sorted(PACKAGE.examples))
    def test_never_runs_a_line_through_a_box_in_between(self, example):
        one = PACKAGE.examples[example]
        scene = PACKAGE.scenes[one.scene]
        plan = compose(scene, circumstances_of(one), package=PACKAGE, calendar=CALENDAR)
        drawn = draw(scene, plan, package=PACKAGE)
        boxes = {box.id: box for box in drawn.boxes}
        for line in drawn.lines:
            first, then = boxes[line.first], boxes[line.then]
            between = [box for box in drawn.boxes if box.x == first.x == then.x and first.y < box.y < then.y]
            start = int(re.match(r"M(\d+)", line.path)[1])
            assert not between or start == first.x + WIDTH, line

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_says_every_name_in_lines_that_fit(self, language):
        one = PACKAGE.examples["disabled-services-full"]
        scene = PACKAGE.scenes[one.scene]
        plan = compose(scene, circumstances_of(one), package=PACKAGE, calendar=CALENDAR)
        drawn = draw(scene, plan, package=PACKAGE, language=language)
        for box in drawn.boxes:
            assert all(30 + width_of(row, 14) <= WIDTH for row in box.rows)
            said = "".join(box.rows).replace(" ", "")
            assert box.name.say(language).replace(" ", "").startswith(said.rstrip("…"))
            assert language == "en" or not said.endswith("…")

    def test_says_what_is_handed_over(self):
        one = PACKAGE.examples["disabled-services-full"]
        scene = PACKAGE.scenes[one.scene]
        plan = compose(scene, circumstances_of(one), package=PACKAGE, calendar=CALENDAR)
        drawn = draw(scene, plan, package=PACKAGE)
        assert {line.label.zh for line in drawn.lines if line.label} == {"残疾人证"}
        assert {box.id: box.look for box in drawn.boxes}["medical-aid"] == "auto"
        assert next(box.letter for box in drawn.longest) == "A"


def said(proof):
    """Return the findings without witness: a solver may lead to the same place by other answers."""
    return [replace(one, witness=None) for one in proof.findings]


def edited_near(files, scene, dice):
    """Return the files with one edit of what the proof of a scene reads: half of them of a condition."""
    near = excerpt(files, scene)
    path = dice.choice([f"scenes/{scene}.yaml", *(one for one in sorted(near) if one.startswith("items/"))])
    lines = files[path].decode().splitlines(keepends=True)
    conditions = [at for at, line in enumerate(lines) if re.search(r"\b(when|if): ", line)]
    if conditions and dice.random() < 0.5:
        at = dice.choice(conditions)
        change = dice.choice(
            [("==", "!="), ("&&", "||"), ("||", "&&"), ("!=", "=="), (">=", "<"), ("true", "false")]
        )
        lines[at] = lines[at].replace(*change)
        return {**files, path: "".join(lines).encode()}
    return {**files, **{name: data for name, data in edited(near, dice).items() if name != "shares.yaml"}}


class TestProofWhileEditing:
    @pytest.mark.parametrize("scene", sorted(PACKAGE.scenes))
    def test_of_an_excerpt_is_that_of_the_whole_city(self, scene):
        whole = prove(PACKAGE.scenes[scene], package=PACKAGE, calendar=CALENDAR, on=ON)
        proof = check(FILES, scene, calendar=CALENDAR, on=ON)
        assert [(one.code, one.message, one.because) for one in proof.findings] == [
            (one.code, one.message, one.because) for one in whole
        ]
        assert len(excerpt(FILES, scene)) < len(FILES) / 2

    @settings(max_examples=6)
    @given(st.integers(0, 2**32))
    def test_remembered_is_that_from_the_beginning_after_any_edits(self, seed):
        dice = random.Random(seed)
        scene, files, remembered = dice.choice(sorted(PACKAGE.scenes)), FILES, Remembered()
        check(files, scene, calendar=CALENDAR, on=ON, remembered=remembered)
        for _ in range(5):
            after = edited_near(files, scene, dice)
            again = check(after, scene, calendar=CALENDAR, on=ON, remembered=remembered)
            anew = check(after, scene, calendar=CALENDAR, on=ON)
            assert said(again) == said(anew)
            assert again.scene == anew.scene
            files = after if anew.scene is not None else files

    def test_remembered_finds_a_dead_end_and_its_mending(self):
        remembered = Remembered()
        found = [
            {
                one.code
                for one in check(
                    files, "disabled-services", calendar=CALENDAR, on=ON, remembered=remembered
                ).errors
            }
            for files in (FILES, broken(), FILES)
        ]
        assert found == [set(), {"proof.dead_end"}, set()]

    def test_names_every_kind_that_the_page_of_the_proof_has(self):
        text = (CITY.parents[1] / "docs" / "proof.md").read_text("utf-8")
        listed = {
            code.strip(" `")
            for line in text.splitlines()
            if line.startswith("| `")
            for code in line.split("|")[1].split("·")
        }
        assert set(KINDS) == listed

    def test_counts_what_was_proved_not_to_be(self):
        proof = check(broken(), "disabled-services", calendar=CALENDAR, on=ON)
        assert {kind_of(one) for one in proof.errors} == {"dead_end"}
        assert proof.absent == len(KINDS) - len({kind_of(one) for one in proof.findings})
        assert title_of(proof.errors[0]).zh == "没有一项能办，也没有去向"

    def test_of_a_file_that_cannot_be_read_says_where(self):
        proof = check(
            {**FILES, "scenes/birth.yaml": b"id: birth\nitems: [\n"}, "birth", calendar=CALENDAR, on=ON
        )
        assert proof.package is None
        assert proof.absent == 0
        assert any(one.at.file == "scenes/birth.yaml" for one in proof.errors)


class TestWalk:
    def test_asks_one_question_after_the_other_up_to_what_is_wrong(self):
        proof = check(broken(), "disabled-services", calendar=CALENDAR, on=ON)
        assert proof.scene is not None
        witness = proof.errors[0].witness
        assert witness is not None
        way = walk(proof.scene, witness, package=proof.package, calendar=CALENDAR)
        assert [step.number for step in way.steps] == list(range(1, len(way.steps) + 1))
        first = way.steps[way.here - 1]
        assert first.question.id == "certified"
        assert [one.id for one in first.choices if one.taken] == ["expired"]
        assert "disability-certificate" in first.put_out
        assert not [item for item in way.plan.items if item.state is ItemState.APPLIES]
        assert way.plan.outcome is None

    @pytest.mark.parametrize("example", sorted(PACKAGE.examples))
    def test_ends_where_the_answers_end(self, example):
        one = PACKAGE.examples[example]
        scene = PACKAGE.scenes[one.scene]
        way = walk(scene, {"on": one.on, "answers": one.answers}, package=PACKAGE, calendar=CALENDAR)
        known = compose(
            scene,
            circumstances_of_witness({"on": one.on, "answers": one.answers}),
            package=PACKAGE,
            calendar=CALENDAR,
        )
        assert {item.id: item.state for item in way.plan.items} == {
            item.id: item.state for item in known.items
        }

    def test_is_kept_as_a_test_that_expects_what_is_published(self):
        proof = check(broken(), "disabled-services", calendar=CALENDAR, on=ON)
        assert proof.scene is not None
        assert proof.errors[0].witness is not None
        text = as_example(
            proof.scene,
            proof.errors[0].witness,
            published=PACKAGE.scenes["disabled-services"],
            package=PACKAGE,
            calendar=CALENDAR,
            remark="走不通",
        )
        assert text.startswith("# 走不通\nscene: disabled-services\n")
        held = load_package({**FILES, "examples/kept.yaml": text.encode()})
        assert held.findings == ()
        assert held.package is not None
        kept = held.package.examples["kept"]
        assert check_example(kept, compose_example(kept, package=held.package, calendar=CALENDAR)) == ()
        loaded = load_package({**broken(), "examples/kept.yaml": text.encode()}).package
        assert loaded is not None
        there = loaded.examples["kept"]
        assert check_example(there, compose_example(there, package=loaded, calendar=CALENDAR)) != ()


class TestNewScene:
    def test_of_five_items_that_exist_proves_clean(self):
        files = create_scene(FILES, new(), package=PACKAGE)
        proof = check(files, "five", calendar=CALENDAR, on=ON)
        assert proof.blocking == ()
        assert load_package(files).findings == ()
        assert {name: data for name, data in files.items() if name != "scenes/five.yaml"} == FILES

    def test_binds_roles_of_one_name_and_takes_over_what_conditions_ask(self):
        files = create_scene(FILES, new(["disability-certificate", "care-allowance"]), package=PACKAGE)
        scene = load_package(files).package.scenes["five"]
        assert set(scene.roles) == {"applicant", "representative"}
        assert scene.roles["representative"].label.zh == "代办人或监护人"
        assert {"certified", "household", "drawing"} <= {one.id for one in scene.questions}
        assert scene.item("care-allowance").needs == ("disability-certificate",)
        old = PACKAGE.scenes["disabled-services"]
        assert {one.id: one for one in scene.questions}["certified"] == {
            one.id: one for one in old.questions
        }["certified"]

    def test_asks_which_of_the_optional_ones_are_wanted(self):
        files = create_scene(FILES, new(optional=frozenset({"employer-fund"})), package=PACKAGE)
        scene = load_package(files).package.scenes["five"]
        assert scene.item("employer-fund").optional == f"{scene.questions[-1].id}.employer_fund"
        assert [choice.label.zh for choice in scene.questions[-1].choices] == ["公积金缴存登记"]

    def test_merges_every_field_that_two_items_share(self):
        files = create_scene(FILES, new(), package=PACKAGE)
        package = load_package(files).package
        plan = compose(
            package.scenes["five"], circumstances_of_witness({"on": ON}), package=package, calendar=CALENDAR
        )
        asked = [
            key for line in package.scenes["five"].items for key in {one.key for one in line.item.fields}
        ]
        assert plan.together.fields == len(set(asked))
        assert plan.saving.fields == len(asked) - len(set(asked)) > 10

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"id": "Five!"}, IdRefused),
            ({"id": "birth"}, IdTaken),
            ({"items": ()}, NothingChosen),
            ({"items": ("nothing",)}, ItemUnknown),
        ],
    )
    def test_is_refused_where_it_cannot_be(self, wrong, error):
        with pytest.raises(error):
            create_scene(FILES, new(**wrong), package=PACKAGE)

    def test_gets_an_id_that_is_free(self):
        assert id_for("Start a company", ["x"], "scene") == "start-a-company"
        assert id_for("新的一件事", ["scene-1"], "scene") == "scene-2"


class TestNewItem:
    def test_loads_and_keeps_to_its_promise(self):
        said = NewItem(
            id="new-item",
            name="新事项",
            code="11440000MB0000001X3440711001099",
            kind="07",
            department="civil-affairs",
            profile="confirmation",
            promised_days=5,
            statutory_days=20,
            law=("某条例 第一条",),
            fields=(("applicant", "person.name"), ("representative", "person.phone")),
            materials=(("applicant", "id-card"), ("applicant", "photo")),
        )
        files = create_item(FILES, said, package=PACKAGE)
        item = load_package(files).package.items["new-item"]
        assert item.roles == ("applicant", "representative")
        assert [line.key for line in item.fields] == ["applicant/person.name", "representative/person.phone"]
        assert sum(step.days for step in item.steps) == item.promised_days
        with pytest.raises(IdTaken):
            create_item(files, said, package=PACKAGE)
