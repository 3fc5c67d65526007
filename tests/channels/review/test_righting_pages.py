"""An officer proposes on the page of a granted case to put it right; a manager or supervisor decides on the same page."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.actors import Role
from onething.core.licences import ReliedLicence
from onething.core.papers import LicenceState
from onething.core.source import Text
from tests.areas.cases.world import NIGHT, at
from tests.channels.review.staff import DAY, FEDERATION, act, draft, officer, status, text, to_decision

pytestmark = pytest.mark.django_db
WRONG = {
    "facts": "评定表不是评定医院出具",
    "article": "行政许可法 第六十九条第二款",
    "reason": "取得的手段不正当",
    "remedy": "60 日内申请复议，6 个月内起诉",
}


@pytest.fixture
def granted(federation, accepted):
    page = to_decision(federation, accepted)
    federation.post(f"/review/{accepted}/decide", draft(page))
    assert status(accepted) == "granted"
    return accepted


@pytest.fixture
def over(receipt):
    return officer("秦守真", "data-services", Role.SUPERVISOR, staff="4001")


def propose(client, number, **more):
    return act(
        client, number, "right", **{"kind": "revocation", "ground": "deceit", **WRONG, "sure": "1", **more}
    )


class TestTheProposal:
    def test_is_read_once_more_before_it_counts(self, federation, granted):
        page = act(federation, granted, "right", kind="revocation", ground="deceit", **WRONG)
        assert "需要听取陈述申辩的，马上告知持有人" in text(page)
        assert (
            CaseRow.objects.get(number=granted).sequence
            == federation.get(f"/review/{granted}/").context["view"].sequence
        )

    def test_stands_on_the_page_of_the_case_with_until_when_the_holder_may_speak(self, federation, granted):
        page = propose(federation, granted)
        assert "提出撤销" in text(page)
        assert "以欺骗、贿赂等不正当手段取得" in text(page)
        assert "以前可以陈述" in text(page)
        assert page.context["view"].righting.heard_until == at("2026-03-12").date()

    def test_without_a_ground_of_the_law_comes_back_on_the_form(self, federation, granted):
        page = propose(federation, granted, ground="")
        assert "不是法律规定的事由" in text(page)
        assert status(granted) == "granted"

    def test_of_a_correction_is_judged_like_the_form(self, federation, granted):
        wrong = {"kind": "correction", "part": "applicant/disability.level", "now_is": "9"}
        page = propose(federation, granted, **wrong)
        assert page.context["form"].errors
        page = propose(federation, granted, **{**wrong, "now_is": "2"})
        assert "一级 → 二级" in text(page)

    def test_is_not_offered_for_what_is_not_granted(self, federation, accepted):
        assert "/right" not in text(federation.get(f"/review/{accepted}/"))

    def test_can_be_dropped_with_a_reason(self, federation, granted):
        propose(federation, granted)
        page = act(federation, granted, "drop-righting", reason="查清了，没有问题")
        assert page.context["view"].righting is None


class TestTheSecondOfficer:
    def test_decides_when_the_holder_could_speak(self, federation, boss, granted, clock):
        propose(federation, granted)
        early = act(boss, granted, "confirm-righting", sure="1")
        assert "当事人到 2026-03-12 前可以陈述申辩" in text(early)
        clock.moment = at("2026-03-13")
        assert boss.get(f"/review/{granted}/").context["main"].act == "confirm-righting"
        act(boss, granted, "confirm-righting", sure="1")
        assert status(granted) == "revoked"

    def test_may_be_a_supervisor(self, federation, over, granted, clock):
        propose(federation, granted, kind="cancellation", ground="death")
        act(over, granted, "confirm-righting", sure="1")
        assert status(granted) == "cancelled"

    @pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.AUDITOR, Role.HOTLINE, Role.CITIZEN])
    def test_is_nobody_else(self, federation, granted, role):
        propose(federation, granted, kind="cancellation", ground="death")
        other = officer("别人", FEDERATION, role, staff="9001")
        assert other.get(f"/review/{granted}/confirm-righting").status_code == 403
        assert other.post(f"/review/{granted}/confirm-righting", {"sure": "1"}).status_code == 403
        assert status(granted) == "granted"

    def test_is_not_who_proposed(self, boss, granted):
        propose(boss, granted, kind="cancellation", ground="death")
        page = act(boss, granted, "confirm-righting", sure="1")
        assert "提出的人不能自己决定" in text(page)
        assert status(granted) == "granted"


class TestALicenceThatFell:
    def test_stands_on_the_page_and_is_looked_at_again(self, federation, accepted, house):
        fallen = ReliedLicence(
            "1.2.3",
            Text("残疾人证", "card"),
            LicenceState.REVOKED,
            Text("以欺骗手段取得"),
            ("applicant/photo",),
        )
        house.licences.relied[accepted] = (fallen,)
        cases.note_licences(NIGHT, case=accepted, now=at(DAY, 11))
        page = federation.get(f"/review/{accepted}/")
        assert "依据的证照变了" in text(page)
        assert page.context["main"].act == "look-again"
        act(federation, accepted, "look-again", licence="1.2.3", reason="另有评定表证明")
        page = federation.get(f"/review/{accepted}/")
        assert "依据的证照变了" not in text(page)
        assert page.context["main"].act != "look-again"
