"""T5: no way to more time without who signs, why, and a letter to the applicant; and no second time, through any door."""

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.errors import DomainError
from onething.core.people import AccountKind
from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.world import APPLICANT, CITY_CODE, FEDERATION, at, submission
from tests.channels.rest.machine import Machine
from tests.channels.review.staff import StillClock

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
REASON = "评定意见有分歧"


def person(*roles, staff):
    return people.open_account(
        Actor("job:setup", "setup", frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login=staff,
        name=f"负责人{staff}",
        roles=set(roles),
        department="disabled-federation",
        division=CITY_CODE,
        staff_number=staff,
        demo=True,
    )


def by_service(who, number, reason):
    cases.extend(who.to_actor(), case=number, days=5, reason=reason, now=NOW)


def by_answer(who, number, reason):
    cases.ask_extension(FEDERATION, case=number, days=5, reason=reason, now=NOW)
    question = cases.list_asked(BOSS, today=NOW.date())[0].id
    cases.answer_extension(who.to_actor(), question=question, granted=True, now=NOW)


def by_page(who, number, reason):
    client = Client()
    client.post(f"/sign-in/demo/{who.id}")
    client.post(f"/review/{number}/extend", {"days": 5, "reason": reason, "sure": "1"})


def by_rest(who, number, reason):
    machine = Machine(who.login)
    seen = CaseRow.objects.get(number=number).sequence
    machine.post(f"/cases/{number}/extension", {"days": 5, "reason": reason}, match=f'"{seen}"')


DOORS = [by_service, by_answer, by_page, by_rest]
BOSS = Actor(
    "user:boss", "黎国栋", frozenset({Role.MANAGER}), department="disabled-federation", division=CITY_CODE
)


@pytest.fixture(autouse=True)
def world():
    with permits(), bound(Clock, StillClock()):
        yield


@pytest.fixture
def number():
    receipt = cases.submit(APPLICANT, submission=submission(), key="x", now=at("2026-03-05"))
    made = next(one.number for one in receipt.cases if one.item == PERMIT)
    cases.accept(FEDERATION, case=made, now=NOW)
    return made


def tried(door, *given):
    try:
        door(*given)
    except DomainError:
        return False
    return True


def extended(number):
    return [row.to_core().event for row in EventRow.objects.filter(stream=number, name="Extended")]


@pytest.mark.parametrize("door", DOORS)
class TestEveryDoor:
    def test_leaves_signer_reason_letter_and_message(self, house, number, door):
        before = CaseRow.objects.get(number=number).statutory_on
        who = person(Role.MANAGER, staff="2200")
        assert tried(door, who, number, REASON)
        (event,) = extended(number)
        assert (event.approver, event.reason, event.days) == (who.name, REASON, 5)
        (letter,) = [draft for draft, *_ in house.papers.issued if draft.kind == "extension"]
        assert REASON in str(letter.values)
        assert who.name in str(letter.values)
        assert [facts["case"] for _, kind, facts in house.messages.told if kind == "extended"] == [number]
        assert CaseRow.objects.get(number=number).statutory_on > before

    @pytest.mark.parametrize("reason", ["", " ", "\u3000", "\u200b"])
    def test_needs_a_reason_that_can_be_read(self, house, number, door, reason):
        tried(door, person(Role.MANAGER, staff="2200"), number, reason)
        assert extended(number) == []
        assert "extension" not in house.papers.kinds()

    @pytest.mark.parametrize(
        "role", sorted(set(Role) - {Role.MANAGER, Role.VISITOR, Role.SYSTEM, Role.CITIZEN})
    )
    def test_is_the_managers(self, house, number, door, role):
        tried(door, person(role, staff="9001"), number, REASON)
        assert extended(number) == []

    @pytest.mark.parametrize("again", DOORS)
    def test_opens_once(self, house, number, door, again):
        assert tried(door, person(Role.MANAGER, staff="2200"), number, REASON)
        tried(again, person(Role.MANAGER, staff="2201"), number, "还要时间")
        assert len(extended(number)) == 1
        assert house.papers.kinds().count("extension") == 1
