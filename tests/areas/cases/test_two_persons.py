"""Where the law or the house wants two, one person is never both, through any door: service, page, room, machine."""

import ast
from copy import copy, deepcopy
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.parts import Correction, Grounds, Outcome, Righting, SiteOfficer
from onething.core.errors import DomainError
from onething.core.people import AccountKind
from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.conftest import housed
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import APPLICANT, CITY_CODE, FULL, at, submission
from tests.channels.rest.machine import HOST, Machine
from tests.channels.review.staff import StillClock, act, draft, to_decision

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
GROUNDS = {name: getattr(FULL, name) for name in ("facts", "article", "reason", "remedy")}


class Person:
    """A member of staff with a browser and a machine. Everybody here may do both parts; only who did one may not."""

    def __init__(self, staff, department="disabled-federation", *roles):
        self.account = people.open_account(
            Actor("job:setup", "setup", frozenset({Role.ADMIN})),
            kind=AccountKind.STAFF,
            login=staff,
            name=f"工作人员{staff}",
            roles=set(roles) or {Role.REVIEWER, Role.MANAGER},
            department=department,
            division=CITY_CODE,
            staff_number=staff,
            demo=True,
        )
        self.actor = self.account.to_actor()
        self.client = Client()
        self.client.post(f"/sign-in/demo/{self.account.id}")
        self.machine = Machine(staff)

    def again(self):
        """The same person with a browser and a machine that remember what these do, and forget it by themselves."""
        made = copy(self)
        made.client, made.machine = Client(), copy(self.machine)
        made.client.cookies, made.machine.client = deepcopy(self.client.cookies), Client(headers=HOST)
        return made


@pytest.fixture
def clock():
    with permits(), bound(Clock, made := StillClock()):
        yield made


@pytest.fixture(scope="module")
def ready(shared_rows):
    """Two persons, and the number of a case that one of them has brought to its decision."""
    with shared_rows(), permits(), bound(Clock, StillClock()), housed():
        one, other = Person("2201"), Person("2202")
        made = cases.submit(APPLICANT, submission=submission(), key="x", now=at("2026-03-05"))
        number = next(line.number for line in made.cases if line.item == PERMIT)
        cases.accept(one.actor, case=number, now=NOW)
        to_decision(one.client, number)
    return one, other, number


@pytest.fixture
def one(ready, clock):
    return ready[0].again()


@pytest.fixture
def other(ready, clock):
    return ready[1].again()


def tried(do, *given):
    """Do it; a refusal is an answer like another."""
    try:
        return do(*given)
    except DomainError as error:
        return error


def events(case, name):
    return [row.to_core().event for row in EventRow.objects.filter(stream=case, name=name)]


def match(case):
    return f'"{CaseRow.objects.get(number=case).sequence}"'


# --- refusal, and a grant in part --------------------------------------------------------------------------


def gives(outcome):
    return {} if outcome is Outcome.REFUSED else GIVES


def drafted_by_service(who, case, outcome):
    said = {"outcome": outcome, "grounds": FULL, "content": "只准三级", "gives": gives(outcome)}
    cases.decide(who.actor, case=case, now=NOW, **said)


def drafted_by_page(who, case, outcome):
    page = to_decision(who.client, case)
    given = {"outcome": outcome.value, "reason": FULL.reason, "content": "只准三级"}
    who.client.post(f"/review/{case}/decide", draft(page, **given))


def drafted_by_rest(who, case, outcome):
    said = {"outcome": outcome.value, "grounds": GROUNDS, "content": "只准三级", "gives": gives(outcome)}
    who.machine.post(f"/cases/{case}/decision", said, match=match(case))


def signed_by_service(who, case):
    return cases.confirm_decision(who.actor, case=case, now=NOW)


def signed_by_page(who, case):
    return act(who.client, case, "countersign", sure="1")


def signed_by_rest(who, case):
    return who.machine.post(f"/cases/{case}/decision/confirmation", match=match(case))


def decided_again(who, case):
    """Writing a draft once more is no signature."""
    return drafted_by_service(who, case, Outcome.REFUSED)


