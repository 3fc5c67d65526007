"""The real city, published once for each test that reads it; registers that answer what a test puts into them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.exchange import DepartmentSystems, Outcome, Question, Reply
from onething.core.people import AccountKind, Document, DocumentKind
from onething.kit.ports import bound, now, today
from tests.shipped import FILES

LI, CHEN = "990000196808120010", "990000199203150026"  # with right check characters
ADMIN = Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN}))


@pytest.fixture
def city(db):
    return catalogue.publish(Actor.job("load"), files=FILES, now=now())


@pytest.fixture
def visitor(city) -> Client:
    return Client()


@dataclass
class Registers:
    """Department systems that know what a test says, keep what they were asked, and can be down."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    down: bool = False

    def ask(self, questions: Sequence[Question], *, budget: float) -> Sequence[Reply]:
        self.asked += questions
        return [self._reply(one) for one in questions]

    def _reply(self, one: Question) -> Reply:
        if self.down:
            return Reply(Outcome.DOWN)
        values = self.values.get(one.share)
        body = {"found": values is not None, "as_of": today().isoformat(), "fields": values or {}}
        return Reply(Outcome.ANSWERED, body)


@pytest.fixture(autouse=True)
def registers() -> Iterator[Registers]:
    made = Registers()
    with bound(DepartmentSystems, made):  # type: ignore[type-abstract]
        yield made


class Citizen(Client):
    """A browser that is signed in; `actor` is who it acts as."""

    actor: Actor


def _account(name: str, number: str):
    return people.open_account(
        ADMIN,
        kind=AccountKind.CITIZEN,
        login=number,
        name=name,
        roles={Role.CITIZEN},
        document=Document.of(DocumentKind.CITIZEN_NUMBER, number),
        phone="13800001357",
        demo=True,
    )


def _signed_in(client: Client, name: str, number: str) -> Citizen:
    account = _account(name, number)
    client.post(f"/sign-in/demo/{account.id}")
    client.__class__ = Citizen
    client.actor = account.to_actor()
    return client


def again(client: Any) -> Any:
    """Return the same browser as it is now; what it does from here on the other one does not remember."""
    made = type(client)()
    made.cookies, made.actor = deepcopy(client.cookies), client.actor
    return made


@pytest.fixture(scope="module")
def home(shared_rows) -> Callable[[], AbstractContextManager[Citizen]]:
    """Opens the database, with the browser of the applicant, for what all tests of a module begin with."""

    @contextmanager
    def opened() -> Iterator[Citizen]:
        with shared_rows(), bound(DepartmentSystems, Registers()):  # type: ignore[type-abstract]
            yield _signed_in(Client(), "黎国安", LI)

    return opened


@pytest.fixture
def sign_in(city):
    """Sign a visitor in as the applicant, in the same browser."""
    return lambda client: _signed_in(client, "黎国安", LI)


@pytest.fixture
def li(city) -> Citizen:
    """The applicant's browser."""
    return _signed_in(Client(), "黎国安", LI)


@pytest.fixture
def chen(city) -> Citizen:
    """The browser of somebody else."""
    return _signed_in(Client(), "陈思敏", CHEN)
