"""A whole city of processes, started once for the tests that talk to it over real HTTP."""

from collections.abc import Iterator

import pytest

from tests.browser.city import City


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    var = tmp_path_factory.mktemp("city") / "var"
    made = City.start(var, "--no-simulators", "--no-data", "--workers", "2")
    yield made
    made.stop()
