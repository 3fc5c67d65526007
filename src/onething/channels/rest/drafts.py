"""From the first answer to the receipt: drafts kept here, or everything handed over in one request."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.channels.rest.errors import FileUnknown
from onething.channels.rest.models import UploadRow
from onething.channels.rest.shapes import (
    ChangeIn,
    ConsentIn,
    DraftIn,
    DraftOut,
    FileOut,
    SheetIn,
    SheetOut,
    SignIt,
    SubmitIn,
)
from onething.channels.rest.wire import key_of, mark, seen
from onething.core.actors import Actor
from onething.core.cases.views import Receipt
from onething.core.composition import plan_to_json
from onething.core.guidance import (
    Change,
    ChosenWay,
    DraftLine,
    DraftView,
    FieldView,
    FileKeeper,
    MaterialView,
)
from onething.core.submission import Delivery, GivenFile, Person
from onething.kit.ports import now, port

router = Router(tags=["handing over"])


def change_of(payload: ChangeIn) -> Change:
    ways = payload.ways and {
        line: ChosenWay(one.way, one.until) if one else None for line, one in payload.ways.items()
    }
    return Change(
        answers=payload.answers,
        bearers=payload.bearers,
        dropped=payload.dropped,
        insisted=payload.insisted,
        values=payload.values,
        disputes=payload.disputes,
        ways=ways,
        delivery=Delivery(**payload.delivery.model_dump()) if payload.delivery else None,
        division=payload.division,
        applicant=Person(**payload.applicant.model_dump()) if payload.applicant else None,
    )


@router.post("/drafts", response={201: DraftOut}, url_name="rest-drafts")
def open_draft(request: HttpRequest, payload: DraftIn, response: HttpResponse) -> Status[dict[str, Any]]:
    """Begin a draft with whatever is known already."""
    view = guidance.open_draft(
        request.actor,
        scene=payload.scene,
        principal=payload.principal,
        channel="rest",
        change=change_of(payload),
        now=now(),
    )
    response.headers["Location"] = f"/api/v1/drafts/{view.id}"
    return Status(201, _shown(request, view, response))


@router.get("/drafts", response=list[DraftLine], url_name="rest-drafts")
def list_drafts(request: HttpRequest) -> list[DraftLine]:
    """One's own drafts, the last changed first."""
    return guidance.list_drafts(request.actor, now=now())


@router.get("/drafts/{draft}", response=DraftOut, url_name="rest-draft")
def get_draft(request: HttpRequest, draft: UUID, response: HttpResponse) -> dict[str, Any]:
    return _shown(request, guidance.get_draft(request.actor, draft_id=draft, now=now()), response)


@router.patch("/drafts/{draft}", response=DraftOut, url_name="rest-draft")
def change_draft(
    request: HttpRequest, draft: UUID, payload: ChangeIn, response: HttpResponse
) -> dict[str, Any]:
    """Change what was said; null takes an entry away. Wrong values are kept and named in the answer."""
    view = guidance.change_draft(
        request.actor, draft_id=draft, version=seen(request), change=change_of(payload), now=now()
    )
    return _shown(request, view, response)


@router.delete("/drafts/{draft}", response={204: None}, url_name="rest-draft")
def delete_draft(request: HttpRequest, draft: UUID) -> Status[None]:
    guidance.delete_draft(request.actor, draft_id=draft, now=now())
    return Status(204, None)


@router.post("/drafts/{draft}/consents", response=DraftOut, url_name="rest-draft-consents")
def agree(request: HttpRequest, draft: UUID, payload: ConsentIn, response: HttpResponse) -> dict[str, Any]:
    """Say what may be looked up; it is looked up at once, and what does not answer is asked for by hand."""
    view = guidance.agree(
        request.actor, draft_id=draft, version=seen(request), sources=payload.sources, now=now()
    )
    return _shown(request, view, response)


@router.post("/drafts/{draft}/files", response=DraftOut, url_name="rest-draft-files")
def add_file(
    request: HttpRequest,
    draft: UUID,
    response: HttpResponse,
    line: Form[str],
    file: File[UploadedFile],
) -> dict[str, Any]:
    """Add a file to a line of the materials."""
    view = guidance.add_file(
        request.actor, draft_id=draft, line=line, content=file, name=file.name or "", now=now()
    )
    return _shown(request, view, response)


@router.get("/drafts/{draft}/sheet", response=SheetOut, url_name="rest-draft-sheet")
def get_sheet(request: HttpRequest, draft: UUID) -> Any:
    """Exactly what would be handed over; its hash is what one signs."""
    return guidance.make_sheet(request.actor, draft_id=draft, now=now())


