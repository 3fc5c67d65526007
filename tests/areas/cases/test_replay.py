"""The rows of applications and cases are made anew from the log, and come out the same."""

from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow, NoticeRow, SeenByRow
from onething.core.actors import Actor, PermissionMissing
from tests.areas.cases.lives import RandomLife
from tests.areas.cases.world import FEDERATION, SUPERVISOR

pytestmark = pytest.mark.django_db
REPLAY = Actor.job("replay")
TABLES = (ApplicationRow, CaseRow, SeenByRow, NoticeRow)
#: Values that no row of these lives has, by what a column holds.
WRONG = {str: "wrong", int: 77, bool: None, date: date(2001, 2, 3), type(None): date(2001, 2, 3)}


def differences(**more):
    return [one for part in cases.replay(REPLAY, mend=False, **more) for one in part.differences]


def mend(**more):
    return [one for part in cases.replay(REPLAY, mend=True, **more) for one in part.differences]


def rows():
    """Every row of every table that is folded, ids of counted tables aside."""
    found = {}
    for model in TABLES:
        counted = model in (SeenByRow, NoticeRow)
        names = [one.attname for one in model._meta.concrete_fields if not (counted and one.primary_key)]
        found[model.__name__] = sorted(map(repr, model.objects.values_list(*names)))
    return found


def lived(seed, acts=60):
    life = RandomLife(seed)
    life.live(acts)
    return life


class TestComparing:
    @pytest.mark.parametrize("seed", range(10))
    def test_finds_nothing_after_a_random_life(self, seed):
        life = lived(seed)
        assert life.done > 10
        assert differences() == []

    def test_finds_nothing_after_a_notice_that_was_answered(self):
        """Seeds differ in what happens to them; the lives of this suite together have all of it."""
        names = set()
        for seed in range(10, 16):
            lived(seed, acts=80)
            names |= set(EventRow.objects.values_list("name", flat=True))
        assert {"Noticed", "Supplemented", "Transferred", "Decided", "Delivered", "Paused", "Closed"} <= names
        assert SeenByRow.objects.exists()
        assert NoticeRow.objects.exists()
        assert differences() == []

    def test_names_the_row_the_field_and_both_values_and_changes_nothing(self):
        life = lived(1)
        row = CaseRow.objects.get(number=life.numbers[0])
        was = row.status
        CaseRow.objects.filter(pk=row.pk).update(status="wrong")
        before = rows()
        (one,) = differences()
        assert (one.table, one.row, one.field, one.kept, one.folded) == (
            "cases",
            row.number,
            "status",
            "wrong",
            was,
        )
        assert rows() == before

    def test_names_an_application_that_has_no_log(self):
        life = lived(1, acts=0)
        application = ApplicationRow.objects.get(number=life.application)
        application.pk, application.number, application.key = "0" * 32, "B1", "other"
        application.save(force_insert=True)
        (one,) = differences()
        assert (one.row, one.field, one.folded) == ("B1", "", None)

    def test_asks_as_many_questions_for_many_applications_as_for_few(self):
        lived(1, acts=0)
        with CaptureQueriesContext(
            connection,
        ) as few:
            differences()
        for seed in range(2, 8):
            lived(seed, acts=0)
        with CaptureQueriesContext(connection) as many:
            differences()
        assert len(many) == len(few)


class TestMaking:
    @pytest.mark.parametrize("seed", range(20, 26))
    def test_gives_every_row_back_as_it_was(self, seed):
        life = lived(seed)
        before = rows()
        chance = Random(seed)
        for model, names in (
            (
                CaseRow,
                ("status", "sort_on", "holder", "department", "promised_on", "outcome", "sequence", "item"),
            ),
            (ApplicationRow, ("standing", "outcome", "due_on", "ended", "notice_on", "sequence", "channel")),
        ):
            for row in model.objects.all():
                for name in chance.sample(names, 3):
                    value = getattr(row, name)
                    model.objects.filter(pk=row.pk).update(
                        **{
                            name: WRONG[type(value)]
                            if name not in ("sort_on", "due_on")
                            else date(2001, 2, 3)
                        }
                    )
        SeenByRow.objects.all().delete()
        NoticeRow.objects.all().delete()
        SeenByRow.objects.create(case=CaseRow.objects.first(), department="nobody")
        NoticeRow.objects.create(
            application=ApplicationRow.objects.get(number=life.application),
            round=9,
            number="X",
            pages=1,
            sent_at=life.now,
        )
        assert mend()
        assert rows() == before
        assert differences() == []

    def test_makes_a_case_that_is_missing_and_drops_one_that_never_was(self):
        life = lived(3, acts=0)
        row = CaseRow.objects.get(number=life.numbers[1])
        kept = {one.name: getattr(row, one.name) for one in CaseRow._meta.concrete_fields}
        row.delete()
        stranger = CaseRow.objects.get(number=life.numbers[0])
        stranger.pk, stranger.number = "0" * 32, f"{life.application}-99"
        stranger.save(force_insert=True)
        mend()
        assert differences() == []
        assert not CaseRow.objects.filter(number=stranger.number).exists()
        made = CaseRow.objects.get(number=kept["number"])
        for name in set(kept) - {"id", "differs", "calendar"}:
            assert getattr(made, name) == kept[name], name

    def test_goes_on_after_the_last_application_of_a_stopped_run(self):
        lives = [lived(seed, acts=0) for seed in range(4)]
        CaseRow.objects.update(holder="wrong")
        first = next(iter(cases.replay(REPLAY, mend=True, step=1)))
        left = CaseRow.objects.filter(holder="wrong").count()
        assert left == CaseRow.objects.count() - len(lives[0].numbers)
        mend(after=first.last, step=3)
        assert not CaseRow.objects.filter(holder="wrong").exists()

    def test_leaves_alone_which_calendar_was_looked_at_and_when_a_rule_was_asked(self):
        lived(5)
        CaseRow.objects.update(calendar="newer", ruled=5)
        mend()
        assert set(CaseRow.objects.values_list("calendar", "ruled")) == {("newer", 5)}


class TestPermissions:
    @pytest.mark.parametrize("actor", [FEDERATION, SUPERVISOR])
    def test_nobody_but_our_own_command_replays(self, actor):
        with pytest.raises(PermissionMissing):
            cases.replay(actor, mend=False)
        with pytest.raises(PermissionMissing):
            cases.count_to_replay(actor)
