"""Revisions from the first word to the day on which they hold, and what happens when two are written at once."""

from datetime import timedelta
from uuid import UUID

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.catalogue import api as catalogue
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.revisions.checking import FilesRefused, ProofFailed
from onething.core.revisions.lifecycle import (
    NothingChanged,
    NotYourOffice,
    OwnWork,
    RevisionMoved,
    RevisionNotNow,
    State,
    Step,
)
from tests.areas.revisions.conftest import (
    AUTHOR,
    BEGIN,
    CHIEF,
    COLLEAGUE,
    NOW,
    OTHER,
    OTHER_CHIEF,
    STANDARD,
    TODAY,
    WORKER,
    changed,
    published_one,
    scheduled,
    staff,
    written,
)
from tests.areas.revisions.town import ALLOWANCE, FILES, SUBSIDY

LATER = ("promised_days: 15", "promised_days: 18")
LATEST = ("promised_days: 15", "promised_days: 20")
NAMED = ("困难补贴, en", "困难补贴申领, en")


def item(id="allowance"):
    return catalogue.current(Actor.visitor()).items[id]


class TestARevision:
    def test_goes_through_four_eyes_to_the_day_on_which_it_holds(self):
        tomorrow = TODAY + timedelta(days=1)
        one = scheduled(changed(ALLOWANCE, *LATER), on=tomorrow)
        assert (one.state, one.on, one.offices) == (State.SCHEDULED, tomorrow, ("welfare",))
        assert revisions.publish_due(WORKER, now=NOW) == 0
        assert item().promised_days == 15
        assert revisions.publish_due(WORKER, now=NOW + timedelta(days=1)) == 1
        one = revisions.get_revision(AUTHOR, revision_id=one.id)
        assert (one.state, item().promised_days) == (State.PUBLISHED, 18)
        assert [review.step for review in one.reviews] == [
            Step.SUBMITTED,
            Step.DEPARTMENT_APPROVED,
            Step.CITY_APPROVED,
            Step.PUBLISHED,
        ]
        assert one.version == catalogue.current_version(WORKER).id
        assert revisions.publish_due(WORKER, now=NOW + timedelta(days=2)) == 0

    def test_has_every_step_in_the_log(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        actions = list(EntryRow.objects.filter(action__startswith="revisions:").order_by("pk"))
        assert [(row.action, row.actor) for row in actions] == [
            ("revisions:open", AUTHOR.id),
            ("revisions:save", AUTHOR.id),
            ("revisions:submit", AUTHOR.id),
            ("revisions:approve-department", CHIEF.id),
            ("revisions:approve-city", STANDARD.id),
            ("revisions:publish", WORKER.id),
        ]
        assert {row.detail["revision"] for row in actions} == {str(one.id)}

    def test_of_two_offices_waits_for_both(self):
        both = {**changed(ALLOWANCE, *LATER), **changed(SUBSIDY, "statutory_days: 30", "statutory_days: 29")}
        one = written(both)
        one = revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        assert one.waiting == ("health", "welfare")
        one = revisions.approve_department(CHIEF, revision_id=one.id, now=NOW)
        assert (one.state, one.waiting) == (State.DEPARTMENT_REVIEW, ("health",))
        with pytest.raises(RevisionNotNow):
            revisions.approve_city(STANDARD, revision_id=one.id, on=TODAY, now=NOW)
        one = revisions.approve_department(OTHER_CHIEF, revision_id=one.id, now=NOW)
        assert one.state is State.CITY_REVIEW

    def test_that_touches_another_office_is_not_reviewed_by_the_own_one(self):
        one = written(changed(SUBSIDY, "statutory_days: 30", "statutory_days: 29"))
        revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        with pytest.raises(NotYourOffice):
            revisions.approve_department(CHIEF, revision_id=one.id, now=NOW)

    def test_is_reviewed_by_nobody_who_wrote_it(self):
        files = changed(ALLOWANCE, *LATER)
        boss = staff("boss", Role.MANAGER, "welfare")
        one = written(files)
        one = revisions.save_files(boss, revision_id=one.id, files=files, seen=one.sequence, now=NOW)
        revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        with pytest.raises(OwnWork):
            revisions.approve_department(boss, revision_id=one.id, now=NOW)

    def test_comes_back_with_a_reason_and_begins_anew(self):
        one = written(changed(ALLOWANCE, *LATER))
        revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        one = revisions.send_back(CHIEF, revision_id=one.id, reason="写明依据", now=NOW)
        assert (one.state, one.reason) == (State.DRAFT, "写明依据")
        assert [found.id for found in revisions.list_waiting(AUTHOR)] == [one.id]
        one = revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        assert (one.waiting, one.reason) == (("welfare",), "")

    def test_may_be_kept_unfinished_and_is_not_submitted_so(self):
        one = written(changed(ALLOWANCE, "kind: decision", "kind: decision"))
        assert one.paths == ()
        with pytest.raises(NothingChanged):
            revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        broken = changed(ALLOWANCE, "department: welfare", "department: nobody")
        one = revisions.save_files(AUTHOR, revision_id=one.id, files=broken, seen=one.sequence, now=NOW)
        assert one.paths == (ALLOWANCE,)
        assert any(
            found.at.file == ALLOWANCE for found in revisions.findings(AUTHOR, revision_id=one.id, now=NOW)
        )
        with pytest.raises(ProofFailed) as refused:
            revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        assert refused.value.findings[0].at.file == ALLOWANCE

    def test_is_not_submitted_where_the_proof_finds_something(self):
        one = written(changed(ALLOWANCE, "promised_days: 15", "promised_days: 45"))
        with pytest.raises(ProofFailed) as refused:
            revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        assert any(found.code.startswith("proof.") for found in refused.value.findings)

    @pytest.mark.parametrize(
        ("path", "content"),
        [
            (ALLOWANCE, b"id: [care"),
            (ALLOWANCE, b"\xff\xfe"),
            (ALLOWANCE, b"a: 1\n" * 500_000),
            ("../city.yaml", b"id: x"),
            ("items/a\x00.yaml", b"id: x"),
            ("samples/a.svg", b"\xff"),
        ],
        ids=["no YAML", "no UTF-8", "too large", "outside", "control sign", "no text"],
    )
    def test_keeps_nothing_that_cannot_be_read(self, path, content):
        one = revisions.open_revision(AUTHOR, title="坏文件", now=NOW)
        with pytest.raises(FilesRefused):
            revisions.save_files(AUTHOR, revision_id=one.id, files={path: content}, seen=1, now=NOW)
        assert revisions.get_changes(AUTHOR, revision_id=one.id) == {}

    def test_takes_a_file_away_and_brings_it_back(self):
        path = "samples/decision.svg"
        one = written({path: None})
        assert path not in revisions.files_of(AUTHOR, revision_id=one.id)
        one = revisions.save_files(
            AUTHOR, revision_id=one.id, files={path: FILES[path]}, seen=one.sequence, now=NOW
        )
        assert one.paths == ()
        assert revisions.files_of(AUTHOR, revision_id=one.id) == FILES

    def test_says_what_it_changes(self):
        one = written(changed(ALLOWANCE, *LATER))
        found = revisions.difference(AUTHOR, revision_id=one.id)
        assert [(change.id, change.path, change.before, change.after) for change in found.changes] == [
            ("allowance", ("promised_days",), "15", "18")
        ]
        assert [file.path for file in found.files] == [ALLOWANCE]
        assert found == revisions.difference(AUTHOR, revision_id=published_again(one).id)

    def test_that_cannot_be_read_is_shown_by_its_lines(self):
        one = written(changed(ALLOWANCE, "department: welfare", "department: nobody"))
        found = revisions.difference(AUTHOR, revision_id=one.id)
        assert found.changes is None
        assert "+department: nobody" in found.files[0].lines

    def test_that_is_not_there_is_not_found(self):
        with pytest.raises(revisions.RevisionNotFound):
            revisions.get_revision(AUTHOR, revision_id=UUID(int=0))


def published_again(one):
    """Take a draft through to the version that it makes."""
    revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
    revisions.approve_department(CHIEF, revision_id=one.id, now=NOW)
    revisions.approve_city(STANDARD, revision_id=one.id, on=TODAY, now=NOW)
    assert revisions.publish_due(WORKER, now=NOW) == 1
    return one


class TestTwoAtOnce:
    def test_on_one_draft_the_second_sees_that_it_moved(self):
        one = written(changed(ALLOWANCE, *LATER))
        revisions.save_files(
            COLLEAGUE, revision_id=one.id, files=changed(ALLOWANCE, *NAMED), seen=one.sequence, now=NOW
        )
        with pytest.raises(RevisionMoved):
            revisions.save_files(
                AUTHOR, revision_id=one.id, files=changed(ALLOWANCE, *LATEST), seen=one.sequence, now=NOW
            )

    def test_on_other_fields_of_one_item_come_together(self):
        mine = written(changed(ALLOWANCE, *NAMED))
        published_one(changed(ALLOWANCE, *LATER))
        again = revisions.get_revision(AUTHOR, revision_id=mine.id)
        assert again.base == catalogue.current_version(WORKER).digest
        files = revisions.files_of(AUTHOR, revision_id=mine.id)
        both = changed(ALLOWANCE, *NAMED, {ALLOWANCE: changed(ALLOWANCE, *LATER)[ALLOWANCE]})
        assert files[ALLOWANCE] == both[ALLOWANCE]
        with pytest.raises(RevisionMoved):  # whoever has the draft open reads it again
            revisions.save_files(AUTHOR, revision_id=mine.id, files={}, seen=mine.sequence, now=NOW)
        published_again(mine)
        assert (item().promised_days, item().name.zh) == (18, "困难补贴申领")

    def test_on_one_field_the_second_decides_which_holds(self):
        mine = written(changed(ALLOWANCE, *LATEST), actor=COLLEAGUE)
        published_one(changed(ALLOWANCE, *LATER))
        (conflict,) = revisions.conflicts(COLLEAGUE, revision_id=mine.id)
        assert (conflict.file, conflict.path) == (ALLOWANCE, ("clock", "promised_days"))
        assert (conflict.base, conflict.mine, conflict.theirs) == ("15", "20", "18")
        assert (conflict.mine_by, conflict.theirs_by) == ("colleague", "author")
        seen = revisions.get_revision(COLLEAGUE, revision_id=mine.id).sequence
        with pytest.raises(revisions.ConflictsOpen):
            revisions.submit(COLLEAGUE, revision_id=mine.id, now=NOW)
        with pytest.raises(revisions.ConflictsOpen):
            revisions.save_files(COLLEAGUE, revision_id=mine.id, files={}, seen=seen, now=NOW)
        with pytest.raises(revisions.ChoiceMissing):
            revisions.resolve(COLLEAGUE, revision_id=mine.id, choices={}, seen=seen, now=NOW)
        one = revisions.resolve(
            COLLEAGUE, revision_id=mine.id, choices={conflict.key: "mine"}, seen=seen, now=NOW
        )
        assert (one.paths, revisions.conflicts(COLLEAGUE, revision_id=mine.id)) == ((ALLOWANCE,), ())
        assert b"promised_days: 20" in revisions.files_of(COLLEAGUE, revision_id=mine.id)[ALLOWANCE]

    def test_the_other_side_may_hold_too(self):
        mine = written(changed(ALLOWANCE, *LATEST), actor=COLLEAGUE)
        published_one(changed(ALLOWANCE, *LATER))
        (conflict,) = revisions.conflicts(COLLEAGUE, revision_id=mine.id)
        seen = revisions.get_revision(COLLEAGUE, revision_id=mine.id).sequence
        one = revisions.resolve(
            COLLEAGUE, revision_id=mine.id, choices={conflict.key: "theirs"}, seen=seen, now=NOW
        )
        assert one.paths == ()

    def test_that_are_scheduled_come_back_when_they_conflict(self):
        first = scheduled(changed(ALLOWANCE, *LATER))
        second = scheduled(changed(ALLOWANCE, *LATEST), actor=COLLEAGUE)
        assert revisions.publish_due(WORKER, now=NOW) == 1
        assert revisions.get_revision(AUTHOR, revision_id=first.id).state is State.PUBLISHED
        back = revisions.get_revision(COLLEAGUE, revision_id=second.id)
        assert back.state is State.DRAFT
        assert "clock › promised_days" in back.reason
        assert [one.id for one in revisions.list_waiting(COLLEAGUE)] == [back.id]
        assert item().promised_days == 18

    def test_that_are_scheduled_come_back_when_the_proof_fails_together(self):
        scheduled(changed(ALLOWANCE, "statutory_days: 30", "statutory_days: 16"))
        second = scheduled(changed(ALLOWANCE, "promised_days: 15", "promised_days: 20"), actor=COLLEAGUE)
        assert revisions.publish_due(WORKER, now=NOW) == 1
        back = revisions.get_revision(COLLEAGUE, revision_id=second.id)
        assert (back.state, item().promised_days) == (State.DRAFT, 15)
        assert "证明" in back.reason

    def test_never_overwrite_what_was_published_meanwhile(self):
        read = catalogue.current_version(WORKER)
        catalogue.publish(WORKER, files={**FILES, **changed(ALLOWANCE, *LATER)}, now=NOW)
        with pytest.raises(catalogue.AnotherPublished):
            catalogue.publish(
                WORKER, files={**FILES, **changed(ALLOWANCE, *NAMED)}, now=NOW, onto=read.digest
            )
        assert item().promised_days == 18


class TestAPublishedOne:
    def test_is_not_edited(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        with pytest.raises(RevisionNotNow):
            revisions.save_files(
                AUTHOR, revision_id=one.id, files=changed(ALLOWANCE, *NAMED), seen=one.sequence, now=NOW
            )

    def test_is_taken_back_by_a_new_version_with_the_files_before(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        taken = revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)
        assert taken.state is State.WITHDRAWN
        assert catalogue.export(WORKER) == FILES
        versions = catalogue.list_versions(WORKER)
        assert len(versions) == 3
        assert catalogue.export(WORKER, version=one.version) == {**FILES, **changed(ALLOWANCE, *LATER)}

    def test_is_taken_back_without_what_came_later(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        catalogue.publish(
            WORKER,
            files={**FILES, **changed(ALLOWANCE, *NAMED, {ALLOWANCE: changed(ALLOWANCE, *LATER)[ALLOWANCE]})},
            now=NOW,
        )
        revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)
        assert (item().promised_days, item().name.zh) == (15, "困难补贴申领")

    def test_is_not_taken_back_where_the_same_place_was_changed_later(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        catalogue.publish(WORKER, files={**FILES, **changed(ALLOWANCE, *LATEST)}, now=NOW)
        with pytest.raises(revisions.LaterChange):
            revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)

    def test_is_not_taken_back_by_its_own_office(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        with pytest.raises(NotYourOffice):
            revisions.withdraw(AUTHOR, revision_id=one.id, reason="依据有误", now=NOW)

    def test_is_in_the_list_of_versions(self):
        one = published_one(changed(ALLOWANCE, *LATER))
        (newest, made), (_, none) = revisions.list_versions(AUTHOR)
        assert (newest.id, made.id, none) == (one.version, one.id, None)


class TestRefusals:
    def call(self, actor):
        one = written(changed(ALLOWANCE, *LATER))
        known = {"revision_id": one.id, "now": NOW}
        return {
            "open": lambda: revisions.open_revision(actor, title="x", now=NOW),
            "read": lambda: revisions.get_revision(actor, revision_id=one.id),
            "list": lambda: revisions.list_revisions(actor),
            "files": lambda: revisions.files_of(actor, revision_id=one.id),
            "save": lambda: revisions.save_files(actor, files={}, seen=one.sequence, **known),
            "resolve": lambda: revisions.resolve(actor, choices={}, seen=one.sequence, **known),
            "submit": lambda: revisions.submit(actor, **known),
            "department": lambda: revisions.approve_department(actor, **known),
            "city": lambda: revisions.approve_city(actor, on=TODAY, **known),
            "back": lambda: revisions.send_back(actor, reason="x", **known),
            "withdraw": lambda: revisions.withdraw(actor, reason="x", **known),
            "publish": lambda: revisions.publish_due(actor, now=NOW),
        }

    @pytest.mark.parametrize(
        ("role", "refused"),
        [
            *(
                (role, "open read list files save resolve submit department city back withdraw publish")
                for role in (Role.CITIZEN, Role.CLERK, Role.REVIEWER, Role.HOTLINE, Role.VISITOR)
            ),
            *(
                (role, "open save resolve submit department city back withdraw publish")
                for role in (Role.SUPERVISOR, Role.AUDITOR, Role.DATA_STEWARD)
            ),
            (Role.ITEM_MANAGER, "department city back publish"),
            (Role.MANAGER, "city publish"),
            (Role.ITEM_STANDARD, "department publish"),
            (Role.ADMIN, "department"),
            (Role.SYSTEM, "open save resolve submit department city back withdraw"),
        ],
    )
    def test_name_the_permission_that_a_role_lacks(self, role, refused):
        actor = staff("x", role, "welfare")
        acts = self.call(actor)
        for name in refused.split():
            with pytest.raises(PermissionMissing):
                acts[name]()

    def test_another_office_does_not_write_it(self):
        one = written(changed(ALLOWANCE, *LATER))
        for act in (
            lambda: revisions.save_files(OTHER, revision_id=one.id, files={}, seen=one.sequence, now=NOW),
            lambda: revisions.submit(OTHER, revision_id=one.id, now=NOW),
            lambda: revisions.withdraw(OTHER, revision_id=one.id, reason="x", now=NOW),
        ):
            with pytest.raises(NotYourOffice):
                act()

    def test_a_stale_reader_does_not_approve(self):
        one = written(changed(ALLOWANCE, *LATER))
        revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        with pytest.raises(RevisionMoved):
            revisions.approve_department(CHIEF, revision_id=one.id, now=NOW, seen=one.sequence)


def test_what_held_first_was_published_by_nobody_of_them():
    assert catalogue.current_version(WORKER).published_at == BEGIN
