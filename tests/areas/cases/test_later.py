"""A paper that the person supplies later (容缺): within its days, kept by every acceptance, needed before a grant."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.core.cases.errors import LaterOpen
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.words import Way
from onething.core.submission import GivenMaterial
from onething.kit.ports import bound
from tests.areas.cases.test_working import Story
from tests.areas.cases.tolerant import ITEM, PHOTO, TolerantScenes
from tests.areas.cases.world import APPLICANT, FEDERATION, NIGHT, at, files_for, signed, submission

pytestmark = pytest.mark.django_db
DAY, LAST = date(2026, 3, 5), date(2026, 3, 26)  # handed in; promised within 15 working days


def promising(until, key=PHOTO):
    draft = submission()
    materials = tuple(
        GivenMaterial(key, Way.LATER, promised_until=until) if one.key == key else one
        for one in draft.materials
    )
    return signed(replace(draft, materials=materials))


def send(until, key=PHOTO):
    return cases.submit(APPLICANT, submission=promising(until, key), key=f"k{until}", now=at("2026-03-05"))


@pytest.fixture
def tolerant(house):
    with bound(FrozenScenes, TolerantScenes()):
        yield house


class TestThePromisedDay:
    @pytest.mark.parametrize("until", [date(2026, 3, 6), LAST])
    def test_is_taken_after_the_day_of_handing_in_and_while_the_item_is_open(self, tolerant, until):
        assert send(until).number

    @pytest.mark.parametrize("until", [date(2020, 1, 1), DAY, date(2026, 3, 27), date(2036, 1, 1)])
    def test_is_refused_otherwise_with_the_last_day(self, tolerant, until):
        with pytest.raises(cases.SubmissionRefused) as refused:
            send(until)
        (finding,) = refused.value.findings
        assert (finding.code, finding.scene) == ("cases.promise_outside", PHOTO)
        assert str(LAST) in finding.message.zh
        assert str(LAST) in finding.message.en

    def test_is_refused_of_a_paper_that_no_item_takes_later(self, house):
        with pytest.raises(cases.SubmissionRefused) as refused:
            send(date(2026, 3, 20))
        assert [one.code for one in refused.value.findings] == ["cases.way_refused"]


class TestAPromise:
    @pytest.fixture
    def story(self, tolerant):
        made = Story.__new__(Story)
        made.receipt = send(date(2026, 3, 20))
        made.numbers = {one.item: one.number for one in made.receipt.cases}
        return made.on("2026-03-05")

    def view(self, story):
        return cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())

    @pytest.mark.parametrize("by_silence", [False, True])
    def test_stands_however_it_is_accepted(self, story, tolerant, by_silence):
        if by_silence:
            cases.look_after(NIGHT, now=at("2026-03-13"))
        else:
            cases.accept(FEDERATION, case=story.numbers[ITEM], now=story.now)
        papers = [draft for draft, *_ in tolerant.papers.issued if draft.stream == story.numbers[ITEM]]
        assert [one.kind.value for one in papers] == ["acceptance", "tolerance"]
        story.on("2026-03-16")
        with pytest.raises(LaterOpen):
            story.grant(ITEM)
        view = self.view(story)
        assert view.can_supplement
        assert [(one.key, one.until) for one in view.awaited] == [(PHOTO, date(2026, 3, 20))]
        photo = GivenMaterial(PHOTO, Way.UPLOAD, files=files_for(PHOTO, Way.UPLOAD))
        cases.supplement(APPLICANT, application=view.number, materials=[photo], now=story.now)
        assert not self.view(story).can_supplement
        assert story.grant(ITEM).status == "granted"

    def test_is_shown_to_the_office_before_it_accepts(self, story):
        view = cases.case_view(FEDERATION, case=story.numbers[ITEM], now=story.now)
        assert [one.later for one in view.materials if one.key == PHOTO] == [True]
