"""A rule goes live by another than who asked for it, through any door."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import AutomaticRow, CaseRow, RuledRow
from onething.core.actors import Role
from onething.core.cases.automatic import Mode
from tests.areas.cases.test_two_persons import NOW, Person, tried
from tests.channels.cockpit.test_automatic_room import granted, published

__all__ = ["granted", "published"]
pytestmark = pytest.mark.django_db


def live_by_service(who):
    cases.confirm_automatic(who.actor, item="medical-aid", now=NOW)


def live_by_page(who):
    who.client.post("/cockpit/automatic/medical-aid/confirm")


def asked_by_service(who):
    given = {"mode": Mode.LIVE, "share": 0, "reason": "按计划"}
    cases.set_automatic(who.actor, item="medical-aid", now=NOW, **given)


def asked_by_page(who):
    given = {"mode": "live", "share": 0, "sampling": "after", "reason": "按计划"}
    who.client.post("/cockpit/automatic/medical-aid/set", given)


@pytest.mark.parametrize("first", [asked_by_service, asked_by_page])
@pytest.mark.parametrize("second", [live_by_service, live_by_page])
def test_a_rule_goes_live_by_another_than_who_asked_for_it(granted, first, second):
    who, other = (Person(staff, "medical-insurance", Role.MANAGER) for staff in ("2503", "2504"))
    cases.set_automatic(
        who.actor, item="medical-aid", mode=Mode.SHADOW, reason="先比对", now=NOW
    )  # fewer decisions: one person
    rows = AutomaticRow.objects.filter(item="medical-aid", id__gt=AutomaticRow.objects.latest("id").id)
    RuledRow.objects.update(mode="shadow")
    CaseRow.objects.filter(item="medical-aid").update(outcome="granted")
    first(who)
    waiting = AutomaticRow.objects.order_by("-id").first()
    assert (waiting.mode, waiting.in_force) == ("live", False)
    for door in (live_by_service, live_by_page, asked_by_service, asked_by_page):
        tried(door, who)
        assert not rows.filter(mode="live", in_force=True).exists()
    second(other)
    assert rows.filter(mode="live", in_force=True, confirmed_by=other.actor.id).exists()
