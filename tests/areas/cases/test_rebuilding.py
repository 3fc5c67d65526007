"""An acknowledged submission comes back from its envelope: under its number, with its code, and once."""

from dataclasses import replace

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases.engine import acknowledging, envelopes
from onething.areas.cases.engine.loading import MEMORY
from onething.areas.cases.models import (
    ApplicationRow,
    CallbackRow,
    CaseRow,
    EventRow,
    FileRow,
    PushRow,
    SerialRow,
)
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.submission import Person
from tests.areas.cases.world import APPLICANT, LI, NIGHT, at, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
ADMIN = Actor("job:rebuild", "rebuild", frozenset({Role.SYSTEM, Role.ADMIN}))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def hand_in(n):
    person = Person("黎国安", "citizen_number", LI, f"1380000{n:04}")
    return cases.submit(APPLICANT, submission=submission(applicant=person), key=f"k{n}", now=NOW)


def lose_everything():
    for table in (FileRow, EventRow, PushRow, CallbackRow, CaseRow, ApplicationRow, SerialRow):
        table.objects.all().delete()
    MEMORY.clear()


def rebuild():
    return list(cases.rebuild(ADMIN, now=NOW))


class TestRebuilding:
    def test_brings_every_acknowledged_submission_back_under_its_number_and_code(self):
        receipts = [hand_in(n) for n in range(3)]
        lose_everything()
        assert [one.came for one in rebuild()] == ["rebuilt"] * 3
        for receipt in receipts:
            again = cases.get_receipt(APPLICANT, application=receipt.number)
            assert replace(again, document="", repeated=False) == replace(receipt, document="")

    def test_changes_nothing_where_nothing_is_missing(self):
        hand_in(1)
        assert [one.came for one in rebuild()] == ["there"]
        assert ApplicationRow.objects.count() == 1

    def test_goes_on_counting_after_the_numbers_that_came_back(self):
        numbers = {hand_in(n).number for n in range(12)}
        lose_everything()
        rebuild()
        numbers |= {hand_in(n).number for n in range(12, 24)}
        assert len(numbers) == 24

    def test_gives_a_new_number_to_what_was_sealed_and_never_acknowledged(self):
        receipt = hand_in(1)
        path = envelopes.path_of(NOW, receipt.envelope_hash)
        path.with_name(acknowledging.NAME).unlink()
        lose_everything()
        assert [one.came for one in rebuild()] == ["renumbered"]

    def test_reads_what_was_noted_before_a_line_that_a_crash_tore(self):
        receipt = hand_in(1)
        noted = envelopes.path_of(NOW, receipt.envelope_hash).with_name(acknowledging.NAME)
        noted.write_text(noted.read_text() + '["ab')
        lose_everything()
        assert [(one.came, one.number) for one in rebuild()] == [("rebuilt", receipt.number)]

    def test_takes_no_envelope_that_was_changed_and_all_others(self):
        first, second = hand_in(1), hand_in(2)
        path = envelopes.path_of(NOW, first.envelope_hash)
        path.write_bytes(path.read_bytes().replace("黎国安".encode(), "黎国平".encode()))
        lose_everything()
        assert {one.came: one.number for one in rebuild()} == {"rebuilt": second.number, "broken": ""}

    def test_stands_in_the_log(self):
        hand_in(1)
        lose_everything()
        rebuild()
        assert EntryRow.objects.get(action="cases:rebuilt").detail["acknowledged"] is True

    @pytest.mark.parametrize("who", [APPLICANT, NIGHT], ids=lambda who: who.id)
    def test_is_an_administrators_act(self, who):
        with pytest.raises(PermissionMissing):
            next(cases.rebuild(who, now=NOW))


class TestAFullDisk:
    def test_takes_nothing_in_and_says_so_and_the_same_key_passes_when_there_is_room(self, monkeypatch):
        import errno
        import os

        def full(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(cases.StorageFull):
                hand_in(1)
        assert not ApplicationRow.objects.exists()
        assert hand_in(1).repeated is False
