"""Messages by e-mail, through a mail server of our own that speaks SMTP on this machine."""

import email
import socketserver
import threading
from email.policy import default

import pytest

from onething.areas.cases import api as cases
from onething.areas.notices import api as notices
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.parts import Contact
from onething.core.people import AccountKind, Document, DocumentKind
from onething.core.submission import Person
from onething.kit.jobs import api as jobs
from tests.areas.cases.world import APPLICANT, CHEN, LI, at, submission

pytestmark = pytest.mark.django_db
HOUSE = Actor.job("house")
NOW = at("2026-03-05")


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 ready")
        to = []
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word in ("EHLO", "HELO"):
                self.say("250 here")
            elif word == "RCPT" and self.server.refuses:
                self.say("451 not now")
            elif word == "RCPT":
                to.append(line.partition("<")[2].rstrip(">"))
                self.say("250 yes")
            elif word == "DATA":
                self.say("354 go on")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part[1:] if part.startswith(b".") else part)
                message = email.message_from_bytes(b"".join(lines), policy=default)
                self.server.letters.append((to, message))
                to = []
                self.say("250 kept")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    refuses = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters = []


@pytest.fixture
def server(settings):
    with MailServer() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address
        settings.DEFAULT_FROM_EMAIL = "service@city.example"
        yield made
        made.shutdown()


@pytest.fixture
def li():
    return people.open_account(
        Actor("user:a", "管理员", frozenset({Role.ADMIN})),
        kind=AccountKind.CITIZEN,
        login=LI,
        name="黎国安",
        roles=[Role.CITIZEN],
        document=Document.of(DocumentKind.CITIZEN_NUMBER, LI),
        email="li@people.example",
    )


def tell(person=LI, kind="received", actor=HOUSE):
    facts = {"number": "4419001", "scene": {"zh": "残疾人服务", "en": "Services for disabled people"}}
    notices.tell(actor, person=person, kind=kind, facts=facts, application="4419001", now=NOW)


class TestMail:
    def test_reaches_the_person_with_the_words_of_the_message(self, server, li):
        tell()
        jobs.drain(now=NOW)
        ((to, letter),) = server.letters
        assert to == ["li@people.example"]
        assert (letter["Subject"], letter["From"]) == ("已收到：残疾人服务", "service@city.example")
        assert "4419001" in letter.get_content()

    def test_leaves_once_however_often_the_job_is_done(self, server, li):
        from onething.areas.notices.models import MessageRow
        from onething.areas.notices.services import MAIL

        tell()
        jobs.drain(now=NOW)
        jobs.enqueue(MAIL, {"message": str(MessageRow.objects.get().pk)}, now=NOW)
        assert jobs.drain(now=NOW) == 1
        assert len(server.letters) == 1

    def test_is_tried_again_when_the_server_says_not_now(self, server, li):
        server.refuses = True
        tell()
        jobs.drain(now=NOW)
        assert server.letters == []
        server.refuses = False
        jobs.drain(now=at("2026-03-05", 12))
        assert len(server.letters) == 1

    def test_is_not_sent_to_people_without_an_address_who_still_read_it_here(self, server):
        tell()
        jobs.drain(now=NOW)
        assert server.letters == []
        assert [one.kind for one in notices.list_messages(APPLICANT)] == ["received"]

    def test_is_not_asked_for_in_a_city_without_a_mail_server(self, li):
        tell()
        assert jobs.drain(now=NOW) == 0


class TestMailAboutAnApplication:
    @pytest.fixture
    def number(self, li, server):
        person = Person("黎国安", "citizen_number", LI, "13800001357", "form@people.example")
        receipt = cases.submit(APPLICANT, submission=submission(applicant=person), key="mail", now=NOW)
        jobs.drain(now=NOW)
        assert [to for to, _ in server.letters] == [["form@people.example"]]
        server.letters.clear()
        return receipt.number

    def told(self, server, number, person=LI):
        facts = {"number": number, "scene": {"zh": "残疾人服务"}}
        notices.tell(HOUSE, person=person, kind="asked", facts=facts, application=number, now=NOW)
        jobs.drain(now=NOW)
        return [to for to, _ in server.letters]

    def change(self, number, email):
        contact = Contact("13800001357", "", email)
        cases.change_contact(APPLICANT, application=number, contact=contact, now=NOW)

    def test_goes_where_the_application_says_as_it_stands_now(self, server, number):
        self.change(number, "new@people.example")
        assert self.told(server, number) == [["new@people.example"]]

    def test_goes_to_the_own_account_where_the_application_says_nothing(self, server, number):
        self.change(number, "")
        assert self.told(server, number) == [["li@people.example"]]

    def test_of_a_representative_goes_to_the_own_account(self, server, number):
        people.open_account(
            Actor("user:a", "管理员", frozenset({Role.ADMIN})),
            kind=AccountKind.CITIZEN,
            login=CHEN,
            name="陈思敏",
            roles=[Role.CITIZEN],
            document=Document.of(DocumentKind.CITIZEN_NUMBER, CHEN),
            email="chen@people.example",
        )
        assert self.told(server, number, person=CHEN) == [["chen@people.example"]]

    def test_address_is_not_for_people_to_look_up(self, number):
        with pytest.raises(PermissionMissing):
            cases.find_reached(APPLICANT, application=number)


class TestMessagesOfOthers:
    def test_are_neither_listed_nor_counted_nor_marked(self):
        tell(person=CHEN)
        assert notices.list_messages(APPLICANT) == []
        assert notices.count_unread(APPLICANT) == 0
        assert notices.mark_all_read(APPLICANT, now=NOW) == 0

    def test_are_for_citizens_only_and_visitors_tell_nobody(self):
        clerk = Actor("user:c", "林晓", frozenset({Role.CLERK}), department="data-services")
        with pytest.raises(PermissionMissing):
            notices.list_messages(clerk)
        with pytest.raises(PermissionMissing):
            tell(actor=Actor.visitor())
