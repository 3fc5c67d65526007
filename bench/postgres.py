"""A PostgreSQL of the benchmark's own that keeps what it acknowledges: fsync and synchronous commit as shipped."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.run import _ordinary_user, find_server


class PostgresMissing(Exception):
    """No server is installed here."""


class Postgres:
    """A server in a temporary folder, reached by a socket in it; as another user when we are root."""

    def __init__(self) -> None:
        folder = find_server()
        if folder is None:
            raise PostgresMissing(
                "PostgreSQL is not installed; install it with: apt-get install -y postgresql"
            )
        self.bin = folder
        self.home = Path(tempfile.mkdtemp(prefix="onething-bench-pg-"))
        self.env = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.home)}
        self.user: dict[str, int | list[int]] = {}
        if os.geteuid() == 0:
            account = _ordinary_user()
            os.chown(self.home, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.data = self.home / "data"

    @property
    def dsn(self) -> str:
        return f"postgresql://onething@/onething?host={self.home}"

    def start(self) -> None:
        self._run("initdb", "-D", self.data, "-U", "onething", "-E", "UTF8", "--auth=trust", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.home} -c shared_buffers=128MB"
        self._run("pg_ctl", "-D", self.data, "-l", self.home / "log", "-o", options, "-w", "start")
        for _ in range(50):
            made = subprocess.run(
                [self.bin / "createdb", "-h", self.home, "-U", "onething", "onething"], capture_output=True
            )
            if made.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError(f"PostgreSQL did not start: {made.stderr.decode()}")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, program: str, *words: str | Path) -> None:
        # Output goes to a file: the server inherits it, and a pipe would never end.
        with tempfile.TemporaryFile() as out:
            done = subprocess.run(
                [self.bin / program, *words],
                stdout=out,
                stderr=out,
                env=self.env,
                cwd=self.home,
                **self.user,  # type: ignore[arg-type]
            )
            out.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed: {out.read().decode('utf-8', 'replace')[-800:]}")
