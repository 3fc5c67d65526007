"""Answers are written, reviewed by four eyes, published, revised, confirmed and withdrawn."""

from datetime import date, timedelta

import pytest

from onething.areas.knowledge import api as knowledge
from onething.areas.knowledge.models import ActRow, RevisionRow
from onething.core.actors import PermissionMissing, Role
from onething.core.knowledge import AnswerNotNow, AnswerRefused, AnswerState, OwnWork, ReasonMissing
from onething.core.source import Text
from tests.areas.knowledge.world import (
    CONTENT,
    ELSEWHERE,
    JOB,
    NOW,
    ONE,
    OTHER_TEAM,
    SUPERVISOR,
    TEAM,
    TWO,
    VISITOR,
    content,
    published,
    staff,
    through,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def states(key):
    return list(RevisionRow.objects.filter(answer=key).order_by("number").values_list("state", flat=True))


@pytest.fixture
def key(db):
    return knowledge.draft(ONE, content=CONTENT, now=NOW)


class TestAnAnswer:
    def test_is_published_after_both_reviews(self, key):
        through(key)
        assert states(key) == ["published"]
        assert list(ActRow.objects.filter(revision__answer=key).values_list("kind", flat=True)) == [
            "drafted",
            "sent",
            "approved",
            "published",
        ]
        shown = knowledge.get_answer(VISITOR, key=key, now=NOW)
        assert (shown.text.zh, shown.number, shown.published_at) == ("生育登记：7 个工作日。", 1, NOW)

    def test_is_read_by_nobody_before(self, key):
        for act in (knowledge.send, None):
            with pytest.raises(knowledge.AnswerNotFound):
                knowledge.get_answer(VISITOR, key=key, now=NOW)
            if act:
                act(ONE, key=key, now=NOW)

    def test_is_approved_by_nobody_who_wrote_it(self, key):
        knowledge.send(ONE, key=key, now=NOW)
        with pytest.raises(OwnWork):
            knowledge.approve(ONE, key=key, now=NOW)

    def test_of_the_team_is_published_by_another_of_the_team(self):
        key = knowledge.draft(TEAM, content=CONTENT, now=NOW)
        knowledge.send(TEAM, key=key, now=NOW)
        knowledge.approve(TWO, key=key, now=NOW)
        with pytest.raises(OwnWork):
            knowledge.publish(TEAM, key=key, now=NOW)
        knowledge.publish(OTHER_TEAM, key=key, now=NOW)
        assert states(key) == ["published"]

    def test_with_flaws_is_a_draft_and_goes_to_no_review(self, key):
        knowledge.write(ONE, key=key, content=content("5 天办好，带结婚证"), now=NOW)
        with pytest.raises(AnswerRefused) as refused:
            knowledge.send(ONE, key=key, now=NOW)
        assert [one.code for one in refused.value.findings] == [
            "knowledge.typed_figure",
            "knowledge.typed_material",
        ]
        assert states(key) == ["draft"]

    def test_with_a_number_of_a_person_is_not_even_kept(self, key):
        for act in (
            lambda: knowledge.draft(ONE, content=content("打 13800001357"), now=NOW),
            lambda: knowledge.write(ONE, key=key, content=content("打 13800001357"), now=NOW),
        ):
            with pytest.raises(AnswerRefused):
                act()
        assert "13800001357" not in str(list(RevisionRow.objects.values_list("content", flat=True)))

    def test_given_back_is_written_anew(self, key):
        knowledge.send(ONE, key=key, now=NOW)
        with pytest.raises(ReasonMissing):
            knowledge.return_answer(TWO, key=key, reason=" ", now=NOW)
        knowledge.return_answer(TWO, key=key, reason="口径不对", now=NOW)
        knowledge.write(ONE, key=key, content=content("改"), now=NOW)
        assert states(key) == ["draft"]
        with pytest.raises(AnswerNotNow):
            knowledge.approve(TWO, key=key, now=NOW)

    def test_published_is_changed_by_a_new_revision_only(self, key):
        through(key)
        with pytest.raises(knowledge.AnswerNotFound):
            knowledge.write(ONE, key=key, content=content("改"), now=NOW)
        assert knowledge.revise(ONE, key=key, now=LATER) == 2
        knowledge.write(ONE, key=key, content=content("新的说法"), now=LATER)
        assert knowledge.get_answer(VISITOR, key=key, now=LATER).text.zh == "生育登记：7 个工作日。"
        through(key, now=LATER)
        assert states(key) == ["replaced", "published"]
        assert knowledge.get_answer(VISITOR, key=key, now=LATER).text.zh == "新的说法"

    def test_has_one_open_revision_at_a_time(self, key):
        through(key)
        knowledge.revise(ONE, key=key, now=NOW)
        with pytest.raises(knowledge.RevisionOpen):
            knowledge.revise(TWO, key=key, now=NOW)

    def test_falls_due_after_a_year_and_its_owner_confirms_it(self, key):
        through(key)
        almost, due = NOW.replace(year=2027, day=4), NOW.replace(year=2027)
        assert knowledge.mark_due(JOB, now=almost) == 0
        assert knowledge.mark_due(JOB, now=due) == 1
        assert knowledge.mark_due(JOB, now=due) == 0
        assert knowledge.get_answer(VISITOR, key=key, now=due).due
        assert knowledge.count_waiting(TWO) == 1
        knowledge.confirm(TWO, key=key, now=due)
        assert not knowledge.get_answer(VISITOR, key=key, now=due).due
        assert RevisionRow.objects.get(answer=key).due_on == date(2028, 3, 5)

    def test_withdrawn_is_read_by_nobody_and_says_why(self, key):
        through(key)
        with pytest.raises(ReasonMissing):
            knowledge.withdraw(ONE, key=key, reason="", now=NOW)
        knowledge.withdraw(ONE, key=key, reason="政策停了", now=NOW)
        with pytest.raises(knowledge.AnswerNotFound):
            knowledge.get_answer(VISITOR, key=key, now=NOW)
        acts = knowledge.get_managed(ONE, key=key, now=NOW).acts
        assert (acts[-1].kind, acts[-1].words) == ("withdrawn", "政策停了")

    def test_holds_in_its_days_only(self):
        key = published(content(from_on=date(2026, 3, 6), to_on=date(2026, 3, 7)))
        assert knowledge.get_answer(VISITOR, key=key, now=LATER)
        for moment in (NOW, LATER + timedelta(days=1)):
            with pytest.raises(knowledge.AnswerNotFound):
                knowledge.get_answer(VISITOR, key=key, now=moment)


class TestAnotherOffice:
    @pytest.mark.parametrize(
        "act",
        [
            lambda key: knowledge.write(ELSEWHERE, key=key, content=CONTENT, now=NOW),
            lambda key: knowledge.write(ONE, key=key, content=content(owner="tax"), now=NOW),
            lambda key: knowledge.send(ELSEWHERE, key=key, now=NOW),
            lambda key: knowledge.approve(ELSEWHERE, key=key, now=NOW),
            lambda key: knowledge.return_answer(ELSEWHERE, key=key, reason="r", now=NOW),
            lambda key: knowledge.withdraw(ELSEWHERE, key=key, reason="r", now=NOW),
            lambda key: knowledge.revise(ELSEWHERE, key=key, now=NOW),
            lambda key: knowledge.draft(ELSEWHERE, content=CONTENT, now=NOW),
        ],
    )
    def test_writes_and_reviews_nothing_of_this_one(self, key, act):
        with pytest.raises(knowledge.NotYours):
            act(key)

    def test_confirms_nothing_of_this_one(self):
        with pytest.raises(knowledge.NotYours):
            knowledge.confirm(ELSEWHERE, key=published(), now=NOW)

    def test_does_not_know_of_it(self, key):
        with pytest.raises(knowledge.AnswerNotFound):
            knowledge.get_managed(ELSEWHERE, key=key, now=NOW)
        assert knowledge.list_answers(ELSEWHERE, state=AnswerState.DRAFT).lines == ()
        assert len(knowledge.list_answers(SUPERVISOR, state=AnswerState.DRAFT).lines) == 1

    def test_is_no_team(self, key):
        knowledge.send(ONE, key=key, now=NOW)
        knowledge.approve(TWO, key=key, now=NOW)
        with pytest.raises(knowledge.NotTheTeam):
            knowledge.publish(ONE, key=key, now=NOW)


ROLES = {
    "write": {Role.ITEM_MANAGER, Role.MANAGER},
    "publish": {Role.ITEM_MANAGER},
    "see": {Role.ITEM_MANAGER, Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR},
    "load": {Role.ADMIN, Role.SYSTEM},
    "look_after": {Role.SYSTEM},
}
ACTS = {
    "write": lambda actor: knowledge.draft(actor, content=CONTENT, now=NOW),
    "publish": lambda actor: knowledge.publish(actor, key="x", now=NOW),
    "see": lambda actor: knowledge.count_by_state(actor),
    "load": lambda actor: knowledge.load_answers(actor, now=NOW),
    "look_after": lambda actor: (knowledge.mark_due(actor, now=NOW), knowledge.flag_changes(actor, now=NOW)),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", Role)
def test_who_may_not_is_refused(name, role):
    if role not in ROLES[name]:
        with pytest.raises(PermissionMissing):
            ACTS[name](staff(9, role, "data-services"))


class TestLists:
    def test_are_by_state_and_go_on_page_by_page(self):
        for number in range(3):
            knowledge.draft(ONE, content=content(question=Text(f"问题{number}")), now=NOW)
        first = knowledge.list_answers(ONE, state=AnswerState.DRAFT, limit=2)
        rest = knowledge.list_answers(ONE, state=AnswerState.DRAFT, limit=2, cursor=first.cursor)
        assert [one.question for one in (*first.lines, *rest.lines)] == ["问题0", "问题1", "问题2"]
        assert rest.cursor == ""
        assert knowledge.count_by_state(ONE)["draft"] == 3

    def test_show_what_waits_for_whom(self, key):
        knowledge.send(ONE, key=key, now=NOW)
        assert (knowledge.count_waiting(TWO), knowledge.count_waiting(ELSEWHERE)) == (1, 0)
        knowledge.approve(TWO, key=key, now=NOW)
        assert (knowledge.count_waiting(TWO), knowledge.count_waiting(TEAM)) == (0, 1)
        assert knowledge.may_publish(TEAM)
        assert not knowledge.may_publish(ONE)


class TestTwoAnswersToOneQuestion:
    def test_are_found_when_both_are_published(self, key):
        through(key)
        other = knowledge.draft(ONE, content=content("另一种说法"), now=NOW)
        assert [one for one, _ in knowledge.get_managed(ONE, key=other, now=NOW).conflicts] == [key]
        assert knowledge.list_conflicts(ONE) == []
        through(other)
        (found,) = knowledge.list_conflicts(ONE)
        assert {found.one, found.other} == {key, other}
        assert found.asked == "出生登记要多久？"
        assert knowledge.list_conflicts(ELSEWHERE) == []
