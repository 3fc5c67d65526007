"""The file of a draw: its digest, and everything that is wrong with it at once."""

import hashlib
import json
from datetime import date

import pytest

from onething.core.codes.citizen import make_citizen_number
from onething.core.enrolment.placing import ORDER, Way
from onething.core.enrolment.roll import BadRoll, read_roll

FILE = {
    "year": 2026,
    "town": "dongcheng",
    "rules": [
        {
            "town": "",
            "year": 2026,
            "factors": [
                {"id": "insurance", "points": 2, "per": 12, "cap": 20, "source": "contribution-register"}
            ],
            "ties": ["insurance"],
        }
    ],
    "schools": [{"id": "one", "area": "east", "places": 2, "points_places": 1, "catchments": ["a"]}],
    "children": [
        {"number": "RX1", "way": "household", "catchment": "a"},
        {"number": "RX2", "way": "points", "wishes": ["one"], "evidence": {"insurance": 35}},
        {"number": "RX3", "way": "points", "wishes": ["one"], "points": 7},
    ],
}


def read(**change):
    return read_roll(json.dumps({**FILE, **change}).encode())


def problems(**change):
    with pytest.raises(BadRoll) as caught:
        read(**change)
    assert all(one.zh != one.en for one in caught.value.problems)
    return tuple(one.en for one in caught.value.problems)


def child(**change):
    return [{"number": "RX1", "way": "household", "catchment": "a", **change}]


class TestARoll:
    def test_is_known_by_the_digest_of_its_file(self):
        data = json.dumps(FILE).encode()
        assert read_roll(data).digest == hashlib.sha256(data).hexdigest()
        assert read_roll(data + b"\n").digest != hashlib.sha256(data).hexdigest()

    def test_counts_evidence_by_its_rules_and_takes_decided_points_as_they_are(self):
        totals = {one.number: one.points.total for one in read().children}
        assert totals == {"RX1": 0, "RX2": 4, "RX3": 7}

    def test_says_which_way_comes_first(self):
        assert read().order == ORDER
        assert read(order=["points", "household", "preferential"]).order[0] is Way.POINTS


class TestWhatIsWrong:
    def test_is_said_at_once_and_with_its_place(self):
        found = problems(
            schools=[{"id": 1, "places": -1}], children=[{"way": "none", "wish": []}], order=["points"]
        )
        assert found == (
            "schools[0]: area is missing",
            "schools[0].id: must be a text",
            "schools[0].places: must be a number, 0 or more",
            "children[0]: number is missing",
            "children[0]: wish is not known; known are number, way, catchment, address, wishes, points, evidence, together",
            "children[0].way: one of household, preferential, points",
            "order: each of household, preferential, points once",
        )

    def test_no_json_is_no_roll(self):
        for data in (b"", b"[", b"[" * 100_000, b"7", b"\xff"):
            with pytest.raises(BadRoll):
                read_roll(data)

    @pytest.mark.parametrize(
        ("children", "said"),
        [
            (child() + child(), "children: RX1 stands twice"),
            (child(catchment="z"), "child RX1: no school has the catchment z"),
            (child(wishes=["two"]), "child RX1: no school two"),
            (child(together="RX9"), "child RX1: no other child RX9"),
            (child(number="RX 1"), "child RX 1: a number has letters, digits and hyphens, at most 40"),
            (child(way="points", catchment=""), "child RX1: at least one wish"),
        ],
    )
    def test_between_its_parts_is_said(self, children, said):
        assert said in problems(children=children)

    def test_twins_of_one_school_have_the_same_way_and_wishes(self):
        twin = {"number": "RX2", "way": "points", "wishes": ["one"], "points": 3}
        assert "twins of one school" in problems(children=[*child(together="RX2"), twin])[0]

    def test_the_number_of_a_person_stands_in_no_roll(self):
        number = make_citizen_number(date(2020, 5, 12), 11)
        (said,) = problems(children=child(number=number))
        assert "number of a person" in said
        assert number not in said

    def test_a_year_without_rules_counts_nothing(self):
        assert problems(year=2027) == ("no rules on points of dongcheng for 2027",)
