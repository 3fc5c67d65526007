"""Accounts and signing in."""

from datetime import datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from onething.areas.people import api as people
from onething.areas.people.models import AccountRow, FailedSignInRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.people import (
    FAILURE_WINDOW,
    FAILURES_OF_A_LOGIN,
    FAILURES_OF_AN_ADDRESS,
    AccountKind,
    Document,
    DocumentKind,
    sign_in_again_at,
)

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MEI = Document.of(DocumentKind.CITIZEN_NUMBER, "990000199203150020")
ADMIN = Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN}))
VISITOR = Actor.visitor()
PASSWORD = "four words make one"


def open_citizen(**given):
    told = {"login": MEI.number, "name": "陈思敏", "password": PASSWORD, "document": MEI, **given}
    return people.open_account(ADMIN, kind=AccountKind.CITIZEN, roles={Role.CITIZEN}, **told)


def open_clerk(**given):
    told = {"login": "0716", "name": "林晓", "staff_number": "0716", "department": "data-services", **given}
    return people.open_account(ADMIN, kind=AccountKind.STAFF, roles={Role.CLERK}, **told)


def enter(login=MEI.number, password=PASSWORD, address="10.0.0.1", now=NOW):
    return people.sign_in(VISITOR, login=login, password=password, address=address, now=now)


@pytest.mark.django_db
class TestOpeningAnAccount:
    def test_gives_an_actor_with_person_and_roles(self):
        actor = open_citizen().to_actor()
        assert actor.person_id == "990000199203150020"
        assert actor.roles == {Role.CITIZEN}
        assert (actor.department, actor.division) == ("", "")

    def test_gives_staff_their_office_and_no_person(self):
        actor = open_clerk(division="441900000000").to_actor()
        assert (actor.department, actor.division, actor.person_id) == ("data-services", "441900000000", "")

    def test_happens_once_for_each_person_and_staff_number(self):
        open_citizen()
        with pytest.raises(people.AccountExists):
            open_citizen(login="another")
        open_clerk()
        with pytest.raises(people.AccountExists):
            open_clerk(login="other")

    def test_keeps_two_documents_with_one_number_apart(self):
        open_citizen(document=Document.of(DocumentKind.PASSPORT, "E123"), login="E123")
        taiwan = open_citizen(document=Document.of(DocumentKind.TAIWAN, "E123"), login="T-E123")
        assert taiwan.person == "taiwan:E123"

    def test_needs_a_document_or_a_staff_number(self):
        with pytest.raises(people.AccountIncomplete):
            open_citizen(document=None)
        with pytest.raises(people.AccountIncomplete):
            open_clerk(staff_number="")

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.SYSTEM}))
    def test_is_for_administrators(self, role):
        actor = Actor(id="user:x", name="x", roles=frozenset({role}))
        with pytest.raises(PermissionMissing):
            people.open_account(
                actor, kind=AccountKind.STAFF, login="1", name="x", roles=set(), staff_number="1"
            )


