"""What department systems answer: heard as soon as they were told of a case, and only about cases they were told of."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CallbackRow, CaseRow, PushRow
from onething.core.cases.errors import NotNow
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, FEDERATION, SYSTEM

pytestmark = pytest.mark.django_db
ITEM = "disability-certificate"
FOUND = {"text": "照片看不清", "favourable": False}


@pytest.fixture
def story(house):
    return Story()


@pytest.fixture
def case(story):
    return story.numbers[ITEM]


def answer(story, case, *, version=1, body=FOUND, system=""):
    told = PushRow.objects.filter(case=case).values_list("system", flat=True)
    return cases.receive_callback(
        SYSTEM, system=system or told[0], version=version, case=case, body=body, now=story.now
    )


def opinions(story, case):
    view = cases.case_view(FEDERATION, case=case, now=story.now)
    return [one.text.zh for one in view.history if one.name == "Opinion"]


def test_is_on_the_page_of_the_case_before_anybody_has_accepted_it(story, case):
    assert CaseRow.objects.get(number=case).status == "submitted"
    assert answer(story, case)
    assert opinions(story, case) == ["意见：照片看不清"]
    assert CaseRow.objects.get(number=case).status == "submitted"


def test_of_an_officer_belongs_to_a_step_and_waits_for_the_acceptance(story, case):
    with pytest.raises(NotNow):
        cases.give_opinion(FEDERATION, case=case, text="照片看不清", now=story.now)
    offered = {one.name for one in cases.case_view(FEDERATION, case=case, now=story.now).actions}
    assert "give_opinion" not in offered
    story.accept(ITEM)
    cases.give_opinion(FEDERATION, case=case, text="照片看不清", now=story.now)


@pytest.mark.parametrize("system", ["maternity-hospital", "nobody"])
def test_from_a_system_that_was_told_nothing_of_the_case_is_like_one_for_no_case(story, case, system):
    with pytest.raises(cases.CaseNotFound):
        answer(story, case, system=system)
    assert not CallbackRow.objects.exists()


def test_after_the_end_is_kept_and_changes_nothing(story, case):
    cases.withdraw_all(APPLICANT, application=story.receipt.number, now=story.now)
    assert not answer(story, case)
    assert CallbackRow.objects.get().body == FOUND
