"""`make test`: the whole suite. Finds Chromium and PostgreSQL first, and stops with one command if one is missing.

Two lanes run side by side, each about half of the time: what starts browsers and whole programs; and everything else on
SQLite, after which what touches the database runs again on PostgreSQL.
"""

import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
SERVERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)


def find_browser() -> str | None:
    """Return the path of Chromium: CHROMIUM=, then the usual names."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def find_server() -> Path | None:
    """Return the folder with PostgreSQL's `initdb` and `postgres`, the newest first."""
    folders = sorted((Path(path) for pattern in SERVERS for path in glob.glob(pattern)), reverse=True)
    on_path = shutil.which("initdb")
    folders = ([Path(on_path).resolve().parent] if on_path else []) + folders
    return next(
        (folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()),
        None,
    )


class Server:
    """A PostgreSQL of our own in a temporary folder, reached by a socket in it; as another user when we are root."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder
        self.home = Path(tempfile.mkdtemp(prefix="onething-pg-"))
        self.user: dict[str, object] = {}
        if os.geteuid() == 0:
            account = _ordinary_user()
            os.chown(self.home, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.process: subprocess.Popen[bytes] | None = None
        self._quick: dict[str, str] = {}

    @property
    def dsn(self) -> str:
        return f"postgresql://onething@/onething?host={self.home}"

    def start(self, *, durable: bool = False) -> None:
        """Make an empty database and serve it. durable: what is committed is on disk, as in a city; else it is quick."""
        made = subprocess.run(
            [
                self.bin / "initdb",
                "-D",
                self._data,
                "-U",
                "onething",
                "-E",
                "UTF8",
                "--auth=trust",
                "--no-sync",
            ],
            capture_output=True,
            text=True,
            env=self._env,
            cwd=self.home,
            **self.user,
        )
        if made.returncode:
            sys.exit(f"PostgreSQL could not be set up in {self.home}: {made.stderr.strip()}")
        self._quick = (
            {} if durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        )
        self.serve()

    @property
    def _data(self) -> Path:
        return self.home / "data"

    @property
    def _env(self) -> dict[str, str]:
        return {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.home)}

    def serve(self) -> None:
        """Start the server on the data that it has, and wait until it answers."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.home),
            "max_connections": "60",
            "shared_buffers": "64MB",
            **self._quick,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self._data, *options],
                stdout=log,
                stderr=log,
                env=self._env,
                cwd=self.home,
                **self.user,
            )
        for _ in range(300):
            done = subprocess.run(
                [
                    self.bin / "psql",
                    "-h",
                    self.home,
                    "-U",
                    "onething",
                    "-d",
                    "postgres",
                    "-c",
                    "CREATE DATABASE onething",
                ],
                capture_output=True,
                text=True,
            )
            if done.returncode == 0 or "already exists" in done.stderr:
                return
            if self.process.poll() is not None:  # what the killed one left behind was still there
                self.serve()
                return
            time.sleep(0.1)
        sys.exit(f"PostgreSQL did not start: {(self.home / 'log').read_text()[-500:]}")

    def kill(self, number: int) -> None:
        """End the server by a signal: SIGQUIT is its `immediate`, SIGKILL nobody can catch."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(30)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def _ordinary_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return next(account for account in pwd.getpwall() if account.pw_uid >= 1000)


class Run:
    """One pytest process. Its output is kept, and also shown at once if it is the one in front."""

    def __init__(self, arguments: list[str], env: dict[str, str], *, shown: bool) -> None:
        command = [sys.executable, "-m", "pytest", *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.output = bytearray()
        self.shown = shown
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while part := os.read(self.process.stdout.fileno(), 65536):
            self.output += part
            if self.shown:
                sys.stdout.buffer.write(part)
                sys.stdout.buffer.flush()

    def wait(self) -> int:
        self.reader.join()
        return self.process.wait()

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "replace")


NOTHING_RAN = 5  # what pytest ends with when it was given no test
CLOSING = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+|no tests ran) in [\d.]+s.*$", re.MULTILINE)
WORDS = (
    "failed",
    "passed",
    "skipped",
    "deselected",
    "xfailed",
    "xpassed",
    "warnings",
    "warning",
    "errors",
    "error",
)


LEFT_OUT = re.compile(r"^(\d+) tests on the data sets of others were left out", re.MULTILINE)


def closing_line(outputs: list[str], seconds: float, *, left_out: int = 0) -> str:
    """Return pytest's closing line for several runs taken together. left_out: tests whose data are not here."""
    total: Counter[str] = Counter()
    for output in outputs:
        lines = CLOSING.findall(output)
        for count, word in re.findall(r"(\d+) ([a-z]+)", lines[-1] if lines else ""):
            total[word] += int(count)
    total["deselected"] = left_out  # the lanes leave out what another one runs
    counted = ", ".join(f"{total[word]} {word}" for word in WORDS if total[word])
    minutes = f" (0:{int(seconds) // 60:02d}:{int(seconds) % 60:02d})" if seconds >= 60 else ""
    return f"{counted or 'no tests ran'} in {seconds:.2f}s{minutes}"


def main(arguments: list[str]) -> int:
    browser, dsn = find_browser(), os.environ.get("ONETHING_TEST_PG", "")
    folder = None if dsn else find_server()
    missing = [name for name, found in (("chromium", browser), ("postgresql", dsn or folder)) if not found]
    if missing:
        names = " and ".join({"chromium": "Chromium", "postgresql": "PostgreSQL"}[name] for name in missing)
        print(
            f"The suite needs {names}. Install with:\n  apt-get install -y {' '.join(missing)}",
            file=sys.stderr,
        )
        return 2
    began, server, runs = time.monotonic(), None, []

    def start(*options: str, database: str = "", shown: bool = False) -> Run:
        env = {"CHROMIUM": str(browser), "ONETHING_TEST_DATABASE": database}
        cache = [] if shown else ["-p", "no:cacheprovider"]
        runs.append(Run([*options, *cache, *arguments], env, shown=shown))
        return runs[-1]

    try:
        if folder:
            server = Server(folder)
            server.start()
            dsn = server.dsn
        pages = start("--lane=browsers")
        rest = start("--lane=rest", shown=True)
        codes = {rest.wait()}
        again = start("--database-only", database=dsn)
        codes |= {pages.wait(), again.wait()}
        print(f"\n== in browsers and programs ==\n{pages.text.strip()}")
        print(f"\n== once more on PostgreSQL ==\n{again.text.strip()}\n\n== together ==")
        left_out = sum(int(count) for run in (rest, pages) for count in LEFT_OUT.findall(run.text))
        print(
            closing_line([run.text for run in runs], time.monotonic() - began, left_out=left_out), flush=True
        )
        if codes == {NOTHING_RAN}:
            return NOTHING_RAN
        return next((code for code in codes if code not in (0, NOTHING_RAN)), 0)
    except KeyboardInterrupt:
        return 130
    finally:
        for run in runs:
            if run.process.poll() is None:
                run.process.terminate()
                run.wait()
        if server:
            server.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
