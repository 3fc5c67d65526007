"""Visits, bursts, defaults and figures: what counts, and that every figure opens to its list."""

from datetime import date, timedelta

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.ratings import api as ratings
from onething.areas.ratings.models import OrderRow, RatingRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.papers import Level
from onething.core.ratings import Counted, Dimension
from onething.core.ratings.orders import NotNow
from tests.areas.cases.world import CLERK, SUPERVISOR, at
from tests.areas.ratings.test_bad_ratings import HOTLINE, HOUSE, LI, MANAGER, NOW, SERVED, VISITOR
from tests.shipped import FILES

pytestmark = pytest.mark.django_db


def rate(number, level=Level.GOOD, *, now=NOW, device=""):
    token = ratings.ask(HOUSE, application=number, person=LI, channel="portal", served=SERVED, now=now)
    ratings.rate(VISITOR, token=token, level=level, device=device, now=now)


class TestAVisit:
    def visit(self, key="1", actor=CLERK):
        return ratings.ask_visit(actor, visit=key, window="3 号窗口", now=NOW)

    def test_is_rated_once(self):
        assert self.visit() == self.visit()
        assert self.visit("2") != self.visit()
        token = self.visit()
        ratings.rate(VISITOR, token=token, level=Level.GOOD, now=NOW)
        with pytest.raises(ratings.AlreadyRated):
            ratings.rate(VISITOR, token=token, level=Level.BAD, now=NOW)

    @pytest.mark.parametrize("again", list(Level))
    def test_tells_nobody_what_was_given_not_even_by_trying(self, again):
        """The clerk who showed the code has the token too."""
        token = self.visit()
        ratings.rate(VISITOR, token=token, level=Level.BAD, text="太慢", now=NOW)
        found = ratings.get_rating(CLERK, token=token)
        assert (found.rated, found.level, found.text, found.rated_at) == (True, None, "", None)
        with pytest.raises(ratings.AlreadyRated) as refused:
            ratings.rate(CLERK, token=token, level=again, now=NOW)
        assert refused.value.facts() == {"level": ""}

    def test_is_rated_by_what_counts_at_a_window(self):
        token = self.visit()
        given = {Dimension.ATTITUDE: Level.BAD, Dimension.PLATFORM: Level.BAD}
        ratings.rate(VISITOR, token=token, level=Level.TERRIBLE, dimensions=given, now=NOW)
        assert RatingRow.objects.get().dimensions == {"attitude": "bad"}
        assert OrderRow.objects.get().department == CLERK.department

    def test_counts_for_its_hall_and_window(self):
        ratings.rate(VISITOR, token=self.visit(), level=Level.GOOD, now=NOW)
        assert [one.key for one in ratings.tally(SUPERVISOR, group="window")] == ["3 号窗口"]
        assert [one.key for one in ratings.tally(SUPERVISOR, group="hall")] == [CLERK.division]

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.REVIEWER, Role.VISITOR])
    def test_is_asked_about_at_windows_only(self, role):
        with pytest.raises(PermissionMissing):
            self.visit(actor=Actor("user:x", "x", frozenset({role})))


