"""Who may act for whom, for what, until when."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.people import (
    LONGEST_AGENT_DAYS,
    Authority,
    AuthorityBackwards,
    AuthorityForOneself,
    AuthorityKind,
    AuthorityState,
    AuthorityTooLong,
    Document,
    DocumentKind,
)

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
MEI = Document.of(DocumentKind.CITIZEN_NUMBER, "990000199203150020")
LAN = Document.of(DocumentKind.CITIZEN_NUMBER, "990000198811230025")
GUO = Document.of(DocumentKind.CITIZEN_NUMBER, "990000196808120017")


def citizen(document: Document, name: str) -> Actor:
    return Actor(
        id=f"user:{document.number}", name=name, roles=frozenset({Role.CITIZEN}), person_id=document.key
    )


MEI_HERSELF = citizen(MEI, "陈思敏")
LAN_HERSELF = citizen(LAN, "欧阳若曦")
GUO_HIMSELF = citizen(GUO, "黎国安")
CLERK = Actor(id="user:clerk", name="林晓", roles=frozenset({Role.CLERK}))


def give(actor=MEI_HERSELF, to=LAN, **given):
    told = {"scenes": ["birth"], "from_on": TODAY, "to_on": TODAY + timedelta(days=30), **given}
    return people.give_authority(actor, representative=to, representative_name="欧阳若曦", now=NOW, **told)


def claim(actor=LAN_HERSELF, of=GUO, **given):
    told = {
        "kind": AuthorityKind.GUARDIAN,
        "scenes": [],
        "from_on": TODAY,
        "to_on": None,
        "document": "ab" * 32,
        **given,
    }
    return people.claim_authority(actor, principal=of, principal_name="黎国安", now=NOW, **told)


def may(actor: Actor, principal: Document, scene: str = "birth", on: date = TODAY) -> bool:
    return people.find_authority(actor, principal=principal.key, scene=scene, on=on) is not None


@pytest.mark.django_db
class TestAnAgent:
    def test_acts_within_scene_and_dates(self):
        give()
        assert may(LAN_HERSELF, MEI)
        assert may(LAN_HERSELF, MEI, on=TODAY + timedelta(days=29))
        assert not may(LAN_HERSELF, MEI, on=TODAY + timedelta(days=30))
        assert not may(LAN_HERSELF, MEI, on=TODAY - timedelta(days=1))
        assert not may(LAN_HERSELF, MEI, scene="disabled-services")

    def test_is_only_the_one_who_was_named(self):
        give()
        assert not may(GUO_HIMSELF, MEI)
        assert not may(MEI_HERSELF, LAN)

    def test_is_no_longer_one_when_either_side_ends_it(self):
        for side in (MEI_HERSELF, LAN_HERSELF):
            authority = give()
            people.revoke_authority(side, authority_id=authority.id, now=NOW)
            assert not may(LAN_HERSELF, MEI)

    def test_cannot_be_dismissed_by_a_stranger_or_twice(self):
        authority = give()
        with pytest.raises(people.AuthorityNotFound):
            people.revoke_authority(GUO_HIMSELF, authority_id=authority.id, now=NOW)
        people.revoke_authority(MEI_HERSELF, authority_id=authority.id, now=NOW)
        with pytest.raises(people.AuthorityNotFound):
            people.revoke_authority(MEI_HERSELF, authority_id=authority.id, now=NOW)

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ({"to": MEI}, AuthorityForOneself),
            ({"to_on": TODAY}, AuthorityBackwards),
            ({"to_on": None}, AuthorityTooLong),
            ({"to_on": TODAY + timedelta(days=LONGEST_AGENT_DAYS + 1)}, AuthorityTooLong),
        ],
    )
    def test_is_refused_where_the_power_cannot_be(self, given, refusal):
        with pytest.raises(refusal):
            give(**given)

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CITIZEN}))
    def test_is_named_by_citizens_only(self, role):
        with pytest.raises(PermissionMissing):
            give(Actor(id="user:x", name="x", roles=frozenset({role})))


@pytest.mark.django_db
class TestAClaim:
    def test_holds_only_once_it_is_confirmed(self):
        authority = claim()
        assert authority.state is AuthorityState.CLAIMED
        assert not may(LAN_HERSELF, GUO)
        people.confirm_authority(CLERK, authority_id=authority.id)
        assert may(LAN_HERSELF, GUO)

    def test_is_not_confirmed_by_the_one_who_made_it(self):
        authority = claim()
        with pytest.raises(PermissionMissing):
            people.confirm_authority(LAN_HERSELF, authority_id=authority.id)

    def test_is_confirmed_once(self):
        authority = claim()
        people.confirm_authority(CLERK, authority_id=authority.id)
        with pytest.raises(people.AuthorityNotFound):
            people.confirm_authority(CLERK, authority_id=authority.id)


@pytest.mark.django_db
class TestThePaperAtTheWindow:
    def test_holds_at_once(self):
        people.record_authority(
            CLERK,
            kind=AuthorityKind.SUPPORTER,
            principal=GUO,
            principal_name="黎国安",
            representative=LAN,
            representative_name="欧阳若曦",
            scenes=["disabled-services"],
            from_on=TODAY,
            to_on=None,
            document="cd" * 32,
            now=NOW,
        )
        assert may(LAN_HERSELF, GUO, scene="disabled-services")
        assert [
            a.principal_name for a in people.list_principals(LAN_HERSELF, scene="disabled-services", on=TODAY)
        ] == ["黎国安"]


@pytest.mark.django_db
class TestTheList:
    def test_shows_both_sides_and_nobody_else(self):
        authority = give()
        assert [a.id for a in people.list_authorities(MEI_HERSELF)] == [authority.id]
        assert [a.id for a in people.list_authorities(LAN_HERSELF)] == [authority.id]
        assert people.list_authorities(GUO_HIMSELF) == []
        with pytest.raises(people.AuthorityNotFound):
            people.get_authority(GUO_HIMSELF, authority_id=authority.id)


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


class TestAnAuthority:
    @given(first=days, length=st.integers(1, 800), on=days, scenes=st.frozensets(st.sampled_from("abc")))
    def test_holds_exactly_inside_its_days_and_scenes(self, first, length, on, scenes):
        authority = Authority(
            id=UUID(int=1),
            kind=AuthorityKind.AGENT,
            state=AuthorityState.GIVEN,
            principal="p",
            principal_name="p",
            representative="r",
            representative_name="r",
            scenes=scenes,
            from_on=first,
            to_on=first + timedelta(days=length),
        )
        for scene in "abc":
            inside = 0 <= (on - first).days < length
            assert authority.holds(scene=scene, on=on) == (inside and (not scenes or scene in scenes))
