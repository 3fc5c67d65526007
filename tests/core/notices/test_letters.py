"""Letters: several messages as one, what a receipt changes, which way comes next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.notices import (
    LetterState,
    MessageWay,
    Preference,
    Receipt,
    after_receipt,
    merged_text,
    needs_replacing,
    segments,
    ways_for,
)

SMS, MAIL = MessageWay.SMS, MessageWay.MAIL
BOTH = {SMS: "13800001357", MAIL: "li@people.example"}
ALL = frozenset(MessageWay)


class TestSegments:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [("", 1), ("a" * 160, 1), ("a" * 161, 2), ("一" * 70, 1), ("一" * 71, 2), ("一" * 134, 2), ("一" * 135, 3),
         ("€" * 80, 1), ("€" * 81, 2), ("𫖯" * 35, 1), ("𫖯" * 36, 2)],
    )  # fmt: skip
    def test_are_counted_as_the_networks_do(self, text, parts):
        assert segments(text) == parts

    @given(text=st.text(max_size=400), more=st.text(max_size=40))
    def test_never_become_fewer_when_a_text_grows(self, text, more):
        assert segments(text + more) >= segments(text)


def merged(*said, most=3):
    return merged_text(
        said, sign="【东莞】", link=" https://x.example/m", more="；另有{n}条", joint="；", most_segments=most
    )


class TestOneTextOfSeveral:
    def test_holds_each_in_order_and_what_is_said_twice_once(self):
        assert merged("甲", "乙", "甲") == "【东莞】甲；乙 https://x.example/m"

    def test_says_how_many_it_leaves_out(self):
        assert (
            merged("一" * 30, "二" * 30, "三" * 30, most=1)
            == f"【东莞】{'一' * 30}；另有2条 https://x.example/m"
        )

    @given(
        said=st.lists(st.text("文字", min_size=1, max_size=60), min_size=1, max_size=8),
        most=st.integers(2, 5),
    )
    def test_keeps_within_the_parts_and_never_drops_the_first(self, said, most):
        text = merged(*said, most=most)
        assert segments(text) <= most
        assert said[0] in text


class TestAReceipt:
    GOOD, BAD = Receipt("k", delivered=True), Receipt("k", delivered=False, reason="空号")

    @given(told=st.lists(st.booleans(), min_size=1))
    def test_of_a_delivery_wins_in_whatever_order_they_come(self, told):
        state = LetterState.HANDED
        for one in told:
            state = after_receipt(state, Receipt("k", delivered=one))
        assert state is (LetterState.DELIVERED if any(told) else LetterState.FAILED)

    def test_may_come_before_we_noted_the_handing_over(self):
        assert after_receipt(LetterState.MEANT, self.GOOD) is LetterState.DELIVERED


class TestWays:
    def test_are_those_chosen_and_offered_that_have_an_address(self):
        assert ways_for(Preference(), addresses=BOTH, offered=ALL) == (SMS, MAIL)
        assert ways_for(Preference(), addresses={SMS: "", MAIL: "x@y"}, offered=ALL) == (MAIL,)
        assert ways_for(Preference(ways=(SMS,)), addresses=BOTH, offered=frozenset({MAIL})) == (MAIL,)
        assert (
            ways_for(Preference(ways=(SMS,), mail_instead=False), addresses=BOTH, offered=frozenset({MAIL}))
            == ()
        )
        assert ways_for(Preference(ways=()), addresses=BOTH, offered=ALL) == ()

    def test_are_changed_after_a_failure_only_where_the_person_chose_so(self):
        assert needs_replacing(SMS, Preference(ways=(SMS,)))
        assert not needs_replacing(SMS, Preference(ways=(SMS,), mail_instead=False))
        assert not needs_replacing(SMS, Preference(ways=(SMS, MAIL)))
        assert not needs_replacing(MAIL, Preference())
