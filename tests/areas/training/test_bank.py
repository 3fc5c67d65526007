"""Exam questions are written, reviewed by another person, used, read again when their item changes, and withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onething.areas.training import api as training
from onething.areas.training.models import ActRow, FlagRow, RevisionRow
from onething.core.actors import PermissionMissing, Role
from onething.core.source import Text
from onething.core.training import NoReason, OwnQuestion, QuestionNotNow, QuestionRefused, QuestionState
from tests.areas.knowledge.world import (
    ELSEWHERE,
    JOB,
    LOADER,
    NOW,
    ONE,
    SLOWER,
    SUPERVISOR,
    TEAM,
    TWO,
    republish,
    staff,
)
from tests.core.training.world import QUESTION, question

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
MINE = replace(QUESTION, owner="public-security")
USED, DRAFT = QuestionState.IN_USE, QuestionState.DRAFT


@pytest.fixture
def key(db):
    return training.draft(ONE, question=MINE, now=NOW)


def in_use(one=MINE, *, now=NOW):
    """Take a question through its review; returns its key."""
    key = training.draft(ONE, question=one, now=now)
    through(key, now=now)
    return key


def through(key, *, now=NOW):
    training.send(ONE, key=key, now=now)
    training.put_in_use(TWO, key=key, now=now)


def states(key):
    return list(RevisionRow.objects.filter(question=key).order_by("number").values_list("state", flat=True))


def keys(actor, **more):
    return [one.key for one in training.list_questions(actor, **{"state": USED, "now": NOW, **more}).lines]


class TestAQuestion:
    def test_is_in_use_when_another_person_has_reviewed_it(self, key):
        training.send(ONE, key=key, now=NOW)
        with pytest.raises(OwnQuestion):
            training.put_in_use(ONE, key=key, now=NOW)
        training.put_in_use(TWO, key=key, now=LATER)
        kinds = ActRow.objects.filter(revision__question=key).order_by("sequence")
        assert list(kinds.values_list("kind", "actor")) == [
            ("drafted", ONE.id),
            ("sent", ONE.id),
            ("put_in_use", TWO.id),
        ]
        one = training.get_managed(ONE, key=key, now=LATER)
        assert (one.used.reviewer, one.used.in_use_at, one.open) == (TWO.id, LATER, None)
        assert [text.zh for _, text, right in one.reading.options if right] == ["7 个工作日"]

    def test_with_flaws_stays_a_draft(self, key):
        training.write(ONE, key=key, question=replace(MINE, stem=Text("5 天办好吗？")), now=NOW)
        with pytest.raises(QuestionRefused):
            training.send(ONE, key=key, now=NOW)
        assert states(key) == ["draft"]

    def test_with_a_number_of_a_person_is_not_even_kept(self, key):
        bad = replace(MINE, stem=Text("打 13800001357 问谁？"))
        for act in (
            lambda: training.draft(ONE, question=bad, now=NOW),
            lambda: training.write(ONE, key=key, question=bad, now=NOW),
        ):
            with pytest.raises(QuestionRefused):
                act()
        assert "13800001357" not in str(list(RevisionRow.objects.values_list("content", "stem")))

    def test_is_not_put_in_use_when_the_package_has_changed_under_its_review(self, key):
        training.send(ONE, key=key, now=NOW)
        republish(*SLOWER)
        with pytest.raises(QuestionRefused):
            training.put_in_use(TWO, key=key, now=NOW)

    def test_given_back_is_written_anew(self, key):
        training.send(ONE, key=key, now=NOW)
        with pytest.raises(NoReason):
            training.return_question(TWO, key=key, reason=" ", now=NOW)
        training.return_question(TWO, key=key, reason="题干不清", now=NOW)
        with pytest.raises(QuestionNotNow):
            training.put_in_use(TWO, key=key, now=NOW)

    def test_in_use_is_changed_by_a_new_revision_which_replaces_it(self):
        key = in_use()
        with pytest.raises(training.QuestionNotFound):
            training.write(ONE, key=key, question=MINE, now=NOW)
        assert training.revise(ONE, key=key, now=NOW) == 2
        with pytest.raises(training.RevisionOpen):
            training.revise(TWO, key=key, now=NOW)
        training.write(ONE, key=key, question=replace(MINE, stem=Text("新的问法")), now=NOW)
        assert training.list_questions(ONE, state=USED, now=NOW).lines[0].stem.zh == "生育登记承诺多久办好？"
        through(key, now=LATER)
        assert states(key) == ["replaced", "in_use"]

    def test_is_withdrawn_with_a_reason(self):
        key = in_use()
        with pytest.raises(NoReason):
            training.withdraw(ONE, key=key, reason="", now=NOW)
        training.withdraw(ONE, key=key, reason="事项取消了", now=NOW)
        assert keys(ONE) == []
        assert training.get_managed(ONE, key=key, now=NOW).acts[-1].words == "事项取消了"


class TestAnotherOffice:
    @pytest.mark.parametrize(
        "act",
        [
            lambda key: training.write(ELSEWHERE, key=key, question=MINE, now=NOW),
            lambda key: training.write(ONE, key=key, question=replace(MINE, owner="tax"), now=NOW),
            lambda key: training.send(ELSEWHERE, key=key, now=NOW),
            lambda key: training.put_in_use(ELSEWHERE, key=key, now=NOW),
            lambda key: training.return_question(ELSEWHERE, key=key, reason="r", now=NOW),
            lambda key: training.withdraw(ELSEWHERE, key=key, reason="r", now=NOW),
            lambda key: training.revise(ELSEWHERE, key=key, now=NOW),
            lambda key: training.draft(ELSEWHERE, question=MINE, now=NOW),
        ],
    )
    def test_writes_and_reviews_nothing_of_this_one(self, key, act):
        with pytest.raises(training.NotYours):
            act(key)

    def test_reads_nothing_again_and_knows_of_nothing(self):
        key = in_use()
        with pytest.raises(training.NotYours):
            training.read_again(ELSEWHERE, key=key, now=NOW)
        with pytest.raises(training.QuestionNotFound):
            training.get_managed(ELSEWHERE, key=key, now=NOW)
        assert (keys(ELSEWHERE), keys(SUPERVISOR), keys(TEAM)) == ([], [key], [key])
        assert training.count_by_state(ELSEWHERE)[USED] == 0


ROLES = {
    "see": {Role.ITEM_MANAGER, Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR},
    "write": {Role.ITEM_MANAGER, Role.MANAGER},
    "load": {Role.ADMIN, Role.SYSTEM},
    "export": {Role.ADMIN, Role.SYSTEM},
    "look_after": {Role.SYSTEM},
}
ACTS = {
    "see": lambda actor: training.count_by_state(actor),
    "write": lambda actor: training.draft(actor, question=MINE, now=NOW),
    "load": lambda actor: training.load_questions(actor, now=NOW),
    "export": lambda actor: training.files_of_questions(actor),
    "look_after": lambda actor: training.flag_changes(actor, now=NOW),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", Role)
def test_who_may_not_is_refused(name, role):
    if role not in ROLES[name]:
        with pytest.raises(PermissionMissing):
            ACTS[name](staff(9, role, "data-services"))


class TestLists:
    def test_are_by_state_item_and_owner_and_go_on_page_by_page(self, django_assert_num_queries):
        stems = ["甲问", "乙问{birth.name}", "丙问"]
        made = {stem: training.draft(ONE, question=replace(MINE, stem=Text(stem)), now=NOW) for stem in stems}
        team = training.draft(TEAM, question=question(owner="tax", items=("deed-tax",)), now=NOW)
        with django_assert_num_queries(3):  # two of them by the catalogue: whose team it is, what items say
            first = training.list_questions(TEAM, state=DRAFT, now=NOW, limit=2)
        rest = training.list_questions(TEAM, state=DRAFT, now=NOW, limit=2, cursor=first.cursor)
        everyone = [one.key for one in (*first.lines, *rest.lines)]
        assert (sorted(everyone), rest.cursor) == (sorted([*made.values(), team]), "")
        assert keys(TEAM, state=DRAFT, owner="tax") == [team]
        assert keys(TEAM, state=DRAFT, item="deed-tax") == [team]
        assert keys(TEAM, state=DRAFT, item="birth") == [made["乙问{birth.name}"]]
        assert training.count_by_state(ONE)[DRAFT] == 3

    def test_follow_what_a_draft_refers_to(self, key):
        training.write(ONE, key=key, question=replace(MINE, items=("deed-tax",)), now=NOW)
        assert keys(ONE, state=DRAFT, item="deed-tax") == [key]
        training.write(ONE, key=key, question=MINE, now=NOW)
        assert keys(ONE, state=DRAFT, item="deed-tax") == []


class TestAQuestionWhoseItemChanges:
    def flagged(self):
        return list(FlagRow.objects.filter(settled_at=None).values_list("reference", flat=True))

    def test_is_to_be_read_again_after_the_publication_and_once_for_each(self):
        key = in_use()
        assert training.flag_changes(JOB, now=NOW) == 0
        republish("promised_days: 7", "promised_days: 8", SLOWER[2])
        assert training.flag_changes(JOB, now=LATER) == 1
        assert training.flag_changes(JOB, now=LATER) == 0
        assert keys(ONE, state=training.AGAIN) == [key]
        (change,) = training.get_managed(ONE, key=key, now=LATER).again
        assert (change.old.zh, change.new.zh) == ("7 个工作日", "8 个工作日")
        training.read_again(TWO, key=key, now=LATER)
        assert (self.flagged(), training.count_by_state(ONE)[training.AGAIN]) == ([], 0)
        assert training.get_managed(ONE, key=key, now=LATER).again == ()

    def test_follows_what_is_said_now(self):
        in_use()
        for days in ("8", "10"):
            republish("promised_days: 7", f"promised_days: {days}", SLOWER[2])
            training.flag_changes(JOB, now=NOW)
        (flag,) = FlagRow.objects.filter(settled_at=None)
        assert flag.to_core().new.zh == "10 个工作日"

    def test_is_settled_by_itself_where_the_item_says_again_what_it_said(self):
        in_use()
        republish("promised_days: 7", "promised_days: 8", SLOWER[2])
        training.flag_changes(JOB, now=NOW)
        republish("promised_days: 7", "promised_days: 7", SLOWER[2])
        assert training.flag_changes(JOB, now=LATER) == 0
        assert self.flagged() == []

    def test_whose_wrong_option_became_right_cannot_just_be_read_again(self):
        key = in_use()
        republish(*SLOWER)  # the third option says nine days
        assert training.flag_changes(JOB, now=LATER) == 2
        assert self.flagged() == ["{birth-voucher.promised_days}", "options.3.zh"]
        with pytest.raises(QuestionRefused):
            training.read_again(TWO, key=key, now=LATER)
        training.revise(ONE, key=key, now=LATER)
        better = replace(MINE, options=MINE.options[:2])
        training.write(ONE, key=key, question=better, now=LATER)
        through(key, now=LATER)
        assert self.flagged() == []
        assert training.flag_changes(JOB, now=LATER) == 0


class TestLoading:
    def test_puts_the_citys_questions_in_use_once(self):
        first = training.load_questions(LOADER, now=NOW)
        assert first.put_in_use >= 10
        again = training.load_questions(LOADER, now=NOW)
        assert (again.put_in_use, again.same, again.kept) == (0, first.put_in_use, ())
        assert training.flag_changes(JOB, now=NOW) == 0

    def test_leaves_what_people_have_changed_and_gives_it_back_as_files(self):
        training.load_questions(LOADER, now=NOW)
        key, path = "birth-registration-surname", "exams/public-security.yaml"
        before = training.files_of_questions(LOADER)
        training.revise(ONE, key=key, now=NOW)
        training.write(ONE, key=key, question=MINE, now=NOW)
        through(key)
        files = training.files_of_questions(LOADER)
        assert [name for name in files if files[name] != before[name]] == [path]
        republish("父姓和母姓之外", "父姓、母姓之外", path)
        assert training.load_questions(LOADER, now=NOW).kept == (key,)
        republish(before[path].decode(), files[path].decode(), path)
        assert training.load_questions(LOADER, now=NOW).kept == ()
        assert training.files_of_questions(LOADER) == files
