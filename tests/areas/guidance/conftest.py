"""The published city, real department systems, and people who can sign in."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from onething.adapters.departments import DepartmentClient
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.core.cases.ports import CaseMessages
from onething.core.exchange import DepartmentSystems
from onething.kit.ports import bound
from tests.areas.exchange.systems import KEY, Running, start
from tests.areas.guidance.people import NOW, Told
from tests.shipped import FILES

NAMES = (
    "household",
    "civil-affairs",
    "disabled-federation",
    "social-insurance",
    "maternity-hospital",
    "medical-insurance",
)


@pytest.fixture(scope="package")
def processes() -> Iterator[dict[str, Running]]:
    made = {name: start(name) for name in NAMES}
    yield made
    for one in made.values():
        one.stop()


@pytest.fixture
def systems(processes: dict[str, Running]) -> Iterator[dict[str, Running]]:
    for one in processes.values():
        one.behave(mode="normal", delay=1.0)
    client = DepartmentClient(
        {
            **{name: one.url for name, one in processes.items()},
            # any stand-in answers for any share: three more names, no more processes
            "education": processes["household"].url,
            "authorities": processes["household"].url,
            "health": processes["household"].url,
        },
        keys=dict.fromkeys((*NAMES, "education", "authorities", "health"), KEY),
        nonce=secrets.token_urlsafe,
        timeout=30.0,
    )
    with bound(DepartmentSystems, client):
        yield processes


@pytest.fixture(autouse=True)
def city(db) -> Iterator[Told]:
    catalogue.publish(Actor.job("load"), files=FILES, now=NOW)
    told = Told()
    with ExitStack() as stack:
        stack.enter_context(bound(CaseMessages, told))
        yield told
