"""A TCP proxy that does to a connection what networks do: own code, one thread a connection, loopback only.

Modes: `pass`; `latency` (each piece waits); `black_hole` (takes all, says nothing); `half_open` (connected, and
never read); `reset` (RST at once); `reset_after` (the request arrives, the answer does not); `drip` (one
byte a second back); `duplicate` (the request goes through twice, the answer of the first comes back); `reorder` (a
request waits until the next one has passed).
"""

import socket
import struct
import threading
import time
from contextlib import suppress

MODES = (
    "pass",
    "latency",
    "black_hole",
    "half_open",
    "reset",
    "reset_after",
    "drip",
    "duplicate",
    "reorder",
)
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER 0: close sends RST


class Proxy:
    """Listens on `port` and passes on to `upstream`. taken: how many connections came."""

    def __init__(self, upstream: int) -> None:
        self.upstream, self.mode, self.delay, self.taken = upstream, "pass", 0.3, 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self._passed = threading.Event()
        self._held = False
        self._over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._over.set()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                self._listener.settimeout(0.05)
                near, _ = self._listener.accept()
                self.taken += 1
                threading.Thread(target=self._handle, args=(near, self.mode), daemon=True).start()

    def _handle(self, near: socket.socket, mode: str) -> None:
        with near, suppress(OSError):
            near.settimeout(30)
            if mode == "reset":
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                return
            if mode == "half_open":
                self._over.wait(30)
                return
            request = _whole(near)
            if mode == "black_hole":
                self._over.wait(30)
                return
            if mode == "latency":
                time.sleep(self.delay)
            if mode == "reorder":
                self._wait_for_the_next()
            answer = self._ask(request)
            if mode == "duplicate":
                self._ask(request)
            if mode == "reset_after":
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                return
            self._give(near, answer, drip=mode == "drip")

    def _wait_for_the_next(self) -> None:
        if self._held:
            self._passed.set()
            return
        self._held = True
        self._passed.wait(1.5)
        time.sleep(0.1)  # the next one is on its way now
        self._held = False
        self._passed.clear()

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.upstream), timeout=10) as far:
            far.sendall(request)
            return _whole(far)

    def _give(self, near: socket.socket, answer: bytes, *, drip: bool) -> None:
        if not drip:
            near.sendall(answer)
            return
        for place in range(len(answer)):
            near.sendall(answer[place : place + 1])
            if self._over.wait(1.0):
                return


def _whole(end: socket.socket) -> bytes:
    """Return one HTTP message: the head, and as much body as it says."""
    content = b""
    while b"\r\n\r\n" not in content:
        piece = end.recv(65536)
        if not piece:
            return content
        content += piece
    head, _, body = content.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        piece = end.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body
