"""What only a supervisor does with a case: allow a second notice, and record that a refusal was annulled."""

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, NoticeRow
from onething.core.actors import Role
from onething.core.catalogue.words import Way
from onething.core.submission import GivenFile, GivenMaterial
from tests.areas.cases.world import APPLICANT, NIGHT, at
from tests.channels.review.staff import (
    FEDERATION,
    act,
    countersign,
    draft,
    officer,
    status,
    text,
    to_decision,
)

pytestmark = pytest.mark.django_db
OTHERS = (Role.CLERK, Role.REVIEWER, Role.MANAGER, Role.AUDITOR, Role.HOTLINE, Role.ADMIN, Role.CITIZEN)
PHOTO = GivenMaterial("applicant/photo", Way.UPLOAD, files=(GivenFile("b" * 64, "face.jpg", "jpeg", 1),))


@pytest.fixture
def over(receipt):
    return officer("秦守真", "data-services", Role.SUPERVISOR, staff="4001")


@pytest.fixture
def found_again(federation, receipt, number, clock):
    """One notice was sent and answered, and the answer is faulty."""
    act(federation, number, "find", key="applicant/photo", reason="unreadable")
    leaves = federation.get(f"/review/{number}/").context["view"].notice.leaves_on
    clock.moment = at(leaves.isoformat(), 18)
    cases.look_after(NIGHT, now=clock.moment)
    cases.supplement(APPLICANT, application=receipt.number, values={}, materials=[PHOTO], now=clock.moment)
    act(federation, number, "find", key="applicant/photo", reason="expired", arose="supplement")
    act(federation, number, "found")
    assert CaseRow.objects.get(number=number).status == "supplemented"
    return number


@pytest.fixture
def refused(federation, colleague, accepted):
    page = to_decision(federation, accepted)
    given = draft(page, outcome="refused", reason="不符合第八条", article="第八条")
    federation.post(f"/review/{accepted}/decide", given)
    countersign(colleague, accepted)
    assert status(accepted) == "refused"
    return accepted


class TestTheRoom:
    def test_shows_a_supervisor_the_cases_and_every_look_is_written_down(self, over, number):
        assert number in text(over.get("/review/"))
        page = over.get(f"/review/{number}/")
        assert page.status_code == 200
        assert page.context["main"].act == ""
        assert page.context["acts"] == []
        assert page.context["finding"] is None
        assert over.post(f"/review/{number}/present").status_code == 200

    def test_is_where_the_work_of_a_supervisor_begins(self, over):
        response = over.post(f"/sign-in/demo/{over.account.id}")
        assert response.url == "/review/"

    @pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.HOTLINE, Role.ADMIN, Role.CITIZEN])
    def test_stays_shut_for_others(self, number, role):
        client = officer("别人", FEDERATION, role, staff="9900")
        for path in ("", "next", f"{number}/"):
            assert client.get(f"/review/{path}").status_code == 403, path


