"""What people changed here goes back to the files of the city package, and comes in again as the same."""

from dataclasses import replace

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.knowledge.models import RevisionRow
from onething.core.source import Text
from tests.areas.knowledge.world import CONTENT, LOADER, NOW, ONE, VISITOR, content, published, through
from tests.shipped import FILES

pytestmark = pytest.mark.django_db


class TestAnswersAsFilesAgain:
    def test_change_nothing_when_they_are_loaded_again(self):
        """What people changed, wrote and withdrew here, exported and put into the package."""
        knowledge.load_answers(LOADER, now=NOW)
        knowledge.revise(
            ONE,
            key="birth-registration-time",
            content=content("改过：{birth-voucher.name}。\n第二行"),
            now=NOW,
        )
        through("birth-registration-time")
        mine = published(replace(CONTENT, question=Text("另一问"), variants=()))
        knowledge.withdraw(ONE, key="birth-unmarried", reason="停用", now=NOW)
        revisions = RevisionRow.objects.count()
        exported = knowledge.files_of_answers(VISITOR)

        files = {path: data for path, data in FILES.items() if not path.startswith("knowledge/")}
        catalogue.publish(LOADER, files={**files, **exported}, now=NOW)
        loaded = knowledge.load_answers(LOADER, now=NOW)

        assert (loaded.published, loaded.kept) == (0, ())
        assert loaded.same == RevisionRow.objects.filter(state="published").count()
        assert RevisionRow.objects.count() == revisions
        assert knowledge.get_answer(VISITOR, key=mine, now=NOW).question.zh == "另一问"
        assert knowledge.files_of_answers(VISITOR) == exported
        assert knowledge.load_answers(LOADER, now=NOW).same == loaded.same
