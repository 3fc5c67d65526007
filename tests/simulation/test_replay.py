"""Every twentieth run is carried out once more by the services, command by command, and gives the same states.

`make soak` replays whole cities; here each has eighty cases.
"""

import os

import pytest

from tests.areas.cases.conftest import house  # noqa: F401
from tests.areas.cases.ruled import live
from tests.simulation import city
from tests.simulation.__main__ import replayed_by
from tests.simulation.replay import Replay, breaches, differences
from tests.simulation.run import Run

FIRST, LAST = map(int, os.environ.get("ONETHING_REPLAYED", "0-199").split("-"))
CASES = int(os.environ.get("ONETHING_REPLAYED_CASES", "80"))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(FIRST, LAST + 1, 20))
def test_the_services_give_what_the_simulation_gave(seed, house):  # noqa: F811
    outcome = Run(seed, city.things(), not_before=city.FROM, cases=CASES).go()
    assert not outcome.broken, replayed_by(outcome)
    live()  # the simulated house has no shadow
    Replay().run(outcome.house)
    assert list(differences(outcome.house)) == []
    assert breaches(outcome.house.script[-1][0]) == []
