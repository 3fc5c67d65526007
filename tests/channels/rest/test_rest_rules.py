"""What holds for every request: tokens, keys, versions, problems; callbacks; handing over at once."""

import json
import re
import secrets
from datetime import date

import pytest
from django.conf import settings

from onething.adapters.departments import sign
from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.channels.rest import wire
from onething.core.actors import Actor
from onething.core.codes import make_case_number
from onething.kit.ports import now
from tests.areas.cases.test_working import Story
from tests.areas.cases.tolerant import PHOTO, tolerant_files
from tests.areas.cases.world import APPLICANT
from tests.channels.rest.forms import ANSWERS, answered, open_lines, picture, typed
from tests.channels.rest.machine import API, Machine
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
DRAFT = {"scene": "disabled-services"}


class TestAToken:
    def test_is_asked_for_where_a_person_is_needed(self, nobody):
        refused = nobody.get("/drafts")
        assert (refused.status, refused.code) == (401, "kit.sign_in_first")
        assert refused.headers["Content-Type"] == "application/problem+json"

    def test_that_nobody_gave_makes_nobody_of_the_caller(self, nobody):
        nobody.headers["Authorization"] = "Bearer ot_made-up"
        assert nobody.get("/drafts").status == 401
        assert nobody.get("/scenes").status == 200

    def test_does_not_fall_back_to_the_session_of_a_browser(self, city):
        machine = Machine()
        account = people.find_account_by_login(Actor.job("demo"), login="990000197904300358")
        account = account or next(
            one for one in people.list_demo_accounts(Actor.visitor()) if one.login == "990000197904300358"
        )
        machine.client.post(f"/sign-in/demo/{account.id}")
        assert machine.get("/drafts").status == 200
        machine.headers["Authorization"] = "Bearer ot_made-up"
        assert machine.get("/drafts").status == 401

    def test_is_kept_as_a_hash_only(self, li):
        from onething.areas.people.models import TokenRow

        text = li.headers["Authorization"].removeprefix("Bearer ")
        assert text not in json.dumps(list(TokenRow.objects.values("hash", "name")))

    def test_ends(self, li):
        from onething.areas.people.models import TokenRow

        TokenRow.objects.update(made_at="2020-01-01T00:00Z", ends_at="2020-02-01T00:00Z")
        assert li.get("/drafts").status == 401

    def test_is_not_given_for_a_wrong_password(self, nobody):
        refused = nobody.post("/tokens", {"login": "990000197904300358", "password": "wrong"})
        assert (refused.status, refused.code) == (401, "people.sign_in_failed")


class TestAKey:
    def test_is_needed_for_a_write(self, li):
        refused = li.post("/drafts", DRAFT, key="")
        assert (refused.status, refused.code) == (400, "rest.key_missing")

    def test_gives_the_same_answer_to_the_same_request(self, li):
        first, again = (li.post("/drafts", DRAFT, key="one") for _ in range(2))
        assert (first.status, first.body["id"]) == (again.status, again.body["id"])
        assert again.headers["Idempotency-Replayed"] == "true"
        assert again.etag == first.etag
        assert len(li.get("/drafts").body) == 1

    def test_refuses_another_request(self, li):
        li.post("/drafts", DRAFT, key="one")
        refused = li.post("/drafts", {"scene": "birth"}, key="one")
        assert (refused.status, refused.code) == (409, "rest.key_reused")

    def test_is_the_callers_own(self, li, city):
        li.post("/drafts", DRAFT, key="one")
        other = Machine("990000198601200119")
        assert other.post("/drafts", {"scene": "birth"}, key="one").status == 201

    def test_gives_the_answer_of_its_twin_to_a_request_that_came_at_the_same_moment(self, li, monkeypatch):
        draft = li.post("/drafts", DRAFT)
        asked = f"/drafts/{draft.body['id']}", {"answers": {"certified": "none"}}
        first = li.write("patch", *asked, match=draft.etag, key="one")
        kept, looks = wire._again, []

        def not_there_yet(*given):
            looks.append(given)
            return kept(*given) if len(looks) > 1 else None

        monkeypatch.setattr(wire, "_again", not_there_yet)
        second = li.write("patch", *asked, match=draft.etag, key="one")
        assert (second.status, second.etag) == (200, first.etag)
        assert second.headers["Idempotency-Replayed"] == "true"

    def test_is_free_again_after_a_refusal(self, li):
        assert li.post("/drafts", {"scene": "nothing"}, key="one").status == 404
        assert li.post("/drafts", DRAFT, key="one").status == 201


