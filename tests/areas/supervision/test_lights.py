"""Every limit is warned of once, for the right people, and kept for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, PushRow
from onething.areas.catalogue import api as catalogue
from onething.areas.supervision import api as supervision
from onething.areas.supervision.models import RemarkRow, SweepRow, WarningRow
from onething.areas.supervision.tasks import light
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.supervision import NotNow, Standing, WordsMissing
from tests.areas.cases.lives import RandomLife
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import CIVIL, FEDERATION, HUMAN, NIGHT, SUPERVISOR, at, manager, reviewer
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
AUDITOR = Actor("user:audit", "审计", frozenset({Role.AUDITOR}))


def sweep(day, hour=0, **more):
    list(supervision.sweep(NIGHT, now=at(day, hour), **more))


def days(first, count):
    return [(date.fromisoformat(first) + timedelta(one)).isoformat() for one in range(count)]


def raised(**more):
    return list(WarningRow.objects.filter(**more).order_by("raised_at", "id").values_list("limit", "stage"))


def lines(actor, day="2026-06-01", **more):
    return supervision.list_warnings(
        actor, sought=supervision.Sought(red=None, **more), today=at(day).date()
    ).lines


class TestALimit:
    def test_is_warned_of_once_at_each_stage(self):
        story = Story().accept("disability-certificate")
        number = story.numbers["disability-certificate"]
        for day in days("2026-03-05", 60):
            sweep(day)
            sweep(day, 12)
        promised = [stage for limit, stage in raised(case=number) if limit == "promised"]
        assert promised == ["half", "most", "last_day", "overdue"]
        assert len(set(raised(case=number))) == len(raised(case=number))

    def test_is_warned_of_at_its_furthest_stage_after_a_downtime(self):
        story = Story().accept("pension-enrolment")
        sweep("2026-08-03")
        assert ("promised", "overdue") in raised(case=story.numbers["pension-enrolment"])
        assert ("promised", "half") not in raised(case=story.numbers["pension-enrolment"])

    def test_is_warned_of_on_the_day_on_which_it_begins(self):
        sweep("2026-03-05")
        story = Story()
        assert raised() == []
        sweep("2026-03-05", 12)
        told = CaseRow.objects.get(number=story.numbers["pension-enrolment"]).tell_on
        sweep(told.isoformat(), 0)
        assert ("telling", "last_day") in raised(case=story.numbers["pension-enrolment"])

    def test_is_not_warned_of_while_the_clock_stands(self):
        story = Story().accept("disability-certificate")
        number = story.numbers["disability-certificate"]
        cases.pause(
            FEDERATION, case=number, ground="appraisal", told_days=5, document="特告 1", now=story.now
        )
        until = CaseRow.objects.get(number=number).paused_until
        assert until == date(2026, 3, 11)
        sweep((until - timedelta(1)).isoformat())
        assert raised(case=number) == []
        sweep(until.isoformat())
        assert raised(case=number) == [("pause", "last_day")]
        cases.look_after(NIGHT, now=at((until + timedelta(1)).isoformat(), 0))
        sweep((until + timedelta(1)).isoformat())
        assert raised(case=number) == [("pause", "last_day")]

    def test_that_silence_ended_is_named(self):
        story = Story()
        cases.look_after(NIGHT, now=at("2026-04-20"))
        sweep("2026-04-20")
        assert ("not_told", "overdue") in raised(case=story.numbers["pension-enrolment"])

    def test_that_was_missed_is_named_also_when_the_case_is_decided_by_then(self):
        story = Story().accept("pension-enrolment")
        sweep("2026-03-05")
        story.on("2026-08-03").grant("pension-enrolment")
        sweep("2026-08-03", 12)
        assert ("promised", "overdue") in raised(case=story.numbers["pension-enrolment"])

    def test_names_what_a_department_system_has_not_taken(self):
        story = Story()
        number = story.numbers["pension-enrolment"]
        PushRow.objects.create(
            key="k", system="hr", case=number, body={}, body_hash="", made_at=at("2026-03-05")
        )
        sweep("2026-03-05", 23)
        sweep("2026-03-05", 23)
        assert ("stuck", "overdue") not in raised(case=number)
        sweep("2026-03-06", 11)
        sweep("2026-03-06", 12)
        assert raised(case=number, limit="stuck") == [("stuck", "overdue")]


class TestEveryWarning:
    def everything(self):
        keys = list(WarningRow.objects.values_list("case_id", "limit", "due_on", "stage"))
        assert len(keys) == len(set(keys))
        return sorted(map(str, keys))

    @pytest.mark.parametrize("seed", range(3))
    def test_is_raised_once_through_random_lives_restarts_and_jumps_of_the_clock(self, seed):
        life = RandomLife(seed)
        for _ in range(8):
            life.live(6)
            for jump in (0, 3, -2, 30, 0):
                now = life.now + timedelta(days=jump)
                for _ in zip(
                    range(life.chance.choice((1, 2, 50))),
                    supervision.sweep(NIGHT, now=now, step=2),
                    strict=False,
                ):
                    pass  # a worker that is killed after some steps
                list(supervision.sweep(NIGHT, now=now, step=3))
        before = self.everything()
        assert before
        list(supervision.sweep(NIGHT, now=life.now, step=1000))
        SweepRow.objects.all().delete()
        list(supervision.sweep(NIGHT, now=life.now, step=1000))
        assert self.everything() == before

    def test_never_comes_after_a_further_one(self):
        story = Story().accept("pension-enrolment")
        sweep("2026-08-03")
        for day in days("2026-03-05", 30):
            sweep(day)
        assert [
            stage for limit, stage in raised(case=story.numbers["pension-enrolment"]) if limit == "promised"
        ] == ["overdue"]

    def test_goes_on_where_the_days_sweep_was_stopped(self):
        for seed in range(3):
            RandomLife(seed)
        first = next(iter(supervision.sweep(NIGHT, now=at("2026-06-01"), step=4)))
        assert (first.cases, first.done) == (4, False)
        rest = list(supervision.sweep(NIGHT, now=at("2026-06-01"), step=4))
        assert sum(one.cases for one in rest) == CaseRow.objects.filter(is_open=True).count() - 4
        assert rest[-1].done

    def test_is_raised_by_the_worker(self):
        Story()
        light(at("2026-06-01"))
        assert WarningRow.objects.exists()

    def test_costs_as_many_questions_for_many_cases_as_for_few(self):
        def questions(day):
            with CaptureQueriesContext(connection) as asked:
                sweep(day)
            return len(asked)

        RandomLife(0)
        questions("2026-05-29")
        RandomLife(1)
        few = questions("2026-06-01")  # one application is new
        for seed in range(2, 6):
            RandomLife(seed)
        assert questions("2026-06-02") == few


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def test_raise_nothing_twice(self, django_db_blocker):
        catalogue.publish(Actor.job("load"), files=FILES, now=at("2026-01-05"))
        for seed in range(4):
            RandomLife(seed)

        def work(_):
            try:
                list(supervision.sweep(NIGHT, now=at("2026-06-01"), step=2))
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(work, range(4)))
        row = SweepRow.objects.get()
        assert row.cases == CaseRow.objects.filter(is_open=True).count()
        assert row.raised == WarningRow.objects.count() > 0
        _let_go()


def _let_go():
    """A test that commits leaves nothing behind: what the database refuses to everybody, the test's owner may undo."""
    from importlib import import_module

    made = import_module("onething.areas.supervision.migrations.0002_never_deleted")
    with connection.schema_editor() as editor:
        made.allow(None, editor)
    WarningRow.objects.all().delete()
    with connection.schema_editor() as editor:
        made.refuse(None, editor)


