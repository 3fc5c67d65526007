"""F7: the clock of a house in real processes is set: nothing is dated by it, no job has two leases, and all goes on."""

import pytest

from tests.faults.clocks import JUMPS
from tests.faults.reported import reported

REFUSED = {"status": 422, "changed": False}
DONE = {"status": 200, "code": "", "changed": True}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return reported("clocks", tmp_path_factory.mktemp("clocks") / "var")


class TestAClockThatIsSetWhileTheHouseWorks:
    @pytest.mark.parametrize("name", JUMPS)
    def test_is_refused_with_its_reason_and_changes_nothing_until_it_is_put_right(self, report, name):
        assert report[name]["wrong"] == {**REFUSED, "code": "kit.clock_jumped"}
        assert report[name]["right"] == DONE

    @pytest.mark.parametrize("name", JUMPS)
    def test_gives_no_job_a_second_lease(self, report, name):
        assert report[name]["held"] == [True, True, True]
        key = name.replace(" ", "-")
        assert report[name]["effects"] == [f"{key}/1 1", f"{key}/2 1"]

    def test_moves_no_day_of_any_case(self, report):
        assert report["same days"]


class TestAHouseThatIsStartedByAWrongClock:
    def test_does_nothing_when_it_has_worked_later(self, report):
        started = report["started a day back"]
        assert started["worker"]
        assert started["wrong"] == {**REFUSED, "code": "kit.clock_set_back"}
        assert started["right"] == DONE

    def test_that_was_ahead_waits_for_somebody_to_trust_the_clock_again(self, report):
        started = report["started a day ahead"]
        assert started["worker"]
        assert started["right"] == {**REFUSED, "code": "kit.clock_set_back"}
        assert started["trusted"] == DONE