class TestAVersion:
    def test_is_asked_for_at_a_change(self, li):
        draft = li.post("/drafts", DRAFT)
        refused = li.write("patch", f"/drafts/{draft.body['id']}", {"answers": {"certified": "none"}})
        assert (refused.status, refused.code) == (428, "rest.match_missing")

    def test_that_has_moved_is_refused_and_changes_nothing(self, li):
        draft = li.post("/drafts", DRAFT)
        path = f"/drafts/{draft.body['id']}"
        li.write("patch", path, {"answers": {"certified": "none"}}, match=draft.etag)
        late = li.write("patch", path, {"answers": {"certified": "valid"}}, match=draft.etag)
        assert (late.status, late.code) == (412, "guidance.draft_moved")
        assert li.get(path).body["answers"]["certified"] == "none"


class TestAPlan:
    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ({"bearers": {"newborn": 50}}, "guidance.bearers_outside"),
            ({"bearers": {"newborn": 0}}, "guidance.bearers_outside"),
            ({"bearers": {"nope": 2}}, "guidance.line_unknown"),
            ({"dropped": ["nope"]}, "guidance.line_unknown"),
            ({"insisted": ["nope"]}, "guidance.line_unknown"),
        ],
    )
    def test_refuses_what_a_draft_refuses(self, nobody, li, asked, code):
        refused = nobody.post("/scenes/birth/plan", asked)
        draft = li.post("/drafts", {"scene": "birth"})
        changed = li.write("patch", f"/drafts/{draft.body['id']}", asked, match=draft.etag)
        assert (refused.status, refused.code) == (changed.status, changed.code) == (422, code)

    def test_takes_two_children(self, nobody):
        made = nobody.post("/scenes/birth/plan", {"bearers": {"newborn": 2}})
        assert "newborn[2]/person.name" in {one["key"] for one in made.body["fields"]}


class TestANumber:
    WRONG = "20261105441900W001000123A"

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("get", "/applications/{}", None),
            ("get", "/applications/{}/receipt", None),
            ("post", "/applications/{}/withdrawal", {}),
            ("put", "/applications/{}/contact", {"phone": "13800000358"}),
            ("post", "/applications/{}/notice", {}),
            ("get", "/cases/{}-2", None),
            ("post", "/cases/{}-2/checked", None),
            ("post", "/cases/{}-2/opinions", {"text": "x"}),
            ("post", "/cases/{}-2/annulment", {"document": "x", "reason": "x"}),
        ],
    )
    def test_with_a_wrong_check_character_is_refused_with_the_sentence_of_the_page(
        self, li, method, path, body
    ):
        login = "4001" if path.endswith("annulment") else "2208"
        machine = Machine(login) if path.startswith("/cases") or path.endswith("notice") else li
        machine.headers["Accept-Language"] = "en"
        asked = path.format(self.WRONG)
        refused = machine.get(asked) if method == "get" else machine.write(method, asked, body, match='"1"')
        assert (refused.status, refused.code) == (422, "codes.wrong_check_character")
        assert "check character" in refused.body["title"]

    def test_may_be_written_as_it_is_printed(self, li):
        number = make_case_number(date(2026, 11, 5), "441900", "W001", 123).printed
        assert li.get(f"/applications/{number.lower()}").code == "cases.application_not_found"


