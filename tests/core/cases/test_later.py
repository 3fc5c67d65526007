"""A paper that the person promised for later: the promise stands, however the case comes to be accepted (容缺)."""

from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases.deciding import asked_keys
from onething.core.cases.documents import documents_for
from onething.core.cases.errors import LaterOpen, LaterThanDecision
from onething.core.cases.parts import How, Point, Promise
from tests.core.cases.story import APPLICANT, NIGHT, REVIEWER, WORDS, Story, at, day, opening, supply

PHOTO = "applicant/photo"
PROMISE = Promise(PHOTO, day("2026-03-20"))


@pytest.fixture
def story() -> Story:
    made = replace(opening("A-1", tolerable=(PHOTO,)), promised=(PROMISE,))
    return Story(made, on=at(2026, 3, 2))


def silent(story: Story) -> Story:
    story.on(at(2026, 3, 10, 0)).send(c.ApplySilence(NIGHT, "A-1"))
    return story


def plain(story: Story) -> Story:
    return story.accept("A-1")


@pytest.mark.parametrize("accepted", [plain, silent])
class TestAPromise:
    def test_is_told_in_its_letter_and_in_the_acceptance(self, story, accepted):
        accepted(story)
        drafts = [
            one for change in story.last for one in documents_for(change, story.matter, {"words": WORDS})
        ]
        assert [one.kind.value for one in drafts] == ["acceptance", "tolerance"]
        for draft in drafts:
            assert draft.values["missing"] == [{"key": PHOTO, "until": "2026-03-20"}]

    def test_is_needed_before_a_grant(self, story, accepted):
        accepted(story)
        with pytest.raises(LaterOpen):
            story.grant("A-1")

    def test_can_be_kept_and_then_it_is_granted(self, story, accepted):
        accepted(story).send(c.Supplement(APPLICANT, supply(PHOTO)))
        assert story.case("A-1").later == ()
        assert story.grant("A-1").status("A-1") == "granted"


class TestBeforeItIsAccepted:
    def test_the_paper_may_come_and_then_nothing_is_tolerated(self, story):
        story.send(c.Supplement(APPLICANT, supply(PHOTO)))
        assert story.accept("A-1").case("A-1").how is How.CLERK

    def test_the_office_names_no_day_after_the_time_to_decide(self, story):
        last = day("2026-03-23")  # 15 working days
        with pytest.raises(LaterThanDecision):
            story.send(c.Accept(REVIEWER, "A-1", How.TOLERATED, (Promise(PHOTO, day("2026-03-24")),)))
        story.send(c.Accept(REVIEWER, "A-1", How.TOLERATED, (Promise(PHOTO, last),)))
        assert story.case("A-1").dues.promised_on == last

    def test_the_office_may_want_another_day(self, story):
        other = Promise(PHOTO, day("2026-03-16"))
        story.send(c.Accept(REVIEWER, "A-1", How.TOLERATED, (other,)))
        assert story.case("A-1").later == (other,)

    def test_the_office_may_want_it_now_and_then_its_notice_holds(self, story):
        story.find("A-1", Point(PHOTO, "missing", "缺照片", "补交照片")).tell()
        assert story.case("A-1").later == ()
        assert asked_keys(story.case("A-1")) == {PHOTO}
        story.send(c.Supplement(APPLICANT, supply(PHOTO)))
        assert story.accept("A-1").case("A-1").how is How.CLERK
