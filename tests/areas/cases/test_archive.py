"""The archive of an application: its list, and what goes to the archives."""

import json
from datetime import date

import pytest
from structlog.testing import capture_logs

from onething.areas.cases import api as cases
from onething.areas.cases.engine import envelopes
from onething.areas.cases.engine.loading import MEMORY
from onething.areas.cases.models import ApplicationRow, EventRow
from onething.core.actors import Actor, PermissionMissing
from onething.core.cases.errors import ArchivedAlready
from onething.core.submission import Person
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, CHEN, NIGHT, STRANGER, at, manager, submission

pytestmark = pytest.mark.django_db
ARCHIVES = Actor.job("archive")


@pytest.fixture
def ended(house):
    story = Story()
    cases.withdraw_all(APPLICANT, application=story.receipt.number, now=story.now)
    story.house = house
    return story


def row(story):
    return ApplicationRow.objects.get(number=story.receipt.number)


class TestAnArchive:
    def test_is_made_by_itself_ninety_days_after_the_end_and_once(self, ended):
        assert row(ended).archive_on == date(2026, 6, 3)
        assert cases.archive_due(NIGHT, now=at("2026-06-02")) == 0
        assert cases.archive_due(NIGHT, now=at("2026-06-03")) == 1
        assert cases.archive_due(NIGHT, now=at("2026-06-04")) == 0
        assert ended.house.papers.kinds()[-1] == "archive_list"
        assert (row(ended).archived_on, row(ended).keep_until) == (date(2026, 6, 3), date(2036, 6, 3))

    def test_lists_the_submission_every_document_and_every_file(self, ended):
        before = len(ended.house.papers.issued)
        cases.archive_due(NIGHT, now=at("2026-06-03"))
        (draft,) = [one for one, *_ in ended.house.papers.issued if one.kind.value == "archive_list"]
        kinds = [one["kind"] for one in draft.values["entries"]]
        assert kinds.count("submission") == 1
        assert kinds.count("document") == before
        assert kinds.count("file") == len(set(kinds_of_files(ended)))
        assert draft.values["entries"][0]["hash"] == row(ended).envelope_hash

    def test_goes_to_the_archives_with_its_list_its_original_and_its_log(self, ended):
        cases.archive_due(NIGHT, now=at("2026-06-03"))
        (line,) = cases.list_to_transfer(ARCHIVES, before=date(2026, 7, 1))
        packet = cases.archive_packet(ARCHIVES, application=line.number)
        assert json.loads(packet["submission.json"])["submission"]["scene"] == "disabled-services"
        names = [json.loads(one)["name"] for one in packet["events.jsonl"].splitlines()]
        assert (names[0], names[-1]) == ("Submitted", "Archived")
        cases.mark_transferred(ARCHIVES, application=line.number, list_number="移交1", now=at("2026-07-01"))
        assert list(cases.list_to_transfer(ARCHIVES, before=date(2026, 7, 2))) == []
        with pytest.raises(ArchivedAlready):
            cases.mark_transferred(
                ARCHIVES, application=line.number, list_number="移交1", now=at("2026-07-01")
            )

    def test_whose_original_is_gone_does_not_leave_without_it(self, ended):
        cases.archive_due(NIGHT, now=at("2026-06-03"))
        one = row(ended)
        envelopes.path_of(at("2026-03-05"), one.envelope_hash).unlink()
        with pytest.raises(cases.EnvelopeMissing):
            cases.archive_packet(ARCHIVES, application=one.number)

    def test_that_cannot_be_made_does_not_hold_up_the_others(self, ended, monkeypatch):
        """Its event log is broken; the other one, which ended later, is archived all the same."""
        other = Person("陈思敏", "citizen_number", CHEN, "13800001358")
        made = submission(applicant=other)
        second = cases.submit(STRANGER, submission=made, key="k2", now=at("2026-03-06")).number
        cases.withdraw_all(STRANGER, application=second, now=at("2026-03-06"))
        monkeypatch.setattr("onething.areas.cases.services.archiving.BATCH", 1)
        broken = EventRow.objects.filter(application=row(ended), name="Withdrawn")
        whole = dict(broken.values_list("id", "data"))
        broken.update(data={})
        MEMORY.clear()
        with capture_logs() as logged:
            done = [cases.archive_due(NIGHT, now=at("2026-06-10")) for _ in range(3)]
        assert sum(done) == 1
        assert ApplicationRow.objects.get(number=second).archived_on == date(2026, 6, 10)
        entries = [one for one in logged if one["event"] == "not_archived"]
        assert {(one["number"], one["code"]) for one in entries} == {
            (ended.receipt.number, "cases.event_broken")
        }
        (line,) = cases.list_not_archived(ARCHIVES)
        assert (line.number, line.due_on) == (ended.receipt.number, row(ended).archive_on)
        assert (line.code, line.tried_at) == ("cases.event_broken", at("2026-06-10"))
        assert line.reason
        for id_, data in whole.items():
            EventRow.objects.filter(id=id_).update(data=data)
        assert cases.archive_due(NIGHT, now=at("2026-06-11")) == 1
        assert cases.list_not_archived(ARCHIVES) == []

    def test_that_a_fault_of_ours_keeps_from_being_made_is_named_by_it(self, ended, monkeypatch):
        def fault(actor, loaded):
            raise KeyError("office")

        monkeypatch.setattr("onething.areas.cases.services.archiving.entries_of", fault)
        assert cases.archive_due(NIGHT, now=at("2026-06-10")) == 0
        (line,) = cases.list_not_archived(ARCHIVES)
        assert (line.code, line.reason) == ("KeyError", "'office'")

    def test_is_no_officers_business(self, ended):
        for call in (
            lambda actor: cases.archive_due(actor, now=at("2026-06-03")),
            lambda actor: list(cases.list_to_transfer(actor, before=date(2026, 7, 1))),
            cases.list_not_archived,
            lambda actor: cases.archive_packet(actor, application=ended.receipt.number),
        ):
            with pytest.raises(PermissionMissing):
                call(manager("disabled-federation"))


def kinds_of_files(story):
    submission = cases.get_submission(APPLICANT, application=story.receipt.number)
    return [file.hash for one in submission.materials for file in one.files]
