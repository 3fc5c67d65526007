"""The room of automatic approval: each rule, its numbers that open to their lists, the switch and its second person."""

from dataclasses import replace

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import AutomaticRow, CaseRow, RuledRow
from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind
from tests.areas.cases.ruled import live
from tests.areas.cases.world import APPLICANT, CITY_CODE, NIGHT, at, signed, submission
from tests.shipped import FILES

LOADER = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
NOW = at("2026-03-05")


@pytest.fixture(autouse=True)
def published(db):
    catalogue.publish(LOADER, files=FILES, now=at("2026-01-05"))
    live()


def staff(name, role, *, department="data-services"):
    account = people.open_account(
        LOADER,
        kind=AccountKind.STAFF,
        login=name,
        name=name,
        roles={role},
        department=department,
        division=CITY_CODE,
        staff_number=name,
        demo=True,
    )
    client = Client(headers={"host": "localhost"})
    client.post(f"/sign-in/demo/{account.id}")
    return client


@pytest.fixture
def over():
    return staff("秦守真", Role.SUPERVISOR)


@pytest.fixture
def boss():
    return staff("温主任", Role.MANAGER, department="medical-insurance")


@pytest.fixture
def granted():
    whole = submission()
    facts = {**whole.facts, "income_state": "dibao"}
    cases.submit(APPLICANT, submission=signed(replace(whole, facts=facts)), key="k", now=NOW)
    cases.look_after(NIGHT, now=NOW)
    return CaseRow.objects.get(item="medical-aid")


def text(response):
    return response.content.decode()


def set_to(client, mode, item="medical-aid", **more):
    given = {"mode": mode, "share": 10, "sampling": "after", "reason": "按计划", **more}
    return client.post(f"/cockpit/automatic/{item}/set", given, follow=True)


class TestTheRoom:
    def test_stands_in_the_cockpit_with_what_waits_there(self, over, granted):
        RuledRow.objects.update(sampled="after")
        page = over.get("/cockpit/")
        assert "自动审批" in text(page)
        waits = {room.name: waiting for room, waiting in page.context["rooms"]}
        assert waits["cockpit-automatic"] == 1

    def test_lists_every_rule_with_numbers_that_open_to_their_lists(self, over, granted):
        page = text(over.get("/cockpit/automatic/"))
        assert "/cockpit/automatic/medical-aid/granted" in page
        listed = text(over.get("/cockpit/automatic/medical-aid/granted"))
        assert granted.number in listed

    def test_shows_a_manager_the_own_items_only(self, boss):
        page = text(boss.get("/cockpit/automatic/"))
        assert "/cockpit/automatic/medical-aid/set" in page
        assert "/cockpit/automatic/vaccination-file/set" not in page
        assert "/cockpit/automatic/all/set" not in page

    def test_asks_the_database_as_often_for_many_cases_as_for_one(
        self, over, granted, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(40):
            over.get("/cockpit/automatic/")

    def test_leaves_in_the_list_what_was_decided_alike(self, over, granted):
        version = RuledRow.objects.get().version
        address = "/cockpit/automatic/medical-aid/granted"
        assert granted.number in text(
            over.get(address, {"version": version, "source": "share:low-income-register"})
        )
        assert granted.number not in text(over.get(address, {"version": "another"}))

    @pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.HOTLINE, Role.ADMIN])
    def test_is_closed_to_others(self, role):
        assert staff("别人", role).get("/cockpit/automatic/").status_code == 403


class TestTheSwitch:
    def test_stops_an_item_at_once(self, boss):
        assert "已改，马上生效" in text(set_to(boss, "killed"))
        page = text(boss.get("/cockpit/automatic/"))
        assert "紧急停用" in page
        assert "按计划" in page

    def test_stops_every_item_for_a_supervisor(self, over):
        assert "已改，马上生效" in text(set_to(over, "killed", "all"))
        assert AutomaticRow.objects.order_by("id").last().item == "*"

    def test_needs_a_reason_and_a_shadow_before_it_goes_live(self, boss):
        assert "写明为什么改" in text(set_to(boss, "killed", reason=""))
        set_to(boss, "off")
        assert "先试运行" in text(set_to(boss, "live"))

    def test_of_less_sampling_waits_for_another_person(self, boss, over):
        set_to(boss, "live", share=20)
        assert "等另一个人批准" in text(set_to(boss, "live", share=5))
        assert "/cockpit/automatic/medical-aid/confirm" not in text(boss.get("/cockpit/automatic/"))
        assert boss.post("/cockpit/automatic/medical-aid/confirm").status_code == 422
        assert "/cockpit/automatic/medical-aid/confirm" in text(over.get("/cockpit/automatic/"))
        over.post("/cockpit/automatic/medical-aid/confirm")
        assert AutomaticRow.objects.filter(in_force=True).order_by("-id").first().share == 5

    def test_is_not_an_auditors(self):
        auditor = staff("审计", Role.AUDITOR)
        assert auditor.get("/cockpit/automatic/").status_code == 200
        assert set_to(auditor, "killed").status_code == 403
