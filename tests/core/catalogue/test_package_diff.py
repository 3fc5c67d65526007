"""What two versions of a city differ in, as `onething diff` tells it."""

import pytest

from onething.core.catalogue.diff import Kind, changed_scenes, diff
from tests.core.catalogue.small import files, package, spoiled


def differences(path, before, after):
    return diff(package(), package(spoiled(path, before, after)))


class TestDiff:
    def test_of_a_city_with_itself_is_empty(self):
        assert diff(package(), package()) == ()

    def test_does_not_see_how_a_file_is_written(self):
        assert differences("items/allowance.yaml", "'members > 0'", '"members>0"') == ()

    @pytest.mark.parametrize(
        ("path", "before", "after", "message", "place"),
        [
            ("items/allowance.yaml", "promised_days: 15", "promised_days: 10",
             "item allowance › promised_days: 15 → 10", "items/allowance.yaml:1:1"),
            ("items/allowance.yaml", "role: representative, element: person.name, required: false", "role: representative, element: person.name",
             "item allowance › fields › representative/person.name › required: false → true", "items/allowance.yaml:33:5"),
            ("items/allowance.yaml", "copies: 1", "copies: 2",
             "item allowance › materials › applicant/id-card › copies: 1 → 2", "items/allowance.yaml:36:5"),
            ("items/allowance.yaml", "accepts: [licence, upload, paper]", "accepts: [upload, paper]",
             "item allowance › materials › applicant/id-card › accepts: licence, upload, paper → upload, paper", "items/allowance.yaml:36:5"),
            ("items/allowance.yaml", "  - {role: applicant, material: poor-proof, accepts: [share, declaration, later]}\n", "",
             "item allowance › materials › applicant/poor-proof removed", "items/allowance.yaml:38:5"),
            ("items/allowance.yaml", ", when: 'on >= date(\"2020-01-01\")'", "",
             'item allowance › materials › applicant/id-card › when removed: on >= date("2020-01-01")', "items/allowance.yaml:36:153"),
            ("items/allowance.yaml", "'poor && income", "'poor || income",
             'item allowance › automatic: poor && income == "low" → poor || income == "low"', "items/allowance.yaml:65:13"),
            ("scenes/hard-times.yaml", "news: 消息", "news: 消息推送",
             "scene hard-times › questions › wants › choices › news › label: 消息 → 消息推送", "scenes/hard-times.yaml:16:27"),
            ("elements.yaml", "max_length: 100", "max_length: 99",
             "element person.name › constraints › max_length: 100 → 99", "elements.yaml:1:1"),
            ("departments.yaml", "en: Welfare Office", "en: Office of Welfare",
             "department welfare › name: 小城民政局 / Welfare Office → 小城民政局 / Office of Welfare", "departments.yaml:1:1"),
            ("city.yaml", "typed: 15", "typed: 20", "city › minutes › typed: 15 → 20", ":0:0"),
            ("scenes/hard-times.yaml", "needs: [allowance], ", "", "scene hard-times › items › follow-up › needs removed: allowance", "scenes/hard-times.yaml:24:5"),
        ],
    )  # fmt: skip
    def test_tells_one_change_with_its_line(self, path, before, after, message, place):
        (change,) = differences(path, before, after)
        assert change.message.en == message
        assert str(change.at) == place
        assert change.message.zh != change.message.en

    def test_tells_a_new_member_by_its_name(self):
        more = files()
        more["materials.yaml"] += "photo: {label: {zh: 照片, en: Photograph}}\n".encode()
        (change,) = diff(package(), package(more))
        assert (change.part, change.id, change.kind, change.after) == (
            "materials",
            "photo",
            Kind.ADDED,
            "照片",
        )
        (change,) = diff(package(more), package())
        assert (change.kind, change.before, change.at.line) == (Kind.REMOVED, "照片", 6)

    def test_tells_when_lines_only_change_places(self):
        (change,) = differences("items/allowance.yaml", "{low: 低保, edge: {label: 低保边缘, help: 略高于低保。}, none: 都不是}", "{none: 都不是, low: 低保, edge: {label: 低保边缘, help: 略高于低保。}}")  # fmt: skip
        assert change.kind is Kind.MOVED
        assert change.after == "none, low, edge"

    def test_tells_items_once_not_again_in_every_scene(self):
        changes = differences("items/allowance.yaml", "depth: 3", "depth: 4")
        assert [change.part for change in changes] == ["items"]

    def test_names_the_scenes_that_plan_differently(self):
        old, new = package(), package(spoiled("items/allowance.yaml", "depth: 3", "depth: 4"))
        assert [scene.id for scene in changed_scenes(old, new)] == ["hard-times"]
        assert changed_scenes(old, old) == ()
