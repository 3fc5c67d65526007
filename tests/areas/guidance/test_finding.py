"""Finding a thing by everyday words, and its plan without keeping anything."""

from datetime import date

import pytest

from onething.areas.guidance import api as guidance
from onething.core.composition import AnswerRefused
from tests.areas.cases import world
from tests.areas.guidance.people import NOW, VISITOR

ON = date(2026, 3, 5)


class TestFinding:
    @pytest.mark.parametrize(
        ("words", "scene"),
        [
            ("我生孩子了要办什么", "birth"),
            ("双胞胎", "birth"),
            ("上户口", "birth"),
            ("社保卡", "birth"),
            ("残疾人证怎么办", "disabled-services"),
            ("护理补贴", "disabled-services"),
            ("身体有残疾", "disabled-services"),
            ("disability certificate", "disabled-services"),
            ("A child is born", "birth"),
            ("企业注销", "close-company"),
            ("开餐馆", "start-company"),
            ("二手房过户", "real-estate"),
            ("家里要装水表", "utilities"),
            ("报装", "utilities"),
            ("工地完工", "end-safety-supervision"),
            ("塔吊注销", "end-safety-supervision"),
        ],
    )
    def test_by_everyday_words_the_best_comes_first(self, words, scene):
        assert guidance.find_scenes(VISITOR, text=words)[0].id == scene

    @pytest.mark.parametrize("words", ["", "   ", "驾驶证换证", "qwertyuiop"])
    def test_nothing_that_fits_gives_nothing(self, words):
        assert guidance.find_scenes(VISITOR, text=words) == ()

    def test_lists_every_scene(self):
        assert {one.id for one in guidance.list_scenes(VISITOR)} == set(world.city().scenes)


class TestAPlan:
    def test_takes_answers_as_they_were_typed(self):
        plan = guidance.plan(
            VISITOR, scene="disabled-services", on=ON, answers={"age": "４０", "wants": "care", "nonsense": 1}
        )
        assert plan.circumstances.answers == {"age": 40, "wants": ["care"]}

    def test_takes_at_most_two_queries(self, django_assert_max_num_queries):
        guidance.plan(VISITOR, scene="birth", on=ON)
        with django_assert_max_num_queries(2):
            guidance.plan(VISITOR, scene="birth", on=ON, answers={"age": "month"}, bearers={"newborn": 2})

    @pytest.mark.parametrize(
        "answers", [{"age": "four"}, {"certified": "perhaps"}, {"wants": ["gold"]}, {"age": "131"}]
    )
    def test_refuses_answers_outside_their_choices(self, answers):
        with pytest.raises(AnswerRefused):
            guidance.plan(VISITOR, scene="disabled-services", on=ON, answers=answers)

    def test_is_the_same_as_that_of_a_draft(self):
        answers = {"certified": "none", "household": "dongguan"}
        view = guidance.open_draft(
            VISITOR, scene="disabled-services", guest="g", now=NOW, change=guidance.Change(answers=answers)
        )
        assert view.plan == guidance.plan(VISITOR, scene="disabled-services", on=ON, answers=answers)