@pytest.mark.django_db
class TestSigningIn:
    def test_takes_the_right_password(self):
        account = open_citizen()
        assert enter().id == account.id

    def test_takes_full_width_spaces_and_small_letters_in_the_name(self):
        account = open_citizen(document=Document.of(DocumentKind.PASSPORT, "e1234567"), login="E1234567")
        assert enter(login=" e123 4567 ").id == account.id

    def test_takes_a_number_in_full_width_on_either_side(self):
        account = open_clerk(login="０７１６", password=PASSWORD, staff_number="０７１６")
        assert (account.login, account.staff_number) == ("0716", "0716")
        assert enter(login="0716").id == enter(login="０７１６").id == account.id

    def test_takes_what_was_opened_in_full_width_before(self):
        ids = [open_clerk(login=one, staff_number=one).id for one in ("0716", "0717", "0718")]
        for id_, login in zip(ids[1:], ("０７１６", "０７１８x"), strict=True):
            AccountRow.objects.filter(pk=id_).update(login=login)
        import_module("onething.areas.people.migrations.0005_narrow_logins").narrow(apps, None)
        logins = [AccountRow.objects.get(pk=id_).login for id_ in ids]
        assert logins == ["0716", "０７１６", "0718X"]

    def test_does_not_say_which_of_the_two_was_wrong(self):
        open_citizen()
        with pytest.raises(people.SignInFailed) as wrong:
            enter(password="wrong")
        with pytest.raises(people.SignInFailed) as nobody:
            enter(login="nobody")
        assert wrong.value.facts() == nobody.value.facts() == {}

    def test_without_a_password_is_never_possible_by_password(self):
        open_clerk()
        for password in ("", "!", "None"):
            with pytest.raises(people.SignInFailed):
                enter(login="0716", password=password)

    def test_is_shut_after_five_failures_even_for_the_right_password(self):
        open_citizen()
        for _ in range(FAILURES_OF_A_LOGIN):
            with pytest.raises(people.SignInFailed):
                enter(password="wrong")
        with pytest.raises(people.SignInLocked) as locked:
            enter()
        assert locked.value.again_at == NOW + FAILURE_WINDOW
        assert enter(now=NOW + FAILURE_WINDOW)

    @pytest.mark.parametrize("known", [True, False])
    @pytest.mark.parametrize(
        "spelled", ["e1234567", "E123 4567", "\u3000E 1 2 3 4 5 6 7\t", " e123\u20074567"]
    )
    def test_counts_every_spelling_of_one_name(self, known, spelled):
        if known:
            open_citizen(document=Document.of(DocumentKind.PASSPORT, "E1234567"), login="E1234567")
        for turn in range(FAILURES_OF_A_LOGIN):
            with pytest.raises(people.SignInFailed):
                enter(login=spelled if turn % 2 else "E1234567", password="wrong")
        for login in ("E1234567", spelled):
            with pytest.raises(people.SignInLocked):
                enter(login=login)

    def test_forgets_the_failures_of_every_spelling_with_the_right_password(self):
        open_citizen(document=Document.of(DocumentKind.PASSPORT, "E1234567"), login="E1234567")
        for login in ("E1234567", "e123 4567"):
            with pytest.raises(people.SignInFailed):
                enter(login=login, password="wrong")
        enter(login="e1234567")
        assert not FailedSignInRow.objects.exists()

    def test_is_shut_for_an_address_that_tries_many_names(self):
        open_citizen()
        for number in range(FAILURES_OF_AN_ADDRESS):
            with pytest.raises(people.SignInFailed):
                enter(login=f"guess{number}")
        with pytest.raises(people.SignInLocked):
            enter()
        assert enter(address="10.0.0.2")

    def test_keeps_neither_name_nor_address_of_a_failure(self):
        with pytest.raises(people.SignInFailed):
            enter(login="990000199203150020")
        row = FailedSignInRow.objects.get()
        assert "990000" not in row.login_hash
        assert "10.0.0" not in row.address_hash

    def test_forgets_failures_that_no_longer_count(self):
        with pytest.raises(people.SignInFailed):
            enter(login="x")
        assert people.forget_failures(ADMIN, now=NOW + timedelta(minutes=5)) == 0
        assert people.forget_failures(ADMIN, now=NOW + FAILURE_WINDOW) == 0
        assert people.forget_failures(ADMIN, now=NOW + FAILURE_WINDOW + timedelta(seconds=1)) == 1


@pytest.mark.django_db
class TestTheDemoDoor:
    def test_opens_in_demo_mode_for_demo_accounts_only(self, settings):
        demo, real = open_clerk(demo=True), open_citizen()
        assert people.sign_in_to_demo(VISITOR, account_id=demo.id).id == demo.id
        with pytest.raises(people.AccountNotFound):
            people.sign_in_to_demo(VISITOR, account_id=real.id)
        settings.DEMO = False
        with pytest.raises(people.NotADemo):
            people.sign_in_to_demo(VISITOR, account_id=demo.id)