@pytest.fixture
def case(ready, one, house):
    return ready[2]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY])
@pytest.mark.parametrize("first", [drafted_by_service, drafted_by_page, drafted_by_rest])
@pytest.mark.parametrize("second", [signed_by_service, signed_by_page, signed_by_rest])
def test_a_decision_against_a_person_is_signed_by_another(one, other, case, house, outcome, first, second):
    first(one, case, outcome)
    assert [event.draft.officer for event in events(case, "Drafted")] == [one.actor.id]
    for door in (signed_by_service, signed_by_page, signed_by_rest, decided_again):
        tried(door, one, case)
        assert events(case, "Decided") == []
    assert {"refusal", "partial_grant"}.isdisjoint(house.papers.kinds())
    if outcome is Outcome.PARTLY:  # what was written over by the same hand is put back
        first(one, case, outcome)
    tried(second, other, case)
    (event,) = events(case, "Decided")
    assert (event.outcome, event.officer, event.confirmed_by) == (outcome, one.actor.id, other.actor.id)


# --- a grant put right or taken back -----------------------------------------------------------------------

KINDS = {
    Righting.REVOCATION: {"ground": "deceit"},
    Righting.RECALL: {"ground": "law_changed", "compensation": "补偿换证的费用"},
    Righting.CANCELLATION: {"ground": "death"},
    Righting.CORRECTION: {"part": "applicant/disability.level", "was": "1", "now_is": "2"},
}
DONE = ("GrantTakenBack", "DecisionCorrected", "GrantRestored")
LATER = at("2026-03-20", 11)


def proposed_by_service(who, case, kind):
    given = dict(KINDS[kind])
    part = [given.pop(name, "") for name in ("part", "was", "now_is")]
    corrections = [Correction(*part)] if kind is Righting.CORRECTION else []
    said = {"kind": kind, "grounds": FULL, "corrections": corrections, **given}
    cases.propose_righting(who.actor, case=case, now=NOW, **said)


def proposed_by_page(who, case, kind):
    given = {name: value for name, value in KINDS[kind].items() if name != "was"}
    act(who.client, case, "right", kind=kind.value, **GROUNDS, **given, sure="1")


def proposed_alike(who, case, kind):
    cases.right_alike(who.actor, cases=[case], kind=kind, grounds=FULL, now=NOW, **KINDS[kind])


def righted_by_service(who, case):
    cases.confirm_righting(who.actor, case=case, now=LATER)


def righted_by_page(who, case):
    act(who.client, case, "confirm-righting", sure="1")


def righted_alike(who, case):
    cases.confirm_alike(who.actor, cases=[case], now=LATER)


def righted_in_the_room(who, case):
    who.client.post("/cockpit/rightings/confirm", {"case": [case]})


RIGHTED = [righted_by_service, righted_by_page, righted_alike, righted_in_the_room]


@pytest.fixture
def grant(one, case):
    said = {"grounds": FULL, "content": "准予发证", "gives": GIVES}
    cases.decide(one.actor, case=case, outcome=Outcome.GRANTED, now=NOW, **said)
    return case


