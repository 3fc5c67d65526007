"""What a window said before goes along with the application, and is counted when something was missing all the same."""

from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.guidance import api as guidance
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.phrases import point
from onething.core.source import Text
from onething.core.submission import Delivery
from tests.areas.cases.world import reviewer
from tests.areas.guidance.drafts import change, filled, get, submit
from tests.areas.guidance.people import CLERK, NOW

SUPERVISOR = Actor("user:s", "督查", frozenset({Role.SUPERVISOR}), department="data-services")
FEDERATION, STRANGER = reviewer("disabled-federation"), reviewer("tax")
PERIOD = {"since": NOW.date(), "until": NOW.date()}


def advised(fine=False, text="照片要正面照。"):
    """Return who has a draft that a window had read, and the draft."""
    me, view = filled()
    asked = guidance.ask_advice(me, draft_id=view.id, now=NOW)
    guidance.give_advice(CLERK, advice_id=asked.id, text=text, fine=fine, now=NOW)
    return me, view


def find(receipt, officer=FEDERATION):
    return guidance.find_precheck(officer, application=receipt.number)


class TestAnAdvice:
    def test_goes_along_with_what_was_changed_after_it(self, systems):
        me, view = advised()
        change(me, view, delivery=Delivery("post", "梁志恒", "13800000119", "东莞市示例路 12 号"))
        found = find(submit(me, get(me, view)))
        assert (found.fine, found.answer, found.answerer) == (False, "照片要正面照。", CLERK.name)
        assert [one.zh for one in found.changed] == ["领取方式"]

    def test_says_that_nothing_was_changed(self, systems):
        me, view = advised(fine=True)
        assert find(submit(me, view)).changed == ()

    def test_that_nobody_answered_or_asked_for_is_none(self, systems):
        me, view = filled()
        guidance.ask_advice(me, draft_id=view.id, now=NOW)
        assert find(submit(me, view)) is None

    def test_is_kept_once_however_often_the_draft_is_sent(self, systems):
        me, view = advised()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        receipt = submit(me, view)
        submit_again = guidance.submit_draft(
            me, draft_id=view.id, version=view.version, signed_hash=sheet.hash, now=NOW
        )
        assert submit_again.number == receipt.number
        assert len(guidance.list_prechecked(SUPERVISOR, **PERIOD)) == 1

    def test_is_shown_to_offices_of_the_application_alone(self, systems):
        me, view = advised()
        receipt = submit(me, view)
        assert find(receipt, STRANGER) is None
        with pytest.raises(PermissionMissing):
            find(receipt, me)


class TestTheFigures:
    def test_count_those_that_were_told_of_something_missing(self, systems):
        me, view = advised(fine=True)
        receipt = submit(me, view)
        assert guidance.count_prechecked(SUPERVISOR, **PERIOD).told == 0
        for case in CaseRow.objects.filter(is_open=True):
            officer = reviewer(case.department)
            missing = [point("applicant/photo", "missing", Text("照片"))]
            here = missing if case.item == "disability-certificate" else []
            cases.record_findings(officer, case=case.number, points=here, now=NOW, finished=True)
        cases.look_after(Actor.job("deadlines"), now=NOW + timedelta(days=7))
        figures = guidance.count_prechecked(SUPERVISOR, **PERIOD)
        assert (figures.handed_in, figures.fine, figures.told) == (1, 1, 1)
        told = guidance.list_prechecked(SUPERVISOR, told=True, **PERIOD)
        assert [one.application for one in told] == [receipt.number]
        assert guidance.list_prechecked(SUPERVISOR, told=False, **PERIOD) == []

    def test_are_those_of_the_days_that_are_asked_for(self, systems):
        submit(*advised())
        before = {"since": NOW.date() - timedelta(days=9), "until": NOW.date() - timedelta(days=1)}
        assert guidance.count_prechecked(SUPERVISOR, **before).handed_in == 0

    def test_are_for_supervision(self, systems):
        for actor in (FEDERATION, CLERK):
            with pytest.raises(PermissionMissing):
                guidance.count_prechecked(actor, **PERIOD)