class TestABurst:
    def burst(self, count, level=Level.BAD, device="d"):
        for number in range(count):
            rate(f"A{number}", level, now=NOW + timedelta(seconds=number), device=device)

    def test_from_one_device_is_held_back_and_opens_no_order(self):
        self.burst(6)
        assert ratings.count_held(SUPERVISOR) == 6
        assert ratings.count_levels(SUPERVISOR) == {}
        assert OrderRow.objects.count() == 5  # those before the sixth showed what they were: they stand still
        assert ratings.list_orders(SUPERVISOR, today=NOW.date()).lines == ()

    def test_of_few_is_none(self):
        self.burst(5)
        assert ratings.count_held(SUPERVISOR) == 0

    def test_of_ratings_without_a_device_is_none(self):
        self.burst(9, device="")
        assert ratings.count_held(SUPERVISOR) == 0

    def test_at_one_window_is_held_back_from_different_devices(self):
        for number in range(6):
            token = ratings.ask_visit(CLERK, visit=str(number), now=NOW)
            ratings.rate(VISITOR, token=token, level=Level.EXCELLENT, device=f"d{number}", now=NOW)
        held = ratings.list_held(SUPERVISOR)
        assert {(one.source, one.alike) for one in held} == {("window", 6)}

    def test_counts_when_somebody_has_looked(self):
        self.burst(6, Level.GOOD)
        for one in ratings.list_held(SUPERVISOR)[:4]:
            ratings.look_into(SUPERVISOR, rating=one.ref, counts=True, why="大厅的公用平板", now=NOW)
        for one in ratings.list_held(SUPERVISOR):
            ratings.look_into(SUPERVISOR, rating=one.ref, counts=False, why="工作人员代评", now=NOW)
        whole = ratings.tally_all(SUPERVISOR)
        assert (whole.active, whole.invalid, whole.held) == ({Level.GOOD: 4}, 2, 0)

    def test_that_counts_opens_the_order_of_a_bad_one(self):
        self.burst(6)
        last = RatingRow.objects.get(application="A5")
        ratings.look_into(SUPERVISOR, rating=last.ref, counts=True, why="各是各的", now=NOW)
        assert OrderRow.objects.filter(rating=last).exists()

    @pytest.mark.parametrize("application", ["A0", "A5"])
    def test_keeps_the_day_of_the_rating_and_begins_its_order_when_it_is_released(self, application):
        """A0 had its order before the burst was seen, A5 never had one; nobody could act on either."""
        self.burst(6)
        given = RatingRow.objects.get(application=application)
        released = at("2026-04-01")
        ratings.look_into(SUPERVISOR, rating=given.ref, counts=True, why="各是各的", now=released)
        (line,) = ratings.list_orders(SUPERVISOR, today=released.date()).lines
        assert line.order.start_on == date(2026, 4, 2)
        assert line.order.due_on == date(2026, 4, 9)  # 5 working days, 清明 off
        assert ratings.list_orders(SUPERVISOR, today=released.date(), which="late").lines == ()
        called = ratings.call_back(HOTLINE, order=line.id, reached=True, summary="等得久", now=released)
        assert called.acts_by == line.order.due_on
        assert RatingRow.objects.get(application=application).rated_at == given.rated_at

    def test_that_does_not_count_ends_its_order(self):
        self.burst(6)
        given = RatingRow.objects.get(application="A0")
        ratings.look_into(SUPERVISOR, rating=given.ref, counts=False, why="工作人员代评", now=NOW)
        assert ratings.list_orders(SUPERVISOR, today=NOW.date()).lines == ()
        (closed,) = ratings.list_orders(SUPERVISOR, today=NOW.date(), which="closed").lines
        assert closed.order.invalid
        with pytest.raises(NotNow):
            ratings.call_back(HOTLINE, order=closed.id, reached=True, summary="等得久", now=NOW)
        assert ratings.tally_all(SUPERVISOR).invalid == 1

    def test_is_looked_into_once(self):
        self.burst(6)
        one = ratings.list_held(SUPERVISOR)[0]
        ratings.look_into(SUPERVISOR, rating=one.ref, counts=True, why="看过", now=NOW)
        with pytest.raises(ratings.OrderNotFound):
            ratings.look_into(SUPERVISOR, rating=one.ref, counts=False, why="再看", now=NOW)


