"""Licences at work: an office or its system reads fields for a case, anyone verifies, and what becomes of them reaches cases."""

import json
import secrets
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from onething.adapters.departments import sign
from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, PushRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import ChangeRow, CopyRow, LicenceRow, UseRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.errors import AlreadyEnded, ReliedLicenceFallen
from onething.core.cases.parts import Outcome, Righting
from onething.core.errors import DomainError
from onething.core.licences import LicenceAct
from onething.core.papers import LicenceState
from onething.core.ports import Clock
from onething.kit.jobs import api as jobs
from onething.kit.ports import bound
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    CLERK,
    FEDERATION,
    FULL,
    HUMAN,
    LI,
    NIGHT,
    SUPERVISOR,
    at,
    manager,
)
from tests.channels.rest.machine import API, Machine
from tests.channels.review.staff import officer

pytestmark = pytest.mark.django_db
NOW = at("2026-03-20", 14)
KIND = "disability-certificate"
LEVEL = "disability.level"
PURPOSE = "核对残疾等级"


class StillClock:
    moment = NOW

    def now(self):
        return self.moment


@pytest.fixture(autouse=True)
def clock():
    with bound(Clock, made := StillClock()):
        yield made


@pytest.fixture
def life():
    """The certificate is granted and made; the allowance of another office runs on."""
    story = Story().accept(KIND, "hardship-allowance", "pension-enrolment")
    story.on("2026-03-20").grant(KIND)
    number = story.numbers[KIND]
    for result in cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
    jobs.drain(now=story.now)
    return story


@pytest.fixture
def card(life):
    (held,) = licences.list_own(APPLICANT)
    return held


@pytest.fixture
def case(life):
    return life.numbers["hardship-allowance"]


def lend(card, to=CIVIL.department, *fields):
    return licences.give_grant(
        APPLICANT,
        identifier=card.identifier,
        to=to,
        fields=list(fields) or [LEVEL],
        purpose="发放生活补贴",
        until=date(2026, 12, 31),
        now=NOW,
    )


def use(case, actor=CIVIL, **more):
    given = {"licence": KIND, "fields": [LEVEL], "purpose": PURPOSE, "now": NOW}
    return licences.use_in_case(actor, case=case, **{**given, **more})


def refused(code, do):
    """It names what is wrong, and nobody was told anything."""
    before = (UseRow.objects.count(), audit.count_looks(APPLICANT))
    with pytest.raises(DomainError) as no:
        do()
    assert no.value.code == code
    assert (UseRow.objects.count(), audit.count_looks(APPLICANT)) == before


def article(case):
    return cases.case_view(CIVIL, case=case, now=NOW).law[0]


class TestALicenceInAnotherCase:
    def test_is_read_as_fields_on_the_holders_leave(self, case, card):
        lend(card)
        found = use(case)
        assert (found.identifier, dict(found.fields)) == (card.identifier, {LEVEL: "1"})
        assert (found.basis, found.basis_text) == ("grant", "发放生活补贴")

    def test_is_read_on_an_article_of_the_item(self, case, card):
        law = article(case)
        found = use(case, law=law)
        assert (found.basis, found.basis_text) == ("law", law)

    def test_is_read_on_no_other_article(self, case, card):
        for law in ("某法 第一条", article(case) + "一", "残疾人保障法"):
            refused("licences.law_not_listed", lambda named=law: use(case, law=named))

    def test_is_not_read_without_leave_or_article(self, case, card):
        refused("licences.leave_missing", lambda: use(case))
        lend(card, HUMAN.department)
        refused("licences.leave_missing", lambda: use(case))

    def test_gives_no_more_than_the_leave_and_the_asking(self, case, card):
        lend(card, CIVIL.department, LEVEL, "disability.kind")
        wanted = [LEVEL, "disability.certificate_number"]
        assert dict(use(case, fields=wanted).fields) == {LEVEL: "1"}
        refused("licences.leave_missing", lambda: use(case, fields=["disability.certificate_number"]))

    @pytest.mark.parametrize("without", [{"fields": []}, {"purpose": " "}, {"purpose": "\u200b"}])
    def test_is_not_read_without_fields_and_purpose(self, case, card, without):
        lend(card)
        refused("licences.use_incomplete", lambda: use(case, **without))

    def test_is_read_by_the_office_that_has_the_case_only(self, case, card):
        law = article(case)
        refused("cases.case_not_found", lambda: use(case, HUMAN, law=law))
        refused("cases.case_not_found", lambda: use("20200305441900P003000001G-1", law="某法"))

    def test_is_not_read_for_a_case_that_is_over(self, life, case, card):
        law = article(case)
        cases.withdraw(APPLICANT, case=case, reason="改主意", now=NOW)
        with pytest.raises(AlreadyEnded):
            use(case, law=law)

    @pytest.mark.parametrize(
        "role", sorted(set(Role) - {Role.REVIEWER, Role.MANAGER, Role.CLERK, Role.SYSTEM})
    )
    def test_is_an_offices_to_read(self, case, card, role):
        other = Actor("user:x", "别人", frozenset({role}), department=CIVIL.department, person_id=LI)
        with pytest.raises(PermissionMissing, match="licences:use"):
            use(case, other, law="某法")

    def test_stands_on_the_holders_page_with_case_purpose_basis_and_fields(self, li, case, card):
        use(case, law=article(case))
        page = li.get(f"/licences/{card.identifier}/").content.decode()
        for said in (PURPOSE, case, "法律规定", article(case), "残疾等级", CIVIL.name):
            assert said in page, said


