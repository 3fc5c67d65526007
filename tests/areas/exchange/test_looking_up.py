"""Look-ups at real department systems, well-behaved and not."""

import itertools
import time
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onething.adapters.departments import DepartmentClient, SystemUnavailable, is_signed, sign
from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.exchange import api as exchange
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.exchange import DepartmentSystems, LookUp, Outcome
from onething.kit.ports import bound
from tests.areas.exchange.systems import KEY
from tests.shipped import FILES

NOW = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LIANG = "990000198601200119"
CITIZEN = Actor("user:liang", "梁志恒", frozenset({Role.CITIZEN}), person_id=LIANG)
AUDITOR = Actor("user:a", "石正", frozenset({Role.AUDITOR}))
ITEM = "hardship-allowance"

HOUSEHOLD = LookUp(
    share="household-register",
    subject=LIANG,
    name="梁志恒",
    scene="disabled-services",
    asks=(
        ("person.sex", ITEM, "applicant"),
        ("person.birth_date", ITEM, "applicant"),
        ("known_age", ITEM, "applicant"),
    ),
    fields=("person.sex", "person.birth_date"),
    facts=("known_age",),
    ref="draft-1",
)
LOW_INCOME = LookUp(
    share="low-income-register",
    subject=LIANG,
    name="梁志恒",
    scene="disabled-services",
    asks=(
        ("hardship.kind", ITEM, "applicant"),
        ("low-income-certificate", ITEM, "applicant"),
        ("income_state", ITEM, ""),
    ),
    fields=("hardship.kind",),
    facts=("income_state",),
    materials=("low-income-certificate",),
    ref="draft-1",
)


@pytest.fixture
def city(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=NOW)


@pytest.fixture
def agreed(city):
    exchange.give_consents(
        CITIZEN,
        person=LIANG,
        scene="disabled-services",
        ref="draft-1",
        shares=[
            ("household-register", ["applicant/person.sex"], "核对"),
            ("low-income-register", [], "核对"),
        ],
        now=NOW,
    )


def outcome(asked=HOUSEHOLD, **more):
    return exchange.look_up(CITIZEN, asked=asked, now=NOW, **more)


class TestALookUp:
    def test_gives_what_was_asked_with_its_day(self, systems, agreed):
        answer = outcome()
        assert answer.values == {"person.sex": "male", "person.birth_date": "1986-01-20"}
        assert answer.facts == {"known_age": 40}
        assert str(answer.as_of) == "2026-02-28"

    def test_gives_papers_that_the_register_stands_for(self, systems, agreed):
        assert outcome(LOW_INCOME).materials == ("low-income-certificate",)

    def test_says_that_nothing_is_known_about_a_person(self, systems, agreed):
        answer = outcome(replace(HOUSEHOLD, subject="990000199512010609"))
        assert answer.outcome is Outcome.NOT_FOUND
        assert "户籍信息" in answer.reason.zh

    def test_of_what_no_grant_covers_is_never_sent(self, systems, agreed):
        asks = (*HOUSEHOLD.asks, ("household.head", ITEM, "applicant"))
        answer = outcome(replace(HOUSEHOLD, fields=(*HOUSEHOLD.fields, "household.head"), asks=asks))
        assert set(answer.values) == {"person.sex", "person.birth_date"}
        (call,) = exchange.list_calls(AUDITOR)
        assert "household.head" not in call.asked

    @pytest.mark.parametrize(
        "asks",
        [
            (("person.sex", "childcare-guidance", "applicant"),),  # no grant for the item
            (("person.sex", ITEM, "representative"),),  # nor for the role
            (
                ("person.sex", ITEM, "applicant"),
                ("person.sex", "childcare-guidance", "applicant"),
            ),  # nor for all
            (),
        ],
    )
    def test_without_a_grant_asks_nothing(self, systems, agreed, asks):
        answer = outcome(replace(HOUSEHOLD, asks=asks, fields=("person.sex",), facts=()))
        assert answer.outcome is Outcome.NO_GRANT
        assert answer.values == {}

    def test_after_the_last_day_of_a_grant_asks_nothing(self, systems, agreed):
        answer = exchange.look_up(CITIZEN, asked=HOUSEHOLD, now=NOW.replace(year=2028, month=1, day=1))
        assert answer.outcome is Outcome.NO_GRANT

    def test_without_consent_asks_nothing(self, systems, city):
        assert outcome().outcome is Outcome.NO_CONSENT

    def test_of_another_draft_needs_a_consent_of_its_own(self, systems, agreed):
        assert outcome(replace(HOUSEHOLD, ref="draft-2")).outcome is Outcome.NO_CONSENT

    def test_is_refused_to_whoever_may_not(self, systems, agreed):
        with pytest.raises(PermissionMissing):
            exchange.look_up(Actor.visitor(), asked=HOUSEHOLD, now=NOW)

    def test_is_written_down_and_the_person_sees_it(self, systems, agreed):
        outcome()
        (look,) = audit.list_looks(CITIZEN)
        assert look.source == "household-register"
        assert look.fields == ("known_age", "person.birth_date", "person.sex")
        (call,) = exchange.list_calls(AUDITOR)
        assert (call.outcome, call.actor) == ("answered", CITIZEN.id)

    def test_that_was_refused_is_in_the_log_but_nobody_looked(self, systems, city):
        outcome()
        assert audit.list_looks(CITIZEN) == []
        assert exchange.list_calls(AUDITOR)[0].outcome == "no_consent"


