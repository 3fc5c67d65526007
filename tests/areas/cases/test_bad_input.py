"""What must be refused: each refusal names the article or rule, changes nothing, and a page keeps what was typed."""

import json
import secrets
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from onething.adapters.departments import sign
from onething.areas.cases import api as cases
from onething.areas.cases.models import AskedRow, CallbackRow, CaseRow, EventRow, NoticeRow
from onething.areas.ratings import api as ratings
from onething.areas.ratings.models import RatingRow
from onething.core.actors import Actor, Role
from onething.core.cases.parts import Arising, Outcome
from onething.core.cases.phrases import point
from onething.core.errors import DomainError
from onething.core.papers import Level
from onething.kit.problems import say, status_of
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import (
    APPLICANT,
    FEDERATION,
    FULL,
    LI,
    STRANGER,
    SUPERVISOR,
    at,
    both_seats,
    city,
    manager,
    reviewer,
    signed,
    submission,
)
from tests.channels.rest.machine import API, Machine
from tests.channels.review.conftest import accepted, boss, clock, colleague, federation, number, receipt
from tests.channels.review.staff import act, citizen, draft, text, to_decision

__all__ = ["accepted", "boss", "clock", "colleague", "federation", "number", "receipt"]
pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
BOSS = manager("disabled-federation")
TABLES = (EventRow, NoticeRow, CallbackRow, AskedRow, RatingRow, CaseRow)


def as_it_is(house):
    sequences = sorted(CaseRow.objects.values_list("number", "sequence", "status"))
    ratings_ = sorted(RatingRow.objects.values_list("token", "level"))
    return [table.objects.count() for table in TABLES], sequences, ratings_, len(house.papers.issued)


@contextmanager
def nothing_happens(house):
    before, told = as_it_is(house), len(house.messages.told)
    yield
    assert as_it_is(house) == before
    assert len(house.messages.told) == told


def accepted_case(**more):
    return took(submission(**more), APPLICANT)


def took(given, actor):
    made = cases.submit(actor, submission=given, key=secrets.token_hex(8), now=at("2026-03-05"))
    case = next(one.number for one in made.cases if one.item == PERMIT)
    cases.accept(reviewer("disabled-federation"), case=case, now=NOW)
    return case


def supplemented():
    """A case that was told that its photo is unreadable, and whose applicant sent another."""
    made = cases.submit(APPLICANT, submission=submission(), key="k", now=at("2026-03-05"))
    case = next(one.number for one in made.cases if one.item == PERMIT)
    for row in CaseRow.objects.exclude(number=case):
        cases.mark_checked(reviewer(row.department), case=row.number, now=NOW)
    blurred = point("applicant/photo", "unreadable", city().materials["photo"].label)
    cases.record_findings(FEDERATION, case=case, points=[blurred], now=NOW)
    assert NoticeRow.objects.count() == 1
    files = [one for one in submission().materials if one.key == "applicant/photo"]
    application = case.rpartition("-")[0]
    cases.supplement(APPLICANT, application=application, materials=files, now=at("2026-03-10"))
    return case


def at_decision(case):
    view = cases.case_view(FEDERATION, case=case, now=NOW)
    decision = next(index for index, step in enumerate(view.steps) if step[0] == "decision")
    for step in range(view.step + 1, decision + 1):
        cases.enter_step(FEDERATION, case=case, step=step, now=NOW)
    return case


def decided(actor, case, **more):
    said = {"outcome": Outcome.GRANTED, "grounds": FULL, "content": "准予发证", "gives": GIVES, "now": NOW}
    return lambda: cases.decide(actor, case=case, **{**said, **more})


def second_finding():
    case = supplemented()
    missing = point("applicant/id-card", "missing", city().materials["id-card"].label)
    return lambda: cases.record_findings(FEDERATION, case=case, points=[missing], now=at("2026-03-11"))


def second_notice():
    """What arose from the supplement may be told; who tells it is a supervisor, with a reason."""
    case = supplemented()
    label = city().materials["photo"].label
    again = point("applicant/photo", "expired", label, arose=Arising.SUPPLEMENT)
    cases.record_findings(FEDERATION, case=case, points=[again], now=at("2026-03-11"))
    application = case.rpartition("-")[0]
    return lambda: cases.send_notice(FEDERATION, application=application, now=at("2026-03-17"))


