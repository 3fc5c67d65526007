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
from tests.areas.papers.test_golden import PENSION, accept, decide, decline, printed

OWN = point("applicant/person.name", "own", Text("姓名"), what="姓名看不清。", fix="请重写。")
PHOTO = point("applicant/photo", "unreadable", Text("照片"))
CARD = point("applicant/id-card", "missing", Text("身份证"))


def tell(found):
    """Let these items find what is missing and the others nothing, so that the notice leaves."""
    story = Story()
    rows = {row.item: row for row in CaseRow.objects.all()}
    for item, points in found.items():
        office = reviewer(rows[item].department)
        cases.record_findings(office, case=rows[item].number, points=points, now=story.now)
    for item in rows.keys() - found.keys():
        cases.mark_checked(reviewer(rows[item].department), case=rows[item].number, now=story.now)


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

    @pytest.mark.parametrize("finding", [OWN, PHOTO], ids=["own words", "standard phrase"])
    def test_tell_what_is_missing_by_their_law(self, permit, finding):
        tell({PERMIT: [finding]})
        text = printed("correction_notice")
        assert ("依据《中华人民共和国行政许可法》第三十二条第一款第四项，现将" in text) == permit
        assert (
            "依据《中华人民共和国残疾人保障法》、《残疾人证管理办法》（残联发〔2017〕34号），现将" in text
        ) != permit
        assert ("行政许可法" in text) == permit

    def test_tell_beside_others_each_by_its_own(self, permit):
        tell({PERMIT: [PHOTO, OWN], PENSION: [CARD]})
        text = printed("correction_notice")
        assert text.count("行政许可法》第三十二条第一款第四项") == (2 if permit else 0)
        assert text.count("依据：《中华人民共和国社会保险法》第二十条、") == 1
        assert "不符合法定形式。现将" in text

    def test_of_several_items_are_of_a_permit_if_all_are(self, permit):
        Story()
        assert "行政许可法" not in printed("receipt")  # four of the five are benefits
