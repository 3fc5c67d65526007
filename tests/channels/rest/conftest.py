"""The demo city as a machine finds it: published, with accounts for every role, no invented applications."""

import pytest

from onething.core.exchange import DepartmentSystems
from onething.kit.ports import bound
from onething.site import demo
from tests.channels.rest.machine import Machine
from tests.channels.rest.registers import NoRegisters

LI = "990000197904300358"


@pytest.fixture(scope="module")
def opened(shared_rows):
    with shared_rows():
        demo.ensure(data=False)


@pytest.fixture
def city(opened, db):
    with bound(DepartmentSystems, NoRegisters()):
        yield


@pytest.fixture
def li(city) -> Machine:
    return Machine(LI)


@pytest.fixture
def nobody(city) -> Machine:
    return Machine()
