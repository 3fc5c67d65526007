"""The main job of both scenes wholly over REST: a citizen submits, the offices work, one notice, decisions, licences, rating."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from onething.core.codes import make_citizen_number
from tests.channels.rest.conftest import LI
from tests.channels.rest.forms import ANSWERS, answered, change, open_lines, picture, typed
from tests.channels.rest.machine import Machine

pytestmark = pytest.mark.django_db
OFFICERS = {
    "disabled-federation": "2208",
    "civil-affairs": "2301",
    "public-security": "2402",
    "medical-insurance": "2503",
    "human-resources": "2604",
    "health": "2705",
    "maternity-hospital": "2806",
    "disease-control": "2907",
}
#: Signs as the second officer of the first of them.
SECOND = "2200"
GROUNDS = {"facts": "材料齐全，符合条件", "article": "残疾人证管理办法 第八条"}
GIVES = {
    "applicant/disability.certificate_number": "99000019790430035841",
    "applicant/disability.kind": "limb",
    "applicant/disability.level": "1",
    "applicant/hardship.amount": "286",
    "applicant/hardship.from": "2026-12",
    "applicant/care.amount": "286.50",
    "applicant/care.from": "2026-12",
    "mother/reimbursement.amount": "2,650",
    "newborn[1]/birth.certificate_number": "U990000001",
    "newborn[1]/person.id_number": make_citizen_number(date(2026, 3, 5), 31),
}


@dataclass(frozen=True)
class Matter:
    """One thing that somebody gets done. found: item -> material about which its office finds something."""

    scene: str
    who: str
    name: str
    usual: dict[str, Any]
    items: set[str]
    found: dict[str, str]
    licence: str
    values: dict[str, Any] = field(default_factory=dict)


MATTERS = [
    Matter(
        "disabled-services",
        LI,
        "何冠霖",
        ANSWERS,
        {
            "disability-certificate",
            "medical-aid",
            "pension-enrolment",
            "hardship-allowance",
            "care-allowance",
        },
        {"disability-certificate": "applicant/photo", "care-allowance": "applicant/id-card"},
        "disability-certificate",
    ),
    Matter(
        "birth",
        "990000199203150026",
        "陈思敏",
        {},
        {
            "birth-certificate",
            "vaccination-file",
            "birth-registration",
            "resident-insurance",
            "childcare-guidance",
        },
        {"birth-certificate": "father/id-card", "birth-registration": "mother/household-book"},
        "birth-certificate",
        {
            "mother/person.birth_date": "1992-03-15",
            "newborn[1]/birth.moment": "2026-03-05 14:30",
            "newborn[1]/birth.weeks": "39",
            "newborn[1]/birth.weight": "3200",
            "newborn[1]/birth.length": "50",
            "newborn[1]/insurance.place": "441900004000",
            "newborn[1]/insurance.year": "2026",
        },
    ),
]


@pytest.fixture
def officers(city):
    return {department: Machine(login) for department, login in OFFICERS.items()}


def submitted(li, matter):
    """Return the receipt of a draft that was answered, typed, uploaded and signed."""
    draft = answered(li, li.post("/drafts", {"scene": matter.scene}), usual=matter.usual)
    draft = li.post(f"/drafts/{draft.body['id']}/consents", {"sources": []}, match=draft.etag)
    values = typed(draft) | matter.values
    draft = change(li, draft, values=values, division="441900004000", delivery={"way": "electronic"})
    assert [(one["key"], one["issue"]) for one in draft.body["fields"] if one["issue"]] == []
    for number, line in enumerate(open_lines(draft)):
        file = picture(f"{number}.png", shade=100 + number)
        draft = li.upload(f"/drafts/{draft.body['id']}/files", file, line=line)
        assert draft.status == 200, draft
    assert draft.body["ready"], draft
    sheet = li.get(f"/drafts/{draft.body['id']}/sheet")
    receipt = li.post(
        f"/drafts/{draft.body['id']}/submission", {"signed_hash": sheet.body["hash"]}, match=draft.etag
    )
    assert receipt.status == 201, receipt
    return receipt.body


@pytest.mark.parametrize("matter", MATTERS, ids=lambda one: one.scene)
def test_the_main_job_runs_over_rest(city, nobody, officers, matter):
    li = Machine(matter.who)
    receipt = submitted(li, matter)
    number = receipt["number"]
    numbers = {one["item"]: one["number"] for one in receipt["cases"]}
    assert set(numbers) == matter.items

    # each office sees its own cases; two find something, the others nothing; one notice leaves
    for item, case in numbers.items():
        officer, seen = _worker(officers, case)
        others = {officers[name] for name in OFFICERS} - {officer}
        assert all(one.get(f"/cases/{case}").status == 404 for one in others)
        if material := matter.found.get(item):
            officer.act(case, "findings", {"points": [{"key": material, "code": "unreadable"}]})
        elif "mark_checked" in {one["name"] for one in seen.body["actions"]}:
            officer.act(case, "checked")
    seen = li.get(f"/applications/{number}")
    (notice,) = seen.body["notices"]
    assert {one["key"] for one in notice["points"]} == set(matter.found.values())
    assert all("“" in one["what"]["en"] and one["fix"]["en"] for one in notice["points"])
    assert any(one["kind"] == "asked" for one in li.get("/messages").body)

    # corrected once; what is typed is judged like the form, and nothing wrong is kept
    born = next(one["key"] for one in seen.body["values"] if one["key"].endswith(".birth_date"))
    wrong = {"values": [{"key": born, "value": "2036-03-05"}]}
    refused = li.post(f"/applications/{number}/supplement", wrong, match=seen.etag)
    assert (refused.status, refused.code) == (422, "cases.values_refused")
    assert set(refused.body["facts"]["fields"]) == {born}
    files = [li.upload("/files", picture(f"{n}.png", shade=n)) for n in (10, 20)]
    materials = [
        {"key": key, "way": "upload", "files": [file.body["hash"]]}
        for key, file in zip(matter.found.values(), files, strict=True)
    ]
    done = li.post(f"/applications/{number}/supplement", {"materials": materials}, match=seen.etag)
    assert done.status == 200, done
    assert li.get(f"/applications/{number}").body["can_supplement"] is False

    # accepted and decided, each by its own office; the certificate first, what waits for it afterwards
    for item in numbers:
        _accept(officers, item, numbers[item])
    for item in sorted(numbers, key=lambda one: one != matter.licence):
        _decide(officers, numbers[item])
        _finish(officers, numbers[item])
    view = li.get(f"/applications/{number}").body
    assert (view["standing"], view["outcome"]) == ("ended", "all"), view["cases"]

    # results, papers, rating, and what a stranger may see
    assert matter.licence in {one["licence"] for one in li.get("/licences").body}
    receipt_paper = next(one for one in view["documents"] if one["kind"] == "receipt")
    paper = li.get(f"/documents/{receipt_paper['id']}/pdf")
    assert paper.content.startswith(b"%PDF-")
    rated = li.write("put", f"/ratings/{view['rating']}", {"level": "good"})
    assert rated.body["level"] == "good"
    progress = nobody.get("/progress", number=number, code=receipt["code"])
    assert progress.body["standing"] == "ended"
    assert matter.name not in progress.content.decode()


def _worker(officers, case):
    """Return the office that has the case now, and the case as it sees it."""
    for officer in officers.values():
        seen = officer.get(f"/cases/{case}")
        if seen.status == 200 and seen.body["actions"]:
            return officer, seen
    raise AssertionError(f"nobody can act on {case}")


def _accept(officers, item, case):
    officer, seen = _worker(officers, case)
    if "accept" in {one["name"] for one in seen.body["actions"]}:
        officer.act(case, "acceptance", {})


def _decide(officers, case):
    for _ in range(10):
        officer, seen = _worker(officers, case)
        here = seen.body["step"] or 0
        if seen.body["steps"][here][0] == "decision":
            break
        officer.act(case, "step", {"step": here + 1})
    gives = {key: GIVES[key] for key, _ in seen.body["officer_fills"]}
    if number := next((key for key in gives if key.endswith("person.id_number")), ""):
        body = {"outcome": "granted", "grounds": GROUNDS, "gives": {**gives, number: "<b>x"}}
        refused = officer.post(f"/cases/{case}/decision", body, match=seen.etag)
        assert (refused.status, refused.code) == (422, "cases.values_refused")
    officer.act(case, "decision", {"outcome": "granted", "grounds": GROUNDS, "gives": gives})


def _finish(officers, case):
    officer, seen = _worker(officers, case)
    for wanted in seen.body["wanted_certificates"]:
        officer.act(case, "certificates", {"result": wanted})
    officer, seen = _worker(officers, case)
    officer.act(case, "deliveries", {"way": "electronic", "proof": "阅读回执", "receiver": "本人"})


def test_a_supervisor_annuls_a_refusal_over_rest(city, officers):
    matter = MATTERS[0]
    numbers = {one["item"]: one["number"] for one in submitted(Machine(matter.who), matter)["cases"]}
    case = numbers["disability-certificate"]
    officer, _ = _worker(officers, case)
    officer.act(case, "acceptance", {})
    steps = [kind for kind, *_ in officer.get(f"/cases/{case}").body["steps"]]
    officer.act(case, "step", {"step": steps.index("decision")})
    grounds = {
        "facts": "不符合",
        "article": "第八条",
        "reason": "不符合第八条",
        "remedy": "60 日内复议，6 个月内起诉",
    }
    assert (
        officer.act(case, "decision", {"outcome": "refused", "grounds": grounds}).body["status"]
        == "in_review"
    )
    own = officer.post(f"/cases/{case}/decision/confirmation", {}, match=officer.get(f"/cases/{case}").etag)
    assert (own.status, own.code) == (422, "cases.same_person")
    Machine(SECOND).act(case, "decision/confirmation", {})
    supervisor = Machine("4001")
    assert "annul" in {one["name"] for one in supervisor.get(f"/cases/{case}").body["actions"]}
    given = {"document": "复议决定 7 号", "reason": "事实认定错误"}
    seen = officer.get(f"/cases/{case}").etag
    refused = officer.post(f"/cases/{case}/annulment", given, match=seen)
    assert (refused.status, refused.code) == (403, "core.permission_missing")
    lacking = supervisor.post(f"/cases/{case}/annulment", {**given, "reason": " "}, match=seen)
    assert (lacking.status, lacking.code) == (422, "cases.reason_missing")
    assert supervisor.act(case, "annulment", given).body["status"] == "in_review"
