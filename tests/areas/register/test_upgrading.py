"""Plans of a city's items on the way to wholly online, and the forecast behind every number of which is a list."""

from datetime import date

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.register import api as register
from onething.areas.register.models import ItemRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.register.entries import Entry, Kind
from onething.core.register.ratios import Ratio, Says
from onething.core.register.upgrading import (
    Obstacle,
    Remedy,
    Standing,
    State,
    Upgrade,
    UpgradeClosed,
    UpgradeNotNeeded,
    UpgradeTooEarly,
)
from tests.areas.cases.world import at
from tests.areas.register.test_ratios import keep

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
ON = NOW.date()
CITY = "dongguan"
MANAGER = Actor("user:m", "顾明远", frozenset({Role.ITEM_MANAGER}))
ANYBODY = Actor.visitor()


def entry(key, **more):
    return Entry(key=key, name=f"事项{key}", kind=more.pop("kind", Kind.SERVICE), **more)


@pytest.fixture(autouse=True)
def city(empty_register):
    keep(
        [
            entry("whole", depth=4, visits=0),
            entry("visits", depth=4, visits=1),
            entry("three", depth=3),
            entry("untold"),
            entry("penalty", kind=Kind.PENALTY, depth=1),
            entry("scene", scene=True, depth=2),
        ]
    )


def plan(key="three", *, obstacle=Obstacle.ORIGINAL, target=date(2026, 4, 20), actor=MANAGER, now=NOW):
    return register.plan_upgrade(
        actor,
        city=CITY,
        source="test",
        key=key,
        upgrade=Upgrade(obstacle, Remedy.LICENCE, "市数据局", target),
        now=now,
    )


def points(**more):
    return register.forecast_wholly_online(ANYBODY, city=CITY, on=ON, **more)


class TestPlans:
    def test_are_made_changed_and_closed(self):
        id = plan()
        register.change_upgrade(
            MANAGER,
            upgrade=id,
            remedy=Remedy.VIDEO,
            owner="市残联",
            target_on=date(2026, 5, 6),
            evidence="方案",
            now=NOW,
        )
        line = register.get_upgrade(ANYBODY, upgrade=id, on=ON)
        assert (line.upgrade.remedy, line.upgrade.owner, line.upgrade.target_on) == (
            Remedy.VIDEO,
            "市残联",
            date(2026, 5, 6),
        )
        register.close_upgrade(MANAGER, upgrade=id, state=State.DONE, closing="验收单", now=NOW)
        with pytest.raises(UpgradeClosed):
            register.close_upgrade(MANAGER, upgrade=id, state=State.DROPPED, closing="x", now=NOW)
        assert [
            one.detail["what"] for one in EntryRow.objects.filter(action="register:plan").order_by("pk")
        ] == [
            "planned",
            "changed",
            "done",
        ]

    def test_there_is_one_open_plan_for_an_obstacle(self):
        first = plan()
        with pytest.raises(register.UpgradeOpenAlready):
            plan()
        plan(obstacle=Obstacle.SITE)
        register.close_upgrade(MANAGER, upgrade=first, state=State.DROPPED, closing="法律要求", now=NOW)
        plan()
        assert len(register.list_upgrades(ANYBODY, city=CITY, on=ON, source="test", key="three")) == 3

    @pytest.mark.parametrize("key", ["whole", "penalty", "scene"])
    def test_are_for_items_that_are_not_wholly_online(self, key):
        with pytest.raises(UpgradeNotNeeded):
            plan(key)

    def test_refuse_what_is_not_there_or_over(self):
        with pytest.raises(register.ItemNotFound):
            plan("nothing")
        with pytest.raises(UpgradeTooEarly):
            plan(target=date(2026, 3, 4))

    @pytest.mark.parametrize(
        "role", sorted(set(Role) - {Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.MANAGER})
    )
    def test_are_closed_to(self, role):
        actor, id = Actor("user:x", "x", frozenset({role})), plan()
        with pytest.raises(PermissionMissing):
            plan("visits", actor=actor)
        with pytest.raises(PermissionMissing):
            register.change_upgrade(
                actor, upgrade=id, remedy=Remedy.VIDEO, owner="x", target_on=ON, evidence="", now=NOW
            )
        with pytest.raises(PermissionMissing):
            register.close_upgrade(actor, upgrade=id, state=State.DONE, closing="x", now=NOW)


class TestBlockedItems:
    def test_are_those_that_the_ratio_counts_as_no_and_not_told(self):
        blocked = {one.key for one in register.list_blocked(ANYBODY, city=CITY, on=ON)}
        behind = {
            line.key
            for says in (Says.NO, Says.UNTOLD)
            for line in register.list_items(
                ANYBODY, city=CITY, asked=register.Asked(ratio=Ratio.WHOLLY_ONLINE, says=says)
            )
        }
        assert blocked == behind == {"visits", "three", "untold"}

    def test_stand_as_their_plans_do(self):
        plan("three")
        plan("untold", target=ON)
        found = {
            one.key: one.standing for one in register.list_blocked(ANYBODY, city=CITY, on=date(2026, 3, 6))
        }
        assert found == {
            "three": Standing.PLANNED,
            "untold": Standing.OVERDUE,
            "visits": Standing.UNPLANNED,
        }
        (only,) = register.list_blocked(ANYBODY, city=CITY, on=ON, wanted=Standing.UNPLANNED)
        assert only.key == "visits"


class TestForecast:
    def test_agrees_with_the_ratio_of_today(self):
        (today,) = [one for one in register.tally(ANYBODY, city=CITY) if one.ratio is Ratio.WHOLLY_ONLINE]
        assert points()[0].share == today
        assert (today.yes, today.base) == (1, 4)

    def test_follows_the_days_and_opens_to_its_items(self):
        plan("three")
        plan("untold", target=date(2026, 3, 20))
        plan("untold", obstacle=Obstacle.SITE, target=date(2026, 6, 1))
        found = points(months=4)
        assert [one.share.yes for one in found] == [1, 1, 2, 2, 3]
        assert [one.gained for one in found if one.gained] == [("test/three",), ("test/untold",)]
        assert [one.key for one in register.list_gained(ANYBODY, city=CITY, keys=found[2].gained)] == [
            "three"
        ]

    def test_a_dropped_obstacle_takes_the_item_out_and_a_new_plan_brings_it_back(self):
        id = plan()
        assert points()[-1].share.yes == 2
        register.close_upgrade(MANAGER, upgrade=id, state=State.DROPPED, closing="法律要求", now=NOW)
        assert points()[-1].share.yes == 1
        plan(now=at("2026-03-06"))
        assert points()[-1].share.yes == 2

    def test_an_item_that_the_register_calls_wholly_online_is_counted_once(self):
        plan()
        ItemRow.objects.filter(key="three").update(depth=4, visits=0)
        assert [points()[0].share.yes, points()[-1].share.yes] == [2, 2]
