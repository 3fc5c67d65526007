"""The page from which people write packages says what the loader does."""

import re
from datetime import date
from pathlib import Path

import pytest

from onething.adapters.calendars import load_calendar
from onething.core.catalogue import shapes
from onething.core.catalogue.examples import ITEM_STATES
from onething.core.catalogue.items import CHANNELS, OBJECTS, RESULT_KINDS, SCOPES
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.loading_files import DICTIONARIES, FOLDERS
from onething.core.catalogue.model import QuestionKind, StepKind
from onething.core.catalogue.shapes import Shape
from onething.core.catalogue.words import ElementKind, Level, Sensitivity, Way
from onething.core.composition.examples import check_example, compose_example
from onething.core.proof import prove

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "package-format.md").read_text()
SHAPES = [shape for shape in vars(shapes).values() if isinstance(shape, Shape) and shape is not shapes.TEXT]


def tables():
    """Return what each table of keys on the page names: shape → (keys that must be there, the others)."""
    found = {}
    for block in re.split(r"\n\n", PAGE):
        lines = block.split("\n")
        if (head := re.match(r"\| key of (.+?) \| value \|", lines[0])) is None:
            continue
        cells = [line.split("|")[1] for line in lines[2:]]
        must = [key for cell in cells for key in re.findall(r"\*\*([a-z_]+)\*\*", cell)]
        every = [key for cell in cells for key in re.findall(r"[a-z_]+", cell)]
        found[head[1]] = (must, [key for key in every if key not in must])
    return found


def written_files():
    """Return the files of the complete city on the page."""
    _, _, text = PAGE.partition("## A complete city")
    parts = re.findall(r"^`([a-z/.-]+)`\n\n((?:    .*\n|\n)+)", text, re.M)
    return {
        path: "\n".join(line[4:] for line in body.rstrip("\n").split("\n")).encode() + b"\n"
        for path, body in parts
    }


class TestThePage:
    @pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.en)
    def test_names_every_key_that_the_loader_reads_and_no_other(self, shape):
        must, may = tables()[shape.en]
        assert sorted(must) == sorted(shape.must)
        assert sorted(may) == sorted(shape.may)

    def test_has_no_table_of_something_unknown(self):
        assert set(tables()) == {shape.en for shape in SHAPES}

    @pytest.mark.parametrize(
        "values", [ElementKind, Sensitivity, QuestionKind, StepKind, Way, Level, OBJECTS, CHANNELS, SCOPES, RESULT_KINDS, ITEM_STATES]
    )  # fmt: skip
    def test_lists_every_value_that_a_closed_list_has(self, values):
        names = [str(value) for value in values]
        assert any(all(re.search(rf"\b{name}\b", line) for name in names) for line in PAGE.split("\n")), names

    def test_names_every_file(self):
        for file in [
            "city.yaml",
            "divisions.csv",
            *DICTIONARIES,
            *(f"{folder}/ID.yaml" for folder in FOLDERS),
        ]:
            assert f"`{file}`" in PAGE


class TestTheCityOnThePage:
    def test_has_every_kind_of_file(self):
        folders = {path.partition("/")[0] for path in written_files()}
        assert folders == {"city.yaml", "divisions.csv", *DICTIONARIES, *FOLDERS}

    def test_loads_as_it_stands(self):
        loaded = load_package(written_files())
        assert [f"{finding.at} {finding.message.en}" for finding in loaded.findings] == []

    def test_gives_the_figures_that_its_example_expects(self):
        package = load_package(written_files()).package
        assert package is not None
        for example in package.examples.values():
            plan = compose_example(example, package=package, calendar=load_calendar())
            assert check_example(example, plan) == ()

    def test_has_nothing_that_keeps_it_from_being_published(self):
        package = load_package(written_files()).package
        assert package is not None
        for scene in package.scenes.values():
            found = prove(scene, package=package, calendar=load_calendar(), on=date(2026, 3, 5))
            assert [f"{f.at} {f.code} {f.message.en} {f.witness}" for f in found if f.blocks] == []