class TestTheRightPeople:
    def test_are_the_officer_first_and_at_overdue_the_manager_and_the_supervisor(self):
        story = Story().accept("disability-certificate")
        number = story.numbers["disability-certificate"]
        holder = reviewer("disabled-federation", name="经办")
        cases.take_over(holder, case=number, reason="接手", now=story.now)
        for day in days("2026-03-05", 60):
            sweep(day)
        mine = [one for one in lines(holder) if one.case == number and one.limit == "promised"]
        assert [one.stage for one in mine] == ["overdue", "last_day", "most", "half"]
        assert [one for one in lines(FEDERATION) if one.limit == "promised"] == []
        assert {one.stage for one in lines(manager("disabled-federation")) if one.case == number} >= {
            "overdue"
        }
        assert number in {one.case for one in lines(SUPERVISOR)}
        assert lines(manager("tax")) == ()

    def test_are_of_the_office_that_had_the_case_when_it_was_warned(self):
        story = Story()
        sweep("2026-06-01")
        assert {one.department for one in lines(manager("civil-affairs"))} == {"civil-affairs"}
        assert story.receipt.number


@pytest.fixture
def red():
    Story().accept("pension-enrolment")
    sweep("2026-08-03")
    return next(one for one in lines(SUPERVISOR) if one.limit == "promised" and one.red)