class TestAConsent:
    def test_given_anew_withdraws_what_is_not_named(self, systems, agreed):
        exchange.give_consents(
            CITIZEN,
            person=LIANG,
            scene="disabled-services",
            ref="draft-1",
            shares=[("low-income-register", [], "核对")],
            now=NOW,
        )
        assert outcome().outcome is Outcome.NO_CONSENT
        assert outcome(LOW_INCOME).found
        withdrawn = {one.share: one.withdrawn_at for one in exchange.list_consents(CITIZEN)}
        assert withdrawn["household-register"] == NOW

    def test_is_not_seen_by_others(self, agreed):
        stranger = Actor("user:x", "", frozenset({Role.CITIZEN}), person_id="990000199203150026")
        assert exchange.list_consents(stranger) == []

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.VISITOR, Role.AUDITOR])
    def test_is_given_by_the_person_or_at_the_window_only(self, city, role):
        with pytest.raises(PermissionMissing):
            exchange.give_consents(
                Actor("user:y", "", frozenset({role})), person=LIANG, scene="s", ref="r", shares=[], now=NOW
            )

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK, Role.REVIEWER])
    def test_calls_are_read_by_those_who_watch_them(self, city, role):
        with pytest.raises(PermissionMissing):
            exchange.list_calls(Actor("user:y", "", frozenset({role})))


