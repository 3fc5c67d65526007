"""The office that made a licence suspends and resumes it; nobody takes it back without a decision."""

import pytest

from onething.areas.licences import api as licences
from onething.areas.licences.services.changing import DecisionMissing
from onething.core.actors import Actor, PermissionMissing
from onething.core.licences import LicenceAct, LicenceActImpossible
from onething.core.papers import LicenceState
from onething.kit.jobs import api as jobs
from tests.areas.cases.world import APPLICANT, CIVIL, CLERK, FEDERATION, LI, NIGHT, at

NOW = at("2026-03-10")


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
        with pytest.raises(licences.LicenceNotFound):
            licences.use(
                CIVIL, holder=LI, licence="disability-certificate", law="某法 1", purpose=card.label, now=NOW
            )
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
    def renew(self, card, actor=FEDERATION):
        return licences.replace_licence(
            actor,
            identifier=card.identifier,
            ground="renewed",
            reason="期满换领",
            document="东残〔2026〕1 号",
            fields={"disability.level": "2"},
            now=NOW,
        )

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

    def test_is_made_once(self, card):
        self.renew(card)
        with pytest.raises(LicenceActImpossible):
            self.renew(card)

    def test_is_made_by_its_office(self, card):
        with pytest.raises(licences.LicenceNotFound):
            self.renew(card, CIVIL)
