"""What an office may know of the questions: those on which its own item hangs, and no others."""

from onething.core.cases.answers import answers_for, bearing_on
from tests.areas.cases.world import city

SCENE = city().scenes["disabled-services"]
FULL = city().examples["disabled-services-full"]


def said(item, *, answers=FULL.answers, facts=None):
    return {one.question: one for one in answers_for(SCENE, item, answers=answers, facts=facts or {})}


class TestTheAnswersThatBearOnAnItem:
    def test_are_those_of_its_own_conditions(self):
        assert said("hardship-allowance")["income"].said.zh == "低保家庭"
        assert "income" not in said("pension-enrolment")
        assert {one.partition(".")[0] for one in bearing_on(SCENE, "hardship-allowance")} >= set(
            said("hardship-allowance")
        )

    def test_of_a_question_with_several_answers_are_only_those_that_it_asks_about(self):
        told = said("hardship-allowance")["drawing"].said.zh
        assert told.startswith("没有选：")
        drawn = {**FULL.answers, "drawing": ["injury"]}
        assert said("hardship-allowance", answers=drawn)["drawing"].said.zh in told

    def test_do_not_say_what_else_the_person_wants(self):
        assert all("wants" not in said(line.item.id) for line in SCENE.items)

    def test_that_a_source_knows_are_said_as_known(self):
        unsaid = {name: value for name, value in FULL.answers.items() if name != "household"}
        assert "household" not in said("hardship-allowance", answers=unsaid)
        told = said("hardship-allowance", answers=unsaid, facts={"household_place": "dongguan"})["household"]
        assert (told.said.zh, told.known) == ("东莞", True)

    def test_are_in_both_languages(self):
        for line in SCENE.items:
            for one in said(line.item.id).values():
                assert one.text.say("en")
                assert one.said.zh
                assert one.said.say("en")
