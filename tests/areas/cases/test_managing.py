"""What a manager decides about the work: more time, asked for and answered; who works on a case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.cases import api as cases
from onething.areas.cases.models import AskedRow, CaseRow
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.errors import ReasonMissing
from onething.core.cases.parts import Outcome
from onething.core.clock import ExtensionTooLong
from onething.core.people import AccountKind
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import (
    APPLICANT,
    CITY_CODE,
    CIVIL,
    DONGCHENG,
    FEDERATION,
    FULL,
    at,
    manager,
    submission,
)

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
BOSS = manager("disabled-federation")


@pytest.fixture
def case(house):
    with permits():
        yield accepted()


def accepted():
    receipt = cases.submit(APPLICANT, submission=submission(), key="m", now=at("2026-03-05"))
    number = next(one.number for one in receipt.cases if one.item == PERMIT)
    cases.accept(FEDERATION, case=number, now=NOW)
    return number


def ask(number, actor=FEDERATION, **more):
    return cases.ask_extension(actor, case=number, **{"days": 5, "reason": "要补查", "now": NOW, **more})


def answer(actor=BOSS, **more):
    (question,) = cases.list_asked(BOSS, today=NOW.date())
    return cases.answer_extension(actor, question=question.id, now=NOW, **more)


def colleague(name="同事", *, department="disabled-federation", division=CITY_CODE, roles=(Role.REVIEWER,)):
    return people.open_account(
        Actor("job:setup", "setup", frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login=name,
        name=name,
        roles=set(roles),
        department=department,
        division=division,
        staff_number=name,
    )


class TestAnExtensionThatIsAskedFor:
    def test_lies_with_the_manager_and_moves_no_day(self, case):
        before = CaseRow.objects.get(number=case).statutory_on
        ask(case)
        (question,) = cases.list_asked(BOSS, today=NOW.date())
        assert (question.line.number, question.days, question.reason, question.who) == (
            case,
            5,
            "要补查",
            "审批",
        )
        assert cases.count_asked(BOSS) == 1
        assert CaseRow.objects.get(number=case).statutory_on == before

    def test_shows_the_day_that_granting_would_give(self, case):
        ask(case)
        (question,) = cases.list_asked(BOSS, today=NOW.date())
        until = cases.get_asked(BOSS, question=question.id, now=NOW).until
        answer(granted=True)
        assert CaseRow.objects.get(number=case).statutory_on == until

    def test_is_granted_by_the_manager_who_is_named_on_the_notice(self, case, house):
        ask(case)
        answer(granted=True)
        assert "extension" in house.papers.kinds()
        assert cases.list_asked(BOSS, today=NOW.date()) == ()
        assert AskedRow.objects.get().granted

    def test_is_refused_with_a_reason_that_the_officer_reads(self, case):
        ask(case)
        with pytest.raises(ReasonMissing):
            answer(granted=False, reason=" ")
        state = answer(granted=False, reason="材料已经齐全")
        assert state.clock.extension is None
        view = cases.case_view(FEDERATION, case=case, now=NOW)
        assert view.history[-1].text.zh == "意见：不同意延期：材料已经齐全"
        assert cases.count_asked(BOSS) == 0

    def test_is_over_once_the_case_is_decided(self, case):
        ask(case)
        view = cases.case_view(FEDERATION, case=case, now=NOW)
        for index, (kind, _, _) in enumerate(view.steps):
            if index > (view.step or 0):
                cases.enter_step(FEDERATION, case=case, step=index, now=NOW)
            if kind == "decision":
                break
        cases.decide(FEDERATION, case=case, outcome=Outcome.GRANTED, grounds=FULL, gives=GIVES, now=NOW)
        assert CaseRow.objects.get(number=case).is_open
        assert cases.count_asked(BOSS) == 0

    def test_stays_among_the_officers(self, case):
        ask(case)
        answer(granted=False, reason="材料已经齐全")
        cases.take_over(FEDERATION, case=case, now=NOW)
        view = cases.application_view(APPLICANT, application=case.rpartition("-")[0], today=NOW.date())
        said = "".join(one.text.zh for one in view.history)
        assert "受理" in said
        assert "延期" not in said
        assert {"Opinion", "TakenOver"}.isdisjoint({one.name for one in view.history})

    def test_may_be_asked_again_after_a_refusal_but_not_before_an_answer(self, case):
        ask(case)
        with pytest.raises(cases.AlreadyAsked):
            ask(case)
        answer(granted=False, reason="再看看")
        ask(case, days=3)
        assert cases.count_asked(BOSS) == 1

    def test_is_not_asked_where_the_law_does_not_allow_it(self, case):
        with pytest.raises(ExtensionTooLong):
            ask(case, days=60)
        with pytest.raises(ReasonMissing):
            ask(case, reason=" ")
        assert AskedRow.objects.count() == 0
        assert not [
            one for one in cases.case_view(FEDERATION, case=case, now=NOW).history if one.name == "Opinion"
        ]

    def test_is_answered_by_an_extension_without_it(self, case):
        ask(case)
        cases.extend(BOSS, case=case, days=4, reason="现场要复核", now=NOW)
        assert cases.count_asked(BOSS) == 0

    def test_is_no_business_of_others(self, case):
        ask(case)
        with pytest.raises(PermissionMissing):
            cases.list_asked(FEDERATION, today=NOW.date())
        with pytest.raises(PermissionMissing):
            answer(FEDERATION, granted=True)
        assert cases.count_asked(FEDERATION) == 0
        assert cases.list_asked(manager("civil-affairs"), today=NOW.date()) == ()
        with pytest.raises(cases.QuestionNotFound):
            answer(manager("civil-affairs"), granted=True)
        with pytest.raises(cases.CaseNotFound):
            ask(case, actor=CIVIL)
        with pytest.raises(cases.QuestionNotFound):
            cases.get_asked(BOSS, question="nonsense", now=NOW)

    def test_costs_the_same_number_of_queries_for_many(self, case):
        def cost():
            with CaptureQueriesContext(connection) as seen:
                cases.list_asked(BOSS, today=NOW.date())
            return len(seen)

        ask(case)
        once = cost()
        receipt = cases.submit(
            APPLICANT, submission=submission(division=DONGCHENG), key="m2", now=at("2026-03-05")
        )
        other = next(one.number for one in receipt.cases if one.item == "disability-certificate")
        cases.accept(FEDERATION, case=other, now=NOW)
        ask(other)
        assert len(cases.list_asked(BOSS, today=NOW.date())) == 2
        assert cost() == once


class TestACaseThatIsGivenToAColleague:
    def assign(self, case, who, actor=BOSS, **more):
        return cases.assign(
            actor, case=case, officer=str(who.id), **{"reason": "原办人休假", "now": NOW, **more}
        )

    def test_is_theirs_and_the_history_names_both(self, case):
        who = colleague()
        assert self.assign(case, who).holder == who.to_actor().id
        last = cases.case_view(FEDERATION, case=case, now=NOW).history[-1]
        assert (last.text.zh, last.who) == ("交给同事办理：原办人休假", BOSS.name)

    def test_needs_a_reason_even_where_nobody_had_it(self, case):
        with pytest.raises(ReasonMissing):
            self.assign(case, colleague(), reason=" ")

    @pytest.mark.parametrize(
        "who",
        [
            {"department": "civil-affairs"},
            {"division": DONGCHENG},
            {"roles": (Role.CLERK,)},
        ],
        ids=["another department", "another town", "no reviewer"],
    )
    def test_stays_in_the_office_that_has_it(self, case, who):
        with pytest.raises(cases.NotOfOffice):
            self.assign(case, colleague(**who))

    def test_is_given_by_managers_of_the_office_only(self, case):
        who = colleague()
        with pytest.raises(PermissionMissing):
            self.assign(case, who, actor=FEDERATION)
        with pytest.raises(cases.NotOfOffice):
            self.assign(case, who, actor=manager("civil-affairs"))
