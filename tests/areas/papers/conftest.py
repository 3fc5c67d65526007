"""The real areas behind the ports, on the published city."""

import pytest

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, Role
from tests.areas.cases.world import at
from tests.shipped import FILES

LOADER = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))


@pytest.fixture(autouse=True)
def published(db):
    catalogue.publish(LOADER, files=FILES, now=at("2026-01-05"))
