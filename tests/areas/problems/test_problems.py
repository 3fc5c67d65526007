"""What could not be got done: told, led, coordinated, answered, confirmed, and its cause."""

from datetime import date, timedelta

import pytest

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.notices import api as notices
from onething.areas.problems import api as problems
from onething.areas.problems.models import ActRow, ProblemRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.problems import (
    CauseKind,
    Channel,
    NotNow,
    ProblemKind,
    ProblemState,
    UnitNotAsked,
    UnitsOpen,
    WordsMissing,
)
from tests.areas.cases.world import APPLICANT, CLERK, STRANGER, SUPERVISOR, at, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
TODAY = NOW.date()
VISITOR, JOB = Actor.visitor(), Actor.job("problems")
HOTLINE = Actor("user:h", "叶知秋", frozenset({Role.HOTLINE}), department="data-services")
CIVIL = Actor("user:c", "方可", frozenset({Role.MANAGER}), department="civil-affairs")
TAX = Actor("user:t", "谭雨桐", frozenset({Role.MANAGER}), department="tax")
HEALTH = Actor("user:e", "温以宁", frozenset({Role.MANAGER}), department="health")
TOLD = problems.Told("黎国安", "13800001357", "补贴说要低保证，证又说要补贴单", "3 月 3 日，南城窗口")


def tell(actor=APPLICANT, *, key="k", now=NOW, **more):
    told = problems.Told(**{name: getattr(TOLD, name) for name in ("name", "phone", "what", "tried")} | more)
    return problems.tell(actor, told=told, key=key, now=now)


@pytest.fixture
def one(db):
    return tell()


def classify(one, kind=ProblemKind.MATERIAL, lead="civil-affairs", actor=SUPERVISOR, now=NOW):
    problems.classify(actor, number=one.number, kind=kind, lead=lead, now=now)


def answer(one, now=NOW):
    problems.answer(CIVIL, number=one.number, words="两头都不用交，已经核对", now=now)


def state(one):
    return ProblemRow.objects.get(number=one.number).to_core()


class TestTelling:
    def test_gives_number_and_code_once_for_a_key(self, one):
        assert one.number == "B2026030500001"
        assert tell() == one
        assert tell(key="other").number == "B2026030500002"

    def test_starts_the_clock(self, one):
        assert (state(one).state, state(one).acts_by) == (ProblemState.REGISTERED, date(2026, 3, 6))

    @pytest.mark.parametrize(
        ("actor", "channel"),
        [(APPLICANT, Channel.ONLINE), (CLERK, Channel.WINDOW), (HOTLINE, Channel.HOTLINE)],
    )
    def test_is_open_online_at_the_window_and_on_the_telephone(self, actor, channel):
        made = tell(actor)
        assert ProblemRow.objects.get(number=made.number).channel == channel

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER, Role.VISITOR, Role.AUDITOR])
    def test_is_not_for_others(self, role):
        with pytest.raises(PermissionMissing):
            tell(Actor("user:x", "x", frozenset({role})))

    @pytest.mark.parametrize("missing", ["what", "tried"])
    def test_says_what_was_tried_and_what_went_wrong(self, missing):
        with pytest.raises(WordsMissing):
            tell(**{missing: "  "})

    def test_names_ones_own_application_or_none(self):
        receipt = cases.submit(APPLICANT, submission=submission(), key="p", now=NOW)
        assert tell(application=receipt.number).number
        with pytest.raises(problems.ApplicationNotYours):
            tell(STRANGER, key="s", application=receipt.number)

    def test_takes_no_application_in(self, one):
        assert cases.list_applications(APPLICANT, today=TODAY).lines == ()


