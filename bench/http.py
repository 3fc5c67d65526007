"""A real installation for the time of a benchmark, and callers who speak REST to it and keep the time.

The server is `onething serve` as cities run it (granian, two workers, the job worker beside them) with a folder and a
port of its own; nothing is mocked and nothing is switched off. Callers are threads of this process, each with one kept
connection, so they take their share of the same cores.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from bench.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent
API = "/api/v1"
START_WITHIN = 120.0  # seconds
LOST = (OSError, http.client.HTTPException)


class House:
    """A demo city without invented applications. database: "sqlite" (WAL, full sync) or "postgresql"."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.port = free_port()
        self._folder = TemporaryDirectory(prefix="onething-bench-")
        self._postgres = Postgres() if database == "postgresql" else None
        self._process: subprocess.Popen[bytes] | None = None
        self.env = {
            **os.environ,
            "ONETHING_DEMO": "1",
            "ONETHING_VAR": self._folder.name,
            "ONETHING_DATABASE": self._postgres.dsn if self._postgres else "",
            "DJANGO_SETTINGS_MODULE": "onething.site.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }

    @property
    def log(self) -> Path:
        return Path(self._folder.name) / "serve.log"

    def __enter__(self) -> Self:
        try:
            if self._postgres:
                self._postgres.start()
            self.serve()
        except BaseException:
            self.__exit__()
            raise
        return self

    def serve(self) -> None:
        command = [sys.executable, "-m", "onething.site.cli", "serve", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "--no-simulators", "--no-data"], env=self.env, cwd=ROOT, stdout=log, stderr=log
            )
        limit = time.monotonic() + START_WITHIN
        while time.monotonic() < limit and self._process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except LOST:
                pass
            time.sleep(0.2)
        raise RuntimeError(f"the server did not start: {self.log.read_text('utf-8')[-1500:]}")

    def __exit__(self, *_: object) -> None:
        self.stop_serving()
        if self._postgres:
            self._postgres.stop()
        self._folder.cleanup()

    def stop_serving(self) -> None:
        """End the server; its data stay until the house is left."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def citizens(self, count: int) -> list[dict[str, str]]:
        """Open accounts of invented people in the city; returns name, number and token of each."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.accounts", str(count)],
            env=self.env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
        found: list[dict[str, str]] = json.loads(done.stdout)
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Answer:
    """What came back: status, body as JSON if it is, and the version that it shows."""

    status: int
    content: bytes
    etag: str = ""

    @property
    def body(self) -> Any:
        return json.loads(self.content)

    def __repr__(self) -> str:
        return f"{self.status} {self.content[:600].decode('utf-8', 'replace')}"


@dataclass
class Caller:
    """One machine with a kept connection. Not for several threads at once."""

    port: int
    token: str = ""
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    @classmethod
    def demo(cls, port: int, login: str) -> Self:
        caller = cls(port)
        caller.token = caller.post("/tokens", {"login": login}, expect=201).body["token"]
        return caller

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.token:
            headers = {"Authorization": f"Bearer {self.token}", **headers}
        try:
            self._connection.request(method, API + path, body or None, headers)
            response = self._connection.getresponse()
            return Answer(response.status, response.read(), response.headers.get("ETag", ""))
        except LOST:
            self.hang_up()
            raise

    def hang_up(self) -> None:
        """Let the next request open a connection: the server does not keep one that was idle for long."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get(self, path: str, *, expect: int = 200) -> Answer:
        return _checked(self.send("GET", path, b"", {}), path, expect)

    def write(
        self, method: str, path: str, body: Any = None, *, match: str = "", expect: int | None = 200
    ) -> Answer:
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        if match:
            headers["If-Match"] = match
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        return _checked(self.send(method.upper(), path, data, headers), path, expect)

    def post(self, path: str, body: Any = None, *, match: str = "", expect: int | None = None) -> Answer:
        return self.write("POST", path, body, match=match, expect=expect)

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> Answer:
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'.encode()
            for key, text in fields.items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: image/png\r\n\r\n".encode()
        )
        parts += [content, f"\r\n--{edge}--\r\n".encode()]
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Idempotency-Key": edge}
        return self.send("POST", path, b"".join(parts), headers)


def _checked(answer: Answer, path: str, expect: int | None) -> Answer:
    if expect is not None and answer.status != expect:
        raise RuntimeError(f"{path} answered {answer}")
    return answer


@dataclass
class Timed:
    """seconds: of each call that went well; errors: what went wrong; took: wall seconds of all together."""

    seconds: list[float]
    errors: list[str]
    took: float

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    @property
    def mean(self) -> float:
        return sum(self.seconds) / len(self.seconds)

    def percentile(self, part: float) -> float:
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * part))]


def closed_loop(callers: int, tasks: Sequence[Any], call: Callable[[int, Any], None]) -> Timed:
    """Let so many callers work the tasks off, each beginning the next when its last is answered."""
    return _run(callers, tasks, call, arrivals=None)


def fixed_arrival(
    callers: int, tasks: Sequence[Any], call: Callable[[int, Any], None], *, rate: float
) -> Timed:
    """Let the tasks arrive evenly, `rate` a second; a task's time runs from its arrival, waiting included."""
    return _run(callers, tasks, call, arrivals=[number / rate for number in range(len(tasks))])


def _run(
    callers: int, tasks: Sequence[Any], call: Callable[[int, Any], None], *, arrivals: list[float] | None
) -> Timed:
    seconds: list[float] = []
    errors: list[str] = []
    left = iter(range(len(tasks)))
    lock = threading.Lock()
    begun = time.perf_counter()

    def work(caller: int) -> None:
        while True:
            with lock:
                number = next(left, None)
            if number is None:
                return
            start = time.perf_counter()
            if arrivals is not None:
                start = begun + arrivals[number]
                time.sleep(max(0.0, start - time.perf_counter()))
            try:
                call(caller, tasks[number])
            except Exception as error:  # counted, shown, never passed over
                errors.append(str(error)[:300])
            else:
                seconds.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work, args=(caller,)) for caller in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Timed(seconds, errors, time.perf_counter() - begun)
