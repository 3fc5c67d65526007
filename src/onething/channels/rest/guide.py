"""Scenes, plans, tokens and what anybody may verify."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Path, Query, Router, Status

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.documents import api as documents
from onething.areas.guidance import api as guidance
from onething.areas.licences import api as licences
from onething.areas.people import api as people
from onething.channels.rest.shapes import PlanAsk, PlanOut, SceneOut, SignIn, TokenOut
from onething.core.cases.views import Progress
from onething.core.catalogue.periods import Applying, applying_on
from onething.core.composition import plan_to_json, question_to_json
from onething.core.guidance import SceneLine
from onething.core.guidance.draft import questions_of
from onething.core.papers import VerifiedDocument, VerifiedLicence
from onething.kit.ports import now, today

router = Router(tags=["open to all"])


@router.get("/scenes", response=list[SceneLine], url_name="rest-scenes")
def list_scenes(request: HttpRequest, text: str = Query("", max_length=100)) -> list[SceneLine]:
    """Every scene, or those that fit what was typed, the best first."""
    found = (
        guidance.find_scenes(request.actor, text=text)
        if text.strip()
        else guidance.list_scenes(request.actor)
    )
    return list(found)


@router.get("/scenes/{scene}", response=SceneOut, url_name="rest-scene")
def get_scene(request: HttpRequest, scene: str = Path(max_length=60)) -> dict[str, object]:
    """The questions, roles and items of a scene, in the language of the request."""
    _, found = catalogue.get_scene(request.actor, scene=scene)
    language = get_language() or "zh"
    return {
        "id": found.id,
        "version": found.hash,
        "name": found.name,
        "summary": found.summary,
        "questions": [question_to_json(one, language) for one in questions_of(found)],
        "roles": {
            id: {"label": role.label.say(language), "min": role.min, "max": role.max, "many": role.many}
            for id, role in found.roles.items()
        },
        "items": [
            {"id": line.item.id, "name": line.item.name.say(language), "department": line.item.department}
            for line in found.items
        ],
        "applying": _days(applying_on(found.periods, today())),
    }


def _days(applying: Applying | None) -> dict[str, object] | None:
    if applying is None:
        return None
    return {
        "days": applying.days,
        "open": applying.now is not None,
        "last_day": applying.now.last if applying.now else None,
        "opens_on": applying.next.first if applying.next else None,
        "closes_on": applying.next.last if applying.next else None,
    }


@router.post("/scenes/{scene}/plan", response=PlanOut, url_name="rest-plan")
def make_plan(request: HttpRequest, payload: PlanAsk, scene: str = Path(max_length=60)) -> dict[str, object]:
    """Compose: what one person must do for one thing. Keeps nothing, so it needs no Idempotency-Key."""
    plan = guidance.plan(
        request.actor,
        scene=scene,
        on=payload.on or today(),
        answers=payload.answers,
        dropped=payload.dropped,
        insisted=payload.insisted,
        bearers=payload.bearers,
    )
    package = catalogue.current(request.actor)
    return plan_to_json(plan, get_language() or "zh", package=package)


@router.get("/progress", response=Progress, url_name="rest-progress")
def get_progress(
    request: HttpRequest, number: str = Query(max_length=60), code: str = Query(max_length=20)
) -> Progress:
    """The masked progress of an application, for whoever has its number and its enquiry code."""
    return cases.progress(request.actor, number=number, code=code)


@router.get("/verify/documents/{code}", response=VerifiedDocument, url_name="rest-verify-document")
def verify_document(request: HttpRequest, code: str = Path(max_length=100)) -> VerifiedDocument:
    """Whether the document with this code was issued here and is unchanged."""
    return documents.verify(request.actor, code=code)


@router.get("/verify/licences/{code}", response=VerifiedLicence, url_name="rest-verify-licence")
def verify_licence(request: HttpRequest, code: str = Path(max_length=120)) -> VerifiedLicence:
    """How a licence stands and whether it is genuine, by the code of its QR or its identifier; the name is masked."""
    if "." in code:  # an identifier has points between its parts (GB/T 36904), a code has none
        return licences.verify(request.actor, identifier=code)
    return licences.verify(request.actor, code=code)


@router.post("/tokens", response={201: TokenOut}, url_name="rest-tokens")
def sign_in(request: HttpRequest, payload: SignIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Sign in; the token goes into `Authorization: Bearer`. Needs no Idempotency-Key."""
    account = None
    if settings.DEMO and not payload.password:
        known = {one.login: one for one in people.list_demo_accounts(request.actor)}
        if found := known.get(payload.login.strip()):
            account = people.sign_in_to_demo(request.actor, account_id=found.id)
    if account is None:
        account = people.sign_in(
            request.actor,
            login=payload.login,
            password=payload.password,
            address=request.META.get("REMOTE_ADDR", ""),
            now=now(),
        )
    token, ends_at = people.make_token(account.to_actor(), name=payload.name, now=now())
    response.headers["Cache-Control"] = "no-store"
    return Status(201, {"token": token, "ends_at": ends_at})
