"""`onething account`, as the IT office would call it in a real installation."""

import argparse
import json
from urllib.parse import urlencode

import pytest
from django.test import Client

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.kit.ports import now
from onething.site.cli import BadInput
from onething.site.commands import account
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
PASSWORD, OWN = "four words make one", "a long one of mine"
ADMIN = Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN}))
CLERK = ("open", "0716", "--name", "林晓", "--role", "clerk", "--department", "data-services")


@pytest.fixture
def city(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=now())


def call(*words, passwords=(PASSWORD, PASSWORD)):
    parser = argparse.ArgumentParser()
    account.add_arguments(parser)
    answers = iter(passwords)
    return account.run(parser.parse_args(words), ask=lambda prompt: next(answers))


def enters(login, password=PASSWORD):
    """Sign in as a browser does; return where it leads, "" if it does not."""
    client = Client()
    response = client.post("/sign-in", {"login": login, "password": password})
    return response.url if response.status_code == 302 else ""


class TestOpening:
    def test_lets_the_first_administrator_in_before_there_is_a_city(self, capsys):
        assert call("open", "0001", "--name", "秦守真", "--role", "admin") == 0
        assert "0001" in capsys.readouterr().out
        assert enters("0001") == "/account"

    def test_gives_staff_roles_and_office(self, city, capsys):
        assert call(*CLERK, "--role", "reviewer", "--json") == 0
        made = json.loads(capsys.readouterr().out)
        assert made == {
            "number": "0716",
            "name": "林晓",
            "kind": "staff",
            "roles": ["clerk", "reviewer"],
            "department": "data-services",
            "division": "441900000000",
        }
        assert enters("0716") == "/desk/"

    def test_puts_staff_into_a_town(self, city):
        call(*CLERK, "--division", "441900004000")
        assert people.list_staff_accounts(ADMIN)[0].division == "441900004000"

    def test_gives_a_citizen_whose_document_was_seen_an_account(self):
        number = "990000199203150026"
        assert call("open", number, "--name", "陈思敏", "--document", "citizen_number") == 0
        assert enters(number) == "/"
        assert people.count_citizens(ADMIN) == 1

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            ("９９００００19920315002６", ("--document", "citizen_number")),
            ("990000-19920315-0026", ("--document", "citizen_number")),
            ("０００１", ("--role", "admin")),
        ],
    )
    def test_takes_a_number_however_wide_it_was_typed(self, number, words):
        assert call("open", number, "--name", "陈思敏", *words) == 0
        entered = "990000199203150026" if "--document" in words else "0001"
        assert enters(entered) == ("/" if "--document" in words else "/account")
        assert call("close", number.replace("-", "")) == 0

    @pytest.mark.parametrize(
        ("number", "kind", "name", "said"),
        [
            ("!!", "passport", "林晓", "letters and digits"),
            ("abc", "taiwan", "林晓", "8 digits"),
            ("990000199203150026", "residence_permit_hmt", "林晓", "81, 82 or 83"),
            ("911840198507230022", "foreign_permanent", "林晓", "check character"),
            ("990000199203150026", "citizen_number", "林\u202e晓", "Name"),
        ],
    )
    def test_takes_no_number_and_no_name_that_a_window_would_refuse(self, number, kind, name, said):
        with pytest.raises(BadInput, match=said):
            call("open", number, "--name", name, "--document", kind)
        assert people.count_citizens(ADMIN) == 0

    def test_happens_once_for_each_number(self, city, capsys):
        assert call(*CLERK) == 0
        assert call(*CLERK) == 1
        assert "had an account already" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--role", "king"), "king is no role of staff"),
            (("--role", "citizen"), "citizen is no role of staff"),
            ((), "--role is missing"),
            (("--role", "clerk"), "add --department"),
            (("--role", "clerk", "--department", "nobody"), "no department"),
            (("--role", "clerk", "--department", "data-services", "--division", "1"), "no division"),
            (("--document", "library-card"), "no kind of document"),
            (("--document", "citizen_number"), "0716"),
            (("--document", "passport", "--role", "clerk"), "neither role"),
        ],
    )
    def test_says_what_cannot_be(self, city, words, said):
        with pytest.raises(BadInput, match=said):
            call("open", "0716", "--name", "林晓", *words)
        assert people.list_staff_accounts(ADMIN) == []

    def test_needs_a_city_for_an_office(self, settings):
        settings.CITY = "elsewhere"
        with pytest.raises(BadInput, match="onething load"):
            call(*CLERK)

    @pytest.mark.parametrize(
        "typed", [("short", "short"), ("1234567890", "1234567890"), (PASSWORD, "another long one")]
    )
    def test_takes_no_password_that_is_short_or_typed_in_two_ways(self, city, typed):
        with pytest.raises(BadInput, match="Nothing was done"):
            call(*CLERK, passwords=typed)
        assert people.list_staff_accounts(ADMIN) == []

    def test_has_no_word_for_a_password(self):
        with pytest.raises(SystemExit):
            call(*CLERK, "--password", PASSWORD)

    def test_stands_in_the_log(self, city):
        call(*CLERK)
        auditor = Actor(id="user:audit", name="谭明", roles=frozenset({Role.AUDITOR}))
        actions = [one.action for one in audit.list_entries(auditor)]
        assert "people:account_opened" in actions


