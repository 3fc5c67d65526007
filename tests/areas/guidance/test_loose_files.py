"""Files of deleted drafts are deleted a day later, and never one that somebody still uses."""

import os
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from onething.adapters.uploads import FileStore
from onething.areas.cases.models import FileRow
from onething.areas.guidance import api as guidance
from onething.areas.guidance.loosening import loosen
from onething.areas.guidance.models import LooseFileRow
from onething.channels.rest.models import UploadRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.submission import GivenFile
from tests.areas.guidance.drafts import FULL, begin, filled, get, picture, submit
from tests.areas.guidance.people import LIANG, NOW, TAN, citizen

pytestmark = pytest.mark.django_db
JOB = Actor.job("drafts")
LATER = NOW + timedelta(days=1, minutes=1)
LINE = "applicant/photo"


def put(me, view, color):
    """Upload a picture; the store's clock stands at NOW."""
    view = guidance.add_file(
        me, draft_id=view.id, line=LINE, content=picture(color), name=f"{color}.png", now=NOW
    )
    aged()
    return view, view.draft.files[LINE][-1].hash


def aged():
    for path in settings.FILES.glob("??/??/*"):
        os.utime(path, (NOW.timestamp() - 3600,) * 2)


def there(hash_):
    return hash_ in FileStore(settings.FILES)


def tidy(now=LATER):
    return guidance.delete_loose_files(JOB, now=now)


class TestAFileOfADraft:
    def test_is_gone_a_day_after_its_draft_was_deleted(self):
        me = citizen(LIANG)
        view, file = put(me, begin(me, answers=FULL), 201)
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        tidy(now=NOW + timedelta(hours=23))
        assert there(file)
        assert tidy() == 1
        assert not there(file)
        assert not LooseFileRow.objects.exists()

    def test_is_gone_after_the_draft_ended(self):
        me = citizen(LIANG)
        _, file = put(me, begin(me, answers=FULL), 202)
        end = NOW + timedelta(days=30)
        assert guidance.delete_expired(JOB, now=end) == 1
        tidy(now=end + timedelta(days=1))
        assert not there(file)

    def test_is_gone_after_it_was_taken_off_or_turned(self):
        me = citizen(LIANG)
        view, file = put(me, begin(me, answers=FULL), 203)
        view = guidance.turn_file(me, draft_id=view.id, line=LINE, hash_=file, now=NOW)
        turned = view.draft.files[LINE][0].hash
        guidance.remove_file(me, draft_id=view.id, line=LINE, hash_=turned, now=NOW)
        aged()
        tidy()
        assert not there(file)
        assert not there(turned)

    def test_stays_while_another_draft_has_it(self):
        me, tan = citizen(LIANG), citizen(TAN)
        view, file = put(me, begin(me, answers=FULL), 204)
        other, same = put(tan, begin(tan, answers=FULL), 204)
        assert same == file
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        tidy()
        assert there(file)
        guidance.delete_draft(tan, draft_id=other.id, now=LATER)
        tidy(now=LATER + timedelta(days=2))
        assert not there(file)

    def test_stays_while_a_machine_means_to_hand_it_over(self):
        me = citizen(LIANG)
        view, file = put(me, begin(me, answers=FULL), 205)
        UploadRow.objects.create(actor="user:x", hash=file, name="a.png", kind="png", size=1, pages=1, at=NOW)
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        tidy()
        assert there(file)

    def test_stays_when_it_was_sent_again_in_the_meantime(self):
        me = citizen(LIANG)
        view, file = put(me, begin(me, answers=FULL), 206)
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        os.utime(settings.FILES / file[:2] / file[2:4] / file, (LATER.timestamp() - 60,) * 2)
        assert tidy() == 0
        assert there(file)


class TestAFileThatWasHandedIn:
    def handed_in(self):
        me, view = filled()
        receipt = submit(me, view)
        files = {file.hash for some in view.draft.files.values() for file in some}
        assert files
        aged()
        return me, receipt, files

    def test_is_never_deleted_whatever_becomes_of_the_drafts_that_have_it(self, systems):
        _, _, files = self.handed_in()
        loosen((GivenFile(one, "x.png", "png", 1) for one in files), now=NOW)
        again = begin(citizen(TAN), answers=FULL)
        again = guidance.add_file(
            citizen(TAN), draft_id=again.id, line=LINE, content=picture(2), name="2.png", now=NOW
        )
        guidance.delete_draft(citizen(TAN), draft_id=again.id, now=NOW)
        guidance.delete_expired(JOB, now=NOW + timedelta(days=31))
        tidy(now=NOW + timedelta(days=60))
        assert all(there(one) for one in files)
        assert not LooseFileRow.objects.exists()

    def test_is_known_also_if_it_came_before_anybody_noted_files(self, systems):
        _, _, files = self.handed_in()
        FileRow.objects.all().delete()
        import_module("onething.areas.cases.migrations.0006_fill_file_rows").fill(apps, None)
        assert {row.hash for row in FileRow.objects.all()} == files


class TestTidying:
    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK, Role.ADMIN])
    def test_is_our_own_work_only(self, role):
        with pytest.raises(PermissionMissing):
            guidance.delete_loose_files(Actor("user:x", "", frozenset({role})), now=NOW)

    def test_goes_through_more_than_one_chunk(self, monkeypatch):
        monkeypatch.setattr("onething.areas.guidance.loosening.CHUNK", 2)
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        files = []
        for color in range(210, 215):
            view, file = put(me, view, color)
            files.append(file)
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        assert tidy() == 5
        assert not any(there(one) for one in files)


class TestOpeningADraft:
    def test_gives_it_its_full_time_again_and_no_new_version(self, city):
        me = citizen(LIANG)
        view = begin(me)
        later = NOW + timedelta(days=28)
        assert guidance.warn_of_end(JOB, now=later) == 1
        seen = guidance.visit_draft(me, draft_id=view.id, now=later)
        assert seen.version == view.version
        assert not seen.ends_soon
        assert get(me, view, now=later).expires_on == seen.expires_on
        assert guidance.delete_expired(JOB, now=NOW + timedelta(days=31)) == 0
        assert guidance.warn_of_end(JOB, now=later + timedelta(days=27)) == 1

    def test_gives_more_time_at_most_once_a_day(self):
        me = citizen(LIANG)
        view = begin(me)
        soon = NOW + timedelta(hours=5)
        assert guidance.visit_draft(me, draft_id=view.id, now=soon).expires_on == view.expires_on

    def test_of_somebody_else_changes_nothing(self):
        view = begin(citizen(LIANG))
        with pytest.raises(guidance.DraftNotFound):
            guidance.visit_draft(citizen(TAN), draft_id=view.id, now=NOW + timedelta(days=20))
        assert get(citizen(LIANG), view).expires_on == view.expires_on
