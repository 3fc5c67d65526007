"""A clerk at the window, and what is done there again and again."""

import re

from django.test import Client

from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.guidance import Change
from onething.core.people import AccountKind
from onething.kit.ports import now
from tests.channels.portal_apply.applying import draft_of, fill, give_papers, page, photo

PERSON = {
    "scene": "disabled-services",
    "name": "黎国安",
    "document": "citizen_number",
    "number": "99000019680812001０",  # one full-width digit, as some keyboards type it
    "phone": "13800001357",
}
#: Only the certificate, for oneself.
ANSWERS = {
    "certified": "none",
    "household": "dongguan",
    "wants": [],
    "kind": "limb",
    "level": "3",
    "age": 57,
    "income": "none",
    "by": "self",
}


class Desk(Client):
    actor: Actor


def staff(name, login, role, department):
    """Sign somebody of the city's staff in."""
    account = people.open_account(
        Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login=login,
        name=name,
        roles={role},
        department=department,
        division="441900000000",
        staff_number=login,
        demo=True,
    )
    client = Desk()
    client.post(f"/sign-in/demo/{account.id}")
    client.actor = account.to_actor()
    return client


def taken_in(desk):
    """Take the thing in as far as the receipt."""
    return hand_in(desk, ready(desk))


def hand_in(desk, draft, **more):
    """Send the signed sheet; return the answer. more: what is ticked and counted, or another scan."""
    shown = desk.get(f"/desk/drafts/{draft.id}/sign").content.decode()
    given = {"hash": re.search(r'name="hash" value="([^"]+)"', shown)[1], "scan": photo("signed.jpg")}
    return desk.post(f"/desk/drafts/{draft.id}/sign", {**given, **more})


def begun(desk):
    response = desk.post("/desk/", PERSON)
    assert response.status_code == 302, response.content.decode()
    draft = draft_of(desk)
    change = Change(answers=ANSWERS)
    guidance.change_draft(desk.actor, draft_id=draft.id, version=draft.version, change=change, now=now())
    return draft_of(desk)


def ready(desk):
    draft = begun(desk)
    desk.post(page(desk, draft, "consent"), {"which": "none"})
    assert fill(desk).status_code == 302, [(one.key, one.issue) for one in draft_of(desk).wrong_fields]
    give_papers(desk)
    desk.post(page(desk, draft, "delivery"), {"way": "electronic"})
    return draft_of(desk)
