"""What could not be got done, from the citizen's page or the window through the cockpit to the end."""

import re

import pytest
from django.test import Client

from onething.areas.problems.models import ProblemRow
from onething.core.actors import Role
from tests.areas.cases.world import LI
from tests.areas.notices.conftest import open_citizen
from tests.channels.notices.people import browser, staff

pytestmark = pytest.mark.django_db
SAID = {"what": "两头都要对方的证明", "tried": "3 月 3 日南城窗口", "name": "黎国安", "phone": "13800001357"}


@pytest.fixture
def li(db):
    return browser(open_citizen(LI, "黎国安", phone="13800001357"))


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"})


def text(response):
    return response.content.decode()


def tell(client, path="/problems/"):
    key = re.search(r'name="key" value="([^"]+)"', text(client.get(path)))[1]
    return client.post(path, {**SAID, "key": key}, follow=True)


@pytest.fixture
def number(li):
    tell(li)
    return ProblemRow.objects.get().number


class TestTelling:
    def test_gives_number_and_code_once(self, li):
        page = text(tell(li))
        row = ProblemRow.objects.get()
        assert row.number in page
        assert row.code in page
        assert row.phone == "13800001357"

    def test_sent_twice_is_one(self, li):
        key = re.search(r'name="key" value="([^"]+)"', text(li.get("/problems/")))[1]
        for _ in range(2):
            li.post("/problems/", {**SAID, "key": key})
        assert ProblemRow.objects.count() == 1

    @pytest.mark.parametrize("missing", ["what", "tried", "phone"])
    def test_asks_for_what_is_missing(self, li, missing):
        response = li.post("/problems/", {**SAID, "key": "k", missing: ""})
        assert response.status_code == 422
        assert ProblemRow.objects.count() == 0

    def test_says_what_it_does_not_do_and_where_to_go(self, visitor):
        page = text(visitor.get("/problems/"))
        assert "不收申请" in page
        assert "不代替行政复议和诉讼" in page
        assert 'href="/windows"' in page
        assert "/sign-in?next=/problems/" in page

    def test_at_the_window_shows_what_to_hand_over(self):
        page = text(tell(staff(Role.CLERK), "/desk/problems/"))
        row = ProblemRow.objects.get()
        assert (row.channel, row.person) == ("window", "")
        assert row.number in page
        assert row.code in page

    def test_on_the_telephone_is_the_hotlines(self):
        tell(staff(Role.HOTLINE), "/desk/problems/")
        assert ProblemRow.objects.get().channel == "hotline"


class TestAProblem:
    def test_goes_from_the_supervisor_through_two_offices_back_to_the_person(self, li, number):
        path = f"/cockpit/problems/{number}/"
        civil, tax = staff(Role.MANAGER, department="civil-affairs"), staff(Role.MANAGER, department="tax")
        staff(Role.SUPERVISOR).post(
            path, {"act": "classify", "kind": "cross_department", "unit": "civil-affairs"}
        )
        civil.post(path, {"act": "ask", "unit": "tax", "words": "证明还要不要"})
        assert 'value="answer"' not in text(civil.get(path))
        assert "证明还要不要" in text(tax.get(path))
        assert "13800001357" not in text(tax.get(path))
        tax.post(path, {"act": "reply", "words": "不要了"})
        civil.post(path, {"act": "answer", "words": "两头都不用交"})
        own = text(li.get(f"/problems/{number}/"))
        assert "两头都不用交" in own
        assert "证明还要不要" not in own
        li.post(f"/problems/{number}/", {"act": "reopen", "still": "窗口还是要"})
        civil.post(path, {"act": "answer", "words": "已通知窗口"})
        li.post(f"/problems/{number}/", {"act": "confirm"})
        civil.post(path, {"act": "cause", "cause": "item", "words": "互为前置", "change": "事项第 3 版"})
        row = ProblemRow.objects.get()
        assert (row.state, row.confirmed, row.reopened, row.cause, row.change) == (
            "closed",
            True,
            1,
            "item",
            "事项第 3 版",
        )
        assert number in text(civil.get("/cockpit/problems/?closed"))

    def test_shows_what_is_missing_on_its_form(self, number):
        response = staff(Role.SUPERVISOR).post(
            f"/cockpit/problems/{number}/", {"act": "classify", "unit": "tax"}
        )
        assert response.status_code == 422
        assert "先选一种" in text(response)

    def test_offers_each_what_each_may_do(self, number):
        path = f"/cockpit/problems/{number}/"
        assert 'value="classify"' in text(staff(Role.HOTLINE).get(path))
        assert 'name="act"' not in text(staff(Role.AUDITOR).get(path))
        assert staff(Role.MANAGER, department="tax").get(path).status_code == 404
        assert staff(Role.REVIEWER).get(path).status_code == 403


class TestFollowing:
    def test_with_number_and_code_shows_it_without_the_person(self, visitor, number):
        code = ProblemRow.objects.get().code
        page = text(visitor.post("/problems/follow", {"number": number, "code": code}))
        assert "两头都要对方的证明" in page
        assert "黎国安" not in page
        assert "13800001357" not in page

    def test_lets_whoever_has_the_code_say_that_it_is_solved(self, visitor, number):
        path = f"/cockpit/problems/{number}/"
        staff(Role.SUPERVISOR).post(path, {"act": "classify", "kind": "material", "unit": "tax"})
        staff(Role.MANAGER, department="tax").post(path, {"act": "answer", "words": "好了"})
        given = {"number": number, "code": ProblemRow.objects.get().code}
        assert "解决了吗" in text(visitor.post("/problems/follow", given))
        visitor.post("/problems/follow", {**given, "act": "confirm"})
        assert ProblemRow.objects.get().confirmed

    def test_with_a_wrong_code_finds_nothing(self, visitor, number):
        assert visitor.post("/problems/follow", {"number": number, "code": "wrong"}).status_code == 404

    def test_is_not_a_strangers(self, number):
        chen = browser(open_citizen("990000199203150020", "陈思敏"))
        assert chen.get(f"/problems/{number}/").status_code == 404
        assert chen.post(f"/problems/{number}/", {"act": "confirm"}).status_code == 404
