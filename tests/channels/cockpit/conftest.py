"""The house of the cases tests, and a clock that stands still."""

import pytest

from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.conftest import house
from tests.channels.review.staff import StillClock

__all__ = ["house"]


@pytest.fixture(autouse=True)
def clock():
    with bound(Clock, made := StillClock()):
        yield made
