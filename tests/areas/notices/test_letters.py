"""Messages on their way: through gateways and a mail server that are programs of their own."""

from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.notices import api as notices
from onething.areas.notices.models import LetterRow, MessageRow
from onething.areas.notices.reaching import CARRIER
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.parts import Contact
from onething.core.notices import LetterState, MessageWay, Preference, QuietHours, Receipt, segments
from onething.core.submission import Person
from onething.kit.jobs import api as jobs
from tests.areas.cases.world import APPLICANT, CHEN, LI, at, submission
from tests.areas.notices.conftest import open_citizen

pytestmark = pytest.mark.django_db
HOUSE = Actor.job("house")
OFFICER = Actor("user:officer", "许知行", frozenset({Role.REVIEWER}), department="disabled-federation")
NOW = at("2026-03-05")
NUMBER = "20260305441900P00000017X"
ONLY_SMS = Preference(ways=(MessageWay.SMS,))


def tell(kind="received", *, person=LI, actor=HOUSE, now=NOW, application=NUMBER, **facts):
    facts = {
        "number": application,
        "scene": {"zh": "残疾人服务", "en": "Services for disabled people"},
        **facts,
    }
    notices.tell(actor, person=person, kind=kind, facts=facts, application=application, now=now)


def carry(now=NOW, *, minutes=4, times=1):
    """Let the worker do what is due, the time for merging over; `times`: again and again, an hour apart."""
    for hour in range(times):
        later = now + timedelta(minutes=minutes, hours=hour)
        while jobs.drain(now=later):
            pass


def letter(way=MessageWay.SMS):
    return LetterRow.objects.get(way=way)


