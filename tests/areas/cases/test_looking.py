"""Lists and pages: a constant number of queries however long the list, and who sees what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases.engine.loading import MEMORY
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.core.actors import PermissionMissing
from onething.core.submission import Person
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    CLERK,
    FEDERATION,
    STRANGER,
    SUPERVISOR,
    at,
    submission,
)

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
TODAY = NOW.date()


def submit_many(count, start=0):
    receipts = []
    for n in range(start, start + count):
        person = f"99000019680812{n:03d}X"
        actor = replace(APPLICANT, id=f"user:{n}", person_id=person)
        one = submission(applicant=Person("黎国安", "citizen_number", person, "13800001357"))
        receipts.append(cases.submit(actor, submission=one, key=f"k{n}", now=NOW))
    return receipts


def queries_of(look):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        look()
    return len(seen)


class TestEveryList:
    @pytest.mark.parametrize(
        ("look", "queries"),
        [
            (lambda: cases.inbox(CIVIL, today=TODAY), 3),  # what comes by lot, and for whom one stands in
            (lambda: cases.inbox(SUPERVISOR, today=TODAY), 1),
            (lambda: cases.list_applications(SUPERVISOR, today=TODAY), 1),
            (lambda: cases.list_applications(CIVIL, today=TODAY), 1),
            (lambda: cases.list_decided(CIVIL, on=TODAY, today=TODAY), 1),
        ],
        ids=["inbox", "inbox of all", "all applications", "applications of an office", "decided"],
    )
    def test_takes_the_same_few_queries_however_long_it_is(self, look, queries):
        submit_many(1)
        few = queries_of(look)
        submit_many(4, start=1)
        assert queries_of(look) == few == queries

    def test_of_a_citizen_takes_the_same_however_much_was_handed_in(self):
        def own():
            return cases.list_applications(APPLICANT, today=TODAY)

        def hand_in(n):
            cases.submit(APPLICANT, submission=submission(), key=f"own-{n}", now=NOW + timedelta(days=2 * n))

        hand_in(0)
        few = queries_of(own)
        for n in range(1, 5):
            hand_in(n)
        assert queries_of(own) == few
        assert len(own().lines) == 5

    def test_of_counts_takes_four_however_many_there_are(self):
        submit_many(1)
        few = queries_of(lambda: cases.count_inbox(CIVIL, today=TODAY))
        submit_many(4, start=1)
        assert queries_of(lambda: cases.count_inbox(CIVIL, today=TODAY)) == few == 4

    def test_is_walked_page_by_page_without_loss_or_repeat(self):
        submit_many(5)
        seen, cursor = [], ""
        while True:
            page = cases.inbox(CIVIL, cursor=cursor, limit=3, today=TODAY)
            seen += [line.number for line in page.lines]
            cursor = page.cursor
            if not cursor:
                break
        here = CaseRow.objects.filter(department="civil-affairs").values_list("number", flat=True)
        assert sorted(seen) == sorted(here)
        assert len(seen) == 10

    def test_of_applications_is_walked_newest_first(self):
        numbers = [receipt.number for receipt in submit_many(5)]
        first = cases.list_applications(SUPERVISOR, limit=2, today=TODAY)
        second = cases.list_applications(SUPERVISOR, limit=3, cursor=first.cursor, today=TODAY)
        assert [line.number for line in (*first.lines, *second.lines)] == numbers[::-1]
        assert second.cursor == ""


class TestPages:
    def test_take_a_constant_number_of_queries(self):
        receipt = submit_many(1)[0]
        case = CaseRow.objects.get(item="care-allowance").number
        pages = [
            lambda: cases.case_view(CIVIL, case=case, now=NOW),
            lambda: cases.application_view(SUPERVISOR, application=receipt.number, today=TODAY),
        ]
        for page in pages:
            MEMORY.clear()
            before = queries_of(page)
            assert before <= 14
        submit_many(4, start=1)
        for page in pages:
            assert queries_of(page) <= 14

    def test_of_a_case_hold_only_what_its_own_item_asks_for(self):
        submit_many(1)
        view = cases.case_view(
            FEDERATION, case=CaseRow.objects.get(item="disability-certificate").number, now=NOW
        )
        keys = {one.key for one in view.values}
        assert "applicant/disability.cause" in keys
        assert "applicant/bank.account" not in keys

    def test_of_a_case_are_looked_at_in_the_open(self):
        submit_many(1)
        cases.case_view(CIVIL, case=CaseRow.objects.get(item="care-allowance").number, now=NOW)
        look = EntryRow.objects.get(action="people:looked")
        assert (look.actor, look.subject) == (CIVIL.id, "99000019680812000X")

    def test_say_the_same_from_memory_and_from_the_events(self):
        receipt = submit_many(1)[0]
        cases.accept(CIVIL, case=CaseRow.objects.get(item="care-allowance").number, now=NOW)
        MEMORY.clear()
        fresh = cases.application_view(SUPERVISOR, application=receipt.number, today=TODAY)
        assert fresh == cases.application_view(SUPERVISOR, application=receipt.number, today=TODAY)
        assert {one.status.value for one in fresh.cases} == {"submitted", "waiting"}

    def test_offer_only_what_the_actor_may_do_there(self):
        submit_many(1)
        number = CaseRow.objects.get(item="care-allowance").number
        offered = {one.name for one in cases.case_view(CIVIL, case=number, now=NOW).actions}
        assert {"accept", "record_findings", "decline", "transfer"} <= offered
        assert not {"decide", "extend", "take_in"} & offered
        assert cases.case_view(SUPERVISOR, case=number, now=NOW).actions == ()


class TestAWholeApplication:
    """One department never reads what the others asked for, and nobody but the person can follow or rate it."""

    def test_is_not_read_by_an_office_that_has_a_case_of_it(self):
        number = submit_many(1)[0].number
        assert number in [one.number for one in cases.list_applications(CIVIL, today=TODAY).lines]
        for look in (
            lambda: cases.application_view(CIVIL, application=number, today=TODAY),
            lambda: cases.get_receipt(CIVIL, application=number),
        ):
            with pytest.raises(cases.ApplicationNotFound):
                look()

    def test_is_read_by_a_supervisor_in_the_open(self):
        number = submit_many(1)[0].number
        cases.application_view(SUPERVISOR, application=number, today=TODAY)
        look = EntryRow.objects.get(action="people:looked")
        assert (look.actor, look.case) == (SUPERVISOR.id, number)
        assert "applicant/bank.account" in look.detail["fields"]
        assert look.detail["purpose_en"].startswith("handling “")

    def test_shows_what_lets_one_follow_and_rate_it_to_the_person_alone(self):
        number = submit_many(1)[0].number
        ApplicationRow.objects.update(rating="token")
        mine = replace(APPLICANT, person_id="99000019680812000X")
        own = cases.application_view(mine, application=number, today=TODAY)
        theirs = cases.application_view(SUPERVISOR, application=number, today=TODAY)
        assert (own.code, own.rating) == (ApplicationRow.objects.get().code, "token")
        assert (theirs.code, theirs.rating) == ("", "")
        assert EntryRow.objects.filter(action="people:looked").count() == 1


class TestTwoReviewersOnOneCase:
    def test_see_each_other_until_one_leaves(self):
        submit_many(1)
        number = CaseRow.objects.get(item="care-allowance").number
        other = replace(CIVIL, id="user:other", name="何佩仪")
        assert cases.be_present(CIVIL, case=number, now=NOW) == ()
        (seen,) = cases.be_present(other, case=number, now=NOW)
        assert seen.actor == CIVIL.id
        cases.leave(CIVIL, case=number)
        assert cases.be_present(other, case=number, now=NOW) == ()

    def test_of_another_department_are_not_let_in(self):
        submit_many(1)
        number = CaseRow.objects.get(item="care-allowance").number
        with pytest.raises(cases.CaseNotFound):
            cases.be_present(FEDERATION, case=number, now=NOW)


class TestWhoMayLook:
    def test_a_citizen_has_no_inbox(self):
        with pytest.raises(PermissionMissing):
            cases.inbox(APPLICANT, today=TODAY)
        with pytest.raises(PermissionMissing):
            cases.case_view(APPLICANT, case="x-1", now=NOW)
        with pytest.raises(PermissionMissing):
            cases.count_inbox(STRANGER, today=TODAY)
        with pytest.raises(PermissionMissing):
            cases.list_phrases(STRANGER)
        with pytest.raises(PermissionMissing):
            cases.find_twin(CIVIL, scene="birth", person="x", now=NOW)

    def test_a_window_sees_what_it_took_in_and_nothing_else(self):
        submit_many(1)
        taken = submission()
        taken = replace(taken, channel="desk", intake=CLERK.id)
        taken = replace(taken, signature=replace(taken.signature, sheet_hash=taken.sheet_hash()))
        receipt = cases.submit(CLERK, submission=taken, key="desk", now=NOW)
        assert [one.number for one in cases.list_applications(CLERK, today=TODAY).lines] == [receipt.number]
        assert cases.get_receipt(CLERK, application=receipt.number).number == receipt.number

    def test_a_citizen_is_shown_the_first_application_for_the_same_thing(self):
        receipt = submit_many(1)[0]
        mine = replace(APPLICANT, person_id="99000019680812000X")
        twin = cases.find_twin(mine, scene="disabled-services", person=mine.person_id, now=NOW)
        assert twin.number == receipt.number
        assert cases.find_twin(STRANGER, scene="disabled-services", person=mine.person_id, now=NOW) is None