class TestARefusedAct:
    def act(self, officer, case, act, body):
        seen = officer.get(f"/cases/{case}")
        return officer.post(f"/cases/{case}/{act}", body, match=seen.etag)

    def test_says_what_can_be_done_now(self, city):
        story = Story().accept("disability-certificate")
        case = story.numbers["disability-certificate"]
        officer = Machine("2208")
        officer.headers["Accept-Language"] = "en"
        blank = self.act(officer, case, "opinions", {"text": " ", "favourable": True})
        assert (blank.status, blank.code) == (422, "cases.opinion_missing")
        assert "Write the opinion" in blank.body["title"]
        cases.withdraw(APPLICANT, case=case, now=story.now)
        ended = self.act(officer, case, "opinions", {"text": "x", "favourable": True})
        assert (ended.status, ended.code) == (422, "cases.already_ended")
        assert "has ended" in ended.body["title"]
        assert ended.body["detail"] == "Nothing is left to do; the result is on the page of the case."


class TestANewVersionOfTheMatter:
    def test_sets_an_answer_aside_that_it_does_not_know_and_says_so(self, li):
        answers = {"certified": "none", "by": "self", "age": 40}
        path = f"/drafts/{li.post('/drafts', {**DRAFT, 'answers': answers}).body['id']}"
        files = {
            name: re.sub(rb"\bself\b(?!-)", b"myself", content)
            if name.startswith(("scenes/dis", "items/"))
            else content
            for name, content in FILES.items()
            if not name.startswith("examples/disabled")
        }
        catalogue.publish(Actor.job("load"), files=files, now=now())
        draft = li.get(path)
        assert (draft.status, draft.body["answers"]) == (200, {"certified": "none", "age": 40})
        (told,) = [one for one in draft.body["news"] if one["kind"] == "answer"]
        assert (told["key"], told["change"]) == ("by", "gone")
        assert "no longer among the choices, answer again" in told["text"]["en"]
        again = li.write("patch", path, {"answers": {"by": "myself"}}, match=draft.etag)
        assert (again.status, again.body["answers"]["by"]) == (200, "myself")


class TestAProblem:
    def test_names_every_place_that_does_not_fit(self, li):
        refused = li.post("/drafts", {"scene": 7, "anwsers": {}})
        assert refused.status == 422
        assert {one["where"] for one in refused.body["errors"]} == {"body/scene", "body/anwsers"}

    @pytest.mark.parametrize(
        "body", [b"{", b'{"scene": NaN}', b'"\\ud800"', b"\xff", b'{"scene": "\\u0000"}']
    )
    def test_comes_for_what_cannot_be_read(self, li, body):
        headers = {**li.headers, "Idempotency-Key": "k"}
        refused = li.client.post(f"{API}/drafts", body, content_type="application/json", headers=headers)
        assert refused.status_code == 400
        assert refused.json()["code"] == "rest.body_unreadable"

    def test_speaks_the_language_of_the_caller(self, nobody):
        nobody.headers["Accept-Language"] = "en"
        assert nobody.get("/drafts").body["title"].isascii()
        nobody.headers["Accept-Language"] = "zh"
        assert not nobody.get("/drafts").body["title"].isascii()

    def test_of_somebody_elses_draft_is_that_there_is_none(self, li, city):
        draft = li.post("/drafts", DRAFT)
        assert Machine("990000198601200119").get(f"/drafts/{draft.body['id']}").status == 404


class TestInsisting:
    def test_puts_an_item_back_whose_condition_the_answers_do_not_meet(self, li):
        draft = li.post("/drafts", DRAFT)
        path = f"/drafts/{draft.body['id']}"
        answers = {"certified": "valid", "household": "dongguan", "wants": ["hardship"], "income": "none"}
        without = li.write("patch", path, {"answers": answers}, match=draft.etag)
        assert "hardship-allowance" not in [one["id"] for one in without.body["plan"]["items"]]
        again = li.write("patch", path, {"insisted": ["hardship-allowance"]}, match=without.etag)
        assert "hardship-allowance" in [one["id"] for one in again.body["plan"]["items"]]

    def test_on_an_unknown_item_is_refused(self, li):
        draft = li.post("/drafts", DRAFT)
        refused = li.write("patch", f"/drafts/{draft.body['id']}", {"insisted": ["gold"]}, match=draft.etag)
        assert (refused.status, refused.code) == (422, "guidance.line_unknown")


