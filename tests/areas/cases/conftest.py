"""Binds the real calendar and the stand-ins of other areas for every test of this folder."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from onething.core.cases.ports import (
    CaseLicences,
    CaseMessages,
    CasePapers,
    CasePushes,
    CaseRatings,
    FrozenScenes,
)
from onething.kit.ports import bound
from tests.areas.cases.world import Licences, Messages, Papers, Ratings, Scenes, Systems


@dataclass
class House:
    papers: Papers
    messages: Messages
    licences: Licences
    ratings: Ratings
    systems: Systems


@pytest.fixture(autouse=True)
def house() -> Iterator[House]:
    with housed() as made:
        yield made


@contextmanager
def housed() -> Iterator[House]:
    made = House(Papers(), Messages(), Licences(), Ratings(), Systems())
    pairs = (
        (FrozenScenes, Scenes()),
        (CasePapers, made.papers),
        (CaseMessages, made.messages),
        (CaseLicences, made.licences),
        (CaseRatings, made.ratings),
        (CasePushes, made.systems),
    )
    with ExitStack() as stack:
        for kind, one in pairs:
            stack.enter_context(bound(kind, one))
        yield made
