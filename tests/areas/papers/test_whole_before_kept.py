"""An act whose document cannot be made is not kept: no event, no number, no letter that nobody can open."""

from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import transaction

from onething.adapters.printing import GlyphMissing, ValuesMissing
from onething.areas.cases import api as cases
from onething.areas.cases.models import EventRow
from onething.areas.documents.models import CounterRow, DocumentRow
from onething.areas.documents.paper import KINDS
from onething.core.actors import Actor
from onething.core.cases.documents import DocumentKind, kinds_for
from onething.core.cases.parts import Outcome
from onething.core.errors import DomainError
from onething.core.papers import Printer
from onething.kit.ports import bound
from onething.site.papers import TypstPrinter
from tests.areas.cases.test_working import GIVES, Story
from tests.areas.cases.world import APPLICANT, at
from tests.areas.papers.test_golden import ACTS, CERTIFICATE, GROUNDS, KINDS_OF_ACTS, MORE
from tests.areas.papers.test_numbers import issue

#: No font of ours draws it.
UNDRAWN = "\U00030edd"


class WithoutOffice(TypstPrinter):
    """Prints as ever, but papers of one kind have lost the name of their office."""

    def __init__(self, kind):
        super().__init__(demo=True)
        self.kind, self.refused = kind, 0

    def check(self, kind, values, **more):
        lost = {"organ": ""} if kind == self.kind else {}
        self.refused += bool(lost)
        super().check(kind, {**values, **lost}, **more)


def marks():
    return (
        EventRow.objects.count(),
        DocumentRow.objects.count(),
        list(CounterRow.objects.order_by("department").values_list("department", "year", "last")),
    )


@pytest.mark.parametrize(
    ("act", "kind"),
    [*KINDS_OF_ACTS.items(), *((act, kind) for act, several in MORE.items() for kind in several)],
)
def test_an_act_of_every_kind_is_refused_when_its_paper_would_say_too_little(act, kind):
    with (
        bound(Printer, WithoutOffice(KINDS[kind])) as printer,
        suppress(
            DomainError, DocumentRow.DoesNotExist, TypeError
        ),  # where a job meets it, its case stays as it was
    ):
        ACTS[act]()
    assert printer.refused
    assert not DocumentRow.objects.filter(kind=kind).exists()
    kept = [row.name for row in EventRow.objects.all() if kind in kinds_for(row.to_core().event)]
    assert kept == []


class TestACharacterThatNoFontDraws:
    def test_in_what_an_officer_writes_refuses_the_act_and_takes_no_number(self):
        story = Story().accept(CERTIFICATE)
        officer = story.to_decision(CERTIFICATE)
        before = marks()
        said = {"case": story.numbers[CERTIFICATE], "outcome": Outcome.GRANTED, "gives": GIVES}
        grounds = replace(GROUNDS, facts=f"登记的名字是{UNDRAWN}。")
        for act in (cases.decision_ahead, cases.decide):
            with pytest.raises(GlyphMissing) as refused:
                act(officer, **said, grounds=grounds, now=story.now)
            assert refused.value.characters == UNDRAWN
        assert marks() == before

    def test_does_not_stop_what_the_law_does_by_itself(self):
        with pytest.raises(GlyphMissing), transaction.atomic():
            issue(1, actor=APPLICANT, stream=f"A{UNDRAWN}")
        machine = Actor.job("night")
        assert issue(1, actor=machine, stream=f"A{UNDRAWN}").number


def test_a_machine_too_makes_no_paper_that_says_too_little():
    with bound(Printer, WithoutOffice("receipt")), pytest.raises(ValuesMissing), transaction.atomic():
        issue(1, actor=Actor.job("night"), now=at("2026-03-05"))
    assert not CounterRow.objects.exists()


def test_every_kind_of_act_is_among_these():
    assert {*KINDS_OF_ACTS.values(), *(kind for several in MORE.values() for kind in several)} == set(
        DocumentKind
    )
