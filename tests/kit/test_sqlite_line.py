"""The line before SQLite's one writer: in order, woken at once, and given back by whoever dies or fails."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError

from onething.kit.sqlite.base import DatabaseWrapper

SETTINGS = {
    "ENGINE": "onething.kit.sqlite",
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": False,
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    "TIME_ZONE": None,
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
    "TEST": {},
}


def connection_to(path: Path, **options: object) -> DatabaseWrapper:
    settings = {**SETTINGS, "NAME": str(path), "OPTIONS": {**SETTINGS["OPTIONS"], **options}}
    connection = DatabaseWrapper(settings)
    connection.connect()
    return connection


@pytest.fixture(autouse=True)
def _databases_of_their_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: DatabaseWrapper, *, by: str = "commit") -> None:
    getattr(connection, by)()
    if connection.connection is not None:
        connection.set_autocommit(True)


def add(connection: DatabaseWrapper, text: str) -> None:
    connection.cursor().execute("INSERT INTO said (text) VALUES (%s)", [text])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    connection = connection_to(tmp_path / "house.sqlite3")
    connection.cursor().execute("PRAGMA journal_mode=WAL")
    connection.cursor().execute("CREATE TABLE said (n INTEGER PRIMARY KEY, text TEXT)")
    connection.close()
    return tmp_path / "house.sqlite3"


def said(path: Path) -> list[str]:
    connection = connection_to(path)
    found = connection.cursor().execute("SELECT text FROM said ORDER BY n").fetchall()
    connection.close()
    return [text for (text,) in found]


class TestTheLine:
    def test_lets_writers_of_many_threads_through_one_after_the_other(self, path):
        def write(name: str) -> None:
            connection = connection_to(path)
            for _ in range(20):
                begin(connection)
                add(connection, f"{name} begins")
                add(connection, f"{name} ends")
                end(connection)
            connection.close()

        threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lines = said(path)
        assert len(lines) == 160
        assert all(
            first.split()[0] == second.split()[0]
            for first, second in zip(lines[::2], lines[1::2], strict=True)
        )

    def test_lets_wait_whoever_would_have_been_refused_by_sqlite_itself(self, path):
        first, second = connection_to(path), connection_to(path, timeout=0)
        begin(first)
        with pytest.raises(OperationalError):
            second.cursor().execute("BEGIN IMMEDIATE")  # without the line
        end(first)
        begun = threading.Event()

        def hold() -> None:
            mine = connection_to(path)
            begin(mine)
            begun.set()
            time.sleep(0.2)
            add(mine, "first")
            end(mine)
            mine.close()

        holder = threading.Thread(target=hold)
        holder.start()
        begun.wait()
        begin(second)
        add(second, "second")
        end(second)
        holder.join()
        assert said(path) == ["first", "second"]
        first.close()
        second.close()

    @pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
    def test_moves_on_however_a_transaction_ends(self, path, ending):
        first, second = connection_to(path), connection_to(path, timeout=0)
        begin(first)
        add(first, "first")
        end(first, by=ending)
        begin(second)
        add(second, "second")
        end(second)
        second.close()
        assert said(path)[-1] == "second"
        first.close()

    def test_moves_on_when_the_writer_is_killed(self, path):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            connection = connection_to(path)
            begin(connection)
            add(connection, "never")
            os.write(writing, b".")
            time.sleep(60)
            os._exit(0)
        os.read(reading, 1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        connection = connection_to(path, timeout=0)
        begin(connection)
        add(connection, "after")
        end(connection)
        connection.close()
        assert said(path) == ["after"]

    def test_is_left_when_a_transaction_cannot_begin(self, path):
        outside, waiting = connection_to(path), connection_to(path, timeout=0)
        outside.cursor().execute("BEGIN IMMEDIATE")  # without the line, as another program would
        with pytest.raises(OperationalError):
            begin(waiting)
        outside.cursor().execute("COMMIT")
        begin(outside)
        end(outside)
        outside.close()
        waiting.close()

    def test_makes_no_file_for_a_database_in_memory(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        connection = DatabaseWrapper({**SETTINGS, "NAME": ":memory:"})
        connection.connect()
        begin(connection)
        end(connection)
        assert list(tmp_path.iterdir()) == []