class TestAProblem:
    def test_is_led_answered_and_closed_by_the_person(self, one):
        classify(one)
        answer(one)
        problems.confirm(APPLICANT, number=one.number, now=NOW)
        assert (state(one).state, state(one).confirmed) == (ProblemState.CLOSED, True)
        kinds = list(ActRow.objects.order_by("sequence").values_list("kind", flat=True))
        assert kinds == ["told", "classified", "answered", "confirmed"]

    def test_goes_on_with_what_is_still_wrong(self, one):
        classify(one)
        answer(one)
        problems.reopen(APPLICANT, number=one.number, still="窗口还是要", now=NOW)
        assert (state(one).state, state(one).reopened, state(one).lead) == (
            ProblemState.LED,
            1,
            "civil-affairs",
        )
        answer(one)
        assert state(one).state is ProblemState.ANSWERED

    def test_waits_for_every_unit_that_was_asked(self, one):
        classify(one, ProblemKind.CROSS_DEPARTMENT)
        problems.ask_unit(CIVIL, number=one.number, unit="tax", question="证明还要不要", now=NOW)
        with pytest.raises(UnitsOpen):
            answer(one)
        problems.reply(TAX, number=one.number, words="不要了", now=NOW)
        answer(one)
        assert state(one).state is ProblemState.ANSWERED

    def test_that_was_reopened_asks_units_anew(self, one):
        classify(one, ProblemKind.CROSS_DEPARTMENT)
        problems.ask_unit(CIVIL, number=one.number, unit="tax", question="要不要", now=NOW)
        problems.reply(TAX, number=one.number, words="不要", now=NOW)
        answer(one)
        problems.reopen(APPLICANT, number=one.number, still="还是要", now=NOW)
        problems.ask_unit(CIVIL, number=one.number, unit="tax", question="再核", now=NOW)
        assert state(one).open_units == ("tax",)

    def test_is_closed_in_silence_after_the_days_and_not_as_confirmed(self, one):
        classify(one)
        answer(one)
        assert problems.close_in_silence(JOB, now=at("2026-03-19")) == 0
        assert problems.close_in_silence(JOB, now=at("2026-03-20")) == 1
        assert not state(one).confirmed

    def test_has_its_cause_found_with_the_change_of_rule_or_item(self, one):
        classify(one)
        with pytest.raises(NotNow):
            problems.find_cause(CIVIL, number=one.number, cause=CauseKind.ITEM, words="互为前置", now=NOW)
        answer(one)
        problems.confirm(APPLICANT, number=one.number, now=NOW)
        assert problems.count_waiting(CIVIL) == 1
        problems.find_cause(
            CIVIL,
            number=one.number,
            cause=CauseKind.ITEM,
            words="互为前置",
            change="事项 hardship-allowance 第 3 版",
            now=NOW,
        )
        assert problems.count_waiting(CIVIL) == 0
        view = problems.get_problem(SUPERVISOR, number=one.number, now=NOW, today=TODAY)
        assert view.change == "事项 hardship-allowance 第 3 版"

    def test_tells_the_person(self, one):
        classify(one)
        answer(one)
        assert [one.kind for one in notices.list_messages(APPLICANT)][::-1] == [
            "problem_led",
            "problem_answered",
        ]

    def test_lights_when_its_day_is_near_or_past(self, one):
        lights = [
            problems.list_problems(SUPERVISOR, today=TODAY + timedelta(days=days)).lines[0].light
            for days in (0, 1, 4)
        ]
        assert lights == ["yellow", "yellow", "red"]


