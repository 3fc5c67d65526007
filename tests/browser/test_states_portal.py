"""The citizen's pages of what an act leaves behind: licences and their uses, being heard, hearings, parcels, problems; and
what an office does with a licence that it gave."""

from datetime import timedelta

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import CopyRow
from onething.areas.people import api as people
from onething.areas.problems.models import ProblemRow
from onething.areas.ratings import api as ratings
from onething.core.actors import Actor, Role
from onething.core.cases.parts import Righting
from onething.core.papers import Level
from onething.core.source import Text
from onething.core.submission import Delivery
from onething.kit.ports import now, today
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, CIVIL, FEDERATION, FULL, LI
from tests.areas.cases.world import at as moment
from tests.browser.houses import Given, House, Sent, sent, walk
from tests.browser.looks import State, at
from tests.channels.notices.people import staff
from tests.channels.portal_results.conftest import chen, li, published
from tests.channels.portal_results.test_licence_pages import card, life
from tests.channels.problems.test_problem_pages import tell
from tests.channels.review.staff import officer

__all__ = ["card", "chen", "li", "life", "published"]
pytestmark = pytest.mark.django_db(transaction=True)
THINGS = "/applications/{application}/"
LICENCE = "/licences/{licence}/"
FORM = "main form[method=post] button[type=submit]"
HEARD = "/applications/{application}/hearing/{number}"


def form(path: str, **given: str) -> Sent:
    return Sent(path, given, FORM, ".field--wrong, .alert")


def visitor() -> Client:
    return Client(headers={"host": "localhost"})


def lent_and_copied(li, card) -> None:
    """The holder gives leave, which is used, and makes a copy."""
    given = {"fields_shown": ["disability.level"], "until": (today() + timedelta(days=30)).isoformat()}
    lent = {"to": "civil-affairs", "purpose": "发放公交优待"}
    li.post(f"/licences/{card.identifier}/lend", {**given, **lent})
    why = Text("发放公交优待", "bus fares")
    licences.use(CIVIL, holder=LI, licence="disability-certificate", purpose=why, now=now())
    copied = {"receiver": "东莞市公交公司", "purpose": "办理公交优待卡"}
    li.post(f"/licences/{card.identifier}/copy", {**given, **copied})


def with_a_licence(li, life, card) -> Given:
    lent_and_copied(li, card)
    token = ratings.ask(
        Actor.job("ratings"), application=life.receipt.number, person=LI, channel="portal", now=life.now
    )
    return li, {
        "application": life.receipt.number,
        "licence": card.identifier,
        "code": card.code,
        "copy": CopyRow.objects.get().code,
        "document": DocumentRow.objects.get(kind="grant").code,
        "token": token,
    }


def with_a_licence_given(life, card) -> Given:
    client = officer("许知行", FEDERATION.department, staff="2208")
    return client, {"number": life.numbers["disability-certificate"], "licence": card.identifier}


def with_a_rating_given(life) -> Given:
    given = {"application": life.receipt.number, "person": LI, "channel": "portal", "now": life.now}
    token = ratings.ask(Actor.job("ratings"), **given)
    visitor().post(f"/rate/{token}", {"level": Level.GOOD.value})
    return visitor(), {"token": token}


def with_a_revocation_proposed(li, life, card) -> Given:
    number = life.numbers["disability-certificate"]
    given = {"kind": Righting.REVOCATION, "ground": "deceit", "grounds": FULL, "now": now()}
    cases.propose_righting(FEDERATION, case=number, **given)
    return li, {"application": life.receipt.number, "number": number}


def offered() -> dict[str, object]:
    story = Story().accept("disability-certificate")
    number = story.numbers["disability-certificate"]
    cases.offer_hearing(FEDERATION, case=number, about="油烟管道经过邻居窗前", to=(), now=now())
    return {"application": story.receipt.number, "number": number}


def with_a_hearing_offered(li) -> Given:
    return li, offered()


def with_a_hearing_announced(li) -> Given:
    given = offered()
    li.post(HEARD.format(**given), {"ask": "1"})
    chair = people.list_staff(FEDERATION, department=FEDERATION.department)
    colleague = staff(Role.REVIEWER, department=FEDERATION.department, number="2299")
    found = people.list_staff(FEDERATION, department=FEDERATION.department)
    assert len(found) == len(chair) + 1, colleague
    cases.set_hearing(
        FEDERATION,
        case=given["number"],
        held_on=today() + timedelta(days=14),
        time="09:30",
        place="三楼听证室",
        chair=str(found[-1].id),
        public=True,
        reason="",
        now=now(),
    )
    return li, given


