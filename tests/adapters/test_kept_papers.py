"""Printed papers that are kept: given back whole or not at all, bounded, and missed by nobody."""

import os
import stat
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from onething.adapters.printing import PaperFolder

KEY, OTHER = sha256(b"one").hexdigest(), sha256(b"two").hexdigest()
PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 200
NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def write_and_read(folder: Path, content: bytes) -> set[bytes | None]:
    """Keep and find the same paper again and again, beside others who do the same."""
    papers, found = PaperFolder(folder), set()
    for _ in range(50):
        papers.keep(KEY, content)
        found.add(papers.find(KEY))
    return found


class TestAKeptPaper:
    def test_is_found_by_its_key_only(self, tmp_path):
        papers = PaperFolder(tmp_path / "papers")
        assert papers.find(KEY) is None
        papers.keep(KEY, PAPER)
        assert papers.find(KEY) == PAPER
        assert papers.find(OTHER) is None
        assert PaperFolder(tmp_path / "papers").find(KEY) == PAPER

    @pytest.mark.parametrize(
        "damage",
        [
            lambda content: content[:-1],
            lambda content: content[: len(content) // 2],
            lambda content: content[:10],
            lambda content: b"",
            lambda content: content + b"x",
            lambda content: content[:-5] + b"other",
            lambda content: content.replace(KEY.encode(), OTHER.encode()),
        ],
    )
    def test_that_was_damaged_is_not_found_until_it_is_kept_anew(self, tmp_path, damage):
        papers = PaperFolder(tmp_path)
        papers.keep(KEY, PAPER)
        (path,) = files(tmp_path)
        path.write_bytes(damage(path.read_bytes()))
        assert papers.find(KEY) is None
        papers.keep(KEY, PAPER)
        assert papers.find(KEY) == PAPER

    def test_is_never_given_for_another_in_whose_place_it_lies(self, tmp_path):
        papers = PaperFolder(tmp_path, places=1)
        papers.keep(KEY, PAPER)
        assert papers.find(OTHER) is None
        papers.keep(OTHER, b"other")
        assert (papers.find(KEY), papers.find(OTHER)) == (None, b"other")

    def test_is_whole_for_all_who_read_while_several_processes_write_it(self, tmp_path):
        with ProcessPoolExecutor(3) as pool:
            runs = [pool.submit(write_and_read, tmp_path, PAPER) for _ in range(3)]
            assert [run.result() for run in runs] == [{PAPER}] * 3
        assert len(files(tmp_path)) == 1

    def test_is_read_by_nobody_else_on_the_machine(self, tmp_path):
        folder = tmp_path / "papers"
        PaperFolder(folder).keep(KEY, PAPER)
        (path,) = files(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


class TestTheFolder:
    def test_never_grows_past_its_places(self, tmp_path):
        papers = PaperFolder(tmp_path, places=8)
        for number in range(100):
            papers.keep(sha256(str(number).encode()).hexdigest(), PAPER)
        assert len(files(tmp_path)) <= 8

    def test_keeps_nothing_larger_than_a_place(self, tmp_path):
        papers = PaperFolder(tmp_path, most_bytes=len(PAPER) - 1)
        papers.keep(KEY, PAPER)
        assert files(tmp_path) == []
        assert papers.find(KEY) is None

    def test_may_be_deleted_at_any_time(self, tmp_path):
        papers = PaperFolder(tmp_path / "papers")
        papers.keep(KEY, PAPER)
        for path in files(tmp_path):
            path.unlink()
        (tmp_path / "papers").rmdir()
        assert papers.find(KEY) is None
        papers.keep(KEY, PAPER)
        assert papers.find(KEY) == PAPER

    def test_that_cannot_be_written_stops_nobody(self, tmp_path):
        (tmp_path / "papers").write_text("in the way")
        papers = PaperFolder(tmp_path / "papers")
        papers.keep(KEY, PAPER)
        assert papers.find(KEY) is None
        assert papers.forget(before=NOW) == 0

    def test_forgets_what_is_old_and_what_a_crash_left_half_written(self, tmp_path):
        papers = PaperFolder(tmp_path)
        papers.keep(KEY, PAPER)
        (path,) = files(tmp_path)
        (half := tmp_path / "half.draft").write_bytes(PAPER[:100])
        for one, days in ((path, 8), (half, 9)):
            os.utime(one, ((NOW - timedelta(days=days)).timestamp(),) * 2)
        papers.keep(OTHER, PAPER)
        (new,) = set(files(tmp_path)) - {path, half}
        os.utime(new, (NOW.timestamp(),) * 2)
        assert papers.forget(before=NOW - timedelta(days=7)) == 2
        assert files(tmp_path) == [new]