class TestASystemThatMisbehaves:
    @pytest.mark.parametrize(
        ("mode", "expected"),
        [
            ("down", Outcome.DOWN),
            ("nonsense", Outcome.UNREADABLE),
            ("wrong", Outcome.UNREADABLE),
        ],
    )
    def test_gives_a_reason_and_no_values(self, systems, agreed, mode, expected):
        systems["household"].behave(mode=mode)
        answer = outcome()
        assert answer.outcome is expected
        assert answer.values == {}
        assert "上传" in answer.reason.zh
        assert answer.reason.en

    def test_is_slow_when_its_own_time_is_up_though_the_budget_is_not(self, systems, agreed):
        systems["household"].behave(mode="slow", delay=25)
        urls = {name: one.url for name, one in systems.items()}
        keys = dict.fromkeys(urls, KEY)
        hasty = DepartmentClient(urls, keys=keys, nonce=lambda: "nonce-of-the-hasty", timeout=0.5)
        with bound(DepartmentSystems, hasty):
            assert outcome().outcome is Outcome.SLOW

    def test_does_not_delay_the_others(self, systems, agreed):
        delay = 25
        systems["household"].behave(mode="slow", delay=delay)
        began = time.monotonic()
        slow, quick = exchange.look_up_all(CITIZEN, asked=[HOUSEHOLD, LOW_INCOME], now=NOW, budget=5)
        assert time.monotonic() - began < delay, "the quick one waited for the slow one"
        assert slow.outcome is Outcome.SLOW
        assert slow.values == {}
        assert "上传" in slow.reason.zh
        assert quick.values == {"hardship.kind": "dibao"}

    def test_that_is_not_there_gives_a_reason(self, systems, agreed):
        asked = replace(
            HOUSEHOLD,
            share="education-register",
            fields=("person.education",),
            facts=(),
            asks=(("person.education", "disability-certificate", "applicant"),),
        )
        exchange.give_consents(
            CITIZEN,
            person=LIANG,
            scene="s",
            ref="draft-1",
            shares=[("education-register", [], "核对")],
            now=NOW,
        )
        assert outcome(asked).outcome is Outcome.DOWN

    def test_is_left_alone_after_five_failures_and_tried_again(self, running):
        system = running["household"]
        system.behave(mode="down")
        count, clock = itertools.count(), Hands()
        client = DepartmentClient(
            {"household": system.url},
            keys={"household": KEY},
            nonce=lambda: f"breaker-{next(count)}",
            clock=clock,
        )
        for _ in range(5):
            assert not client.is_resting("household")
            with pytest.raises(SystemUnavailable):
                client.push("household", key="k", body={})
        assert client.is_resting("household")
        system.behave(mode="normal")
        with pytest.raises(SystemUnavailable):
            client.push("household", key="k", body={})
        clock.passed += 5
        client.push("household", key="k", body={})
        assert not client.is_resting("household")

    def test_takes_the_same_case_twice_with_one_effect(self, running):
        system = running["civil-affairs"]
        system.behave(mode="duplicate")
        count = itertools.count()
        client = DepartmentClient(
            {"civil-affairs": system.url}, keys={"civil-affairs": KEY}, nonce=lambda: f"twice-{next(count)}"
        )
        client.push("civil-affairs", key="case-1#1", body={"number": "x"})
        client.push("civil-affairs", key="case-1#1", body={"number": "x"})
        assert system.effects().count("case-1#1") == 1

    def test_refuses_a_signature_with_another_key(self, running):
        running["household"].behave(mode="normal")
        client = DepartmentClient(
            {"household": running["household"].url},
            keys={"household": b"wrong"},
            nonce=lambda: "one-nonce-only",
        )
        with pytest.raises(SystemUnavailable):
            client.push("household", key="k", body={})


class Hands:
    """A clock that goes on when it is told."""

    passed = 0.0

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return self.passed


class TestASignature:
    HEADERS = sign(KEY, "household", "POST", "/rest/v1/x", b"{}", moment=1_000_000, nonce="nonce-0123")

    def test_holds_for_what_was_signed(self):
        assert is_signed(KEY, self.HEADERS, "POST", "/rest/v1/x", b"{}", moment=1_000_200)

    @pytest.mark.parametrize(
        ("method", "path", "body", "moment"),
        [
            ("GET", "/rest/v1/x", b"{}", 1_000_000),
            ("POST", "/rest/v1/y", b"{}", 1_000_000),
            ("POST", "/rest/v1/x", b"{ }", 1_000_000),
            ("POST", "/rest/v1/x", b"{}", 1_000_301),
            ("POST", "/rest/v1/x", b"{}", 999_699),
        ],
    )
    def test_holds_for_nothing_else(self, method, path, body, moment):
        assert not is_signed(KEY, self.HEADERS, method, path, body, moment=moment)

    def test_of_a_moment_that_is_none_does_not_hold(self):
        for moment in ("", "-1", "soon", "9" * 5000):
            headers = {**self.HEADERS, "X-Onething-Moment": moment}
            assert not is_signed(KEY, headers, "POST", "/rest/v1/x", b"{}", moment=1_000_000)

    def test_of_another_key_does_not_hold(self):
        assert not is_signed(b"other", self.HEADERS, "POST", "/rest/v1/x", b"{}", moment=1_000_000)
