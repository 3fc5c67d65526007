"""What officers say is judged like what people say: findings, places, and what a result hands on."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.core.cases.parts import OfficeKey, Outcome
from onething.core.cases.phrases import point
from onething.core.source import Text
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import DONGCHENG, FEDERATION, FULL, HUMAN, NANCHENG

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["zzz/nope", "applicant/photo", "applicant/disability.cause"])
def test_a_finding_is_about_something_that_the_item_asks_for(key):
    story = Story()
    wrong = point(key, "unreadable", Text("某项"))
    with pytest.raises(cases.PointUnknown) as refused:
        cases.record_findings(HUMAN, case=story.numbers["pension-enrolment"], points=[wrong], now=story.now)
    assert refused.value.keys == (key,)
    assert not EventRow.objects.filter(name="FoundIncomplete").exists()


@pytest.mark.parametrize(
    "office",
    [
        OfficeKey("zzz", NANCHENG, "town"),
        OfficeKey("civil-affairs", "441900999999", "town"),
        OfficeKey("civil-affairs", NANCHENG, "city"),
    ],
)
def test_a_case_is_not_sent_where_no_office_is(office):
    story = Story()
    number = story.numbers["disability-certificate"]
    with pytest.raises(cases.OfficeUnknown):
        cases.transfer(FEDERATION, case=number, office=office, reason="归那里办", now=story.now)
    assert CaseRow.objects.get(number=number).department == FEDERATION.department
    there = OfficeKey("disabled-federation", DONGCHENG, "town")
    cases.transfer(FEDERATION, case=number, office=there, reason="归那里办", now=story.now)
    assert CaseRow.objects.get(number=number).town == DONGCHENG


class TestWhatAResultHandsOn:
    LEVEL = "applicant/disability.level"

    def decide(self, story, item, gives):
        officer = story.to_decision(item)
        return cases.decide(
            officer,
            case=story.numbers[item],
            outcome=Outcome.GRANTED,
            grounds=FULL,
            gives=gives,
            now=story.now,
        )

    @pytest.mark.parametrize(
        ("gives", "key"),
        [
            ({LEVEL: "9"}, LEVEL),
            ({LEVEL: "1", "applicant/person.name": "别人"}, "applicant/person.name"),
        ],
    )
    def test_is_judged_by_the_rules_of_the_form(self, gives, key):
        story = Story().accept("disability-certificate")
        with pytest.raises(cases.ValuesRefused) as refused:
            self.decide(story, "disability-certificate", {"applicant/disability.kind": "limb", **gives})
        assert set(refused.value.fields) == {key}
        assert not EventRow.objects.filter(name="Decided").exists()
