"""The window's pages for what does not come every day: advice, claims, supplements, results, returned packets, questions."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.certificates.models import SlipRow
from onething.areas.guidance.models import AdviceRow
from onething.areas.inquiries.models import InquiryRow
from onething.areas.revisions import api as revisions
from onething.channels.desk.supplying import HERE
from onething.core.actors import Actor, Role
from onething.core.cases.parts import Cause
from onething.core.submission import Delivery
from onething.kit.ports import now
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, CITY_CODE, FEDERATION, LI, signed, submission
from tests.browser.houses import Given, House, Sent, sent, walk
from tests.browser.looks import State, at
from tests.channels.desk.conftest import desk
from tests.channels.desk.test_desk_people import WARD, asked, claimed
from tests.channels.desk.window import staff
from tests.channels.portal_apply.applying import draft_of, ready
from tests.channels.portal_apply.conftest import city, li, registers
from tests.channels.studio.conftest import published
from tests.channels.studio.test_certificates_room import give, village
from tests.channels.studio.test_impact_room import PATH
from tests.core.impact.dongguan import FILES

__all__ = ["asked", "city", "claimed", "desk", "li", "published", "registers", "village"]
pytestmark = pytest.mark.django_db(transaction=True)
CERTIFICATE = "disability-certificate"
SUPPLY = "/desk/supplements/{number}/"
QUESTION = "/desk/inquiries/{question}/"


def empty(desk) -> Given:
    return desk, {}


def asked_for_advice(desk, li) -> Given:
    ready(li)
    li.post(f"/drafts/{draft_of(li).id}/advice", {"question": "照片行不行？"})
    return desk, {"advice": AdviceRow.objects.get().pk}


def advised(desk, li) -> Given:
    _, given = asked_for_advice(desk, li)
    answer = {"fine": "no", "text": "照片要正面照。"}
    desk.post("/desk/advice/{advice}/".format(**given), answer)
    return li, {"draft": draft_of(li).id}


def with_a_claim(desk, claimed) -> Given:
    return desk, {"claim": claimed.id}


def standing_there(desk, asked) -> Given:
    desk.post(
        "/desk/supplements/", {"application": asked, "document": WARD.kind.value, "number": WARD.number}
    )
    return desk, {"number": asked}


def with_results_to_fetch(desk) -> Given:
    story = Story()
    number, here = story.receipt.number, Delivery("window", window="w")
    cases.choose_delivery(APPLICANT, application=number, delivery=here, now=story.now)
    story.accept(CERTIFICATE, "pension-enrolment").grant(CERTIFICATE)
    case = story.numbers[CERTIFICATE]
    cases.make_certificate(FEDERATION, case=case, result=CERTIFICATE, now=story.now)
    session = desk.session
    session[HERE] = {number: [LI, now().timestamp()]}
    session.save()
    return desk, {"number": number}


def with_a_packet_returned(desk) -> Given:
    given = signed(replace(submission(), channel="desk", intake=desk.actor.id))
    made = cases.submit(desk.actor, submission=given, key="window", now=now())
    row = CaseRow.objects.get(number__startswith=made.number, item=CERTIFICATE)
    assert row.division == CITY_CODE or row.department
    officer = replace(FEDERATION, division=row.division)
    cases.accept(officer, case=row.number, now=now())
    said = {"cause": Cause.UNREADABLE, "key": "applicant/photo", "reason": "照片扫歪了"}
    cases.send_to_intake(officer, case=row.number, now=now(), **said)
    return desk, {}


def with_questions(desk) -> Given:
    for question, at_once in (("孩子户口怎么上，要带哪些材料", {}), ("几点下班", {"at_once": "on"})):
        desk.post("/desk/inquiries/", {"question": question, "came": "window", "asker": "陈", **at_once})
    row = InquiryRow.objects.get(answered_at=None)
    return desk, {"question": row.id}


def with_a_question_handed_on(desk) -> Given:
    colleague = staff("方可", "2301", Role.REVIEWER, "civil-affairs")
    _, given = with_questions(desk)
    told = {"staff_number": "2301", "reason": "归民政"}
    desk.post(f"{QUESTION.format(**given)}hand-on", told)
    return colleague, given


def with_a_slip(village) -> Given:
    row = give(village)["location"].split("/")[-2]
    return village, {"slip": row, "code": SlipRow.objects.get(pk=row).code}


def with_a_revision(published) -> Given:
    """A revision that takes a share away, and a manager who looks at what it would do."""
    author = Actor("user:a", "黎国栋", frozenset({Role.ITEM_MANAGER}), department="civil-affairs")
    text = FILES[PATH].replace(b"accepts: [share, upload, paper]", b"accepts: [upload, paper]")
    one = revisions.open_revision(author, title="低保证改为上传", now=now())
    revisions.save_files(author, revision_id=one.id, files={PATH: text}, seen=one.sequence, now=now())
    manager = staff("黎国栋", "2201", Role.MANAGER, "civil-affairs")
    return manager, {"revision": one.id}


WALKS = [
    House(
        with_a_revision,
        State("studio-impact-revisions", at("/studio/impact/")),
        State("studio-impact-revision", at("/studio/impact/revisions/{revision}/")),
        staff=True,
    ),
    House(
        with_a_slip,
        State("desk-slips-some", at("/desk/slips/")),
        State("desk-slips-wrong", sent("/desk/slips/", office="other")),
        State("desk-slip", at("/desk/slips/{slip}/")),
        State("slip-verified", at("/slips/{code}")),
        staff=True,
    ),
    House(
        empty,
        State("desk-advice-none", at("/desk/advice/")),
        State("desk-inquiries-wrong", sent("/desk/inquiries/")),
        State("desk-claims-wrong", sent("/desk/claims/")),
        State("desk-supply-find-wrong", sent("/desk/supplements/")),
        staff=True,
    ),
    House(
        asked_for_advice,
        State("desk-advice", at("/desk/advice/")),
        State("desk-advise", at("/desk/advice/{advice}/")),
        State("desk-advise-wrong", sent("/desk/advice/{advice}/")),
        staff=True,
    ),
    House(advised, State("portal-check-advised", at("/drafts/{draft}/check"))),
    House(
        with_a_claim,
        State("desk-claim", at("/desk/claims/{claim}/")),
        State("desk-claim-wrong", sent("/desk/claims/{claim}/")),
        State("desk-claim-refuse-wrong", Sent("/desk/claims/{claim}/", {}, ".btn--wrong")),
        staff=True,
    ),
    House(
        standing_there,
        State("desk-supply", at(SUPPLY)),
        State("desk-supply-wrong", Sent(SUPPLY, {}, awaits=".alert")),
        State("desk-fetch-none", at(f"{SUPPLY}fetch")),
        staff=True,
    ),
    House(
        with_results_to_fetch,
        State("desk-supply-ready", at(SUPPLY)),
        State("desk-fetch", at(f"{SUPPLY}fetch")),
        State("desk-fetch-wrong", sent(f"{SUPPLY}fetch")),
        staff=True,
    ),
    House(with_a_packet_returned, State("desk-returned", at("/desk/returned/")), staff=True),
    House(
        with_questions,
        State("desk-inquiries-some", at("/desk/inquiries/")),
        State("desk-inquiry", at(QUESTION)),
        State("desk-inquiry-slip", at(f"{QUESTION}slip")),
        staff=True,
    ),
    House(with_a_question_handed_on, State("desk-inquiry-to-confirm", at(QUESTION)), staff=True),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_the_window_is_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
