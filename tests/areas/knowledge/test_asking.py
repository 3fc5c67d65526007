"""Asking, what changed under an answer, questions without one, and whether it helped."""

from datetime import date, timedelta

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.knowledge.models import FeedbackRow, FlagRow, QuestionRow, RevisionRow
from onething.areas.knowledge.queries import iterate_documents
from onething.core.knowledge import (
    AnswerNotNow,
    AnswerRefused,
    NothingAsked,
    ReasonMissing,
    SettledAlready,
    Source,
)
from onething.core.search.model import Finder, Hit
from onething.core.source import Text
from onething.kit.ports import bound
from tests.areas.knowledge.world import (
    CLERK,
    ELSEWHERE,
    HOTLINE,
    JOB,
    LOADER,
    NOW,
    ONE,
    OTHER_TOWN,
    SLOWER,
    SUPERVISOR,
    TEAM,
    TODAY,
    TOWN,
    TWO,
    VISITOR,
    SeenThrough,
    content,
    published,
    republish,
    through,
)

pytestmark = pytest.mark.django_db
NEXT = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _finder():
    with bound(Finder, SeenThrough()):
        yield


def ask(words="出生登记要多久", actor=HOTLINE, **more):
    return knowledge.ask(actor, asked=words, **{"now": NOW, **more})


class TestAsking:
    def test_gives_answers_scenes_and_items_with_version_and_moment(self):
        key = published()
        found = ask("上户口几天能办好")
        assert (found.sure, found.at, found.answers[0].key) == (True, NOW, key)
        assert found.version == catalogue.current_version(JOB).digest[:12]
        assert found.answers[0].scenes == (("birth", Text("出生一件事", "A child is born")),)
        assert ask("出生登记").items[0].scene == "birth"

    def test_says_the_same_to_everybody_at_one_second_and_another_thing_after_a_publication(self):
        key = published()
        actors = (HOTLINE, CLERK, VISITOR)
        assert len({ask(actor=actor).answers for actor in actors}) == 1
        assert ask().answers[0].text.zh == "生育登记：7 个工作日。"
        republish(*SLOWER, now=NEXT)
        assert {ask(actor=actor, now=NEXT).answers[0].text.zh for actor in actors} == {
            "生育登记：9 个工作日。"
        }
        knowledge.revise(ONE, key=key, content=content("改了：{birth-voucher.promised_days}"), now=NEXT)
        through(key, now=NEXT)
        assert {ask(actor=actor, now=NEXT).answers for actor in actors} == {ask(now=NEXT).answers}
        assert (ask(now=NEXT).answers[0].text.zh, ask(now=NEXT).answers[0].number) == ("改了：9 个工作日", 2)

    def test_leaves_out_what_does_not_hold_there(self):
        key = published(content(places=(TOWN,)))
        assert [one.key for one in ask(place=TOWN).answers] == [key]
        assert ask(place=OTHER_TOWN).answers == ()
        assert [one.key for one in ask().answers] == [key]

    def test_without_words_finds_nothing(self):
        assert ask(" ").answers == ()
        assert not ask(" ").sure

    def test_takes_as_many_queries_for_many_answers_as_for_one(self, django_assert_max_num_queries):
        published()
        with django_assert_max_num_queries(9):
            ask()
        for number in range(4):
            published(content(f"说法{number}", question=Text(f"出生登记要多久{number}")))
        with django_assert_max_num_queries(9):
            assert len(ask().answers) == 3

    def test_documents_hold_the_words_and_no_figures(self):
        key = published(content(places=(TOWN,)))
        (one,) = iterate_documents(JOB)
        assert (one.kind, one.key, one.title, one.places) == ("answer", key, "出生登记要多久？", (TOWN,))
        assert "上户口几天能办好" in one.wordings
        assert "{" not in one.body
        assert "出生登记" in one.body

    def test_stamp_of_the_documents_changes_with_them(self):
        stamps = {knowledge.documents_stamp(JOB)}
        key = published()
        stamps.add(knowledge.documents_stamp(JOB))
        knowledge.revise(ONE, key=key, content=content("改"), now=NEXT)
        assert knowledge.documents_stamp(JOB) in stamps
        through(key, now=NEXT)
        stamps.add(knowledge.documents_stamp(JOB))
        knowledge.withdraw(ONE, key=key, reason="r", now=NEXT)
        assert len(stamps) == 3
        assert knowledge.documents_stamp(JOB) in stamps - {max(stamps)}


