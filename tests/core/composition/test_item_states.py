"""Which items are in a plan, and why the others are not."""

import pytest

from onething.core.composition import AnswerRefused
from onething.core.source import Text
from tests.core.composition.factories import (
    SceneItem,
    choice,
    eligible,
    fact,
    field,
    item,
    multi,
    plan,
    scene,
    states,
)

KIND = choice("kind", "a", "b")
LEVEL = choice("level", "x", "y", "unsure")


class TestAnItem:
    def test_without_a_condition_applies(self):
        assert states(plan(scene(item("one")))) == {"one": "applies"}

    def test_is_possible_while_its_condition_is_unknown(self):
        of = scene(SceneItem(item("one"), when='kind == "a"'), questions=[KIND])
        assert states(plan(of)) == {"one": "possible"}

    def test_is_not_needed_when_its_condition_is_false_and_says_which_answer_decided(self):
        of = scene(SceneItem(item("one"), when='kind == "a"'), questions=[KIND])
        left = plan(of, {"kind": "b"}).left_out[0]
        assert (left.state.value, left.why.deciding) == ("not_needed", ("kind",))
        assert "kind？b" in left.why.text.zh

    def test_that_is_optional_is_possible_then_not_chosen_or_applies(self):
        of = scene(SceneItem(item("one"), optional="wants.one"), questions=[multi("wants", "one", "two")])
        assert states(plan(of)) == {"one": "possible"}
        assert states(plan(of, {"wants": ["two"]})) == {"one": "not_chosen"}
        assert states(plan(of, {"wants": ["one"]})) == {"one": "applies"}

    def test_whose_law_is_not_met_is_left_out_of_the_figures_with_the_answer_and_the_law(self):
        of = scene(
            item("one", eligible=(eligible('kind == "a"', way_forward=Text("去别处")),)), questions=[KIND]
        )
        made = plan(of, {"kind": "b"})
        left = made.left_out[0]
        assert (left.state.value, left.why.deciding, left.why.law) == ("not_met", ("kind",), "某法 1")
        assert "按您的回答暂不符合" in left.why.text.zh
        assert "去别处" in left.why.text.zh
        assert made.alone.materials == made.together.materials == 0

    def test_whose_law_is_not_met_is_never_out_of_reach(self):
        of = scene(item("one", eligible=(eligible('kind == "a"'),)), questions=[KIND])
        made = plan(of, {"kind": "b"}, insisted=frozenset({"one"}))
        assert states(made) == {"one": "applies"}

    def test_that_the_person_took_off_is_not_chosen(self):
        made = plan(scene(item("one"), item("two")), dropped=frozenset({"one"}))
        assert states(made) == {"one": "not_chosen", "two": "applies"}
        assert made.together.forms == 1
        assert made.alone.forms == 1

    def test_that_comes_by_itself_is_listed_and_counts_nothing(self):
        of = scene(SceneItem(item("one", days=9, fields=(field("applicant/name"),)), proactive=True))
        made = plan(of)
        assert states(made) == {"one": "proactive"}
        assert (made.alone, made.together) == (made.alone - made.alone, made.alone - made.alone)
        assert made.schedule.promised_days == 0
        assert made.items[0].promised_on > made.circumstances.on


class TestAFact:
    def test_answers_the_question_that_is_known_from_it(self):
        of = scene(
            SceneItem(item("one"), when='kind == "a"'),
            questions=[choice("kind", "a", "b", known_from="holds", answers_by_fact={True: "a", False: "b"})],
            facts=[fact("holds")],
        )
        made = plan(of, facts={"holds": False})
        assert states(made) == {"one": "not_needed"}
        assert made.next_question is None
        assert made.settled_questions == ("kind",)

    def test_is_stood_in_for_by_an_answer_until_the_item_that_gives_it_ends(self):
        of = scene(
            item("gives", days=3),
            item("needs", days=4, eligible=(eligible('known_level == "x"'),)),
            questions=[LEVEL],
            facts=[fact("known_level", "x", "y", given_by="gives", stands_in="level")],
        )
        assert [one.id for one in plan(of).open_questions] == ["level"]
        said = plan(of, {"level": "x"})
        assert states(said)["needs"] == "applies"
        assert said.items[1].waits_for == ("gives",)
        assert said.schedule.promised_days == 7
        assert states(plan(of, {"level": "y"}))["needs"] == "not_met"

    def test_that_the_city_knows_already_makes_nobody_wait(self):
        of = scene(
            item("gives", days=3),
            item("needs", days=4, eligible=(eligible('known_level == "x"'),)),
            questions=[LEVEL],
            facts=[fact("known_level", "x", "y", given_by="gives", stands_in="level")],
        )
        made = plan(of, facts={"known_level": "x"})
        assert made.items[1].waits_for == ()
        assert made.schedule.promised_days == 4

    def test_counts_before_the_answer_that_stands_in_for_it(self):
        of = scene(
            item("one", eligible=(eligible('known_level == "x"'),)),
            questions=[LEVEL],
            facts=[fact("known_level", "x", "y", stands_in="level")],
        )
        assert states(plan(of, {"level": "x"}, facts={"known_level": "y"})) == {"one": "not_met"}


class TestAnAnswer:
    OF = scene(SceneItem(item("one"), when='kind == "a"'), questions=[KIND, multi("wants", "one")])

    @pytest.mark.parametrize(
        "answers",
        [{"kind": "c"}, {"kind": ""}, {"kind": 1}, {"kind": ["a"]}, {"wants": ["x"]}, {"wants": "one"}],
    )
    def test_outside_its_choices_is_refused_with_what_may_be_said(self, answers):
        with pytest.raises(AnswerRefused) as refused:
            plan(self.OF, answers)
        assert refused.value.allowed
        assert refused.value.text.zh.endswith("。")

    def test_none_is_the_same_as_no_answer(self):
        assert plan(self.OF, {"kind": None}).next_question.id == "kind"


class TestTheOutcome:
    OF = scene(
        SceneItem(item("one"), when='kind == "a"'),
        questions=[KIND, choice("where", "here", "there")],
        outcomes={'where == "here"': "到窗口", 'where == "there"': "到外地"},
    )

    def test_says_where_to_go_when_no_item_applies(self):
        assert plan(self.OF, {"kind": "b", "where": "there"}).outcome == Text("到外地")

    def test_asks_what_it_needs_only_then(self):
        assert [one.id for one in plan(self.OF).open_questions] == ["kind"]
        assert [one.id for one in plan(self.OF, {"kind": "b"}).open_questions] == ["where"]

    def test_is_silent_while_something_applies(self):
        made = plan(self.OF, {"kind": "a", "where": "here"})
        assert made.outcome is None
        assert made.next_question is None