class TestADefault:
    @pytest.fixture
    def city(self):
        """The city says that silence of seven days counts as fairly satisfied."""
        files = dict(FILES)
        text = (
            files["city.yaml"]
            .decode()
            .replace("ratings: {version: 1,", "ratings: {version: 2, default_level: fair,")
        )
        files["city.yaml"] = text.encode()
        catalogue.publish(Actor.job("load"), files=files, now=at("2026-02-01"))

    def silence(self, days):
        return ratings.count_silence(Actor.job("ratings"), now=NOW + timedelta(days=days))

    def ask(self):
        return ratings.ask(HOUSE, application="A1", person=LI, channel="portal", served=SERVED, now=NOW)

    def test_is_not_made_where_the_city_has_no_such_rule(self):
        self.ask()
        assert self.silence(365) == 0

    def test_is_made_after_the_days_of_the_city_and_kept_apart(self, city):
        self.ask()
        rate("A2", Level.BAD)
        assert (self.silence(6), self.silence(7), self.silence(8)) == (0, 1, 0)
        whole = ratings.tally_all(SUPERVISOR)
        assert (whole.active, whole.default) == ({Level.BAD: 1}, {Level.FAIR: 1})
        assert (whole.good_share, whole.good_share_with_defaults) == (0, 500)
        assert RatingRow.objects.get(application="A1").rules == 2

    def test_gives_way_to_a_rating_that_still_comes(self, city):
        token = self.ask()
        self.silence(7)
        assert ratings.get_rating(VISITOR, token=token).level is None
        ratings.rate(VISITOR, token=token, level=Level.TERRIBLE, now=NOW + timedelta(days=9))
        assert ratings.tally_all(SUPERVISOR).active == {Level.TERRIBLE: 1}
        assert OrderRow.objects.count() == 1

    def test_is_for_our_own_jobs(self):
        with pytest.raises(PermissionMissing):
            ratings.count_silence(SUPERVISOR, now=NOW)


class TestAFigure:
    @pytest.fixture(autouse=True)
    def some(self):
        for number, level in enumerate([Level.GOOD, Level.GOOD, Level.BAD, Level.FAIR]):
            rate(f"A{number}", level)
        ratings.ask(HOUSE, application="A9", person=LI, channel="portal", served=SERVED, now=NOW)

    @pytest.mark.parametrize("group", ["", *ratings.GROUPS])
    def test_opens_to_exactly_its_list(self, group):
        tallies = ratings.tally(SUPERVISOR, group=group) if group else [ratings.tally_all(SUPERVISOR)]
        for one in tallies:
            for level, n in one.active.items():
                listed = ratings.list_rated(
                    SUPERVISOR, group=group, key=one.key, counted=Counted.ACTIVE, level=level
                )
                assert len(listed.lines) == n
            asked = ratings.list_rated(SUPERVISOR, group=group, key=one.key, counted=Counted.ASKED)
            assert len(asked.lines) == one.asked

    def test_of_an_item_counts_each_application_once(self):
        by_item = {one.key: one.rated for one in ratings.tally(SUPERVISOR, group="item")}
        assert by_item == {"disability-certificate": 4, "hardship-allowance": 4}
        assert ratings.tally_all(SUPERVISOR).rated == 4

    def test_of_a_manager_is_of_the_own_office(self):
        assert [one.key for one in ratings.tally(MANAGER, group="office")] == ["disabled-federation"]
        assert ratings.list_rated(MANAGER, group="office", key="civil-affairs").lines == ()

    def test_comes_in_pieces(self):
        found, cursor = 0, ""
        while True:
            page = ratings.list_rated(SUPERVISOR, cursor=cursor, limit=2)
            found += len(page.lines)
            if not (cursor := page.cursor):
                break
        assert found == 5

    def test_costs_one_query(self, django_assert_num_queries):
        for group in ratings.GROUPS:
            with django_assert_num_queries(1):
                ratings.tally(SUPERVISOR, group=group)


class TestOldRatings:
    def test_get_their_name_when_the_table_changes(self):
        from importlib import import_module

        from django.apps import apps

        for number in range(3):
            rate(f"A{number}")
        RatingRow.objects.update(ref=None)
        import_module("onething.areas.ratings.migrations.0003_fill_ref").fill(apps, None)
        assert len(set(RatingRow.objects.values_list("ref", flat=True)) - {None}) == 3