class TestWhatChangesUnderAnAnswer:
    def test_is_flagged_once_with_old_and_new_words(self):
        key = published()
        assert knowledge.flag_changes(JOB, now=NOW) == 0
        republish(*SLOWER, now=NEXT)
        assert knowledge.flag_changes(JOB, now=NEXT) == 1
        assert knowledge.flag_changes(JOB, now=NEXT) == 0
        flag = FlagRow.objects.get()
        assert (flag.reference, flag.old_zh, flag.new_zh, flag.owner) == (
            "{birth-voucher.promised_days}",
            "7 个工作日",
            "9 个工作日",
            "public-security",
        )
        assert ask(now=NEXT).answers[0].changed
        assert [one.key for one in knowledge.list_answers(ONE, state=knowledge.CHANGED).lines] == [key]
        (change,) = knowledge.get_managed(ONE, key=key, now=NEXT).changes
        assert (change.old.zh, change.new.zh) == ("7 个工作日", "9 个工作日")
        assert knowledge.count_waiting(TWO) == 1

    def test_is_settled_when_the_owner_confirms(self):
        key = published()
        republish(*SLOWER, now=NEXT)
        knowledge.flag_changes(JOB, now=NEXT)
        knowledge.confirm(TWO, key=key, now=NEXT)
        assert not ask(now=NEXT).answers[0].changed
        assert knowledge.flag_changes(JOB, now=NEXT) == 0
        assert FlagRow.objects.get().settled_at == NEXT

    def test_is_settled_by_itself_when_the_item_says_again_what_it_said(self):
        published()
        republish(*SLOWER, now=NEXT)
        knowledge.flag_changes(JOB, now=NEXT)
        republish("出生登记", "出生登记", now=NEXT)
        assert knowledge.flag_changes(JOB, now=NEXT) == 0
        assert FlagRow.objects.filter(settled_at=None).count() == 0

    def test_that_takes_a_reference_away_is_flagged_and_cannot_be_confirmed(self):
        key = published(content("{birth-registration.materials.surname-declaration}"))
        line = "  - {role: mother, material: surname-declaration"
        republish(line, "  - {role: mother, material: authorisation", now=NEXT)
        assert knowledge.flag_changes(JOB, now=NEXT) == 1
        assert FlagRow.objects.get().gone
        assert "（见办事指南）" in ask(now=NEXT).answers[0].text.zh
        with pytest.raises(AnswerRefused):
            knowledge.confirm(TWO, key=key, now=NEXT)