class TestAnAccount:
    def test_that_is_closed_lets_nobody_in_and_ends_what_is_open(self, city, capsys):
        call(*CLERK)
        inside = Client()
        inside.post("/sign-in", {"login": "0716", "password": PASSWORD})
        inside.post("/account/password", {"old": PASSWORD, "new": OWN, "again": OWN})
        assert inside.get("/desk/").status_code == 200
        assert call("close", "0716") == 0
        assert enters("0716", OWN) == ""
        assert inside.get("/desk/").status_code == 302
        assert call("close", "0716") == 1
        assert "nobody has an open account" in capsys.readouterr().err

    def test_gets_exactly_the_roles_that_are_named(self, city):
        call(*CLERK)
        assert call("roles", "0716", "reviewer", "manager") == 0
        assert people.list_staff_accounts(ADMIN)[0].roles == {Role.REVIEWER, Role.MANAGER}
        assert call("roles", "9999", "reviewer") == 1
        with pytest.raises(BadInput):
            call("roles", "0716", "system")

    def test_of_a_citizen_gets_no_roles(self):
        call("open", "E1234567", "--name", "Ann", "--document", "passport")
        assert call("roles", "E1234567", "reviewer") == 1

    def test_gets_a_new_password(self, city):
        call(*CLERK)
        assert call("password", "0716", passwords=("another long one", "another long one")) == 0
        assert enters("0716") == ""
        assert enters("0716", "another long one") == "/desk/"

    def test_is_listed(self, city, capsys):
        call(*CLERK)
        capsys.readouterr()
        assert call("list") == 0
        assert capsys.readouterr().out == "0716 林晓 clerk data-services 441900000000\n"
        assert call("list", "--json") == 0
        assert json.loads(capsys.readouterr().out)[0]["number"] == "0716"
        assert call("list", "--citizens") == 0
        assert "0 citizens" in capsys.readouterr().out

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.SYSTEM}))
    def test_is_managed_by_administrators_only(self, role):
        actor = Actor(id="user:x", name="x", roles=frozenset({role}))
        for act in (
            lambda: people.close_account(actor, login="1", now=now()),
            lambda: people.set_roles(actor, login="1", roles=(), now=now()),
            lambda: people.set_password(actor, login="1", password=PASSWORD, now=now()),
            lambda: people.list_staff_accounts(actor),
            lambda: people.count_citizens(actor),
        ):
            with pytest.raises(PermissionMissing):
                act()


