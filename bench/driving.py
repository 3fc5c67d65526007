"""Callers over HTTP: each with one connection that stays open; closed loops, or arrivals at fixed moments."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

API = "/api/v1"


class Caller:
    """One connection with one token. Every write has a key of its own."""

    def __init__(self, port: int, token: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def send(
        self, method: str, path: str, body: bytes | None = None, *, key: str = "", match: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        headers = dict(self.headers)
        if key:
            headers["Idempotency-Key"] = key
        if match:
            headers["If-Match"] = match
        self.connection.request(method, API + path, body=body, headers=headers)
        response = self.connection.getresponse()
        content = response.read()
        return response.status, dict(response.getheaders()), content

    def json(self, method: str, path: str, body: Any = None, **more: str) -> tuple[dict[str, str], Any]:
        """Raises AssertionError for anything but success."""
        data = None if body is None else json.dumps(body).encode()
        status, headers, content = self.send(method, path, data, **more)
        assert 200 <= status < 300, (method, path, status, content[:500])
        return headers, json.loads(content) if content else None


@dataclass
class Result:
    """seconds: of each call, in the order they ended; errors: what went wrong; lasted: seconds from first to last."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.lasted

    def percentile(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def closed(tasks: Sequence[Sequence[Callable[[], None]]]) -> Result:
    """Let each caller do its tasks one after the other, as fast as it goes. tasks: one row for each caller."""
    result, lock = Result(), threading.Lock()

    def run(row: Sequence[Callable[[], None]]) -> None:
        for task in row:
            _timed(task, result, lock, time.perf_counter())

    _together([threading.Thread(target=run, args=(row,)) for row in tasks], result)
    return result


def fixed(tasks: Sequence[Sequence[Callable[[], None]]], *, rate: float) -> Result:
    """Let calls arrive at fixed moments, `rate` a second in all; whoever is late is timed from when it should have come."""
    result, lock, began = Result(), threading.Lock(), time.perf_counter() + 0.1
    callers = len(tasks)

    def run(number: int, row: Sequence[Callable[[], None]]) -> None:
        for nth, task in enumerate(row):
            due = began + (nth * callers + number) / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            _timed(task, result, lock, due)

    _together([threading.Thread(target=run, args=(n, row)) for n, row in enumerate(tasks)], result)
    return result


def _timed(task: Callable[[], None], result: Result, lock: threading.Lock, began: float) -> None:
    try:
        task()
        failed = ""
    except Exception as error:  # every failure is counted, whatever it is
        failed = repr(error)[:300]
    with lock:
        if failed:
            result.errors.append(failed)
        else:
            result.seconds.append(time.perf_counter() - began)


def _together(threads: Sequence[threading.Thread], result: Result) -> None:
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.lasted = time.perf_counter() - began
