"""The office that made a licence suspends and resumes it; nobody takes it back without a decision."""

from datetime import date

import pytest

from onething.areas.licences import api as licences
from onething.areas.licences.services.changing import DecisionMissing
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.errors import DomainError
from onething.core.licences import LicenceAct, LicenceActImpossible
from onething.core.papers import LicenceState
from onething.kit.jobs import api as jobs
from tests.areas.cases.world import APPLICANT, CIVIL, CLERK, FEDERATION, LI, NIGHT, at

NOW = at("2026-03-10")
AUDITOR = Actor("user:auditor", "石正", frozenset({Role.AUDITOR}), department="data-services")


def suspend(card, actor=FEDERATION, **more):
    given = {
        "act": LicenceAct.SUSPEND,
        "ground": "check",
        "article": "残疾人证管理办法 第八条",
        "reason": "核查评定表",
    }
    return licences.change(actor, identifier=card.identifier, now=NOW, **{**given, **more})


class TestASuspendedLicence:
    def test_is_not_used_and_not_offered_until_it_is_resumed(self, card):
        assert suspend(card).state is LicenceState.SUSPENDED
        assert licences.list_held(NIGHT, person=LI, on=NOW.date()) == []
        licences.give_grant(
            APPLICANT, identifier=card.identifier, to=CIVIL.department, fields=["disability.level"],
            purpose="发放优待", until=NOW.date(), now=NOW,
        )  # fmt: skip
        with pytest.raises(licences.LeaveMissing):
            licences.use(CIVIL, holder=LI, licence="disability-certificate", purpose=card.label, now=NOW)
        suspend(card, act=LicenceAct.RESUME, ground="over")
        assert [one.identifier for one in licences.list_held(NIGHT, person=LI, on=NOW.date())] == [
            card.identifier
        ]

    def test_says_so_to_whoever_verifies_it_and_is_still_genuine(self, card):
        suspend(card)
        jobs.drain(now=NOW)
        seen = licences.verify(Actor.visitor(), identifier=card.identifier)
        assert (seen.state, seen.intact) == (LicenceState.SUSPENDED, True)

    def test_keeps_who_did_it_on_what_ground(self, card):
        suspend(card)
        (one,) = licences.get_own(APPLICANT, identifier=card.identifier).history
        assert (one.what.zh, one.article, one.reason) == ("暂停", "残疾人证管理办法 第八条", "核查评定表")

    def test_cannot_be_suspended_again(self, card):
        suspend(card)
        with pytest.raises(LicenceActImpossible):
            suspend(card)


class TestWhoMayChangeIt:
    def test_is_the_office_that_made_it(self, card):
        with pytest.raises(licences.LicenceNotFound):
            suspend(card, CIVIL)

    @pytest.mark.parametrize("actor", [APPLICANT, CLERK, Actor.visitor()])
    def test_is_nobody_else(self, card, actor):
        with pytest.raises(PermissionMissing):
            suspend(card, actor)

    def test_takes_nothing_back_without_a_decision(self, card):
        with pytest.raises(DecisionMissing):
            suspend(card, act=LicenceAct.REVOKE, ground="deceit")
        taken = suspend(card, act=LicenceAct.REVOKE, ground="deceit", document="A1-1-G1")
        assert taken.state is LicenceState.REVOKED


class TestTheNextVersion:
    def renew(self, card, actor=FEDERATION, **more):
        given = {
            "ground": "renewed",
            "reason": "期满换领",
            "document": "东残〔2026〕1 号",
            "fields": {"disability.level": "2"},
        }
        return licences.replace_licence(actor, identifier=card.identifier, now=NOW, **{**given, **more})

    def refused(self, card, code, **more):
        """Nothing came of it: the licence is as it was, and alone."""
        with pytest.raises(DomainError) as no:
            self.renew(card, **more)
        assert no.value.code == code
        (held,) = licences.list_own(APPLICANT)
        assert (held.identifier, held.state, held.successor) == (card.identifier, LicenceState.VALID, "")
        assert not licences.get_own(APPLICANT, identifier=card.identifier).history

    def test_and_the_old_one_name_each_other(self, card):
        new = self.renew(card)
        old = licences.get_own(APPLICANT, identifier=card.identifier)
        assert (new.predecessor, old.successor) == (old.identifier, new.identifier)
        assert (old.state, new.state) == (LicenceState.CANCELLED, LicenceState.VALID)

    def test_has_the_same_serial_and_a_greater_version(self, card):
        new = self.renew(card)
        assert card.identifier.split(".")[-3:-1] == [card.identifier.split(".")[-3], "001"]
        assert new.identifier.split(".")[-3:-1] == [card.identifier.split(".")[-3], "002"]

    def test_keeps_what_did_not_change(self, card):
        assert self.renew(card).fields == {**card.fields, "disability.level": "2"}

    def test_of_a_renewal_runs_as_long_as_its_kind_or_until_the_day_that_is_said(self, card):
        assert (card.valid_to, self.renew(card).valid_to) == (date(2036, 3, 4), date(2036, 3, 9))
        again = licences.list_own(APPLICANT)
        newest = next(one for one in again if not one.successor)
        assert self.renew(newest, valid_to=date(2040, 1, 1)).valid_to == date(2040, 1, 1)

    def test_of_a_renewal_runs_longer_than_before(self, card):
        self.refused(card, "licences.renewal_not_longer", valid_to=date(2036, 3, 4))

    def test_of_an_alteration_says_something_else_in_the_words_of_its_field(self, card):
        altered = {"ground": "altered", "valid_to": None}
        self.refused(card, "licences.alteration_empty", **altered, fields={"disability.level": "1"})
        self.refused(card, "values.not_a_choice", **altered, fields={"disability.level": "9"})
        self.refused(card, "licences.field_unknown", **altered, fields={"person.phone": "13800001357"})
        new = self.renew(card, **altered)
        assert (new.fields["disability.level"], new.valid_to) == ("2", card.valid_to)
        (change,) = licences.get_own(APPLICANT, identifier=card.identifier).history
        assert change.article == "行政许可法 第四十九条"

    @pytest.mark.parametrize("ground", ["renewed", "altered"])
    def test_rests_on_a_decision(self, card, ground):
        self.refused(card, "licences.decision_missing", ground=ground, document=" ")

    def test_is_made_once(self, card):
        self.renew(card)
        with pytest.raises(LicenceActImpossible):
            self.renew(card)

    def test_is_made_by_its_office(self, card):
        with pytest.raises(licences.LicenceNotFound):
            self.renew(card, CIVIL)

    @pytest.mark.parametrize("actor", [APPLICANT, CLERK, AUDITOR, Actor.visitor()])
    def test_is_made_by_nobody_else(self, card, actor):
        with pytest.raises(PermissionMissing, match="licences:replace"):
            self.renew(card, actor)

    def test_is_what_a_decision_on_the_case_takes_back(self, card):
        """The case names the version that it gave; what is revoked is the one that stands."""
        new = self.renew(card)
        given = {"article": "行政许可法 69", "reason": "骗取", "document": "A1-1-G1", "now": NOW}
        licences.Licences().take_back(
            FEDERATION, identifier=card.identifier, act=LicenceAct.REVOKE, ground="deceit", **given
        )
        stands = {one.identifier: one.state for one in licences.list_own(APPLICANT)}
        assert stands == {
            card.identifier: LicenceState.CANCELLED,
            new.identifier: LicenceState.REVOKED,
        }