class TestOnesOwnPassword:
    def test_is_changed_on_a_page_and_other_devices_are_out(self, city):
        call(*CLERK)
        here, there = Client(), Client()
        people.change_password(people.list_staff_accounts(ADMIN)[0].to_actor(), old=PASSWORD, new=OWN)
        for client in (here, there):
            client.post("/sign-in", {"login": "0716", "password": OWN})
        new = "another long one"
        given = {"old": OWN, "new": new, "again": new}
        for wrong in (
            {"old": "wrong"},
            {"new": OWN, "again": OWN},
            {"new": "short", "again": "short"},
            {"again": "a third long one"},
        ):
            assert here.post("/account/password", {**given, **wrong}).status_code == 422
        assert "改密码" in here.get("/account").content.decode()
        assert here.get("/account/password").status_code == 200
        assert here.post("/account/password", given).url == "/account"
        assert here.get("/account").status_code == 200
        assert there.get("/account").status_code == 302
        assert enters("0716", OWN) == ""
        assert enters("0716", new) == "/desk/"
        assert Client().get("/account/password").status_code == 302


class TestAFirstPassword:
    CHOSEN = {"old": PASSWORD, "new": OWN, "again": OWN}

    @pytest.fixture
    def clerk(self, city):
        call(*CLERK)
        client = Client()
        client.post("/sign-in", {"login": "0716", "password": PASSWORD})
        return client

    def test_is_changed_before_anything_else(self, clerk):
        for path in ("/desk/", "/", "/account", "/windows", "/desk/supplements/?x=1"):
            response = clerk.get(path)
            assert (response.status_code, response.url) == (
                302,
                f"/account/password?{urlencode({'next': path})}",
            )
        assert clerk.post("/desk/", {"name": "黎国安"}).url == "/account/password"
        shown = clerk.get("/account/password?next=/desk/supplements/").content.decode()
        assert "先换密码" in shown
        assert "别人也知道" in shown
        assert 'name="next" value="/desk/supplements/"' in shown
        assert clerk.post("/account/password", {**self.CHOSEN, "again": "x"}).status_code == 422
        same = clerk.post("/account/password", {"old": PASSWORD, "new": PASSWORD, "again": PASSWORD})
        assert same.status_code == 422
        assert "和原来的一样" in same.content.decode()
        done = clerk.post("/account/password", {**self.CHOSEN, "next": "/desk/supplements/"})
        assert done.url == "/desk/supplements/"
        assert clerk.get("/desk/").status_code == 200
        assert "先换密码" not in clerk.get("/account/password").content.decode()

    def test_leads_to_where_the_work_begins(self, clerk):
        assert clerk.post("/account/password", {**self.CHOSEN, "next": "//evil.example/"}).url == "/desk/"

    def test_leaves_signing_out_and_the_display_open(self, clerk):
        assert clerk.post("/display", {"language": "en", "next": "/account/password"}).status_code == 303
        assert "Change the password first" in clerk.get("/account/password").content.decode()
        assert clerk.get("/healthz").status_code == 200
        assert clerk.post("/sign-out").url == "/sign-in"
        assert clerk.get("/").status_code == 200

    def test_is_told_to_machines_with_what_to_do(self, clerk):
        refused = clerk.get("/api/v1/drafts")
        assert (refused.status_code, refused.json()["code"]) == (403, "people.password_due")
        token = Client().post(
            "/api/v1/tokens", {"login": "0716", "password": PASSWORD}, content_type="application/json"
        )
        assert (token.status_code, token.json()["code"]) == (403, "people.password_due")
        assert "换" in token.json()["detail"]
        clerk.post("/account/password", self.CHOSEN)
        token = Client().post(
            "/api/v1/tokens", {"login": "0716", "password": OWN}, content_type="application/json"
        )
        assert token.status_code == 201

    def test_is_asked_again_after_a_new_one_was_set(self, clerk):
        clerk.post("/account/password", self.CHOSEN)
        call("password", "0716", passwords=("another long one", "another long one"))
        again = Client()
        again.post("/sign-in", {"login": "0716", "password": "another long one"})
        assert again.get("/desk/").url.startswith("/account/password")

    def test_does_not_bind_whoever_acts_by_another_token(self, clerk):
        call("open", "0717", "--name", "高明", "--role", "clerk", "--department", "data-services")
        other = next(one for one in people.list_staff_accounts(ADMIN) if one.login == "0717").to_actor()
        people.change_password(other, old=PASSWORD, new=OWN)
        token, _ = people.make_token(other, now=now())
        answer = clerk.get("/api/v1/drafts", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200
