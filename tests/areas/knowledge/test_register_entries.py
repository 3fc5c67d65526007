"""An answer that refers to an imported entry says what the register says, and is flagged when it says another thing."""

from datetime import timedelta

import pytest

from onething.areas.knowledge import api as knowledge
from onething.areas.knowledge.models import FlagRow
from onething.core.knowledge import AnswerRefused
from tests.areas.knowledge.world import JOB, NOW, ONE, VISITOR, content, published
from tests.areas.register.conftest import empty_register as empty_register  # a fixture
from tests.areas.register.test_importing import rows, take
from tests.core.register.test_mapping import mapping as mapping  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_register")]


@pytest.fixture
def answer(mapping):
    take(mapping, rows({}))
    text = f"{{{mapping.id}/2.name}}：{{{mapping.id}/2.promised_days}}。"
    return content(text, items=(), scenes=())


class TestAnAnswerAboutAnEntry:
    def test_says_what_the_register_says_at_this_second(self, mapping, answer):
        key = published(answer)
        assert knowledge.get_answer(VISITOR, key=key, now=NOW).text.zh == "食品经营许可：5 个工作日。"
        take(mapping, rows({"days": 3}))
        assert knowledge.get_answer(VISITOR, key=key, now=NOW).text.zh == "食品经营许可：3 个工作日。"

    def test_is_flagged_when_a_version_of_the_entry_says_another_thing(self, mapping, answer):
        key = published(answer)
        assert knowledge.flag_changes(JOB, now=NOW) == 0
        take(mapping, rows({"days": 3}), now=NOW + timedelta(days=1))
        assert knowledge.flag_changes(JOB, now=NOW) == 1
        flag = FlagRow.objects.get(revision__answer=key)
        assert (flag.reference, flag.old_zh, flag.new_zh, flag.owner) == (
            f"{{{mapping.id}/2.promised_days}}",
            "5 个工作日",
            "3 个工作日",
            "public-security",
        )
        assert knowledge.flag_changes(JOB, now=NOW) == 0
        knowledge.confirm(ONE, key=key, now=NOW)
        assert FlagRow.objects.get().settled_at == NOW

    def test_is_refused_while_the_register_has_no_such_entry(self, mapping):
        with pytest.raises(AnswerRefused) as refused:
            published(content(f"{{{mapping.id}/9.name}}"))
        assert [one.code for one in refused.value.findings] == ["knowledge.unknown_reference"]
