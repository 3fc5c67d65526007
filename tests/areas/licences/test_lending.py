"""Another office reads a licence as fields only, on the holder's leave; the holder sees each use."""

from datetime import date
from uuid import UUID

import pytest

from onething.areas.audit import api as audit
from onething.areas.licences import api as licences
from onething.areas.licences.services.lending import GrantIncomplete
from onething.core.actors import PermissionMissing
from onething.core.licences import LeaveMissing
from onething.core.source import Text
from tests.areas.cases.world import APPLICANT, CIVIL, HUMAN, LI, STRANGER, SUPERVISOR, at

NOW = at("2026-03-10")
PURPOSE = Text("发放公交优待", "bus benefit")


def lend(card, actor=APPLICANT, **more):
    given = {
        "to": CIVIL.department,
        "fields": ["disability.level"],
        "purpose": "发放公交优待",
        "until": date(2026, 3, 31),
    }
    return licences.give_grant(actor, identifier=card.identifier, now=NOW, **{**given, **more})


def use(actor=CIVIL, *, day="2026-03-11", **more):
    given = {"holder": LI, "licence": "disability-certificate", "purpose": PURPOSE}
    return licences.use(actor, now=at(day), **{**given, **more})


class TestTheHoldersLeave:
    def test_lets_that_office_read_these_fields(self, card):
        lend(card)
        assert use() == {"disability.level": "1"}
        assert use(fields=["disability.kind"]) == {}

    def test_is_for_no_other_office(self, card):
        lend(card)
        with pytest.raises(LeaveMissing):
            use(HUMAN)

    def test_ends_with_its_last_day(self, card):
        lend(card)
        assert use(day="2026-03-31")
        with pytest.raises(LeaveMissing):
            use(day="2026-04-01")

    def test_can_be_taken_back(self, card):
        made = lend(card)
        with pytest.raises(licences.LicenceNotFound):
            licences.end_grant(STRANGER, grant=UUID(made.id), now=NOW)
        licences.end_grant(APPLICANT, grant=UUID(made.id), now=NOW)
        with pytest.raises(LeaveMissing):
            use()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"to": " "},
            {"purpose": ""},
            {"fields": []},
            {"fields": ["person.phone"]},
            {"until": date(2026, 3, 9)},
            {"until": date(2027, 3, 11)},
        ],
    )
    def test_says_to_whom_for_what_which_fields_and_until_when(self, card, wrong):
        with pytest.raises(GrantIncomplete):
            lend(card, **wrong)

    def test_is_given_by_the_holder_alone(self, card):
        with pytest.raises(licences.LicenceNotFound):
            lend(card, STRANGER)
        with pytest.raises(PermissionMissing):
            lend(card, CIVIL)


class TestWithoutACase:
    def test_no_law_counts_and_nothing_is_said_about_whether_there_is_a_licence(self):
        with pytest.raises(LeaveMissing):
            use(HUMAN)


class TestEveryUse:
    def test_is_among_who_looked(self, card):
        lend(card)
        before = audit.count_looks(APPLICANT)
        use()
        assert audit.count_looks(APPLICANT) == before + 1

    def test_is_nobody_elses_to_see(self, card):
        with pytest.raises(licences.LicenceNotFound):
            licences.list_uses(STRANGER, identifier=card.identifier)

    @pytest.mark.parametrize("actor", [APPLICANT, SUPERVISOR])
    def test_is_an_offices(self, card, actor):
        with pytest.raises(PermissionMissing):
            use(actor)


class TestWhatRestsOnALicence:
    def test_is_kept_with_the_keys_of_the_case(self, card):
        licences.rely(
            APPLICANT,
            holder=LI,
            relied={
                "disability-certificate": ["applicant/disability.level"],
                "id-card": ["applicant/person.name"],
            },
            case="B1-1",
            purpose=PURPOSE,
            now=NOW,
        )
        (one,) = licences.relied_on(APPLICANT, case="B1-1")
        assert (one.identifier, one.keys) == (card.identifier, ("applicant/disability.level",))
        assert [case for case, _ in licences.list_relying(SUPERVISOR, identifier=card.identifier)] == ["B1-1"]

    def test_is_listed_for_those_who_oversee_only(self, card):
        with pytest.raises(PermissionMissing):
            licences.list_relying(CIVIL, identifier=card.identifier)