@pytest.mark.django_db
class TestOnesOwnAccount:
    def test_is_seen_and_changed_by_its_owner(self):
        actor = open_citizen().to_actor()
        people.change_contact(actor, phone="13800006207", email="mei@example.cn")
        people.keep_display(actor, language="en", size="elder", contrast="high")
        mine = people.get_own_account(actor)
        assert (mine.phone, mine.language, mine.size, mine.contrast) == ("13800006207", "en", "elder", "high")

    def test_changes_its_password_against_the_old_one(self):
        actor = open_citizen().to_actor()
        with pytest.raises(people.WrongOldPassword):
            people.change_password(actor, old="wrong", new="another long one")
        people.change_password(actor, old=PASSWORD, new="a long one of mine")
        token, _ = people.make_token(actor, now=NOW)
        people.change_password(actor, old="a long one of mine", new="another long one")
        assert people.find_account_by_token(actor, token=token, now=NOW) is None
        assert enter(password="another long one")

    def test_does_not_change_its_password_to_the_same(self):
        actor = open_citizen().to_actor()
        with pytest.raises(people.SamePassword):
            people.change_password(actor, old=PASSWORD, new=PASSWORD)
        assert people.get_own_account(actor).password_due

    def test_of_others_is_hidden(self):
        other = open_citizen()
        clerk, reviewer = (
            open_clerk().to_actor(),
            Actor(id=VISITOR.id, name="", roles=frozenset({Role.REVIEWER})),
        )
        assert people.find_account(clerk, person=MEI.key).id == other.id
        assert people.find_account(reviewer, person=MEI.key) is None
        assert people.find_account_by_login(clerk, login=MEI.number) is not None
        assert people.list_staff(reviewer, department="data-services") == []

    def test_of_a_colleague_is_listed_inside_the_department(self):
        clerk = open_clerk().to_actor()
        open_clerk(login="0717", staff_number="0717", name="方可")
        open_clerk(login="0800", staff_number="0800", department="health")
        assert [a.staff_number for a in people.list_staff(clerk, department="data-services")] == [
            "0716",
            "0717",
        ]


@pytest.mark.django_db
class TestAPasswordThatSomebodyElseSet:
    def test_is_due_to_be_changed_until_its_owner_does(self):
        actor = open_citizen().to_actor()
        assert enter().password_due
        people.change_password(actor, old=PASSWORD, new="a long one of mine")
        assert not enter(password="a long one of mine").password_due
        people.set_password(ADMIN, login=MEI.number, password="four other words", now=NOW)
        assert enter(password="four other words").password_due

    def test_makes_no_token(self):
        actor = open_citizen().to_actor()
        with pytest.raises(people.PasswordDue):
            people.make_token(actor, now=NOW)
        people.change_password(actor, old=PASSWORD, new="a long one of mine")
        assert people.make_token(actor, now=NOW)

    def test_is_not_asked_of_who_has_none_nor_of_the_demo(self):
        assert not open_clerk().password_due
        demo = open_citizen(demo=True)
        assert not demo.password_due
        assert not people.set_password(ADMIN, login=MEI.number, password=PASSWORD, now=NOW).password_due
        assert people.make_token(demo.to_actor(), now=NOW)


moments = st.lists(st.integers(0, 3600).map(lambda s: NOW + timedelta(seconds=s)), max_size=30)


class TestTheDoorOfSigningIn:
    @given(failures=moments, limit=st.integers(1, 6))
    def test_never_lets_more_than_the_limit_try_in_one_window(self, failures, limit):
        heard: list[datetime] = []
        for moment in sorted(failures):
            if sign_in_again_at(heard, limit=limit, now=moment) is None:
                heard.append(moment)
        for start in heard:
            assert sum(start <= moment < start + FAILURE_WINDOW for moment in heard) <= limit

    @given(failures=moments, limit=st.integers(1, 6))
    def test_opens_again_exactly_when_it_says(self, failures, limit):
        again = sign_in_again_at(failures, limit=limit, now=NOW + timedelta(hours=1))
        if again is not None:
            assert sign_in_again_at(failures, limit=limit, now=again - timedelta(microseconds=1)) is not None
            assert sign_in_again_at(failures, limit=limit, now=again) is None


class TestADocument:
    @pytest.mark.parametrize(
        "typed", ["９９００００１９９２０３１５００２０", " 990000 19920315 0020", "990000-19920315-0020"]
    )
    def test_is_canonical_however_it_was_typed(self, typed):
        assert Document.of(DocumentKind.CITIZEN_NUMBER, typed).key == "990000199203150020"

    def test_carries_its_kind_unless_it_is_a_citizen_number(self):
        assert Document.of(DocumentKind.PASSPORT, "e12 34").key == "passport:E1234"
