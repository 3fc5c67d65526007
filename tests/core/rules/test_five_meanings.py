"""One condition, five meanings and an independent sixth voice: on random conditions and answers all agree."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser as Chromium

from onething.core.rules import Condition, OutsideSubset, TooBig, explain, parse
from onething.core.rules.solver import Space, Undecided
from onething.core.rules.sql import to_sql
from onething.core.rules.tree import whole_months, whole_years
from tests.core.rules import voices
from tests.core.rules.strategies import SCHEMA, booleans, complete_rows, days, rows


def calm(examples: int) -> settings:
    """Many examples, however busy the machine."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, suppress_health_check=checks)


@pytest.fixture(scope="module")
def browser(chromium: Chromium) -> voices.Browser:
    return voices.Browser(chromium)


@pytest.fixture(scope="module")
def databases() -> list[voices.Sqlite | voices.Postgres]:
    return voices.databases()


@pytest.fixture(scope="module")
def google() -> voices.GoogleCel:
    return voices.GoogleCel()


@st.composite
def conditions(draw: st.DrawFn, depth: int = 4) -> Condition:
    """A condition within the bounds; what grows beyond them is drawn again."""
    for _ in range(20):
        try:
            return parse(draw(booleans(draw(st.integers(1, depth)))), SCHEMA)
        except TooBig:
            continue
    return parse("flag", SCHEMA)


class TestTheFiveMeanings:
    @calm(200)
    @given(condition=conditions(), people=st.lists(rows, min_size=1, max_size=12))
    def test_agree_with_each_other_and_with_google_on_every_outcome(
        self, browser, databases, google, condition, people
    ):
        outcomes = [condition(person) for person in people]
        assert [condition.trace(person)[0] for person in people] == outcomes
        assert [explain(condition, person).outcome for person in people] == outcomes
        for database in databases:
            assert database.ask(condition, people) == outcomes, to_sql(condition, voices.COLUMNS)
        assert browser.ask(condition, people) == outcomes
        assert voices.Solver().ask(condition, people[:3]) == outcomes[:3]
        shared = [number for number, person in enumerate(people) if google.knows(condition, person)]
        if shared:
            answers = google.ask(condition, [people[number] for number in shared])
            assert answers == [outcomes[number] for number in shared]

    @calm(60)
    @given(start=days, end=days, unit=st.sampled_from(["years", "months"]), off=st.integers(-1, 1))
    def test_count_whole_years_and_months_alike(self, browser, databases, start, end, unit, off):
        whole = (whole_years if unit == "years" else whole_months)(start, end)
        condition = parse(f"{unit}(born, day) == {whole + off}", SCHEMA)
        people = [{"born": start, "day": end}]
        assert condition(people[0]) is (off == 0)
        for voice in [*databases, browser, voices.Solver()]:
            assert voice.ask(condition, people) == [off == 0], voice

    @calm(60)
    @given(condition=conditions(), people=st.lists(complete_rows, min_size=1, max_size=20))
    def test_a_proof_finds_a_witness_exactly_where_one_exists(self, condition, people):
        space = Space(SCHEMA, voices.ON)
        witness = space.check(space.formula(condition))
        assert not isinstance(witness, Undecided)
        if witness is None:
            assert not any(condition(person) is True for person in people)
        else:
            assert condition(witness.values) is True

    @calm(150)
    @given(condition=conditions(), person=rows)
    def test_the_deciding_variables_alone_give_the_outcome(self, condition, person):
        explanation = explain(condition, person)
        if explanation.outcome is None:
            assert explanation.names
            assert all(person[name] is None for name in explanation.names)
        else:
            assert condition({name: person[name] for name in explanation.names}) is explanation.outcome

    @calm(100)
    @given(condition=conditions(), person=rows, answers=complete_rows)
    def test_what_is_decided_stays_decided_when_more_is_known(self, condition, person, answers):
        outcome = condition(person)
        fuller = {name: answers[name] if value is None else value for name, value in person.items()}
        if outcome is not None:
            assert condition(fuller) is outcome
        assert condition(fuller) is not None

    @calm(100)
    @given(condition=conditions(), person=rows)
    def test_keep_the_outcome_of_every_part(self, condition, person):
        for part, outcome in zip(condition.parts, condition.trace(person), strict=True):
            start, end = part.span
            alone = condition.text[start:end]
            if alone.count("(") == alone.count(")"):
                assert parse(alone, SCHEMA)(person) is outcome, alone

    @calm(100)
    @given(condition=conditions(), dialect=st.sampled_from(["duckdb", "postgres", "sqlite", "spark"]))
    def test_every_dialect_writes_sql_that_its_own_reader_reads_back(self, condition, dialect):
        import sqlglot

        text = to_sql(condition, voices.COLUMNS, dialect)
        assert sqlglot.parse_one(text, dialect=dialect).sql(dialect=dialect) == text


class TestTheBrowser:
    @pytest.mark.parametrize(
        ("text", "row"),
        [
            ("flag", {"flag": "yes"}),
            ("flag", {"flag": 1}),
            ("age > 3", {"age": 3.5}),
            ("age > 3", {"age": "three"}),
            ("age > 3", {"age": 1e300}),
            ("rate > 1.0", {"rate": "1.25"}),
            ('huji == "东莞"', {"huji": ""}),
            ('level == "一级"', {"level": 1}),
            ('born < date("2020-01-01")', {"born": "2019-02-29"}),
            ('born < date("2020-01-01")', {"born": "yesterday"}),
        ],
    )
    def test_refuses_a_value_that_its_variable_cannot_have(self, browser, text, row):
        assert browser.refusal(parse(text, SCHEMA), row) == "RangeError"

    def test_takes_no_value_from_what_every_object_inherits(self, browser):
        schema = {"constructor": SCHEMA["flag"], "toString": SCHEMA["flag"]}
        assert browser.ask(parse("constructor || toString", schema), [{}]) == [None]

    def test_is_exact_beyond_what_its_own_numbers_hold(self, browser):
        condition = parse("age * 9007199254740993 == 27021597764222979", SCHEMA)
        assert browser.ask(condition, [{"age": 3}, {"age": 4}]) == [True, False]


class TestSql:
    def test_writes_quotes_and_backslashes_of_a_literal_as_text(self, databases):
        text = r"""huji == "'; DROP TABLE people; --\\" """
        for database in databases:
            people = [{"huji": "'; DROP TABLE people; --\\"}, {"huji": "东莞"}, {}]
            assert database.ask(parse(text, SCHEMA), people) == [True, False, None]

    def test_quotes_the_names_of_columns(self):
        condition = parse("flag", SCHEMA)
        assert to_sql(condition, {"flag": 'a"; DROP'}, "postgres") == '"a""; DROP"'
        assert to_sql(condition, {"flag": ("p", "flag")}, "postgres") == '"p"."flag"'

    def test_refuses_a_character_that_no_database_holds(self):
        with pytest.raises(OutsideSubset, match=r"U\+0000"):
            to_sql(parse(r'huji == "a\x00"', SCHEMA), {"huji": "huji"})

    def test_sums_do_not_overflow_where_a_column_has_32_bits(self):
        sql = to_sql(parse("age * 2000000000 > count", SCHEMA), {"age": "a", "count": "c"}, "postgres")
        assert sql == '((CAST("a" AS BIGINT) * CAST(2000000000 AS BIGINT)) > "c")'
