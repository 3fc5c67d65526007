"""Officers who are signed in, and what they do with a case through the pages."""

from django.test import Client

from onething.areas.cases.models import CaseRow
from onething.areas.people import api as people
from onething.channels.review.forms import Decision
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind, Document, DocumentKind
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import CITY_CODE, at

ADMIN = Actor("job:setup", "setup", frozenset({Role.ADMIN}))
DAY = "2026-03-05"
FEDERATION = "disabled-federation"


class StillClock:
    """A clock that stands until a test moves it."""

    def __init__(self):
        self.moment = at(DAY, 11)

    def now(self):
        return self.moment


def officer(name, department, *roles, staff):
    """Return a client that is signed in as a new member of staff, a reviewer unless said otherwise."""
    account = people.open_account(
        ADMIN,
        kind=AccountKind.STAFF,
        login=staff,
        name=name,
        roles=set(roles) or {Role.REVIEWER},
        department=department,
        division=CITY_CODE,
        staff_number=staff,
        demo=True,
    )
    client = Client()
    client.post(f"/sign-in/demo/{account.id}")
    client.account = account
    return client


def citizen(name, number):
    """Return a client that is signed in as a new citizen."""
    account = people.open_account(
        ADMIN,
        kind=AccountKind.CITIZEN,
        login=number,
        name=name,
        roles={Role.CITIZEN},
        document=Document.of(DocumentKind.CITIZEN_NUMBER, number),
        demo=True,
    )
    client = Client()
    client.post(f"/sign-in/demo/{account.id}")
    return client


def number_of(receipt, item):
    return next(one.number for one in receipt.cases if one.item == item)


def act(client, number, name, **data):
    return client.post(f"/review/{number}/{name}", data, follow=True)


def text(response):
    return response.content.decode()


def status(number):
    return CaseRow.objects.get(number=number).status


def accept(client, number):
    response = act(client, number, "accept")
    assert status(number) == "in_review", text(response)


def to_decision(client, number):
    """Follow the main act of the page until it is the decision."""
    for _ in range(8):
        page = client.get(f"/review/{number}/")
        main = page.context["main"]
        if main.act == "decide":
            return page
        assert main.act == "step", main
        act(client, number, "step", step=main.step)
    raise AssertionError("no decision step")


def countersign(client, number):
    """Sign a draft as the second officer."""
    seen = client.get(f"/review/{number}/").context["view"].sequence
    return act(client, number, "countersign", seen=seen, sure="1")


def draft(page, **changes):
    """Return the draft of the page with changes, what the result hands on filled in."""
    form, view = page.context["decision"], page.context["view"]
    given = {name: form.initial[name] for name in (*Decision.GATE, "outcome")}
    gives = {f"give_{index}": GIVES[key] for index, (key, _) in enumerate(view.officer_fills)}
    return {**given, **gives, "read": "on", "seen": view.sequence, **changes}