def with_a_parcel_on_its_way(li) -> Given:
    story = Story().accept("disability-certificate")
    number, later = story.numbers["disability-certificate"], moment("2026-03-20", 12)
    home = Delivery("post", "黎国安", "13800000000", "石龙镇中山路 1 号")
    cases.choose_delivery(APPLICANT, application=story.receipt.number, delivery=home, now=story.now)
    story.on("2026-03-20").grant("disability-certificate")
    for result in cases.case_view(FEDERATION, case=number, now=later).wanted_certificates:
        cases.make_certificate(FEDERATION, case=number, result=result, now=later)
    for _ in range(2):  # what rests on another one can be withdrawn after it
        seen = cases.application_view(APPLICANT, application=story.receipt.number, today=later.date())
        for one in seen.cases:
            if one.can_withdraw:
                cases.withdraw(APPLICANT, case=one.number, now=later)
    cases.send_parcel(
        FEDERATION, application=story.receipt.number, courier="邮政", parcel="EMS990001", now=later
    )
    return li, {"application": story.receipt.number}


def represented(li, chen) -> Given:
    day = today()
    given = {"name": "陈思敏", "document": "citizen_number", "number": "990000199203150026", "reach": "all"}
    until = (day + timedelta(days=30)).isoformat()
    li.post("/representatives", {**given, "from_on": day.isoformat(), "until": until})
    (one,) = people.list_authorities(APPLICANT)
    return li, {"authority": one.id}


def with_a_problem_told(li) -> Given:
    tell(li)
    row = ProblemRow.objects.get()
    return li, {"number": row.number, "code": row.code}


def with_a_problem_answered(li) -> Given:
    tell(li)
    row = ProblemRow.objects.get()
    path = f"/cockpit/problems/{row.number}/"
    unit = {"act": "classify", "kind": "cross_department", "unit": "civil-affairs"}
    staff(Role.SUPERVISOR).post(path, unit)
    answer = {"act": "answer", "words": "两头都不用交"}
    staff(Role.MANAGER, department="civil-affairs").post(path, answer)
    return li, {"number": row.number, "code": row.code}


WALKS = [
    House(
        with_a_licence,
        State("licences-one", at("/licences/")),
        State("licence", at(LICENCE)),
        State("licence-lend", at(f"{LICENCE}lend")),
        State("licence-lend-wrong", form(f"{LICENCE}lend", purpose="发放公交优待")),
        State("licence-copy", at(f"{LICENCE}copy")),
        State("licence-copy-wrong", form(f"{LICENCE}copy", purpose="办理公交优待卡")),
        State("licence-verified", at("/licences/verify/{code}")),
        State("licence-copy-verified", at("/licences/copies/{copy}")),
        State("document-verified", at("/verify/{document}")),
        State("licence-results", at(f"{THINGS}results")),
        State("licence-messages", at("/messages/")),
        State("licence-who-looked", at("/who-looked")),
        State("rate", at("/rate/{token}")),
        State("rate-wrong", form("/rate/{token}")),
    ),
    House(
        with_a_licence_given,
        State("review-change-licence", at("/review/{number}/change-licence")),
        State("review-change-licence-wrong", sent("/review/{number}/change-licence", licence="{licence}")),
        State("review-replace-licence", at("/review/{number}/replace-licence")),
        State("review-replace-licence-wrong", sent("/review/{number}/replace-licence", licence="{licence}")),
        staff=True,
    ),
    House(with_a_rating_given, State("rate-given", at("/rate/{token}"))),
    House(
        with_a_revocation_proposed,
        State("track-revocation", at(THINGS)),
        State("track-speak", at(f"{THINGS}speak/{{number}}")),
        State("track-speak-wrong", form(f"{THINGS}speak/{{number}}")),
    ),
    House(with_a_hearing_offered, State("track-hearing-offered", at(HEARD))),
    House(
        with_a_hearing_announced,
        State("track-with-hearing", at(THINGS)),
        State("track-hearing-announced", at(HEARD)),
    ),
    House(with_a_parcel_on_its_way, State("track-parcel", at(THINGS))),
    House(
        represented,
        State("representatives", at("/representatives")),
        State("representatives-wrong", form("/representatives", name="陈思敏")),
        State("representative-end", at("/representatives/{authority}/end")),
    ),
    House(
        with_a_problem_told,
        State("problems-own", at("/problems/")),
        State("problems-wrong", form("/problems/", what="两头都要对方的证明")),
        State("problem-told", at("/problems/{number}/")),
        State("problem-follow-wrong", form("/problems/follow", number="{number}")),
    ),
    House(
        with_a_problem_answered,
        State("problem-answered", at("/problems/{number}/")),
        State(
            "problem-followed",
            Sent(
                "/problems/follow",
                {"number": "{number}", "code": "{code}"},
                FORM,
                "main q, main blockquote, main dl",
            ),
        ),
    ),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_the_pages_are_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
