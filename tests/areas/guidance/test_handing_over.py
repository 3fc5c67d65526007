"""From the draft to the signature, online and at the window."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import Change, ChosenWay
from onething.core.actors import PermissionMissing
from onething.core.catalogue.words import Way
from onething.core.submission import GivenFile, Person
from tests.areas.cases.world import CIVIL
from tests.areas.guidance.drafts import FULL, TYPED, UPLOADED, begin, change, filled, get, picture, submit
from tests.areas.guidance.people import (
    CLERK,
    LIANG,
    NOW,
    SISTER,
    TAN,
    VISITOR,
    authorise,
    citizen,
)


class TestHandingOver:
    def test_gives_an_application_and_sent_again_the_same(self, systems):
        me, view = filled()
        assert view.wrong_fields == ()
        assert view.open_materials == ()
        assert view.ready
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        receipt = submit(me, view)
        assert (
            guidance.submit_draft(
                me, draft_id=view.id, version=view.version, signed_hash=sheet.hash, now=NOW
            ).number
            == receipt.number
        )
        assert {one.item for one in receipt.cases} == {
            "disability-certificate", "medical-aid", "pension-enrolment", "hardship-allowance", "care-allowance"
        }  # fmt: skip
        assert get(me, view).number == receipt.number
        assert guidance.list_drafts(me, now=NOW) == []
        with pytest.raises(guidance.DraftSubmitted):
            change(me, get(me, view), values={"applicant/person.ethnicity": "壮族"})

    def test_is_what_the_sheet_shows(self, systems):
        me, view = filled()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        said = {(one.section, one.label.zh): one.value.zh for one in sheet.lines}
        assert said["fields", "本人 民族"] == "汉族"
        assert said["delivery", "领取方式"].startswith("邮寄 梁志恒")
        assert (
            said["materials", "低保（边缘）证"] == "部门共享"
            if ("materials", "低保（边缘）证") in said
            else True
        )
        assert {one.section for one in sheet.lines} == {
            "who",
            "answers",
            "items",
            "fields",
            "materials",
            "delivery",
            "consents",
        }
        assert {one.key for one in sheet.submission.values} <= {one.key for one in view.fields}

    def insisting(self):
        """A draft in which an item is asked for though the answers do not meet its condition."""
        me, view = filled()
        view = change(me, view, answers={"income": "none", "wants": ["pension", "hardship", "care"]})
        assert "hardship-allowance" not in {one.id for one in view.plan.items}
        return me, change(me, view, insisted=["hardship-allowance"])

    def test_of_an_item_that_one_insists_on_opens_its_case_and_an_officer_decides(self, systems):
        me, view = self.insisting()
        receipt = submit(me, view)
        (number,) = [one.number for one in receipt.cases if one.item == "hardship-allowance"]
        seen = cases.case_view(CIVIL, case=number, now=NOW)
        assert seen.insists.zh == "属于低保或低保边缘家庭"
        others = [one.number for one in receipt.cases if one.item == "care-allowance"]
        assert [cases.case_view(CIVIL, case=one, now=NOW).insists for one in others] == [None]

    def test_signs_what_is_insisted_on(self, systems):
        me, view = self.insisting()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        assert sheet.submission.insisted == ("hardship-allowance",)
        (line,) = [one for one in sheet.lines if one.label.zh == "困难残疾人生活补贴"]
        assert line.value.zh.endswith("按回答暂不符合，您仍要申请")
        assert replace(sheet.submission, insisted=()).sheet_hash() != sheet.hash

    def test_takes_along_what_the_departments_said(self, systems):
        me, view = filled()
        said = {
            one.key: one for one in guidance.make_sheet(me, draft_id=view.id, now=NOW).submission.answered
        }
        sex = said["applicant/person.sex"]
        assert (sex.source, sex.outcome, sex.value) == ("share:household-register", "answered", "male")
        assert (sex.as_of, sex.asked_at) == (date(2026, 2, 28), NOW)

    def test_of_another_sheet_than_was_signed_is_refused(self, systems):
        me, view = filled()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        view = change(me, view, values={"applicant/pension.tier": "tier2"})
        with pytest.raises(guidance.SheetChanged):
            guidance.submit_draft(me, draft_id=view.id, version=view.version, signed_hash=sheet.hash, now=NOW)

    def test_of_an_older_version_is_refused(self, systems):
        me, view = filled()
        with pytest.raises(guidance.DraftMoved):
            submit(me, replace(view, version=view.version - 1))

    def test_of_something_unfinished_names_what_is_open(self, systems):
        me, view = filled()
        view = change(me, view, values={"applicant/pension.tier": None})
        with pytest.raises(guidance.NotReady) as refused:
            guidance.make_sheet(me, draft_id=view.id, now=NOW)
        assert refused.value.names.zh == "缴费档次"

    def test_a_second_time_shows_the_first(self, systems):
        me, view = filled()
        receipt = submit(me, view)
        again = begin(me)
        assert again.twin.number == receipt.number

    def test_after_its_authority_ended_is_refused(self, systems):
        sister = citizen(SISTER)
        authorise(SISTER, LIANG, to_on=date(2026, 3, 6))
        view = begin(sister, principal=LIANG)
        view = guidance.agree(
            sister, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        view = change(sister, view, answers={**FULL, "by": "agent", "student": None, "income": None})
        view = change(
            sister,
            view,
            values={
                **TYPED,
                "applicant/person.phone": "13800000119",
                "representative/representative.relation": "sibling",
            },
        )
        for at, line in enumerate(UPLOADED):
            view = guidance.add_file(
                sister, draft_id=view.id, line=line, content=picture(at), name=f"{at}.png", now=NOW
            )
        later = NOW + timedelta(days=1)
        assert view.ready, (
            view.plan.next_question,
            [(f.key, f.issue) for f in view.wrong_fields],
            view.open_materials,
        )
        paper = next(one for one in view.materials if one.files)
        with pytest.raises(guidance.DraftNotFound):
            guidance.submit_draft(sister, draft_id=view.id, version=view.version, signed_hash="x", now=later)
        for look in (
            lambda: guidance.get_draft(sister, draft_id=view.id, now=later),
            lambda: guidance.make_sheet(sister, draft_id=view.id, now=later),
            lambda: guidance.look_again(sister, draft_id=view.id, now=later),
            lambda: change(sister, view, now=later, answers={}),
            lambda: guidance.open_draft_file(sister, draft_id=view.id, hash_=paper.files[0].hash, now=later),
            lambda: guidance.delete_draft(sister, draft_id=view.id, now=later),
        ):
            with pytest.raises(guidance.DraftNotFound):
                look()
        assert guidance.list_drafts(sister, now=later) == []

    def test_is_not_for_visitors(self):
        view = begin(VISITOR, guest="cookie")
        with pytest.raises(PermissionMissing):
            guidance.make_sheet(VISITOR, draft_id=view.id, now=NOW)


class TestAtTheWindow:
    def test_a_clerk_fills_it_in_for_whoever_stands_there(self, systems):
        view = begin(CLERK, channel="desk")
        assert view.draft.applicant is None
        with pytest.raises(guidance.SignInFirst):
            guidance.agree(CLERK, draft_id=view.id, version=view.version, sources=[], now=NOW)
        person = Person("梁志恒", "citizen_number", LIANG, "13800000119")
        view = change(CLERK, view, applicant=person, division="441900004000")
        view = guidance.agree(
            CLERK, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        view = change(CLERK, view, answers={**FULL, "student": None, "income": None}, values=TYPED)
        papers = {line: ChosenWay(Way.PAPER) for line in UPLOADED}
        view = change(CLERK, view, ways=papers)
        sheet = guidance.make_sheet(CLERK, draft_id=view.id, now=NOW)
        assert sheet.submission.intake == CLERK.id
        assert sheet.submission.signature.signer == "梁志恒"
        signed = {"version": view.version, "signed_hash": sheet.hash, "now": NOW, "method": "paper"}
        with pytest.raises(guidance.SignOnPaper):
            guidance.submit_draft(CLERK, draft_id=view.id, **signed)
        scan = GivenFile("ab" * 32, "signed.jpg", "jpeg", 1000)
        receipt = guidance.submit_draft(CLERK, draft_id=view.id, scan=scan, **signed)
        assert receipt.number

    def test_nobody_else_says_who_applies(self):
        me = citizen(TAN)
        view = begin(me)
        with pytest.raises(PermissionMissing):
            change(me, view, applicant=Person("梁志恒", "citizen_number", LIANG))

    def test_who_stands_there_for_the_applicant_needs_an_authority_of_today(self, systems):
        told = {"channel": "desk", "representative": SISTER}
        with pytest.raises(guidance.NotRepresented):
            begin(CLERK, **told)
        person = Person("梁志恒", "citizen_number", LIANG, "13800000119")
        told |= {"scene": "disabled-services", "change": Change(applicant=person), "now": NOW}
        with pytest.raises(guidance.NotRepresented):
            guidance.open_draft(CLERK, **told)
        authorise(SISTER, LIANG, to_on=date(2026, 3, 5))
        with pytest.raises(guidance.NotRepresented):  # its last day was yesterday
            guidance.open_draft(CLERK, **told)
        authorise(SISTER, LIANG)
        view = guidance.open_draft(CLERK, **told)
        assert view.draft.representative.person.number == SISTER
        with pytest.raises(PermissionMissing):
            guidance.open_draft(citizen(TAN), scene="disabled-services", representative=SISTER, now=NOW)
