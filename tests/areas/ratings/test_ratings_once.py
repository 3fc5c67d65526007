"""Ratings: one for an application, one use of a token, counted without persons."""

import pytest

from onething.areas.ratings import api as ratings
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.papers import Level
from tests.areas.cases.world import APPLICANT, CHEN, LI, SUPERVISOR, at

pytestmark = pytest.mark.django_db
HOUSE, VISITOR = Actor.job("house"), Actor.visitor()
NOW = at("2026-03-22")


def ask(application, person=LI):
    return ratings.ask(HOUSE, application=application, person=person, channel="portal", now=NOW)


class TestTokens:
    def test_differ_between_applications_and_stay_for_one(self):
        assert len({ask("A1"), ask("A1"), ask("A2"), ask("A3", CHEN)}) == 3

    def test_keep_the_first_rating_and_its_words_when_used_again(self):
        token = ask("A1")
        first = ratings.rate(VISITOR, token=token, level=Level.BAD, text=" 太慢 ", now=NOW)
        again = ratings.rate(VISITOR, token=token, level=Level.BAD, text="别的话", now=at("2026-03-23"))
        assert again == first
        assert first.text == "太慢"
        with pytest.raises(ratings.AlreadyRated):
            ratings.rate(VISITOR, token=token, level=Level.GOOD, now=NOW)
        assert ratings.get_rating(VISITOR, token=token).level is Level.BAD

    def test_that_nobody_gave_rate_nothing(self):
        ask("A1")
        for wrong in ("", "A1", "x" * 22):
            with pytest.raises(ratings.TokenUnknown):
                ratings.rate(VISITOR, token=wrong, level=Level.GOOD, now=NOW)
        assert ratings.count_levels(SUPERVISOR) == {}


class TestStatistics:
    def test_count_each_level_and_leave_out_those_who_did_not_rate(self):
        for number, level in enumerate((Level.GOOD, Level.BAD, Level.GOOD, Level.TERRIBLE)):
            ratings.rate(VISITOR, token=ask(f"A{number}"), level=level, now=NOW)
        ask("A9")
        counted = ratings.count_levels(SUPERVISOR)
        assert counted == {Level.GOOD: 2, Level.BAD: 1, Level.TERRIBLE: 1}
        assert sum(n for level, n in counted.items() if level.is_bad) == 2

    @pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.CITIZEN, Role.VISITOR])
    def test_are_not_for_those_who_are_rated_nor_for_the_public(self, role):
        with pytest.raises(PermissionMissing):
            ratings.count_levels(Actor("user:x", "x", frozenset({role})))

    def test_never_name_whoever_rated(self):
        rated = ratings.rate(APPLICANT, token=ask("A1"), level=Level.BAD, now=NOW)
        assert LI not in repr(rated)
        assert "person" not in type(rated).__dataclass_fields__

    def test_asking_is_not_for_visitors(self):
        with pytest.raises(PermissionMissing):
            ratings.ask(VISITOR, application="A1", person=LI, channel="portal", now=NOW)
