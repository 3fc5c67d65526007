"""Answers of one person, from a file or a request, against the scene that they are for."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.catalogue.answers import (
    read_answer_file,
    read_answers,
    read_some_answers,
)
from onething.core.catalogue.examples import ITEM_STATES
from onething.core.composition.examples import circumstances_of
from onething.core.composition.plan import ItemState
from tests.core.catalogue.small import EXAMPLE, package

RAW = {
    "on": "2026-03-05",
    "answers": {"income": "low", "wants": ["more", "news"], "members": 3, "since": "2025-01-01"},
    "facts": {"poor": True, "rent": 12.5, "granted": None},
    "supplies": {"shares": ["poor-register"], "licences": ["id-card"]},
    "bearers": {"helper": 2},
    "dropped": ["follow-up"],
}


def read(**changes):
    city = package()
    return read_answers({**RAW, **changes}, city.scenes["hard-times"], city)


class TestReadAnswers:
    def test_types_every_value_and_leaves_out_what_is_unknown(self):
        circumstances, findings = read()
        assert findings == ()
        assert circumstances is not None
        assert circumstances.on == date(2026, 3, 5)
        assert circumstances.answers == {
            "income": "low",
            "wants": ("more", "news"),
            "members": 3,
            "since": date(2025, 1, 1),
        }
        assert circumstances.facts == {"poor": True, "rent": Decimal("12.5")}
        assert circumstances.supplies.shares == {"poor-register"}
        assert circumstances.bearers == {"helper": 2}
        assert circumstances.dropped == {"follow-up"}

    def test_takes_choices_in_the_order_of_the_question(self):
        circumstances, _ = read(answers={"wants": ["news", "more", "news"]})
        assert circumstances is not None
        assert circumstances.answers == {"wants": ("more", "news")}

    def test_keeps_days_given_as_days(self):
        circumstances, findings = read(on=date(2026, 3, 6), answers={"since": date(2025, 1, 1)})
        assert findings == ()
        assert circumstances is not None
        assert circumstances.on == date(2026, 3, 6)

    @pytest.mark.parametrize(
        ("answers", "code", "part"),
        [
            ({"income": "rich"}, "bad_answer", "none, low, edge"),
            ({"income": ""}, "bad_answer", "none, low, edge"),
            ({"income": ["low"]}, "wrong_type", "one choice"),
            ({"incom": "low"}, "unknown_name", "did you mean 'income'?"),
            ({"wants": "more"}, "wrong_type", "a list of choices"),
            ({"wants": ["most"]}, "bad_answer", "more, news"),
            ({"wants": []}, "bad_answer", "at least one choice"),
            ({"members": "3"}, "wrong_type", "a whole number"),
            ({"members": True}, "wrong_type", "a whole number"),
            ({"members": 3.5}, "wrong_type", "a whole number"),
            ({"members": 0}, "bad_value", "from 1 to 20"),
            ({"since": "2025-02-29"}, "wrong_type", "a day that exists"),
            ({"since": 20250101}, "wrong_type", "a day that exists"),
            ([], "wrong_type", "a mapping"),
        ],
    )
    def test_says_what_is_wrong_and_what_is_valid(self, answers, code, part):
        circumstances, findings = read(answers=answers)
        assert circumstances is None
        assert [finding.code for finding in findings] == [f"package.{code}"]
        assert part in findings[0].message.en

    def test_says_everything_at_once(self):
        _, findings = read(on="soon", answers={"income": "rich", "members": 99}, facts={"poor": 1}, more=1)
        assert len(findings) == 5

    def test_needs_a_day(self):
        city = package()
        circumstances, findings = read_answers({"answers": {}}, city.scenes["hard-times"], city)
        assert circumstances is None
        assert [finding.code for finding in findings] == ["package.missing_key"]

    def test_refuses_answers_that_name_another_scene(self):
        circumstances, findings = read(scene="other")
        assert circumstances is None
        assert findings

    def test_keeps_what_is_right_where_a_page_is_half_filled_in(self):
        city = package()
        raw = {"answers": {"income": "rich", "members": 3}, "bearers": {"helper": 9}}
        kept, findings = read_some_answers(raw, city.scenes["hard-times"], city, on=date(2026, 3, 5))
        assert kept.answers == {"members": 3}
        assert kept.bearers == {}
        assert len(findings) == 2

    @settings(max_examples=200, deadline=None)
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from([*RAW, "income", "wants"]),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*RAW, "income", "wants", "x"]) | st.text(max_size=4), inner, max_size=4),
            max_leaves=12,
        )
    )  # fmt: skip
    def test_never_crashes_on_any_data(self, value):
        city = package()
        raw = value if isinstance(value, dict) else {"on": "2026-03-05", "answers": value}
        circumstances, findings = read_answers(raw, city.scenes["hard-times"], city)
        assert (circumstances is None) == bool(findings)


class TestAnAnswerFile:
    def test_may_be_yaml_with_places(self):
        text = EXAMPLE.replace("income: low", "income: high")
        read_file = read_answer_file("my/answers.yaml", text.encode(), package())
        assert read_file.example is None
        assert [str(finding.at) for finding in read_file.findings] == ["my/answers.yaml:3:19"]

    def test_may_be_json(self):
        data = json.dumps({"scene": "hard-times", **RAW}).encode()
        read_file = read_answer_file("answers.json", data, package())
        assert read_file.findings == ()
        assert read_file.example is not None
        assert circumstances_of(read_file.example) == read()[0]

    @pytest.mark.parametrize(
        "data", [b"{", b'{"on": 1, "on": 2}', b"[" * 100_000, b"[]", b"\xff", b"nul", b'"\\ud800"']
    )
    def test_that_is_broken_gives_findings(self, data):
        for name in ("answers.json", "answers.yaml"):
            read_file = read_answer_file(name, data, package())
            assert read_file.example is None
            assert read_file.findings

    def test_may_leave_scene_and_day_to_the_command(self):
        found = read_answer_file(
            "a.yaml", b"answers: {members: 3}", package(), scene="hard-times", on="2026-03-05"
        )
        assert found.findings == ()
        assert found.example is not None
        assert (found.example.scene, found.example.on) == ("hard-times", date(2026, 3, 5))
        found = read_answer_file("a.yaml", b"answers: {members: 3}", package())
        assert [finding.code for finding in found.findings] == ["package.missing_key"] * 2

    def test_for_another_scene_than_asked_is_refused(self):
        city = package()
        found = read_answer_file("a.yaml", EXAMPLE.encode(), city, scene="other-scene")
        assert [finding.code for finding in found.findings] == ["package.other_scene"]


class TestItemStates:
    def test_are_those_of_a_plan(self):
        assert set(ITEM_STATES) == {state.value for state in ItemState}
