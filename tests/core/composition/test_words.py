"""A plan in words: why a line is there, and what another plan has otherwise."""

from dataclasses import replace

import pytest

from onething.core.catalogue.model import Result
from onething.core.catalogue.words import Choice, Element, ElementKind
from onething.core.composition import (
    Circumstances,
    compare,
    compose,
    explain_line,
    plan_to_json,
    unknown_names,
)
from onething.core.source import Text
from tests.core.composition.factories import (
    CALENDAR,
    EMPTY,
    THURSDAY,
    Fee,
    SceneItem,
    choice,
    eligible,
    fact,
    field,
    form,
    integer,
    item,
    material,
    multi,
    plan,
    result,
    scene,
)

OF = scene(
    item(
        "one",
        law=("某法 2",),
        fields=(field("applicant/x"),),
        materials=(form("one"), material("applicant/paper", when='a == "yes" || age < 16', law="某法 3")),
    ),
    SceneItem(
        item("two", eligible=(eligible('a == "yes"'),), fields=(field("applicant/y"),)), optional="w.two"
    ),
    questions=[choice("a", "yes", "no"), integer("age", min=0, max=130), multi("w", "two")],
)
SAID = {"a": "yes", "age": 10, "w": ["two"]}


class TestTheReasonOfALine:
    def test_names_item_deciding_answer_and_law(self):
        (why,) = explain_line(plan(OF, SAID), "applicant/paper", scene=OF, package=EMPTY)
        assert why.zh == "办“事项one”要用，因为：a？yes（依据：某法 3）"
        assert why.en == "Needed for “Item one”, because: a？ yes (law: 某法 3)"

    def test_leaves_out_the_answers_that_do_not_decide(self):
        line = plan(OF, SAID).materials[1]
        assert line.asked_by[0].deciding == ("a",)
        other = plan(OF, {"a": "no", "age": 10, "w": []}).materials[1]
        assert other.asked_by[0].deciding == ("age",)

    def test_is_given_for_an_item_that_is_left_out(self):
        made = plan(OF, {**SAID, "w": []})
        (why,) = explain_line(made, "two", scene=OF, package=EMPTY)
        assert why.zh == "您没有选这一项（“two”没有选）"

    def test_is_one_sentence_for_each_item_of_the_joint_form(self):
        said = explain_line(plan(OF, SAID), "applicant/joint-form", scene=OF, package=EMPTY)
        assert len(said) == 2

    def test_is_not_invented_for_a_line_that_the_plan_does_not_have(self):
        with pytest.raises(KeyError):
            explain_line(plan(OF, SAID), "applicant/nothing", scene=OF, package=EMPTY)


class TestAFactInAReason:
    ELEMENT = Element(
        "made",
        Text("方式"),
        ElementKind.CHOICE,
        choices=(Choice("x", Text("甲", "A")), Choice("y", Text("乙", "B"))),
    )

    def why(self, *questions, value, facts, package=EMPTY, **more):
        """Return why an item is left out that wants another value of the fact."""
        of = scene(SceneItem(item("one", **more), when='state == "never"'), questions=questions, facts=facts)
        made = compose(of, Circumstances(THURSDAY, {}, {"state": value}), package=package, calendar=CALENDAR)
        (out,) = made.left_out
        return out.why.text

    def test_is_said_by_the_label_of_the_question_that_it_answers(self):
        asked = replace(
            choice("s", "x", "never", known_from="state"),
            choices=(Choice("x", Text("甲", "A")), Choice("never", Text("从未", "never"))),
        )
        why = self.why(asked, value="x", facts=[fact("state", "x", "never")])
        assert (why.zh, why.en) == (
            "按您的回答不需要办（state：甲）",
            "Not needed, by your answers (state: A)",
        )

    def test_is_said_by_the_choice_that_the_question_has_for_it(self):
        asked = replace(
            choice("s", "yes", known_from="state", answers_by_fact={"x": "yes", "never": "yes"}),
            choices=(Choice("yes", Text("有", "has one")),),
        )
        why = self.why(asked, value="x", facts=[fact("state", "x", "never")])
        assert (why.zh, why.en) == (
            "按您的回答不需要办（state：有）",
            "Not needed, by your answers (state: has one)",
        )

    def test_is_said_as_the_field_of_the_result_says_it_where_nobody_asks(self):
        gives = Result(
            "r",
            Text("证"),
            "document",
            gives={"applicant/made": "officer"},
            facts={"state": "applicant/made"},
        )
        why = self.why(
            value="y",
            facts=[fact("state", "x", "y", "never")],
            package=replace(EMPTY, elements={"made": self.ELEMENT}),
            result=(gives,),
        )
        assert (why.zh, why.en) == (
            "按您的回答不需要办（state：乙）",
            "Not needed, by your answers (state: B)",
        )

    def test_is_only_named_where_the_city_has_no_words_for_its_value(self):
        why = self.why(value="x-1", facts=[fact("state", "x-1", "never")])
        assert (why.zh, why.en) == ("按您的回答不需要办（state）", "Not needed, by your answers (state)")


