"""Drafts that open otherwise once a change holds."""

from dataclasses import replace
from datetime import date

from onething.core.catalogue.hashing import with_hashes
from onething.core.guidance import Draft, Looked
from onething.core.impact import RunningDraft, Verdict, changed_drafts
from tests.core.impact.dongguan import CALENDAR, PACKAGE, rewritten, without

ON = date(2026, 3, 5)
SCENE = "disabled-services"


def draft(name="d1", scene=SCENE, **answers):
    example = PACKAGE.examples["disabled-services-full"]
    said = {**example.answers, **answers} if scene == SCENE else answers
    looked = (Looked("s", "applicant", 0, "answered", (), facts=example.facts),) if scene == SCENE else ()
    return RunningDraft(name, Draft(scene, PACKAGE.scenes[scene].hash, answers=said, looked=looked))


def look(after, *drafts):
    return changed_drafts(PACKAGE, after, drafts, calendar=CALENDAR, on=ON)


class TestChangedDrafts:
    def test_a_draft_of_an_untouched_scene_is_not_told(self):
        after = without("disability-certificate", "photo")
        assert [one.name for one in look(after, draft(), draft("d2", "birth"))] == ["d1"]

    def test_an_answer_that_no_longer_fits_is_told_and_asked_again(self):
        question = next(
            one for one in PACKAGE.scenes[SCENE].questions if one.id in draft().draft.answers and one.choices
        )
        said = draft().draft.answers[question.id]
        old = PACKAGE.scenes[SCENE]
        fewer = replace(question, choices=tuple(one for one in question.choices if one.id not in said))
        scene = replace(
            old, questions=tuple(fewer if one.id == question.id else one for one in old.questions)
        )
        after = with_hashes(replace(PACKAGE, scenes={**PACKAGE.scenes, SCENE: scene}))
        (found,) = look(after, draft())
        assert [one.key for one in found.set_aside] == [question.id]
        assert found.verdict is Verdict.WORSE

    def test_a_material_less_makes_a_draft_better(self):
        (found,) = look(without("disability-certificate", "photo"), draft())
        assert found.verdict is Verdict.BETTER
        assert "不用交“照片”" in [one.text.zh for one in found.differences]

    def test_a_draft_of_a_thing_that_goes_cannot_be_opened(self):
        scenes = {id: one for id, one in PACKAGE.scenes.items() if id != SCENE}
        (found,) = look(replace(PACKAGE, scenes=scenes), draft())
        assert found.verdict is Verdict.IMPOSSIBLE

    def test_words_alone_change_no_draft(self):
        after = rewritten(
            "scenes/disabled-services.yaml", ("name: {zh: 残疾人服务一件事", "name: {zh: 残疾人服务一件事办")
        )
        assert look(after, draft()) == ()
