"""Which questions are asked: only those that can still change the plan."""

from onething.core.catalogue.model import Case
from tests.core.composition.factories import (
    SceneItem,
    asked,
    choice,
    eligible,
    field,
    form,
    integer,
    item,
    material,
    plan,
    scene,
)

A, B, C = (choice(name, "yes", "no") for name in "abc")


class TestTheNextQuestion:
    def test_is_the_first_that_is_open(self):
        of = scene(SceneItem(item("one"), when='b == "yes" && a == "yes"'), questions=[A, B, C])
        assert plan(of).next_question.id == "a"
        assert asked(plan(of, {"a": "yes"})) == ["b"]

    def test_is_not_one_of_a_part_that_is_decided(self):
        of = scene(
            SceneItem(item("one"), when='(a == "yes" && b == "yes") || c == "yes"'), questions=[A, B, C]
        )
        assert asked(plan(of)) == ["a", "b", "c"]
        assert asked(plan(of, {"a": "no"})) == ["c"]
        assert asked(plan(of, {"c": "yes"})) == []

    def test_is_not_one_of_an_item_that_is_left_out(self):
        one = item(
            "one", eligible=(eligible('b == "yes"'),), fields=(field("applicant/x", when='c == "yes"'),)
        )
        of = scene(SceneItem(one, when='a == "yes"'), questions=[A, B, C])
        assert asked(plan(of)) == ["a", "b", "c"]
        assert asked(plan(of, {"a": "no"})) == []
        assert asked(plan(of, {"a": "yes", "b": "no"})) == []

    def test_may_be_about_a_line(self):
        one = item("one", materials=(form("one"), material("applicant/x", when='c == "yes"')))
        of = scene(one, questions=[A, B, C])
        assert asked(plan(of)) == ["c"]
        assert not plan(of).figures.sure
        assert plan(of).materials[1].possible

    def test_may_be_about_who_is_competent(self):
        one = item("one", competent=(Case("town", 'a == "yes"'), Case("city")))
        of = scene(one, questions=[A])
        assert asked(plan(of)) == ["a"]
        assert [plan(of, {"a": answer}).items[0].competent for answer in ("yes", "no")] == ["town", "city"]

    def test_is_of_both_branches_while_the_test_is_unknown_and_of_one_afterwards(self):
        of = scene(SceneItem(item("one"), when='a == "yes" ? b == "yes" : c == "yes"'), questions=[A, B, C])
        assert asked(plan(of)) == ["a", "b", "c"]
        assert asked(plan(of, {"a": "no"})) == ["c"]

    def test_is_none_of_the_lines_of_an_item_that_comes_by_itself(self):
        one = item("one", fields=(field("applicant/x", when='b == "yes"'),))
        of = scene(SceneItem(one, when='a == "yes"', proactive=True), questions=[A, B])
        assert asked(plan(of)) == ["a"]


class TestTheSettledQuestions:
    def test_are_those_answered_that_carry_something(self):
        of = scene(SceneItem(item("one"), when='a == "yes" && b == "yes"'), questions=[A, B, C])
        assert plan(of, {"a": "no", "c": "yes"}).settled_questions == ("a",)
        assert plan(of, {"a": "yes", "b": "yes", "c": "yes"}).settled_questions == ("a", "b")

    def test_change_with_an_answer_and_keep_what_still_holds(self):
        of = scene(
            SceneItem(item("one"), when="age >= 16"),
            SceneItem(item("two"), when='a == "yes"'),
            questions=[integer("age", min=0, max=130), A],
        )
        before, after = plan(of, {"age": 20, "a": "no"}), plan(of, {"age": 10, "a": "no"})
        assert before.settled_questions == after.settled_questions == ("age", "a")
