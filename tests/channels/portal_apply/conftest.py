"""The real city, published once for each test that reads it."""

import pytest
from django.test import Client

from onething.adapters.packages import read_folder
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.kit.ports import now
from tests.conftest import ROOT


@pytest.fixture
def city(db):
    return catalogue.publish(Actor.job("load"), files=read_folder(ROOT / "cities" / "dongguan"), now=now())


@pytest.fixture
def visitor(city) -> Client:
    return Client()
