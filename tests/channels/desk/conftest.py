"""The published city, and the clerk who is signed in."""

import pytest

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, Role
from onething.kit.ports import now
from tests.channels.desk.window import staff
from tests.shipped import FILES


@pytest.fixture
def desk(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=now())
    return staff("林晓", "0716", Role.CLERK, "data-services")
