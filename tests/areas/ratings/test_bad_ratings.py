"""A bad rating: who sees what, who does what, and by when."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.audit import api as audit
from onething.areas.people import api as people
from onething.areas.ratings import api as ratings
from onething.areas.ratings.models import ActRow, OrderRow, RatingRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.ports import Served
from onething.core.papers import Level
from onething.core.people import AccountKind, Document, DocumentKind
from onething.core.ratings import Complexity, InvalidBecause, OrderState
from onething.core.ratings.orders import NamesRater, NotNow, SecondPerson
from onething.core.source import Text
from tests.areas.cases.world import APPLICANT, CHEN, LI, STRANGER, SUPERVISOR, at

pytestmark = pytest.mark.django_db
HOUSE, VISITOR = Actor.job("house"), Actor.visitor()
NOW = at("2026-03-05")
NUMBER = "20260305441900P00000017X"
HOTLINE = Actor("user:h", "叶知秋", frozenset({Role.HOTLINE}), department="data-services")
MANAGER = Actor("user:m", "黎国栋", frozenset({Role.MANAGER}), department="disabled-federation")
OTHER = Actor("user:o", "别人", frozenset({Role.MANAGER}), department="civil-affairs")
SECOND = Actor("user:s2", "另一位", frozenset({Role.SUPERVISOR}), department="data-services")
BOTH = Actor("user:b", "兼任", frozenset({Role.MANAGER, Role.SUPERVISOR}), department="disabled-federation")
SERVED = (
    Served("disability-certificate", Text("残疾人证", "Certificate"), "disabled-federation", "441900000000"),
    Served("hardship-allowance", Text("困难补贴", "Allowance"), "civil-affairs", "441900000000"),
)


@pytest.fixture
def li(db):
    return people.open_account(
        Actor("user:a", "管理员", frozenset({Role.ADMIN})),
        kind=AccountKind.CITIZEN,
        login=LI,
        name="黎国安",
        roles=[Role.CITIZEN],
        document=Document.of(DocumentKind.CITIZEN_NUMBER, LI),
        phone="13800001357",
    )


def rate(level=Level.BAD, *, number=NUMBER, text="黎国安：等了两个小时", about="", now=NOW, actor=VISITOR):
    token = ratings.ask(HOUSE, application=number, person=LI, channel="portal", served=SERVED, now=now)
    ratings.rate(actor, token=token, level=level, text=text, about=about, now=now)
    return OrderRow.objects.filter(rating_id=token).first()


@pytest.fixture
def order(li):
    return rate().pk


def call(order, actor=HOTLINE, **more):
    said = {"reached": True, "summary": "等候超过两小时", "now": NOW, **more}
    return ratings.call_back(actor, order=order, **said)


def settle(order):
    call(order)
    ratings.verify(MANAGER, order=order, findings="当天少开一个窗口", now=NOW)
    ratings.rectify(MANAGER, order=order, measures="午间加开窗口", now=NOW)
    return ratings.feed_back(HOTLINE, order=order, content=True, words="已告知本人", now=NOW)


class TestABadRating:
    def test_opens_one_order_with_its_days(self, order):
        row = OrderRow.objects.get()
        assert (row.department, row.start_on, row.due_on) == (
            "disabled-federation",
            date(2026, 3, 6),
            date(2026, 3, 12),
        )

    def test_goes_to_the_office_of_the_item_that_is_meant(self, li):
        assert rate(about="hardship-allowance").department == "civil-affairs"

    @pytest.mark.parametrize("level", [Level.EXCELLENT, Level.GOOD, Level.FAIR])
    def test_is_one_of_the_last_two_levels(self, li, level):
        assert rate(level) is None

    def test_is_followed_to_its_end(self, order):
        assert settle(order).state is OrderState.CLOSED
        kinds = list(ActRow.objects.order_by("sequence").values_list("kind", flat=True))
        assert kinds == ["opened", "called_back", "found_valid", "rectified", "fed_back"]

    def test_has_more_days_when_it_is_complex(self, order):
        assert call(order, complexity=Complexity.COMPLEX).acts_by == date(2026, 3, 26)

    def test_counts_until_two_persons_find_it_invalid(self, order):
        call(order)
        ratings.verify(
            MANAGER, order=order, findings="不是我局的事", because=InvalidBecause.WRONG_TARGET, now=NOW
        )
        assert ratings.count_levels(SUPERVISOR) == {Level.BAD: 1}
        ratings.review(SECOND, order=order, agreed=True, reason="核对过事项清单", now=NOW)
        assert ratings.count_levels(SUPERVISOR) == {}
        assert ratings.tally_all(SUPERVISOR).invalid == 1

    def test_is_not_reviewed_by_whoever_proposed_it(self, order):
        call(order)
        ratings.verify(
            BOTH, order=order, findings="不是我局的事", because=InvalidBecause.WRONG_TARGET, now=NOW
        )
        with pytest.raises(SecondPerson):
            ratings.review(BOTH, order=order, agreed=True, reason="同意", now=NOW)

    def test_is_taken_out_by_an_appeal_that_is_upheld(self, order):
        settle(order)
        ratings.appeal(MANAGER, order=order, reason="评价人把两个部门弄混了", now=NOW)
        assert ratings.count_orders(SUPERVISOR) == 1
        ratings.answer_appeal(SUPERVISOR, order=order, upheld=True, reason="属实", now=NOW)
        assert ratings.tally_all(SUPERVISOR).bad == 0

    def test_waits_for_those_whose_turn_it_is(self, order):
        assert [ratings.count_orders(one) for one in (HOTLINE, MANAGER, SUPERVISOR)] == [1, 0, 0]
        call(order)
        assert [ratings.count_orders(one) for one in (HOTLINE, MANAGER, SUPERVISOR)] == [0, 1, 0]

    def test_counts_until_the_rater_was_told(self, order):
        rate(number="A2")
        settle(order)
        late = ratings.follow_up(SUPERVISOR, today=date(2026, 3, 9))
        assert (late.open, late.late, late.closed, late.called, late.told_share) == (1, 1, 1, 1, 500)
        for which, n in (("open", late.open), ("late", late.late), ("closed", late.closed)):
            assert len(ratings.list_orders(SUPERVISOR, today=date(2026, 3, 9), which=which).lines) == n

    def test_refuses_what_is_out_of_turn(self, order):
        with pytest.raises(NotNow):
            ratings.rectify(MANAGER, order=order, measures="改了", now=NOW)


class TestWhoRated:
    """Confidential: the office never learns it, whatever it looks at."""

    SECRETS = (LI, "黎国安", "13800001357", NUMBER, "等了两个小时")

    def assert_hidden(self, shown):
        for secret in self.SECRETS:
            assert secret not in repr(shown), secret

    @pytest.mark.parametrize("actor", [MANAGER, SUPERVISOR])
    def test_stands_in_no_list_and_no_figure(self, order, actor):
        settle(order)
        today = NOW.date()
        self.assert_hidden(ratings.list_orders(actor, today=today, which="closed"))
        self.assert_hidden(ratings.get_order(actor, order=order, today=today))
        self.assert_hidden(ratings.list_rated(actor))
        for group in ratings.GROUPS:
            self.assert_hidden(ratings.tally(actor, group=group))

    def test_does_not_show_by_the_day(self, order):
        (line,) = ratings.list_rated(MANAGER).lines
        assert line.month == date(2026, 3, 1)

    @pytest.mark.parametrize(
        "words", ["黎国安说等了很久", "电话 138 0000 1357", f"办件 {NUMBER}", f"证号 {LI}"]
    )
    def test_is_not_written_into_what_the_office_reads(self, order, words):
        with pytest.raises(NamesRater):
            call(order, summary=words)
        assert ActRow.objects.filter(words__contains="黎国安").count() == 0

    def test_is_for_the_hotline_alone_and_the_look_is_written_down(self, order):
        rater = ratings.see_rater(HOTLINE, order=order, now=NOW)
        assert (rater.name, rater.phone, rater.text) == ("黎国安", "13800001357", "黎国安：等了两个小时")
        assert "黎国安" not in repr(rater)
        assert audit.list_looks(APPLICANT, limit=5)[0].who == "叶知秋"
        for actor in (MANAGER, SUPERVISOR, BOTH, APPLICANT, VISITOR):
            with pytest.raises(PermissionMissing):
                ratings.see_rater(actor, order=order, now=NOW)


class TestOrders:
    def test_are_for_the_own_office(self, order):
        assert len(ratings.list_orders(MANAGER, today=NOW.date()).lines) == 1
        assert ratings.list_orders(OTHER, today=NOW.date()).lines == ()
        with pytest.raises(ratings.OrderNotFound):
            ratings.get_order(OTHER, order=order, today=NOW.date())
        call(order)
        with pytest.raises(ratings.OrderNotFound):
            ratings.verify(OTHER, order=order, findings="x", now=NOW)

    def test_of_a_town_are_for_its_manager_and_the_citys_and_for_no_other_towns(self, li):
        here = "441900004000"
        served = [Served("care-allowance", Text("护理补贴", "Care"), "civil-affairs", f"{here[:9]}001")]
        token = ratings.ask(HOUSE, application="A7", person=LI, channel="portal", served=served, now=NOW)
        ratings.rate(VISITOR, token=token, level=Level.BAD, now=NOW)
        order = OrderRow.objects.get().pk
        call(order)
        village = replace(OTHER, division=f"{here[:9]}001")
        for manager in (OTHER, replace(OTHER, division=here), village):
            assert len(ratings.list_orders(manager, today=NOW.date()).lines) == 1
            assert ratings.tally_all(manager).bad == 1
        for division in ("441900003000", f"{here[:9]}002"):
            other = replace(OTHER, id="user:o2", division=division)
            assert ratings.list_orders(other, today=NOW.date()).lines == ()
            assert ratings.tally_all(other).bad == 0
            with pytest.raises(ratings.OrderNotFound):
                ratings.verify(other, order=order, findings="x", now=NOW)
        ratings.verify(village, order=order, findings="当天少开一个窗口", now=NOW)

    def test_are_acted_on_by_those_alone_who_may(self, order):
        acts = {
            lambda actor: call(order, actor): {Role.HOTLINE},
            lambda actor: ratings.verify(actor, order=order, findings="x", now=NOW): {Role.MANAGER},
            lambda actor: ratings.rectify(actor, order=order, measures="x", now=NOW): {Role.MANAGER},
            lambda actor: ratings.appeal(actor, order=order, reason="x", now=NOW): {Role.MANAGER},
            lambda actor: ratings.feed_back(actor, order=order, content=True, words="x", now=NOW): {Role.HOTLINE},
            lambda actor: ratings.review(actor, order=order, agreed=True, reason="x", now=NOW): {Role.SUPERVISOR},
            lambda actor: ratings.answer_appeal(actor, order=order, upheld=True, reason="x", now=NOW): {Role.SUPERVISOR},
            lambda actor: ratings.list_orders(actor, today=NOW.date()): {
                Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR, Role.HOTLINE,
            },
            lambda actor: ratings.list_held(actor): {Role.SUPERVISOR},
        }  # fmt: skip
        for act, may in acts.items():
            for role in set(Role) - may:
                with pytest.raises(PermissionMissing):
                    act(Actor("user:x", "x", frozenset({role}), department="disabled-federation"))

    def test_come_in_pieces_by_the_day_that_binds(self, li):
        for day in range(1, 6):
            rate(number=f"A{day}", now=at(f"2026-03-0{day}"))
        days, cursor = [], ""
        while True:
            page = ratings.list_orders(SUPERVISOR, today=NOW.date(), cursor=cursor, limit=2)
            days += [one.order.acts_by for one in page.lines]
            if not (cursor := page.cursor):
                break
        assert len(days) == 5
        assert days == sorted(days)


class TestRatingForOthers:
    def test_is_refused_to_somebody_else_who_is_signed_in(self, li):
        with pytest.raises(ratings.NotYours):
            rate(actor=STRANGER)

    def test_is_for_the_person_and_the_representative(self, li):
        token = ratings.ask(
            HOUSE, application="A1", person=LI, representative=CHEN, channel="portal", served=SERVED, now=NOW
        )
        chen = Actor("user:c", "陈思敏", frozenset({Role.CITIZEN}), person_id=CHEN)
        assert ratings.rate(chen, token=token, level=Level.GOOD, now=NOW).level is Level.GOOD

    def test_needs_no_signing_in_with_the_link(self, li):
        assert rate(Level.GOOD, actor=VISITOR) is None
        assert RatingRow.objects.get().level == "good"
