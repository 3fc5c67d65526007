"""What is found after the one notice has left follows as a page of that notice, under its number."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.documents import api as documents
from onething.areas.documents.models import DocumentRow
from onething.areas.notices import api as notices
from onething.core.actors import Actor
from onething.core.cases.phrases import point
from tests.areas.cases.permits import permits
from tests.areas.cases.test_working import OFFICES, Story
from tests.areas.cases.world import APPLICANT, NIGHT, at, city, reviewer
from tests.areas.papers.test_golden import CARE, CERTIFICATE, chinese, pages_of


@pytest.fixture
def story():
    """The certificate finds something at once and its notice leaves; the allowance finds something later."""
    with permits("real_estate"):  # whose findings are told on the spot, while others have five days
        yield found_one_after_the_other()


def found_one_after_the_other():
    story = Story()
    photo = point("applicant/photo", "unreadable", city().materials["photo"].label)
    cases.record_findings(
        OFFICES[CERTIFICATE], case=story.numbers[CERTIFICATE], points=[photo], now=story.now
    )
    cases.look_after(NIGHT, now=at("2026-03-05", 18))
    story.on("2026-03-10")
    card = point("applicant/id-card", "missing", city().materials["id-card"].label)
    cases.record_findings(OFFICES[CARE], case=story.numbers[CARE], points=[card], now=story.now)
    for row in CaseRow.objects.exclude(item__in=[CERTIFICATE, CARE]).filter(status="submitted"):
        cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
    return story


@pytest.fixture
def two(story):
    return DocumentRow.objects.filter(kind="correction_notice").order_by("issued_at", "sequence")


class TestALaterPage:
    def test_has_the_number_of_the_notice_and_takes_none_of_its_own(self, two):
        first, second = two
        assert second.number == f"{first.number}/2"
        assert (second.serial, second.page) == (first.serial, 2)
        assert documents.verify(Actor.visitor(), code=second.code).intact
        after = DocumentRow.objects.filter(department=first.department, serial__gt=first.serial)
        assert {row.serial for row in after} <= {first.serial + 1}

    def test_says_of_what_it_is_a_page_and_until_when_each_may_be_supplied(self, two):
        first, second = two
        one = "".join(pages_of(first))
        text = "".join(pages_of(second))
        number = "".join(first.number.split())
        days = [row.values["supplement_on"] for row in (first, second)]
        earlier, later = (chinese(at(day).date()) for day in days)
        assert earlier != later
        assert "一次性补正告知书（第2页）" in text
        assert f"{number}/2" in text
        assert f"是补正告知书{number}的第2页" in text
        assert f"第1页最迟补正{earlier}" in text
        assert f"本页最迟补正{later}" in text
        assert "第1页要求补正的内容仍按第1页办理" in text
        assert "第2页" not in one

    def test_does_not_claim_to_be_the_whole(self, two):
        first, second = ("".join(pages_of(row)) for row in two)
        assert "上述日期前一次补齐" in first
        assert "上述日期前一次补齐" not in second
        assert "全部内容" not in first + second
        assert "还在审查，审查出的内容在同一告知书的后页告知" in first

    def test_is_not_announced_where_everybody_has_looked(self):
        story = Story()
        photo = point("applicant/photo", "unreadable", city().materials["photo"].label)
        for row in CaseRow.objects.exclude(item=CERTIFICATE):
            cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
        cases.record_findings(
            OFFICES[CERTIFICATE], case=story.numbers[CERTIFICATE], points=[photo], now=story.now
        )
        (only,) = DocumentRow.objects.filter(kind="correction_notice")
        text = "".join(pages_of(only))
        assert "现将需要补正的全部内容一次告知如下" in text
        assert "后页" not in text

    def test_is_told_as_one_with_its_own_last_day(self, two):
        first, second = (row.values["supplement_on"] for row in two)
        told = [one for one in notices.list_messages(APPLICANT) if one.kind.startswith("asked")]
        later, earlier = sorted(told, key=lambda one: one.sent_at, reverse=True)
        assert f"请在 {first} 前补上" in earlier.body.zh
        assert "第 2 页" in later.body.zh
        assert f"请在 {second} 前补上这一页" in later.body.zh
        assert "不再追加" not in later.body.zh
        assert "page 2 of the same notice" in later.body.en


class TestAPageThatWasIssuedBeforePagesSaidSo:
    def test_stays_as_it_was(self, two):
        _, second = two
        values = {key: value for key, value in second.values.items() if key != "earlier"}
        DocumentRow.objects.filter(pk=second.pk).update(values=values)
        assert "第2页" not in "".join(pages_of(DocumentRow.objects.get(pk=second.pk)))