class TestAQuestionWithoutAnAnswer:
    def keep(self, asked="狗证在哪里办", source=Source.HOTLINE, actor=HOTLINE, **more):
        return knowledge.keep_question(actor, asked=asked, source=source, now=NOW, **more)

    def test_is_kept_with_a_day_and_counted_when_asked_again(self):
        one = self.keep()
        assert self.keep("请问狗证在哪里办？", Source.PORTAL, VISITOR) == one
        (line,) = knowledge.list_questions(TEAM, today=TODAY)
        assert (line.question.count, line.question.answer_by) == (2, date(2026, 3, 10))
        assert line.sources == (("hotline", 1), ("portal", 1))
        assert not line.late
        assert knowledge.list_questions(TEAM, today=date(2026, 3, 11))[0].late

    def test_loses_the_numbers_of_persons(self):
        self.keep("我 13800001357 的狗证")
        assert "13800001357" not in str(QuestionRow.objects.values().get())

    def test_goes_to_the_office_of_what_is_near_else_to_the_team(self):
        self.keep(near=(Hit("item", "birth-registration", "出生登记", 0.4),))
        self.keep("猫证", near=(Hit("scene", "birth", "出生一件事", 0.4),))
        self.keep("鸟证", near=(Hit("item", "unknown", "", 0.4),))
        owners = dict(QuestionRow.objects.values_list("words", "owner"))
        assert owners == {"狗证在哪里办": "public-security", "猫证": "health", "鸟证": "data-services"}
        assert [one.question.words for one in knowledge.list_questions(ONE, today=TODAY)] == ["狗证在哪里办"]

    def test_says_something(self):
        with pytest.raises(NothingAsked):
            self.keep(" ？？ ")

    def test_becomes_a_draft_and_is_settled_when_that_is_published(self):
        one = self.keep(near=(Hit("item", "birth-registration", "", 0.4),))
        key = knowledge.draft_from_question(ONE, question=one, now=NOW)
        knowledge.write(ONE, key=key, content=content("答", question=Text("狗证在哪里办")), now=NOW)
        through(key)
        assert QuestionRow.objects.get().settled == "answered"
        assert ask("狗证在哪里办").answers[0].key == key

    def test_waits_again_when_its_draft_is_dropped(self):
        one = self.keep()
        key = knowledge.draft_from_question(TEAM, question=one, now=NOW)
        knowledge.withdraw(TEAM, key=key, reason="写不了", now=NOW)
        assert (QuestionRow.objects.get().settled, QuestionRow.objects.get().answer) == ("waiting", "")

    def test_is_merged_as_a_wording_that_goes_through_review(self):
        key = published()
        one = self.keep("娃落户要等多久", near=(Hit("answer", key, "", 0.4),))
        knowledge.merge_question(ONE, question=one, key=key, now=NOW)
        assert QuestionRow.objects.get().settled == "merged"
        knowledge.approve(TWO, key=key, now=NOW)
        knowledge.publish(TEAM, key=key, now=NOW)
        assert ask("娃落户要等多久").answers[0].key == key

    def test_is_merged_into_no_answer_that_is_under_review(self):
        key = knowledge.draft(ONE, content=content(), now=NOW)
        knowledge.send(ONE, key=key, now=NOW)
        one = self.keep("娃落户", near=(Hit("item", "birth-registration", "", 0.4),))
        with pytest.raises(AnswerNotNow):
            knowledge.merge_question(ONE, question=one, key=key, now=NOW)
        assert QuestionRow.objects.get().settled == "waiting"

    def test_is_closed_with_a_reason_and_may_be_asked_anew(self):
        one = self.keep()
        with pytest.raises(ReasonMissing):
            knowledge.close_question(TEAM, question=one, reason=" ", now=NOW)
        knowledge.close_question(TEAM, question=one, reason="不归政务服务", now=NOW)
        with pytest.raises(SettledAlready):
            knowledge.close_question(TEAM, question=one, reason="r", now=NOW)
        assert self.keep() != one
        assert [line.id for line in knowledge.list_questions(TEAM, today=TODAY, settled=True)] == [one]

    def test_is_passed_on_by_its_owner_only(self):
        one = self.keep()
        with pytest.raises(knowledge.NotYours):
            knowledge.pass_question_on(ELSEWHERE, question=one, owner="tax")
        with pytest.raises(knowledge.OwnerUnknown):
            knowledge.pass_question_on(TEAM, question=one, owner="nobody")
        knowledge.pass_question_on(TEAM, question=one, owner="tax")
        assert knowledge.get_question(ELSEWHERE, question=one, today=TODAY).question.owner == "tax"
        with pytest.raises(knowledge.QuestionNotFound):
            knowledge.get_question(ONE, question=one, today=TODAY)
        assert knowledge.count_questions(SUPERVISOR)["waiting"] == 1

    @pytest.mark.parametrize(
        "act",
        [
            lambda one: knowledge.draft_from_question(ONE, question=one, now=NOW),
            lambda one: knowledge.merge_question(ONE, question=one, key="k", now=NOW),
            lambda one: knowledge.close_question(ONE, question=one, reason="r", now=NOW),
        ],
    )
    def test_is_settled_by_its_owner_only(self, act):
        with pytest.raises(knowledge.NotYours):
            act(self.keep())


