"""The synthetic city that the benchmark fills up with: marked, the same for the same seed, without a fault that keeps from publishing."""

from datetime import date

from bench.synthetic import city_files
from onething.adapters.calendars import load_calendar
from onething.core.catalogue.loader import load_package
from onething.core.proof import prove


class TestTheSyntheticCity:
    def test_is_the_same_for_the_same_seed_and_marked_in_every_name(self):
        files = city_files(items=110, scenes=12)
        assert files == city_files(items=110, scenes=12) != city_files(items=110, scenes=12, seed=2)
        package = load_package(files).package
        made = [
            one
            for one in (*package.items.values(), *package.scenes.values())
            if one.id.startswith("synthetic-")
        ]
        assert made
        assert all(one.name.zh.startswith("合成") for one in made)

    def test_has_no_scene_that_could_not_be_published(self):
        package = load_package(city_files(items=110, scenes=12)).package
        for scene in package.scenes.values():
            if scene.id.startswith("synthetic-"):
                found = prove(scene, package=package, calendar=load_calendar(), on=date(2026, 3, 5))
                assert not [one for one in found if one.blocks]
