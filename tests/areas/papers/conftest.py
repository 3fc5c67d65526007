"""The real areas behind the ports, on the published city."""

import pytest

from onething.adapters.packages import read_folder
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, Role
from tests.areas.cases.world import ROOT, at

LOADER = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))


@pytest.fixture(autouse=True)
def published(db):
    catalogue.publish(LOADER, files=read_folder(ROOT / "cities" / "dongguan"), now=at("2026-01-05"))
