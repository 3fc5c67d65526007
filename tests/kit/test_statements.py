"""Statements written once do what querysets do, on whichever database the suite runs."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import CharField, DateField, Q, UUIDField
from django.test.utils import CaptureQueriesContext

from onething.areas.audit.models import HeadRow
from onething.areas.notices.models import MessageRow
from onething.areas.people.models import AuthorityRow, TokenRow
from onething.kit.jobs.models import JobRow
from onething.kit.statements import Columns, Lookup, Written, insert, unwaited, update

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, 30, 15, 123456, tzinfo=UTC)
PAYLOAD = {"句子": "“一件事”", "numbers": [1, 2.5, None], "deep": {"a": True}}


def job(**fields: object) -> JobRow:
    return JobRow(kind="test.note", payload=PAYLOAD, run_after=NOW, made_at=NOW, **fields)


def same(one: object, other: object) -> bool:
    names = [field.attname for field in type(one)._meta.concrete_fields]
    return all(getattr(one, name) == getattr(other, name) for name in names)


class TestInsert:
    def test_keeps_what_a_queryset_would_read_back(self):
        rows = [job(dedupe="a"), job(dedupe="b", lease_until=NOW, attempts=3)]
        insert(rows)
        for row in rows:
            assert same(JobRow.objects.get(pk=row.pk), row)
            assert not row._state.adding

    def test_keeps_many_rows_of_any_text_as_few(self):
        told = ["50 % off, %s and %%", "'; DROP TABLE jobs_jobrow; --", "a\\'b\n", "“一件事”"]
        rows = [job(dedupe=f"{n} {text}", error=text, lease_until=NOW) for n in range(25) for text in told]
        insert(rows)
        kept = {row.pk: row for row in JobRow.objects.all()}
        assert len(kept) == len(rows) == 100
        assert all(same(kept[row.pk], row) for row in rows)

    def test_lets_the_database_count_its_keys(self):
        insert([MessageRow(person="p", kind="k", facts={}, application="", sent_at=NOW) for _ in range(2)])
        assert MessageRow.objects.filter(person="p").count() == 2

    def test_passes_over_a_row_that_is_there_when_told_to(self):
        insert([job(dedupe="a")])
        insert([job(dedupe="a"), job(dedupe="b")], ignore_conflicts=True)
        assert sorted(JobRow.objects.values_list("dedupe", flat=True)) == ["a", "b"]

    def test_of_nothing_asks_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            insert([])

    def test_of_many_rows_is_not_remembered_by_the_session(self):
        insert([job(dedupe=str(n)) for n in range(25)])
        if connection.vendor == "postgresql":
            session = connection.connection
            assert session.prepare_threshold == connection.settings_dict["OPTIONS"]["prepare_threshold"]
            assert not any(b"jobs_jobrow" in text for text, _ in session._prepared._counts)


class TestSentWithoutWaiting:
    def keep(self, *rows):
        with transaction.atomic(), unwaited():
            for row in rows:
                insert([row])

    def test_every_row_is_kept(self):
        self.keep(*(job(dedupe=key) for key in "abcde"))
        assert JobRow.objects.count() == 5

    def test_a_refusal_is_raised_and_nothing_is_kept(self):
        twice = job(dedupe="twice")
        with pytest.raises(IntegrityError):
            self.keep(job(dedupe="before"), twice, twice, job(dedupe="after"))
        assert not JobRow.objects.exists()


class TestLookup:
    def test_finds_the_same_row_as_a_queryset(self):
        insert([job(dedupe="a"), job(dedupe="b", lease_until=NOW)])
        found = Lookup(JobRow, "kind", "dedupe").first("test.note", "b")
        assert same(found, JobRow.objects.get(dedupe="b"))
        assert not found._state.adding

    def test_reads_days_ids_and_relations_as_the_model_does(self):
        authority = AuthorityRow.objects.create(
            kind="family", principal="p", representative="r", from_on=date(2026, 1, 2), made_at=NOW
        )
        assert same(Lookup(AuthorityRow, "id").first(authority.pk), authority)

    def test_finds_nothing_where_nothing_is(self):
        assert Lookup(JobRow, "id").first(uuid4()) is None
        assert Lookup(JobRow, "kind").all("none") == []

    def test_gives_all_in_the_order_of_the_key_and_the_last_first_when_told_to(self):
        insert([HeadRow(chain=chain, hash="h") for chain in (7, 3, 5)])
        assert [row.chain for row in Lookup(HeadRow, "hash").all("h")] == [3, 5, 7]
        assert Lookup(HeadRow, "hash", last=True).first("h").chain == 7

    def test_locks_the_rows_where_the_database_can(self):
        with CaptureQueriesContext(connection) as asked:
            Lookup(HeadRow, "chain", lock=True).first(1)
        locked = asked.captured_queries[0]["sql"].endswith("FOR UPDATE")
        assert locked == connection.features.has_select_for_update

    def test_takes_as_many_values_as_it_has_fields(self):
        with pytest.raises(ValueError, match="zip"):
            Lookup(TokenRow, "hash").first()


class TestColumns:
    def test_finds_the_rows_of_many_values(self):
        rows = [job(dedupe=f"a'{n}%s") for n in range(120)]
        insert(rows)
        asked = Columns(JobRow, "dedupe", by="dedupe")
        some = [row.dedupe for row in rows[::2]]
        assert sorted(dedupe for (dedupe,) in asked.rows(some)) == sorted(some)


class TestWritten:
    def test_gives_what_the_queryset_gives_for_each_set_of_values(self):
        def lasting(name, day):
            holding = Q(to_on=None) | Q(to_on__gt=day)
            rows = AuthorityRow.objects.filter(holding, from_on__lte=day, principal_name=name)
            return rows.exclude(kind="").order_by("pk").values_list("pk", "from_on", "to_on", "made_at")

        for name, from_on, to_on in [("甲", 1, None), ("甲", 2, 5), ("甲", 9, None), ("乙", 1, 3)]:
            AuthorityRow.objects.create(
                kind="family",
                principal="p",
                representative="r",
                principal_name=name,
                from_on=date(2026, 1, from_on),
                to_on=to_on and date(2026, 1, to_on),
                made_at=NOW,
            )
        written = Written(lasting, CharField(), DateField())
        for name in ("甲", "乙", "丙"):
            for day in (date(2026, 1, 2), date(2026, 1, 4), date(2026, 1, 5), date(2025, 1, 1)):
                assert written.rows(name, day) == list(lasting(name, day))

    def test_reads_ids_payloads_and_relations_as_the_model_does(self, django_assert_num_queries):
        row = job(dedupe="a", lease_until=NOW)
        insert([row])
        written = Written(
            lambda id: JobRow.objects.filter(pk=id).values_list("id", "payload")[:1], UUIDField()
        )
        with django_assert_num_queries(1):
            assert written.rows(row.pk) == [(row.pk, PAYLOAD)]

    def test_takes_as_many_values_as_it_has_fields(self):
        with pytest.raises(ValueError, match="zip"):
            Written(lambda id: JobRow.objects.filter(pk=id).values_list("id"), UUIDField()).rows()


class TestUpdate:
    def test_writes_the_named_fields_and_no_others(self):
        row = job(dedupe="a")
        insert([row])
        row.state, row.error, row.payload = "dead", "lost", {"n": 1}
        update(row, ["state", "payload"])
        kept = JobRow.objects.get(pk=row.pk)
        assert (kept.state, kept.error, kept.payload) == ("dead", "", {"n": 1})

    def test_refuses_a_row_that_is_gone(self):
        with pytest.raises(DatabaseError):
            update(job(), ["state"])
