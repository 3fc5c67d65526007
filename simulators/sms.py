"""An SMS gateway: takes messages in once by key, and tells by signed receipts what became of each (docs/messages.md)."""

import html
import json
import queue
import signal
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from simulators.signing import is_signed, sign

#: normal: takes in, tells that it was delivered · slow: answers late · down: takes nothing · hang_up: takes in and hangs
#: up before it answers · duplicate: tells twice · late: tells after `delay` · lost: tells that it was not delivered ·
#: reject: refuses the number · never: tells nothing
MODES = ("normal", "slow", "down", "hang_up", "duplicate", "late", "lost", "reject", "never")
MOST_BODY = 64 * 1024
RETRY_SECONDS = (0.2, 1, 5, 15, 60)
KEPT = 500


@dataclass
class Gateway:
    """mode, delay: how it behaves now (`POST /control`). sent: what it took in, oldest first, one for each key."""

    name: str
    key: bytes
    callback: str
    mode: str = "normal"
    delay: float = 3.0
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: int = 0
    nonces: set[str] = field(default_factory=set)
    outbox: "queue.Queue[dict[str, Any]]" = field(default_factory=queue.Queue)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take a message in once, whatever the number of times it is sent."""
        key, to, text = (str(body.get(name, "")) for name in ("key", "to", "text"))
        if not (key and to and text):
            return 400, {"error": "key, to and text are needed"}
        if self.mode == "reject":
            return 422, {"error": "number_refused", "reason": "空号"}
        with self.lock:
            self.asked += 1
            known = key in self.sent
            if not known:
                self.sent[key] = {"key": key, "to": to, "text": text, "at": time.strftime("%F %T")}
                if len(self.sent) > KEPT:
                    del self.sent[next(iter(self.sent))]
        if not known and self.mode != "never":
            self._tell(key)
        return 202, {"reference": f"{self.name}-{key}", "known": known}

    def _tell(self, key: str) -> None:
        receipt = {"key": key, "state": "failed" if self.mode == "lost" else "delivered"}
        if self.mode == "lost":
            receipt["reason"] = "关机"
        wait = self.delay if self.mode == "late" else 0.0
        for _ in range(2 if self.mode == "duplicate" else 1):
            self.outbox.put({"at": time.monotonic() + wait, "receipt": receipt})

    def control(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        mode = body.get("mode", self.mode)
        if mode not in MODES:
            return 422, {"error": f"mode is one of {', '.join(MODES)}"}
        self.mode, self.delay = mode, float(body.get("delay", self.delay))
        return 200, {"mode": self.mode, "delay": self.delay}

    def tell_all(self, stop: threading.Event) -> None:
        """Deliver receipts, again and again until each is answered."""
        while not stop.is_set():
            try:
                entry = self.outbox.get(timeout=0.2)
            except queue.Empty:
                continue
            if entry["at"] > time.monotonic():
                stop.wait(0.05)
                self.outbox.put(entry)
            elif not self._deliver(entry["receipt"]):
                tries = entry.get("tries", 0) + 1
                wait = RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1]
                self.outbox.put({**entry, "tries": tries, "at": time.monotonic() + wait})

    def _deliver(self, receipt: dict[str, Any]) -> bool:
        path = f"/api/v1/receipts/{self.name}"
        body = json.dumps(receipt, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **sign(self.key, self.name, "POST", path, body)}
        request = urllib.request.Request(self.callback + path, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10):
                return True
        except urllib.error.HTTPError as error:
            return 400 <= error.code < 500 and error.code not in {408, 425, 429}
        except OSError:
            return False


def page_of(name: str, sent: list[dict[str, Any]]) -> bytes:
    """Return the page on which the operator of a demo looks at what was sent, newest first."""
    lines = "".join(
        f"<tr><td>{html.escape(one['at'])}<td>{html.escape(one['to'])}<td><pre>{html.escape(one['text'])}</pre>"
        for one in reversed(sent)
    )
    head = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{name}</title>'
    return f"{head}<h1>{name}</h1><p>{len(sent)} sent</p><table>{lines}</table>".encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    gateway: Gateway

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: requests carry personal data."""

    def do_GET(self) -> None:
        sent = list(self.gateway.sent.values())
        if self.path == "/health":
            self._answer(200, {"gateway": self.gateway.name, "mode": self.gateway.mode})
        elif self.path == "/sent":
            self._answer(200, {"sent": sent, "asked": self.gateway.asked})
        elif self.path == "/":
            self._send(200, page_of(self.gateway.name, sent), "text/html; charset=utf-8")
        else:
            self._answer(404, {"error": "no such page"})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST_BODY:
            self._answer(413, {"error": "too large"})
            return
        body = self.rfile.read(length)
        if self.path == "/control":
            self._answer(*self.gateway.control(json.loads(body or b"{}")))
            return
        mode = self.gateway.mode
        if mode == "down":
            self._answer(503, {"error": "down"})
            return
        if not is_signed(self.gateway.key, self.headers, "POST", self.path, body, self.gateway.nonces):
            self._answer(401, {"error": "the signature is missing, wrong or old"})
            return
        if self.path != "/v1/messages":
            self._answer(404, {"error": "no such page"})
            return
        answer = self.gateway.take(json.loads(body))
        if mode == "hang_up":
            self.close_connection = True
            self.connection.close()
            return
        if mode == "slow":
            time.sleep(self.gateway.delay)
        self._answer(*answer)

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self._send(status, json.dumps(content, ensure_ascii=False).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True


def serve(gateway: Gateway, port: int) -> None:
    """Serve on loopback until TERM or INT. Raises OSError if the port is taken."""
    server = ThreadingHTTPServer(("127.0.0.1", port), type("BoundHandler", (Handler,), {"gateway": gateway}))
    server.daemon_threads = True
    stop = threading.Event()
    threading.Thread(target=gateway.tell_all, args=(stop,), daemon=True).start()

    def end(*_: Any) -> None:
        stop.set()
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
