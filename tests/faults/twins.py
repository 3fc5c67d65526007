"""A machine over real HTTP that sends every write as many times at once, under one key, as a double click does."""

import json
import secrets
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPMessage
from typing import Any

from tests.channels.rest.machine import Machine

#: Writes that carry no key: they keep nothing.
KEYLESS = ("/tokens", "/plan", "/sheets")


class Response:
    """What came back, as Django's own test client has it."""

    def __init__(self, status: int, headers: HTTPMessage, content: bytes) -> None:
        self.status_code, self.headers, self.content = status, headers, content


class Twins:
    """Talks to one port. many: how many twins each write has. seen: how each write was answered, by its path."""

    def __init__(self, port: int, many: int) -> None:
        self.port, self.many = port, many
        self.seen: dict[str, Counter[tuple[int, bytes]]] = {}
        self._pool = ThreadPoolExecutor(many)

    def get(self, path: str, query: dict[str, Any], headers: dict[str, str]) -> Response:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self._send("GET", f"{path}?{asked}" if asked else path, b"", headers)

    def post(self, path: str, data: Any, content_type: str = "", headers: Any = None) -> Response:
        return self._write("POST", path, data, content_type, headers)

    def put(self, path: str, data: Any, content_type: str = "", headers: Any = None) -> Response:
        return self._write("PUT", path, data, content_type, headers)

    def patch(self, path: str, data: Any, content_type: str = "", headers: Any = None) -> Response:
        return self._write("PATCH", path, data, content_type, headers)

    def _write(
        self, method: str, path: str, data: Any, content_type: str, headers: dict[str, str]
    ) -> Response:
        if isinstance(data, dict):
            data, content_type = _multipart(data)
        headers = {**headers, "Content-Type": content_type}
        if path.endswith(KEYLESS):
            return self._send(method, path, data, headers)
        gate = threading.Barrier(self.many)

        def twin() -> Response:
            gate.wait(30)
            return self._send(method, path, data, headers)

        answers = [one.result(60) for one in [self._pool.submit(twin) for _ in range(self.many)]]
        name = f"{method} {path} {headers['Idempotency-Key']}"
        self.seen[name] = Counter((one.status_code, _said(one.content)) for one in answers)
        return answers[0]

    def _send(self, method: str, path: str, data: bytes, headers: dict[str, str]) -> Response:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=data, headers=headers)
            answer = connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


def _said(content: bytes) -> bytes:
    """Return what an answer says, but for whether its receipt is the first that left."""
    try:
        body = json.loads(content)
    except ValueError:
        return content
    if isinstance(body, dict) and "envelope_hash" in body:
        body = {name: value for name, value in body.items() if name not in {"repeated", "document"}}
    return json.dumps(body, sort_keys=True).encode()


def _multipart(fields: dict[str, Any]) -> tuple[bytes, str]:
    mark = secrets.token_hex(12)
    parts = []
    for name, value in fields.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"'
        if hasattr(value, "read"):
            value.seek(0)
            head += f'; filename="{value.name}"\r\nContent-Type: image/png'
            body = value.read()
        else:
            body = str(value).encode()
        parts.append(head.encode() + b"\r\n\r\n" + body + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


class TwinMachine(Machine):
    """A machine whose every write has twins."""

    twins: Twins

    def __init__(self, login: str = "") -> None:
        self.client = self.twins  # type: ignore[assignment]
        self.headers = {}
        if login:
            made = self.post("/tokens", {"login": login})
            assert made.status == 201, made
            self.headers["Authorization"] = f"Bearer {made.body['token']}"


def strange(seen: dict[str, Counter[tuple[int, bytes]]]) -> list[str]:
    """Return the writes that were not answered alike, or with a mistake of ours."""
    return [
        f"{name.rpartition(' ')[0]}: { {status: count for (status, _), count in answers.items()} } "
        f"{json.dumps([body[:120].decode(errors='replace') for _, body in answers], ensure_ascii=False)}"
        for name, answers in seen.items()
        if len(answers) != 1 or any(status >= 500 for status, _ in answers)
    ]
