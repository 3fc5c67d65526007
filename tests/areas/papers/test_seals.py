"""Seals follow the act: nothing waits for them, nothing leaves the house without them, and no changed row gets one."""

from datetime import timedelta

import pytest

from onething.areas.documents import api as documents
from onething.areas.documents import tasks
from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import LicenceRow
from onething.core.actors import Actor
from onething.core.errors import Unavailable
from onething.core.papers import Sealer
from onething.kit import sealing
from onething.kit.jobs import api as jobs
from onething.kit.ports import bound, port
from tests.areas.cases.world import FEDERATION, LI, SUPERVISOR, at
from tests.areas.papers.test_numbers import issue

NOW = at("2026-03-05")
ADDRESS = "http://127.0.0.1"


class NoSeal:
    """A seal service that is away; hashes need none."""

    is_test = True

    def __init__(self):
        self.real = port(Sealer)

    def digest(self, data):
        return self.real.digest(data)

    def seal(self, data):
        raise Unavailable("the seal service is away")


def code_of(issued):
    return DocumentRow.objects.get(pk=issued.id).code


def verified(issued):
    return documents.verify(Actor.visitor(), code=code_of(issued))


class TestADocument:
    def test_is_issued_and_numbered_while_no_seal_can_be_had(self):
        with bound(Sealer, NoSeal()):
            issued = issue(1)
        assert issued.number.endswith("00001 号")
        assert DocumentRow.objects.get().signature == ""

    def test_is_sealed_by_a_job_right_after_the_act(self):
        issued = issue(1)
        jobs.drain(now=NOW)
        row = DocumentRow.objects.get()
        assert row.signature
        assert row.hash == issued.hash
        assert verified(issued).intact

    def test_does_not_leave_the_house_without_a_seal(self):
        issued = issue(1)
        with bound(Sealer, NoSeal()):
            with pytest.raises(Unavailable):
                documents.pdf(SUPERVISOR, document_id=issued.id, address=ADDRESS)
            with pytest.raises(Unavailable):
                verified(issued)

    def test_is_sealed_at_the_first_look_if_its_turn_has_not_come(self):
        issued = issue(1)
        assert documents.pdf(SUPERVISOR, document_id=issued.id, address=ADDRESS).startswith(b"%PDF")
        assert DocumentRow.objects.get().signature
        assert verified(issued).intact

    def test_is_sealed_within_minutes_when_the_seal_comes_back_after_hours(self):
        issued = issue(1)
        now = NOW
        with bound(Sealer, NoSeal()):
            while now < NOW + timedelta(hours=8):
                jobs.drain(now=now)
                now += timedelta(minutes=1)
        jobs.drain(now=now + timedelta(minutes=5))
        assert verified(issued).intact

    def test_that_was_changed_before_its_seal_gets_none_and_keeps_no_other_waiting(self):
        changed, other = issue(1), issue(2)
        DocumentRow.objects.filter(pk=changed.id).update(values={"application": "A2"})
        jobs.drain(now=NOW)
        assert not verified(changed).intact
        assert verified(other).intact
        assert jobs.count_jobs()["dead"] == 0

    def test_that_its_job_forgot_is_found(self):
        issued = issue(1)
        jobs.drain(now=NOW)
        DocumentRow.objects.update(signature="")
        tasks.seal_forgotten(NOW)
        jobs.drain(now=NOW)
        assert DocumentRow.objects.exclude(signature="").filter(pk=issued.id).exists()

    def test_keeps_the_first_seal_when_two_put_one_on(self):
        issue(1)
        first, second = DocumentRow.objects.get(), DocumentRow.objects.get()
        sealing.sealed(first)
        sealing.sealed(second)
        assert DocumentRow.objects.get().signature == first.signature


class TestALicence:
    @pytest.fixture
    def made(self):
        return licences.make(
            FEDERATION,
            licence="disability-certificate",
            holder=LI,
            holder_name="李测试",
            fields={"disability.level": "1"},
            department="disabled-federation",
            case="A1-1",
            now=NOW,
        )

    def test_is_made_while_no_seal_can_be_had_and_verified_when_there_is_one(self, made):
        assert LicenceRow.objects.get().signature == ""
        with bound(Sealer, NoSeal()), pytest.raises(Unavailable):
            licences.verify(Actor.visitor(), identifier=made.identifier)
        assert licences.verify(Actor.visitor(), identifier=made.identifier).intact

    def test_is_sealed_by_its_job(self, made):
        jobs.drain(now=NOW)
        assert LicenceRow.objects.get().signature
