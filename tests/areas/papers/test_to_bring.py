"""A paper that the person will bring: no letter says that it was received before a window has it in hand."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.documents.models import DocumentRow
from onething.core.cases.errors import NothingAsked
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.words import Way
from onething.core.submission import GivenMaterial
from onething.kit.ports import bound
from tests.areas.cases.tolerant import TolerantScenes
from tests.areas.cases.world import (
    APPLICANT,
    CLERK,
    FEDERATION,
    LI,
    NIGHT,
    at,
    city,
    files_for,
    signed,
    submission,
)
from tests.areas.papers.test_golden import CERTIFICATE, printed

PHOTO = "applicant/photo"
NAME = city().materials["photo"].label.zh
DAY = at("2026-03-05")
ON_PAPER = GivenMaterial(PHOTO, Way.PAPER)


def handed_in(actor=APPLICANT, other=ON_PAPER, **more):
    """Everything uploaded but the photograph, which comes on paper or otherwise."""
    draft = submission()
    materials = tuple(other if one.key == PHOTO else one for one in draft.materials)
    given = signed(replace(draft, materials=materials, **more))
    return cases.submit(actor, submission=given, key="k", now=DAY)


@pytest.fixture
def number():
    handed_in()
    return CaseRow.objects.get(item=CERTIFICATE).number


def here():
    application = CaseRow.objects.first().application.number
    return cases.in_presence(CLERK, application=application, person=LI, now=DAY)


def bring(actor=None):
    application = CaseRow.objects.first().application.number
    paper = GivenMaterial(PHOTO, Way.PAPER)
    return cases.supplement(actor or here(), application=application, materials=[paper], now=DAY)


def shown(number):
    view = cases.case_view(FEDERATION, case=number, now=DAY)
    return next(one for one in view.materials if one.key == PHOTO)


class TestAReceipt:
    def test_lists_it_as_to_be_brought_and_does_not_count_it(self, number):
        values = DocumentRow.objects.get(kind="receipt").values
        assert values["material_count"] == len(values["materials"])
        assert [one["key"] for one in values["to_bring"]] == [PHOTO]
        received, _, rest = printed("receipt").partition("待交的材料（尚未收到）")
        awaited, _, there = rest.partition("收到的材料")
        assert f"共{values['material_count']}项" in received
        assert f"{NAME}1纸质，待交" in awaited
        assert NAME not in there

    def test_lists_what_is_promised_for_later_with_its_day(self):
        with bound(FrozenScenes, TolerantScenes()):
            later = GivenMaterial(PHOTO, Way.LATER, promised_until=date(2026, 3, 20))
            handed_in(other=later)
        values = DocumentRow.objects.get(kind="receipt").values
        assert values["material_count"] == len(values["materials"])
        assert [(one["key"], one["until"]) for one in values["later"]] == [(PHOTO, "2026-03-20")]
        received, _, rest = printed("receipt").partition("容缺后补的材料（尚未收到）")
        promised, _, there = rest.partition("收到的材料")
        assert "另有1项材料承诺后补" in received
        assert f"1{NAME}2026年3月20日" in promised
        assert NAME not in there

    def test_without_a_promise_says_nothing_of_one(self, number):
        assert "later" not in DocumentRow.objects.get(kind="receipt").values
        assert "后补" not in printed("receipt")

    def test_of_a_window_counts_the_paper_that_it_took(self):
        handed_in(actor=CLERK, channel="desk", intake=CLERK.id)
        values = DocumentRow.objects.get(kind="receipt").values
        assert values["to_bring"] == []
        assert PHOTO in [one["key"] for one in values["materials"]]
        assert "待交" not in printed("receipt")


class TestAnAcceptance:
    def test_does_not_hide_that_it_is_not_there(self, number):
        cases.accept(FEDERATION, case=number, now=DAY)
        text = printed("acceptance", number)
        assert "齐全" not in text
        there, _, rest = text.partition("待交的材料（尚未收到）")
        assert NAME not in there
        assert f"{NAME}1纸质，待交" in rest.partition("已收材料")[0]
        assert NAME not in rest.partition("已收材料")[2]

    def test_by_silence_does_not_either(self, number):
        cases.look_after(NIGHT, now=at("2026-04-20"))
        text = printed("acceptance", number)
        assert f"{NAME}1纸质，待交" in text

    def test_after_it_was_brought_lists_it_with_the_rest(self, number):
        bring()
        cases.accept(FEDERATION, case=number, now=DAY)
        text = printed("acceptance", number)
        assert "齐全" in text
        assert "待交" not in text
        assert NAME in text.partition("已收材料")[2]


class TestTheOffice:
    def test_sees_that_it_is_not_there_until_a_window_notes_it(self, number):
        assert shown(number).to_bring
        bring()
        assert not shown(number).to_bring
        assert shown(number).supplied_on == DAY.date()

    def test_has_it_noted_with_the_intake_too(self):
        handed_in()
        number = CaseRow.objects.get(item=CERTIFICATE).number
        cases.take_in(here(), case=number, papers=[PHOTO], now=DAY)
        assert not shown(number).to_bring


class TestThePerson:
    def test_cannot_say_alone_that_it_was_brought(self, number):
        with pytest.raises(cases.ValuesRefused):
            bring(APPLICANT)
        assert shown(number).to_bring

    def test_may_upload_it_instead(self, number):
        application = CaseRow.objects.first().application.number
        view = cases.application_view(APPLICANT, application=application, today=DAY.date())
        assert (view.can_supplement, [one.key for one in view.awaited]) == (True, [PHOTO])
        scan = GivenMaterial(PHOTO, Way.UPLOAD, files=files_for(PHOTO, Way.UPLOAD))
        cases.supplement(APPLICANT, application=application, materials=[scan], now=DAY)
        view = cases.application_view(APPLICANT, application=application, today=DAY.date())
        assert (view.can_supplement, view.awaited) == (False, ())
        with pytest.raises(NothingAsked):
            bring()

    def test_is_not_asked_for_it_any_more_once_all_is_withdrawn(self, number):
        application = CaseRow.objects.first().application.number
        cases.withdraw_all(APPLICANT, application=application, now=DAY)
        view = cases.application_view(APPLICANT, application=application, today=DAY.date())
        assert (view.can_supplement, view.awaited) == (False, ())
