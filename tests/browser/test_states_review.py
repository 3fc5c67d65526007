"""The reviewer's room: the page of every act, its form sent wrong, and what is read once more before it counts."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import RuledRow
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, Role
from onething.core.cases.ports import FrozenScenes
from onething.core.licences import ReliedLicence
from onething.core.papers import LicenceState
from onething.core.source import Text
from onething.core.submission import Person
from onething.kit.ports import bound
from tests.areas.cases.permits import PERMIT
from tests.areas.cases.test_declared import declaring
from tests.areas.cases.tolerant import ITEM, DeclaringScenes
from tests.areas.cases.world import APPLICANT, DONGCHENG, LI, NIGHT, signed, submission
from tests.areas.cases.world import at as moment
from tests.browser.houses import Given, House, sent, walk
from tests.browser.looks import State, at
from tests.channels.review.conftest import (
    accepted,
    boss,
    clock,
    colleague,
    federation,
    house,
    number,
    receipt,
)
from tests.channels.review.staff import (
    DAY,
    FEDERATION,
    accept,
    act,
    citizen,
    draft,
    number_of,
    officer,
    to_decision,
)
from tests.channels.review.test_parcels import SENT, ready
from tests.channels.review.test_procedures import SITE, offered
from tests.channels.review.test_righting_pages import WRONG, granted, over, propose
from tests.channels.review.test_roll_page import check, head, registered, send_plan
from tests.channels.review.test_ruling_pages import medical, ruled
from tests.channels.review.test_supervising import found_again, refused
from tests.shipped import FILES

__all__ = [
    "accepted",
    "boss",
    "clock",
    "colleague",
    "federation",
    "found_again",
    "granted",
    "head",
    "house",
    "medical",
    "number",
    "over",
    "ready",
    "receipt",
    "refused",
    "registered",
    "ruled",
]
pytestmark = pytest.mark.django_db(transaction=True)
CASE = "/review/{number}/"
REFUSAL = {"outcome": "refused", "reason": "不符合第八条", "article": "第八条"}


def act_states(*names: str) -> list[State]:
    """Return the pages of acts, and each sent without what it asks for."""
    return [
        state
        for name in names
        for state in (
            State(f"review-act-{name}", at(f"{CASE}{name}")),
            State(f"review-act-{name}-wrong", sent(f"{CASE}{name}")),
        )
    ]


@pytest.fixture
def declared(house):
    """A case that was granted on a declaration nobody has checked."""
    with bound(FrozenScenes, DeclaringScenes()):
        made = cases.submit(APPLICANT, submission=declaring(), key="k", now=moment(DAY))
        client, number = officer("许知行", FEDERATION, staff="2208"), number_of(made, ITEM)
        accept(client, number)
        client.post(f"{CASE.format(number=number)}decide", draft(to_decision(client, number)))
        yield client, number


@pytest.fixture
def from_window(receipt, federation):
    """A case that a clerk took in and the office accepted."""
    clerk = officer("林晓", "data-services", Role.CLERK, staff="0716")
    actor = clerk.account.to_actor()
    given = signed(replace(submission(division=DONGCHENG), channel="desk", intake=actor.id))
    number = number_of(cases.submit(actor, submission=given, key="window", now=moment(DAY)), PERMIT)
    accept(federation, number)
    return number


def heard(client, number: str) -> None:
    """Let the applicant ask for a hearing."""
    offered(client, number)
    person = citizen("黎国安", LI)
    person.post(f"/applications/{number.rpartition('-')[0]}/hearing/{number}", {"ask": "1"})


def just_submitted(federation, number) -> Given:
    act(federation, number, "find", key="applicant/photo", reason="unreadable")
    return federation, {"number": number}


def being_reviewed(federation, colleague, accepted) -> Given:
    act(colleague, accepted, "take-over")
    return federation, {"number": accepted}


def for_the_manager(boss, federation, accepted) -> Given:
    act(federation, accepted, "ask-extension", days=5, reason="要补查病历")
    (question,) = cases.list_asked(boss.account.to_actor(), today=moment(DAY).date())
    return boss, {"number": accepted, "question": question.id, "officer": federation.account.id}


def with_a_roll_to_make(head, registered) -> Given:
    """One child is in the roll, another is not checked yet."""
    catalogue.publish(Actor.job("load"), files=FILES, now=registered.now)
    check(registered)
    person = Person("黎国安", "citizen_number", LI, "13800000002")
    other = submission("school-entry-household", applicant=person)
    cases.submit(APPLICANT, submission=other, key="other", now=registered.now)
    send_plan(head)
    return head, {}


def taken_in_at_a_window(federation, from_window) -> Given:
    return federation, {"number": from_window}


def paused(federation, accepted) -> Given:
    act(federation, accepted, "pause", ground="appraisal", told_days=7, document="残特〔2026〕0031 号")
    return federation, {"number": accepted}


def with_everything_before_a_decision(federation, accepted, clock) -> Given:
    act(federation, accepted, "site-check", **SITE)
    act(federation, accepted, "interested", person="黎国平", relation="住在隔壁", days=5)
    act(federation, accepted, "statement", person="黎国平", text="没有意见")
    act(federation, accepted, "post", where="村务公开栏", text="拟准予名单", days=5)
    offered(federation, accepted)
    clock.moment = moment("2026-03-11")
    return federation, {"number": accepted}


def with_a_hearing_asked_for(federation, colleague, accepted) -> Given:
    heard(federation, accepted)
    return federation, {"number": accepted, "chair": colleague.account.id}


def with_a_hearing_announced(federation, colleague, accepted) -> Given:
    heard(federation, accepted)
    day = {"held_on": "2026-03-20", "time": "09:30", "place": "三楼听证室", "public": "yes"}
    act(federation, accepted, "hearing-day", chair=str(colleague.account.id), **day)
    return federation, {"number": accepted}


def with_a_draft_to_sign(federation, colleague, accepted) -> Given:
    page = to_decision(federation, accepted)
    federation.post(f"/review/{accepted}/decide", draft(page, **REFUSAL))
    return colleague, {"number": accepted}


def at_its_decision(federation, accepted) -> Given:
    to_decision(federation, accepted)
    return federation, {"number": accepted}


def to_be_put_right(federation, granted) -> Given:
    return federation, {"number": granted}


def with_a_revocation_proposed(federation, boss, granted, clock) -> Given:
    propose(federation, granted)
    clock.moment = moment("2026-03-13")
    return boss, {"number": granted}


def with_a_licence_that_fell(federation, accepted, house) -> Given:
    name, why = Text("残疾人证", "disability card"), Text("以欺骗手段取得", "obtained by deceit")
    fallen = ReliedLicence("1.2.3", name, LicenceState.REVOKED, why, ("applicant/photo",))
    house.licences.relied[accepted] = (fallen,)
    cases.note_licences(NIGHT, case=accepted, now=moment("2026-03-06"))
    return federation, {"number": accepted}


def granted_by_a_rule(medical, ruled) -> Given:
    RuledRow.objects.update(sampled="after")
    return medical, {"number": ruled}


def with_a_parcel_to_send(federation, ready) -> Given:
    return federation, {"number": ready}


def with_a_parcel_on_its_way(federation, ready) -> Given:
    act(federation, ready, "parcel", **SENT)
    return federation, {"number": ready}


def granted_on_a_declaration(declared) -> Given:
    client, number = declared
    return client, {"number": number}


def with_a_second_notice_to_allow(over, found_again) -> Given:
    return over, {"number": found_again}


def with_a_refusal_that_was_annulled(over, refused) -> Given:
    return over, {"number": refused}


def handed_over(federation, colleague, accepted, from_window) -> Given:
    for giver, receiver, case in ((federation, colleague, accepted), (colleague, federation, from_window)):
        act(giver, case, "take-over")
        given = {"cases": [case], "officer": str(receiver.account.id), "reason": "轮岗"}
        giver.post("/review/hand-over", given)
    return federation, {}


WALKS = [
    House(
        just_submitted,
        State("review-case-found-one", at(CASE)),
        *act_states("find", "decline", "transfer"),
        State("review-act-found", at(f"{CASE}found")),
        State("review-act-unfind", at(f"{CASE}unfind")),
        State("review-act-checked", at(f"{CASE}checked")),
        State("review-act-send", at(f"{CASE}send")),
        State("review-act-accept", at(f"{CASE}accept")),
        staff=True,
    ),
    House(
        being_reviewed,
        *act_states("take-over", "pause", "ask-extension", "opinion", "terminate"),
        State("review-act-step", at(f"{CASE}step")),
        *act_states("site-check", "post", "interested", "statement", "hearing-offer"),
        State(
            "review-act-hearing-offer-sure",
            sent(f"{CASE}hearing-offer", about="油烟管道经过邻居窗前", others="黎国平"),
        ),
        staff=True,
    ),
    House(
        for_the_manager,
        State("review-asked", at("/review/asked")),
        State("review-answer", at("/review/asked/{question}")),
        State("review-answer-wrong", sent("/review/asked/{question}", granted="no")),
        State("review-answer-sure", sent("/review/asked/{question}", granted="yes")),
        *act_states("extend", "assign"),
        State("review-act-extend-sure", sent(f"{CASE}extend", days="3", reason="补查")),
        State("review-act-assign-sure", sent(f"{CASE}assign", officer="{officer}", reason="许知行休假")),
        staff=True,
    ),
    House(
        with_a_roll_to_make,
        State("review-roll", at("/review/roll")),
        State("review-roll-wrong", sent("/review/roll")),
        staff=True,
    ),
    House(taken_in_at_a_window, *act_states("to-intake"), staff=True),
    House(
        paused,
        State("review-case-stopped", at(CASE)),
        State("review-act-resume", at(f"{CASE}resume")),
        staff=True,
    ),
    House(
        with_everything_before_a_decision,
        State("review-case-procedures", at(CASE)),
        State("review-act-posting-over", at(f"{CASE}posting-over")),
        *act_states("hearing-asked"),
        staff=True,
    ),
    House(with_a_hearing_asked_for, *act_states("hearing-day"), staff=True),
    House(
        with_a_hearing_announced,
        State("review-case-hearing", at(CASE)),
        *act_states("hearing-held"),
        staff=True,
    ),
    House(
        with_a_draft_to_sign,
        State("review-case-draft", at(CASE)),
        State("review-act-countersign", at(f"{CASE}countersign")),
        *act_states("return-draft"),
        staff=True,
    ),
    House(at_its_decision, State("review-decide", at(f"{CASE}decide")), staff=True),
    House(
        to_be_put_right,
        *act_states("right"),
        State("review-act-certificate", at(f"{CASE}certificate")),
        State("review-act-right-sure", sent(f"{CASE}right", kind="revocation", ground="deceit", **WRONG)),
        staff=True,
    ),
    House(
        with_a_revocation_proposed,
        State("review-case-revocation", at(CASE)),
        State("review-act-confirm-righting", at(f"{CASE}confirm-righting")),
        State("review-act-confirm-righting-sure", sent(f"{CASE}confirm-righting")),
        *act_states("drop-righting"),
        staff=True,
    ),
    House(
        with_a_licence_that_fell, State("review-case-fallen", at(CASE)), *act_states("look-again"), staff=True
    ),
    House(
        granted_by_a_rule,
        State("review-case-ruled", at(CASE)),
        *act_states("override", "check-sample"),
        State("review-act-override-sure", sent(f"{CASE}override", reason="名册是上月的")),
        staff=True,
    ),
    House(
        with_a_parcel_to_send,
        *act_states("parcel", "deliver"),
        State("review-act-parcel-sure", sent(f"{CASE}parcel", courier="邮政", parcel="EMS1")),
        staff=True,
    ),
    House(
        with_a_parcel_on_its_way,
        State("review-case-parcel", at(CASE)),
        *act_states("parcel-arrived", "parcel-returned"),
        staff=True,
    ),
    House(
        granted_on_a_declaration,
        State("review-case-declared", at(CASE)),
        State("review-declared", at("/review/declared")),
        *act_states("declaration"),
        staff=True,
    ),
    House(
        with_a_second_notice_to_allow,
        State("review-inbox-supervisor", at("/review/")),
        State("review-case-second-notice", at(CASE)),
        *act_states("second-notice"),
        State("review-act-second-notice-sure", sent(f"{CASE}second-notice", reason="补来的照片看不清")),
        staff=True,
    ),
    House(
        with_a_refusal_that_was_annulled,
        State("review-case-annul", at(CASE)),
        *act_states("annul"),
        State("review-act-annul-sure", sent(f"{CASE}annul", document="复议决定 7 号", reason="事实认定错误")),
        staff=True,
    ),
    House(
        handed_over,
        State("review-handed-over", at("/review/hand-over")),
        staff=True,
    ),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_the_room_is_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
