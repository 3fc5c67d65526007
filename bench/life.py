"""The whole life of a five-case application over HTTP: submit, the departments accept, check and decide, deliver.

8 callers, each living one application after the other with the tokens of the citizen and of the four offices; every
step is a request, with its key and the version that was seen. SpiffWorkflow's five-task flow is the peer.
"""

import itertools
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LINE = 30
CALLERS, EACH = 8, 6
GROUNDS = {"facts": "材料齐全，符合条件", "article": "残疾人证管理办法 第八条"}
_keys = itertools.count()


def run() -> list[dict[str, Any]]:
    from bench.spiff import flows_a_second

    peer = flows_a_second()
    rows: list[dict[str, Any]] = []
    for database in ("sqlite", "postgresql"):
        code = (
            f"import json; from bench.life import measured; print('\\n' + json.dumps(measured({database!r})))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=600
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        lives, requests = json.loads(done.stdout.strip().splitlines()[-1])
        rows.append(
            {
                "name": f"whole life of five cases over HTTP ({database}), {requests:.0f} requests each",
                "value": lives,
                "unit": "1/s",
                "line": LINE,
                "peer": "SpiffWorkflow, five tasks in process",
                "peer_value": peer,
            }
        )
    return rows


def measured(database: str) -> tuple[float, float]:
    """Return lives a second, and requests of one life."""
    from bench.driving import Caller, closed
    from bench.house import house

    with house(database=database, callers=CALLERS) as made:
        from bench.applications import bodies

        work = [bodies(login, EACH + 1) for login, _ in made.citizens]
        citizens = [Caller(made.port, token) for _, token in made.citizens]
        offices = [{name: Caller(made.port, token) for name, token in made.offices.items()} for _ in citizens]
        lives = [Life(citizen, office) for citizen, office in zip(citizens, offices, strict=True)]
        warm = closed([[partial(life.live, work[n][EACH])] for n, life in enumerate(lives)])
        assert not warm.errors, warm.errors[0]
        for life in lives:
            life.requests = 0
        result = closed(
            [[partial(life.live, work[n][nth]) for nth in range(EACH)] for n, life in enumerate(lives)]
        )
        assert not result.errors, result.errors[0]
        requests = sum(life.requests for life in lives) / (CALLERS * EACH)
    return result.rate, requests


class Life:
    """citizen, offices: connections of one caller."""

    def __init__(self, citizen: Any, offices: dict[str, Any]) -> None:
        self.citizen, self.offices, self.requests = citizen, offices, 0

    def live(self, body: bytes) -> None:
        """Live one application from its submission to its last delivery."""
        self.requests += 1
        status, _, content = self.citizen.send(
            "POST", "/applications", body, key=f"life-{next(_keys)}-{id(self)}"
        )
        assert status == 201, content[:300]
        cases = [(one["item"], one["number"]) for one in json.loads(content)["cases"]]
        for item, number in cases:
            if item != "medical-aid":
                self.act(OFFICE[item], number, "acceptance", {}, version="")
        for item, number in sorted(cases, key=lambda one: one[0] != "disability-certificate"):
            self.decide(item, number)

    def decide(self, item: str, number: str) -> None:
        """Go through the steps to the decision, decide, make the certificates, deliver."""
        office = OFFICE[item]
        _, seen = self.get(office, number)
        version = str(seen["sequence"])
        if item == "medical-aid" and seen["line"]["status"] in ("submitted", "checked"):
            version = self.act(office, number, "acceptance", {}, version=version)
        steps, here = seen["steps"], seen["step"] or 0
        while steps[here][0] != "decision":
            here += 1
            version = self.act(office, number, "step", {"step": here}, version=version)
            office = steps[here][2]["department"]
        if seen["line"]["office"]["department"] != office:
            _, seen = self.get(office, number)
            version = str(seen["sequence"])
        gives = {key: GIVES.get(key, "2026-12") for key, _ in seen["officer_fills"]}
        body = {"outcome": "granted", "grounds": GROUNDS, "gives": gives}
        version = self.act(office, number, "decision", body, version=version)
        for wanted in seen["wanted_certificates"]:
            version = self.act(office, number, "certificates", {"result": wanted}, version=version)
        body = {"way": "electronic", "proof": "阅读回执", "receiver": "测试"}
        self.act(office, number, "deliveries", body, version=version)

    def get(self, office: str, number: str) -> tuple[dict[str, str], Any]:
        self.requests += 1
        found: tuple[dict[str, str], Any] = self.offices[office].json("GET", f"/cases/{number}")
        return found

    def act(self, office: str, number: str, act: str, body: Any, *, version: str) -> str:
        """Return the version after the act."""
        if not version:
            _, seen = self.get(office, number)
            version = str(seen["sequence"])
        self.requests += 1
        _, done = self.offices[office].json(
            "POST",
            f"/cases/{number}/{act}",
            body,
            key=f"life-{next(_keys)}-{id(self)}",
            match=f'"{version}"',
        )
        return str(done["sequence"])


OFFICE = {
    "disability-certificate": "disabled-federation",
    "medical-aid": "medical-insurance",
    "pension-enrolment": "human-resources",
    "hardship-allowance": "civil-affairs",
    "care-allowance": "civil-affairs",
}
GIVES = {
    "applicant/disability.certificate_number": "99000019860120011941",
    "applicant/disability.kind": "limb",
    "applicant/disability.level": "1",
}


if __name__ == "__main__":
    for found in run():
        print(found)