class TestALetter:
    def test_reaches_the_person_by_sms_and_by_mail(self, carriers, gateways, mail, li):
        tell()
        carry()
        (sms,), (post,) = gateways[0].sent(), mail.sent()
        assert sms["to"] == "13800001357"
        assert (post["to"], post["subject"]) == ("li@people.example", "已收到：残疾人服务")
        assert post["from"] == "service@city.example"
        assert NUMBER in post["body"]

    def test_by_sms_names_neither_matter_nor_person_and_leads_there(self, carriers, gateways, li):
        tell("asked", points=2, supplement_on="2026-03-19")
        carry()
        (sms,) = gateways[0].sent()
        assert "尾号 017X" in sms["text"]
        assert "还差 2 处，2026-03-19 前补上" in sms["text"]
        assert f"/applications/{NUMBER}/" in sms["text"]
        for secret in (LI, "黎国安", "残疾"):
            assert secret not in sms["text"]
        assert segments(sms["text"]) <= 3

    def test_about_what_has_ended_leads_to_its_rating(self, carriers, gateways, mail, li):
        tell("closed", rating="a-token")
        carry()
        assert "/rate/a-token" in gateways[0].sent()[0]["text"]
        assert "/rate/a-token" in mail.sent()[0]["body"]

    def test_with_a_period_that_runs_leads_to_what_is_to_be_done(self, carriers, gateways, li):
        tell("closed", rating="a-token")
        tell("reopened", item={"zh": "一项"})
        carry()
        assert f"/applications/{NUMBER}/" in gateways[0].sent()[0]["text"]

    def test_to_somebody_without_an_account_leads_to_the_page_of_number_and_code(
        self, carriers, gateways, db
    ):
        person = Person("黎国安", "citizen_number", LI, "13800001357")
        cases.submit(APPLICANT, submission=submission(applicant=person), key="window", now=NOW)
        carry()
        (sms,) = gateways[0].sent()
        assert sms["to"] == "13800001357"
        assert "/progress" in sms["text"]

    def test_covers_the_names_of_others(self, carriers, gateways, mail, li):
        tell("represented", application="", representative="陈思敏")
        carry()
        assert "陈思敏" not in gateways[0].sent()[0]["text"] + mail.sent()[0]["text"]
        assert "陈** 可以替您办事了" in gateways[0].sent()[0]["text"]

    def test_is_in_the_language_that_the_person_chose(self, carriers, gateways, li):
        notices.choose(APPLICANT, preference=Preference(language="en"), now=NOW)
        tell("asked", points=2, supplement_on="2026-03-19")
        carry()
        assert "2 to put right by 2026-03-19" in gateways[0].sent()[0]["text"]

    def test_of_four_acts_is_one(self, carriers, gateways, mail, li):
        for minute in range(3):
            tell("decided", now=NOW + timedelta(minutes=minute), item={"zh": f"第{minute}项"})
        tell("closed", now=NOW + timedelta(minutes=2))
        carry()
        (sms,), (post,) = gateways[0].sent(), mail.sent()
        assert "3 项有结果了；全部办完" in sms["text"]
        assert post["subject"] == "4 条新消息"
        assert "第0项" in post["body"]
        assert "第2项" in post["body"]
        assert [one.kind for one in notices.list_messages(APPLICANT)].count("decided") == 3

    def test_does_not_wait_for_what_comes_later(self, carriers, gateways, li):
        tell()
        carry()
        tell("decided", now=NOW + timedelta(hours=1))
        carry(NOW + timedelta(hours=1))
        assert len(gateways[0].sent()) == 2

    def test_is_one_for_each_application_and_person(self, carriers, gateways, li):
        open_citizen(CHEN, "陈思敏", phone="13800002468")
        tell()
        tell(application="20260305441900P000000188")
        tell(person=CHEN)
        carry()
        assert [one["to"] for one in gateways[0].sent()].count("13800001357") == 2
        assert len(gateways[0].sent()) == 3

    def test_leaves_once_however_often_its_jobs_are_done(self, carriers, gateways, li):
        from onething.areas.notices.posting import GATHER, SEND

        tell()
        carry()
        jobs.enqueue(GATHER, {"message": str(MessageRow.objects.get().pk)}, now=NOW)
        jobs.enqueue(SEND, {"letter": str(letter().pk)}, now=NOW)
        carry()
        assert len(gateways[0].sent()) == 1

    def test_that_a_worker_handed_over_before_it_died_has_one_effect(self, carriers, gateways, li):
        from onething.areas.notices.posting import SEND

        tell()
        carry()
        LetterRow.objects.update(state="meant", handed_at=None, provider="")  # as the dead worker left it
        jobs.enqueue(SEND, {"letter": str(letter().pk)}, now=NOW)
        carry()
        assert (letter().state, len(gateways[0].sent())) == ("handed", 1)

    def test_is_not_made_for_people_without_an_address_who_still_read_it_here(
        self, carriers, gateways, mail, db
    ):
        tell()
        carry()
        assert gateways[0].sent() == mail.sent() == []
        assert [one.kind for one in notices.list_messages(APPLICANT)] == ["received"]

    def test_is_not_asked_for_in_a_city_without_carriers(self, li):
        tell()
        assert jobs.drain(now=NOW) == 0

    def test_that_lost_its_job_is_found(self, carriers, gateways, li):
        from onething.areas.notices.services import gather_forgotten
        from onething.kit.jobs.models import JobRow

        tell()
        JobRow.objects.all().delete()
        assert gather_forgotten(CARRIER, now=NOW + timedelta(minutes=5)) == 0
        assert gather_forgotten(CARRIER, now=NOW + timedelta(minutes=11)) == 1
        carry(minutes=12)
        assert len(gateways[0].sent()) == 1


class TestQuietHours:
    def test_hold_a_letter_until_the_morning_and_put_the_night_into_one(self, carriers, gateways, li):
        tell(now=at("2026-03-05", 23))
        tell("decided", now=at("2026-03-06", 2))
        carry(at("2026-03-06", 7))
        assert gateways[0].sent() == []
        carry(at("2026-03-06", 8))
        (sms,) = gateways[0].sent()
        assert "已收到" in sms["text"]
        assert "1 项有结果了" in sms["text"]

    def test_of_ones_own_hold_what_can_wait_and_not_what_the_law_makes_urgent(self, carriers, gateways, li):
        from datetime import time

        notices.choose(APPLICANT, preference=Preference(quiet=QuietHours(time(8), time(12))), now=NOW)
        tell("decided")
        carry()
        assert gateways[0].sent() == []
        tell("asked", now=NOW + timedelta(minutes=30), points=1, supplement_on="2026-03-19")
        carry(NOW + timedelta(minutes=30))
        assert "还差 1 处" in gateways[0].sent()[0]["text"]