def ends(case):
    return [event for name in DONE for event in events(case, name)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", [proposed_by_service, proposed_by_page, proposed_alike])
@pytest.mark.parametrize("second", RIGHTED)
def test_a_grant_is_put_right_by_another_than_who_proposed_it(one, other, grant, clock, kind, first, second):
    if first is proposed_alike and kind is Righting.CORRECTION:
        first = proposed_by_service  # corrections are made case by case
    first(one, grant, kind)
    assert [event.officer for event in events(grant, "RightingProposed")] == [one.actor.id]
    clock.moment = LATER
    for door in RIGHTED:
        tried(door, one, grant)
        assert ends(grant) == []
    second(other, grant)
    (event,) = ends(grant)
    assert (event.officer, event.approver) == (one.actor.id, other.actor.id)


@pytest.mark.parametrize("second", RIGHTED)
def test_what_fell_is_restored_by_another_than_who_proposed_it(one, other, grant, clock, second):
    proposed_by_service(one, grant, Righting.CANCELLATION)
    righted_by_service(other, grant)
    said = Grounds("", "行政诉讼法 70", "判决撤销", "")
    cases.propose_righting(other.actor, case=grant, kind=Righting.RESTORATION, grounds=said, now=LATER)
    clock.moment = LATER
    for door in RIGHTED:
        tried(door, other, grant)
        assert events(grant, "GrantRestored") == []
    second(one, grant)
    assert len(events(grant, "GrantRestored")) == 1


# --- the check of a place (行政许可法 34) -------------------------------------------------------------------

LIN, XU = ("林晓", "粤A-0001"), ("许知行", "粤A-0002")
NOT_TWO = [
    [],
    [LIN],
    [LIN, LIN],
    [LIN, ("林晓", "粤A-0002")],
    [LIN, ("许知行", "粤A-0001")],
    [LIN, ("林 晓", "粤A-0002")],
    [LIN, ("林\u200b晓", "粤A-0002")],
    [LIN, ("许知行", "粤Ａ－０００１")],
    [LIN, ("许知行", " 粤a-0001 ")],
    [LIN, ("", "粤A-0002")],
    [LIN, ("许知行", "")],
    [LIN, ("\u3000", "粤A-0002")],
    [LIN, ("许知行", "\u200b")],
    [LIN, XU, LIN],
]


def checked_by_service(who, case, officers):
    named = [SiteOfficer(*officer) for officer in officers]
    cases.check_site(
        who.actor, case=case, place="中山路 1 号", officers=named, found="一致", party="没有意见", now=NOW
    )


def checked_by_page(who, case, officers):
    first, second = [*officers, ("", ""), ("", "")][:2]
    given = {
        "first": first[0], "first_certificate": first[1], "second": second[0], "second_certificate": second[1],
        "place": "中山路 1 号", "found": "一致", "favourable": "yes", "party": "没有意见",
    }  # fmt: skip
    return act(who.client, case, "site-check", **given)


@pytest.mark.parametrize("door", [checked_by_service, checked_by_page])
@pytest.mark.parametrize("officers", NOT_TWO)
def test_a_place_is_checked_by_two(one, case, house, door, officers):
    if door is checked_by_page and len(officers) > 2:
        officers = [officers[0], officers[2]]  # the page has room for two
    tried(door, one, case, officers)
    assert events(case, "SiteChecked") == []
    assert "site_record" not in house.papers.kinds()
    tried(door, one, case, [LIN, XU])
    (event,) = events(case, "SiteChecked")
    assert len({officer.certificate for officer in event.officers}) == 2


def test_the_refusal_names_the_article(one, case):
    refused = tried(checked_by_service, one, case, [LIN, LIN])
    assert "行政许可法第三十四条" in refused.sentence.zh


# --- no other door -----------------------------------------------------------------------------------------

SRC = Path(__file__).parents[3] / "src" / "onething"
#: what the second of two does -> where a channel, a command or another area calls it
CALLED_FROM = {
    "confirm_decision": {"channels/rest/working.py", "channels/review/acts.py"},
    "confirm_righting": {"channels/review/righting.py"},
    "confirm_alike": {"channels/cockpit/rightings.py"},
    "check_site": {"channels/review/procedures.py"},
    "confirm_automatic": {"channels/cockpit/automatic.py", "site/demo.py"},
}


@cache
def called():
    """Return what `cases` is asked for -> where, in all of the program but the area itself and the inventor of lives, which has two people
    at work, each in the own name."""
    found = {}
    for path in SRC.rglob("*.py"):
        if path.name == "demo_life.py" or path.is_relative_to(SRC / "areas" / "cases"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "cases":
                found.setdefault(node.attr, set()).add(str(path.relative_to(SRC)))
    return found


@pytest.mark.parametrize(("service", "places"), CALLED_FROM.items())
def test_there_is_no_other_door(service, places):
    """A new one stands in the tables above first, or in the tests of rules that go live."""
    assert called()[service] == places
