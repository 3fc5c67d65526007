"""A city whose package is published, and who works in its studio."""

import pytest
from django.test import Client

from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind
from tests.areas.cases.world import CITY_CODE, at
from tests.shipped import FILES

LOADER = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))


@pytest.fixture
def published(db):
    catalogue.publish(LOADER, files=FILES, now=at("2026-01-05"))


def staff(name, role, *, department="data-services"):
    """Return the browser of somebody of the staff who is signed in."""
    account = people.open_account(
        LOADER,
        kind=AccountKind.STAFF,
        login=name,
        name=name,
        roles={role},
        department=department,
        division=CITY_CODE,
        staff_number=name,
        demo=True,
    )
    client = Client(headers={"host": "localhost"})
    client.post(f"/sign-in/demo/{account.id}")
    return client


def text(response):
    return response.content.decode()


@pytest.fixture
def item_manager(published):
    return staff("顾明远", Role.ITEM_MANAGER)
