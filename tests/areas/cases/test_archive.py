"""The archive of an application: its list, and what goes to the archives."""

import json
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.engine import envelopes
from onething.areas.cases.models import ApplicationRow
from onething.core.actors import Actor, PermissionMissing
from onething.core.cases.errors import ArchivedAlready
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, NIGHT, at, manager

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

    def test_is_no_officers_business(self, ended):
        for call in (
            lambda actor: cases.archive_due(actor, now=at("2026-06-03")),
            lambda actor: list(cases.list_to_transfer(actor, before=date(2026, 7, 1))),
            lambda actor: cases.archive_packet(actor, application=ended.receipt.number),
        ):
            with pytest.raises(PermissionMissing):
                call(manager("disabled-federation"))


def kinds_of_files(story):
    submission = cases.get_submission(APPLICANT, application=story.receipt.number)
    return [file.hash for one in submission.materials for file in one.files]
