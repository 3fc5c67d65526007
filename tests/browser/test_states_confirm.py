"""The pages of papers that another party confirms: of who asks, and of who is asked."""

import pytest

from onething.areas.cases.models import CaseRow
from onething.areas.guidance import api as guidance
from onething.core.submission import Delivery
from onething.kit.ports import now
from tests.areas.guidance.works import CONFIRMED, CONTRACTOR, FIRMS, FORM, REVIEWS, SCENE, SUPERVISOR
from tests.browser.houses import Given, House, Sent, walk
from tests.browser.looks import State, at
from tests.channels.portal_apply.applying import draft_of, page, photo, signed
from tests.channels.portal_apply.conftest import chen, city, li
from tests.channels.portal_apply.test_portal_confirming import choose, hash_on, may, press
from tests.channels.review.staff import officer
from tests.core.catalogue.test_scene_end_safety_supervision import OVER

__all__ = ["chen", "city", "li"]
pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "/confirm/{asked}"
LATER = {"project/project.self_score": "95"}


def _begun(li, values=FORM) -> guidance.DraftView:
    change = guidance.Change(answers=OVER, values=values, delivery=Delivery("electronic"))
    guidance.open_draft(li.actor, scene=SCENE, now=now(), change=change)
    draft = draft_of(li)
    choose(li, draft, *CONFIRMED)
    return draft


def _ask(li, draft, line) -> str:
    press(li, draft, "ask", line)
    found = guidance.list_requested(li.actor, draft_id=draft.id, now=now())
    return str(next(one.request for one in found if one.confirming.asked.line == line))


def asking_others(li, chen) -> Given:
    """Somebody has asked: one has confirmed, one refused, one has to again, one is the applicant's own, one is not asked yet."""
    may("builder", li)
    may("contractor", chen)
    may("supervisor", chen)
    draft = _begun(li)
    for line, told in (
        (CONTRACTOR, {"act": "confirm"}),
        (SUPERVISOR, {"act": "refuse", "reason": "现场还有塔吊没有拆"}),
        (REVIEWS[1], {"act": "confirm"}),
    ):
        path = f"/confirm/{_ask(li, draft, line)}"
        assert chen.post(path, {**told, "hash": hash_on(chen, path)}).status_code == 302
    view = draft_of(li)
    change = guidance.Change(values=LATER)
    guidance.change_draft(li.actor, draft_id=view.id, version=view.version, change=change, now=now())
    return li, {"draft": draft.id}


def asked_by_somebody(li, chen) -> Given:
    """Who is asked has one to confirm, and has confirmed another."""
    may("contractor", chen)
    may("supervisor", chen)
    draft = _begun(li)
    done = _ask(li, draft, SUPERVISOR)
    path = f"/confirm/{done}"
    assert chen.post(path, {"act": "confirm", "hash": hash_on(chen, path)}).status_code == 302
    return chen, {"asked": _ask(li, draft, CONTRACTOR), "confirmed": done}


def not_filled_in(li) -> Given:
    """The applicant wants others to confirm what is not filled in yet."""
    return li, {"draft": _begun(li, {"contractor/organisation.credit_code": FIRMS["contractor"].code}).id}


def handed_in_confirmed(li, chen) -> Given:
    """An officer has an application before them that three organisations have confirmed."""
    may("builder", li)
    for role in ("contractor", "supervisor"):
        may(role, chen)
    draft = _begun(li)
    for line in CONFIRMED:
        if line.startswith("builder/"):
            found = guidance.list_requested(li.actor, draft_id=draft.id, now=now())
            own = next(one.confirming.asked.statement for one in found if one.confirming.asked.line == line)
            press(li, draft, "own", line, hash=own.hash)
        else:
            path = f"/confirm/{_ask(li, draft, line)}"
            chen.post(path, {"act": "confirm", "hash": hash_on(chen, path)})
    li.post(page(li, draft, "papers"), {"line": "contractor/self-assessment", "file": [photo()]})
    signed(li, draft)
    case = CaseRow.objects.get(item="end-supervision")
    return officer("周立", "housing", staff="7001"), {"number": case.number}


WALKS = [
    House(
        handed_in_confirmed,
        State("review-case-confirmed", at("/review/{number}/"), "review-case"),
        staff=True,
    ),
    House(asking_others, State("portal-papers-confirming", at("/drafts/{draft}/papers"))),
    House(not_filled_in, State("portal-papers-not-ready", at("/drafts/{draft}/papers"))),
    House(
        asked_by_somebody,
        State("to-confirm", at("/confirm/")),
        State("confirm", at(ASKED)),
        State("confirm-refuse-wrong", Sent(ASKED, {}, ".btn--wrong", ".field--wrong")),
        State("confirm-confirmed", at("/confirm/{confirmed}"), "confirm"),
    ),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_confirming_is_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
