"""What a proof asks of the solver: every situation that a schema allows, and none that it does not."""

import random
import threading
from datetime import date
from decimal import Decimal

import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.rules import BOOL, DATE, STRING, Choice, Date, Fixed, Int, parse
from onething.core.rules.solver import Space, Undecided, Witness
from tests.core.rules.strategies import SCHEMA as WIDE
from tests.core.rules.strategies import booleans

SCHEMA = {
    "age": Int(0, 130),
    "fee": Fixed(2, Decimal("0.00"), Decimal("99.99")),
    "level": Choice(("none", "1", "2")),
    "town": STRING,
    "works": BOOL,
    "born": DATE,
    "ends": Date(date(2026, 1, 1), date(2026, 12, 31)),
}
ON = date(2026, 2, 28)


def ask(*texts: str) -> Witness | Undecided | None:
    space = Space(SCHEMA, ON)
    return space.check(*(space.formula(parse(text, SCHEMA)) for text in texts))


class TestSpace:
    def test_keeps_to_the_limits_of_every_variable(self):
        for text in (
            "age > 130",
            "age < 0",
            "fee > 99.99",
            'born < date("1900-01-01")',
            'born > date("2076-02-28")',
            'ends < date("2026-01-01")',
            "level != 'none' && level != '1' && level != '2'",
        ):
            assert ask(text) is None, text

    def test_reaches_every_limit(self):
        for text in (
            "age == 130",
            "age == 0",
            "fee == 99.99",
            'born == date("1900-01-01")',
            'born == date("2076-02-28")',
            'ends == date("2026-12-31")',
            "level == '2'",
        ):
            assert isinstance(ask(text), Witness), text

    def test_knows_only_days_that_exist(self):
        assert ask('born > date("2023-02-28")', 'born < date("2023-03-01")') is None
        found = ask('born > date("2024-02-28")', 'born < date("2024-03-01")')
        assert isinstance(found, Witness)
        assert found.values == {"born": date(2024, 2, 29)}
        assert ask('born > date("1900-02-28")', 'born < date("1900-03-01")') is None

    def test_finds_a_text_that_nobody_has_written(self):
        found = ask('town != "东莞"', 'town != "其他"')
        assert isinstance(found, Witness)
        assert found.values["town"] not in ("东莞", "其他", "")

    def test_a_witness_holds_declared_variables_too(self):
        space = Space(SCHEMA, ON)
        space.declare(SCHEMA)
        found = space.check()
        assert isinstance(found, Witness)
        assert found.values.keys() == SCHEMA.keys()

    def test_an_assumption_stays_and_a_question_does_not(self):
        space = Space(SCHEMA, ON)
        adult = space.formula(parse("age >= 18", SCHEMA))
        child = space.formula(parse("age < 10", SCHEMA))
        assert space.check(adult, child) is None
        assert isinstance(space.check(child), Witness)
        space.assume(adult)
        assert space.check(child) is None

    def test_says_what_can_be_unknown(self):
        space = Space(SCHEMA, ON)
        yes, no = space.outcomes(parse("works || age > 3", SCHEMA))
        neither = z3.And(z3.Not(yes), z3.Not(no))
        found = space.check(neither)
        assert isinstance(found, Witness)
        assert parse("works || age > 3", SCHEMA)(found.values) is None
        assert space.check(neither, space.equals("works", True), z3.Not(space.unknown("works"))) is None

    def test_gives_up_within_its_time_and_says_so(self):
        space = Space(SCHEMA, ON, timeout_ms=20)
        one, two, three = (z3.Int(name, ctx=space.context) for name in "xyz")
        hard = [part > 1 for part in (one, two, three)]
        assert isinstance(
            space.check(*hard, one * one * one + two * two * two == three * three * three), Undecided
        )

    def test_two_spaces_answer_in_two_threads(self):
        answers: list[object] = []

        def work(text: str) -> None:
            for _ in range(10):
                answers.append(ask(text, "years(born, ends) >= 16") is None)

        threads = [
            threading.Thread(target=work, args=(text,))
            for text in ('born > date("2020-01-01")', 'born < date("2000-01-01")')
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [False] * 10 + [True] * 10


class TestWhatIsPossible:
    @settings(max_examples=25)
    @given(st.lists(booleans(2), min_size=1, max_size=6), st.integers(0, 2**32))
    def test_is_what_a_solver_finds_that_nothing_was_asked_before(self, texts, seed):
        dice, space = random.Random(seed), Space(WIDE, ON)
        parsed = [parse(text, WIDE) for text in texts]
        limits = []
        for turn in range(12):
            some = dice.sample(parsed, dice.randint(1, min(3, len(parsed))))
            if turn == 6:
                limits = dice.sample(parsed, 1)
                space.assume(*(space.formula(one) for one in limits))
            anew = Space(WIDE, ON)
            alone = anew.check(*(anew.formula(one) for one in (*limits, *some)))
            if isinstance(alone, Undecided):
                continue
            asked = [space.formula(one) for one in some]
            if dice.random() < 0.5:
                assert space.possible(*asked) == isinstance(alone, Witness)
            else:
                found = space.check(*asked)
                assert isinstance(found, Witness) == isinstance(alone, Witness)
                if isinstance(found, Witness):
                    assert all(one(found.values) is True for one in (*limits, *some))

    def test_is_asked_anew_when_the_space_is_narrowed(self):
        space = Space(SCHEMA, ON)
        old = space.formula(parse("age > 60", SCHEMA))
        assert space.possible(old)
        space.assume(space.formula(parse("age < 50", SCHEMA)))
        assert not space.possible(old)
