"""The order of a bad rating: its steps, its days, and that it always ends with the rater being told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.ratings import AppealState, Complexity, InvalidBecause, Order, OrderState, RatingRules
from onething.core.ratings.orders import (
    AppealTooLate,
    NamesRater,
    NotNow,
    SecondPerson,
    WordsMissing,
    told_to_office,
)

CALENDAR = load_calendar()
RULES = RatingRules.of({})
ON = date(2026, 3, 5)  # a Thursday
NEW = Order.opened(ON, rules=RULES, calendar=CALENDAR)


def called(order=NEW, *, reached=True, complexity=Complexity.SIMPLE):
    return order.called_back(reached=reached, complexity=complexity, rules=RULES, calendar=CALENDAR)


class TestTheDays:
    def test_to_start_are_one_working_day(self):
        assert NEW.start_on == date(2026, 3, 6)
        friday = Order.opened(date(2026, 3, 6), rules=RULES, calendar=CALENDAR)
        assert friday.acts_by == date(2026, 3, 9)

    @pytest.mark.parametrize(
        ("complexity", "last"),
        [
            (Complexity.AT_ONCE, date(2026, 3, 6)),
            (Complexity.SIMPLE, date(2026, 3, 12)),
            (Complexity.COMPLEX, date(2026, 3, 26)),
        ],
    )
    def test_to_rectify_count_from_the_rating(self, complexity, last):
        assert called(complexity=complexity).acts_by == last

    def test_are_the_citys(self):
        rules = RatingRules.of({"ratings": {"simple_days": 3}})
        assert Order.opened(ON, rules=rules, calendar=CALENDAR).due_on == date(2026, 3, 10)

    def test_are_over_when_it_is_closed(self):
        assert called().found_valid().rectified().fed_back(content=True, on=ON).acts_by is None


class TestCallingBack:
    def test_is_tried_three_times_before_the_office_goes_on_without(self):
        order = NEW
        for _ in range(2):
            order = called(order, reached=False)
            assert order.state is OrderState.OPENED
        assert called(order, reached=False).state is OrderState.CALLED

    def test_comes_before_everything(self):
        for act in (NEW.found_valid, NEW.rectified, lambda: NEW.fed_back(content=True, on=ON)):
            with pytest.raises(NotNow):
                act()


class TestAnInvalidRating:
    PROPOSED = called().found_invalid(by="user:1", because=InvalidBecause.MALICIOUS)

    def test_takes_a_second_person(self):
        with pytest.raises(SecondPerson):
            self.PROPOSED.reviewed(by="user:1", agreed=True)
        assert not self.PROPOSED.invalid
        assert self.PROPOSED.reviewed(by="user:2", agreed=True).invalid

    def test_that_the_second_person_does_not_see_is_rectified_like_any_other(self):
        order = self.PROPOSED.reviewed(by="user:2", agreed=False)
        assert (order.state, order.invalid, order.because) == (OrderState.VERIFIED, False, None)

    def test_is_fed_back_all_the_same(self):
        order = self.PROPOSED.reviewed(by="user:2", agreed=True)
        assert order.state is OrderState.RECTIFIED
        assert order.fed_back(content=False, on=ON).state is OrderState.CLOSED


class TestFeedingBack:
    def test_sends_it_back_once_when_the_rater_is_not_content(self):
        order = called().found_valid().rectified().fed_back(content=False, on=ON)
        assert order.state is OrderState.VERIFIED
        assert order.rectified().fed_back(content=False, on=ON).state is OrderState.CLOSED


class TestAnAppeal:
    CLOSED = called().found_valid().rectified().fed_back(content=True, on=ON)

    def appeal(self, order, on=ON):
        return order.appealed(on=on, rules=RULES, calendar=CALENDAR)

    def test_that_is_upheld_takes_the_rating_out(self):
        order = self.appeal(self.CLOSED).answered(upheld=True)
        assert (order.appeal, order.invalid) == (AppealState.UPHELD, True)

    def test_that_is_rejected_changes_nothing_and_is_the_last(self):
        order = self.appeal(self.CLOSED).answered(upheld=False)
        assert not order.invalid
        with pytest.raises(NotNow):
            self.appeal(order)

    def test_comes_in_time_or_never(self):
        self.appeal(self.CLOSED, date(2026, 3, 12))
        with pytest.raises(AppealTooLate):
            self.appeal(self.CLOSED, date(2026, 3, 13))

    def test_waits_until_the_rater_was_told(self):
        with pytest.raises(NotNow):
            self.appeal(called())


class TestAnyWayThroughIt:
    @given(data=st.data())
    def test_ends_only_after_the_rater_was_called_and_told(self, data):
        order, told, tried = NEW, 0, 0
        for _ in range(30):
            match order.state:
                case OrderState.OPENED:
                    tried += 1
                    order = called(order, reached=data.draw(st.booleans()))
                case OrderState.CALLED if data.draw(st.booleans()):
                    order = order.found_valid()
                case OrderState.CALLED:
                    order = order.found_invalid(by="a", because=InvalidBecause.NO_SERVICE)
                case OrderState.PROPOSED:
                    order = order.reviewed(by="b", agreed=data.draw(st.booleans()))
                case OrderState.VERIFIED:
                    order = order.rectified()
                case OrderState.RECTIFIED:
                    told += 1
                    order = order.fed_back(content=data.draw(st.booleans()), on=ON)
                case OrderState.CLOSED:
                    break
        assert order.state is OrderState.CLOSED
        assert 1 <= tried <= 3
        assert 1 <= told <= 2


class TestWordsForTheOffice:
    SECRETS = ("黎国安", "13800001357", "")

    def test_are_kept_when_they_name_nobody(self):
        assert told_to_office(" 等了两小时 ", secrets=self.SECRETS) == "等了两小时"

    @pytest.mark.parametrize("words", ["黎国安说等了两小时", "请打 138 0000 1357", "黎 国安"])
    def test_are_refused_when_they_tell_who_rated(self, words):
        with pytest.raises(NamesRater):
            told_to_office(words, secrets=self.SECRETS)

    def test_are_never_missing(self):
        with pytest.raises(WordsMissing):
            told_to_office("  ", secrets=())
