"""Plans on the way to wholly online, and the ratio that follows if their days hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.register.ratios import Ratio, Share
from onething.core.register.upgrading import (
    Obstacle,
    Remedy,
    Standing,
    State,
    Upgrade,
    UpgradeClosed,
    UpgradeOwnerMissing,
    UpgradeTooEarly,
    UpgradeUnproved,
    forecast,
    ready_on,
    standing,
)

ON = date(2026, 3, 5)
TODAY = Share(Ratio.WHOLLY_ONLINE, 2987, 385, 0)


def plan(days=30, state=State.OPEN, obstacle=Obstacle.ORIGINAL):
    return Upgrade(obstacle, Remedy.LICENCE, "市数据局", ON + timedelta(days=days), "", state)


class TestUpgrade:
    def test_is_kept_with_owner_and_a_day_to_come(self):
        assert plan(0).checked(on=ON).target_on == ON
        with pytest.raises(UpgradeTooEarly):
            plan(-1).checked(on=ON)
        with pytest.raises(UpgradeOwnerMissing):
            Upgrade(Obstacle.SITE, Remedy.VIDEO, "  ", ON).checked(on=ON)

    @pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
    def test_is_closed_with_what_shows_it_and_stays_closed(self, state):
        closed = plan().closed(state, closing=" 系统上线验收单 ")
        assert (closed.state, closed.closing) == (state, "系统上线验收单")
        with pytest.raises(UpgradeUnproved):
            plan().closed(state, closing=" ")
        with pytest.raises(UpgradeClosed):
            closed.closed(State.DONE, closing="x")
        with pytest.raises(UpgradeClosed):
            closed.changed(remedy=Remedy.VIDEO, owner="x", target_on=ON, evidence="", on=ON)


class TestStanding:
    @pytest.mark.parametrize(
        ("plans", "stands", "day"),
        [
            ((), Standing.UNPLANNED, None),
            ((plan(10), plan(40, obstacle=Obstacle.SITE)), Standing.PLANNED, ON + timedelta(days=40)),
            ((plan(10), plan(-1, obstacle=Obstacle.SITE)), Standing.OVERDUE, None),
            ((plan(10), plan(40, State.DROPPED, Obstacle.SITE)), Standing.DROPPED, None),
            ((plan(-5, State.DONE),), Standing.PLANNED, ON),
            ((plan(0),), Standing.PLANNED, ON),
        ],
    )
    def test_follows_from_the_plans(self, plans, stands, day):
        assert standing(plans, on=ON) is stands
        assert ready_on(plans, on=ON) == day


class TestForecast:
    def test_begins_with_the_ratio_of_today(self):
        first = forecast(TODAY, {"a": [plan(10)]}, on=ON)[0]
        assert (first.on, first.share, first.gained) == (ON, TODAY, ())
        assert str(first.share.percent) == "88.58"

    def test_counts_an_item_in_the_month_of_its_last_day(self):
        plans = {
            "a": [plan(10)],
            "b": [plan(10), plan(40, obstacle=Obstacle.SITE)],
            "c": [plan(-1)],
            "d": [plan(10), plan(10, State.DROPPED, Obstacle.SITE)],
        }
        points = forecast(TODAY, plans, on=ON, months=3)
        assert [(one.on.isoformat(), one.share.yes, one.gained) for one in points] == [
            ("2026-03-05", 2987, ()),
            ("2026-03-31", 2988, ("a",)),
            ("2026-04-30", 2989, ("b",)),
            ("2026-05-31", 2989, ()),
        ]

    @given(
        st.dictionaries(
            st.text("abc", min_size=1, max_size=4),
            st.lists(
                st.builds(plan, st.integers(-60, 500), st.sampled_from(State), st.sampled_from(Obstacle)),
                max_size=3,
            ),
            max_size=20,
        ),
        st.integers(0, 24),
        st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    )
    def test_is_what_counting_at_each_month_gives(self, plans, months, on):
        today = Share(Ratio.WHOLLY_ONLINE, 50, len(plans), 3)
        points = forecast(today, plans, on=on, months=months)
        assert len(points) == months + 1
        for point in points[1:]:
            ready = [
                key
                for key, known in plans.items()
                if known
                and all(
                    one.state is State.DONE or (one.state is State.OPEN and on <= one.target_on <= point.on)
                    for one in known
                )
            ]
            assert point.share.yes == 50 + len(ready)
            assert point.share.base == today.base
            assert (point.on + timedelta(days=1)).day == 1
        gained = [key for point in points for key in point.gained]
        assert len(gained) == len(set(gained)) == points[-1].share.yes - 50
