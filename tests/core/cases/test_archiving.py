"""The archive: made when everything is over, kept for its years, handed over once, made anew after an annulment."""

from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases.archiving import archive_on
from onething.core.cases.documents import documents_for
from onething.core.cases.errors import ArchivedAlready, NotArchivable, NotArchived, ReasonMissing
from onething.core.cases.parts import ArchiveEntry, DeliveryWay
from tests.core.cases.story import CLERK, NIGHT, SUPERVISOR, Story, at, day, opening

LIST = (ArchiveEntry("submission", "申请", "A", "abc"), ArchiveEntry("document", "准予决定书", "1", "def"))
ARCHIVE = c.Archive(NIGHT, LIST)
DELIVER = {one: c.Deliver(CLERK, one, DeliveryWay.WINDOW, "签收", "申请人") for one in ("A-1", "A-2")}


@pytest.fixture
def story():
    """One granted and delivered, one refused, on 2 March 2026; archived 90 days after, kept for 10 years."""
    made = Story(opening("A-1"), opening("A-2"), on=at(2026, 3, 2), archive_days=90)
    made.accept("A-1", "A-2")
    return made.grant("A-1").refuse("A-2").send_all(DELIVER["A-1"])


def due(story):
    return archive_on(story.matter.application, story.matter.cases.values())


class TestAnArchive:
    def test_is_made_so_many_days_after_the_last_end_or_delivery(self, story):
        assert due(story) == day("2026-05-31")
        story.on(at(2026, 3, 12)).send(DELIVER["A-2"])
        assert due(story) == day("2026-06-10")

    def test_is_not_made_before_nor_twice(self, story):
        with pytest.raises(NotArchivable):
            story.on(at(2026, 5, 30)).send(ARCHIVE)
        story.on(at(2026, 5, 31)).send(ARCHIVE)
        assert due(story) is None
        with pytest.raises(ArchivedAlready):
            story.send(ARCHIVE)

    def test_is_not_made_while_anything_runs(self):
        story = (
            Story(opening("A-1"), opening("A-2"), on=at(2026, 3, 2), archive_days=90)
            .accept("A-1")
            .refuse("A-1")
        )
        with pytest.raises(NotArchivable):
            story.on(at(2027, 3, 2)).send(ARCHIVE)

    def test_has_its_list_with_every_hash_and_is_kept_for_its_years(self, story):
        story.on(at(2026, 6, 1)).send(ARCHIVE)
        (paper,) = documents_for(story.last[0], story.matter)
        assert [one["hash"] for one in paper.values["entries"]] == ["abc", "def"]
        assert paper.values["keep_until"] == "2036-06-01"

    def test_goes_to_the_archives_once_with_the_number_of_the_list(self, story):
        give = c.TransferToArchives(NIGHT, "移交〔2026〕1号")
        with pytest.raises(NotArchived):
            story.send(give)
        story.on(at(2026, 6, 1)).send(ARCHIVE)
        with pytest.raises(ReasonMissing):
            story.send(replace(give, list_number=" "))
        story.send(give)
        with pytest.raises(ArchivedAlready):
            story.send(give)

    def test_of_an_application_that_was_opened_again_is_made_anew(self, story):
        story.on(at(2026, 6, 1)).send(ARCHIVE)
        story.send(c.Annul(SUPERVISOR, "A-2", "复议决定 1", "事实不清"))
        assert story.matter.application.archived_on is None
        story.grant("A-2").send(DELIVER["A-2"])
        assert due(story) == day("2026-08-30")
