"""Who gets a case: least to do, ties by lot that can be drawn again, never who may not."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.assigning import draw, eligible, holds_good
from onething.core.cases.errors import AlreadyEnded, HeldByColleague, SamePerson
from onething.core.cases.parts import Candidate, Outcome
from tests.core.cases.story import CLERK, COLLEAGUE, FULL, NIGHT, REVIEWER, Story, at, opening

CASE = "A-1"
OFFICERS = st.lists(
    st.builds(
        Candidate,
        officer=st.sampled_from([f"user:{n}" for n in range(9)]),
        name=st.just("某"),
        load=st.integers(0, 5),
        person=st.sampled_from(["", "P1", "P2"]),
    ),
    unique_by=lambda one: one.officer,
    max_size=9,
)
SEEDS = st.text("0123456789abcdef", min_size=8, max_size=8)


def candidate(officer, load=0, **more):
    return Candidate(officer, officer, load, **more)


class TestADraw:
    @given(OFFICERS, SEEDS)
    def test_gives_the_case_to_one_of_those_with_the_least_to_do(self, candidates, seed):
        drawn = draw(CASE, candidates, seed=seed)
        if not candidates:
            assert drawn is None
            return
        assert drawn.one.load == min(one.load for one in candidates)
        assert drawn.one.officer in drawn.among

    @given(OFFICERS, SEEDS, st.randoms())
    def test_does_not_depend_on_the_order(self, candidates, seed, random):
        shuffled = random.sample(candidates, len(candidates))
        assert draw(CASE, candidates, seed=seed) == draw(CASE, shuffled, seed=seed)

    @given(OFFICERS.filter(bool), SEEDS)
    def test_comes_out_the_same_when_it_is_drawn_again(self, candidates, seed):
        drawn = draw(CASE, candidates, seed=seed)
        event = e.Assigned(drawn.one.officer, "", drawn.one.load, drawn.among, seed)
        assert holds_good(CASE, event)
        others = [one for one in drawn.among if one != drawn.one.officer]
        assert not any(holds_good(CASE, replace(event, officer=one)) for one in others)

    def test_favours_nobody_among_equals(self):
        four = [candidate(f"user:{n}") for n in range(4)]
        won = Counter(draw(f"A-{n}", four, seed=f"seed {n}").one.officer for n in range(4000))
        assert all(850 < times < 1150 for times in won.values()), won


class TestEligible:
    @given(
        OFFICERS,
        st.sets(st.sampled_from([f"user:{n}" for n in range(9)])),
        st.sets(st.sampled_from(["P1", "P2"])),
    )
    def test_is_neither_who_took_it_in_nor_whose_number_stands_in_it(self, candidates, took_in, persons):
        for one in eligible(candidates, took_in=took_in, persons=persons):
            assert one.officer not in took_in
            assert one.person == "" or one.person not in persons

    def test_is_not_who_stands_in_for_whoever_took_it_in(self):
        stand_in = candidate("b", stands_for="a")
        assert eligible([stand_in], took_in={"a"}, persons=()) == ()


class TestACase:
    def lots(self, *candidates, **more):
        return c.AssignByLot(NIGHT, CASE, candidates, "seed", **more)

    def test_is_held_by_whoever_was_drawn_and_decided_by_nobody_else(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        story.send(self.lots(candidate(COLLEAGUE.id), candidate(REVIEWER.id, 3)))
        assert story.case(CASE).holder == COLLEAGUE.id
        with pytest.raises(HeldByColleague):
            story.grant(CASE)

    def test_stays_with_whoever_has_it(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        story.send(self.lots(candidate(COLLEAGUE.id)))
        assert story.send(self.lots(candidate(REVIEWER.id))) == ()

    def test_waits_where_nobody_may_have_it(self):
        story = Story(opening(CASE), on=at(2026, 3, 2))
        story.send(c.TakeIn(CLERK, CASE))
        assert story.send(self.lots(candidate(CLERK.id))) == ()
        assert story.send(self.lots(candidate("user:9", person="P"), persons=frozenset({"P"}))) == ()
        assert story.case(CASE).holder == ""

    def test_that_has_ended_is_given_to_nobody(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE).refuse(CASE)
        with pytest.raises(AlreadyEnded):
            story.send(self.lots(candidate(COLLEAGUE.id)))

    def test_is_decided_by_the_stand_in_for_the_absent_officer(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        story.send(c.TakeOver(COLLEAGUE, CASE))
        stand_in = replace(REVIEWER, stands_for=COLLEAGUE.id, stands_for_name=COLLEAGUE.name)
        story.send(c.Decide(stand_in, CASE, Outcome.GRANTED, FULL, "准予"))
        assert story.status(CASE) == "granted"

    def test_is_not_decided_for_an_absent_officer_who_took_it_in(self):
        story = Story(opening(CASE), on=at(2026, 3, 2))
        story.send(c.TakeIn(COLLEAGUE, CASE))
        story.accept(CASE)
        stand_in = replace(REVIEWER, stands_for=COLLEAGUE.id)
        with pytest.raises(SamePerson):
            story.send(c.Decide(stand_in, CASE, Outcome.GRANTED, FULL, "准予"))
