"""Who may act for whom, for what, until when."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.areas.audit import api as audit
from onething.areas.notices import api as notices
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.people import (
    LONGEST_AGENT_DAYS,
    Authority,
    AuthorityBackwards,
    AuthorityForOneself,
    AuthorityKind,
    AuthorityOver,
    AuthorityState,
    AuthorityTooLong,
    ClaimWaits,
    Document,
    DocumentKind,
    Organisation,
    OrganisationNeedsAgent,
    PaperMissing,
    RefusalUnexplained,
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


SCAN = "cd" * 32


def confirm(authority, actor=CLERK, **given):
    told = {"from_on": TODAY, "to_on": None, "scan": SCAN, **given}
    return people.confirm_authority(actor, authority_id=authority.id, now=NOW, **told)


def messages_of(actor):
    return notices.list_messages(actor)


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
        confirm(authority)
        assert may(LAN_HERSELF, GUO)

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLERK, Role.MANAGER, Role.SYSTEM}))
    def test_is_found_and_answered_at_the_window_only(self, role):
        authority = claim()
        actor = replace(LAN_HERSELF, roles=frozenset({role}))
        with pytest.raises(PermissionMissing):
            confirm(authority, actor=actor)
        with pytest.raises(PermissionMissing):
            people.refuse_authority(actor, authority_id=authority.id, reason="缺公章", now=NOW)
        with pytest.raises(PermissionMissing):
            people.list_claims(actor, text=authority.code)

    def test_is_answered_once(self):
        authority = claim()
        confirm(authority)
        with pytest.raises(people.AuthorityNotFound):
            confirm(authority)
        with pytest.raises(people.AuthorityNotFound):
            people.refuse_authority(CLERK, authority_id=authority.id, reason="缺公章", now=NOW)

    def test_is_made_once_while_it_waits(self):
        authority = claim()
        with pytest.raises(ClaimWaits) as waits:
            claim()
        assert waits.value.claim_code == authority.code
        people.revoke_authority(LAN_HERSELF, authority_id=authority.id, now=NOW)
        assert claim().code

    def test_is_found_by_its_code_and_by_either_number_until_it_is_answered(self):
        authority = claim()
        for typed in (authority.code, GUO.number, f" {LAN.number[:6]} {LAN.number[6:]}"):
            assert [one.id for one in people.list_claims(CLERK, text=typed)] == [authority.id]
        assert people.list_claims(CLERK, text=MEI.number) == []
        assert people.list_claims(CLERK, text=" ") == []
        confirm(authority)
        assert people.list_claims(CLERK, text=authority.code) == []

    def test_holds_for_the_days_that_the_paper_shows_and_keeps_its_scan(self):
        authority = confirm(claim(), to_on=TODAY + timedelta(days=10))
        assert may(LAN_HERSELF, GUO, on=TODAY + timedelta(days=9))
        assert not may(LAN_HERSELF, GUO, on=TODAY + timedelta(days=10))
        assert people.files_used(CLERK, hashes={SCAN, "ab" * 32, "ef" * 32}) == {SCAN, "ab" * 32}
        assert authority.scan == SCAN

    def test_is_not_confirmed_without_a_scan_or_for_days_that_are_over(self):
        authority = claim()
        with pytest.raises(PaperMissing):
            confirm(authority, scan="")
        with pytest.raises(AuthorityOver):
            confirm(authority, from_on=TODAY - timedelta(days=9), to_on=TODAY)
        assert not may(LAN_HERSELF, GUO)

    def test_that_is_refused_never_holds_and_says_why(self):
        authority = claim()
        with pytest.raises(RefusalUnexplained):
            people.refuse_authority(CLERK, authority_id=authority.id, reason=" ", now=NOW)
        people.refuse_authority(CLERK, authority_id=authority.id, reason="证明上不是这个人", now=NOW)
        (shown,) = people.list_authorities(LAN_HERSELF)
        assert (shown.state, shown.reason) == (AuthorityState.REFUSED, "证明上不是这个人")
        assert not may(LAN_HERSELF, GUO)

    def test_tells_both_when_it_holds_and_the_claimant_when_it_is_refused(self):
        confirm(claim())
        assert [one.title.zh for one in messages_of(LAN_HERSELF)] == ["可以替黎国安办事了"]
        assert [one.title.zh for one in messages_of(GUO_HIMSELF)] == ["欧阳若曦可以替您办事了"]
        other = claim(of=MEI, kind=AuthorityKind.SUPPORTER)
        people.refuse_authority(CLERK, authority_id=other.id, reason="证明上不是这个人", now=NOW)
        assert "证明上不是这个人" in next(one.body.zh for one in messages_of(LAN_HERSELF))
        assert messages_of(MEI_HERSELF) == []

    def test_and_its_answer_are_in_the_log(self):
        authority = confirm(claim())
        people.revoke_authority(GUO_HIMSELF, authority_id=authority.id, now=NOW)
        auditor = Actor(id="user:audit", name="谭明", roles=frozenset({Role.AUDITOR}))
        told = [(one.action, one.actor, one.subject) for one in audit.list_entries(auditor) if one.subject]
        assert sorted(told) == [
            ("people:authority_claimed", LAN_HERSELF.id, GUO.key),
            ("people:authority_confirmed", CLERK.id, GUO.key),
            ("people:authority_revoked", GUO_HIMSELF.id, GUO.key),
        ]


FIRM = Organisation("91990000MA00001011")


@pytest.mark.django_db
class TestAnOrganisation:
    """Its agent may confirm for it, and never apply: nothing that asks for whom one may apply knows of it."""

    def firm(self, actor=LAN_HERSELF, **given):
        last = TODAY + timedelta(days=30)
        told = {"kind": AuthorityKind.AGENT, "scenes": ["birth"], "to_on": last, **given}
        return claim(actor, of=FIRM, **told)

    def test_is_found_at_the_window_by_its_code_and_confirmed(self):
        authority = self.firm()
        assert people.list_claims(CLERK, text=FIRM.code.lower()) == [authority]
        held = confirm(authority, to_on=TODAY + timedelta(days=10))
        assert (held.principal, held.for_organisation) == (f"credit_code:{FIRM.code}", True)
        assert held.holds(scene="birth", on=TODAY)
        assert not held.holds(scene="birth", on=TODAY + timedelta(days=10))

    def test_has_an_agent_and_no_guardian_for_a_year_at_most(self):
        for kind in (AuthorityKind.GUARDIAN, AuthorityKind.SUPPORTER):
            with pytest.raises(OrganisationNeedsAgent):
                self.firm(kind=kind)
        for to_on in (None, TODAY + timedelta(days=LONGEST_AGENT_DAYS + 1)):
            with pytest.raises(AuthorityTooLong):
                self.firm(to_on=to_on)

    def test_never_becomes_somebody_for_whom_one_applies(self):
        authority = confirm(self.firm(), to_on=TODAY + timedelta(days=10))
        between = {"principal": FIRM.key, "representative": LAN.key, "scene": "birth", "on": TODAY}
        assert not may(LAN_HERSELF, FIRM)
        assert people.find_authority_between(CLERK, **between) is None
        assert people.list_principals(LAN_HERSELF, scene="birth", on=TODAY) == []
        assert people.list_authorities(LAN_HERSELF) == []
        assert people.list_authorities(LAN_HERSELF, organisations=True) == [authority]

    def test_has_representatives_as_long_as_they_hold(self):
        asked = {"principal": FIRM.key, "scene": "birth"}
        self.firm(GUO_HIMSELF)  # only claimed
        held = confirm(self.firm(), to_on=TODAY + timedelta(days=10))
        assert people.list_representatives(CLERK, on=TODAY, **asked) == [LAN.key]
        assert people.list_representatives(CLERK, on=TODAY + timedelta(days=10), **asked) == []
        assert people.list_representatives(CLERK, on=TODAY, principal=FIRM.key, scene="school") == []
        people.revoke_authority(LAN_HERSELF, authority_id=held.id, now=NOW)
        assert people.list_representatives(CLERK, on=TODAY, **asked) == []
        with pytest.raises(PermissionMissing):
            people.list_representatives(LAN_HERSELF, on=TODAY, **asked)

    def test_is_no_person_to_be_told(self):
        confirm(self.firm(), to_on=TODAY + timedelta(days=10))
        assert [one.title.zh for one in messages_of(LAN_HERSELF)] == ["可以替黎国安确认了"]
        assert messages_of(replace(MEI_HERSELF, person_id=FIRM.key)) == []

    def test_is_no_document_with_which_an_account_is_opened(self):
        assert "credit_code" not in set(DocumentKind)


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
        between = {"principal": GUO.key, "representative": LAN.key, "on": TODAY}
        assert people.find_authority_between(CLERK, scene="disabled-services", **between)
        assert people.find_authority_between(CLERK, scene="birth", **between) is None
        with pytest.raises(PermissionMissing):
            people.find_authority_between(LAN_HERSELF, scene="disabled-services", **between)
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
