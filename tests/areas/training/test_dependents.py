"""The impact of a change names exactly the exam questions that it reaches, with what of them would read otherwise."""

from dataclasses import replace

import pytest

from onething.areas.impact import api as impact
from onething.areas.training import api as training
from onething.core.impact import DependentKind
from onething.core.knowledge import Facts
from onething.core.training import read, read_questions
from tests.areas.knowledge.world import ELSEWHERE, JOB, LOADER, NOW, ONE, SUPERVISOR, TEAM, TODAY
from tests.core.impact.dongguan import FILES, PACKAGE, changed, rewritten

pytestmark = pytest.mark.django_db
SHIPPED = read_questions(PACKAGE, on=TODAY).questions


@pytest.fixture(autouse=True)
def _bank(db):
    training.load_questions(LOADER, now=NOW)


def reached(*items, after=PACKAGE, actor=JOB):
    return training.ExamDependents().depending_on(actor, items=items, after=after, on=TODAY)


def told(path, before, after):
    """Return the exam questions in the impact of one text changed in one file."""
    text = FILES[path].decode()
    assert before in text
    files = {**FILES, path: text.replace(before, after, 1).encode()}
    found = impact.impact_of(TEAM, files=files, now=NOW)
    return [one for one in found.dependents if one.kind is DependentKind.EXAM_QUESTION]


def test_a_changed_material_rule_names_the_questions_that_refer_to_its_item_and_no_other():
    line = next(
        line for line in FILES["items/food-permit.yaml"].decode().splitlines() if "layout-plan" in line
    )
    found = told("items/food-permit.yaml", line + "\n", "")
    assert {one.id for one in found} == {id for id, one in SHIPPED.items() if "food-permit" in one.about}
    (one,) = found
    assert (one.title.zh, one.items, one.opens) == (
        "下面哪些是食品经营许可要的材料？",
        ("food-permit",),
        True,
    )
    words = {change.reference: change for change in one.changes}
    assert words["{food-permit.materials.layout-plan}"].new is None
    assert "场所平面布局图" in words["{food-permit.materials}"].old.zh
    assert "场所平面布局图" not in words["{food-permit.materials}"].new.zh


def test_a_changed_limit_names_the_option_that_comes_to_read_like_the_right_one():
    found = told("items/birth-registration.yaml", "promised_days: 0", "promised_days: 7")
    assert [one.id for one in found if not one.changes] == [
        "birth-registration-surname",
        "birth-registration-unmarried",
    ]
    (one,) = [one for one in found if one.changes]
    assert [change.reference for change in one.changes] == [
        "{birth-registration.promised_days}",
        "options.2.zh",
    ]


def test_what_is_about_the_item_and_reads_the_same_is_told_without_a_difference():
    assert {(one.id, one.changes) for one in reached("transfer-registration")} == {("transfer-tax-first", ())}
    assert reached() == ()
    assert reached("fire-check") == ()


@pytest.mark.parametrize(
    "after",
    [
        rewritten("materials.yaml", ("zh: 低保证", "zh: 最低生活保障证")),
        rewritten("scenes/disabled-services.yaml", ("name: {zh: ", "name: {zh: 新")),
        changed("company-registration", lambda one: replace(one, promised_days=2)),
        changed("food-permit", lambda one: replace(one, materials=one.materials[-1:])),
        changed("transfer-registration", lambda one: replace(one, materials=())),
    ],
)
def test_what_reads_otherwise_is_what_read_whole_reads_otherwise(after):
    def reads(package):
        return {id: read(one, Facts(package, TODAY)) for id, one in SHIPPED.items()}

    before, then = reads(PACKAGE), reads(after)
    otherwise = {id for id in SHIPPED if before[id] != then[id]}
    assert {one.id for one in reached(after=after)} == otherwise
    assert 0 < len(otherwise) < len(SHIPPED)


def test_those_of_another_office_are_told_and_not_opened():
    for actor, opens in ((ONE, True), (TEAM, True), (SUPERVISOR, True), (ELSEWHERE, False)):
        assert {one.opens for one in reached("birth-registration", actor=actor)} == {opens}


def test_however_many_there_are_the_catalogue_is_asked_once(django_assert_max_num_queries):
    after = rewritten("materials.yaml", ("zh: 低保证", "zh: 最低生活保障证"))
    with django_assert_max_num_queries(5):
        assert len(reached(*PACKAGE.items, after=after, actor=ONE)) > 5


def test_a_draft_or_what_is_withdrawn_is_not_reached():
    key = "transfer-tax-first"
    training.withdraw(TEAM, key=key, reason="改版", now=NOW)
    training.revise(TEAM, key=key, now=NOW)
    assert reached("transfer-registration") == ()
