"""Whoever handed in for another sees and acts while the authority for that thing holds, and not a day longer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.cases import api as cases
from onething.areas.people import api as people
from onething.core.cases.parts import Contact
from onething.core.people import Document, DocumentKind
from onething.core.submission import Person, Representative
from onething.kit.ports import now, today
from tests.areas.cases.world import APPLICANT, CHEN, STRANGER, submission

pytestmark = pytest.mark.django_db
AGENT = STRANGER  # a stranger to everything that nobody authorised
THERE = Document.of(DocumentKind.CITIZEN_NUMBER, CHEN)


def authorise(scenes=("disabled-services",), days=30, ago=0):
    return people.give_authority(
        APPLICANT,
        representative=THERE,
        representative_name=AGENT.name,
        scenes=scenes,
        from_on=today() - timedelta(days=ago),
        to_on=today() + timedelta(days=days),
        now=now(),
    )


def hand_in(authority, key="k", **more):
    by = Representative(
        Person(AGENT.name, "citizen_number", CHEN, "13800001357"),
        authority.kind.value,
        str(authority.id),
        authority.from_on,
        authority.to_on - timedelta(days=1),
    )
    return cases.submit(AGENT, submission=submission(representative=by, **more), key=key, now=now())


def looks(number):
    """Every look that a representative has."""
    return (
        lambda: cases.application_view(AGENT, application=number, today=today()),
        lambda: cases.get_receipt(AGENT, application=number),
    )


def acts(number):
    """Acts of every kind that a representative has."""
    return (
        lambda: cases.change_contact(AGENT, application=number, contact=Contact("13800001357"), now=now()),
        lambda: cases.withdraw(AGENT, case=f"{number}-1", reason="不办了", now=now()),
        lambda: cases.withdraw_all(AGENT, application=number, reason="不办了", now=now()),
    )


def listed():
    return [one.number for one in cases.list_applications(AGENT, today=today()).lines]


class TestARepresentative:
    def test_sees_and_acts_from_submission_on(self):
        number = hand_in(authorise()).number
        for look in looks(number):
            assert look().number == number
        assert listed() == [number]
        for act in acts(number):
            act()

    @pytest.mark.parametrize("how", ["by the principal", "by the representative"])
    def test_sees_and_does_nothing_after_it_is_revoked(self, how):
        authority = authorise()
        number = hand_in(authority).number
        side = APPLICANT if how == "by the principal" else AGENT
        people.revoke_authority(side, authority_id=authority.id, now=now())
        self.stays_out(number)

    def test_sees_and_does_nothing_after_its_last_day(self):
        """Looked at through an authority of yesterday, in the place of the one under which it was handed in."""
        authority = authorise()
        number = hand_in(authority).number
        authorise(ago=9, days=0)
        people.revoke_authority(APPLICANT, authority_id=authority.id, now=now())
        self.stays_out(number)

    def test_sees_and_does_nothing_under_an_authority_for_another_thing(self):
        authority = authorise()
        number = hand_in(authority).number
        authorise(scenes=("birth",))
        people.revoke_authority(APPLICANT, authority_id=authority.id, now=now())
        self.stays_out(number)

    def test_sees_again_under_a_new_authority(self):
        authority = authorise()
        number = hand_in(authority).number
        people.revoke_authority(APPLICANT, authority_id=authority.id, now=now())
        authorise(scenes=())
        assert listed() == [number]
        assert looks(number)[0]().number == number

    def test_hands_nothing_in_for_another_thing_than_the_authority_names(self):
        with pytest.raises(cases.AuthorityEnded):
            hand_in(authorise(scenes=("birth",)))

    def test_sees_nothing_that_the_principal_handed_in(self):
        authorise()
        receipt = cases.submit(APPLICANT, submission=submission(), key="own", now=now())
        assert listed() == []
        with pytest.raises(cases.ApplicationNotFound):
            cases.application_view(AGENT, application=receipt.number, today=today())

    def test_reads_the_list_with_the_same_queries_however_many_authorities_there_are(self):
        hand_in(authorise())
        with CaptureQueriesContext(connection) as few:
            listed()
        for _ in range(5):
            authorise()
        with CaptureQueriesContext(connection) as many:
            listed()
        assert len(many) == len(few)

    def stays_out(self, number):
        assert listed() == []
        for look in looks(number):
            with pytest.raises(cases.ApplicationNotFound):
                look()
        for act in acts(number):
            with pytest.raises((cases.ApplicationNotFound, cases.CaseNotFound)):
                act()
        seen = cases.application_view(APPLICANT, application=number, today=today())
        assert seen.number == number  # it goes on for its own person


def test_whoever_may_not_act_any_more_is_told_nothing_more(house):
    authority = authorise()
    number = hand_in(authority).number
    assert CHEN in {person for person, _, _ in house.messages.told}
    people.revoke_authority(APPLICANT, authority_id=authority.id, now=now())
    house.messages.told.clear()
    cases.withdraw_all(APPLICANT, application=number, reason="不办了", now=now())
    assert {person for person, _, _ in house.messages.told} == {APPLICANT.person_id}