class TestARedLight:
    def test_asks_the_office_is_explained_and_corrected_and_stays_in_the_list(self, red):
        assert red.standing is Standing.ASKED
        now = at("2026-08-03", 11)
        supervision.explain(manager("human-resources"), warning=red.id, text="核查改约两次", now=now)
        supervision.correct(SUPERVISOR, warning=red.id, text="已决定，流程已改", now=now)
        view = supervision.get_warning(SUPERVISOR, warning=red.id, today=now.date())
        assert [(one.kind, one.text) for one in view.remarks] == [
            ("explained", "核查改约两次"),
            ("corrected", "已决定，流程已改"),
        ]
        assert red.id in {one.id for one in lines(SUPERVISOR)}
        assert {one.action for one in audit.list_entries(AUDITOR, case=red.case)} >= {"supervision:explained"}

    def test_that_was_wrong_is_cancelled_with_who_when_and_why_and_stays(self, red):
        now = at("2026-08-03", 11)
        waiting = supervision.count_waiting(SUPERVISOR)
        counted = supervision.count_warnings(SUPERVISOR)
        supervision.cancel(SUPERVISOR, warning=red.id, text="节假日录错", now=now)
        line = next(one for one in lines(SUPERVISOR) if one.id == red.id)
        assert line.standing is Standing.CANCELLED
        (remark,) = supervision.get_warning(SUPERVISOR, warning=red.id, today=now.date()).remarks
        assert (remark.by_name, remark.at, remark.text) == ("秦守真", now, "节假日录错")
        assert supervision.count_waiting(SUPERVISOR) == waiting - 1
        assert supervision.count_warnings(SUPERVISOR) == counted - 1
        with pytest.raises(NotNow):
            supervision.cancel(SUPERVISOR, warning=red.id, text="再撤", now=now)

    def test_is_not_cancelled_without_a_reason(self, red):
        with pytest.raises(WordsMissing):
            supervision.cancel(SUPERVISOR, warning=red.id, text=" ", now=at("2026-08-03"))

    @pytest.mark.parametrize("model", [WarningRow, RemarkRow])
    def test_is_never_deleted_nor_is_what_was_said_of_it(self, red, model):
        supervision.explain(manager("human-resources"), warning=red.id, text="改约", now=at("2026-08-03"))
        with pytest.raises(Error), transaction.atomic():
            model.objects.all().delete()
        assert model.objects.exists()

    @pytest.mark.parametrize("field", ["stage", "limit", "case", "holder", "department"])
    def test_stays_what_it_was(self, red, field):
        with pytest.raises(Error), transaction.atomic():
            WarningRow.objects.filter(pk=red.id).update(**{field: "x"})

    def test_keeps_what_was_said_as_it_was_said(self, red):
        supervision.cancel(SUPERVISOR, warning=red.id, text="录错", now=at("2026-08-03"))
        with pytest.raises(Error), transaction.atomic():
            RemarkRow.objects.update(text="别的")


