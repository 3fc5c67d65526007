"""Rooms of cockpit and studio on the published city: what rules decided, what is put right, ratings, letters, problems, a family of items."""

from dataclasses import replace

import pytest
from django.test import Client

from onething.areas.notices import api as notices
from onething.areas.problems.models import ProblemRow
from onething.areas.ratings import api as ratings
from onething.core.actors import Role
from tests.areas.cases.test_working import asked_by_two_departments
from tests.areas.cases.world import APPLICANT
from tests.areas.notices.conftest import carriers, gateways, li, mail, running
from tests.areas.notices.test_letters import OFFICER, ONLY_SMS, carry, letter
from tests.areas.notices.test_letters import tell as send
from tests.areas.ratings.test_bad_ratings import HOUSE, LI, NOW, SERVED, call, rate
from tests.areas.register.families import take_in
from tests.browser.houses import Given, House, Sent, walk
from tests.browser.looks import State, at
from tests.channels.cockpit.test_automatic_room import set_to
from tests.channels.cockpit.test_rightings_room import WRONG, boss, granted, over, published
from tests.channels.notices.people import staff
from tests.channels.problems.test_problem_pages import tell

__all__ = [
    "boss",
    "carriers",
    "gateways",
    "granted",
    "li",
    "mail",
    "over",
    "published",
    "running",
]
pytestmark = pytest.mark.django_db(transaction=True)
ALIKE = "/cockpit/rightings/alike/medical-aid"
ORDER = "/cockpit/bad-ratings/{order}/"
DEPARTMENT = "disabled-federation"


def form(path: str) -> Sent:
    return Sent(path, {}, "main form[novalidate] button[type=submit]", ".field--wrong, .alert")


def decided_alike(boss, granted) -> Given:
    return boss, {}


def with_rightings_to_confirm(boss, over, granted) -> Given:
    boss.post(ALIKE, {**WRONG, "case": granted})
    return over, {}


def with_a_setting_to_confirm(boss, over, granted) -> Given:
    set_to(boss, "live", share=20)
    set_to(boss, "live", share=5)
    return over, {}


def badly_rated(li) -> Given:
    return staff(Role.HOTLINE), {"order": rate().pk}


def called_back(li) -> Given:
    order = rate().pk
    call(order)
    return staff(Role.MANAGER, department=DEPARTMENT), {"order": order}


def with_ratings_held(li) -> Given:
    for number in range(6):  # from one device
        token = ratings.ask(
            HOUSE, application=f"A{number}", person=LI, channel="portal", served=SERVED, now=NOW
        )
        Client(headers={"host": "localhost"}).post(f"/rate/{token}", {"level": "excellent"})
    return staff(Role.SUPERVISOR), {}


def with_a_letter_that_did_not_arrive(carriers, gateways, li) -> Given:
    notices.choose(APPLICANT, preference=replace(ONLY_SMS, mail_instead=False), now=NOW)
    gateways[0].behave(mode="reject")
    send(actor=OFFICER)
    carry()
    return staff(Role.SUPERVISOR), {"letter": letter().pk}


def with_a_problem(li) -> Given:
    tell(staff(Role.HOTLINE), "/desk/problems/")
    return staff(Role.SUPERVISOR), {"number": ProblemRow.objects.get().number}


def with_a_family_of_items(li) -> Given:
    take_in(f"{n:03}" for n in range(130))
    return staff(Role.ITEM_MANAGER), {}


def with_a_caller(published) -> Given:
    receipt = asked_by_two_departments().receipt
    return staff(Role.HOTLINE), {"number": receipt.number, "code": receipt.code}


def called(**given: str) -> Sent:
    return Sent(
        "/hotline/case", {"reason": "missing", **given}, "main form[novalidate] button", ".told__aloud"
    )


WALKS = [
    House(
        with_a_family_of_items,
        State("studio-register-family", at("/studio/register/test/007")),
        State("studio-family", at("/studio/families/test/007?group=2")),
        staff=True,
    ),
    House(
        with_a_caller,
        State("hotline-case", at("/hotline/case")),
        State("hotline-case-wrong", form("/hotline/case")),
        State("hotline-case-number-alone", called(number="{number}")),
        State("hotline-case-told", called(number="{number}", code="{code}")),
        staff=True,
    ),
    House(
        decided_alike,
        State("cockpit-automatic-granted", at("/cockpit/automatic/medical-aid/granted")),
        State("cockpit-alike", at(ALIKE)),
        State("cockpit-alike-wrong", form(ALIKE)),
        State("cockpit-automatic-set-wrong", form("/cockpit/automatic/medical-aid/set")),
        staff=True,
    ),
    House(with_rightings_to_confirm, State("cockpit-rightings-some", at("/cockpit/rightings/")), staff=True),
    House(
        with_a_setting_to_confirm, State("cockpit-automatic-waiting", at("/cockpit/automatic/")), staff=True
    ),
    House(
        badly_rated,
        State("cockpit-bad-rating-new", at(ORDER)),
        State("cockpit-bad-rating-wrong", form(ORDER)),
        State("cockpit-rater", at(f"{ORDER}rater")),
        staff=True,
    ),
    House(called_back, State("cockpit-bad-rating-called", at(ORDER)), staff=True),
    House(with_ratings_held, State("cockpit-held", at("/cockpit/ratings/held/")), staff=True),
    House(
        with_a_letter_that_did_not_arrive,
        State("cockpit-undelivered", at("/cockpit/undelivered/")),
        State("cockpit-letter", at("/cockpit/undelivered/{letter}/")),
        State("cockpit-letter-wrong", form("/cockpit/undelivered/{letter}/")),
        staff=True,
    ),
    House(
        with_a_problem,
        State("cockpit-problem-new", at("/cockpit/problems/{number}/")),
        State("cockpit-problem-wrong", form("/cockpit/problems/{number}/")),
        staff=True,
    ),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_the_rooms_are_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
