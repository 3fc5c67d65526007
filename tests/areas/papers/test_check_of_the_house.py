"""Two applications in two towns, one of them handed in at a window, with everything real behind the ports: the check of
the database finds nothing, and what it looks at is there."""

from dataclasses import replace

import pytest

from onething.adapters.uploads import FileStore
from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.actors import Actor, Role
from onething.core.cases.invariants import Read, Receipt, check
from onething.core.cases.phrases import point
from onething.core.looks import LOOKED
from onething.core.submission import Person
from onething.kit.jobs import api as jobs
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    CIVIL,
    CLERK,
    DONGCHENG,
    FEDERATION,
    HUMAN,
    LI,
    NANCHENG,
    NIGHT,
    PHOTO,
    STRANGER,
    at,
    city,
    reviewer,
    signed,
    submission,
)
from tests.crash.store import DatabaseStore

NOW = at("2026-03-06")
#: A window of the second town.
WINDOW = Actor("user:window", "林晓", frozenset({Role.CLERK}), department="data-services", division=DONGCHENG)


class House:
    """receipts: what was acknowledged. reads: the looks of officers."""

    def __init__(self, files):
        self.store = DatabaseStore(files)
        self.receipts, self.reads = [], []
        FileStore(files).put(PHOTO)

    def submits(self, actor, key, made):
        receipt = cases.submit(actor, submission=made, key=key, now=at("2026-03-05"))
        self.receipts.append(
            Receipt(receipt.number, receipt.key, receipt.content_hash, receipt.envelope_hash)
        )
        return {one.item: one.number for one in receipt.cases}

    def looks(self, officer, case, person):
        cases.case_view(officer, case=case, now=NOW)
        self.reads.append(Read(person, case, "", NOW))

    def breaches(self):
        return check(self.store, self.receipts, [], today=NOW.date(), now=NOW, reads=self.reads)


@pytest.fixture
def house(tmp_path, published):
    made = House(tmp_path)
    mine = made.submits(APPLICANT, "mine", submission())
    her = Person("陈思敏", "citizen_number", CHEN, "13800001357")
    there = signed(replace(submission(applicant=her, division=DONGCHENG), channel="desk", intake=WINDOW.id))
    hers = made.submits(WINDOW, "hers", there)
    made.looks(FEDERATION, mine["disability-certificate"], LI)
    made.looks(CIVIL, hers["care-allowance"], CHEN)
    photo = point("applicant/photo", "missing", city().materials["photo"].label)
    cases.record_findings(FEDERATION, case=mine["disability-certificate"], points=[photo], now=NOW)
    for item, officer in (("hardship-allowance", CIVIL), ("pension-enrolment", HUMAN)):
        cases.accept(officer, case=mine[item], now=NOW)
    cases.accept(CIVIL, case=mine["care-allowance"], now=NOW)
    cases.look_after(NIGHT, now=NOW)
    jobs.drain(now=NOW)
    return made


class TestTheCheckOfTheDatabase:
    def test_finds_nothing_where_nothing_is_wrong(self, house):
        assert house.breaches() == []

    def test_looks_at_two_towns_a_window_and_a_notice(self, house):
        assert set(CaseRow.objects.values_list("town", flat=True)) >= {NANCHENG, DONGCHENG}
        windows = {row.window for row in house.store.rows()}
        assert windows >= {("", ""), ("data-services", DONGCHENG)}
        assert EntryRow.objects.filter(action=LOOKED).count() >= 2
        assert house.store.files() != {}
        assert any(one.event.__class__.__name__ == "NoticeSent" for s in house.store.streams() for one in s)

    @pytest.mark.parametrize(
        "actor",
        [
            STRANGER,
            reviewer("civil-affairs", division=DONGCHENG),
            reviewer("disabled-federation"),
            WINDOW,
            CLERK,
        ],
        ids=lambda one: one.id,
    )
    def test_asks_the_store_as_an_actor_would_be_shown(self, house, actor):
        shown = set(house.store.shown_to(actor))
        everything = set(house.store.shown_to(NIGHT))
        assert shown < everything
