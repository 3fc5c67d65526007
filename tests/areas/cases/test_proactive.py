"""What comes by itself: the data decide, and where they say no nobody is worse off than before."""

from dataclasses import replace

import pytest
from django.db.models import F

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.model import Step, StepKind
from onething.core.source import Text
from onething.core.submission import Delivery, Person
from onething.kit.ports import bound
from tests.areas.cases.ruled import live
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    LI,
    NIGHT,
    STRANGER,
    Scenes,
    at,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")


@pytest.fixture(autouse=True)
def rules_are_live(db):
    live()


def aid(*, delivery=None, **facts):
    """Submit with these facts; returns the case of the aid after the night's work."""
    whole = submission(**({"delivery": delivery} if delivery else {}))
    facts = {name: value for name, value in {**whole.facts, **facts}.items() if value is not None}
    cases.submit(APPLICANT, submission=signed(replace(whole, facts=facts)), key="k", now=NOW)
    cases.look_after(NIGHT, now=NOW)
    return CaseRow.objects.get(item="medical-aid")


def test_is_granted_where_the_register_has_the_person():
    row = aid(income_state="dibao")
    assert row.outcome == "granted"
    decided = EventRow.objects.get(stream=row.number, name="Decided").to_core().event
    assert 'income_state in ["destitute", "dibao"]' in decided.trace
    assert "income_state=dibao" in decided.trace
    assert decided.given.fields["applicant/aid.from"] == "2026-03-05"


def test_ends_as_not_found_where_the_register_says_no_and_says_that_one_may_apply():
    row = aid(income_state="none")
    assert row.status == "terminated"
    ended = EventRow.objects.get(stream=row.number, name="Terminated").to_core().event
    assert "可以自己申请" in ended.reason


def test_waits_for_a_person_where_nobody_was_asked():
    assert aid(income_state=None).status == "submitted"


def test_leaves_the_other_cases_alone():
    row = aid(income_state="none")
    others = CaseRow.objects.exclude(pk=row.pk)
    assert {one.status for one in others} == {"submitted"}


def test_what_a_rule_cannot_decide_holds_up_nobody_behind_it(monkeypatch):
    monkeypatch.setattr("onething.core.cases.agenda.BATCH", 1)
    assert aid(income_state=None).status == "submitted"
    number = cases.submit(STRANGER, submission=anothers(income_state="dibao"), key="k2", now=NOW).number
    for _ in range(2):
        cases.look_after(NIGHT, now=NOW)
    assert CaseRow.objects.get(application__number=number, item="medical-aid").outcome == "granted"


def anothers(**facts):
    whole = submission(applicant=Person("陈思敏", "citizen_number", CHEN, "13800001358"))
    return signed(replace(whole, facts={**whole.facts, **facts}))


class ResultsOfTheAid(Scenes):
    """The city as if the aid gave something else than a record."""

    def __init__(self, *steps, **result):
        self.steps, self.result = steps, result

    def scene(self, scene, hash_):
        package, found = super().scene(scene, hash_)
        items = tuple(
            replace(line, item=self._changed(line.item)) if line.item.id == "medical-aid" else line
            for line in found.items
        )
        return package, replace(found, items=items)

    def _changed(self, item):
        (one,) = item.result
        return replace(item, result=(replace(one, **self.result),), steps=(*item.steps, *self.steps))


def events(row):
    """Return name and actor of what happened to a case, in order."""
    rows = EventRow.objects.filter(stream=row.number).order_by("sequence")
    return [(one.name, one.actor) for one in rows]


class TestAGrantByTheRule:
    def test_of_a_record_is_delivered_by_the_rule_at_once(self, house):
        row = aid(income_state="dibao")
        assert (row.status, row.is_open, row.outcome) == ("delivered", False, "granted")
        assert events(row)[-2:] == [("Decided", NIGHT.id), ("Delivered", NIGHT.id)]
        delivered = EventRow.objects.get(stream=row.number, name="Delivered").to_core().event
        assert (delivered.way, delivered.receiver) == ("electronic", "黎国安")
        assert house.papers.kinds()[-2:] == ["grant", "delivery_proof"]
        assert [(who, kind) for who, kind, _ in house.messages.told][-2:] == [
            (LI, "decided"),
            (LI, "delivered"),
        ]

    def test_is_delivered_once_however_often_the_rule_is_asked(self, house):
        row = aid(income_state="dibao")
        cases.look_after(NIGHT, now=NOW)
        assert cases.approve_automatically(NIGHT, case=row.number, now=NOW) is None
        assert [name for name, _ in events(row)].count("Delivered") == 1
        assert [kind for _, kind, _ in house.messages.told].count("delivered") == 1

    def test_of_an_electronic_licence_makes_and_delivers_it(self, house):
        with bound(FrozenScenes, ResultsOfTheAid(kind="certificate", licence="disability-certificate")):
            row = aid(income_state="dibao")
        assert row.status == "delivered"
        assert [one["case"] for one in house.licences.made] == [row.number]
        assert [name for name, _ in events(row)][-3:] == ["Decided", "CertificateMade", "Delivered"]

    @pytest.mark.parametrize("way", ["post", "window"])
    def test_waits_for_an_officer_where_results_are_fetched_or_posted(self, house, way):
        row = aid(
            income_state="dibao", delivery=Delivery(way, "黎国安", "13800001357", "南城街道 1 号", "南城")
        )
        assert (row.status, row.is_open) == ("granted", True)
        assert "delivered" not in [kind for _, kind, _ in house.messages.told]

    @pytest.mark.parametrize("kind", ["certificate", "document"])
    def test_waits_for_an_officer_where_the_result_is_paper(self, house, kind):
        with bound(FrozenScenes, ResultsOfTheAid(kind=kind)):
            row = aid(income_state="dibao")
        assert (row.status, row.is_open) == ("granted", True)
        assert house.licences.made == []

    def test_waits_for_an_officer_where_a_card_is_made(self, house):
        making = Step(StepKind.CERTIFICATE, Text("制卡"), "medical-insurance", "city", 2)
        with bound(
            FrozenScenes, ResultsOfTheAid(making, kind="certificate", licence="disability-certificate")
        ):
            row = aid(income_state="dibao")
        assert (row.status, row.is_open) == ("granted", True)
        assert house.licences.made == []

    def test_ends_the_application_where_nothing_else_is_open(self, house):
        whole = submission()
        whole = signed(replace(whole, facts={**whole.facts, "income_state": "dibao"}))
        receipt = cases.submit(APPLICANT, submission=whole, key="k", now=NOW)
        for one in receipt.cases:
            if one.item in ("disability-certificate", "pension-enrolment"):  # the others need the certificate
                cases.withdraw(APPLICANT, case=one.number, reason="改主意", now=NOW)
        cases.look_after(NIGHT, now=NOW)
        assert ApplicationRow.objects.get().standing == "ended"
        assert house.ratings.asked == [receipt.number]


def test_what_happens_while_the_rule_is_asked_is_looked_at_next_time(monkeypatch):
    row = aid(income_state=None)
    asked = []

    def approve(actor, number, *, now):
        asked.append(number)
        CaseRow.objects.filter(number=number).update(sequence=F("sequence") + 1)

    CaseRow.objects.update(ruled=0)
    monkeypatch.setattr("onething.areas.cases.services.looking_after.approve", approve)
    for _ in range(2):
        cases.look_after(NIGHT, now=NOW)
    assert asked == [row.number] * 2