class TestFailing:
    def test_of_the_first_gateway_is_made_up_by_the_second(self, carriers, gateways, li):
        gateways[0].behave(mode="down")
        tell()
        carry()
        assert (gateways[0].sent(), len(gateways[1].sent())) == ([], 1)
        assert (letter().state, letter().provider) == ("handed", "sms-second")

    @pytest.mark.parametrize("mode", ["hang_up", "slow"])
    def test_to_answer_is_asked_again_by_the_key_and_no_other_gateway_sends_it_twice(
        self, carriers, gateways, li, mode
    ):
        gateways[0].behave(mode=mode, delay=1)
        tell()
        carry()
        assert letter().state == "meant"
        gateways[0].behave(mode="normal")
        carry(NOW + timedelta(hours=1))
        assert letter().state == "handed"
        assert (len(gateways[0].sent()), gateways[1].sent()) == (1, [])

    def test_to_answer_for_good_leads_to_the_other_gateway(self, carriers, gateways, li):
        gateways[0].behave(mode="hang_up")
        tell()
        carry(times=5)
        assert (letter().state, letter().provider, letter().tries) == ("handed", "sms-second", 4)

    def test_of_all_ends_after_so_many_tries_and_has_an_owner(self, carriers, gateways, mail, li):
        notices.choose(APPLICANT, preference=Preference(ways=(MessageWay.SMS,), mail_instead=False), now=NOW)
        for one in gateways:
            one.behave(mode="down")
        tell(actor=OFFICER)
        carry(times=12)
        assert (letter().state, letter().reason, letter().tries) == ("failed", "no_answer", 8)
        assert letter().department == "disabled-federation"
        assert mail.sent() == []

    def test_of_the_number_goes_by_mail_where_the_person_chose_so(self, carriers, gateways, mail, li):
        notices.choose(APPLICANT, preference=ONLY_SMS, now=NOW)
        gateways[0].behave(mode="reject")
        tell()
        carry()
        assert (letter().state, letter().reason, letter().settled) == ("failed", "空号", "mail_instead")
        assert len(mail.sent()) == 1
        assert gateways[1].sent() == []

    def test_of_the_mail_server_for_now_is_tried_again(self, carriers, mail, li):
        mail.behave(mode="busy")
        tell()
        carry()
        assert mail.sent() == []
        mail.behave(mode="normal")
        carry(NOW + timedelta(hours=1))
        assert len(mail.sent()) == 1

    def test_of_the_mailbox_is_final(self, carriers, mail, li):
        mail.behave(mode="reject")
        tell()
        carry()
        assert (letter(MessageWay.MAIL).state, letter(MessageWay.MAIL).reason[:3]) == ("failed", "550")

    def test_of_the_mail_server_after_it_took_a_letter_shows_it_once(self, carriers, mail, li):
        mail.behave(mode="hang_up")
        tell()
        carry()
        mail.behave(mode="normal")
        carry(NOW + timedelta(hours=1))
        assert len(mail.sent()) == 1


