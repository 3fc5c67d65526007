"""A plan in a town that has a local exception: its promise, its ways, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onething.core.catalogue.local import is_in_force
from onething.core.catalogue.model import Approval, LocalException, LocalWays
from onething.core.catalogue.words import Division
from onething.core.composition import (
    Circumstances,
    OrderCircular,
    compose,
    explain_line,
    plan_to_json,
    with_accepts,
)
from tests.core.composition.factories import (
    CALENDAR,
    THURSDAY,
    UPLOAD,
    SceneItem,
    ScenePromise,
    Way,
    choice,
    form,
    item,
    material,
    package,
    plan,
    result,
    scene,
    share,
    supplies,
)
from tests.core.composition.strategies import ANSWER_SETS, FACT_SETS, SOURCES, worlds

ROOT, TOWN, VILLAGE, OTHER = "990000000000", "990000001000", "990000001001", "990000002000"
PLACES = {
    ROOT: Division(ROOT, "小城", "city", "市", ""),
    TOWN: Division(TOWN, "东街", "town", "街道", ROOT),
    VILLAGE: Division(VILLAGE, "新村", "village", "村", TOWN),
    OTHER: Division(OTHER, "西街", "town", "街道", ROOT),
}
APPROVED, ENDS = date(2026, 1, 15), date(2026, 12, 31)
PAPER = "applicant/paper"
CITY = replace(
    package(
        shares=[share("register", items=["one", "two"], materials=["paper"])],
        licences={"card": []},
        materials={"paper": "card"},
    ),
    divisions=PLACES,
)


def exception(ways=None, *, town=TOWN, approved=APPROVED, ends_on=ENDS, **more):
    local = tuple(LocalWays(key, tuple(accepts)) for key, accepts in (ways or {}).items())
    return LocalException(town, Approval("小政〔2026〕3 号", approved), ends_on, ways=local, **more)


def one(*exceptions, **more):
    """The item `one`, which promises 5 days and takes the paper in any way."""
    every = (Way.SHARE, Way.LICENCE, Way.RESULT, *UPLOAD)
    return item("one", materials=(form("one"), material(PAPER, every)), exceptions=exceptions, **more)


def way(made, key=PAPER):
    return [(line.way, line.source) for line in made.materials if line.key == key]


class TestAPlanInATownWithAnException:
    def test_takes_its_promise_and_its_ways(self):
        of = scene(one(exception({PAPER: [Way.PAPER]}, promised_days=8)))
        have = supplies(shares=["register"], licences=["card"])
        here = plan(of, city=CITY, division=TOWN, supplies=have)
        there = plan(of, city=CITY, division=OTHER, supplies=have)
        assert (here.items[0].promised_days, here.schedule.promised_days, here.alone.working_days) == (
            8,
            8,
            8,
        )
        assert (there.items[0].promised_days, there.schedule.promised_days) == (5, 5)
        assert (way(here), way(there)) == ([(Way.PAPER, "")], [(Way.SHARE, "register")])
        assert (here.asked_of_person.materials, there.asked_of_person.materials) == (1, 0)
        assert here.items[0].statutory_days == there.items[0].statutory_days

    @pytest.mark.parametrize(("place", "days"), [(TOWN, 8), (VILLAGE, 8), (OTHER, 5), (ROOT, 5), ("", 5), ("123456789012", 5)])  # fmt: skip
    def test_is_that_of_every_place_in_the_town_and_of_no_other(self, place, days):
        of = scene(one(exception(promised_days=8)))
        assert plan(of, city=CITY, division=place).schedule.promised_days == days

    @pytest.mark.parametrize(
        ("on", "days"),
        [(APPROVED - timedelta(1), 5), (APPROVED, 8), (ENDS, 8), (ENDS + timedelta(1), 5)],
    )
    def test_begins_with_the_approval_and_ends_with_the_last_day(self, on, days):
        of = scene(one(exception(promised_days=8)))
        assert plan(of, city=CITY, division=TOWN, on=on).items[0].promised_days == days

    def test_leaves_items_and_materials_that_it_does_not_name_alone(self):
        other = item("two", days=3, materials=(material(PAPER), material("applicant/photo")))
        of = scene(one(exception({PAPER: [Way.PAPER]})), other)
        here = plan(of, city=CITY, division=TOWN)
        assert [line.promised_days for line in here.items] == [5, 3]
        assert way(here, "applicant/photo") == [(Way.UPLOAD, "")]
        assert here.items[1].exception is None

    def test_has_the_common_way_of_all_who_ask_there(self):
        other = item("two", materials=(material(PAPER, UPLOAD),))
        here = plan(scene(one(exception({PAPER: [Way.PAPER]})), other), city=CITY, division=TOWN)
        assert way(here) == [(Way.PAPER, "")]
        split = plan(scene(one(exception({PAPER: [Way.PAPER]})), item("two", materials=(material(PAPER, [Way.UPLOAD]),))), city=CITY, division=TOWN)  # fmt: skip
        assert way(split) == [(Way.UPLOAD, ""), (Way.PAPER, "")]

    def test_waits_for_a_result_only_where_the_exception_takes_it(self):
        giver = item("two", days=3, result=(result(stands_for="paper"),))
        of = scene(one(exception({PAPER: [Way.PAPER]})), giver)
        assert plan(of, city=CITY).items[0].waits_for == ("two",)
        assert plan(of, city=CITY, division=TOWN).items[0].waits_for == ()

    def test_uses_the_item_of_its_own_town_only(self):
        both = one(exception(promised_days=8), exception(town=OTHER, promised_days=2))
        days = [plan(scene(both), city=CITY, division=place).schedule.promised_days for place in PLACES]
        assert days == [5, 8, 8, 2]

    def test_keeps_to_the_promise_of_the_scene_where_that_is_shorter(self):
        of = scene(one(exception(promised_days=8)), promise=ScenePromise(6, ("one",)))
        assert plan(of, city=CITY, division=TOWN).schedule.promised_days == 6

    def test_of_an_item_that_comes_by_itself_has_the_days_of_the_town(self):
        of = scene(SceneItem(one(exception(promised_days=8)), proactive=True), item("two"))
        here, there = (plan(of, city=CITY, division=place).items[0].promised_on for place in (TOWN, OTHER))
        assert here > there


class TestTheReasonThere:
    OF = scene(
        one(exception({PAPER: [Way.PAPER]}, promised_days=8), law=("某法 2",)),
        SceneItem(item("two"), when='a == "yes"'),
        questions=[choice("a", "yes", "no")],
    )

    def said(self, name, place=TOWN):
        return explain_line(plan(self.OF, city=CITY, division=place), name, scene=self.OF, package=CITY)

    def test_of_the_item_names_the_town_the_promise_the_approval_and_the_end(self):
        (why,) = self.said("one")
        approval = "小政〔2026〕3 号"
        assert (
            why.zh
            == f"按您的情况要办（东街的地方例外：承诺 8 个工作日，{approval}，至 2026 年 12 月 31 日）（依据：某法 2）"
        )
        assert why.en == f"Part of your matter (local exception of 东街: 8 working days promised, {approval}, until 2026-12-31) (law: 某法 2)"  # fmt: skip

    def test_of_the_material_says_that_its_ways_are_others(self):
        (why,) = self.said(PAPER)
        assert "办“事项one”要用（东街的地方例外：提供方式另定" in why.zh
        assert "Needed for “Item one” (local exception of 东街: given in other ways" in why.en

    def test_says_nothing_of_it_elsewhere_and_of_other_lines(self):
        for text in (*self.said("one", OTHER), *self.said(PAPER, OTHER), *self.said("applicant/joint-form")):
            assert "例外" not in text.zh

    def test_is_shown_wherever_a_plan_is_shown(self):
        shown = plan_to_json(plan(self.OF, city=CITY, division=TOWN), "en")
        assert "local exception of 东街" in shown["items"][0]["why"]
        (line,) = (one for one in shown["materials"] if one["key"] == PAPER)
        assert "local exception of 东街" in line["reasons"][0]["text"]

    def test_counts_the_days_as_the_item_does(self):
        of = scene(one(exception(promised_days=1), day_kind="calendar"))
        why = plan(of, city=CITY, division=TOWN).items[0].why
        assert "承诺 1 个自然日" in why.text.zh
        assert "1 calendar day promised" in why.text.en


class TestAnOverrideOfAnExample:
    def test_counts_also_where_an_exception_holds(self):
        of = with_accepts(scene(one(exception({PAPER: [Way.PAPER]}, promised_days=8))), {PAPER: (Way.UPLOAD,)}, CITY)  # fmt: skip
        here = plan(of, city=CITY, division=TOWN)
        assert (way(here), here.schedule.promised_days) == ([(Way.UPLOAD, "")], 8)


class TestEveryPlan:
    @settings(max_examples=100, deadline=None)
    @given(
        worlds(),
        ANSWER_SETS,
        FACT_SETS,
        SOURCES,
        st.sampled_from(sorted(PLACES)),
        st.integers(-40, 40),
        st.integers(0, 60),
        st.integers(0, 9),
        st.data(),
    )
    def test_is_that_of_a_city_with_the_exception_as_its_law_where_it_holds_and_of_the_master_elsewhere(
        self, world, answers, facts, sources, place, since, lasts, days, data
    ):
        lines = world.scene.items
        at = data.draw(st.integers(0, len(lines) - 1))
        named = {line.key for line in lines[at].item.materials}
        local = {
            key: tuple(sorted(data.draw(st.sets(st.sampled_from(list(Way)), min_size=1)))) for key in named
        }
        approved = THURSDAY + timedelta(days=since)
        rule = exception(local, approved=approved, ends_on=approved + timedelta(days=lasts), promised_days=days)  # fmt: skip

        def with_item(**changes):
            changed = replace(lines[at], item=replace(lines[at].item, **changes))
            return replace(world.scene, items=(*lines[:at], changed, *lines[at + 1 :]))

        law = with_item(
            promised_days=days,
            materials=tuple(replace(one, accepts=local[one.key]) for one in lines[at].item.materials),
        )
        have = supplies(
            shares=[one for one in sources if one.startswith("s")],
            licences=[one for one in sources if one.startswith("l")],
        )
        person = Circumstances(THURSDAY, answers, facts, have, division=place)
        city = replace(world.city, divisions=PLACES)
        holds = place in (TOWN, VILLAGE) and is_in_force(rule, THURSDAY)
        try:
            made = compose(with_item(exceptions=(rule,)), person, package=city, calendar=CALENDAR)
            other = compose(law if holds else world.scene, person, package=city, calendar=CALENDAR)
        except OrderCircular:
            assume(False)
            raise
        assert figures(made) == figures(other)
        assert {one.exception for one in made.items} <= {None, rule}


def figures(made):
    """Everything of a plan but its words."""
    return (
        [(one.id, one.state, one.waits_for, one.promised_days, one.promised_on, one.statutory_on) for one in made.items],
        [one.id for one in made.left_out],
        [(one.key, one.required, one.prefilled_from) for one in made.fields],
        [(one.key, one.way, one.source, one.offered, one.split, one.required) for one in made.materials],
        made.schedule,
        made.figures,
        made.alone,
        made.together,
        made.asked_of_person,
        made.open_questions,
    )  # fmt: skip
