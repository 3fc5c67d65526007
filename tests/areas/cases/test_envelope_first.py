"""An envelope is on disk, file and folder, before the database hears of it: power may go at any moment."""

import errno
import os
from pathlib import Path

import pytest
from django.db import connection

from onething.areas.cases import api as cases
from tests.areas.cases.world import APPLICANT, at, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monkeypatch, tmp_path, settings):
    """What was synced and what was written to the database, in order; the envelopes have a folder of their own."""
    settings.VAR = tmp_path
    done: list[str] = []
    sync = os.fsync

    def synced(handle):
        sync(handle)
        done.append(os.readlink(f"/proc/self/fd/{handle}"))

    def written(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "cases_applicationrow" in sql:
            done.append("INSERT")
        return execute(sql, params, many, context)

    monkeypatch.setattr(os, "fsync", synced)
    with connection.execute_wrapper(written):
        yield done


class TestTheEnvelope:
    def test_is_on_disk_before_the_application_is_in_the_database(self, order, tmp_path):
        cases.submit(APPLICANT, submission=submission(), key="k", now=at("2026-03-05"))
        (path,) = (tmp_path / "envelopes").rglob("*.json")
        before = order[: order.index("INSERT")]
        (written,) = [one for one in before if Path(one).name.startswith(path.stem)]
        assert str(path.parent) in before[before.index(written) :], "the folder that names the file"
        assert str(path.parent.parent) in before, "the folder that names the day"

    def test_holds_what_was_handed_over(self, order, tmp_path):
        receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=at("2026-03-05"))
        (path,) = (tmp_path / "envelopes").rglob("*.json")
        assert Path(path).stem == receipt.envelope_hash

    def test_has_its_name_only_when_it_is_whole(self, settings, tmp_path, monkeypatch):
        sync = os.fsync

        def full(handle):
            if not Path(f"/proc/self/fd/{handle}").is_dir():
                raise OSError(errno.ENOSPC, "no room")
            sync(handle)

        settings.VAR = tmp_path
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(cases.StorageFull):
            cases.submit(APPLICANT, submission=submission(), key="k", now=at("2026-03-05"))
        monkeypatch.undo()
        assert list((tmp_path / "envelopes").rglob("*.json")) == []
        cases.submit(APPLICANT, submission=submission(), key="k", now=at("2026-03-05"))
        assert len(list((tmp_path / "envelopes").rglob("*.json"))) == 1
