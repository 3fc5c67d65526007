"""The house of the cases tests, officers who are signed in, and one application whose certificate is a permit."""

import pytest

from onething.areas.cases import api as cases
from onething.core.actors import Role
from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.conftest import house
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.world import APPLICANT, at, submission
from tests.channels.review.staff import DAY, FEDERATION, StillClock, accept, number_of, officer

__all__ = ["house"]


@pytest.fixture(autouse=True)
def clock():
    with bound(Clock, made := StillClock()):
        yield made


@pytest.fixture
def receipt(house):
    with permits():
        yield cases.submit(APPLICANT, submission=submission(), key="one", now=at(DAY))


@pytest.fixture
def federation(receipt):
    return officer("许知行", FEDERATION, staff="2208")


@pytest.fixture
def colleague(receipt):
    return officer("高明", FEDERATION, staff="2209")


@pytest.fixture
def boss(receipt):
    return officer("黎国栋", FEDERATION, Role.REVIEWER, Role.MANAGER, staff="2200")


@pytest.fixture
def number(receipt):
    return number_of(receipt, PERMIT)


@pytest.fixture
def accepted(federation, number):
    accept(federation, number)
    return number