class TestADifference:
    def test_is_none_between_equal_plans(self):
        assert compare(plan(OF, SAID), plan(OF, SAID)) == ()

    def test_of_an_answer_names_the_item_its_lines_and_the_figures(self):
        found = compare(plan(OF, {**SAID, "w": []}), plan(OF, SAID))
        assert [(one.kind, one.change, one.key) for one in found] == [
            ("item", "other", "two"),
            ("field", "new", "applicant/y"),
            ("figure", "other", "minutes"),
        ]
        assert found[0].text.zh == "“事项two”原来没有选，现在要办"
        assert all(one.text.en for one in found)

    def test_of_a_new_version_names_everything_that_is_other(self):
        one = OF.items[0]
        new = replace(
            OF,
            version="2",
            items=(
                replace(
                    one,
                    item=replace(
                        one.item,
                        promised_days=9,
                        fees=(Fee(Text("工本费"), 1050, "某文"),),
                        fields=(field("applicant/z"),),
                        materials=(form("one"), material("applicant/photo"), material("applicant/more")),
                    ),
                ),
                SceneItem(item("three", result=(result(gives={"applicant/z": "officer"}),))),
            ),
        )
        found = {
            (one.kind, one.change, one.key): one.text for one in compare(plan(OF, SAID), plan(new, SAID))
        }
        assert found.keys() == {
            ("item", "new", "three"),
            ("item", "gone", "two"),
            ("field", "new", "applicant/z"),
            ("field", "gone", "applicant/x"),
            ("field", "gone", "applicant/y"),
            ("material", "new", "applicant/photo"),
            ("material", "new", "applicant/more"),
            ("material", "gone", "applicant/paper"),
            ("date", "other", "promised_on"),
            ("fee", "other", "total_fen"),
            ("figure", "other", "materials"),
        }
        assert found["fee", "other", "total_fen"].zh == "费用由 0.00 元变为 10.50 元"

    def test_tells_of_a_question_that_is_new(self):
        new = scene(
            SceneItem(item("one"), when='a == "yes" && b == "yes"'),
            questions=[choice("a", "yes", "no"), choice("b", "yes", "no")],
        )
        old = scene(SceneItem(item("one"), when='a == "yes"'), questions=new.questions)
        found = compare(plan(old, {"a": "yes"}), plan(new, {"a": "yes"}))
        assert ("question", "new", "b") in {(one.kind, one.change, one.key) for one in found}


class TestADraftOfAnOlderVersion:
    def test_keeps_the_answers_that_the_scene_still_knows_and_names_the_others(self):
        said = {**SAID, "gone": "x"}
        assert plan(OF, said).together == plan(OF, SAID).together
        assert unknown_names(OF, said, {"lost": True}, package=EMPTY) == ("gone", "lost")


class TestTheJson:
    def test_gives_the_next_question_with_its_choices_or_null(self):
        asked = plan_to_json(plan(OF), "zh")["next_question"]
        assert (asked["id"], asked["text"]) == ("a", "a？")
        assert [one["id"] for one in asked["choices"]] == ["yes", "no"]
        assert plan_to_json(plan(OF, SAID), "zh")["next_question"] is None

    def test_names_who_asks_and_why_in_the_language(self):
        line = plan_to_json(plan(OF, SAID), "en")["materials"][1]
        assert line["asked_by"] == ["one"]
        assert line["reasons"][0]["text"] == "Needed for “Item one”"
        assert line["reasons"][0]["law"] == "某法 3"
