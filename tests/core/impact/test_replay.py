"""What a change would have done to applications, as brute force finds it as well."""

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import assume, given

from onething.core.catalogue.model import Item, Package, Supplies
from onething.core.catalogue.words import Way
from onething.core.composition import ItemState
from onething.core.impact import Application, Verdict, replay
from tests.core.impact.dongguan import CALENDAR, PACKAGE, changed, changed_all, people, without
from tests.core.impact.worlds import (
    applications,
    edited,
    naive_dead_end,
    naive_plan,
    naive_verdict,
)

lay = partial(replay, calendar=CALENDAR)


def identity_card_by(*ways: Way) -> Package:
    """The city, in which whoever applies for something because of a disability shows the identity card in these ways."""

    def otherwise(item: Item) -> Item:
        lines = [replace(m, accepts=ways) if m.key == "applicant/id-card" else m for m in item.materials]
        return replace(item, materials=tuple(lines))

    return changed_all(["disability-certificate", "care-allowance", "hardship-allowance"], otherwise)


def holding(*licences: str) -> list[Application]:
    """The persons of the examples with these licences and no shares."""
    supplies = Supplies(licences=frozenset(licences))
    return [replace(one, circumstances=replace(one.circumstances, supplies=supplies)) for one in people()]


@given(edited(), applications())
def test_finds_what_composing_everything_twice_finds(world, asked):
    found = lay(world.before, world.after, asked)
    assert [one.number for one in found.tried] == [one.number for one in asked]
    for application, tried in zip(asked, found.tried, strict=True):
        before = naive_plan(world.before, application)
        assume(before is not None)
        after = naive_plan(world.after, application)
        if after is None:
            assert tried.verdict is Verdict.IMPOSSIBLE
            continue
        lost = {name for name in before.circumstances.answers if name not in after.circumstances.answers}
        had = any(one.state is not ItemState.PROACTIVE for one in before.items)
        has = any(one.state is not ItemState.PROACTIVE for one in after.items)
        ended = naive_dead_end(after) and not naive_dead_end(before)
        if ended or (had and not has and not after.open_questions):
            assert tried.verdict is Verdict.IMPOSSIBLE
        elif tried.verdict is Verdict.IMPOSSIBLE:
            assert naive_dead_end(after)  # another one than before
        elif lost:
            assert tried.verdict is Verdict.WORSE
        else:
            same = {"same": "unchanged"}
            verdict = naive_verdict(before, after)
            assert tried.verdict.value == same.get(verdict, verdict), (verdict, tried.differences)
        fewer = after.asked_of_person.materials - before.asked_of_person.materials
        assert tried.shifts.get("materials", 0) == fewer
        days = after.schedule.promised_days - before.schedule.promised_days
        assert tried.shifts.get("days", 0) == days


@given(edited(), applications())
def test_with_all_that_is_new_answering_finds_what_composing_with_it_finds(world, asked):
    assume(all(naive_plan(world.before, one) is not None for one in asked))
    found = lay(world.before, world.after, asked)
    if found.answered is None:
        return
    everything = Supplies(frozenset(world.after.shares), frozenset(world.after.licences))
    for application, tried in zip(asked, found.answered.tried, strict=True):
        alone = next(one for one in found.tried if one.number == tried.number)
        before, after = naive_plan(world.before, application), naive_plan(world.after, application)
        best = naive_plan(
            world.after,
            replace(application, circumstances=replace(application.circumstances, supplies=everything)),
        )
        if after is None or best is None:
            continue
        fewer = tried.shifts.get("materials", 0)
        assert fewer <= alone.shifts.get("materials", 0)
        assert fewer >= best.asked_of_person.materials - before.asked_of_person.materials


@given(edited(), applications())
def test_every_application_is_in_one_group_and_counted_once(world, asked):
    assume(all(naive_plan(world.before, one) is not None for one in asked))
    found = lay(world.before, world.after, asked)
    assert sorted(number for group in found.groups for number in group.numbers) == sorted(
        one.number for one in asked
    )
    assert sum(found.count(verdict) for verdict in Verdict) == len(asked)
    for group in found.groups:
        assert {one.verdict for one in found.tried if one.number in group.numbers} == {group.verdict}
    for shift in found.shifts:
        assert {one.number for one in found.tried if one.shifts.get(shift.figure) == shift.by} == set(
            shift.numbers
        )


