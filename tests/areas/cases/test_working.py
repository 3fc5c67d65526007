"""Offices work on the cases of one application: each its own, all in one story."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow, NoticeRow
from onething.core.actors import PermissionMissing
from onething.core.cases.errors import ComesByItself
from onething.core.cases.parts import DeliveryWay, Outcome
from onething.core.cases.phrases import point
from onething.core.catalogue.words import Way
from onething.core.clock import GroundNotAllowed
from onething.core.submission import GivenMaterial
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    FEDERATION,
    FULL,
    HUMAN,
    NIGHT,
    STRANGER,
    at,
    city,
    decide,
    files_for,
    manager,
    reviewer,
    submission,
)

pytestmark = pytest.mark.django_db
DAY = "2026-03-05"
MEDICAL = reviewer("medical-insurance")
OFFICES = {
    "disability-certificate": FEDERATION,
    "medical-aid": MEDICAL,
    "pension-enrolment": HUMAN,
    "hardship-allowance": CIVIL,
    "care-allowance": CIVIL,
}


#: What officers enter when they grant.
GIVES = {
    "applicant/disability.certificate_number": "99000019680812001741",
    "applicant/disability.kind": "limb",
    "applicant/disability.level": "1",
}


class Story:
    """One application of the full set under way."""

    def __init__(self, example="disabled-services-full", actor=APPLICANT, day=DAY):
        self.receipt = cases.submit(actor, submission=submission(example), key=f"k-{example}", now=at(day))
        self.numbers = {one.item: one.number for one in self.receipt.cases}
        self.now = at(day, 11)

    def on(self, day, hour=11):
        self.now = at(day, hour)
        return self

    def status(self, item):
        return CaseRow.objects.get(number=self.numbers[item]).status

    def accept(self, *items):
        for item in items:
            cases.accept(OFFICES[item], case=self.numbers[item], now=self.now)
        return self

    def to_decision(self, item):
        """Go through the frozen steps to the decision, each step by the office that has the case then."""
        number = self.numbers[item]
        view = cases.case_view(OFFICES[item], case=number, now=self.now)
        for index, (kind, _, _) in enumerate(view.steps):
            if index <= (view.step or 0):
                continue
            row = CaseRow.objects.get(number=number)
            if view.steps[view.step][0] == "decision":
                break
            cases.enter_step(reviewer(row.department), case=number, step=index, now=self.now)
            if kind == "decision":
                break
        return reviewer(CaseRow.objects.get(number=number).department)

    def grant(self, item, **gives):
        officer = self.to_decision(item)
        wanted = cases.case_view(officer, case=self.numbers[item], now=self.now).officer_fills
        values = {key: gives.get(key.rpartition(".")[2], GIVES[key]) for key, _ in wanted}
        return cases.decide(
            officer,
            case=self.numbers[item],
            outcome=Outcome.GRANTED,
            grounds=FULL,
            gives=values,
            now=self.now,
        )

    def refuse(self, item):
        officer = self.to_decision(item)
        return decide(officer, case=self.numbers[item], outcome=Outcome.REFUSED, grounds=FULL, now=self.now)


class TestACaseThatComesByItself:
    def test_asks_the_person_for_nothing(self):
        story = Story()
        found = point("applicant/id-card", "unreadable", city().materials["id-card"].label)
        with pytest.raises(ComesByItself):
            cases.record_findings(MEDICAL, case=story.numbers["medical-aid"], points=[found], now=story.now)


class TestAcceptingAndDeciding:
    def test_gives_the_result_to_what_waits_for_it(self, house):
        story = Story().accept("disability-certificate", "hardship-allowance", "care-allowance")
        assert story.status("care-allowance") == "waiting"
        story.on("2026-03-20").grant("disability-certificate")
        assert story.status("disability-certificate") == "granted"
        assert story.status("care-allowance") == "in_review"
        assert house.papers.kinds() == ["receipt", "acceptance", "acceptance", "acceptance", "grant"]
        view = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
        care = next(one for one in view.cases if one.item == "care-allowance")
        assert care.promised_on is not None

    def test_refusing_one_ends_only_what_needs_it(self, house):
        story = Story().accept(
            "disability-certificate", "hardship-allowance", "care-allowance", "pension-enrolment"
        )
        story.on("2026-03-20").refuse("disability-certificate")
        assert story.status("hardship-allowance") == "precondition_failed"
        assert story.status("care-allowance") == "precondition_failed"
        assert story.status("pension-enrolment") == "in_review"
        view = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
        row = EventRow.objects.get(stream=story.numbers["hardship-allowance"], name="PreconditionFailed")
        failed = row.to_core()
        reason = next(one.reason for one in view.cases if one.item == "hardship-allowance")
        for said in (failed.event.reason, failed.event.way_forward):
            assert said.zh.rstrip("。") in reason.zh
            assert said.en.rstrip(".") in reason.en
        told = [kind for _, kind, _ in house.messages.told]
        assert (told.count("ended"), told.count("decided")) == (2, 1)

    def test_makes_the_licence_and_delivers_it(self, house):
        story = Story().accept("disability-certificate")
        story.on("2026-03-20").grant("disability-certificate")
        number = story.numbers["disability-certificate"]
        view = cases.case_view(FEDERATION, case=number, now=story.now)
        for result in view.wanted_certificates:
            cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
        assert house.licences.made[0]["case"] == number
        state = cases.deliver(
            FEDERATION,
            case=number,
            way=DeliveryWay.ELECTRONIC,
            proof="opened",
            receiver="黎国安",
            now=story.now,
        )
        assert state.status == "delivered"

    def test_asks_for_a_rating_when_all_has_ended(self, house):
        story = Story()
        cases.withdraw_all(APPLICANT, application=story.receipt.number, reason="改主意", now=story.now)
        view = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
        assert view.rating == house.ratings.ask(
            NIGHT, application=view.number, person="", channel="", now=story.now
        )
        assert view.outcome == "none"


def asked_by_two_departments():
    story = Story()
    blurred = point("applicant/id-card", "unreadable", city().materials["id-card"].label)
    photo = point("applicant/photo", "missing", city().materials["photo"].label)
    found = {"disability-certificate": photo, "care-allowance": blurred}
    for item, one in found.items():
        cases.record_findings(OFFICES[item], case=story.numbers[item], points=[one], now=story.now)
    assert not NoticeRow.objects.exists()
    return story.accept("hardship-allowance", "pension-enrolment")


class TestTheOneNotice:
    def test_carries_the_findings_of_two_departments_under_one_number(self, house):
        story = asked_by_two_departments()
        notice = NoticeRow.objects.get()
        assert (notice.round, notice.pages) == (1, 1)
        view = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
        assert {one.key for one in view.notices[0].open} == {"applicant/photo", "applicant/id-card"}
        assert [kind for _, kind, _ in house.messages.told].count("asked") == 1

    def test_is_answered_once_for_all_and_a_part_is_kept(self):
        story = asked_by_two_departments()
        number = story.receipt.number
        photo = GivenMaterial("applicant/photo", Way.UPLOAD, files=files_for("applicant/photo", Way.UPLOAD))
        cases.supplement(APPLICANT, application=number, materials=[photo], now=story.now)
        assert story.status("disability-certificate") == "supplemented"
        assert story.status("care-allowance") == "to_supplement"
        card = GivenMaterial(
            "applicant/id-card", Way.UPLOAD, files=files_for("applicant/id-card", Way.UPLOAD)
        )
        cases.supplement(APPLICANT, application=number, materials=[card], now=story.now)
        assert story.status("care-allowance") == "supplemented"
        view = cases.application_view(APPLICANT, application=number, today=story.now.date())
        assert view.notices[0].open == ()
        story.accept("care-allowance")
        assert story.status("care-allowance") == "waiting"

    def test_leaves_on_the_last_day_without_the_others(self):
        story = Story()
        photo = point("applicant/photo", "missing", city().materials["photo"].label)
        cases.record_findings(
            FEDERATION, case=story.numbers["disability-certificate"], points=[photo], now=story.now
        )
        due = CaseRow.objects.get(number=story.numbers["disability-certificate"]).tell_on
        assert cases.look_after(NIGHT, now=at(due.isoformat(), 9))["notices"] == 0
        assert cases.look_after(NIGHT, now=at(due.isoformat(), 18))["notices"] == 1


class TestSilence:
    def test_accepts_as_of_the_legal_day_also_after_a_downtime(self, house):
        story = Story()
        silent = [row for row in CaseRow.objects.all() if row.silence_on]
        assert silent
        done = cases.look_after(NIGHT, now=at("2026-04-20"))
        assert done["accepted"] == len(silent)
        for row in silent:
            state = cases.case_view(reviewer(row.department), case=row.number, now=at("2026-04-20"))
            assert any(one.name == "Accepted" for one in state.history)
        accepted = [draft for draft, *_ in house.papers.issued if draft.kind == "acceptance"]
        assert {draft.values["how"] for draft in accepted} == {"deemed"}
        assert {draft.values["accepted_as_of"] for draft in accepted} == {DAY}
        assert cases.look_after(NIGHT, now=at("2026-04-21"))["accepted"] == 0
        assert story.receipt.number


class TestSight:
    def test_hides_an_application_from_strangers_and_other_departments(self):
        story = Story()
        with pytest.raises(cases.ApplicationNotFound):
            cases.application_view(STRANGER, application=story.receipt.number, today=story.now.date())
        with pytest.raises(cases.CaseNotFound):
            cases.case_view(HUMAN, case=story.numbers["care-allowance"], now=story.now)
        with pytest.raises(cases.CaseNotFound):
            cases.accept(HUMAN, case=story.numbers["care-allowance"], now=story.now)

    def test_shows_a_town_only_its_own_town(self):
        from tests.areas.cases.world import DONGCHENG, NANCHENG

        Story()
        here = reviewer("civil-affairs", division=NANCHENG)
        there = reviewer("civil-affairs", division=DONGCHENG)
        today = at(DAY).date()
        assert len(cases.inbox(here, today=today).lines) == 2
        assert cases.inbox(there, today=today).lines == ()
        assert len(cases.inbox(CIVIL, today=today).lines) == 2

    def test_gives_progress_to_whoever_has_number_and_code(self):
        story = Story()
        seen = cases.progress(STRANGER, number=story.receipt.printed, code=story.receipt.code)
        assert seen.applicant == "黎**"
        with pytest.raises(cases.ApplicationNotFound):
            cases.progress(STRANGER, number=story.receipt.number, code="0")


class TestPermissions:
    @pytest.mark.parametrize(
        ("call", "more"),
        [
            ("take_in", {}),
            ("record_findings", {"points": []}),
            ("mark_checked", {}),
            ("accept", {}),
            ("decline", {"kind": "not_a_matter", "grounds": FULL}),
            ("pause", {"ground": "testing", "told_days": 3, "document": "X"}),
            ("resume", {"ground": "testing"}),
            ("extend", {"days": 5, "reason": "复杂"}),
            ("enter_step", {"step": 1}),
            ("give_opinion", {"text": "同意"}),
            ("take_over", {}),
            ("decide", {"outcome": Outcome.GRANTED}),
            ("make_certificate", {"result": "x"}),
            ("deliver", {"way": DeliveryWay.POST, "proof": "x", "receiver": "y"}),
            ("terminate", {"ground": "death", "reason": "x"}),
            ("annul", {"document": "x", "reason": "y"}),
        ],
    )
    def test_a_citizen_does_no_work_of_offices(self, call, more):
        with pytest.raises(PermissionMissing):
            getattr(cases, call)(APPLICANT, case="x-1", now=at(DAY), **more)

    @pytest.mark.parametrize("call", ["look_after", "recompute_dates"])
    def test_only_jobs_look_after(self, call):
        with pytest.raises(PermissionMissing):
            getattr(cases, call)(FEDERATION, now=at(DAY))

    def test_only_a_manager_extends(self):
        story = Story().accept("pension-enrolment")
        case = story.numbers["pension-enrolment"]
        with pytest.raises(PermissionMissing):
            cases.extend(HUMAN, case=case, days=1, reason="复杂", now=story.now)
        with pytest.raises(cases.CaseNotFound):
            cases.extend(manager("tax"), case=case, days=1, reason="复杂", now=story.now)


class TestASpecialProcedure:
    def test_stops_the_clock_for_a_ground_of_the_items_own_rule(self):
        story = Story().accept("disability-certificate")
        number = story.numbers["disability-certificate"]
        view = cases.case_view(FEDERATION, case=number, now=story.now)
        assert view.pause_grounds == ("appraisal",)
        before = view.clock.promised_on
        cases.pause(
            FEDERATION, case=number, ground="appraisal", told_days=5, document="特告 1", now=story.now
        )
        after = cases.case_view(FEDERATION, case=number, now=story.now)
        assert after.line.status == "paused"
        assert after.clock.promised_on is None or after.clock.promised_on > before

    def test_is_refused_where_the_item_names_none(self):
        story = Story().accept("medical-aid")
        with pytest.raises(GroundNotAllowed):
            cases.pause(
                MEDICAL,
                case=story.numbers["medical-aid"],
                ground="appraisal",
                told_days=5,
                document="特告 1",
                now=story.now,
            )
