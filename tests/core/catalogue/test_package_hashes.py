"""Content hashes: blind to how a file is written, awake to what it says."""

import re

import pytest

from onething.core.catalogue.loader import load_package
from tests.core.catalogue.small import TEXTS, files, package, spoiled


def hashes(found):
    city = package(found)
    return {
        "package": city.hash,
        **{f"items/{id}": item.hash for id, item in city.items.items()},
        **{f"scenes/{id}": scene.hash for id, scene in city.scenes.items()},
    }


def changed(path, before, after):
    old, new = hashes(files()), hashes(spoiled(path, before, after))
    return {name for name in old if old[name] != new[name]}


EVERYTHING = {"package", "items/allowance", "scenes/hard-times"}


class TestHashes:
    def test_of_a_published_package_stay_when_the_software_learns_a_new_key(self):
        """Drafts and cases carry these hashes: a definition that says nothing new is the same definition for ever."""
        written_before = spoiled("materials.yaml", ", shows: [person.name]", "")
        del written_before["topics.yaml"]
        scene = written_before["scenes/hard-times.yaml"].decode()
        written_before["scenes/hard-times.yaml"] = re.sub(r"periods:\n(  - .*\n)+", "", scene).encode()
        assert {name: hash_[:16] for name, hash_ in hashes(written_before).items()} == {
            "package": "32dcf0af318eb9a4",
            "items/allowance": "ea8042f0f216cfad",
            "items/follow-up": "368e52ab8741e11d",
            "scenes/hard-times": "d5c1f4356b796bd1",
        }

    @pytest.mark.parametrize(
        ("path", "before", "after"),
        [
            ("items/allowance.yaml", "scope: city", "scope:   'city'  # the whole city"),
            ("items/allowance.yaml", "levels: [town, city]", "levels:\n  - town\n  - city"),
            ("items/allowance.yaml", "'members > 0'", '"members>0"'),
            ("items/allowance.yaml", "scope: city", "scope: city\nsource: 办法"),
            ("items/allowance.yaml", "id: allowance\n", "\n\nid: allowance\n"),
            ("elements.yaml", "person.name:", "\n\nperson.name:"),
            ("city.yaml", "source: calibrated", "source: 通知"),
            ("blocks.yaml", "person-2:", "unused:\n  - {element: person.name}\nperson-2:"),
        ],
    )
    def test_stay_when_only_the_writing_changes(self, path, before, after):
        assert changed(path, before, after) == set()

    @pytest.mark.parametrize(
        ("path", "before", "after", "expected"),
        [
            ("items/allowance.yaml", "promised_days: 15", "promised_days: 14", EVERYTHING),
            ("items/allowance.yaml", "'members > 0'", "'members > 1'", EVERYTHING),
            ("items/allowance.yaml", "levels: [town, city]", "levels: [city, town]", EVERYTHING),
            ("blocks.yaml", "required: false", "required: true", EVERYTHING),
            ("elements.yaml", "zh: 姓名", "zh: 名字", EVERYTHING | {"items/follow-up"} - {"items/follow-up"}),
            ("materials.yaml", "help: 在有效期内。", "help: 有效。", EVERYTHING),
            ("licences.yaml", "valid_years: 10", "valid_years: 20", EVERYTHING),
            ("shares.yaml", "until: 2027-12-31", "until: 2026-12-31", EVERYTHING),
            ("departments.yaml", "phone: 0769-0000000", "phone: 0769-1111111", EVERYTHING | {"items/follow-up"}),
            ("items/follow-up.yaml", "promised_days: 5", "promised_days: 6", {"package", "items/follow-up", "scenes/hard-times"}),
            ("scenes/hard-times.yaml", "needs: [allowance], ", "", {"package", "scenes/hard-times"}),
            ("scenes/hard-times.yaml", "max: 3", "max: 4", {"package", "scenes/hard-times"}),
            ("city.yaml", "typed: 15", "typed: 16", {"package", "scenes/hard-times"}),
            ("city.yaml", "draft_days: 30", "draft_days: 31", {"package"}),
            ("divisions.csv", "990000001000,东街", "990000001000,西街", {"package"}),
            ("examples/low.yaml", "members: 3", "members: 4", {"package"}),
        ],
    )  # fmt: skip
    def test_change_with_everything_that_they_depend_on(self, path, before, after, expected):
        assert changed(path, before, after) == expected

    def test_are_hexadecimal_and_never_empty(self):
        for value in hashes(files()).values():
            assert len(value) == 64
            assert int(value, 16)

    def test_do_not_depend_on_the_order_of_the_files(self):
        backwards = dict(reversed(files().items()))
        first, second = load_package(files()), load_package(backwards)
        assert first.package is not None
        assert second.package is not None
        assert first.package.hash == second.package.hash

    def test_cover_items_inside_the_scene(self):
        city = package()
        assert city.scenes["hard-times"].items[0].item is city.items["allowance"]
        assert TEXTS["items/allowance.yaml"] in city.sources["items/allowance.yaml"].decode()
