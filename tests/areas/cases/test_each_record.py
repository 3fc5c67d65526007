"""Several records of credit in one application: each goes to the body that made it, and to nobody else."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.cases.parts import Outcome
from onething.core.errors import NotFound
from tests.areas.cases.world import APPLICANT, FULL, at, reviewer, signed, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
WINDOW, MARKET, FIRE = (reviewer(one) for one in ("credit-office", "market-supervision", "fire-rescue"))


def sent(*bodies, example="credit-repair-penalties"):
    """Submit a repair of as many penalties, made by these bodies; the number of the case of each."""
    given = submission(example)
    made = {f"penalty[{at}]/credit.authority": body for at, body in enumerate(bodies, 1)}
    values = tuple(replace(one, value=made.get(one.key, one.value)) for one in given.values)
    receipt = cases.submit(
        APPLICANT, submission=signed(replace(given, values=values)), key="records", now=NOW
    )
    return [one.number for one in receipt.cases]


def to_decision(number):
    """Take a case up at the window and send it through its steps; who has it at its end."""
    cases.accept(WINDOW, case=number, now=NOW)
    for step in (1, 2):
        has_it = reviewer(CaseRow.objects.get(number=number).department)
        cases.enter_step(has_it, case=number, step=step, now=NOW)
    return CaseRow.objects.get(number=number).department


class TestEachRecord:
    def test_is_taken_in_by_the_one_window(self):
        assert {
            CaseRow.objects.get(number=one).department for one in sent("market-supervision", "fire-rescue")
        } == {"credit-office"}

    def test_goes_to_the_body_that_made_it(self):
        first, second = sent("market-supervision", "fire-rescue")
        assert to_decision(first) == "market-supervision"
        assert to_decision(second) == "fire-rescue"

    def test_of_a_body_elsewhere_stays_with_the_window_that_passes_it_on(self):
        first, second = sent("elsewhere", "ecology")
        assert to_decision(first) == "credit-office"
        assert to_decision(second) == "ecology"

    def test_is_decided_by_that_body_and_hidden_from_the_other(self, house):
        first, second = sent("market-supervision", "fire-rescue")
        to_decision(first), to_decision(second)
        gives = {"penalty[1]/credit.repair_number": "东信修〔2026〕1 号"}
        with pytest.raises(NotFound):
            cases.decide(FIRE, case=first, outcome=Outcome.GRANTED, grounds=FULL, now=NOW)
        view = cases.case_view(MARKET, case=first, now=NOW)
        wanted = {key: gives[key] for key, _ in view.officer_fills}
        state = cases.decide(MARKET, case=first, outcome=Outcome.GRANTED, grounds=FULL, gives=wanted, now=NOW)
        assert state.granted
        (letter,) = [draft for draft, *_ in house.papers.issued if draft.kind == "grant"]
        assert letter.stream == first
        assert CaseRow.objects.get(number=second).status == "in_review"
