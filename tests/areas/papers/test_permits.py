"""Letters of a permit have its titles and cite its law; those of everything else do not."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.cases.parts import Declining, Outcome
from onething.core.cases.phrases import point
from onething.core.source import Text
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import reviewer
from tests.areas.papers.test_golden import LIN, accept, decide, decline, printed


@pytest.fixture(params=[True, False], ids=["permit", "benefit"])
def permit(request):
    if request.param:
        with permits():
            yield True
    else:
        yield False


class TestTheLettersOfAPermit:
    @pytest.mark.parametrize(
        ("outcome", "kind", "words"),
        [
            (Outcome.GRANTED, "grant", ("准予行政许可决定书", "准予决定书")),
            (Outcome.PARTLY, "partial_grant", ("部分准予行政许可决定书", "部分准予决定书")),
            (Outcome.REFUSED, "refusal", ("不予行政许可决定书", "不予决定书")),
        ],
    )
    def test_decide_by_their_name(self, permit, outcome, kind, words):
        decide(outcome)
        text = printed(kind)
        assert words[not permit] in text
        assert words[permit] not in text

    def test_accept_by_their_law(self, permit):
        accept()
        text = printed("acceptance", CaseRow.objects.get(item=PERMIT).number)
        assert ("行政许可受理通知书" in text) == permit
        assert ("依据《中华人民共和国行政许可法》第三十二条第一款第五项" in text) == permit

    def test_are_refused_acceptance_by_their_name(self, permit):
        decline(Declining.NOT_COMPETENT)
        assert ("行政许可不予受理决定书" in printed("not_competent")) == permit

    def test_tell_what_is_missing_by_their_law(self, permit):
        story = Story()
        own = point("applicant/person.name", "own", Text("姓名"), what="姓名看不清。", fix="请重写。")
        cases.record_findings(LIN, case=story.numbers[PERMIT], points=[own], now=story.now)
        for row in CaseRow.objects.exclude(item=PERMIT):
            cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
        text = printed("correction_notice")
        assert ("行政许可法》第三十二条第一款第四项" in text) == permit

    def test_of_several_items_are_of_a_permit_if_all_are(self, permit):
        Story()
        assert "行政许可法" not in printed("receipt")  # four of the five are benefits
