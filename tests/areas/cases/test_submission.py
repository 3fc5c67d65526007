"""Handing over one thing: once, whatever happens, and only what was signed."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.engine import envelopes
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow
from onething.core.actors import PermissionMissing
from onething.core.cases.errors import KeyReused
from onething.core.codes import parse_case_number
from onething.core.submission import Delivery, DeliveryIncomplete, SharedAnswer
from tests.areas.cases.world import (
    APPLICANT,
    CLERK,
    FEDERATION,
    NANCHENG,
    STRANGER,
    at,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")


class TestASubmission:
    def test_opens_one_case_for_each_item_and_gives_a_receipt_with_a_number_that_checks(self, house):
        receipt = cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        assert parse_case_number(receipt.number).text == receipt.number
        assert [one.number for one in receipt.cases] == [f"{receipt.number}-{n}" for n in range(1, 6)]
        assert CaseRow.objects.count() == 5
        assert EventRow.objects.count() == 6
        assert house.papers.kinds() == ["receipt"]
        assert house.messages.told[0][:2] == (APPLICANT.person_id, "received")

    def test_lies_in_an_envelope_whose_hash_is_on_the_receipt(self):
        receipt = cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        assert envelopes.hash_of(envelopes.path_of(NOW, receipt.envelope_hash)) == receipt.envelope_hash

    def test_writes_on_the_receipt_what_could_not_be_looked_up(self, house):
        said = (
            SharedAnswer("applicant/person.name", "share:household-register", "down"),
            SharedAnswer("applicant/person.nation", "share:household-register", "down"),
            SharedAnswer("applicant/hardship.kind", "share:low-income-register", "not_found"),
        )
        cases.submit(APPLICANT, submission=signed(submission(answered=said)), key="k1", now=NOW)
        ((draft, *_),) = house.papers.issued
        assert [one["zh"] for one in draft.values["away"]] == ["户籍信息"]

    def test_writes_a_source_on_the_receipt_that_was_away_where_another_knew_the_field(self, house):
        known = (SharedAnswer("applicant/person.name", "share:household-register", "answered", "黎国安"),)
        whole = submission(answered=known, away=("share:marriage-register",))
        cases.submit(APPLICANT, submission=signed(whole), key="k1", now=NOW)
        ((draft, *_),) = house.papers.issued
        assert [one["zh"] for one in draft.values["away"]] == ["婚姻登记信息"]

    def test_what_was_away_is_under_no_hash(self):
        whole = submission()
        silent = replace(whole, away=("share:marriage-register",))
        assert silent.sheet_hash() == whole.sheet_hash()
        assert silent.content_hash() == whole.content_hash()

    def test_gives_the_same_receipt_for_the_same_key(self):
        first = cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        again = cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        assert (again.number, again.repeated, first.repeated) == (first.number, True, False)
        assert ApplicationRow.objects.count() == 1

    def test_refuses_the_same_key_with_other_content(self):
        cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        other = signed(replace(submission(), dropped=("care-allowance",)))
        with pytest.raises(KeyReused):
            cases.submit(APPLICANT, submission=other, key="k1", now=NOW)

    def test_shows_the_first_number_for_the_same_content_within_a_day(self):
        first = cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        again = cases.submit(APPLICANT, submission=submission(), key="k2", now=at("2026-03-06", 9))
        assert (again.number, again.repeated) == (first.number, True)
        later = cases.submit(APPLICANT, submission=submission(), key="k3", now=at("2026-03-06", 11))
        assert later.number != first.number

    def test_takes_the_same_again_once_the_first_was_withdrawn(self):
        first = cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        cases.withdraw_all(APPLICANT, application=first.number, now=NOW)
        again = cases.submit(APPLICANT, submission=submission(), key="k2", now=NOW)
        assert (again.number != first.number, again.repeated) == (True, False)

    def test_needs_an_address_for_the_post(self):
        by_post = signed(
            replace(submission(), delivery=Delivery("post", receiver="黎国安", phone="13800001357"))
        )
        with pytest.raises(DeliveryIncomplete) as refused:
            cases.submit(APPLICANT, submission=by_post, key="k1", now=NOW)
        assert refused.value.parts == ("address",)
        assert not ApplicationRow.objects.exists()

    def test_names_everything_that_is_missing_at_once(self):
        bare = submission()
        bare = signed(replace(bare, values=bare.values[2:], materials=bare.materials[1:]))
        with pytest.raises(cases.SubmissionRefused) as refused:
            cases.submit(APPLICANT, submission=bare, key="k1", now=NOW)
        assert [one.scene for one in refused.value.findings] == [
            "applicant/person.name",
            "applicant/person.sex",
            "applicant/id-card",
        ]
        assert not ApplicationRow.objects.exists()

    def test_refuses_what_was_changed_after_signing(self):
        changed = replace(submission(), division="")
        with pytest.raises(cases.SheetChanged):
            cases.submit(APPLICANT, submission=changed, key="k1", now=NOW)

    def test_refuses_another_person_without_an_authority(self):
        from onething.areas.cases.errors import NotYourself

        with pytest.raises(NotYourself):
            cases.submit(STRANGER, submission=submission(), key="k1", now=NOW)

    def test_refuses_who_may_not_submit(self):
        with pytest.raises(PermissionMissing):
            cases.submit(FEDERATION, submission=submission(), key="k1", now=NOW)

    def test_is_taken_at_a_window_for_whoever_stands_there(self):
        taken = signed(replace(submission(), channel="desk", intake=CLERK.id))
        receipt = cases.submit(CLERK, submission=taken, key="k1", now=NOW)
        assert parse_case_number(receipt.number).channel.startswith("W")

    def test_puts_each_case_where_the_applicant_lives(self):
        cases.submit(APPLICANT, submission=submission(), key="k1", now=NOW)
        row = CaseRow.objects.get(item="disability-certificate")
        assert (row.department, row.division, row.town) == ("disabled-federation", NANCHENG, NANCHENG)

    def test_opens_a_case_for_each_twin(self):
        parent = submission("birth-twins")
        receipt = cases.submit(APPLICANT, submission=parent, key="k1", now=NOW)
        bearers = [one.bearer for one in receipt.cases if one.item == "birth-certificate"]
        assert bearers == ["newborn[1]", "newborn[2]"]