class TestWhatBecomesOfALicence:
    """Every running case that used it is told, and not granted before somebody looked again."""

    def suspend(self, card):
        given = {"ground": "check", "article": "残疾人证管理办法 第八条", "reason": "核查评定表"}
        licences.change(FEDERATION, identifier=card.identifier, act=LicenceAct.SUSPEND, now=NOW, **given)

    def revoke(self, life):
        number = life.numbers[KIND]
        given = {"kind": Righting.REVOCATION, "ground": "deceit", "grounds": FULL}
        cases.propose_righting(FEDERATION, case=number, now=NOW, **given)
        later = NOW + timedelta(days=14)
        cases.confirm_righting(manager(FEDERATION.department), case=number, now=later)
        return later

    def test_reaches_the_case_that_used_it_and_its_page(self, life, case, card):
        use(case, law=article(case))
        self.suspend(card)
        jobs.drain(now=NOW)
        view = cases.case_view(CIVIL, case=case, now=NOW)
        assert [(one.state.zh, [name.zh for name in one.keys]) for one in view.fallen] == [
            ("暂停", ["残疾等级"])
        ]
        civil = officer("方可", CIVIL.department, staff="2301")
        page = civil.get(f"/review/{case}/")
        assert "依据的证照变了" in page.content.decode()
        assert page.context["main"].act == "look-again"

    def test_by_a_decision_of_two_reaches_every_running_case_once(self, life, card):
        other = life.numbers["pension-enrolment"]
        lend(card, HUMAN.department)
        use(other, HUMAN)
        use(other, HUMAN)
        later = self.revoke(life)
        jobs.drain(now=later)
        relying = {one for one, _ in licences.list_relying(SUPERVISOR, identifier=card.identifier)}
        assert other in relying
        history = cases.case_view(HUMAN, case=other, now=later).history
        assert [one.name for one in history].count("ReliedLicenceChanged") == 1
        told = CaseRow.objects.get(number=other).sequence
        cases.note_licences(NIGHT, case=other, now=later)
        assert CaseRow.objects.get(number=other).sequence == told

    def test_keeps_the_case_from_being_granted_until_somebody_looked_again(self, life, card):
        other = life.numbers["pension-enrolment"]
        lend(card, HUMAN.department)
        use(other, HUMAN)
        self.suspend(card)
        office = life.to_decision("pension-enrolment")
        said = {"case": other, "outcome": Outcome.GRANTED, "grounds": FULL, "content": "准予", "now": NOW}
        with pytest.raises(ReliedLicenceFallen):
            cases.decide(office, **said)
        jobs.drain(now=NOW)
        reason = "等级不影响参保"
        cases.look_again(office, case=other, licence=card.identifier, reason=reason, now=NOW)
        assert cases.decide(office, **said).outcome == "granted"