def refusal_without_remedy():
    case = at_decision(accepted_case())
    return decided(FEDERATION, case, outcome=Outcome.REFUSED, grounds=replace(FULL, remedy=" "), gives={})


def extension_without_approver():
    case = accepted_case()
    return lambda: cases.extend(replace(BOSS, name=" "), case=case, days=5, reason="分歧", now=NOW)


def extension_without_reason():
    case = accepted_case()
    return lambda: cases.extend(BOSS, case=case, days=5, reason="\u200b", now=NOW)


def second_extension():
    case = accepted_case()
    cases.extend(BOSS, case=case, days=5, reason="分歧", now=NOW)
    return lambda: cases.extend(BOSS, case=case, days=1, reason="还有分歧", now=NOW)


def pause_without_ground():
    case = accepted_case()
    return lambda: cases.pause(FEDERATION, case=case, ground="", told_days=5, document="特 1", now=NOW)


def pause_on_another_ground():
    case = accepted_case()
    return lambda: cases.pause(
        FEDERATION, case=case, ground="site_check", told_days=5, document="特 1", now=NOW
    )


def pause_without_document():
    case = accepted_case()
    return lambda: cases.pause(FEDERATION, case=case, ground="appraisal", told_days=5, document="", now=NOW)


def decision_by_the_intake_clerk():
    actor = both_seats().to_actor()
    case = at_decision(took(signed(replace(submission(), channel="desk", intake=actor.id)), actor))
    return decided(actor, case)


def decision_on_a_paused_case():
    case = at_decision(accepted_case())
    cases.pause(FEDERATION, case=case, ground="appraisal", told_days=5, document="特 1", now=NOW)
    return decided(FEDERATION, case)


def callback_for_an_unknown_case():
    actor = Actor("system:disabled-federation", "残联系统", frozenset({Role.SYSTEM}))
    return lambda: cases.receive_callback(
        actor, system="disabled-federation", version=1001, case="20200305441900P003000001G-1",
        body={"text": "照片看不清"}, now=NOW,
    )  # fmt: skip


def rating_for_anothers_case():
    token = ratings.ask(Actor.job("house"), application="A1", person=LI, channel="portal", served=(), now=NOW)
    return lambda: ratings.rate(STRANGER, token=token, level=Level.BAD, text="不好", now=NOW)


def two_reviewers_at_once():
    case = at_decision(accepted_case())
    seen = CaseRow.objects.get(number=case).sequence
    cases.give_opinion(reviewer("disabled-federation", name="先到的"), case=case, text="先看", now=NOW)
    return decided(FEDERATION, case, seen=seen)


def a_draft_beside_a_draft():
    case = at_decision(accepted_case())
    first = reviewer("disabled-federation", name="许知行")
    cases.decide(first, case=case, outcome=Outcome.REFUSED, grounds=FULL, now=NOW)
    return decided(reviewer("disabled-federation", name="高明"), case)


REFUSED = [
    (second_finding, "cases.told_once", 422, "行政许可法第三十二条"),
    (second_notice, "cases.supervisor_needed", 422, "行政许可法第三十二条"),
    (refusal_without_remedy, "cases.grounds_missing", 422, "行政许可法第三十八条"),
    (extension_without_approver, "clock.extension_incomplete", 422, "行政许可法第四十二条"),
    (extension_without_reason, "clock.extension_incomplete", 422, "行政许可法第四十二条"),
    (second_extension, "clock.second_extension", 422, "行政许可法第四十二条"),
    (pause_without_ground, "clock.ground_not_allowed", 422, "行政许可法 45"),
    (pause_on_another_ground, "clock.ground_not_allowed", 422, "行政许可法 45"),
    (pause_without_document, "clock.pause_not_told", 422, "行政许可法第四十五条"),
    (decision_by_the_intake_clerk, "cases.same_person", 422, "收审分离、双人复核规则"),
    (decision_on_a_paused_case, "cases.clock_stands", 422, "行政许可法第四十五条"),
    (callback_for_an_unknown_case, "cases.case_not_found", 404, "不在您的部门"),
    (rating_for_anothers_case, "ratings.not_yours", 403, "好差评规则"),
    (two_reviewers_at_once, "cases.moved", 409, "又有了变化"),
    (a_draft_beside_a_draft, "cases.draft_waits", 409, "许知行"),
]


