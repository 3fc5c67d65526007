"""Two real department systems for the length of a module."""

import secrets
from collections.abc import Iterator

import pytest

from onething.adapters.departments import DepartmentClient
from onething.core.exchange import DepartmentSystems
from onething.kit.ports import bound
from tests.areas.exchange.systems import KEY, Running, start


@pytest.fixture(scope="package")
def running() -> Iterator[dict[str, Running]]:
    made = {name: start(name) for name in ("household", "civil-affairs")}
    yield made
    for one in made.values():
        one.stop()


@pytest.fixture
def systems(running: dict[str, Running]) -> Iterator[dict[str, Running]]:
    for one in running.values():
        one.behave(mode="normal", delay=1.0)
    client = DepartmentClient(
        {name: one.url for name, one in running.items()},
        keys=dict.fromkeys(running, KEY),
        nonce=secrets.token_urlsafe,
        timeout=30.0,
    )
    with bound(DepartmentSystems, client):
        yield running