class TestOverRest:
    def path(self, case):
        return f"/cases/{case}/licence-uses"

    BODY = {"licence": KIND, "fields": [LEVEL], "purpose": PURPOSE}

    @pytest.fixture
    def civil(self, life):
        officer("方可", CIVIL.department, staff="2301")
        return Machine("2301")

    def test_an_officer_gets_fields_and_nothing_else(self, civil, case, card):
        lend(card)
        answer = civil.post(self.path(case), self.BODY)
        assert (answer.status, answer.body["fields"]) == (200, {LEVEL: "1"})
        assert answer.body.keys() == {"identifier", "label", "fields", "basis", "basis_text"}
        assert "黎国安" not in answer.content.decode()
        (seen,) = licences.list_uses(APPLICANT, identifier=card.identifier)[:1]
        assert (seen.case, seen.purpose.zh, seen.who) == (case, PURPOSE, "方可")

    def test_without_leave_or_article_it_is_refused(self, civil, case, card):
        for law, code in (("", "licences.leave_missing"), ("某法 第一条", "licences.law_not_listed")):
            answer = civil.post(self.path(case), {**self.BODY, "law": law})
            assert (answer.status, answer.code) == (403, code)
        assert not UseRow.objects.filter(purpose_zh=PURPOSE).exists()

    @pytest.mark.parametrize("missing", ["licence", "fields", "purpose"])
    def test_says_which_part_is_missing(self, civil, case, card, missing):
        answer = civil.post(self.path(case), {k: v for k, v in self.BODY.items() if k != missing})
        assert answer.status == 422
        assert missing in answer.body["errors"][0]["where"]

    def test_is_for_those_who_work_on_cases(self, life, case, card):
        assert Machine().post(self.path(case), self.BODY).status == 401
        for staff, role in enumerate((Role.SUPERVISOR, Role.AUDITOR, Role.HOTLINE), start=9001):
            officer("别人", CIVIL.department, role, staff=str(staff))
            answer = Machine(str(staff)).post(self.path(case), self.BODY)
            assert (answer.status, answer.code) == (403, "core.permission_missing")

    def send(self, case, *, system="civil-affairs", key="civil-affairs", **more):
        path = f"{API}/licence-uses/{system}"
        content = json.dumps({**self.BODY, "case": case, **more}).encode()
        moment, nonce = int(NOW.timestamp()), secrets.token_hex(8)
        secret = settings.SYSTEM_KEYS.get(key, b"another key")
        headers = sign(secret, system, "POST", path, content, moment=moment, nonce=nonce)
        return Client().post(path, content, content_type="application/json", headers=headers)

    def test_a_department_system_reads_for_a_case_that_it_was_told_of(self, li, life, case, card):
        lend(card)
        assert PushRow.objects.filter(case=case, system="civil-affairs").exists()
        answer = self.send(case)
        assert (answer.status_code, answer.json()["fields"]) == (200, {LEVEL: "1"})
        page = li.get(f"/licences/{card.identifier}/").content.decode()
        assert PURPOSE in page
        assert case in page

    def test_a_department_system_reads_nothing_without_leave_for_others_cases_or_unsigned(self, case, card):
        refusals = (
            (self.send(case), 403, "licences.leave_missing"),
            (self.send(case, law="某法"), 403, "licences.law_not_listed"),
            (
                self.send(case, system="disabled-federation", key="disabled-federation"),
                404,
                "cases.case_not_found",
            ),
            (self.send("20200305441900P003000001G-1"), 404, "cases.case_not_found"),
            (self.send(case, key="nobody"), 401, "rest.signature_refused"),
        )
        for answer, status, code in refusals:
            assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert not UseRow.objects.filter(purpose_zh=PURPOSE).exists()


