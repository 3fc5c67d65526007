"""A case that relies on a licence which falls: it is told, and not granted before somebody looked again."""

import pytest

from onething.core.cases import commands as c
from onething.core.cases.errors import NotFallen, PersonNeeded, ReasonMissing, ReliedLicenceFallen, ToldOnce
from onething.core.cases.parts import Arising, Outcome
from onething.core.source import Text
from tests.core.cases.story import BLURRED, FULL, NIGHT, REVIEWER, Story, at, opening, supply

CASE, CARD = "A-1", "1.2.156.3005.2.CARD"


def note(state: str = "revoked") -> c.NoteLicence:
    why = Text("以欺骗手段取得", "obtained by deceit")
    return c.NoteLicence(
        NIGHT, CASE, CARD, Text("残疾人证", "disability certificate"), state, why, ("applicant/card",)
    )


@pytest.fixture
def story() -> Story:
    return Story(opening(CASE, automatic=True), on=at(2026, 3, 2)).accept(CASE)


class TestAFallenLicence:
    @pytest.mark.parametrize("by", [REVIEWER, NIGHT])
    def test_keeps_a_case_from_being_granted(self, story, by):
        story.send(note())
        with pytest.raises(ReliedLicenceFallen) as refused:
            story.send(c.Decide(by, CASE, Outcome.GRANTED, FULL, "准予", trace=("rule",)))
        assert "残疾人证" in refused.value.sentence.zh

    def test_does_not_keep_it_from_being_refused(self, story):
        story.send(note())
        assert story.refuse(CASE).status(CASE) == "refused"

    def test_lets_it_be_granted_after_a_person_looked_again(self, story):
        story.send(note())
        with pytest.raises(PersonNeeded):
            story.send(c.LookAgain(NIGHT, CASE, CARD, "看过了"))
        with pytest.raises(ReasonMissing):
            story.send(c.LookAgain(REVIEWER, CASE, CARD, " "))
        story.send(c.LookAgain(REVIEWER, CASE, CARD, "另有鉴定书证明等级"))
        assert story.grant(CASE).status(CASE) == "granted"

    def test_that_holds_again_needs_no_look(self, story):
        story.send(note("suspended"))
        story.send(note("valid"))
        assert story.grant(CASE).status(CASE) == "granted"

    def test_is_told_once(self, story):
        story.send(note())
        assert story.send(note()) == ()
        assert story.send(note("cancelled")) != ()

    def test_that_nobody_relies_on_cannot_be_looked_at(self, story):
        with pytest.raises(NotFallen):
            story.send(c.LookAgain(REVIEWER, CASE, CARD, "看过了"))


class TestAFindingFromIt:
    def test_may_be_made_in_the_second_round_for_what_rested_on_it(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).find(CASE, BLURRED).tell()
        story.send(c.Supplement(REVIEWER, supply(BLURRED.key)))
        from_it = c.Point(
            "applicant/card", "fallen", "残疾人证已被撤销", "请提交其他证明", arose=Arising.LICENCE
        )
        with pytest.raises(ToldOnce):
            story.find(CASE, from_it)
        story.send(note())
        story.find(CASE, from_it)
        assert story.case(CASE).found == (from_it,)
