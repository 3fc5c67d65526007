"""What a rule decided alike is put right together by two people, and can be restored; what rests on a fallen licence is listed."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, RightingRow
from onething.areas.licences import api as licences
from onething.core.actors import Role
from onething.core.licences import LicenceAct
from onething.core.source import Text
from onething.core.submission import Person
from onething.kit.ports import now
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    FEDERATION,
    LI,
    NIGHT,
    STRANGER,
    at,
    signed,
    submission,
)
from tests.channels.cockpit.test_automatic_room import published, staff, text

__all__ = ["published"]
NOW = at("2026-03-05")
WRONG = {
    "kind": "cancellation",
    "ground": "undone",
    "facts": "名册数据有误",
    "article": "行政许可法 第七十条第四项",
    "reason": "据以批准的名册有误",
    "remedy": "60 日内申请复议，6 个月内起诉",
}


@pytest.fixture
def boss():
    return staff("温主任", Role.MANAGER, department="medical-insurance")


@pytest.fixture
def over():
    return staff("秦守真", Role.SUPERVISOR)


@pytest.fixture
def granted(published):
    """Two people have the aid by the same rule."""
    for actor, made, key in (
        (APPLICANT, submission(), "k"),
        (STRANGER, submission(applicant=Person("陈思敏", "citizen_number", CHEN, "13800001358")), "k2"),
    ):
        whole = replace(made, facts={**made.facts, "income_state": "dibao"})
        cases.submit(actor, submission=signed(whole), key=key, now=NOW)
    cases.look_after(NIGHT, now=NOW)
    return [row.number for row in CaseRow.objects.filter(item="medical-aid").order_by("number")]


def status(numbers):
    return [CaseRow.objects.get(number=number).status for number in numbers]


class TestWhatWasDecidedAlike:
    def test_is_proposed_together_and_decided_by_another(self, boss, over, granted):
        before = status(granted)
        page = boss.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted}, follow=True)
        assert "已提出 2 件" in text(page)
        assert status(granted) == before
        boss.post("/cockpit/rightings/confirm", {"case": granted})
        assert status(granted) == before  # who proposed does not decide
        over.post("/cockpit/rightings/confirm", {"case": granted})
        assert status(granted) == ["cancelled", "cancelled"]

    def test_can_be_restored_together(self, boss, over, granted):
        before = status(granted)
        boss.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted})
        over.post("/cockpit/rightings/confirm", {"case": granted})
        again = {**WRONG, "kind": "restoration", "ground": ""}
        boss.post("/cockpit/rightings/alike/medical-aid", {**again, "case": granted})
        over.post("/cockpit/rightings/confirm", {"case": granted})
        assert status(granted) == before

    def test_says_how_many_could_not_be_proposed(self, boss, granted):
        boss.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted[:1]})
        page = boss.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted}, follow=True)
        assert "已提出 1 件，1 件没能提出" in text(page)
        assert RightingRow.objects.filter(ended="").count() == 2

    def test_needs_cases_to_be_chosen(self, boss, granted):
        assert "先选要处理的办件" in text(boss.post("/cockpit/rightings/alike/medical-aid", WRONG))

    def test_is_the_managers_of_the_office(self, over, granted):
        assert (
            over.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted}).status_code == 403
        )
        other = staff("民政主任", Role.MANAGER, department="civil-affairs")
        other.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted})
        assert not RightingRow.objects.exists()


class TestTheRoom:
    def test_counts_and_lists_what_waits(self, boss, over, granted):
        boss.post("/cockpit/rightings/alike/medical-aid", {**WRONG, "case": granted})
        waits = {room.name: waiting for room, waiting in over.get("/cockpit/").context["rooms"]}
        assert waits["cockpit-rightings"] == 2
        page = text(over.get("/cockpit/rightings/"))
        assert "据以批准的名册有误" in page
        assert f'value="{granted[0]}"' in page
        assert f'value="{granted[0]}"' not in text(boss.get("/cockpit/rightings/"))


class TestWhatRestsOnALicence:
    def test_is_listed_when_it_falls_and_what_was_granted_on_it_first(self, over, granted):
        card = licences.make(
            FEDERATION,
            licence="disability-certificate",
            holder=LI,
            holder_name="黎国安",
            fields={"disability.level": "1"},
            department="disabled-federation",
            case="A1-1",
            now=NOW,
        )
        waiting = CaseRow.objects.filter(item="pension-enrolment").first().number
        for number in (waiting, granted[0]):
            relied = {"disability-certificate": ["applicant/disability.level"]}
            licences.rely(NIGHT, holder=LI, relied=relied, case=number, purpose=Text("办理"), now=NOW)
        assert granted[0] not in text(over.get("/cockpit/relying/"))
        licences.change(
            FEDERATION,
            identifier=card.identifier,
            act=LicenceAct.SUSPEND,
            ground="check",
            article="某办法 第三条",
            reason="核查",
            now=now(),
        )
        page = text(over.get("/cockpit/relying/"))
        assert page.index(granted[0]) < page.index(waiting)
        waits = {room.name: waiting for room, waiting in over.get("/cockpit/").context["rooms"]}
        assert waits["cockpit-relying"] == 1

    @pytest.mark.parametrize("role", [Role.MANAGER, Role.REVIEWER, Role.CLERK])
    def test_is_for_those_who_oversee(self, role):
        assert staff("别人", role).get("/cockpit/relying/").status_code == 403
