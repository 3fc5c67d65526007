"""A case of level L0 or L1 is handled in a department's system, and still registered here: number, item, person, dates."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases.errors import AnswerChanged, HandoverRefused
from onething.areas.cases.models import ElsewhereRow
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, PermissionMissing
from onething.core.cases.elsewhere import OVER, HandedOver, Standing, days_fit
from onething.kit.ports import now
from tests.areas.cases.world import APPLICANT, FEDERATION, LI, STRANGER, SYSTEM, at
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
NOW = at("2026-03-10")
ITEM, NAME = "social-security-card", "social-insurance"
CASE = HandedOver(
    "SB-77", 1, ITEM, LI, "黎国安", date(2026, 3, 2), Standing.RUNNING, due_on=date(2026, 3, 20)
)
DONE = replace(CASE, version=2, standing=Standing.GRANTED, ended_on=date(2026, 3, 9))


@pytest.fixture(autouse=True)
def linked(db):
    files = dict(FILES)
    path = f"items/{ITEM}.yaml"
    text = files[path].decode() + 'integration: {level: L1, link: "https://example.cn/card"}\n'
    catalogue.publish(Actor.job("load"), files={**files, path: text.encode()}, now=now())


def hand(case, system=NAME):
    return cases.register(SYSTEM, system=system, case=case, now=NOW)


class TestACaseThatIsHandedOver:
    def test_is_on_the_page_of_its_person_and_of_nobody_else(self):
        assert hand(CASE)
        (line,) = cases.list_elsewhere(APPLICANT)
        assert (line.number, line.status.zh, line.due_on, line.told_on) == (
            "SB-77",
            "办理中",
            date(2026, 3, 20),
            date(2026, 3, 10),
        )
        assert line.link == "https://example.cn/card"
        assert cases.list_elsewhere(STRANGER) == ()
        entry = EntryRow.objects.get(action="cases:registered")
        assert (entry.subject, entry.case) == (LI, "SB-77")

    def test_is_told_anew_when_it_has_ended(self):
        hand(CASE)
        assert hand(DONE)
        (line,) = cases.list_elsewhere(APPLICANT)
        assert (line.status.zh, line.ended_on) == ("准予", date(2026, 3, 9))

    @given(st.lists(st.integers(1, 4), min_size=1, max_size=8))
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_is_as_its_newest_version_says_in_whatever_order_and_how_often_they_come(self, order):
        ElsewhereRow.objects.all().delete()
        for version in order:
            hand(replace(CASE, version=version, due_on=date(2026, 3, 10 + version)))
        assert ElsewhereRow.objects.get().due_on == date(2026, 3, 10 + max(order))

    def test_that_comes_again_with_another_content_under_its_version_is_a_conflict(self):
        hand(CASE)
        with pytest.raises(AnswerChanged):
            hand(replace(CASE, name="别人"))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"item": "care-allowance"},  # handled here
            {"item": "no-such-item"},
            {"person": ""},
            {"number": " "},
            {"version": 0},
            {"received_on": date(2026, 3, 11)},
            {"ended_on": date(2026, 3, 9)},
            {"standing": Standing.GRANTED},
            {"due_on": date(2026, 3, 1)},
        ],
        ids=str,
    )
    def test_that_cannot_be_is_refused_whole(self, wrong):
        with pytest.raises(HandoverRefused):
            hand(replace(CASE, **wrong))
        assert not ElsewhereRow.objects.exists()

    def test_of_another_systems_item_is_refused(self):
        with pytest.raises(HandoverRefused):
            hand(CASE, system="household")

    @pytest.mark.parametrize("who", [APPLICANT, FEDERATION], ids=lambda who: who.id)
    def test_comes_from_department_systems_only(self, who):
        with pytest.raises(PermissionMissing):
            cases.register(who, system=NAME, case=CASE, now=NOW)

    def test_is_no_list_for_offices(self):
        with pytest.raises(PermissionMissing):
            cases.list_elsewhere(FEDERATION)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


class TestItsDays:
    @given(days, st.none() | days, st.none() | days, st.sampled_from(Standing), days)
    def test_end_exactly_where_it_is_over_and_never_before_it_began_or_after_today(
        self, received, due, ended, standing, today
    ):
        one = replace(CASE, received_on=received, due_on=due, ended_on=ended, standing=standing)
        if not days_fit(one, today=today):
            return
        assert received <= (ended or received) <= today
        assert (ended is not None) == (standing in OVER)
        assert due is None or received <= due
