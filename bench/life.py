"""The whole life of a five-case application over HTTP: submit, the departments accept, check and decide, deliver.

8 callers, each living one application after the other with the tokens of a citizen and of the four offices; every
act is a request with a key of its own and the version that was seen. SpiffWorkflow's five-task flow is the peer.
"""

from collections.abc import Sequence
from typing import Any

from bench.forms import another, form_of, signed
from bench.http import Caller, House, closed_loop
from bench.spiff import flows_a_second

LINE = 30
CALLERS, EACH = 8, 6
LABEL = {"sqlite": "SQLite, full sync", "postgresql": "PostgreSQL"}
LOGINS = {
    "disabled-federation": "2208",
    "civil-affairs": "2301",
    "medical-insurance": "2503",
    "human-resources": "2604",
}
OFFICE = {
    "disability-certificate": "disabled-federation",
    "medical-aid": "medical-insurance",
    "pension-enrolment": "human-resources",
    "hardship-allowance": "civil-affairs",
    "care-allowance": "civil-affairs",
}
GROUNDS = {"facts": "材料齐全，符合条件", "article": "残疾人证管理办法 第八条"}
GIVES = {
    "applicant/disability.certificate_number": "99000019860120011941",
    "applicant/disability.kind": "limb",
    "applicant/disability.level": "1",
    "applicant/hardship.amount": "286",
    "applicant/hardship.from": "2026-12",
    "applicant/care.amount": "286",
    "applicant/care.from": "2026-12",
}


def run() -> list[dict[str, Any]]:
    """Return lives a second on both databases, each beside the peer."""
    peer = flows_a_second()
    rows = []
    for database, label in LABEL.items():
        lives, requests = measured(database)
        rows.append(
            {
                "name": f"whole life of five cases, {requests:.0f} requests over HTTP, {CALLERS} callers, {label}",
                "value": lives,
                "unit": "1/s",
                "line": LINE,
                "peer": "SpiffWorkflow, five tasks, in process",
                "peer_value": peer,
            }
        )
    return rows


def measured(database: str) -> tuple[float, float]:
    """Return lives a second, and requests of one life."""
    with House(database) as house:
        people = house.citizens(CALLERS)
        tokens = {name: Caller.demo(house.port, login).token for name, login in LOGINS.items()}
        lives = []
        for one in people:
            citizen = Caller(house.port, one["token"])
            form = form_of(citizen, name=one["name"], number=one["number"])
            bodies = [signed(citizen, another(form, number)) for number in range(EACH + 1)]
            offices = {name: Caller(house.port, token) for name, token in tokens.items()}
            lives.append(Life(citizen, offices, bodies))
        _lived(lives, 1)
        before = sum(life.requests for life in lives)
        rate = _lived(lives, EACH)
        requests = (sum(life.requests for life in lives) - before) / (CALLERS * EACH)
    return rate, requests


def _lived(lives: Sequence["Life"], each: int) -> float:
    """Let everyone live so many applications, one after the other; returns how many a second in all."""

    def live(_: int, life: "Life") -> None:
        for _ in range(each):
            life.live()

    timed = closed_loop(len(lives), list(lives), live)
    if timed.errors:
        raise RuntimeError(timed.errors[0])
    return len(lives) * each / timed.took


class Life:
    """One caller. bodies: signed applications that are left to be lived."""

    def __init__(self, citizen: Caller, offices: dict[str, Caller], bodies: list[dict[str, Any]]) -> None:
        self.citizen, self.offices, self.bodies, self.requests = citizen, offices, bodies, 0

    def live(self) -> None:
        """Live one application from its submission to its last delivery."""
        self.requests += 1
        receipt = self.citizen.post("/applications", self.bodies.pop(), expect=201).body
        cases = [(one["item"], one["number"]) for one in receipt["cases"]]
        for item, number in cases:
            if item != "medical-aid":
                self.act(OFFICE[item], number, "acceptance", {})
        for item, number in sorted(cases, key=lambda one: one[0] != "disability-certificate"):
            self.decide(OFFICE[item], number)

    def decide(self, office: str, number: str) -> None:
        """Go through the steps to the decision, decide, make the certificates, deliver."""
        seen, version = self.get(office, number)
        if seen["line"]["status"] == "submitted":
            version = self.act(office, number, "acceptance", {}, version=version)
        steps, here = seen["steps"], seen["step"] or 0
        while steps[here][0] != "decision":
            here += 1
            version = self.act(office, number, "step", {"step": here}, version=version)
            office = steps[here][2]["department"]
        gives = {key: GIVES[key] for key, _ in seen["officer_fills"]}
        body: dict[str, Any] = {"outcome": "granted", "grounds": GROUNDS, "gives": gives}
        version = self.act(office, number, "decision", body, version=version)
        for wanted in seen["wanted_certificates"]:
            version = self.act(office, number, "certificates", {"result": wanted}, version=version)
        body = {"way": "electronic", "proof": "阅读回执", "receiver": "本人"}
        self.act(office, number, "deliveries", body, version=version)

    def get(self, office: str, number: str) -> tuple[dict[str, Any], str]:
        self.requests += 1
        seen = self.offices[office].get(f"/cases/{number}")
        return seen.body, seen.etag

    def act(self, office: str, number: str, act: str, body: Any, *, version: str = "") -> str:
        """Return the version after the act."""
        if not version:
            _, version = self.get(office, number)
        self.requests += 1
        done = self.offices[office].post(f"/cases/{number}/{act}", body, match=version, expect=200)
        return done.etag


if __name__ == "__main__":
    for found in run():
        print(found)