class TestASecondNotice:
    def test_is_said_to_wait_for_a_supervisor(self, federation, found_again):
        page = federation.get(f"/review/{found_again}/")
        assert page.context["main"].act == ""
        assert "督查" in page.context["main"].why
        assert act(federation, found_again, "send").status_code == 422
        assert NoticeRow.objects.count() == 1

    def test_is_allowed_with_a_reason_after_what_follows_was_read(self, over, found_again, house):
        page = over.get(f"/review/{found_again}/")
        assert page.context["main"].act == "second-notice"
        assert "准许第二次补正" in text(page)
        shown = text(over.get(f"/review/{found_again}/second-notice"))
        assert "已超过有效期" in shown
        assert "没有第三次" in shown
        lacking = act(over, found_again, "second-notice", reason=" ", sure="1")
        assert lacking.status_code == 422
        assert "写明为什么" in text(lacking)
        asked = act(over, found_again, "second-notice", reason="补来的照片过期")
        assert "再看一遍" in text(asked)
        assert "马上发出" in text(asked)
        assert "补来的照片过期" in text(asked)
        assert "已超过有效期" in text(asked)
        assert NoticeRow.objects.count() == 1
        done = act(over, found_again, "second-notice", reason="补来的照片过期", sure="1")
        assert "第二次补正告知书已发出" in text(done)
        assert status(found_again) == "to_supplement"
        assert sorted(NoticeRow.objects.values_list("round", flat=True)) == [1, 2]
        assert house.papers.kinds().count("correction_notice") == 2
        assert over.get(f"/review/{found_again}/").context["main"].act == ""

    def test_comes_back_with_a_sentence_where_there_is_none_to_allow(self, over, number):
        page = act(over, number, "second-notice", reason="x", sure="1")
        assert page.status_code == 422
        assert "没有待告知" in text(page)

    @pytest.mark.parametrize("role", OTHERS)
    def test_is_for_a_supervisor_alone(self, found_again, role):
        client = officer("别人", FEDERATION, role, staff="9900")
        assert client.get(f"/review/{found_again}/second-notice").status_code == 403
        given = {"reason": "x", "sure": "1"}
        assert client.post(f"/review/{found_again}/second-notice", given).status_code == 403
        assert NoticeRow.objects.count() == 1


class TestAnAnnulledRefusal:
    GIVEN = {"document": "复议决定 7 号", "reason": "事实认定错误"}

    def test_is_recorded_after_what_follows_was_read(self, over, federation, refused, clock):
        page = over.get(f"/review/{refused}/")
        assert page.context["main"].act == "annul"
        assert "重新决定" in text(over.get(f"/review/{refused}/annul"))
        for lacking in self.GIVEN:
            wrong = act(over, refused, "annul", **{**self.GIVEN, lacking: ""}, sure="1")
            assert wrong.status_code == 422, lacking
        asked = act(over, refused, "annul", **self.GIVEN)
        for word in ("再看一遍", "复议决定 7 号", "事实认定错误", "重新起算"):
            assert word in text(asked)
        assert status(refused) == "refused"
        done = act(over, refused, "annul", **self.GIVEN, sure="1")
        assert "已登记撤销" in text(done)
        row = CaseRow.objects.get(number=refused)
        assert (row.status, row.outcome) == ("in_review", "")
        assert "事实认定错误" in text(federation.get(f"/review/{refused}/"))
        assert to_decision(federation, refused)

    def test_is_offered_after_the_refusal_was_delivered_too(self, over, federation, refused):
        act(federation, refused, "deliver", way="window", proof="签收 1", receiver="黎国安")
        assert over.get(f"/review/{refused}/").context["main"].act == "annul"

    def test_comes_back_with_a_sentence_where_nothing_was_refused(self, over, accepted):
        page = act(over, accepted, "annul", **self.GIVEN, sure="1")
        assert page.status_code == 422
        assert "不能进行这一步" in text(page)
        assert over.get(f"/review/{accepted}/").context["main"].act == ""

    def test_is_not_carried_out_on_an_older_look(self, over, refused):
        page = act(over, refused, "annul", **self.GIVEN, sure="1", seen=1)
        assert page.status_code == 409
        assert status(refused) == "refused"

    @pytest.mark.parametrize("role", OTHERS)
    def test_is_for_a_supervisor_alone(self, refused, role):
        client = officer("别人", FEDERATION, role, staff="9900")
        assert client.get(f"/review/{refused}/annul").status_code == 403
        given = {**self.GIVEN, "sure": "1"}
        assert client.post(f"/review/{refused}/annul", given).status_code == 403
        assert status(refused) == "refused"

    def test_asks_a_visitor_to_sign_in(self, refused):
        for name in ("annul", "second-notice"):
            assert Client().get(f"/review/{refused}/{name}")["Location"].startswith("/sign-in")
