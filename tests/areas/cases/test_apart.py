"""Intake and decision apart (收审分离): whoever took a case in at the window does not decide it, however it is tried."""

from dataclasses import replace

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.engine.loading import MEMORY
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.errors import SamePerson
from onething.core.cases.parts import Outcome
from onething.core.people import AccountKind
from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import (
    CITY_CODE,
    FULL,
    at,
    both_seats,
    manager,
    reviewer,
    second,
    signed,
    submission,
)
from tests.channels.rest.machine import Machine
from tests.channels.review.staff import StillClock, draft, to_decision

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
LOTS = Actor.job("lots")


@pytest.fixture(autouse=True)
def world():
    with permits(), bound(Clock, StillClock()):
        yield


@pytest.fixture
def both():
    return both_seats()


@pytest.fixture
def number(both):
    """A case that was handed in at the window of that account."""
    actor = both.to_actor()
    given = signed(replace(submission(), channel="desk", intake=actor.id))
    receipt = cases.submit(actor, submission=given, key="window", now=at("2026-03-05"))
    number = next(one.number for one in receipt.cases if one.item == PERMIT)
    cases.accept(reviewer("disabled-federation"), case=number, now=NOW)
    return number


def said(number, outcome=Outcome.GRANTED):
    return {
        "case": number,
        "outcome": outcome,
        "grounds": FULL,
        "content": "准予发证",
        "gives": {} if outcome is Outcome.REFUSED else GIVES,
        "now": NOW,
    }


def at_decision(number):
    officer = reviewer("disabled-federation")
    view = cases.case_view(officer, case=number, now=NOW)
    decision = next(index for index, step in enumerate(view.steps) if step[0] == "decision")
    for step in range(view.step + 1, decision + 1):
        cases.enter_step(officer, case=number, step=step, now=NOW)


class TestWhoeverTookItIn:
    @pytest.mark.parametrize("outcome", Outcome)
    def test_does_not_decide(self, number, both, outcome):
        at_decision(number)
        with pytest.raises(SamePerson):
            cases.decide(both.to_actor(), **said(number, outcome))
        assert "decide" not in {
            one.name for one in cases.case_view(both.to_actor(), case=number, now=NOW).actions
        }

    def test_does_not_sign_or_return_a_draft(self, number, both):
        at_decision(number)
        cases.decide(reviewer("disabled-federation"), **said(number, Outcome.REFUSED))
        with pytest.raises(SamePerson):
            cases.confirm_decision(both.to_actor(), case=number, now=NOW)
        with pytest.raises(SamePerson):
            cases.return_draft(both.to_actor(), case=number, reason="再看", now=NOW)
        assert (
            cases.confirm_decision(second(reviewer("disabled-federation")), case=number, now=NOW).outcome
            == "refused"
        )

    def test_does_not_decide_on_the_page(self, number, both):
        at_decision(number)
        colleague, own = Client(), Client()
        other = people.open_account(
            Actor("job:setup", "setup", frozenset({Role.ADMIN})),
            kind=AccountKind.STAFF,
            login="other",
            name="同事",
            roles={Role.REVIEWER},
            department="disabled-federation",
            division=CITY_CODE,
            staff_number="other",
            demo=True,
        )
        colleague.post(f"/sign-in/demo/{other.id}")
        own.post(f"/sign-in/demo/{both.id}")
        given = draft(to_decision(colleague, number))
        answer = own.post(f"/review/{number}/decide", given)
        assert answer.status_code == 422
        assert CaseRow.objects.get(number=number).status == "in_review"

    def test_does_not_decide_over_rest(self, number, both):
        at_decision(number)
        machine = Machine("7716")
        seen = machine.get(f"/cases/{number}")
        grounds = {name: getattr(FULL, name) for name in ("facts", "article", "reason", "remedy")}
        given = {"outcome": "granted", "grounds": grounds, "content": "准予发证", "gives": GIVES}
        answer = machine.post(f"/cases/{number}/decision", given, match=seen.etag)
        assert (answer.status, answer.code) == (422, "cases.same_person")

    def test_is_never_drawn(self, number, both):
        boss = manager("disabled-federation")
        offices.add_skill(boss, officer=str(both.id), from_on=NOW.date(), now=NOW)
        assert cases.assign_by_lot(LOTS, now=NOW) == 0
        assert CaseRow.objects.get(number=number).holder == ""

    def test_is_kept_away_from_cases_whose_log_does_not_name_it(self, number, both):
        row = EventRow.objects.get(stream=number, name="Opened")
        row.data.pop("took_in")
        row.save()
        MEMORY.clear()
        at_decision(number)
        with pytest.raises(SamePerson):
            cases.decide(both.to_actor(), **said(number))
