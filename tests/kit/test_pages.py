"""Permission in front of every page, and problems behind it."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind, Document, DocumentKind
from onething.core.source import Text
from onething.kit import problems
from onething.kit.pages import Public, guard_all, page

pytestmark = [pytest.mark.urls("tests.kit.house"), pytest.mark.django_db]
ADMIN = Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN}))


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"})


def signed_in(role: Role) -> Client:
    client = Client(headers={"host": "localhost"})
    if role is Role.CITIZEN:
        given = {"kind": AccountKind.CITIZEN, "document": Document.of(DocumentKind.PASSPORT, "E1")}
    else:
        given = {"kind": AccountKind.STAFF, "staff_number": "1"}
    account = people.open_account(ADMIN, login="E1", name="某人", roles={role}, demo=True, **given)
    client.post(f"/sign-in/demo/{account.id}")
    return client


class TestAPage:
    def test_sends_a_visitor_to_sign_in_and_back(self, visitor):
        response = visitor.get("/t/record?x=1")
        assert response.status_code == 302
        assert response.headers["Location"] == "/sign-in?next=%2Ft%2Frecord%3Fx%3D1"
        assert "填过的都存着" in visitor.get(response.headers["Location"]).content.decode()
        assert "填过的都存着" not in visitor.get("/sign-in").content.decode()

    def test_answers_a_machine_with_401(self, visitor):
        response = visitor.get("/api/t/record")
        assert response.status_code == 401
        assert response.json()["code"] == "kit.sign_in_first"

    def test_opens_for_who_holds_the_permission_only(self):
        assert signed_in(Role.CLERK).get("/t/record").status_code == 200

    def test_says_so_in_words_to_who_does_not(self):
        response = signed_in(Role.CITIZEN).get("/t/record")
        assert response.status_code == 403
        assert "您的账号看不了这一页" in response.content.decode()
        assert "people:record_authority" not in response.content.decode()

    def test_may_need_something_else_for_each_method(self, visitor):
        assert visitor.get("/t/two").status_code == 200
        assert visitor.post("/t/two").status_code == 302
        refused = visitor.delete("/t/two")
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")
        assert signed_in(Role.CITIZEN).post("/t/two").content == b"POST"

    def test_does_not_send_people_to_other_sites_after_signing_in(self, visitor, settings):
        account = people.open_account(
            ADMIN,
            kind=AccountKind.STAFF,
            login="7",
            name="某人",
            roles={Role.AUDITOR},
            staff_number="7",
            demo=True,
        )
        response = visitor.post(f"/sign-in/demo/{account.id}", {"next": "https://evil.example/"})
        assert response.headers["Location"] == "/account"

    def test_made_by_a_library_gets_its_needs_by_name(self):
        made = [page("x", lambda request: None, needs=Public("old"), name="x")]
        (kept,) = guard_all(made, {"x": people.PeoplePermission.AUTHORISE})
        assert kept.callback.needs is people.PeoplePermission.AUTHORISE
        with pytest.raises(KeyError):
            guard_all(made, {})


class TestAProblem:
    @pytest.mark.parametrize(
        ("kind", "status"), [("missing", 404), ("broken", 422), ("conflict", 409), ("away", 503)]
    )
    def test_is_a_page_for_people_and_json_for_machines(self, visitor, kind, status):
        shown = visitor.get(f"/t/raise/{kind}")
        assert shown.status_code == status
        assert "现在可以做什么" in shown.content.decode()
        told = visitor.get(f"/api/t/raise/{kind}")
        assert told.status_code == status
        assert told.headers["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "code"} <= set(told.json())
        assert json.loads(told.content)["status"] == status

    def test_lists_everything_that_was_found_in_the_language_of_the_reader(self, visitor):
        shown = visitor.get("/t/refused")
        text = shown.content.decode()
        assert shown.status_code == 422
        assert "“出生日期”没有填写；请补填。" in text
        assert "缺少“&lt;照片&gt;”；请提供。" in text
        visitor.cookies["language"] = "en"
        text = visitor.get("/t/refused").content.decode()
        assert "Birthday is empty; fill it in." in text
        assert "&lt;Photo&gt; is missing; provide it." in text
        assert "出生日期" not in text

    def test_lists_everything_that_was_found_on_its_form(self, visitor):
        text = visitor.post("/t/form", {"days": "-1"}).content.decode()
        assert "“出生日期”没有填写；请补填。" in text
        assert "缺少“&lt;照片&gt;”；请提供。" in text

    def test_lists_everything_that_was_found_for_machines(self, visitor):
        told = visitor.get("/api/t/refused", headers={"Accept-Language": "en"}).json()
        assert [one["code"] for one in told["errors"]] == ["cases.field_missing", "cases.material_missing"]
        assert told["errors"][0]["what"] == "Birthday is empty; fill it in."

    def test_is_told_in_the_language_of_the_machine(self, visitor):
        told = visitor.get("/api/t/raise/conflict", headers={"Accept-Language": "en"})
        assert told.json()["title"] == "Someone else has just changed the same matter."

    def test_comes_back_on_its_form_with_what_was_typed(self, visitor):
        page = visitor.post("/t/form", {"days": "400"})
        form = page.context["form"]
        assert page.status_code == 422
        assert form["days"].value() == "400"
        assert form.errors["days"] == ["委托代办一次最长 366 天。选一个近一点的结束日，到期可以再授权。"]

    def test_of_a_page_that_was_open_too_long_says_so(self):
        careful = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
        response = careful.post("/sign-in", {"login": "x", "password": "y"})
        assert response.status_code == 403
        assert "这一页开得太久" in response.content.decode()

    def test_of_too_many_fields_is_told_and_not_a_crash(self, visitor):
        response = visitor.post("/sign-in", {f"f{number}": "1" for number in range(2100)} | {"login": "1"})
        assert response.status_code == 400


class TestAFact:
    @pytest.mark.parametrize(
        ("fact", "zh", "en"),
        [
            (date(2026, 3, 19), "2026 年 3 月 19 日 周四", "Thu 19 Mar 2026"),
            (Text("残联", "Federation"), "残联", "Federation"),
            (timedelta(seconds=61), "2 分钟", "2 minutes"),
            (("甲", "乙"), "甲、乙", "甲, 乙"),
            (7, 7, 7),
        ],
    )
    def test_is_written_as_the_reader_writes(self, fact, zh, en):
        with translation.override("zh-hans"):
            assert problems.show(fact) == zh
        with translation.override("en"):
            assert problems.show(fact) == en


class TestTheDisplay:
    def test_is_kept_on_the_device_and_on_the_account(self):
        client = signed_in(Role.CITIZEN)
        response = client.post(
            "/display", {"size": "elder", "contrast": "high", "language": "en", "next": "/account"}
        )
        assert (response.status_code, response.headers["Location"]) == (303, "/account")
        page = client.get("/account").content.decode()
        assert '<html lang="en" data-size="elder" data-contrast="high">' in page
        assert "My account" in page

    def test_takes_no_value_that_it_does_not_know(self, visitor):
        visitor.post("/display", {"size": "<script>", "language": "xx", "next": "//evil.example"})
        assert visitor.cookies["size"].value == "standard"
        assert visitor.cookies["language"].value == "zh-hans"

    def test_speaks_chinese_until_it_is_asked_not_to(self, visitor):
        page = visitor.get("/sign-in", headers={"Accept-Language": "en-US"})
        assert page.headers["Content-Language"] == "zh-CN"


def test_an_unknown_demo_account_is_not_found(visitor):
    assert visitor.post(f"/sign-in/demo/{UUID(int=5)}").status_code == 404
