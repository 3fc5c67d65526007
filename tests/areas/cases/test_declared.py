"""A declaration in place of a paper: its letter, the list of what is to be checked, and what follows when it is untrue."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.core.actors import PermissionMissing
from onething.core.cases.errors import DeclarationBroken
from onething.core.cases.parts import DeliveryWay, Grounds, Promise, Righting
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.words import Way
from onething.core.submission import GivenMaterial
from onething.kit.ports import bound
from tests.areas.cases.test_working import Story
from tests.areas.cases.tolerant import ITEM, PHOTO, DeclaringScenes, TolerantScenes
from tests.areas.cases.world import (
    APPLICANT,
    CLERK,
    FEDERATION,
    NIGHT,
    at,
    files_for,
    manager,
    reviewer,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db
UNTRUE = {"key": PHOTO, "holds": False, "how": "看原件", "finding": "照片不是本人"}


def declaring():
    draft = submission()
    materials = tuple(
        GivenMaterial(PHOTO, Way.DECLARATION) if one.key == PHOTO else one for one in draft.materials
    )
    return signed(replace(draft, materials=materials))


@pytest.fixture
def story(house):
    with bound(FrozenScenes, DeclaringScenes()):
        made = Story.__new__(Story)
        made.house = house
        made.receipt = cases.submit(APPLICANT, submission=declaring(), key="k", now=at("2026-03-05"))
        made.numbers = {one.item: one.number for one in made.receipt.cases}
        made.on("2026-03-05")
        cases.accept(FEDERATION, case=made.numbers[ITEM], now=made.now)
        yield made


def told(story):
    return [kind for _, kind, _ in story.house.messages.told]


def check(story, actor=FEDERATION, **more):
    return cases.check_declaration(actor, case=story.numbers[ITEM], now=story.now, **{**UNTRUE, **more})


class TestADeclaration:
    def test_is_taken_with_the_submission_and_has_its_letter(self, story):
        kinds = [draft.kind.value for draft, *_ in story.house.papers.issued]
        assert kinds[-2:] == ["acceptance", "declaration"]

    def test_waits_to_be_checked_from_the_grant_on_and_nowhere_else(self, story):
        assert cases.count_to_check(FEDERATION) == 0
        story.grant(ITEM)
        found = cases.list_to_check(FEDERATION, today=story.now.date())
        assert [(one.number, one.check_on) for one in found.lines] == [
            (story.numbers[ITEM], date(2026, 5, 6))
        ]
        assert cases.count_to_check(reviewer("civil-affairs")) == 0

    def test_leaves_the_list_when_it_was_checked(self, story):
        story.grant(ITEM)
        check(story, holds=True, finding="是本人")
        assert cases.count_to_check(FEDERATION) == 0

    def test_found_untrue_after_the_grant_stays_in_the_list_until_somebody_says_what_follows(self, story):
        story.grant(ITEM)
        check(story)
        (line,) = cases.list_to_check(FEDERATION, today=story.now.date()).lines
        assert line.untrue
        words = Grounds("照片不是本人", "办法 36", "承诺不实", "60 日内申请复议，6 个月内起诉")
        cases.propose_righting(
            FEDERATION,
            case=story.numbers[ITEM],
            kind=Righting.REVOCATION,
            ground="deceit",
            grounds=words,
            now=story.now,
        )
        assert cases.count_to_check(FEDERATION) == 0

    def test_found_untrue_holds_the_grant_until_the_paper_is_there(self, story):
        check(story)
        assert story.house.papers.kinds()[-1] == "declaration_broken"
        assert told(story)[-1] == "declaration_broken"
        with pytest.raises(DeclarationBroken):
            story.grant(ITEM)
        photo = GivenMaterial(PHOTO, Way.UPLOAD, files=files_for(PHOTO, Way.UPLOAD))
        number = story.receipt.number
        cases.supplement(APPLICANT, application=number, materials=[photo], now=story.now)
        assert story.grant(ITEM).status == "granted"

    @pytest.mark.parametrize("actor", [APPLICANT, CLERK])
    def test_is_checked_by_the_office_only(self, story, actor):
        with pytest.raises(PermissionMissing):
            check(story, actor)

    def test_of_another_office_is_not_found(self, story):
        with pytest.raises(cases.CaseNotFound):
            check(story, reviewer("civil-affairs"))


class TestAPaperPromisedForLater:
    @pytest.fixture
    def tolerated(self, house):
        with bound(FrozenScenes, TolerantScenes()):
            story = Story()
            promise = Promise(PHOTO, date(2026, 3, 20))
            cases.accept(FEDERATION, case=story.numbers[ITEM], later=[promise], now=story.now)
            story.house = house
            yield story

    def status(self, story):
        view = cases.case_view(manager("disabled-federation"), case=story.numbers[ITEM], now=story.now)
        return view.line.status

    def test_is_reminded_of_once_and_ends_the_case_when_it_never_comes(self, tolerated):
        assert cases.look_after(NIGHT, now=at("2026-03-17"))["reminded"] == 0
        assert cases.look_after(NIGHT, now=at("2026-03-18"))["reminded"] == 1
        assert cases.look_after(NIGHT, now=at("2026-03-18"))["reminded"] == 0
        assert "promise_due" in told(tolerated)
        cases.look_after(NIGHT, now=at("2026-03-20", 23))
        assert self.status(tolerated) == "in_review"
        cases.look_after(NIGHT, now=at("2026-03-21", 0))
        assert self.status(tolerated) == "lapsed"

    def test_after_a_week_without_power_the_reminder_comes_a_day_before_the_end(self, tolerated):
        assert cases.look_after(NIGHT, now=at("2026-04-01"))["reminded"] == 1
        assert self.status(tolerated) == "in_review"
        cases.look_after(NIGHT, now=at("2026-04-02"))
        assert self.status(tolerated) == "lapsed"


def test_a_delivered_case_keeps_its_state_when_a_declaration_is_found_untrue(story):
    story.grant(ITEM)
    number = story.numbers[ITEM]
    cases.make_certificate(FEDERATION, case=number, result=ITEM, now=story.now)
    cases.deliver(
        FEDERATION, case=number, way=DeliveryWay.WINDOW, proof="签收", receiver="黎国安", now=story.now
    )
    assert check(story).status == "delivered"
