"""The pages around intake and decision apart: back to the window, hand-over, the manager's officers, the figures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.offices import api as offices
from onething.core.actors import Actor, Role
from tests.areas.cases.permits import PERMIT
from tests.areas.cases.world import DONGCHENG, at, signed, submission
from tests.channels.review.staff import (
    DAY,
    accept,
    act,
    number_of,
    officer,
    text,
)

pytestmark = pytest.mark.django_db
CITY_HALL = "data-services"
LOTS = Actor.job("lots")


@pytest.fixture
def clerk(receipt):
    return officer("林晓", CITY_HALL, Role.CLERK, staff="0716")


@pytest.fixture
def over(receipt):
    return officer("秦守真", CITY_HALL, Role.SUPERVISOR, staff="4001")


@pytest.fixture
def window(clerk, federation):
    """A case that the window took in and the office accepted."""
    actor = clerk.account.to_actor()
    given = signed(replace(submission(division=DONGCHENG), channel="desk", intake=actor.id))
    made = cases.submit(actor, submission=given, key="window", now=at(DAY))
    number = number_of(made, PERMIT)
    accept(federation, number)
    return number


def back(client, number, **more):
    given = {"cause": "unreadable", "key": "applicant/photo", "reason": "照片扫歪了", **more}
    return act(client, number, "to-intake", **given)


class TestBackToTheWindow:
    def test_goes_there_is_mended_and_comes_back(self, federation, clerk, window):
        assert "已退回收件窗口" in text(back(federation, window))
        page = clerk.get("/desk/returned/")
        assert window in text(page)
        assert "照片扫歪了" in text(page)
        answer = clerk.post(f"/desk/returned/{window}/", {"note": "重扫了"}, follow=True)
        assert "已补好" in text(answer)
        assert "没有退回来的件" in text(answer)
        assert not CaseRow.objects.get(number=window).at_intake
        assert "窗口补好：重扫了" in text(federation.get(f"/review/{window}/"))

    def test_asks_for_cause_and_reason(self, federation, window):
        answer = back(federation, window, cause="", reason="")
        assert answer.status_code == 422
        assert not CaseRow.objects.get(number=window).at_intake

    def test_is_offered_only_where_a_window_took_it_in(self, federation, accepted, window):
        offered = {
            number: [one.name for one, _ in federation.get(f"/review/{number}/").context["acts"]]
            for number in (accepted, window)
        }
        assert "to-intake" in offered[window]
        assert "to-intake" not in offered[accepted]

    def test_asks_the_clerk_what_was_done(self, federation, clerk, window):
        back(federation, window)
        assert clerk.post(f"/desk/returned/{window}/", {"note": " "}).status_code == 422


class TestHandOver:
    def offer(self, federation, colleague, number):
        given = {"cases": [number], "officer": str(colleague.account.id), "reason": "轮岗"}
        return federation.post("/review/hand-over", given, follow=True)

    def test_leaves_the_case_with_the_giver_until_the_colleague_confirms(self, federation, colleague, number):
        act(federation, number, "take-over")
        assert "对方确认前仍由您负责" in text(self.offer(federation, colleague, number))
        assert "等您确认的有 1 件" in text(colleague.get("/review/"))
        page = colleague.get("/review/hand-over")
        (waiting,) = page.context["mine"]
        assert CaseRow.objects.get(number=number).holder == federation.account.to_actor().id
        answer = colleague.post(f"/review/hand-over/{waiting.id}", {"confirm": "1"}, follow=True)
        assert "从现在起由您办" in text(answer)
        assert CaseRow.objects.get(number=number).holder == colleague.account.to_actor().id

    def test_is_not_taken_with_a_reason(self, federation, colleague, number):
        act(federation, number, "take-over")
        self.offer(federation, colleague, number)
        (waiting,) = colleague.get("/review/hand-over").context["mine"]
        assert colleague.post(f"/review/hand-over/{waiting.id}", {"refuse": "1"}).status_code == 422
        colleague.post(f"/review/hand-over/{waiting.id}", {"refuse": "1", "reason": "不会办"})
        assert CaseRow.objects.get(number=number).holder == federation.account.to_actor().id

    def test_says_what_is_missing(self, federation, colleague, number):
        act(federation, number, "take-over")
        answer = federation.post("/review/hand-over", {"cases": [], "officer": "", "reason": ""})
        assert answer.status_code == 422
        for sentence in ("选要交接的件", "选一位同事", "写明为什么交接"):
            assert sentence in text(answer)


class TestTheOfficersOfAnOffice:
    def test_are_given_skills_by_their_manager_and_cases_by_lot(self, boss, federation, number):
        given = {"officer": str(federation.account.id), "item": PERMIT, "step": "", "from_on": DAY}
        assert "已登记" in text(boss.post("/cockpit/officers/skills/add", given, follow=True))
        page = boss.get("/cockpit/officers/")
        assert "许知行" in text(page)
        ((skill, _, _),) = page.context["skills"]
        cases.assign_by_lot(LOTS, now=at(DAY, 11))
        assert CaseRow.objects.get(number=number).holder == federation.account.to_actor().id
        boss.post(f"/cockpit/officers/skills/{skill.id}/end")
        assert boss.get("/cockpit/officers/").context["skills"] == []

    def test_are_away_with_a_stand_in(self, boss, federation, colleague):
        given = {
            "officer": str(federation.account.id),
            "stand_in": str(colleague.account.id),
            "from_on": DAY,
            "to_on": (at(DAY) + timedelta(days=5)).date().isoformat(),
        }
        assert "已登记" in text(boss.post("/cockpit/officers/leaves/add", given, follow=True))
        (leave,) = boss.get("/cockpit/officers/").context["leaves"]
        assert (leave.name, leave.stand_in_name) == ("许知行", "高明")
        boss.post(f"/cockpit/officers/leaves/{leave.id}/end")
        assert boss.get("/cockpit/officers/").context["leaves"] == ()

    def test_are_not_away_backwards_or_in_their_own_place(self, boss, federation):
        own = str(federation.account.id)
        given = {"officer": own, "stand_in": own, "from_on": DAY, "to_on": DAY}
        answer = boss.post("/cockpit/officers/leaves/add", given)
        assert answer.status_code == 422

    def test_read_on_the_case_for_whom_they_stand_in(self, boss, federation, colleague, number):
        act(federation, number, "take-over")
        offices.add_leave(
            boss.account.to_actor(),
            officer=str(federation.account.id),
            stand_in=str(colleague.account.id),
            from_on=at(DAY).date(),
            to_on=(at(DAY) + timedelta(days=5)).date(),
            now=at(DAY),
        )
        page = colleague.get(f"/review/{number}/")
        assert "您代许知行办" in text(page)
        assert page.context["main"].act == "accept"
        accept(colleague, number)
        assert "高明（代许知行）" in text(federation.get(f"/review/{number}/"))


class TestTheFigures:
    def test_open_to_their_lists(self, boss, federation, window):
        back(federation, window)
        page = boss.get("/cockpit/apart/")
        ((side, cause, n, href),) = page.context["returned"]
        assert (str(side), str(cause), n) == ("收件", "扫描看不清", 1)
        listed = boss.get(href)
        assert window in text(listed)
        assert "照片扫歪了" in text(listed)

    def test_show_the_load_by_name(self, boss, federation, number):
        act(federation, number, "take-over")
        ((name, n, href),) = boss.get("/cockpit/apart/").context["loads"]
        assert (name, n) == ("许知行", 1)
        assert number in text(boss.get(href))

    def test_of_a_day_without_anything_say_so(self, boss):
        page = text(boss.get("/cockpit/apart/?since=2026-01-05&until=2026-01-06"))
        assert "这几天没有决定的件" in page
        assert "这几天没有退回" in page

    @pytest.mark.parametrize("what", ["first", "again", "returned", "load", "hand_overs", "nonsense"])
    def test_have_a_list_for_each_word(self, over, what):
        assert over.get(f"/cockpit/apart/list?what={what}&side=x&cause=y").status_code == 200

    def test_are_not_for_reviewers(self, federation):
        assert federation.get("/cockpit/apart/").status_code == 403
