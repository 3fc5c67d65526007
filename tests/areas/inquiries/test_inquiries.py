"""A question from the one who is asked first to the answer: who has it, who may see it, what is counted."""

from datetime import date
from uuid import uuid4

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.catalogue import api as catalogue
from onething.areas.inquiries import api as inquiries
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.inquiries import (
    AnsweredAlready,
    AnswerMissing,
    AskedBy,
    InquiryStanding,
    NothingAsked,
    NotOffered,
    NotResponsible,
    ReasonNeeded,
    Told,
    ToOneself,
    Way,
)
from onething.core.people import AccountKind
from tests.areas.cases.world import SUPERVISOR, at, manager
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 10)
TODAY = NOW.date()
ADMIN = Actor("job:setup", "setup", frozenset({Role.ADMIN, Role.SYSTEM}))
WEEK = {"since": TODAY, "until": date(2026, 3, 12), "today": date(2026, 3, 12)}


@pytest.fixture(autouse=True)
def city(db):
    catalogue.publish(ADMIN, files=FILES, now=NOW)


def staff(name, number, department="data-services", role=Role.CLERK):
    return people.open_account(
        ADMIN,
        kind=AccountKind.STAFF,
        login=number,
        name=name,
        roles={role},
        department=department,
        division="441900000000",
        staff_number=number,
    ).to_actor()


@pytest.fixture
def lin():
    return staff("林晓", "0716")


@pytest.fixture
def fang():
    return staff("方可", "2301", "civil-affairs", Role.REVIEWER)


def ask(who, question="孩子户口怎么上", **more):
    return inquiries.take_question(who, question=question, **{"now": NOW, **more})


def hand_on(one, giver, receiver="2301", **more):
    given = {"staff_number": receiver, "reason": "归民政", "now": NOW, **more}
    return inquiries.hand_question_on(giver, inquiry=one.id, **given)


class TestWhoeverIsAskedFirst:
    def test_is_responsible_with_a_number_and_a_last_day(self, lin):
        made = ask(lin, came=AskedBy.PHONE, asker="陈", phone="13800001357")
        assert (made.number, made.answer_by) == ("Q202603050001", date(2026, 3, 10))
        assert made.first == made.responsible
        assert made.responsible.name == "林晓"
        assert [one.number for one in inquiries.list_mine(lin)] == [made.number]
        assert EntryRow.objects.filter(action="inquiries:take").exists()

    def test_counts_the_numbers_of_a_day(self, lin):
        assert [ask(lin).number[-4:] for _ in range(3)] == ["0001", "0002", "0003"]
        assert ask(lin, now=at("2026-03-06")).number == "Q202603060001"

    def test_answers_once_and_everything(self, lin):
        made = ask(lin)
        with pytest.raises(AnswerMissing):
            inquiries.answer_question(lin, inquiry=made.id, told={Told.TIME}, now=NOW)
        told = inquiries.answer_question(lin, inquiry=made.id, way=Way.ON_PAPER, now=NOW)
        assert (told.standing, told.told, told.way) == (
            InquiryStanding.ANSWERED,
            frozenset(Told),
            Way.ON_PAPER,
        )
        assert inquiries.list_mine(lin) == ()
        with pytest.raises(AnsweredAlready):
            inquiries.answer_question(lin, inquiry=made.id, now=NOW)

    def test_says_what_was_asked(self, lin):
        with pytest.raises(NothingAsked):
            ask(lin, " ")

    def test_is_any_member_of_staff_and_nobody_else(self, fang):
        assert ask(fang).first.department == "civil-affairs"
        citizen = Actor("user:li", "黎", frozenset({Role.CITIZEN}), person_id="x")
        auditor = Actor("user:a", "石", frozenset({Role.AUDITOR}), department="data-services")
        for who in (citizen, auditor, Actor.visitor()):
            with pytest.raises(PermissionMissing):
                ask(who)