@pytest.mark.parametrize(("bad", "code", "status", "says"), REFUSED, ids=[row[0].__name__ for row in REFUSED])
def test_the_service_refuses_it_by_its_rule_and_changes_nothing(house, bad, code, status, says):
    with permits():
        do = bad()
        with nothing_happens(house), pytest.raises(DomainError) as refused:
            do()
    assert (refused.value.code, status_of(refused.value)) == (code, status)
    assert says in str(say(refused.value))


def test_a_supervisor_without_a_reason_tells_no_second_time(house):
    with permits():
        second_notice()
        application = CaseRow.objects.get(item=PERMIT).application.number
        with nothing_happens(house), pytest.raises(DomainError) as refused:
            cases.send_notice(SUPERVISOR, application=application, reason="\u3000", now=at("2026-03-17"))
    assert refused.value.code == "cases.supervisor_needed"


#: page -> what is typed, which text the page must say, and what of it must stand in the form again
PAGES = [
    ("pause", {"ground": "", "told_days": "5", "document": "特告 7"}, "行政许可法第四十五条", ["特告 7"]),
    ("pause", {"ground": "site_check", "told_days": "5", "document": "特告 7"}, "行政许可法第四十五条", ["特告 7"]),
    ("pause", {"ground": "appraisal", "told_days": "17", "document": ""}, "行政许可法第四十五条", ['value="17"']),
    ("extend", {"days": "15", "reason": "评定有分歧"}, "时限规则", ["评定有分歧", 'value="15"']),
    ("extend", {"days": "5", "reason": "\u200b"}, "行政许可法第四十二条", ['value="5"']),
    (
        "decline",
        {"kind": "not_competent", "facts": "户籍在外市", "article": "第八条", "reason": "不归本市", "remedy": ""},
        "行政许可法第三十八条",
        ["户籍在外市", "不归本市"],
    ),
]  # fmt: skip


class TestThePage:
    @pytest.mark.parametrize(("name", "typed", "says", "kept"), PAGES)
    def test_of_an_act_keeps_what_was_typed(self, house, boss, number, name, typed, says, kept):
        if name in ("pause", "extend"):
            act(boss, number, "accept")
        with nothing_happens(house):
            page = act(boss, number, name, **typed, sure="1")
        assert page.status_code == 422
        assert says in text(page)
        for words in kept:
            assert words in text(page), words

    def test_of_a_refusal_without_remedy_keeps_the_draft(self, house, federation, accepted):
        page = to_decision(federation, accepted)
        given = draft(page, outcome="refused", reason="不符合第八条", remedy="")
        with nothing_happens(house):
            answer = act(federation, accepted, "decide", **given)
        assert answer.status_code == 422
        assert "行政许可法第三十八条" in text(answer)
        assert "不符合第八条" in text(answer)

    def test_of_a_paused_case_names_the_article_and_keeps_the_draft(self, house, federation, accepted):
        given = draft(to_decision(federation, accepted), content="准予发证，独有的话", seen="")
        act(federation, accepted, "pause", ground="appraisal", told_days=7, document="特告 7")
        with nothing_happens(house):
            answer = act(federation, accepted, "decide", **given)
        assert answer.status_code == 422
        assert "行政许可法第四十五条" in text(answer)
        assert "准予发证，独有的话" in text(answer)

    def test_of_the_second_reviewer_names_the_first_and_keeps_the_draft(
        self, house, federation, colleague, accepted
    ):
        given = draft(to_decision(colleague, accepted), content="准予，第二位的话")
        federation.post(f"/review/{accepted}/decide", draft(to_decision(federation, accepted)))
        assert CaseRow.objects.get(number=accepted).status == "granted"
        with nothing_happens(house):
            answer = act(colleague, accepted, "decide", **given)
        assert answer.status_code == 409
        for words in ("这件在您打开之后又有了变化", "许知行", "准予，第二位的话"):
            assert words in text(answer), words

    def test_of_an_act_sent_twice_gives_one_letter_one_number(self, house, federation, number):
        seen = federation.get(f"/review/{number}/").context["view"].sequence
        act(federation, number, "accept", seen=seen)
        with nothing_happens(house):
            again = act(federation, number, "accept", seen=seen)
        assert again.status_code == 409
        assert house.papers.kinds().count("acceptance") == 1

    def test_of_a_rating_of_anothers_case_says_whose_it_is(self, house, db):
        token = ratings.ask(
            Actor.job("house"), application="A1", person=LI, channel="portal", served=(), now=NOW
        )
        chen = citizen("陈思敏", "990000199203150026")
        with nothing_happens(house):
            page = chen.post(f"/rate/{token}", {"level": "bad", "text": "不好"})
        assert page.status_code == 403
        assert "好差评规则" in text(page)


