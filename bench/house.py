"""A whole house to be measured from outside: database, city, callers with tokens, and the real web server.

The settings must be right before Django is imported, so a benchmark calls `house(...)` first and imports afterwards;
each database runs in a process of its own.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OFFICERS = {
    "disabled-federation": "2208",
    "civil-affairs": "2301",
    "medical-insurance": "2503",
    "human-resources": "2604",
}


@dataclass(frozen=True)
class House:
    """port: where the server listens. tokens: of citizens, by number in a row; offices: department -> token."""

    port: int
    var: Path
    citizens: tuple[tuple[str, str], ...]
    offices: dict[str, str]


@contextmanager
def house(*, database: str, callers: int, worker: bool = True) -> Iterator[House]:
    """Start a house. database: "sqlite" (full sync) or "postgresql" (fsync on). Ends and removes everything."""
    var = Path(tempfile.mkdtemp(prefix="onething-bench-"))
    server = Postgres(var) if database == "postgresql" else None
    processes: list[subprocess.Popen[bytes]] = []
    try:
        if server:
            server.start()
        port = free_port()
        os.environ |= {
            "ONETHING_DEMO": "1",
            "ONETHING_VAR": str(var),
            "ONETHING_DATABASE": server.dsn if server else "",
            "ONETHING_ADDRESS": f"http://127.0.0.1:{port}",
            "ONETHING_SYSTEMS": "nobody=http://127.0.0.1:9",
            "DJANGO_SETTINGS_MODULE": "onething.site.settings",
        }
        citizens, offices = set_up(callers)
        log = (var / "web.log").open("wb")
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--workers", "2", "--blocking-threads", "2", "--backlog", "1024"]
        command += ["--log-level", "warning", "--no-ws", "onething.site.wsgi:application"]
        processes.append(subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log))
        if worker:
            command = [sys.executable, "-m", "onething.site.cli", "work"]
            processes.append(subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log))
        wait_for(port)
        yield House(port, var, citizens, offices)
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if server:
            server.stop()
        shutil.rmtree(var, ignore_errors=True)


def set_up(callers: int) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Migrate, publish the city, open accounts; returns (citizen number, token) of each caller, and offices' tokens."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    from datetime import date

    from onething.areas.people import api as people
    from onething.core.actors import Role
    from onething.core.codes import make_citizen_number
    from onething.core.people import AccountKind, Document, DocumentKind
    from onething.kit.ports import now
    from onething.site import demo

    demo.ensure(data=False)
    citizens = []
    for number in range(callers):
        login = make_citizen_number(date(1986, 1, 20), 500 + number)
        account = people.open_account(
            demo.ACTOR,
            kind=AccountKind.CITIZEN,
            login=login,
            name=f"测试{number}",
            roles={Role.CITIZEN},
            document=Document.of(DocumentKind.CITIZEN_NUMBER, login),
            phone="13800000119",
            demo=True,
        )
        citizens.append((login, people.make_token(account.to_actor(), now=now())[0]))
    offices = {}
    for department, login in OFFICERS.items():
        officer = people.find_account_by_login(demo.ACTOR, login=login)
        assert officer is not None, login
        offices[department] = people.make_token(officer.to_actor(), now=now())[0]
    connection.close()
    return tuple(citizens), offices


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


class Postgres:
    """A PostgreSQL of our own with durable commits, reached by a socket in the folder."""

    def __init__(self, folder: Path) -> None:
        from tests.run import _ordinary_user, find_server

        found = find_server()
        if found is None:
            raise RuntimeError("no PostgreSQL found; install it with: apt-get install postgresql")
        self.bin, self.home = found, Path(tempfile.mkdtemp(prefix="onething-pg-"))
        self.user: dict[str, object] = {}
        if os.geteuid() == 0:
            account = _ordinary_user()
            os.chown(self.home, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.process: subprocess.Popen[bytes] | None = None
        self.dsn = f"postgresql://onething@/onething?host={self.home}"

    def start(self) -> None:
        data, env = self.home / "data", {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.home)}
        subprocess.run(
            [self.bin / "initdb", "-D", data, "-U", "onething", "-E", "UTF8", "--auth=trust", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            env=env,
            cwd=self.home,
            **self.user,
        )
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.home}"]
        options += ["-c", "shared_buffers=256MB", "-c", "max_connections=60"]
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", data, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            cwd=self.home,
            **self.user,
        )
        create = [self.bin / "psql", "-h", self.home, "-U", "onething", "-d", "postgres", "-c"]
        for _ in range(300):
            done = subprocess.run([*create, "CREATE DATABASE onething"], capture_output=True, text=True)
            if done.returncode == 0 or "already exists" in done.stderr:
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL did not start")

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)