class TestAReceipt:
    @pytest.fixture
    def sent(self, carriers, gateways, li):
        notices.choose(APPLICANT, preference=ONLY_SMS, now=NOW)
        tell()
        carry()
        return letter()

    def receive(self, key, *, delivered=True, provider="sms-first", actor=CARRIER):
        receipt = Receipt(key, delivered=delivered, reason="" if delivered else "关机")
        return notices.take_receipt(actor, provider=provider, receipt=receipt, now=NOW + timedelta(minutes=9))

    def test_ends_a_letter_and_changes_nothing_when_it_comes_again(self, sent):
        assert [self.receive(sent.key), self.receive(sent.key)] == [True, False]
        assert letter().state == "delivered"

    def test_of_a_failure_begins_the_other_way_once(self, sent, mail):
        assert self.receive(sent.key, delivered=False)
        self.receive(sent.key, delivered=False)
        carry(NOW + timedelta(minutes=10))
        assert len(mail.sent()) == 1

    def test_that_says_delivered_corrects_a_failure(self, sent):
        self.receive(sent.key, delivered=False)
        assert self.receive(sent.key)
        assert (letter().state, letter().reason) == ("delivered", "")

    def test_of_a_failure_by_another_gateway_than_was_asked_changes_nothing(self, sent):
        assert not self.receive(sent.key, delivered=False, provider="sms-second")
        assert letter().state == "handed"

    @pytest.mark.parametrize("key", ["", "nonsense-1", "0192f0c1-7d3a-7000-8000-000000000000-1"])
    def test_of_nothing_that_we_sent_is_told_so(self, sent, key):
        with pytest.raises(notices.LetterNotFound):
            self.receive(key)

    def test_is_not_for_people_to_send(self, sent):
        with pytest.raises(PermissionMissing):
            self.receive(sent.key, actor=APPLICANT)

    def test_shows_on_the_page_of_messages_with_the_number_covered(self, sent):
        self.receive(sent.key)
        ((line,),) = (one.sent for one in notices.list_messages(APPLICANT))
        assert (line.way.zh, line.state.zh, line.address) == ("短信", "已送达", "138****1357")


class TestWhatDidNotArrive:
    SUPERVISOR = Actor("user:s", "秦守真", frozenset({Role.SUPERVISOR}), department="data-services")
    MANAGER = Actor("user:m", "黎国栋", frozenset({Role.MANAGER}), department="disabled-federation")
    OTHER = Actor("user:o", "别人", frozenset({Role.MANAGER}), department="tax")

    @pytest.fixture
    def failed(self, carriers, gateways, li):
        notices.choose(APPLICANT, preference=Preference(ways=(MessageWay.SMS,), mail_instead=False), now=NOW)
        gateways[0].behave(mode="reject")
        tell(actor=OFFICER)
        carry()
        gateways[0].behave(mode="normal")
        return letter()

    def listed(self, actor, now=NOW):
        return [one.id for one in notices.list_undelivered(actor, now=now).lines]

    def test_is_seen_by_its_owner_and_those_who_watch_the_city(self, failed):
        assert self.listed(self.MANAGER) == self.listed(self.SUPERVISOR) == [failed.pk]
        assert notices.count_undelivered(self.MANAGER, now=NOW) == 1
        assert self.listed(self.OTHER) == []

    def test_shows_neither_number_nor_person_nor_text(self, failed):
        shown = repr(notices.list_undelivered(self.SUPERVISOR, now=NOW))
        for secret in ("13800001357", LI, "黎国安", "残疾人服务"):
            assert secret not in shown

    def test_is_sent_again_under_a_key_that_no_gateway_knows(self, failed, gateways):
        notices.try_again(self.MANAGER, letter=failed.pk, now=NOW)
        carry()
        assert [one["key"] for one in gateways[0].sent()] == [f"{failed.pk}-2"]
        assert self.listed(self.MANAGER) == []

    def test_is_settled_by_saying_how_the_person_was_told(self, failed):
        with pytest.raises(notices.HowMissing):
            notices.settle(self.MANAGER, letter=failed.pk, how=" ", now=NOW)
        notices.settle(self.MANAGER, letter=failed.pk, how="3 月 5 日 11 点打电话告诉本人", now=NOW)
        assert self.listed(self.SUPERVISOR) == []
        with pytest.raises(notices.AlreadySettled):
            notices.try_again(self.SUPERVISOR, letter=failed.pk, now=NOW)

    def test_is_not_for_another_department(self, failed):
        with pytest.raises(notices.LetterNotFound):
            notices.settle(self.OTHER, letter=failed.pk, how="打电话", now=NOW)
        with pytest.raises(notices.LetterNotFound):
            notices.get_letter(self.OTHER, letter=failed.pk)

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK, Role.REVIEWER, Role.VISITOR])
    def test_is_not_for_others_at_all(self, failed, role):
        actor = Actor("user:x", "x", frozenset({role}), department="disabled-federation")
        for act in (
            lambda: notices.list_undelivered(actor, now=NOW),
            lambda: notices.settle(actor, letter=failed.pk, how="x", now=NOW),
            lambda: notices.try_again(actor, letter=failed.pk, now=NOW),
        ):
            with pytest.raises(PermissionMissing):
                act()

    def test_may_be_unknown_and_is_looked_into_after_a_time(self, carriers, gateways, li):
        tell()
        carry()
        assert self.listed(self.SUPERVISOR, NOW + timedelta(hours=71)) == []
        assert self.listed(self.SUPERVISOR, NOW + timedelta(hours=73)) == [letter().pk]

    def test_comes_in_pieces(self, carriers, gateways, li):
        gateways[0].behave(mode="reject")
        for number in range(5):
            tell(application=f"2026030544190{number}")
        carry()
        found, cursor = [], ""
        while True:
            page = notices.list_undelivered(self.SUPERVISOR, now=NOW, cursor=cursor, limit=2)
            found += [one.id for one in page.lines]
            if not (cursor := page.cursor):
                break
        assert len(found) == len(set(found)) == notices.count_undelivered(self.SUPERVISOR, now=NOW) == 5


