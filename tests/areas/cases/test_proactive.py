"""What comes by itself: the data decide, and where they say no nobody is worse off than before."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.core.submission import Person
from tests.areas.cases.world import APPLICANT, CHEN, NIGHT, STRANGER, at, signed, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")


def aid(**facts):
    """Submit with these facts; returns the case of the aid after the night's work."""
    whole = submission()
    facts = {name: value for name, value in {**whole.facts, **facts}.items() if value is not None}
    cases.submit(APPLICANT, submission=signed(replace(whole, facts=facts)), key="k", now=NOW)
    cases.look_after(NIGHT, now=NOW)
    return CaseRow.objects.get(item="medical-aid")


def test_is_granted_where_the_register_has_the_person():
    row = aid(income_state="dibao")
    assert row.outcome == "granted"
    decided = EventRow.objects.get(stream=row.number, name="Decided").to_core().event
    assert 'income_state in ["destitute", "dibao"]' in decided.trace
    assert "income_state=dibao" in decided.trace
    assert decided.given.fields["applicant/aid.from"] == "2026-03-05"


def test_ends_as_not_found_where_the_register_says_no_and_says_that_one_may_apply():
    row = aid(income_state="none")
    assert row.status == "terminated"
    ended = EventRow.objects.get(stream=row.number, name="Terminated").to_core().event
    assert "可以自己申请" in ended.reason


def test_waits_for_a_person_where_nobody_was_asked():
    assert aid(income_state=None).status == "submitted"


def test_leaves_the_other_cases_alone():
    row = aid(income_state="none")
    others = CaseRow.objects.exclude(pk=row.pk)
    assert {one.status for one in others} == {"submitted"}


def test_what_a_rule_cannot_decide_holds_up_nobody_behind_it(monkeypatch):
    monkeypatch.setattr("onething.areas.cases.services.looking_after.BATCH", 1)
    assert aid(income_state=None).status == "submitted"
    number = cases.submit(STRANGER, submission=anothers(income_state="dibao"), key="k2", now=NOW).number
    for _ in range(2):
        cases.look_after(NIGHT, now=NOW)
    assert CaseRow.objects.get(application__number=number, item="medical-aid").outcome == "granted"


def anothers(**facts):
    whole = submission(applicant=Person("陈思敏", "citizen_number", CHEN, "13800001358"))
    return signed(replace(whole, facts={**whole.facts, **facts}))