class TestVerifying:
    def test_by_the_code_of_the_qr_says_no_more_than_the_page(self, card):
        by_code, by_identifier = (
            Machine().get(f"/verify/licences/{one}").body for one in (card.code, card.identifier)
        )
        assert by_code == by_identifier
        assert by_code.keys() == {
            "label", "identifier", "issuer", "holder_name", "issued_on", "valid_to",
            "state", "intact", "at", "state_text", "since", "successor",
        }  # fmt: skip
        assert (by_code["state"], by_code["intact"]) == ("valid", True)
        page = Client(headers={"host": "localhost"}).get(f"/licences/verify/{card.code}").content.decode()
        for text in (page, json.dumps(by_code, ensure_ascii=False)):
            assert by_code["holder_name"] in text
            for personal in ("黎国安", LI, *map(str, card.fields.values())):
                assert personal not in text.replace(card.identifier, "") or len(personal) < 3

    def test_says_the_state_and_a_broken_seal(self, card):
        TestWhatBecomesOfALicence().suspend(card)
        jobs.drain(now=NOW)
        seen = Machine().get(f"/verify/licences/{card.code}").body
        assert (seen["state"], seen["intact"], seen["since"]) == ("suspended", True, "2026-03-20")
        LicenceRow.objects.update(state="valid")
        assert Machine().get(f"/verify/licences/{card.code}").body["intact"] is False

    def test_of_what_is_none_is_told_so(self, card):
        last = card.identifier[-1]
        for code in ("nothing", card.code + "x", card.identifier[:-1] + ("1" if last == "0" else "0")):
            answer = Machine().get(f"/verify/licences/{code}")
            assert (answer.status, answer.code) == (404, "licences.not_found")