class TestALetterAboutAnApplication:
    @pytest.fixture
    def number(self, li, carriers, mail):
        person = Person("黎国安", "citizen_number", LI, "13800001357", "form@people.example")
        receipt = cases.submit(APPLICANT, submission=submission(applicant=person), key="mail", now=NOW)
        carry()
        assert [one["to"] for one in mail.sent()] == ["form@people.example"]
        mail.forget()
        return receipt.number

    def told(self, mail, number, person=LI):
        later = NOW + timedelta(hours=1)
        tell("asked", person=person, application=number, now=later)
        carry(later)
        return [one["to"] for one in mail.sent()]

    def change(self, number, email):
        contact = Contact("13800009999", "", email)
        cases.change_contact(APPLICANT, application=number, contact=contact, now=NOW)

    def test_goes_where_the_application_says_as_it_stands_now(self, mail, gateways, number):
        self.change(number, "new@people.example")
        assert self.told(mail, number) == ["new@people.example"]
        assert gateways[0].sent()[-1]["to"] == "13800009999"

    def test_goes_to_the_own_account_where_the_application_says_nothing(self, mail, number):
        self.change(number, "")
        assert self.told(mail, number) == ["li@people.example"]

    def test_of_a_representative_goes_to_the_own_account(self, mail, number):
        open_citizen(CHEN, "陈思敏", email="chen@people.example")
        assert self.told(mail, number, person=CHEN) == ["chen@people.example"]

    def test_has_an_address_that_is_not_for_people_to_look_up(self, number):
        with pytest.raises(PermissionMissing):
            cases.find_reached(APPLICANT, application=number)


class TestMessagesOfOthers:
    def test_are_neither_listed_nor_counted_nor_marked(self, db):
        tell(person=CHEN)
        assert notices.list_messages(APPLICANT) == []
        assert notices.count_unread(APPLICANT) == 0
        assert notices.mark_all_read(APPLICANT, now=NOW) == 0

    def test_are_for_citizens_only_and_visitors_tell_nobody(self, db):
        clerk = Actor("user:c", "林晓", frozenset({Role.CLERK}), department="data-services")
        with pytest.raises(PermissionMissing):
            notices.list_messages(clerk)
        with pytest.raises(PermissionMissing):
            notices.choose(clerk, preference=ONLY_SMS, now=NOW)
        with pytest.raises(PermissionMissing):
            tell(actor=Actor.visitor())


class TestTheStateOfALetter:
    def test_has_a_name_in_both_languages(self):
        assert all(one.label.zh and one.label.en for one in LetterState)
