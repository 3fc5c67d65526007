"""The city package that is shipped."""

from pathlib import Path

import pytest

from onething.adapters.packages import read_folder
from onething.core.catalogue.loader import export_package, load_package
from onething.core.catalogue.variables import questions_of, schema_of

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"


@pytest.fixture(scope="module")
def loaded():
    return load_package(read_folder(CITY))


class TestDongguan:
    def test_has_no_findings(self, loaded):
        assert [f"{finding.at} {finding.message.en}" for finding in loaded.findings] == []

    def test_has_two_scenes_and_their_examples(self, loaded):
        assert set(loaded.package.scenes) >= {"disabled-services", "birth"}
        assert {example.scene for example in loaded.package.examples.values()} >= {
            "disabled-services",
            "birth",
        }

    def test_has_the_divisions_of_the_city(self, loaded):
        divisions = loaded.package.divisions.values()
        assert sum(one.level == "village" for one in divisions) == 609
        assert len({one.unit for one in divisions if one.level == "town"}) == 35
        assert all(one.code.startswith("4419") for one in divisions)

    def test_is_given_back_byte_for_byte(self, loaded):
        assert export_package(loaded.package) == read_folder(CITY)

    def test_declares_every_variable_that_its_conditions_name(self, loaded):
        for scene in loaded.package.scenes.values():
            schema = schema_of(scene)
            whens = [line.when for item in scene.items for line in (*item.item.fields, *item.item.materials)]
            named = {name for when in whens if when is not None for name in when.names}
            assert named <= set(schema)
            assert len({question.id for question in questions_of(scene)}) == len(questions_of(scene))