class TestPermissions:
    @pytest.mark.parametrize("actor", [CIVIL, manager("human-resources"), AUDITOR])
    def test_only_a_supervisor_cancels_asks_and_corrects(self, red, actor):
        for call in (supervision.cancel, supervision.ask, supervision.correct):
            with pytest.raises(PermissionMissing):
                call(actor, warning=red.id, text="x", now=at("2026-08-03"))

    def test_only_the_office_explains(self, red):
        with pytest.raises(PermissionMissing):
            supervision.explain(SUPERVISOR, warning=red.id, text="x", now=at("2026-08-03"))
        with pytest.raises(supervision.WarningNotFound):
            supervision.explain(manager("tax"), warning=red.id, text="x", now=at("2026-08-03"))

    def test_only_our_own_work_lights(self):
        for actor in (SUPERVISOR, HUMAN):
            with pytest.raises(PermissionMissing):
                supervision.sweep(actor, now=at("2026-08-03"))

    def test_a_citizen_sees_no_warning(self):
        with pytest.raises(PermissionMissing):
            supervision.list_warnings(Actor("user:x", "x", frozenset({Role.CITIZEN})), today=date(2026, 8, 3))


class TestTheRate:
    DUE = cases.DueIn(date(2026, 3, 1), date(2026, 12, 31))

    def count(self, actor=SUPERVISOR, due=DUE, day="2026-08-03"):
        found = cases.count_due(actor, due=due, today=at(day).date())
        return sum(one[2] for one in found), sum(one[3] for one in found)

    def listed(self, late, due=DUE, day="2026-08-03"):
        return [
            one.number for one in cases.list_due(SUPERVISOR, due=due, late=late, today=at(day).date()).lines
        ]

    def test_counts_the_overdue_concluded_or_running_over_the_due_and_opens_to_both(self):
        story = Story().accept("pension-enrolment", "disability-certificate")
        assert self.count(day="2026-03-05") == (0, 0)
        story.on("2026-03-06").grant("disability-certificate")
        story.on("2026-08-03").grant("pension-enrolment")
        due, late = self.count()
        assert (due, late) == (len(self.listed(False)), len(self.listed(True)))
        assert self.listed(True) == [story.numbers["pension-enrolment"]]
        assert set(self.listed(False)) == {
            story.numbers["pension-enrolment"],
            story.numbers["disability-certificate"],
        }

    def test_spares_a_case_whose_light_was_cancelled(self, red):
        assert red.case in self.listed(True)
        supervision.cancel(SUPERVISOR, warning=red.id, text="录错", now=at("2026-08-03"))
        spared = supervision.cancelled_cases(
            SUPERVISOR, limit=red.limit, since=self.DUE.since, until=self.DUE.until
        )
        due = cases.DueIn(self.DUE.since, self.DUE.until, spared=spared)
        assert red.case not in self.listed(True, due)
        assert red.case in self.listed(False, due)
        assert self.count(due=due)[1] == self.count()[1] - 1

    def test_leaves_out_what_ended_in_time_and_counts_what_ended_late(self):
        story = Story().accept("pension-enrolment", "disability-certificate")
        first, second = story.numbers["pension-enrolment"], story.numbers["disability-certificate"]
        cases.terminate(HUMAN, case=first, ground="duplicate", reason="重复", now=at("2026-03-06"))
        cases.terminate(FEDERATION, case=second, ground="duplicate", reason="重复", now=at("2026-08-03"))
        assert (self.listed(False), self.listed(True)) == ([second], [second])

    def test_of_an_office_is_of_its_own_cases(self):
        Story().accept("pension-enrolment", "hardship-allowance")
        assert {
            one[0]
            for one in cases.count_due(manager("human-resources"), due=self.DUE, today=date(2026, 8, 3))
        } == {"human-resources"}

    def test_goes_through_long_lists_piece_by_piece(self):
        for seed in range(3):
            life = RandomLife(seed)
            life.live(12)
        whole, cursor, pieces = self.listed(False), "", []
        while True:
            page = cases.list_due(
                SUPERVISOR, due=self.DUE, late=False, cursor=cursor, limit=2, today=date(2026, 8, 3)
            )
            pieces += [one.number for one in page.lines]
            cursor = page.cursor
            if not cursor:
                break
        assert pieces == whole
        assert whole