class TestHandingOverAtOnce:
    def body(self, li):
        """Everything that a draft would have held."""
        draft = answered(li, li.post("/drafts", DRAFT))
        files = {}
        for number, line in enumerate(open_lines(draft)):
            kept = li.upload("/files", picture(f"{number}.png", shade=number))
            files[line] = [kept.body["hash"]]
        answers = {name: ANSWERS.get(name, value) for name, value in draft.body["answers"].items()}
        return {
            "scene": "disabled-services",
            "answers": answers,
            "values": typed(draft),
            "files": files,
            "delivery": {"way": "electronic"},
        }

    def test_gives_the_same_receipt_for_the_same_key(self, li):
        body = self.body(li)
        sheet = li.post("/sheets", body)
        assert sheet.status == 200, sheet
        signed = {**body, "signed_hash": sheet.body["hash"]}
        first, again = (li.post("/applications", signed, key="mine") for _ in range(2))
        assert first.status == 201, first
        assert first.body["number"] == again.body["number"]
        assert len(li.get("/applications").body["lines"]) == 1

    def test_is_refused_when_the_signature_covers_something_else(self, li):
        body = self.body(li)
        sheet = li.post("/sheets", body)
        other = {**body, "values": {**body["values"], "applicant/person.ethnicity": "壮族"}}
        refused = li.post("/applications", {**other, "signed_hash": sheet.body["hash"]})
        assert (refused.status, refused.code) == (422, "guidance.sheet_changed")

    def test_takes_no_file_that_somebody_else_uploaded(self, li, city):
        body = self.body(li)
        stranger = Machine("990000198601200119")
        refused = stranger.post("/sheets", body)
        assert (refused.status, refused.code) == (422, "rest.file_unknown")