class TestReplay:
    def test_of_the_same_definitions_leaves_all_as_they_were(self):
        found = lay(PACKAGE, PACKAGE, people())
        assert found.count(Verdict.UNCHANGED) == len(people())
        assert found.shifts == ()

    def test_counts_who_is_asked_one_material_less(self):
        asked = people() + people("birth")
        after = without("disability-certificate", "photo")
        found = lay(PACKAGE, after, asked)
        less = [one for one in found.tried if one.shifts.get("materials") == -1]
        (shift,) = [one for one in found.shifts if one.figure == "materials"]
        assert 0 < len(less) < len(asked)
        assert shift.numbers == tuple(one.number for one in less)
        assert shift.text.zh == f"{len(asked)} 件里有 {len(less)} 件要少交 1 份材料"
        assert shift.text.en == f"{len(less)} of {len(asked)} would have been asked one material less"
        assert {one.verdict for one in less} == {Verdict.BETTER}

    def test_tells_the_reason_of_a_group(self):
        after = without("disability-certificate", "photo")
        group = lay(PACKAGE, after, people()).groups[0]
        assert (group.verdict, group.scene) == (Verdict.BETTER, "disabled-services")
        assert [one.zh for one in group.reasons if "照片" in one.zh] == ["不用交“照片”"]

    def test_a_paper_that_nobody_can_give_is_a_dead_end(self):
        def only_by_result(item):
            lines = [replace(m, accepts=()) if m.material == "photo" else m for m in item.materials]
            return replace(item, materials=tuple(lines))

        found = lay(PACKAGE, changed("disability-certificate", only_by_result), people())
        ends = [one for one in found.tried if one.verdict is Verdict.IMPOSSIBLE]
        assert ends
        assert {text.zh for one in ends for text in one.dead_ends} == {"要“照片”，可是没有办法提供"}
        assert found.groups[0].verdict is Verdict.IMPOSSIBLE

    def test_a_licence_that_nobody_looked_up_then_is_told_both_ways(self):
        found = lay(PACKAGE, identity_card_by(Way.LICENCE), holding())
        ended = {one.number for one in found.tried if one.verdict is Verdict.IMPOSSIBLE}
        assert ended
        assert found.untried == (PACKAGE.licences["id-card"].label,)
        assert found.answered.count(Verdict.IMPOSSIBLE) == 0
        assert {one.number for one in found.answered.tried if one.verdict is Verdict.BETTER} == ended
        assert [one.text.zh for one in found.answered.shifts] == [
            "5 件里有 1 件要少交 1 份材料",
            "5 件里有 4 件要少填 4 个字段",
        ]

    def test_what_was_looked_up_then_is_told_once(self):
        found = lay(PACKAGE, identity_card_by(Way.LICENCE, Way.UPLOAD), holding("id-card"))
        assert found.count(Verdict.BETTER) > 0
        assert (found.untried, found.answered) == ((), None)

    def test_nothing_is_told_twice_where_no_source_is_new(self):
        assert lay(PACKAGE, without("disability-certificate", "photo"), people()).answered is None

    def test_a_thing_that_is_no_longer_there_is_impossible(self):
        scenes = {id: one for id, one in PACKAGE.scenes.items() if id != "birth"}
        found = lay(PACKAGE, replace(PACKAGE, scenes=scenes), people("birth"))
        assert found.count(Verdict.IMPOSSIBLE) == len(people("birth"))

    def test_a_longer_promise_is_worse_by_so_many_days(self):
        after = changed("hardship-allowance", lambda item: replace(item, promised_days=18))
        found = lay(PACKAGE, after, people())
        worse = [one for one in found.tried if one.verdict is Verdict.WORSE]
        assert worse
        assert {one.shifts["days"] for one in worse} == {3}
        (shift,) = found.shifts
        assert shift.text.en.endswith("would have been done 3 working days later")

    def test_an_application_of_a_thing_that_is_new_is_left_out(self):
        scenes = {id: one for id, one in PACKAGE.scenes.items() if id != "birth"}
        assert lay(replace(PACKAGE, scenes=scenes), PACKAGE, people("birth")).tried == ()

    @pytest.mark.parametrize("times", [25])
    def test_a_hundred_applications_are_grouped_by_what_changes(self, times):
        asked = people(times=times)
        found = lay(PACKAGE, without("disability-certificate", "photo"), asked[:100])
        assert sum(len(group.numbers) for group in found.groups) == 100
        assert len({(group.verdict, group.reasons) for group in found.groups}) == len(found.groups)
