"""Topics of the inquiry lists: every scene under the topic that it names, every situation with answers that can be given."""

from pathlib import Path

from onething.core.catalogue.loader import load_package
from tests import shipped
from tests.core.catalogue.small import files, package, told

ROOT = Path(__file__).resolve().parents[3]


class TestTopics:
    def test_are_read_with_their_themes_and_situations(self):
        (topic,) = package().topics.values()
        (situation,) = topic.themes["hard-times"]
        assert (topic.name.zh, topic.objects, situation.answers) == ("家庭", ("person",), {"income": "low"})

    def test_refuse_a_theme_of_another_topic_and_a_situation_that_stands_twice(self):
        more = "other: {name: 别的, themes: {hard-times: []}}\n"
        twice = files()["topics.yaml"].decode().replace("answers: {income: low}}", "answers: {}}")
        twice += "      - {id: low-income, name: 又一个}\n"
        loaded = load_package({**files(), "topics.yaml": (twice + more).encode()})
        assert [entry[0] for entry in told(loaded)] == ["duplicate_id", "other_topic"]

    def test_must_have_the_topic_that_a_scene_names(self):
        spoiled = files()["topics.yaml"].decode().replace("family:", "home:")
        found = told(load_package({**files(), "topics.yaml": spoiled.encode()}))
        assert ("unknown_name", "scenes/hard-times.yaml") in {entry[:2] for entry in found}

    def test_of_the_city_place_every_scene(self):
        city = shipped.city()
        placed = [scene for topic in city.topics.values() for scene in topic.themes]
        assert sorted(placed) == sorted(city.scenes)