class TestACallback:
    PATH = f"{API}/callbacks/disabled-federation"

    def send(self, machine, body, *, key_of="disabled-federation", nonce="", sender="disabled-federation"):
        key = settings.SYSTEM_KEYS.get(key_of, b"another key")
        content = json.dumps(body).encode()
        moment = int(now().timestamp())
        headers = sign(
            key, sender, "POST", self.PATH, content, moment=moment, nonce=nonce or secrets.token_hex(8)
        )
        return machine.client.post(self.PATH, content, content_type="application/json", headers=headers)

    @pytest.fixture
    def told(self, city):
        """The case of a person, of which the system was told."""
        return Story().numbers["disability-certificate"]

    def test_is_taken_in_when_it_is_signed(self, nobody, told):
        taken = self.send(nobody, {"key": f"{told}/1", "sequence": 1, "event": "received"})
        assert (taken.status_code, taken.json()) == (202, {"applied": False})

    def test_of_a_finding_is_an_opinion_once_however_often_it_comes(self, nobody, told):
        news = {"key": f"{told}/1", "sequence": 2, "event": "finding", "text": "照片看不清"}
        answers = [self.send(nobody, news).json() for _ in range(3)]
        assert answers == [{"applied": True}, {"applied": False}, {"applied": False}]

    def test_that_comes_again_with_other_words_is_a_conflict(self, nobody, told):
        news = {"key": f"{told}/1", "sequence": 2, "event": "finding", "text": "照片看不清"}
        self.send(nobody, news)
        assert self.send(nobody, {**news, "text": "照片很好"}).status_code == 409

    def test_is_refused_when_it_comes_again_with_the_same_signature(self, nobody, told):
        news = {"key": f"{told}/1", "sequence": 1, "event": "received"}
        assert self.send(nobody, news, nonce="nonce-of-the-first").status_code == 202
        assert self.send(nobody, news, nonce="nonce-of-the-first").status_code == 401

    def test_that_is_forged_stands_in_the_log_with_the_system_it_claims_to_be(self, nobody, told):
        news = {"key": f"{told}/1", "sequence": 1, "event": "decided", "outcome": "granted"}
        for _ in range(3):
            self.send(nobody, news, key_of="nobody")
        entries = EntryRow.objects.filter(action="rest:callback_refused")
        assert [one.detail["system"] for one in entries] == ["disabled-federation"] * 3

    @pytest.mark.parametrize(
        "wrong",
        [
            {"key_of": "nobody"},
            {"sender": "civil-affairs"},
            {"key_of": "civil-affairs"},
            {"key_of": "civil-affairs", "sender": "civil-affairs"},
        ],
    )
    def test_is_refused_from_anybody_else(self, nobody, wrong):
        news = {"key": "20261126-1/1", "sequence": 1, "event": "received"}
        refused = self.send(nobody, news, **wrong)
        assert (refused.status_code, refused.json()["code"]) == (401, "rest.signature_refused")

    def test_that_registers_a_case_is_signed_like_the_others(self, nobody):
        path = f"{API}/registered/disabled-federation"
        case = {
            "number": "X1",
            "sequence": 1,
            "item": "disability-certificate",
            "person": APPLICANT.person_id,
            "name": "黎国安",
            "received_on": "2026-03-02",
            "status": "running",
        }
        forged = nobody.client.post(path, json.dumps(case), content_type="application/json")
        assert (forged.status_code, forged.json()["code"]) == (401, "rest.signature_refused")
        self.PATH = path
        handled_here = self.send(nobody, case)
        assert (handled_here.status_code, handled_here.json()["code"]) == (422, "cases.handover_refused")

    def test_that_refuses_says_who_why_and_what_to_do(self, nobody):
        news = {"key": "20261126-1/1", "sequence": 1, "event": "decided", "outcome": "refused"}
        refused = self.send(nobody, news)
        assert (refused.status_code, refused.json()["code"]) == (422, "rest.not_a_decision")

    def test_that_grants_in_part_says_what_why_not_more_and_what_to_do(self, nobody, told):
        news = {
            "key": f"{told}/1",
            "sequence": 1,
            "event": "decided",
            "outcome": "partly",
            "text": "准予肢体残疾一级",
            "officer": "残联 李审",
            "facts": "视力残疾不成立",
            "article": "残疾人证管理办法 第八条",
            "reason": "没有评定结论",
        }
        refused = self.send(nobody, news)
        assert (refused.status_code, refused.json()["code"]) == (422, "cases.grounds_missing")
        unsaid = self.send(nobody, {**news, "text": " ", "remedy": "60 日内申请行政复议，或者 6 个月内起诉"})
        assert (unsaid.status_code, unsaid.json()["code"]) == (422, "rest.not_a_decision")
        taken = self.send(nobody, {**news, "remedy": "60 日内申请行政复议，或者 6 个月内起诉"})
        assert taken.status_code == 202

    def test_of_an_unknown_case_is_told_so(self, nobody):
        news = {"key": "20261126-1/1", "sequence": 1, "event": "decided", "outcome": "granted"}
        assert self.send(nobody, news).status_code == 404


class TestAPaperThatFollows:
    """Its day is judged when it is chosen, as on the pages."""

    @pytest.fixture
    def city(self, city):
        catalogue.publish(Actor.job("load"), files=tolerant_files(), now=now())

    @pytest.mark.parametrize("until", ["2020-01-01", "2999-01-01"])
    def test_is_refused_with_a_day_in_the_past_or_beyond_its_items(self, li, until):
        draft = answered(li, li.post("/drafts", DRAFT))
        asked = {"ways": {PHOTO: {"way": "later", "until": until}}}
        refused = li.write("patch", f"/drafts/{draft.body['id']}", asked, match=draft.etag)
        assert (refused.status, refused.code) == (422, "guidance.promise_outside")
