"""Browsers that are signed in."""

from django.test import Client

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind

ADMIN = Actor("user:a", "管理员", frozenset({Role.ADMIN}))
CITY = "441900000000"


def browser(account) -> Client:
    client = Client(headers={"host": "localhost"})
    from onething.areas.people.models import AccountRow

    client.force_login(AccountRow.objects.get(pk=account.id))
    return client


def staff(role: Role, *, department="data-services", number="") -> Client:
    account = people.open_account(
        ADMIN,
        kind=AccountKind.STAFF,
        login=number or f"S{role.value}{department}"[:20],
        name="秦守真",
        roles=[role],
        department=department,
        division=CITY,
        staff_number=number or f"S{role.value}{department}"[:20],
    )
    return browser(account)
