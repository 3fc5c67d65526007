"""Answers that a change of items reaches are told with the impact of the change."""

import pytest

from onething.areas.impact import api as impact
from onething.areas.knowledge import api as knowledge
from tests.areas.knowledge.world import JOB, NOW, ONE, TEAM, content, published
from tests.core.impact.dongguan import FILES

pytestmark = pytest.mark.django_db


def reached(*items):
    return knowledge.AnswerDependents().depending_on(JOB, items=items)


def test_answers_are_reached_by_the_items_that_they_are_about_or_speak_of():
    key = published(content("{vaccination-file.promised_days}", items=("birth-registration",)))
    assert [(one.id, one.items) for one in reached("vaccination-file")] == [(key, ("vaccination-file",))]
    assert [one.items for one in reached("birth-registration", "vaccination-file")] == [
        ("birth-registration", "vaccination-file")
    ]
    assert reached("care-allowance") == ()
    assert reached() == ()


def test_a_draft_that_nobody_sees_is_not_reached():
    knowledge.draft(ONE, content=content("{vaccination-file.promised_days}"), now=NOW)
    assert reached("vaccination-file") == ()


def test_they_stand_in_the_impact_of_a_change():
    published()
    path = "items/birth-voucher.yaml"
    text = FILES[path].decode()
    slower = text.replace("promised_days: 7", "promised_days: 9")
    assert slower != text
    found = impact.impact_of(TEAM, files={**FILES, path: slower.encode()}, now=NOW)
    assert [(one.title.zh, one.items) for one in found.dependents] == [
        ("出生登记要多久？", ("birth-voucher",))
    ]