class TestInTheReviewersRoom:
    @pytest.fixture
    def civil(self, life):
        return officer("方可", CIVIL.department, staff="2301")

    @pytest.fixture
    def federation(self, life):
        return officer("许知行", FEDERATION.department, staff="2208")

    def ask(self, client, case, **more):
        given = {"shown": [f"{KIND}|{LEVEL}"], "purpose": PURPOSE, "law": ""}
        return client.post(f"/review/{case}/use-licence", {**given, **more})

    def test_a_licence_is_used_from_the_page_of_the_case(self, civil, case, card):
        assert f"/review/{case}/use-licence" in civil.get(f"/review/{case}/").content.decode()
        answer = self.ask(civil, case, law=article(case))
        assert "一级" in answer.content.decode()
        assert UseRow.objects.filter(case=case, purpose_zh=PURPOSE).count() == 1

    def test_a_refusal_comes_back_on_the_form_with_what_was_typed(self, civil, case, card):
        answer = self.ask(civil, case)
        assert answer.status_code == 403
        assert "没有授权贵部门" in answer.content.decode()
        assert f'value="{PURPOSE}"' in answer.content.decode()
        two = [f"{KIND}|{LEVEL}", "id-card|person.name"]
        assert "一次查一种证照" in self.ask(civil, case, shown=two).content.decode()
        assert self.ask(civil, case, law="某法 第一条").status_code == 422
        assert not UseRow.objects.filter(purpose_zh=PURPOSE).exists()

    @pytest.mark.parametrize("page", ["use-licence", "change-licence", "replace-licence"])
    @pytest.mark.parametrize(
        "role", [Role.AUDITOR, Role.HOTLINE, Role.ADMIN, Role.CITIZEN, Role.ITEM_MANAGER]
    )
    def test_each_page_is_shut_to_others(self, life, case, page, role):
        other = officer("别人", CIVIL.department, role, staff="9001")
        number = case if page == "use-licence" else life.numbers[KIND]
        assert other.get(f"/review/{number}/{page}").status_code == 403
        assert other.post(f"/review/{number}/{page}", {"sure": "1"}).status_code == 403

    @pytest.mark.parametrize("page", ["change-licence", "replace-licence"])
    def test_another_office_finds_nothing_to_change(self, civil, life, case, card, page):
        assert civil.get(f"/review/{life.numbers[KIND]}/{page}").status_code == 404
        assert civil.get(f"/review/{case}/{page}").status_code == 404
        assert page not in civil.get(f"/review/{case}/").content.decode()

    def change(self, client, number, card, **more):
        given = {
            "licence": card.identifier, "act": "suspend", "ground": "check", "article": "残疾人证管理办法 8",
            "reason": "核查评定表", "sure": "1",
        }  # fmt: skip
        return client.post(f"/review/{number}/change-licence", {**given, **more}, follow=True)

    def test_the_office_that_made_it_suspends_and_resumes(self, federation, li, life, card):
        number = life.numbers[KIND]
        assert "再看一遍" in self.change(federation, number, card, sure=[]).content.decode()
        assert not ChangeRow.objects.exists()
        self.change(federation, number, card)
        assert "暂停" in li.get("/licences/").content.decode()
        self.change(federation, number, card, act="resume", ground="over", reason="查清了")
        assert [one.act for one in ChangeRow.objects.order_by("sequence")] == ["suspend", "resume"]

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"act": "resume", "ground": "over"}, "不能恢复"),
            ({"ground": "over"}, "没有这样的法定事由"),
            ({"act": "revoke"}, "选择一个有效的选项"),
            ({"reason": ""}, "写明理由"),
            ({"article": ""}, "写明依据哪一条"),
        ],
    )
    def test_a_change_that_the_rules_refuse_changes_nothing(self, federation, life, card, wrong, says):
        answer = self.change(federation, life.numbers[KIND], card, **wrong)
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert not ChangeRow.objects.exists()

    def replace(self, client, number, card, **more):
        given = {
            "licence": card.identifier, "ground": "renewed", "valid_to": "", "part": "", "now_is": "",
            "document": "东残〔2026〕1 号", "reason": "期满申请延续", "sure": "1",
        }  # fmt: skip
        return client.post(f"/review/{number}/replace-licence", {**given, **more}, follow=True)

    def test_it_is_renewed_and_altered_version_by_version(self, federation, li, life, card):
        number = life.numbers[KIND]
        self.replace(federation, number, card, valid_to="2046-03-19")
        (new,) = licences.list_of_case(FEDERATION, case=number)
        assert (new.valid_to, new.predecessor) == (date(2046, 3, 19), card.identifier)
        altered = {"ground": "altered", "part": LEVEL, "now_is": "2"}
        self.replace(federation, number, new, **altered)
        (newest,) = licences.list_of_case(FEDERATION, case=number)
        assert (newest.fields[LEVEL], newest.predecessor) == ("2", new.identifier)
        page = li.get(f"/licences/{card.identifier}/").content.decode()
        assert f"/licences/{new.identifier}/" in page
        assert "行政许可法 第五十条" in page
        assert "期满申请延续" in page

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"valid_to": "2030-01-01"}, "行政许可法第五十条"),
            ({"ground": "altered"}, "行政许可法第四十九条"),
            ({"ground": "altered", "part": LEVEL, "now_is": "1"}, "行政许可法第四十九条"),
            ({"ground": "altered", "part": LEVEL, "now_is": "九"}, "残疾等级"),
            ({"document": ""}, "写明决定的文号"),
        ],
    )
    def test_a_version_that_the_rules_refuse_is_not_made(self, federation, life, card, wrong, says):
        answer = self.replace(federation, life.numbers[KIND], card, **wrong)
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert "期满申请延续" in answer.content.decode()
        assert LicenceRow.objects.count() == 1
        assert not ChangeRow.objects.exists()

    def test_a_grant_that_is_revoked_later_takes_the_newest_version_with_it(self, federation, life, card):
        number = life.numbers[KIND]
        self.replace(federation, number, card, valid_to="2046-03-19")
        TestWhatBecomesOfALicence().revoke(life)
        states = set(LicenceRow.objects.values_list("state", "successor"))
        assert {state for state, successor in states if not successor} == {LicenceState.REVOKED}


class TestInTheWallet:
    def test_it_stands_with_its_state_and_a_copy_names_case_purpose_and_last_day(self, li, life, case, card):
        assert "残疾人证" in li.get("/licences/").content.decode()
        given = {
            "receiver": "东莞市公交公司", "purpose": "办理优待卡", "case": case,
            "fields_shown": [LEVEL], "until": "2026-03-31",
        }  # fmt: skip
        li.post(f"/licences/{card.identifier}/copy", given)
        made = CopyRow.objects.get()
        assert (made.case, made.purpose, made.until) == (case, "办理优待卡", date(2026, 3, 31))
        jobs.drain(now=NOW)
        seen = Client(headers={"host": "localhost"}).get(f"/licences/copies/{made.code}").content.decode()
        for said in (case, "办理优待卡", "东莞市公交公司", "2026"):
            assert said in seen


def test_a_job_of_ours_uses_no_licence(case, card):
    with pytest.raises(cases.CaseNotFound):
        use(case, NIGHT, law="某法")


def test_a_window_uses_a_licence_only_for_what_it_took_in(case, card):
    with pytest.raises(cases.CaseNotFound):
        use(case, CLERK, law="某法")
