"""A city with its answers, a finder that tests can see through, and who asks and writes."""

import pytest
from django.test import Client

from onething.areas.knowledge import api as knowledge
from onething.core.actors import Role
from onething.core.ports import Clock
from onething.core.search.model import Finder
from onething.kit.ports import bound
from tests.areas.knowledge.world import LOADER, NOW, SeenThrough
from tests.channels.review.staff import StillClock
from tests.channels.studio.conftest import staff


@pytest.fixture(scope="module")
def answers(shared_rows):
    with shared_rows(), bound(Finder, SeenThrough()), bound(Clock, StillClock()):
        knowledge.load_answers(LOADER, now=NOW)


@pytest.fixture(autouse=True)
def _city(answers, db):
    with bound(Finder, SeenThrough()), bound(Clock, StillClock()):
        yield


@pytest.fixture
def hotline():
    return staff("叶知秋", Role.HOTLINE)


@pytest.fixture
def window():
    return staff("林晓", Role.CLERK)


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"})


@pytest.fixture
def writer():
    return staff("严松年", Role.ITEM_MANAGER, department="public-security")


@pytest.fixture
def colleague():
    return staff("周予安", Role.MANAGER, department="public-security")


@pytest.fixture
def team():
    return staff("郑思源", Role.ITEM_MANAGER)


@pytest.fixture
def supervisor():
    return staff("秦守真", Role.SUPERVISOR)
