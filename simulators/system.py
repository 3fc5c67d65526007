"""One department system: look-ups, cases, and the ways in which such systems misbehave."""

import json
import queue
import random
import signal
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from simulators.signing import is_signed, sign

MODES = ("normal", "slow", "down", "wrong", "nonsense", "duplicate", "out_of_order", "never")
MOST_BODY = 2 * 1024 * 1024
RETRY_SECONDS = (0.2, 1, 5, 15, 60)


@dataclass
class Behaviour:
    """How the system behaves now; set through `POST /control`.

    mode: one of MODES. delay: seconds before each answer in mode `slow`. decide_after: seconds from taking a case
    in to deciding it; None = it only takes in, people decide.
    """

    mode: str = "normal"
    delay: float = 3.0
    decide_after: float | None = None


def of_whom(record: dict[str, Any] | None, request: dict[str, Any]) -> dict[str, Any] | None:
    """Return the part of a record about the bearer that is asked for, None if it says nothing about that one.

    `roles` in a record: role -> one part, or a list of them for a role of many. What a part lacks is the record's.
    """
    role, bearer = str(request.get("role", "applicant")), int(request.get("bearer", 0))
    parts = (record or {}).get("roles", {})
    if record is None or role == "applicant" or not parts:
        return record
    part = parts.get(role)
    if isinstance(part, list):
        part = part[max(bearer, 1) - 1] if max(bearer, 1) <= len(part) else None
    if part is None:
        return None
    shared = {key: value for key, value in record.items() if key not in {"roles", "fields"}}
    several = record["roles"][role]
    count = {"bearers": len(several)} if isinstance(several, list) else {}
    return {**shared, **part, **count}


@dataclass
class DepartmentSystem:
    name: str
    key: bytes
    people: Path
    callback: str
    behaviour: Behaviour = field(default_factory=Behaviour)
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    effects: list[str] = field(default_factory=list)  # distinct effects, in order; what a checker compares
    lock: threading.Lock = field(default_factory=threading.Lock)
    outbox: "queue.Queue[dict[str, Any]]" = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        self.register: dict[str, dict[str, Any]] = yaml.safe_load(self.people.read_text("utf-8"))

    def look_up(self, share: str, request: dict[str, Any]) -> tuple[int, Any]:
        """Answer a look-up with the granted fields and facts only, and the day the record was true."""
        person = self.register.get(str(request.get("subject", {}).get("id_number", "")))
        known = of_whom((person or {}).get("shares", {}).get(share), request)
        if known is None:
            return 200, {"found": False, "fields": {}, "facts": {}, "materials": []}
        if self.behaviour.mode == "wrong":
            known = {**known, "fields": dict.fromkeys(known.get("fields", {}), "××\u202e"), "facts": {}}
        return 200, {
            "found": True,
            "as_of": str(known.get("as_of", "2026-01-01")),
            "fields": {
                key: value
                for key, value in known.get("fields", {}).items()
                if key in request.get("fields", [])
            },
            "facts": {
                key: value for key, value in known.get("facts", {}).items() if key in request.get("facts", [])
            },
            "materials": [key for key in known.get("materials", []) if key in request.get("materials", [])],
            **({"bearers": known["bearers"]} if "bearers" in known else {}),
        }

    def take_case(self, body: dict[str, Any]) -> tuple[int, Any]:
        """Take a case in once, whatever the number of times it is sent."""
        key = str(body.get("key", ""))
        if not key:
            return 422, {"error": "key is missing"}
        with self.lock:
            first = key not in self.cases
            if first:
                self.cases[key] = body
                self.effects.append(key)
        if first and self.behaviour.mode != "never":
            news = [{"sequence": 1, "event": "received"}]
            if self.behaviour.decide_after is not None:
                news.append({"sequence": 2, "event": "decided", "outcome": "granted"})
            if self.behaviour.mode == "out_of_order":
                news.reverse()
            if self.behaviour.mode == "duplicate":
                news = [entry for entry in news for _ in range(2)]
            for entry in news:
                wait = self.behaviour.decide_after or 0 if entry["event"] == "decided" else 0
                self.outbox.put({"at": time.monotonic() + wait, "key": key, **entry})
        return 202, {"key": key, "known": not first}

    def control(self, body: dict[str, Any]) -> tuple[int, Any]:
        mode = body.get("mode", self.behaviour.mode)
        if mode not in MODES:
            return 422, {"error": f"mode is one of {', '.join(MODES)}"}
        self.behaviour = Behaviour(
            mode=mode,
            delay=float(body.get("delay", self.behaviour.delay)),
            decide_after=body.get("decide_after", self.behaviour.decide_after),
        )
        return 200, vars(self.behaviour)

    def send_news(self, stop: threading.Event) -> None:
        """Deliver callbacks, again and again until each is answered."""
        while not stop.is_set():
            try:
                entry = self.outbox.get(timeout=0.2)
            except queue.Empty:
                continue
            if entry["at"] > time.monotonic():
                stop.wait(0.05)
                self.outbox.put(entry)
                continue
            if not self._deliver(entry):
                tries = entry.get("tries", 0) + 1
                wait = RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1] * random.uniform(0.8, 1.2)
                self.outbox.put({**entry, "tries": tries, "at": time.monotonic() + wait})

    def _deliver(self, entry: dict[str, Any]) -> bool:
        path = f"/api/v1/callbacks/{self.name}"
        news = {key: value for key, value in entry.items() if key not in {"at", "tries"}}
        body = json.dumps(news, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **sign(self.key, self.name, "POST", path, body)}
        request = urllib.request.Request(self.callback + path, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10):
                return True
        except urllib.error.HTTPError as error:
            return 400 <= error.code < 500 and error.code not in {408, 425, 429}
        except OSError:
            return False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    system: DepartmentSystem

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: requests carry personal data."""

    def do_GET(self) -> None:
        if self.path == "/health":
            self._answer(200, {"system": self.system.name, **vars(self.system.behaviour)})
        elif self.path == "/effects":
            self._answer(200, {"effects": self.system.effects})
        else:
            self._answer(404, {"error": "no such page"})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST_BODY:
            self._answer(413, {"error": "too large"})
            return
        body = self.rfile.read(length)
        if self.path == "/control":
            self._answer(*self.system.control(json.loads(body or b"{}")))
            return
        mode = self.system.behaviour.mode
        if mode == "down":
            self.close_connection = True
            self.connection.close()
            return
        if mode == "slow":
            time.sleep(self.system.behaviour.delay)
        if mode == "nonsense":
            self._send(200, b"<html>maintenance</html>")
            return
        if not is_signed(self.system.key, self.headers, "POST", self.path, body, self.system.nonces):
            self._answer(401, {"error": "the signature is missing, wrong or old"})
            return
        try:
            request = json.loads(body)
        except ValueError:
            self._answer(400, {"error": "the body is not JSON"})
            return
        if self.path.startswith("/v1/shares/"):
            self._answer(*self.system.look_up(self.path.removeprefix("/v1/shares/"), request))
        elif self.path == "/v1/cases":
            self._answer(*self.system.take_case(request))
        else:
            self._answer(404, {"error": "no such page"})

    def _answer(self, status: int, content: Any) -> None:
        self._send(status, json.dumps(content, ensure_ascii=False, default=str).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(system: DepartmentSystem, port: int) -> None:
    """Serve on loopback until TERM or INT. Raises OSError if the port is taken."""
    handler = type("BoundHandler", (Handler,), {"system": system})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    stop = threading.Event()
    threading.Thread(target=system.send_news, args=(stop,), daemon=True).start()

    def end(*_: Any) -> None:
        stop.set()
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
