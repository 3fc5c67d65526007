"""Answers that a change of items reaches are told with the impact of the change."""

import pytest

from onething.areas.impact import api as impact
from onething.areas.knowledge import api as knowledge
from onething.core.knowledge import Facts, read_answers, render
from tests.areas.knowledge.world import (
    ELSEWHERE,
    JOB,
    LOADER,
    NOW,
    ONE,
    SUPERVISOR,
    TEAM,
    TODAY,
    content,
    published,
)
from tests.core.impact.dongguan import FILES, PACKAGE, rewritten

pytestmark = pytest.mark.django_db


def reached(*items, after=PACKAGE, actor=JOB):
    return knowledge.AnswerDependents().depending_on(actor, items=items, after=after, on=TODAY)


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
    (one,) = found.dependents
    assert (one.title.zh, one.items, one.opens) == ("出生登记要多久？", ("birth-voucher",), True)
    assert [(change.reference, change.old.zh, change.new.zh) for change in one.changes] == [
        ("{birth-voucher.promised_days}", "7 个工作日", "9 个工作日")
    ]


def test_those_of_another_office_are_told_and_not_opened():
    published()
    for actor, opens in ((ONE, True), (TEAM, True), (SUPERVISOR, True), (ELSEWHERE, False)):
        assert [one.opens for one in reached("birth-voucher", actor=actor)] == [opens]


CHANGES = {
    "another promise": ("items/hardship-allowance.yaml", ("promised_days: 15", "promised_days: 9")),
    "another name of a material": ("materials.yaml", ("label: {zh: 照片", "label: {zh: 近照")),
    "another name of a scene": ("scenes/birth.yaml", ("name: {zh: ", "name: {zh: 新")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_reads_otherwise_is_what_rendered_whole_reads_otherwise(name):
    path, pair = CHANGES[name]
    after = rewritten(path, pair)
    knowledge.load_answers(LOADER, now=NOW)
    shipped = read_answers(PACKAGE, on=TODAY).answers
    otherwise = {
        key
        for key, one in shipped.items()
        if render(one.text, Facts(PACKAGE, TODAY)).text != render(one.text, Facts(after, TODAY)).text
    }
    assert {one.id for one in reached(after=after)} == otherwise
    assert 0 < len(otherwise) < len(shipped)
