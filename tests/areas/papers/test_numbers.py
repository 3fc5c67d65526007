"""Numbers of documents: no gap and no repeat, whoever issues beside whom and whatever fails."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from onething.areas.documents import api as documents
from onething.areas.documents.models import CounterRow, DocumentRow
from onething.core.actors import Actor, PermissionMissing
from onething.core.cases.documents import DocumentDraft, DocumentKind
from tests.areas.cases.world import CIVIL, LI, at

VALUES = {
    "application": "A1",
    "received_on": "2026-03-05",
    "materials": [],
    "material_count": 0,
    "enquiry_code": "abc",
}


def issue(sequence, *, actor=CIVIL, department="civil-affairs", now=None, stream="A1"):
    draft = DocumentDraft(DocumentKind.RECEIPT, stream, None, VALUES)
    return documents.issue(
        actor,
        draft=draft,
        department=department,
        application="A1",
        sequence=sequence,
        person=LI,
        now=now or at("2026-03-05"),
    )


def serials(department="civil-affairs", year=2026):
    rows = DocumentRow.objects.filter(department=department, year=year)
    return sorted(rows.values_list("serial", flat=True))


class Withheld(Exception):
    """The act fails after its document was issued."""


@pytest.mark.django_db(transaction=True)
class TestNumbersUnderManyWriters:
    def test_have_no_gap_and_no_repeat_when_every_third_act_fails(self):
        def act(number):
            try:
                with transaction.atomic():
                    issue(number)
                    if number % 3 == 0:
                        raise Withheld
            except Withheld:
                return 0
            finally:
                connection.close()
            return 1

        with ThreadPoolExecutor(6) as pool:
            kept = sum(pool.map(act, range(1, 37)))
        assert kept == 24
        assert serials() == list(range(1, 25))

    def test_leave_the_first_number_when_the_first_act_of_the_year_fails(self):
        with transaction.atomic():
            issue(1)
            transaction.set_rollback(True)
        assert not CounterRow.objects.exists()
        assert issue(2).number.endswith("〔2026〕00001 号")


@pytest.mark.django_db
class TestANumber:
    def test_is_counted_for_each_office_and_year_by_the_days_of_shanghai(self):
        issue(1)
        issue(2, department="human-resources")
        late = at("2026-12-31", 23)
        issue(3, now=late)
        issue(4, now=at("2027-01-01", 0))
        assert serials() == [1, 2]
        assert serials("human-resources") == [1]
        assert serials(year=2027) == [1]

    def test_is_given_once_for_an_act(self):
        from django.db import IntegrityError

        issue(1)
        with pytest.raises(IntegrityError), transaction.atomic():
            issue(1)
        assert serials() == [1]

    def test_is_not_given_for_a_visitor(self):
        with pytest.raises(PermissionMissing):
            issue(1, actor=Actor.visitor())


@pytest.mark.django_db
class TestTampering:
    @pytest.mark.parametrize(
        "change",
        [
            {"number": "市民政局〔2026〕00009 号"},
            {"person": "990000199203150020"},
            {"issued_at": at("2026-03-06")},
            {"values": {**VALUES, "material_count": 3}},
            {"department": "human-resources"},
            {"hash": "0" * 64},
            {"signature": "AAAA"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_of_anything_that_was_sealed_is_seen_by_whoever_verifies(self, change):
        code = issue(1).code
        assert documents.verify(Actor.visitor(), code=code).intact
        DocumentRow.objects.update(**change)
        assert not documents.verify(Actor.visitor(), code=code).intact
