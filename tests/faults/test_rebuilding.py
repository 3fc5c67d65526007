"""F15: the database is destroyed wholly, and 100 % of what was acknowledged comes back, the last one included."""

import signal

import pytest

from tests.faults.reported import reported


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return reported("rebuilt", tmp_path_factory.mktemp("rebuilt") / "var")


class TestADatabaseThatIsGone:
    def test_is_rebuilt_with_everything_that_was_acknowledged_under_its_number_and_code(self, report):
        assert report["killed"] == -signal.SIGKILL
        assert len(report["acknowledged"]) >= 12
        there = {tuple(one) for one in report["there"]}
        assert {tuple(one) for one in report["acknowledged"]} <= there

    def test_can_be_rebuilt_by_a_command_that_is_killed_on_its_way_and_run_again(self, report):
        assert report["stopped"] == -signal.SIGKILL
        assert report["first"]["left"] == []
        assert report["first"]["counts"]["there"] >= 5

    def test_is_not_rebuilt_twice(self, report):
        assert set(report["again"]["counts"]) == {"there"}
        keys = [key for _, key, *_ in report["there"]]
        assert len(keys) == len(set(keys))
