"""From the guide to a draft with Django's client: insisting, beginning, keeping, taking up again."""

import re

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.guidance import api as guidance
from onething.core.cases.parts import Outcome
from onething.kit.ports import now, today
from tests.areas.cases.world import FULL as REASONS
from tests.areas.cases.world import decide, reviewer
from tests.channels.portal_apply.applying import ALONE, begun, draft_of, fill, give_papers, page, signed
from tests.channels.portal_apply.test_portal_guide import DISABLED, FULL, text_of, walk
from tests.channels.review.staff import accept, officer

pytestmark = pytest.mark.django_db


NOT_MET = {**ALONE, "certified": "valid", "income": "none"}


class TestInsisting:
    """“Not for you, because …” has a way forward: the person may still apply, and only an officer refuses."""

    def insisting(self, citizen):
        assert 'name="insist" value="hardship-allowance"' in walk(citizen, DISABLED, NOT_MET)
        citizen.post(DISABLED, {"insist": "hardship-allowance"})
        walk(citizen, DISABLED, {**FULL, **NOT_MET})
        citizen.post(f"{DISABLED}begin", {"principal": ""})
        draft = draft_of(citizen)
        citizen.post(page(citizen, draft, "consent"), {"which": "none"})
        assert fill(citizen).status_code == 302
        give_papers(citizen)
        citizen.post(page(citizen, draft, "delivery"), {"way": "electronic"})
        response = signed(citizen, draft_of(citizen))
        assert response.status_code == 302, text_of(response)
        return response.url

    def test_goes_from_the_guide_to_the_receipt(self, li):
        assert "困难残疾人生活补贴" in text_of(li.get(self.insisting(li)))

    def test_is_decided_by_an_officer_who_sees_which_condition_said_no(self, li):
        number = self.insisting(li).split("/")[2]
        view = cases.application_view(li.actor, application=number, today=today())
        (case,) = [one.number for one in view.cases]
        civil = officer("高明", "civil-affairs", staff="3301")
        shown = text_of(civil.get(f"/review/{case}/"))
        assert "条件没满足，申请人坚持要办：属于低保或低保边缘家庭。由您审查决定。" in shown
        accept(civil, case)
        self.refuse(case)
        (case,) = cases.application_view(li.actor, application=number, today=today()).cases
        assert case.outcome == "refused"

    def refuse(self, case):
        """Go through the steps, each by the office that has the case then, and refuse."""
        while True:
            row = CaseRow.objects.get(number=case)
            by = reviewer(row.department, division=row.division)
            seen = cases.case_view(by, case=case, now=now())
            if seen.steps[seen.step][0] == "decision":
                break
            cases.enter_step(by, case=case, step=seen.step + 1, now=now())
        decide(by, case=case, outcome=Outcome.REFUSED, grounds=REASONS, now=now())


class TestBegin:
    def test_visitor_signs_in_first_and_comes_back(self, visitor):
        response = visitor.get(f"{DISABLED}begin")
        assert response.status_code == 302
        assert response.url == "/sign-in?next=%2Fmatters%2Fdisabled-services%2Fbegin"

    def test_answers_given_before_signing_in_are_in_the_draft(self, visitor, sign_in):
        walk(visitor, DISABLED, ALONE)
        citizen = sign_in(visitor)
        citizen.post(f"{DISABLED}begin", {"principal": ""})
        assert draft_of(citizen).draft.answers["kind"] == "limb"

    def test_for_somebody_without_authority_is_refused(self, li):
        response = li.post(f"{DISABLED}begin", {"principal": "990000198811230025"})
        assert response.status_code == 403
        assert "没有替这个人办这件事的有效授权" in text_of(response)

    def test_goes_straight_on_where_there_is_nothing_to_choose(self, li):
        walk(li, DISABLED, ALONE)
        assert 'name="straight"' in text_of(li.get(DISABLED))
        assert li.post(f"{DISABLED}begin", {"straight": "1"}).url.endswith("/consent")

    @pytest.mark.parametrize("path", [DISABLED, f"{DISABLED}begin"])
    def test_sent_twice_is_one_draft(self, li, path):
        walk(li, DISABLED, ALONE)
        once = re.search(r'name="once" value="([^"]+)"', text_of(li.get(path)))[1]
        first, again = (li.post(f"{DISABLED}begin", {"principal": "", "once": once}) for _ in range(2))
        assert first.status_code == 302
        assert first.url.split("/")[2] == again.url.split("/")[2]
        assert len(guidance.list_drafts(li.actor, now=now())) == 1

    def test_of_somebody_elses_page_is_a_draft_of_ones_own(self, li, chen):
        for citizen in (li, chen):
            walk(citizen, DISABLED, ALONE)
            citizen.post(f"{DISABLED}begin", {"principal": "", "once": "the-same"})
        assert draft_of(li).id != draft_of(chen).id

    def test_asks_first_where_a_draft_is_there(self, li):
        begun(li)
        walk(li, DISABLED, ALONE)
        response = li.post(f"{DISABLED}begin", {"straight": "1"})
        assert "还没交的草稿" in text_of(response)
        assert len(guidance.list_drafts(li.actor, now=now())) == 1

    def test_visitor_is_led_by_a_link_that_survives_signing_in(self, visitor):
        assert 'name="straight"' not in walk(visitor, DISABLED, ALONE)

    def test_a_draft_that_is_there_is_offered(self, li):
        begun(li)
        assert "还没交的草稿" in text_of(li.get(f"{DISABLED}begin"))


class TestDrafts:
    def test_list_says_when_each_ends(self, li):
        begun(li)
        assert "残疾人服务一件事" in text_of(li.get("/drafts/"))

    def test_empty_list_leads_on(self, li):
        assert "没有没交的草稿" in text_of(li.get("/drafts/"))

    def test_delete_asks_first(self, li):
        draft = begun(li)
        assert "找不回来" in text_of(li.get(page(li, draft, "delete")))
        assert guidance.list_drafts(li.actor, now=now())
        li.post(page(li, draft, "delete"))
        assert guidance.list_drafts(li.actor, now=now()) == []

    @pytest.mark.parametrize(
        "name",
        ["", "questions", "consent", "form", "papers", "delivery", "check", "delete", f"files/{'a' * 64}"],
    )
    def test_somebody_elses_is_not_there(self, li, chen, name):
        draft = begun(li)
        other = chen.get(page(chen, draft, name))
        missing = chen.get(f"/drafts/00000000-0000-7000-8000-000000000000/{name}")
        assert other.status_code == missing.status_code == 404
        plain = [
            re.sub(r"编号.*?</p>|name=\"next\" value=\"[^\"]*\"", "", text_of(one))
            for one in (other, missing)
        ]
        assert plain[0] == plain[1]

    def test_resumes_where_something_is_to_be_done(self, li):
        draft = begun(li)
        assert li.get(page(li, draft, "")).url.endswith("/consent")
        li.post(page(li, draft, "consent"), {"which": "none"})
        assert li.get(page(li, draft, "")).url.endswith("/form")