class TestSight:
    @pytest.fixture
    def led(self, one):
        classify(one, ProblemKind.CROSS_DEPARTMENT)
        problems.ask_unit(CIVIL, number=one.number, unit="tax", question="证明还要不要", now=NOW)
        return one

    def seen_by(self, actor):
        return [line.number for line in problems.list_problems(actor, today=TODAY).lines]

    def test_is_of_the_lead_of_units_that_were_asked_and_of_those_who_watch(self, led):
        for actor in (SUPERVISOR, HOTLINE, CIVIL, TAX):
            assert self.seen_by(actor) == [led.number]
        assert self.seen_by(HEALTH) == []
        with pytest.raises(problems.ProblemNotFound):
            problems.get_problem(HEALTH, number=led.number, now=NOW, today=TODAY)

    def test_of_a_window_is_what_it_took_in(self, led):
        other = tell(CLERK, key="w")
        assert self.seen_by(CLERK) == [other.number]

    def test_shows_name_and_telephone_to_the_lead_and_writes_the_look_down(self, led):
        told = problems.get_problem(CIVIL, number=led.number, now=NOW, today=TODAY).told
        assert (told.name, told.phone) == ("黎国安", "13800001357")
        assert audit.list_looks(APPLICANT, limit=5)[0].who == "方可"

    def test_shows_a_unit_that_was_asked_neither(self, led):
        told = problems.get_problem(TAX, number=led.number, now=NOW, today=TODAY).told
        assert (told.name, told.phone) == ("", "")

    def test_of_the_person_is_without_what_offices_say_to_each_other(self, led):
        acts = problems.get_own(APPLICANT, number=led.number, today=TODAY).acts
        assert [one.kind for one in acts] == ["told", "classified"]
        with pytest.raises(problems.ProblemNotFound):
            problems.get_own(STRANGER, number=led.number, today=TODAY)
        assert problems.list_own(STRANGER, today=TODAY) == []

    def test_with_number_and_code_is_without_the_person(self, led):
        view = problems.follow(VISITOR, number=led.number, code=led.code, today=TODAY)
        assert (view.told.name, view.told.phone) == ("", "")
        for number, code in ((led.number, "wrong"), ("B1", led.code), (led.number, "")):
            with pytest.raises(problems.ProblemNotFound):
                problems.follow(VISITOR, number=number, code=code, today=TODAY)

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.REVIEWER, Role.VISITOR])
    def test_of_lists_is_not_for_others(self, led, role):
        with pytest.raises(PermissionMissing):
            problems.list_problems(Actor("user:x", "x", frozenset({role}), department="tax"), today=TODAY)

    def test_costs_the_same_however_long_the_list(self, led, django_assert_max_num_queries):
        with django_assert_max_num_queries(5) as few:
            problems.list_problems(SUPERVISOR, today=TODAY)
        for number in range(8):
            tell(key=str(number))
        with django_assert_max_num_queries(len(few.captured_queries)):
            assert len(problems.list_problems(SUPERVISOR, today=TODAY).lines) == 9

    def test_comes_in_pieces(self, led):
        for number in range(4):
            tell(key=str(number))
        found, cursor = [], ""
        while True:
            page = problems.list_problems(SUPERVISOR, today=TODAY, cursor=cursor, limit=2)
            found += [line.number for line in page.lines]
            if not (cursor := page.cursor):
                break
        assert len(found) == len(set(found)) == 5


class TestActs:
    def test_are_of_those_alone_who_may(self, one):
        classify(one)
        acts = {
            lambda actor: classify(one, actor=actor): {Role.SUPERVISOR, Role.HOTLINE},
            lambda actor: problems.ask_unit(actor, number=one.number, unit="tax", question="x", now=NOW): {Role.MANAGER},
            lambda actor: problems.reply(actor, number=one.number, words="x", now=NOW): {Role.MANAGER},
            lambda actor: problems.answer(actor, number=one.number, words="x", now=NOW): {Role.MANAGER},
            lambda actor: problems.find_cause(actor, number=one.number, cause=CauseKind.NONE, words="x", now=NOW): {
                Role.MANAGER, Role.SUPERVISOR,
            },
            lambda actor: problems.close_in_silence(actor, now=NOW): {Role.SYSTEM},
        }  # fmt: skip
        for act, may in acts.items():
            for role in set(Role) - may:
                with pytest.raises(PermissionMissing):
                    act(Actor("user:x", "x", frozenset({role}), department="civil-affairs"))

    def test_of_the_lead_are_not_another_departments(self, one):
        classify(one, ProblemKind.CROSS_DEPARTMENT)
        problems.ask_unit(CIVIL, number=one.number, unit="tax", question="x", now=NOW)
        with pytest.raises(problems.NotTheLead):
            problems.answer(TAX, number=one.number, words="x", now=NOW)
        with pytest.raises(problems.ProblemNotFound):
            problems.answer(HEALTH, number=one.number, words="x", now=NOW)
        with pytest.raises(UnitNotAsked):
            problems.reply(CIVIL, number=one.number, words="x", now=NOW)

    def test_know_no_department_that_is_not_there(self, one):
        with pytest.raises(problems.UnitUnknown):
            classify(one, lead="nobody")

    def test_of_the_person_are_not_a_strangers(self, one):
        classify(one)
        answer(one)
        for actor in (STRANGER, VISITOR, CIVIL, CLERK):
            with pytest.raises(problems.ProblemNotFound):
                problems.confirm(actor, number=one.number, code="wrong", now=NOW)
            with pytest.raises(problems.ProblemNotFound):
                problems.reopen(actor, number=one.number, still="x", now=NOW)

    def test_of_the_person_are_done_with_the_code_or_told_to_the_hotline(self, one):
        classify(one)
        answer(one)
        problems.reopen(VISITOR, number=one.number, code=one.code, still="还没好", now=NOW)
        answer(one)
        problems.confirm(HOTLINE, number=one.number, now=NOW)
        assert state(one).confirmed
