"""The roll of school places made from the cases of an office, for its manager only; every case in it is a look."""

import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.engine.loading import MEMORY
from onething.areas.catalogue.models import ProofRow, SceneRow, VersionRow
from onething.core.actors import PermissionMissing, Role
from onething.core.cases.parts import Outcome
from onething.core.enrolment.roll import read_roll
from onething.core.source import Text
from tests.areas.cases.test_working import OFFICES, Story
from tests.areas.cases.world import (
    APPLICANT,
    DONGCHENG,
    FULL,
    SUPERVISOR,
    at,
    decide,
    manager,
    reviewer,
    signed,
    submission,
)
from tests.channels.review.staff import officer, text
from tests.core.enrolment.test_making import PLAN

pytestmark = pytest.mark.django_db
PAGE, FILE = "/review/roll", "/review/roll.json"
DAY = "2026-04-20"
REGISTRATION, PLACE = "school-registration", "school-place"


@pytest.fixture
def registered(house, monkeypatch):
    """A child whose registration is checked and whose place is to be given."""
    given = submission("school-entry-household")
    typed = {"home/house.address": "东莞市东城街道示例路 7 号 302", "child/school.wish_1": "一小"}
    values = tuple(replace(one, value=typed.get(one.key, one.value)) for one in given.values)
    monkeypatch.setitem(OFFICES, REGISTRATION, reviewer("education"))
    made = Story.__new__(Story)
    made.house = house
    made.receipt = cases.submit(
        APPLICANT, submission=signed(replace(given, values=values)), key="k", now=at(DAY)
    )
    made.numbers = {one.item: one.number for one in made.receipt.cases}
    made.on(DAY)
    return made


@pytest.fixture
def head(registered, clock):
    clock.moment = at(DAY, 15)
    return officer("何校", "education", Role.REVIEWER, Role.MANAGER, staff="4400")


def check(registered):
    """The registration is granted: the officer says the way, the number is generated."""
    registered.accept(REGISTRATION)
    deciding, number = registered.to_decision(REGISTRATION), registered.numbers[REGISTRATION]
    fills = [key for key, _ in cases.case_view(deciding, case=number, now=registered.now).officer_fills]
    gives = dict.fromkeys(fills, "household")
    decide(deciding, case=number, outcome=Outcome.GRANTED, grounds=FULL, gives=gives, now=registered.now)


def send_plan(client, plan=PLAN):
    data = plan if isinstance(plan, bytes) else json.dumps(plan).encode()
    return client.post(PAGE, {"file": SimpleUploadedFile("plan.json", data, "application/json")}, follow=True)


class TestTheRollOfAnOffice:
    def test_tells_of_a_case_that_is_not_ready_why_and_leads_to_it(self, registered, head):
        page = text(send_plan(head))
        assert "还没有报名审核的编号和入学类别" in page
        assert f"/review/{registered.numbers[PLACE]}" in page
        assert head.get(FILE).headers["Content-Disposition"].startswith('attachment; filename="partial-roll-')

    def test_has_whoever_is_checked_with_the_catchment_and_no_address(self, registered, head):
        check(registered)
        page = text(send_plan(head))
        file = head.get(FILE)
        roll = read_roll(file.content)
        (child,) = roll.children
        assert (child.way, child.catchment) == ("household", "a")
        assert roll.digest in page
        assert f'filename="roll-{roll.digest[:16]}.json"' in file.headers["Content-Disposition"]
        for kept_back in (APPLICANT.person_id, "示例路 7", "302", "黎国安"):
            assert kept_back not in file.content.decode()

    def test_is_a_look_that_the_person_sees(self, registered, head):
        send_plan(head)
        looks = audit.list_looks(APPLICANT, limit=20)
        assert any(
            "编制学位派位名册" in look.purpose.zh and look.case == registered.numbers[PLACE] for look in looks
        )

    @pytest.mark.parametrize(
        ("plan", "said"),
        [
            (b"{", "文件不是 JSON"),
            (b"\xff", "UTF-8"),
            (b" " * 1_000_001, "1 MB"),
            ({**PLAN, "schools": [{"id": "x"}]}, "schools[0]：缺 area"),
            ({**PLAN, "children": [{"number": "RX1"}]}, "children：方案里不写孩子"),
        ],
    )
    def test_is_not_made_by_a_plan_that_is_wrong(self, head, plan, said):
        answer = send_plan(head, plan)
        assert answer.status_code == 422
        assert said in text(answer)
        assert head.get(FILE).status_code == 302

    def test_is_not_there_for_an_office_that_gives_no_places(self, registered):
        other = officer("黎国栋", "disabled-federation", Role.REVIEWER, Role.MANAGER, staff="2200")
        assert other.get(PAGE).status_code == 404

    def test_is_for_managers_only_and_led_to_where_there_is_one(self, registered, head):
        assert PAGE in head.get("/review/").content.decode()
        plain = officer("许知行", "education", staff="4401")
        assert PAGE not in plain.get("/review/").content.decode()
        assert {plain.get(PAGE).status_code, plain.get(FILE).status_code, send_plan(plain).status_code} == {
            403
        }


class TestTheValuesOfManyCases:
    @pytest.mark.parametrize("actor", [APPLICANT, SUPERVISOR, reviewer("education")])
    def test_are_refused_to_others(self, registered, actor):
        with pytest.raises(PermissionMissing):
            cases.count_valued(actor, items=[PLACE])
        with pytest.raises(PermissionMissing):
            listed(actor)

    def test_are_those_that_are_asked_for_of_ones_own_office(self, registered):
        (one,) = listed(manager("education"))
        assert (one.case, one.values) == (
            registered.numbers[PLACE],
            {"school.wish_1": "一小", "house.address": "东莞市东城街道示例路 7 号 302"},
        )
        assert listed(manager("civil-affairs")) == ()
        assert listed(replace(manager("education"), division=DONGCHENG)) == ()

    def test_take_as_many_queries_for_many_cases_as_for_one(self, registered):
        counts = []
        for n in range(3):
            person = replace(submission("school-entry-household").applicant, phone=f"1380000000{n}")
            given = submission("school-entry-household", applicant=person)
            cases.submit(APPLICANT, submission=given, key=f"more-{n}", now=at(DAY))
            MEMORY.clear()
            with CaptureQueriesContext(
                connection,
            ) as caught:
                found = listed(manager("education"))
            counts.append(sum("audit" not in one["sql"] for one in caught.captured_queries))
            assert len(found) == n + 2
        assert len(set(counts)) == 1


def listed(actor):
    return cases.list_values(
        actor,
        items=[PLACE],
        elements=["school.wish_1", "school.check_number"],
        others=["home/house.address"],
        purpose=Text("派位", "draw"),
        now=at(DAY, 15),
    )


def test_a_manager_comes_in_before_anything_is_published(head):
    for rows in (ProofRow, SceneRow, VersionRow):
        rows.objects.all().delete()
    page = head.get("/review/")
    assert page.status_code == 200
    assert "派位名册" not in text(page)
