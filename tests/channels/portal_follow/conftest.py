"""The house of the area tests, and browsers that are signed in as invented people."""

import pytest
from django.test import Client

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind, Document, DocumentKind
from tests.areas.cases.conftest import house  # noqa: F401
from tests.areas.cases.world import LI

CHEN = "990000199203150026"
ADMIN = Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN}))


def _citizen(name: str, number: str) -> Client:
    account = people.open_account(
        ADMIN,
        kind=AccountKind.CITIZEN,
        login=number,
        name=name,
        roles={Role.CITIZEN},
        document=Document.of(DocumentKind.CITIZEN_NUMBER, number),
        demo=True,
    )
    client = Client(headers={"host": "localhost"})
    client.post(f"/sign-in/demo/{account.id}")
    return client


@pytest.fixture
def li(db) -> Client:
    """The applicant's browser."""
    return _citizen("黎国安", LI)


@pytest.fixture
def chen(db) -> Client:
    """The browser of somebody else."""
    return _citizen("陈思敏", CHEN)
