"""The published city, whose kinds of licence are made here."""

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.core.actors import Actor, Role
from tests.areas.cases.world import FEDERATION, LI, at
from tests.shipped import FILES

LOADER = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))


@pytest.fixture(autouse=True)
def published(db):
    catalogue.publish(LOADER, files=FILES, now=at("2026-01-05"))


@pytest.fixture
def card():
    return licences.make(
        FEDERATION,
        licence="disability-certificate",
        holder=LI,
        holder_name="黎国安",
        fields={"disability.level": "1", "disability.kind": "limb", "person.name": "黎国安"},
        department="disabled-federation",
        case="A1-1",
        now=at("2026-03-05"),
    )
