"""What one process read of the package, the next one need not read again."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from onething.adapters.packages import read_folder
from onething.areas.catalogue import api as catalogue
from onething.areas.catalogue import keeping, recalling
from onething.core.actors import Actor
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.memory import Memory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LOADER = Actor.job("load")
FILES = read_folder(settings.CITY_FOLDER)
CHANGED = {
    **FILES,
    "items/care-allowance.yaml": FILES["items/care-allowance.yaml"].replace(
        b"statutory_days: 30", b"statutory_days: 29"
    ),
}


@pytest.fixture
def folder(settings, tmp_path):
    settings.CACHES = {
        "default": settings.CACHES["default"],
        "readings": {**settings.CACHES["readings"], "LOCATION": tmp_path},
    }
    return tmp_path


@pytest.fixture
def new_process(folder, monkeypatch) -> Callable[[], None]:
    """What a process knows when it starts: nothing."""

    def start() -> None:
        monkeypatch.setattr(keeping, "_memory", Memory())
        monkeypatch.setattr(keeping, "_kept", {})
        monkeypatch.setattr(keeping, "_recalled", None)
        monkeypatch.setattr(keeping, "_remembered", False)

    start()
    return start


def files_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def current_hash() -> str:
    return catalogue.current(LOADER).hash


def read_by_the_way(monkeypatch) -> list[str]:
    """The definitions that are read from their files from now on."""
    from onething.core.catalogue import loading_files

    read, found = loading_files.read_yaml, []

    def noted(name: str, *args, **more):
        found.append(name)
        return read(name, *args, **more)

    monkeypatch.setattr(loading_files, "read_yaml", noted)
    return found


class TestTheNextProcess:
    def test_reads_no_file_again(self, new_process, monkeypatch):
        first = current_hash()
        new_process()
        read = read_by_the_way(monkeypatch)
        assert current_hash() == first
        assert read == []

    def test_reads_what_was_published_since_only_where_it_differs(self, new_process, monkeypatch):
        current_hash()
        catalogue.publish(LOADER, files=CHANGED, now=NOW)
        new_process()
        whole = load_package(CHANGED).package.hash
        read = read_by_the_way(monkeypatch)
        assert current_hash() == whole
        assert 0 < len(set(read)) < len(FILES) / 4

    def test_edits_what_was_recalled_as_if_it_had_read_it(self, new_process):
        current_hash()
        new_process()
        found = catalogue.read_files(LOADER, files=CHANGED)
        assert found.package.hash == load_package(CHANGED).package.hash

    def test_keeps_what_it_found_otherwise_for_the_one_after_it(self, new_process, folder):
        current_hash()
        catalogue.publish(LOADER, files=CHANGED, now=NOW)
        new_process()
        before = files_in(folder)
        changed = current_hash()
        after = files_in(folder)
        assert after != before
        new_process()
        assert recalling.recall().hashed.package.hash == changed
        assert current_hash() == changed
        assert files_in(folder) == after


class TestWhatCannotBeRecalled:
    def test_a_file_that_was_cut_short_is_told_of_and_the_package_read(self, new_process, folder, caplog):
        first = current_hash()
        for one in folder.iterdir():
            one.write_bytes(one.read_bytes()[:-1000])
        new_process()
        assert current_hash() == first
        assert "catalogue.not_recalled" in caplog.text
        new_process()
        caplog.clear()
        assert current_hash() == first
        assert "catalogue.not_recalled" not in caplog.text

    def test_another_program_recalls_nothing(self, new_process, monkeypatch):
        current_hash()
        monkeypatch.setattr(recalling, "_program", lambda: "other-rules")
        assert recalling.recall() is None

    def test_where_nothing_can_be_written_the_package_is_read_all_the_same(
        self, new_process, folder, settings, caplog
    ):
        (folder / "a file").write_text("no folder")
        settings.CACHES = {
            **settings.CACHES,
            "readings": {**settings.CACHES["readings"], "LOCATION": folder / "a file"},
        }
        assert current_hash() == load_package(FILES).package.hash
        assert "catalogue.not_kept_for_later" in caplog.text


def test_nobody_else_can_read_or_write_it(new_process, folder):
    current_hash()
    assert [oct(one.stat().st_mode & 0o777) for one in folder.iterdir()] == ["0o600"]