class TestWhetherItHelped:
    def say(self, key, viewer="v", helped=True, number=1):
        knowledge.say_whether_helped(
            VISITOR, key=key, number=number, viewer=viewer, helped=helped, source=Source.PORTAL, now=NOW
        )

    def test_counts_one_voice_for_each_viewer_and_revision(self):
        key = published()
        self.say(key)
        self.say(key, helped=False)
        self.say(key, viewer="w")
        (line,) = knowledge.list_answers(ONE, state="published").lines
        assert (line.helped, line.not_helped) == (1, 1)
        assert [one.helped for one in knowledge.list_voices(ONE, key=key, helped=False)] == [False]
        assert len(knowledge.list_voices(ONE, key=key)) == 2
        with pytest.raises(knowledge.AnswerNotFound):
            knowledge.list_voices(ELSEWHERE, key=key)

    def test_is_about_a_revision_that_was_published(self):
        key = knowledge.draft(ONE, content=content(), now=NOW)
        with pytest.raises(knowledge.AnswerNotFound):
            self.say(key)
        assert FeedbackRow.objects.count() == 0


class TestWhatIsAskedOften:
    def test_is_counted_by_day(self):
        one, other = published(), published(content("别的", question=Text("别的问题")))
        for _ in range(2):
            knowledge.note_asked(VISITOR, key=one, now=NOW)
        knowledge.note_asked(VISITOR, key=other, now=NOW)
        found = knowledge.list_hot(HOTLINE, today=TODAY)
        assert [(hot.key, hot.count) for hot in found] == [(one, 2), (other, 1)]
        assert knowledge.list_hot(HOTLINE, today=TODAY + timedelta(days=30)) == []


class TestLoading:
    def test_publishes_what_the_city_ships_once(self):
        done = knowledge.load_answers(LOADER, now=NOW)
        assert done.published >= 30
        again = knowledge.load_answers(LOADER, now=NEXT)
        assert (again.published, again.same, again.kept) == (0, done.published, ())
        assert RevisionRow.objects.filter(state="published").count() == done.published
        assert "出生登记" in ask("上户口几天能办好").answers[0].text.zh

    def test_leaves_alone_what_people_have_changed(self):
        knowledge.load_answers(LOADER, now=NOW)
        knowledge.revise(ONE, key="birth-registration-time", content=content("本地改过"), now=NOW)
        through("birth-registration-time")
        RevisionRow.objects.filter(answer="birth-registration-time").get(number=2)
        from onething.areas.knowledge.models import AnswerRow

        AnswerRow.objects.filter(pk="birth-registration-time").update(shipped="older")
        assert knowledge.load_answers(LOADER, now=NEXT).kept == ("birth-registration-time",)
        shown = knowledge.get_answer(VISITOR, key="birth-registration-time", now=NEXT)
        assert shown.text.zh == "本地改过"

    def test_publishes_a_new_revision_of_what_the_package_changed(self):
        from onething.areas.knowledge.models import AnswerRow

        knowledge.load_answers(LOADER, now=NOW)
        row = RevisionRow.objects.get(answer="birth-surname")
        older = {**row.content, "source": "older"}
        row.content = older
        row.save()
        AnswerRow.objects.filter(pk="birth-surname").update(shipped=row.to_core().content.hash)
        assert knowledge.load_answers(LOADER, now=NEXT).published == 1
        assert knowledge.get_answer(VISITOR, key="birth-surname", now=NEXT).number == 2
