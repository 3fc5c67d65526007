"""A machine that speaks REST: a token, a new key for every write, the ETag it saw last."""

import itertools
import json
from typing import Any

from django.test import Client

API = "/api/v1"
HOST = {"host": "localhost"}
_keys = itertools.count(1)


class Answer:
    """What came back. body: parsed JSON, None if there is none."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.content = response.getvalue() if getattr(response, "streaming", False) else response.content
        kind = response.headers.get("Content-Type", "")
        self.body = json.loads(self.content) if "json" in kind and self.content else None

    @property
    def code(self) -> str:
        return self.body["code"]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    def __repr__(self) -> str:
        return f"{self.status} {self.content[:600].decode('utf-8', 'replace')}"


class Machine:
    """login: of a demo account, "" for a caller who has not signed in."""

    def __init__(self, login: str = "") -> None:
        self.client = Client(headers=HOST)
        self.headers: dict[str, str] = {}
        if login:
            made = self.post("/tokens", {"login": login})
            assert made.status == 201, made
            self.headers["Authorization"] = f"Bearer {made.body['token']}"

    def get(self, path: str, **query: Any) -> Answer:
        return Answer(self.client.get(API + path, query, headers=self.headers))

    def write(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, match: str = ""
    ) -> Answer:
        headers = {**self.headers, "Idempotency-Key": f"key-{next(_keys)}" if key is None else key}
        if match:
            headers["If-Match"] = match
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        send = getattr(self.client, method)
        return Answer(send(API + path, data, content_type="application/json", headers=headers))

    def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        return self.write("post", path, body, **more)

    def upload(self, path: str, file: Any, **fields: Any) -> Answer:
        headers = {**self.headers, "Idempotency-Key": f"key-{next(_keys)}"}
        return Answer(self.client.post(API + path, {"file": file, **fields}, headers=headers))

    def act(self, case: str, act: str, body: Any = None) -> Answer:
        """Carry out an act on a case as one sees it now."""
        seen = self.get(f"/cases/{case}")
        assert seen.status == 200, seen
        done = self.post(f"/cases/{case}/{act}", body, match=seen.etag)
        assert done.status == 200, (act, done)
        return done
