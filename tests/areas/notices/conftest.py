"""The real areas behind the ports, on the published city; carriers of messages as processes of their own."""

import pytest

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.notices.ports import MessageProviders
from onething.core.people import AccountKind, Document, DocumentKind
from onething.kit.ports import bound
from onething.site.carriers import Carriers
from onething.site.machine import SecretDice
from tests.areas.cases.world import LI
from tests.areas.notices.carriers import KEY, start
from tests.areas.papers.conftest import published  # noqa: F401

ADMIN = Actor("user:a", "管理员", frozenset({Role.ADMIN}))


@pytest.fixture(scope="module")
def running():
    """Two SMS gateways and a mail server; each test finds them well-behaved and empty of its own keys."""
    made = [start("sms-first"), start("sms-second"), start("mail")]
    yield made
    for one in made:
        one.stop()


@pytest.fixture
def gateways(running):
    for one in running:
        one.behave(mode="normal")
        one.forget()
    return running[:2]


@pytest.fixture
def mail(running, gateways):
    return running[2]


@pytest.fixture
def carriers(gateways, mail):
    """Bind both ways of the city."""
    made = Carriers(
        {one.name: one.url for one in gateways},
        keys={one.name: KEY for one in gateways},
        nonce=SecretDice().token,
        servers=[("127.0.0.1", mail.port)],
        sender="service@city.example",
        patience=0.5,
    )
    with bound(MessageProviders, made):
        yield made


def open_citizen(number, name, *, phone="", email=""):
    return people.open_account(
        ADMIN,
        kind=AccountKind.CITIZEN,
        login=number,
        name=name,
        roles=[Role.CITIZEN],
        document=Document.of(DocumentKind.CITIZEN_NUMBER, number),
        phone=phone,
        email=email,
    )


@pytest.fixture
def li(db):
    return open_citizen(LI, "黎国安", phone="13800001357", email="li@people.example")
