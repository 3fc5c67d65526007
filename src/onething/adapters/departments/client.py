"""Asks department systems and hands cases to them: short timeouts, few connections, a breaker for each system.

A slow system delays nobody but itself: every question has its own thread, and whoever asks waits no longer than the
budget. A question whose time is up is left to end by itself; its answer is dropped.
"""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from onething.adapters.departments.signing import sign
from onething.core.cases.ports import PushRefused
from onething.core.errors import Unavailable
from onething.core.exchange import Breaker, Outcome, Question, Reply

#: Seconds for one exchange; bytes of an answer; questions that one system gets at once.
TIMEOUT_SECONDS = 2.0
MOST_BYTES = 1024 * 1024
MOST_AT_ONCE = 4
SENDER = "onething"
#: Answers that speak of the moment or of us, not of what was sent; and how much of a refusal is kept.
_LATER = frozenset({401, 403, 404, 408, 425, 429})
_MOST_WORDS = 1000


class SystemUnavailable(Unavailable):
    code = "departments.unavailable"

    def __init__(self, system: str) -> None:
        super().__init__(f"the system {system} does not answer; it is tried again later")
        self.system = system


class Moments(Protocol):
    def time(self) -> float: ...
    def monotonic(self) -> float: ...


class DepartmentClient:
    """urls: system -> base address; keys: system -> shared secret; dice: gives a nonce never given before.

    Stands behind `core.exchange.DepartmentSystems` and `core.cases.ports.CasePushes`.
    """

    def __init__(
        self,
        urls: Mapping[str, str],
        *,
        keys: Mapping[str, bytes],
        nonce: "Nonces",
        clock: Moments = time,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._urls, self._keys, self._nonce = dict(urls), dict(keys), nonce
        self._clock, self._timeout = clock, timeout
        self._lock = threading.Lock()
        self._breakers: dict[str, Breaker] = {}
        self._room = {system: threading.BoundedSemaphore(MOST_AT_ONCE) for system in urls}
        self._pool = ThreadPoolExecutor(
            max_workers=max(4, MOST_AT_ONCE * len(self._urls)), thread_name_prefix="departments"
        )

    def ask(self, questions: Sequence[Question], *, budget: float) -> list[Reply]:
        """Ask all at once and return the replies in order; what has not come within `budget` seconds is slow."""
        running: list[Future[Reply]] = [self._pool.submit(self._look_up, one) for one in questions]
        wait(running, timeout=budget)
        return [
            one.result() if one.done() else Reply(Outcome.SLOW, milliseconds=round(budget * 1000))
            for one in running
        ]

    def push(self, system: str, *, key: str, body: Mapping[str, Any]) -> None:
        """Hand a case to a system; the same key has one effect there. Raises SystemUnavailable, PushRefused."""
        outcome, status, content = self._exchange(system, "/v1/cases", {"key": key, **body})
        if outcome is Outcome.ANSWERED and 400 <= status < 500 and status not in _LATER:
            raise PushRefused(system, f"{status} {content[:_MOST_WORDS].decode(errors='replace')}".strip())
        if outcome is not Outcome.ANSWERED or status not in (200, 202):
            raise SystemUnavailable(system)

    def is_resting(self, system: str) -> bool:
        """Whether the breaker of the system is open: it is not asked until its rest is over."""
        with self._lock:
            return not self._breakers.get(system, Breaker()).lets_through(self._clock.monotonic())

    def _look_up(self, question: Question) -> Reply:
        began = self._clock.monotonic()
        path = f"/v1/shares/{quote(question.share, safe='')}"
        outcome, status, content = self._exchange(question.system, path, question.body)
        took = round((self._clock.monotonic() - began) * 1000)
        if outcome is not Outcome.ANSWERED:
            return Reply(outcome, milliseconds=took)
        if status != 200:
            return Reply(Outcome.DOWN, milliseconds=took)
        try:
            return Reply(Outcome.ANSWERED, json.loads(content), took)
        except (ValueError, RecursionError):
            return Reply(Outcome.UNREADABLE, milliseconds=took)

    def _exchange(self, system: str, path: str, body: Mapping[str, Any]) -> tuple[Outcome, int, bytes]:
        """Return how it went, the status and the body. A system without an address is down."""
        if system not in self._urls or self.is_resting(system):
            return Outcome.DOWN, 0, b""
        if not self._room[system].acquire(timeout=self._timeout):
            return Outcome.SLOW, 0, b""
        try:
            outcome, status, content = self._post(system, path, body)
        finally:
            self._room[system].release()
        answered = outcome is Outcome.ANSWERED and status < 500
        with self._lock:
            breaker = self._breakers.get(system, Breaker())
            self._breakers[system] = breaker.after(self._clock.monotonic(), answered=answered)
        return outcome, status, content

    def _post(self, system: str, path: str, body: Mapping[str, Any]) -> tuple[Outcome, int, bytes]:
        base = urlsplit(self._urls[system])
        path = base.path.rstrip("/") + path
        content = json.dumps(body, ensure_ascii=False).encode()
        moment = int(self._clock.time())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            **sign(self._keys[system], SENDER, "POST", path, content, moment=moment, nonce=self._nonce()),
        }
        kind = http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection
        connection = kind(base.hostname or "", base.port, timeout=self._timeout)
        over = threading.Event()
        watch = threading.Timer(self._timeout, _hang_up, [connection, over])
        watch.daemon = True
        watch.start()
        try:
            connection.request("POST", path, body=content, headers=headers)
            response = connection.getresponse()
            answer = response.read(MOST_BYTES + 1)
        except TimeoutError:
            return Outcome.SLOW, 0, b""
        except (OSError, http.client.HTTPException):
            return Outcome.SLOW if over.is_set() else Outcome.DOWN, 0, b""
        finally:
            watch.cancel()
            connection.close()
        if len(answer) > MOST_BYTES:
            return Outcome.UNREADABLE, 0, b""
        return Outcome.ANSWERED, response.status, answer


def _hang_up(connection: http.client.HTTPConnection, over: threading.Event) -> None:
    """End an exchange whose time is up: one that comes byte by byte never waits long enough for a time-out of its own."""
    over.set()
    with contextlib.suppress(OSError, AttributeError):  # it has ended by itself just now
        connection.sock.shutdown(socket.SHUT_RDWR)


class Nonces(Protocol):
    def __call__(self) -> str: ...
