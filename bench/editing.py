"""The editor's round trip: a change leaves the drawn page, and the answer stands: numbers, graph, tables, proof.

Every scene of the model city is opened in a draft of its own and changed in several ways, one after the other, over HTTP with
the real server: a condition typed (what the page asks while somebody writes, with its proof), kept, breaking the scene (the
witness is walked), an item moved, an item taken off, a line of an item moved, and the scene looked at after that. A kept
change is two requests, the form that is sent and the page that it leads to; both count. No peer proves while one edits.
"""

import html
import http.client
import re
import statistics
from collections import defaultdict
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from bench.http import House

ROUNDS = 3
MANAGER = "顾明远"
LINE, WARM = 200, 2  # milliseconds; rounds before the clock counts


class Browser:
    """One person at pages: cookies and the token of forms, one kept connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def send(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, where it leads, and the page. form: posted with the token of the session."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": self._cookies["csrftoken"]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request("GET" if form is None else "POST", path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status >= 400 and answer.status != 422:
            raise RuntimeError(f"{path} answered {answer.status}: {page[:300]}")
        return answer.status, answer.headers.get("Location", ""), page

    def sign_in(self, name: str) -> None:
        page = self.send("/sign-in")[2]
        door = re.search(rf'action="([^"]+/demo/[^"]+)"(?:(?!</form>).)*<b>{name}</b>', page, re.S)
        assert door is not None, "no such demo account"
        self.send(door[1], {"next": "/studio/"})


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}: of all round trips, then of each kind."""
    took: dict[str, list[float]] = defaultdict(list)
    with House("sqlite") as house:
        browser = Browser(house.port)
        browser.sign_in(MANAGER)
        for scene in _scenes(browser):
            for number in range(WARM + ROUNDS):
                found = edits(browser, scene, number)
                for kind, seconds in found if number >= WARM else ():
                    took[kind].append(seconds * 1000)
    every = [one for times in took.values() for one in times]
    rows = [
        _row(f"editor round trip, median of {len(every)}", statistics.median(every), LINE),
        _row("  95th percentile", _percentile(every, 0.95), LINE),
    ]
    for kind, times in took.items():
        rows.append(_row(f"  {kind}, median", statistics.median(times), None))
        rows.append(_row(f"  {kind}, 95th percentile", _percentile(times, 0.95), None))
    return rows


def edits(browser: Browser, scene: str, number: int) -> list[tuple[str, float]]:
    """Return kind and seconds of each change to a scene in a new draft."""
    where = browser.send("/studio/drafts/", {"new": "edit", "scene": scene})[1]
    page = browser.send(where)[2]
    item = _found(r'data-item="([^"]+)"', page)
    when = html.unescape(_found(r'<textarea name="when"[^>]*>([^<]*)<', page)) or "true"
    typed = f"({when}) && {'true' if number % 2 else '!false'}"
    items = list(dict.fromkeys(re.findall(r'name="item" value="([^"]+)"', page)))
    draft = where.partition("scenes/")[0]
    lines = (f"{draft}edit/items/{one}/" for one in items)
    line = next(one for one in lines if 'value="down"' in browser.send(one + "?section=materials")[2])
    found = []

    def timed(kind: str, path: str, form: dict[str, str] | None = None) -> None:
        begun = perf_counter()
        _status, then, _page = browser.send(path, form)
        if then:
            browser.send(then.partition("#")[0])
        found.append((kind, perf_counter() - begun))

    asked = urlencode({"text": typed, "at": len(typed), "item": item, "proof": "1"})
    timed("a condition typed, with its proof", f"{where}suggest?{asked}")
    timed("a condition kept", where + "change", {"item": item, "when": typed})
    timed("a condition that nobody meets", where + "change", {"item": item, "when": f"({when}) && false"})
    timed("a condition that does not read", where + "change", {"item": item, "when": f"({when}"})
    timed("an item moved", where + "change", {"item": items[-1], "move": "up"})
    timed("a line of an item moved", line + "save", {"section": "materials", "at": "0", "move": "down"})
    timed("the scene after its item changed", where)
    timed("an item taken off", where + "change", {"item": item, "drop": "1"})
    return found


def _scenes(browser: Browser) -> list[str]:
    """Return the scenes that the page of drafts offers to change."""
    page = browser.send("/studio/drafts/")[2]
    choice = _found(r'<select[^>]*name="scene"[^>]*>(.*?)</select>', page)
    return [one for one in re.findall(r'<option value="([^"]+)"', choice) if one]


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.S)
    assert found is not None, pattern
    return found[1]


def _percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def _row(name: str, value: float, line: float | None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": "ms", "line": line, "peer": None, "peer_value": None}


if __name__ == "__main__":
    for found in run():
        print(f"{found['name']:<60} {found['value']:>8.0f} ms   line {found['line']}")
