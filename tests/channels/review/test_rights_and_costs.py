"""Who may not do what an office does, and that a page costs the same however much there is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onething.areas.cases import api as cases
from onething.channels.review.acts import ACTS
from onething.core.actors import Role
from tests.areas.cases.permits import PERMIT
from tests.areas.cases.world import APPLICANT, at, submission
from tests.channels.review.staff import DAY, FEDERATION, accept, act, number_of, officer

pytestmark = pytest.mark.django_db
ABOVE = ("second-notice", "annul")  # of a supervisor: `test_supervising`


class TestWhoMayNot:
    ALL = (*(name for name in ACTS if name not in ABOVE), "decide")

    @pytest.mark.parametrize("name", ALL)
    def test_other_roles_are_turned_away(self, number, name):
        for index, role in enumerate((Role.CLERK, Role.SUPERVISOR, Role.AUDITOR, Role.HOTLINE)):
            client = officer(f"别人{index}", FEDERATION, role, staff=f"9{index}")
            assert client.get(f"/review/{number}/{name}").status_code == 403, role
            may = (name, role) in {("send", Role.SUPERVISOR), ("deliver", Role.CLERK)}
            assert client.post(f"/review/{number}/{name}").status_code == 403 or may, role

    @pytest.mark.parametrize("name", ALL)
    def test_another_department_does_not_find_the_case(self, number, name):
        stranger = officer("何佩仪", "tax", Role.REVIEWER, Role.MANAGER, staff="2604")
        assert stranger.get(f"/review/{number}/{name}").status_code == 404
        assert stranger.post(f"/review/{number}/{name}").status_code == 404

    @pytest.mark.parametrize("name", ALL)
    def test_a_visitor_signs_in_first(self, number, name):
        assert Client().get(f"/review/{number}/{name}")["Location"].startswith("/sign-in")

    @pytest.mark.parametrize("name", ["extend", "assign"])
    def test_an_officer_is_no_manager(self, federation, accepted, name):
        assert federation.get(f"/review/{accepted}/{name}").status_code == 403
        assert act(federation, accepted, name, sure="1").status_code == 403


class TestCosts:
    def cost(self, client, path):
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    def test_a_case_costs_the_same_with_a_long_history_and_many_findings(self, federation, boss, number):
        first = self.cost(federation, f"/review/{number}/")
        keys = [one.key for one in federation.get(f"/review/{number}/").context["view"].materials]
        for key in keys[:3]:
            act(federation, number, "find", key=key, reason="unreadable")
        for _ in range(3):
            act(federation, number, "unfind", index=0)
        act(federation, number, "accept")
        for index in range(4):
            act(federation, number, "opinion", text=f"意见 {index}", favourable="yes")
        act(federation, number, "take-over")
        boss.get(f"/review/{number}/")
        assert (
            self.cost(federation, f"/review/{number}/") <= first + 1
        )  # the name of the colleague who has it

    def test_the_managers_desk_costs_the_same_for_many_questions(self, federation, boss, accepted):
        act(federation, accepted, "ask-extension", days=5, reason="查")
        first = self.cost(boss, "/review/asked")
        receipt = cases.submit(
            APPLICANT, submission=submission(division="441900003000"), key="two", now=at(DAY)
        )
        other = number_of(receipt, PERMIT)
        accept(federation, other)
        act(federation, other, "ask-extension", days=5, reason="查")
        assert len(boss.get("/review/asked").context["lines"]) == 2
        assert self.cost(boss, "/review/asked") == first