class TestOverRest:
    PATH = f"{API}/callbacks/disabled-federation"

    def send(self, case, *, key="disabled-federation", nonce=""):
        content = json.dumps(
            {"key": f"{case}/1", "sequence": 1, "event": "finding", "text": "照片看不清"}
        ).encode()
        secret = settings.SYSTEM_KEYS.get(key, b"another key")
        moment = int(NOW.timestamp())
        headers = sign(
            secret, "disabled-federation", "POST", self.PATH, content,
            moment=moment, nonce=nonce or secrets.token_hex(8),
        )  # fmt: skip
        return Client().post(self.PATH, content, content_type="application/json", headers=headers)

    def test_a_forged_callback_changes_nothing(self, house, number):
        with nothing_happens(house):
            answer = self.send(number, key="nobody")
        assert (answer.status_code, answer.json()["code"]) == (401, "rest.signature_refused")
        assert "部门系统对接规则" in answer.json()["title"]

    def test_a_replayed_callback_changes_nothing(self, house, number):
        assert self.send(number, nonce="nonce-of-the-first").status_code == 202
        with nothing_happens(house):
            answer = self.send(number, nonce="nonce-of-the-first")
        assert (answer.status_code, answer.json()["code"]) == (401, "rest.signature_refused")

    def test_a_callback_for_an_unknown_case_changes_nothing(self, house, number):
        with nothing_happens(house):
            answer = self.send("20200305441900P003000001G-1")
        assert (answer.status_code, answer.json()["code"]) == (404, "cases.case_not_found")

    def test_the_same_acceptance_asked_for_twice_has_one_answer_and_one_number(
        self, house, federation, number
    ):
        machine = Machine("2208")
        seen = machine.get(f"/cases/{number}").etag
        first = machine.post(f"/cases/{number}/acceptance", {}, key="twice", match=seen)
        assert first.status == 200
        with nothing_happens(house):
            again = machine.post(f"/cases/{number}/acceptance", {}, key="twice", match=seen)
            other = machine.post(f"/cases/{number}/acceptance", {}, key="other", match=seen)
        assert (again.status, again.body) == (200, first.body)
        assert other.status == 412
        assert house.papers.kinds().count("acceptance") == 1

    @pytest.mark.parametrize(
        ("path", "body", "code"),
        [
            ("pause", {"ground": "site_check", "told_days": 5, "document": "特 1"}, "clock.ground_not_allowed"),
            ("extension", {"days": 5, "reason": " "}, "clock.extension_incomplete"),
            ("decision", {"outcome": "refused", "grounds": {"facts": "x", "article": "y", "reason": "z"}}, "cases.grounds_missing"),
        ],
    )  # fmt: skip
    def test_the_same_rules_hold_for_machines(self, house, boss, number, path, body, code):
        act(boss, number, "accept")
        to_decision(boss, number)
        machine = Machine("2200")
        seen = machine.get(f"/cases/{number}").etag
        with nothing_happens(house):
            answer = machine.post(f"/cases/{number}/{path}", body, match=seen)
        assert (answer.status, answer.code) == (422, code)
