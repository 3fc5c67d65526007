"""A letter that is read before it is sealed is the one that is sealed, for every outcome and kind of item."""

from contextlib import nullcontext
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import load
from onething.areas.cases.engine.results import in_order
from onething.areas.cases.models import EventRow
from onething.areas.documents.models import CounterRow, DocumentRow
from onething.areas.documents.paper import paper_of
from onething.areas.documents.queries import NUMBER_LATER
from onething.core.cases.parts import Outcome
from onething.core.papers import Printer
from onething.kit.ports import port
from tests.areas.cases.permits import permits
from tests.areas.cases.test_working import GIVES, Story
from tests.areas.cases.world import APPLICANT, city, decide, reviewer
from tests.areas.papers.test_golden import CERTIFICATE, GROUNDS


def len_first(item):
    """Sort as PostgreSQL keeps the keys of a mapping: the shorter first."""
    return len(item[0]), item[0]


def text_of(kind, values, on):
    """Return the words of a paper as it is printed, without blanks."""
    said = {name: value for name, value in values.items() if name != "digest"}
    told = {"number": NUMBER_LATER, "verify_url": "", "organ": ""}
    content = port(Printer).print(kind, said, on=on, **told)
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@pytest.fixture(params=["permit", "confirmation"])
def decision(request):
    """A case at its decision, and what the officer would say."""
    with permits() if request.param == "permit" else nullcontext():
        story = Story().accept(CERTIFICATE)
        officer = story.to_decision(CERTIFICATE)
        said = {"case": story.numbers[CERTIFICATE], "grounds": GROUNDS, "content": "准予发证，三级。"}
        yield officer, {**said, "now": story.now}


@pytest.mark.parametrize("outcome", Outcome)
class TestALetterReadBeforeItIsSealed:
    def test_is_the_letter_that_is_sealed(self, decision, outcome):
        officer, said = decision
        gives = {} if outcome is Outcome.REFUSED else GIVES
        ahead = cases.decision_ahead(officer, **said, outcome=outcome, gives=gives)
        decide(officer, **said, outcome=outcome, gives=gives)
        row = DocumentRow.objects.get(kind__in=["grant", "partial_grant", "refusal"])
        kind, values = paper_of(row.to_core(), city())
        on = said["now"].date()
        assert text_of(ahead.kind, ahead.values, on) == text_of(kind, values, on)
        assert ahead.pages[0].startswith(b"\x89PNG")

    def test_leaves_nothing_behind(self, decision, outcome):
        officer, said = decision
        before = EventRow.objects.count(), DocumentRow.objects.count(), list(CounterRow.objects.values())
        cases.decision_ahead(officer, **said, outcome=outcome, gives=GIVES)
        assert before == (
            EventRow.objects.count(),
            DocumentRow.objects.count(),
            list(CounterRow.objects.values()),
        )

    def test_is_for_the_office_that_decides(self, decision, outcome):
        _, said = decision
        with pytest.raises(cases.CaseNotFound):
            cases.decision_ahead(reviewer("civil-affairs"), **said, outcome=outcome, gives=GIVES)


class TestWhatAGrantGives:
    """Stands in the order of the item's definition, in whatever order it was typed, sent or kept."""

    @pytest.mark.parametrize("gives", [GIVES, dict(reversed(GIVES.items())), dict(sorted(GIVES.items()))])
    def test_is_listed_as_the_item_lists_it(self, decision, gives):
        officer, said = decision
        decide(officer, **said, outcome=Outcome.GRANTED, gives=gives)
        ordered = [key for one in city().items[CERTIFICATE].result for key in one.gives]
        labels = [city().elements[key.partition("/")[2]].label.zh for key in ordered]
        row = DocumentRow.objects.get(kind="grant")
        assert [one["name"]["zh"] for one in row.values["gives"]] == labels
        view = cases.application_view(APPLICANT, application=row.application, today=said["now"].date())
        mine = next(one for one in view.cases if one.number == row.stream)
        assert [label.zh for label, _ in mine.gives] == labels

    @pytest.mark.parametrize(
        "fields", [dict(reversed(GIVES.items())), dict(sorted(GIVES.items(), key=len_first))]
    )
    def test_is_in_that_order_also_from_a_database_that_keeps_keys_in_its_own(self, decision, fields):
        _, said = decision
        loaded = load(said["case"].rpartition("-")[0])
        frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
        kept = {**fields, "applicant/nothing": None}
        assert in_order(frozen, loaded.matter.case(said["case"]), kept) == list(GIVES.items())
