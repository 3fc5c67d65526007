"""Many at once: the same form sent twice in the same moment, numbers without gaps, two officers on one case."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow, CaseRow, SerialRow
from onething.core.codes import parse_case_number
from onething.core.errors import DomainError
from onething.core.submission import Person
from tests.areas.cases.world import APPLICANT, CIVIL, at, city, submission

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at("2026-03-05")
CALLERS = 6


def all_at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread of its own, all starting together; errors of the domain come back as results."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


class TestTheSameFormSentManyTimesAtOnce:
    def test_under_one_key_becomes_one_application(self):
        city()
        one = submission()
        results = all_at_once(
            *[lambda: cases.submit(APPLICANT, submission=one, key="k", now=NOW) for _ in range(CALLERS)]
        )
        assert len({receipt.number for receipt in results}) == 1
        assert ApplicationRow.objects.count() == 1
        assert sum(not receipt.repeated for receipt in results) == 1

    def test_under_different_keys_becomes_one_application_too(self):
        one = submission()
        results = all_at_once(
            *[
                lambda key=key: cases.submit(APPLICANT, submission=one, key=f"k{key}", now=NOW)
                for key in range(CALLERS)
            ]
        )
        assert len({receipt.number for receipt in results}) == 1
        assert ApplicationRow.objects.count() == 1


class TestNumbers:
    def test_have_no_gap_and_no_repeat_when_many_submit_at_once(self):
        from dataclasses import replace

        people = [f"99000019680812{n:03d}X" for n in range(CALLERS * 2)]
        calls = []
        for n, person in enumerate(people):
            actor = replace(APPLICANT, id=f"user:{n}", person_id=person)
            one = submission(applicant=Person("黎国安", "citizen_number", person, "13800001357"))
            calls.append(
                lambda actor=actor, one=one, n=n: cases.submit(actor, submission=one, key=f"k{n}", now=NOW)
            )
        results = all_at_once(*calls)
        numbers = [parse_case_number(receipt.number) for receipt in results]
        by_channel: dict[str, list[int]] = {}
        for number in numbers:
            by_channel.setdefault(number.channel, []).append(number.serial)
        for serials in by_channel.values():
            assert sorted(serials) == list(range(1, len(serials) + 1))
        assert sum(row.last for row in SerialRow.objects.all()) == len(people)


class TestTwoOfficersOnOneCase:
    def test_of_whom_only_one_accepts(self):
        cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)
        case = CaseRow.objects.get(item="care-allowance")
        results = all_at_once(
            *[
                lambda: cases.accept(CIVIL, case=case.number, now=NOW, seen=case.sequence)
                for _ in range(CALLERS)
            ]
        )
        refused = [one for one in results if isinstance(one, DomainError)]
        assert len(refused) == CALLERS - 1
        assert {one.code for one in refused} == {"cases.moved"}
