"""F5: a disk has no room left: what is asked says so with 507 or 503, reading goes on, and it heals by itself."""

import json

import pytest

from tests.faults.full_disks import own_mounts
from tests.faults.reported import ran, reported


def test_a_database_without_room_refuses_writes_with_the_reason_and_heals_when_there_is_room(tmp_path):
    report = reported("full", tmp_path / "var")
    assert report["first"] == [507, "kit.full"]
    assert report["full"] == [[507, "kit.full"]] * 3
    assert (report["read"], report["after"]) == (200, 201)


@pytest.fixture(scope="module")
def disks(tmp_path_factory):
    """Real disks of some megabytes for data, envelopes and files, filled and freed (needs `unshare`, as Linux has it)."""
    report, log = ran(own_mounts(tmp_path_factory.mktemp("disks") / "var"))
    return {**report, "alarms": [json.loads(line) for line in log if "disk_fills" in line]}


class TestADiskThatIsFull:
    @pytest.mark.parametrize(
        ("name", "refused", "after"),
        [
            ("files", [503, "uploads.storage_full"], 201),
            ("envelopes", [503, "cases.storage_full"], 201),
            ("data", [507, "kit.full"], 200),
        ],
    )
    def test_refuses_with_the_reason_lets_people_read_and_heals(self, disks, name, refused, after):
        assert disks[name]["refused"] == refused
        assert disks[name]["read"] == 200
        assert disks[name]["after"] == after

    def test_keeps_nothing_of_what_it_refused(self, disks):
        assert not disks["files"]["changed"]
        assert not disks["envelopes"]["changed"]

    def test_is_told_from_four_fifths_on_to_whoever_watches_the_house(self, disks):
        assert disks["alarm"]["status"] == "ready"
        assert list(disks["alarm"]["filling"]) == ["envelopes"]
        assert 80 <= disks["alarm"]["filling"]["envelopes"] < 90
        assert [(one["disk"], one["level"]) for one in disks["alarms"]] == [("envelopes", "error")]