@router.post("/drafts/{draft}/submission", response={201: Receipt}, url_name="rest-draft-submission")
def submit_draft(request: HttpRequest, draft: UUID, payload: SignIt) -> Status[Receipt]:
    """Sign and hand over. Acknowledged only when it is kept for good; sent again it gives the same receipt."""
    receipt = guidance.submit_draft(
        request.actor,
        draft_id=draft,
        version=seen(request),
        signed_hash=payload.signed_hash,
        now=now(),
    )
    return Status(201, receipt)


@router.post("/files", response={201: FileOut}, url_name="rest-files")
def keep_file(request: HttpRequest, file: File[UploadedFile]) -> Status[GivenFile]:
    """Upload a file for `POST /sheets` and `POST /applications`; it must be what its name says."""
    kept = port(FileKeeper).keep(request.actor, content=file, name=file.name or "")  # type: ignore[type-abstract]
    UploadRow.objects.update_or_create(
        actor=request.actor.id,
        hash=kept.hash,
        defaults={
            "name": kept.name,
            "kind": kept.kind,
            "size": kept.size,
            "pages": kept.pages,
            "at": now(),
        },
    )
    return Status(201, kept)


@router.post("/sheets", response=SheetOut, url_name="rest-sheets")
def make_sheet(request: HttpRequest, payload: SheetIn) -> Any:
    """The sheet of something handed over without a draft. Keeps nothing, so it needs no Idempotency-Key."""
    return guidance.sheet_at_once(
        request.actor,
        scene=payload.scene,
        principal=payload.principal,
        change=change_of(payload),
        files=files_of(request.actor, payload.files),
        now=now(),
    )


@router.post("/applications", response={201: Receipt}, url_name="rest-applications")
def submit(request: HttpRequest, payload: SubmitIn) -> Status[Receipt]:
    """Sign and hand over in one request. Registers are not looked up this way: that needs a draft and its consents."""
    receipt = guidance.submit_at_once(
        request.actor,
        scene=payload.scene,
        principal=payload.principal,
        change=change_of(payload),
        files=files_of(request.actor, payload.files),
        signed_hash=payload.signed_hash,
        key=key_of(request),
        now=now(),
    )
    return Status(201, receipt)


def files_of(actor: Actor, files: Mapping[str, Iterable[str]]) -> dict[str, tuple[GivenFile, ...]]:
    """Return the files of each line that the actor uploaded before. Raises FileUnknown."""
    wanted = {line: list(hashes) for line, hashes in files.items()}
    asked = {one for hashes in wanted.values() for one in hashes}
    if not asked:
        return {}
    rows = UploadRow.objects.filter(actor=actor.id, hash__in=asked)
    known = {row.hash: row.to_core() for row in rows}
    if missing := asked - known.keys():
        raise FileUnknown(min(missing)[:64])
    return {line: tuple(known[one] for one in hashes) for line, hashes in wanted.items()}


def _shown(request: HttpRequest, view: DraftView, response: HttpResponse) -> dict[str, Any]:
    mark(response, view.version)
    package = catalogue.current(request.actor)
    return {
        "id": view.id,
        "version": view.version,
        "scene": view.scene,
        "name": view.name,
        "answers": view.draft.answers,
        "agreed": view.draft.agreed,
        "plan": plan_to_json(view.plan, get_language() or "zh", package=package),
        "fields": [_field(one) for one in view.fields],
        "materials": [_material(one) for one in view.materials],
        "offer": view.offer,
        "bearers": view.bearers,
        "news": view.news,
        "twin": view.twin,
        "expires_on": view.expires_on,
        "ready": view.ready,
        "number": view.number,
    }


def _field(one: FieldView) -> dict[str, Any]:
    names = [
        "key",
        "label",
        "required",
        "open",
        "raw",
        "value",
        "source",
        "source_label",
        "as_of",
        "disputed",
    ]
    return {
        **{name: getattr(one, name) for name in names},
        "issue": {"code": one.issue.code, "text": one.issue.text} if one.issue else None,
        "comes_with": one.comes_with.id if one.comes_with else "",
    }


def _material(one: MaterialView) -> dict[str, Any]:
    names = ["line", "key", "label", "way", "ways", "source", "until", "required", "done"]
    return {
        **{name: getattr(one, name) for name in names},
        "files": [asdict(file) for file in one.files],
    }
