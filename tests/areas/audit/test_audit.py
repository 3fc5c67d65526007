"""The log: nothing without its entry, nothing changed unseen, everybody sees only what is theirs."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from onething.areas.audit import api as audit
from onething.areas.audit.models import EntryRow, HeadRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.looks import LookKind
from onething.core.source import Text

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MEI = "990000199203150020"
LAN = "990000198811230025"
AUDITOR = Actor(id="user:a", name="石正", roles=frozenset({Role.AUDITOR}))
REVIEWER = Actor(
    id="user:r", name="许知行", roles=frozenset({Role.REVIEWER}), department="disabled-federation"
)
CITIZEN = Actor(id="user:c", name="陈思敏", roles=frozenset({Role.CITIZEN}), person_id=MEI)
JOB = Actor.job("nightly")
LOADER = Actor.job("load").id

pytestmark = pytest.mark.django_db


def look(actor: Actor = REVIEWER, subject: str = MEI, **given):
    told = {
        "fields": ["person.name", "disability.level"],
        "purpose": Text("审核残疾人证", "checking the certificate"),
        "case": "44-1",
        **given,
    }
    audit.record_look(actor, subject=subject, now=NOW, **told)


def entries():
    """Everything in the log but that the city was published before."""
    return [one for one in audit.list_entries(AUDITOR) if one.actor != LOADER]


class TestTheLog:
    def test_keeps_who_what_when_and_about_whom(self):
        audit.record(
            REVIEWER, action="cases:decide", subject=MEI, case="44-1", detail={"outcome": "granted"}, now=NOW
        )
        (entry,) = entries()
        assert (entry.actor, entry.actor_name, entry.department) == (
            "user:r",
            "许知行",
            "disabled-federation",
        )
        assert (entry.action, entry.subject, entry.case) == ("cases:decide", MEI, "44-1")
        assert entry.at == NOW
        assert entry.detail == {"outcome": "granted"}

    def test_holds_after_many_entries_about_many_people(self):
        for number in range(40):
            look(subject=f"{MEI[:-2]}{number:02d}")
        assert audit.check_chains(AUDITOR) == {}
        assert HeadRow.objects.count() > 4

    def test_gives_no_gap_inside_a_chain(self):
        notes = [audit.Note("x:y", subject=f"p{number}") for number in range(60)]
        audit.record_all(JOB, notes=notes, now=NOW)
        for head in HeadRow.objects.all():
            rows = EntryRow.objects.filter(chain=head.chain).order_by("sequence")
            assert [row.sequence for row in rows] == list(range(1, head.sequence + 1))

    def test_vanishes_with_the_act_that_failed(self):
        with transaction.atomic():
            look()
            transaction.set_rollback(True)
        assert entries() == []
        look()
        assert audit.check_chains(AUDITOR) == {}

    def test_cannot_be_changed_even_by_sql(self):
        look()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE audit_entryrow SET actor = 'nobody'")
        assert audit.list_entries(AUDITOR)[0].actor == "user:r"


def without_triggers(statement: str) -> None:
    """Do what only someone with the rights of the database's owner could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entryrow DISABLE TRIGGER audit_entry_never_changed")
        else:
            cursor.execute("DROP TRIGGER audit_entry_never_changed")
        cursor.execute(statement)


class TestTampering:
    @pytest.fixture(autouse=True)
    def _three_entries(self):
        for number in range(3):
            look(case=f"44-{number}")

    def test_of_a_word_is_found_at_its_place(self):
        without_triggers("UPDATE audit_entryrow SET actor_name = '别人' WHERE sequence = 2")
        (broken,) = audit.check_chains(AUDITOR).values()
        assert (broken.sequence, broken.why) == (2, "hash")

    def test_by_leaving_one_out_is_found(self):
        without_triggers("DELETE FROM audit_entryrow WHERE sequence = 2")
        (broken,) = audit.check_chains(AUDITOR).values()
        assert (broken.sequence, broken.why) == (2, "sequence")

    def test_by_cutting_off_the_end_is_found(self):
        without_triggers("DELETE FROM audit_entryrow WHERE sequence = 3")
        (broken,) = audit.check_chains(AUDITOR).values()
        assert broken.why == "head"


class TestWhoLooked:
    def test_shows_a_citizen_each_look_of_others_newest_first(self):
        look(case="44-1")
        look(
            JOB, kind=LookKind.SYSTEM, source="disability-register", case="44-2", fields=["disability.level"]
        )
        looks = audit.list_looks(CITIZEN)
        assert [(one.kind, one.who, one.case) for one in looks] == [
            (LookKind.SYSTEM, "nightly", "44-2"),
            (LookKind.PERSON, "许知行", "44-1"),
        ]
        assert looks[1].fields == ("disability.level", "person.name")
        assert looks[1].purpose == Text("审核残疾人证", "checking the certificate")
        assert audit.count_looks(CITIZEN) == 2

    def test_leaves_out_ones_own_looks_and_those_at_others(self):
        look(CITIZEN)
        look(subject=LAN)
        audit.record(REVIEWER, action="cases:decide", subject=MEI, now=NOW)
        assert audit.list_looks(CITIZEN) == []

    def test_goes_on_where_the_first_page_ended(self):
        for number in range(5):
            look(case=f"44-{number}")
        first = EntryRow.objects.order_by("-pk")[1].pk
        assert [one.case for one in audit.list_looks(CITIZEN, before=first, limit=2)] == ["44-2", "44-1"]

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CITIZEN}))
    def test_is_for_citizens_only(self, role):
        with pytest.raises(PermissionMissing):
            audit.list_looks(Actor(id="user:x", name="x", roles=frozenset({role})))

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
    def test_the_whole_log_is_for_auditors_only(self, role):
        stranger = Actor(id="user:x", name="x", roles=frozenset({role}), person_id=MEI)
        with pytest.raises(PermissionMissing):
            audit.list_entries(stranger)
        with pytest.raises(PermissionMissing):
            audit.check_chains(stranger)


class TestAppending:
    def test_takes_a_constant_number_of_queries_for_one_person(self, django_assert_max_num_queries):
        look()
        with django_assert_max_num_queries(5):
            audit.record_all(JOB, notes=[audit.Note("x:y", subject=MEI)] * 50, now=NOW + timedelta(days=1))
