"""What a revision of the city's entry does to the entries of towns: told before it is published, covered where an exception is in force."""

from datetime import date

import pytest

from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from onething.core.errors import NotAllowed
from onething.core.register.filed import path_of
from onething.core.revisions.lifecycle import State
from onething.core.towns.report import What
from tests.areas.revisions.conftest import (
    AUTHOR,
    NOW,
    WORKER,
    changed,
    published_one,
    scheduled,
    written,
)
from tests.areas.revisions.test_entries import CITY, file_with, held, take
from tests.areas.revisions.town import ALLOWANCE

pytestmark = pytest.mark.usefixtures("published")
TOWN = {"id": "8", "town": "990000001000", "address": "东街 1 号", "phone": "0769-22830001"}
OTHER = {"id": "9", "town": "990000001000", "name": "护老补贴", "basic": "440011008000"}
EXCEPTION = "exceptions:\n  - {element: promised_days, approved: {number: 〔2026〕1号, on: 2026-01-10}, ends_on: %s, because: 人手不足}\n"


def apart(one, now=NOW):
    found = revisions.towns_apart(AUTHOR, revision_id=one.id, now=now)
    return [(line.what, line.address, line.field.zh, line.master.zh, line.local.zh) for line in found]


def with_exception(ends_on):
    """Publish the town's entry with its promise of five days as an exception; the city has five, too."""
    ((path, content),) = file_with("8").items()
    published_one({path: content + (EXCEPTION % ends_on).encode()})


def test_a_town_that_would_then_differ_is_told_with_both_values():
    take({}, TOWN, OTHER)
    one = written(file_with("7", promised_days=3))
    assert apart(one) == [(What.VIOLATION, "list/8", "承诺办结时限（天）", "3 工作日", "5 工作日")]
    (line,) = revisions.towns_apart(AUTHOR, revision_id=one.id, now=NOW)
    assert (line.unit_name, line.town_name) == ("东街", "东街")
    assert revisions.submit(AUTHOR, revision_id=one.id, now=NOW).state is State.DEPARTMENT_REVIEW


def test_what_a_town_gives_on_its_own_and_what_differed_before_is_not():
    take({}, {**TOWN, "days": 8})
    assert apart(written(file_with("7", address="三楼", inquiry_phone="0769-22830009"))) == []
    assert apart(written(file_with("7", statutory_days=15))) == [
        (What.VIOLATION, "list/8", "法定办结时限（天）", "15 工作日", "20 工作日")
    ]


def test_an_exception_in_force_on_the_day_covers_it():
    take({}, TOWN)
    with_exception("2026-06-30")
    one = written(file_with("7", promised_days=3))
    assert [line[0] for line in apart(one)] == [What.HOLDS]
    (line,) = revisions.towns_apart(AUTHOR, revision_id=one.id, now=NOW)
    assert (line.approved, line.until, line.because) == ("〔2026〕1号", date(2026, 6, 30), "人手不足")
    later = scheduled(file_with("7", promised_days=2), on=date(2026, 7, 1))
    assert [line[0] for line in apart(later)] == [What.EXPIRED]


def test_a_revision_that_changes_the_town_too_leaves_it_as_the_city():
    take({}, TOWN)
    assert apart(written({**file_with("7", promised_days=3), **file_with("8", promised_days=3)})) == []


def test_an_entry_that_goes_back_to_its_source_is_beside_the_city_as_its_source_has_it():
    take({}, TOWN)
    published_one({**file_with("7", promised_days=3), **file_with("8", promised_days=3)})
    assert [line[1:] for line in apart(written({path_of("list", "8"): None}))] == [
        ("list/8", "承诺办结时限（天）", "3 工作日", "5 工作日")
    ]


def test_a_definition_is_a_master_as_well():
    take({**TOWN, "basic": "440500001001", "name": "困难补贴", "days": 15, "law_days": 30})
    faster = changed(ALLOWANCE, "promised_days: 15", "promised_days: 12")
    assert (What.VIOLATION, "list/8", "承诺办结时限（天）", "12 工作日", "15 工作日") in apart(
        written(faster)
    )


def test_it_is_nothing_once_it_holds_and_nobody_sees_it_who_does_not_read_revisions():
    take({}, TOWN)
    one = published_one(file_with("7", promised_days=3))
    assert apart(one) == []
    assert held().entry.promised_days == 3
    with pytest.raises(NotAllowed):
        revisions.towns_apart(Actor("user:x", "x", frozenset({Role.CLERK})), revision_id=one.id, now=NOW)


def test_the_register_stays_as_it_is_while_a_revision_is_looked_at():
    take({}, TOWN)
    before = register.last_change(WORKER)
    apart(written(file_with("7", promised_days=3)))
    assert register.last_change(WORKER) == before
    assert register.get_item(WORKER, city=CITY, source="list", key="7").entry.promised_days == 5
