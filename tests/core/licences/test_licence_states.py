"""The life of a licence: what may happen to it, on what ground, and what it is on a day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core import licences as lic
from onething.core.licences import GRAPH, GROUNDS, LicenceAct, LicenceChange, Standing, decide, fold
from onething.core.papers import LicenceState
from tests.core.cases.story import at

VALID = Standing()
TAKEN_BACK = {LicenceState.REVOKED, LicenceState.CANCELLED}
ENDS = date(2026, 6, 30)


def change(act: LicenceAct, ground: str = "", **more) -> LicenceChange:
    ground = ground or lic.grounds_of(act)[0].id
    made = LicenceChange(
        act, at(2026, 3, 2), "user:1", "civil-affairs", ground, "某办法 第三条", "事实已经查明"
    )
    return replace(made, successor="1.2.3" if act is LicenceAct.REPLACE else "", **more)


def after(*acts: LicenceAct) -> Standing:
    standing = VALID
    for act in acts:
        standing = lic.evolve(standing, decide(standing, change(act), valid_to=None))
    return standing


class TestALicence:
    def test_begins_valid(self):
        assert fold(()).state is LicenceState.VALID

    def test_taken_over_in_other_words_keeps_them(self):
        assert fold((), begun=LicenceState.OTHER).on(date(2030, 1, 1), valid_to=ENDS) is LicenceState.OTHER

    def test_is_suspended_and_valid_again(self):
        assert after(LicenceAct.SUSPEND).state is LicenceState.SUSPENDED
        assert after(LicenceAct.SUSPEND, LicenceAct.RESUME).state is LicenceState.VALID

    def test_revoked_is_still_to_be_cancelled(self):
        assert after(LicenceAct.REVOKE, LicenceAct.CANCEL).state is LicenceState.CANCELLED

    def test_replaced_names_what_stands_in_its_place(self):
        assert after(LicenceAct.REPLACE) == Standing(LicenceState.CANCELLED, "1.2.3")

    @pytest.mark.parametrize(
        ("standing", "act"),
        [
            (after(LicenceAct.CANCEL), LicenceAct.REVOKE),
            (after(LicenceAct.REVOKE), LicenceAct.REPLACE),
            (VALID, LicenceAct.RESUME),
            (after(LicenceAct.SUSPEND), LicenceAct.SUSPEND),
        ],
    )
    def test_refuses_an_act_that_its_state_does_not_allow(self, standing, act):
        with pytest.raises(lic.LicenceActImpossible):
            decide(standing, change(act), valid_to=None)


class TestTheDay:
    def test_ends_a_licence_after_its_last_day(self):
        assert VALID.on(ENDS, valid_to=ENDS) is LicenceState.VALID
        assert VALID.on(date(2026, 7, 1), valid_to=ENDS) is LicenceState.EXPIRED

    def test_does_not_hide_that_it_was_revoked(self):
        assert after(LicenceAct.REVOKE).on(date(2027, 1, 1), valid_to=ENDS) is LicenceState.REVOKED

    def test_lets_an_expired_one_be_renewed_and_not_suspended(self):
        late = at(2026, 7, 1)
        renewed = change(LicenceAct.REPLACE, "renewed", at=late)
        assert decide(VALID, renewed, valid_to=ENDS).article == "某办法 第三条"
        with pytest.raises(lic.LicenceActImpossible):
            decide(VALID, change(LicenceAct.SUSPEND, at=late), valid_to=ENDS)


class TestWhatIsWrittenDown:
    def test_is_the_article_of_the_ground_unless_the_officer_names_another(self):
        kept = decide(VALID, change(LicenceAct.REVOKE, "deceit", article=""), valid_to=None)
        assert kept.article == "行政许可法 第六十九条第二款"

    @pytest.mark.parametrize("act", list(LicenceAct))
    def test_has_a_reason(self, act):
        standing = after(LicenceAct.SUSPEND) if act is LicenceAct.RESUME else VALID
        with pytest.raises(lic.LicenceReasonMissing, match="reason"):
            decide(standing, change(act, reason=" "), valid_to=None)

    def test_has_an_article_where_no_law_is_given_by_the_ground(self):
        with pytest.raises(lic.LicenceReasonMissing, match="article"):
            decide(VALID, change(LicenceAct.CANCEL, "asked", article=""), valid_to=None)

    def test_has_a_ground_of_its_own_act(self):
        with pytest.raises(lic.LicenceGroundUnknown):
            decide(VALID, change(LicenceAct.CANCEL, "deceit"), valid_to=None)

    def test_names_a_successor_for_a_replacement_only(self):
        for wrong in (change(LicenceAct.REPLACE), change(LicenceAct.REVOKE)):
            with pytest.raises(lic.SuccessorMissing):
                decide(VALID, replace(wrong, successor="" if wrong.successor else "1.2.3"), valid_to=None)


class TestTheGraph:
    def test_has_a_ground_for_every_act(self):
        assert {one.act for one in GROUNDS.values()} == {act for _, act in GRAPH} == set(LicenceAct)

    def test_lets_out_of_cancelled_only_what_stands_in_its_place(self):
        assert {act for state, act in GRAPH if state is LicenceState.CANCELLED} == {LicenceAct.REPLACE}
        restored = change(LicenceAct.REPLACE, "restored")
        standing = lic.evolve(
            after(LicenceAct.CANCEL), decide(after(LicenceAct.CANCEL), restored, valid_to=None)
        )
        with pytest.raises(lic.LicenceActImpossible):
            decide(standing, restored, valid_to=None)

    def test_restores_what_was_taken_back_only(self):
        with pytest.raises(lic.LicenceActImpossible):
            decide(VALID, change(LicenceAct.REPLACE, "restored"), valid_to=None)

    @given(acts=st.lists(st.sampled_from(list(LicenceAct)), max_size=8))
    def test_is_all_that_a_licence_can_do(self, acts):
        """Whatever is tried, the standing folded from what was accepted is the one that was reached step by step."""
        standing, kept = VALID, []
        for act in acts:
            possible = (standing.state, act) in GRAPH and not standing.successor
            possible &= act is not LicenceAct.REPLACE or standing.state not in TAKEN_BACK
            try:
                one = decide(standing, change(act), valid_to=None)
            except lic.LicenceActImpossible:
                assert not possible
                continue
            assert possible
            standing = lic.evolve(standing, one)
            kept.append(one)
        assert fold(kept) == standing
