"""Papers that another party confirms, over REST: the system of who asks, and that of who is asked."""

from datetime import timedelta

import pytest

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AuthorityKind, Document, DocumentKind
from onething.kit.ports import now
from tests.areas.guidance.works import BUILDER, CONTRACTOR, FIRMS, FORM, NAMES, SCENE
from tests.channels.rest.machine import Machine
from tests.core.catalogue.test_scene_end_safety_supervision import OVER

pytestmark = pytest.mark.django_db
AGENT = "990000199203150026"
POWERS = Actor("job:powers", "powers", frozenset({Role.SYSTEM}))


@pytest.fixture
def agent(city):
    return Machine(AGENT)


def may(role, number):
    today = now().date()
    people.record_authority(
        POWERS,
        kind=AuthorityKind.AGENT,
        principal=FIRMS[role],
        principal_name=NAMES[role],
        representative=Document(DocumentKind.CITIZEN_NUMBER, number),
        representative_name="代理人",
        scenes=(),
        from_on=today - timedelta(days=1),
        to_on=today + timedelta(days=30),
        document="",
        now=now(),
    )


@pytest.fixture
def draft(li):
    ways = {line: {"way": "confirm"} for line in (BUILDER, CONTRACTOR)}
    made = li.post("/drafts", {"scene": SCENE, "answers": OVER, "values": FORM, "ways": ways})
    assert made.status == 201, made
    return f"/drafts/{made.body['id']}"


def test_is_asked_confirmed_and_taken_back(li, agent, draft):
    may("contractor", AGENT)
    made = li.post(f"{draft}/confirmations", {"line": CONTRACTOR})
    assert made.status == 201, made
    (found,) = agent.get("/confirmations").body
    assert (found["id"], found["standing"], found["for_whom"]) == (
        made.body["request"],
        "open",
        NAMES["contractor"],
    )
    path = f"/confirmations/{found['id']}"
    hash_ = agent.get(path).body["statement"]["hash"]
    assert agent.post(path, {"hash": "ab" * 32, "confirmed": True}).status == 409
    assert agent.post(path, {"hash": hash_, "confirmed": False}).code == "guidance.refusal_without_reason"
    assert agent.post(path, {"hash": hash_, "confirmed": True}).status == 204
    lines = {one["line"]: one for one in li.get(f"{draft}/confirmations").body}
    assert (lines[CONTRACTOR]["standing"], lines[BUILDER]["standing"]) == ("confirmed", "open")
    assert set(lines[CONTRACTOR]["reply"]) == {"confirmed", "name", "at", "reason"}
    assert AGENT not in str(lines)
    assert next(one["done"] for one in li.get(draft).body["materials"] if one["line"] == CONTRACTOR)
    assert agent.write("delete", path).status == 204
    assert agent.write("delete", path).code == "guidance.nothing_to_withdraw"
    gone = li.write("delete", f"{draft}/confirmations?line={CONTRACTOR}")
    assert gone.status == 204, gone
    assert agent.get(path).status == 404


def test_is_nobody_elses_and_confirmed_by_who_signs_for_it(li, agent, draft):
    request = li.post(f"{draft}/confirmations", {"line": CONTRACTOR}).body["request"]
    assert agent.get(f"/confirmations/{request}").status == 404
    assert agent.get("/confirmations").body == []
    assert agent.get(f"{draft}/confirmations").status == 404
    lines = {one["line"]: one for one in li.get(f"{draft}/confirmations").body}
    own = {"line": BUILDER, "hash": lines[BUILDER]["statement"]["hash"]}
    assert li.write("put", f"{draft}/confirmations", own).status == 404
    may("builder", "990000197904300358")
    assert li.write("put", f"{draft}/confirmations", own).status == 204
    back = f"{draft}/confirmations?line={BUILDER}&what=confirmation"
    assert li.write("delete", back).status == 204