class TestHandingOn:
    def test_leaves_the_first_responsible_until_the_colleague_confirms(self, lin, fang):
        made = ask(lin)
        passed = hand_on(made, lin)
        assert passed.responsible.name == "林晓"
        assert (passed.offered.receiver.name, passed.offered.confirm_by) == ("方可", date(2026, 3, 6))
        assert [one.number for one in inquiries.list_mine(fang)] == [made.number]
        with pytest.raises(NotResponsible):
            inquiries.answer_question(fang, inquiry=made.id, now=NOW)
        taken = inquiries.reply_to_offer(fang, inquiry=made.id, confirmed=True, now=NOW)
        assert (taken.responsible.name, taken.first.name) == ("方可", "林晓")
        assert inquiries.list_mine(lin) == ()
        assert [one.number for one in inquiries.list_asked_first(lin)] == [made.number]
        assert inquiries.answer_question(fang, inquiry=made.id, now=NOW).answered_at is not None

    def test_comes_back_with_a_reason_and_stays(self, lin, fang):
        made = ask(lin)
        hand_on(made, lin)
        with pytest.raises(ReasonNeeded):
            inquiries.reply_to_offer(fang, inquiry=made.id, confirmed=False, now=NOW)
        back = inquiries.reply_to_offer(fang, inquiry=made.id, confirmed=False, reason="归公安", now=NOW)
        assert back.responsible.name == "林晓"
        assert back.standing is InquiryStanding.OPEN
        assert inquiries.list_mine(fang) == ()

    def test_is_to_a_colleague_that_there_is(self, lin, fang):
        made = ask(lin)
        for number in ("9999", "", "六"):
            with pytest.raises(inquiries.ColleagueUnknown):
                hand_on(made, lin, number)
        with pytest.raises(ToOneself):
            hand_on(made, lin, "0716")
        with pytest.raises(ReasonNeeded):
            hand_on(made, lin, reason=" ")

    def test_ends_when_the_responsible_one_answers_after_all(self, lin, fang):
        made = ask(lin)
        hand_on(made, lin)
        inquiries.answer_question(lin, inquiry=made.id, now=NOW)
        assert inquiries.list_mine(fang) == ()
        with pytest.raises(AnsweredAlready):
            inquiries.reply_to_offer(fang, inquiry=made.id, confirmed=True, now=NOW)

    def test_is_replied_to_by_the_receiver_alone(self, lin, fang):
        made = ask(lin)
        hand_on(made, lin)
        with pytest.raises(NotOffered):
            inquiries.reply_to_offer(lin, inquiry=made.id, confirmed=True, now=NOW)
        with pytest.raises(inquiries.InquiryNotFound):
            inquiries.reply_to_offer(staff("何", "2604", "health"), inquiry=made.id, confirmed=True, now=NOW)


class TestWhoSeesIt:
    def test_are_those_it_concerns_their_manager_and_who_supervises(self, lin, fang):
        made = ask(lin)
        hand_on(made, lin)
        for who in (lin, fang, manager("data-services"), SUPERVISOR):
            assert inquiries.get_inquiry(who, inquiry=made.id).number == made.number
        for who in (staff("何", "2604", "health"), manager("health")):
            with pytest.raises(inquiries.InquiryNotFound):
                inquiries.get_inquiry(who, inquiry=made.id)
        with pytest.raises(inquiries.InquiryNotFound):
            inquiries.get_inquiry(lin, inquiry=uuid4())
        with pytest.raises(PermissionMissing):
            inquiries.get_inquiry(Actor.visitor(), inquiry=made.id)


class TestTheFigures:
    @pytest.fixture
    def asked(self, lin, fang):
        on_time, late, open_, other = ask(lin), ask(lin), ask(lin), ask(fang)
        inquiries.answer_question(lin, inquiry=on_time.id, now=at("2026-03-10", 23))
        inquiries.answer_question(lin, inquiry=late.id, now=at("2026-03-11"))
        hand_on(open_, lin)
        return on_time, late, open_, other

    def test_count_by_the_department_that_was_asked_first(self, asked):
        found = {one.department: one for one in inquiries.tally(SUPERVISOR, **WEEK)}
        hall = found["data-services"]
        assert (hall.asked, hall.late, hall.handed_on, hall.waiting) == (3, 2, 1, 1)
        assert found["civil-affairs"].asked == 1

    def test_open_to_their_lists(self, asked):
        on_time, late, open_, _ = asked
        listed = {
            what: {
                one.number
                for one in inquiries.list_counted(SUPERVISOR, what=what, department="data-services", **WEEK)
            }
            for what in (inquiries.ASKED, inquiries.LATE, inquiries.HANDED_ON, inquiries.WAITING)
        }
        assert listed == {
            "asked": {on_time.number, late.number, open_.number},
            "late": {late.number, open_.number},
            "handed_on": {open_.number},
            "waiting": {open_.number},
        }

    def test_are_of_the_own_department_for_a_manager(self, asked):
        assert [one.department for one in inquiries.tally(manager("civil-affairs"), **WEEK)] == [
            "civil-affairs"
        ]
        assert len(inquiries.list_counted(manager("health"), **WEEK)) == 0

    def test_warn_of_what_has_come_to_its_last_day(self, asked, lin):
        assert inquiries.count_warned(lin, today=date(2026, 3, 9)) == 0
        assert inquiries.count_warned(lin, today=date(2026, 3, 10)) == 1
        assert inquiries.count_warned(SUPERVISOR, today=date(2026, 3, 10)) == 2

    def test_are_for_assessment_only(self, asked, lin):
        with pytest.raises(PermissionMissing):
            inquiries.tally(lin, **WEEK)
        with pytest.raises(PermissionMissing):
            inquiries.list_counted(lin, **WEEK)

    def test_take_the_same_queries_however_many_there_are(self, asked, lin, django_assert_num_queries):
        for many in (1, 5):
            for _ in range(many):
                ask(lin)
            with django_assert_num_queries(1):
                inquiries.tally(SUPERVISOR, **WEEK)
            with django_assert_num_queries(2):
                inquiries.list_mine(lin)
