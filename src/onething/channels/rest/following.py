"""After the receipt: applications, notices answered, results, messages, ratings."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Status

from onething.areas.cases import api as cases
from onething.areas.documents import api as documents
from onething.areas.licences import api as licences
from onething.areas.notices import api as notices
from onething.areas.ratings import api as ratings
from onething.channels.rest.drafts import files_of
from onething.channels.rest.drafts import router as handing_over
from onething.channels.rest.errors import Moved
from onething.channels.rest.numbers import ApplicationNumber, case_number
from onething.channels.rest.shapes import ActOut, ContactIn, DeliveryIn, RatingIn, SupplementIn, WithdrawIn
from onething.channels.rest.wire import mark, seen
from onething.core.cases.matter import Standing
from onething.core.cases.parts import Contact
from onething.core.cases.state import ApplicationState
from onething.core.cases.views import ApplicationLine, ApplicationView, DocumentLine, Page, Receipt
from onething.core.papers import HeldLicence, Message, Rating
from onething.core.submission import Delivery, GivenMaterial, GivenValue
from onething.kit.ports import now, today

router = Router(tags=["after the receipt"])
NUMBER = Path(max_length=40)


@handing_over.get(
    "/applications", response=Page[ApplicationLine], url_name="rest-applications", tags=["after the receipt"]
)
def list_applications(
    request: HttpRequest,
    cursor: str = Query("", max_length=100),
    limit: int = Query(20, ge=1, le=100),
    standing: Standing | None = None,
    text: str = Query("", max_length=100),
) -> Page[ApplicationLine]:
    """One's own applications, those one took in, or those of one's office; the newest first."""
    return cases.list_applications(
        request.actor, cursor=cursor, limit=limit, standing=standing, text=text, today=today()
    )


@router.get("/applications/{number}", response=ApplicationView, url_name="rest-application")
def get_application(
    request: HttpRequest, response: HttpResponse, number: ApplicationNumber = NUMBER
) -> ApplicationView:
    """Who has it, until when, why that day; what a notice asks, what is awaited without one; documents and history."""
    view = cases.application_view(request.actor, application=number, today=today())
    mark(response, len(view.history))
    return view


@router.get("/applications/{number}/receipt", response=Receipt, url_name="rest-receipt")
def get_receipt(request: HttpRequest, number: ApplicationNumber = NUMBER) -> Receipt:
    return cases.get_receipt(request.actor, application=number)


@router.post("/applications/{number}/supplement", response=ActOut, url_name="rest-supplement")
def supplement(
    request: HttpRequest, payload: SupplementIn, response: HttpResponse, number: ApplicationNumber = NUMBER
) -> dict[str, Any]:
    """Supply what the notice asks for, once for all cases; a part is kept and the rest may follow."""
    _as_seen(request, number)
    files = files_of(request.actor, {str(n): one.files for n, one in enumerate(payload.materials)})
    state = cases.supplement(
        request.actor,
        application=number,
        values=[GivenValue(one.key, one.value) for one in payload.values],
        materials=[
            GivenMaterial(one.key, one.way, files=files.get(str(n), ()))
            for n, one in enumerate(payload.materials)
        ],
        now=now(),
    )
    return _after(request, state, response)


@router.post("/applications/{number}/withdrawal", response=ActOut, url_name="rest-withdrawal")
def withdraw(
    request: HttpRequest, payload: WithdrawIn, response: HttpResponse, number: ApplicationNumber = NUMBER
) -> dict[str, Any]:
    """Withdraw one item, or whatever is not decided yet."""
    view = _as_seen(request, number)
    if payload.case:
        if (case := case_number(payload.case)) not in {one.number for one in view.cases}:
            raise cases.CaseNotFound(case)
        cases.withdraw(request.actor, case=case, reason=payload.reason, now=now())
    else:
        cases.withdraw_all(request.actor, application=number, reason=payload.reason, now=now())
    return _after_view(request, number, response)


@router.put("/applications/{number}/contact", response=ActOut, url_name="rest-contact")
def change_contact(
    request: HttpRequest, payload: ContactIn, response: HttpResponse, number: ApplicationNumber = NUMBER
) -> dict[str, Any]:
    """Change phone, address or e-mail of a running application."""
    _as_seen(request, number)
    contact = Contact(payload.phone, payload.address, payload.email)
    return _after(
        request,
        cases.change_contact(request.actor, application=number, contact=contact, now=now()),
        response,
    )


@router.put("/applications/{number}/delivery", response=ActOut, url_name="rest-delivery")
def choose_delivery(
    request: HttpRequest, payload: DeliveryIn, response: HttpResponse, number: ApplicationNumber = NUMBER
) -> dict[str, Any]:
    """Choose another way in which all results come."""
    _as_seen(request, number)
    delivery = Delivery(**payload.model_dump())
    return _after(
        request,
        cases.choose_delivery(request.actor, application=number, delivery=delivery, now=now()),
        response,
    )


@router.get("/documents", response=list[DocumentLine], url_name="rest-documents")
def list_documents(request: HttpRequest) -> list[DocumentLine]:
    """The newest documents that one may see."""
    return documents.list_documents(request.actor)


@router.get("/documents/{document}/pdf", response={200: bytes}, url_name="rest-document-pdf")
def get_pdf(request: HttpRequest, document: UUID) -> HttpResponse:
    """The paper, as it was issued: the same bytes each time."""
    content = documents.pdf(request.actor, document_id=document, address=settings.PUBLIC_ADDRESS)
    return HttpResponse(content, content_type="application/pdf")


@router.get("/licences", response=list[HeldLicence], url_name="rest-licences")
def list_licences(request: HttpRequest) -> list[HeldLicence]:
    """One's own electronic licences, and those of whom one represents."""
    return licences.list_own(request.actor)


@router.get("/messages", response=list[Message], url_name="rest-messages")
def list_messages(request: HttpRequest, limit: int = Query(50, ge=1, le=100)) -> list[Message]:
    return notices.list_messages(request.actor, limit=limit)


@router.put("/messages/{message}/read", response={204: None}, url_name="rest-message-read")
def mark_read(request: HttpRequest, message: UUID) -> Status[None]:
    notices.mark_read(request.actor, message_id=message, now=now())
    return Status(204, None)


@router.get("/ratings/{token}", response=Rating, url_name="rest-rating")
def get_rating(request: HttpRequest, token: str = Path(max_length=100)) -> Rating:
    """What can be rated with this token; who rates stays confidential."""
    return ratings.get_rating(request.actor, token=token)


@router.put("/ratings/{token}", response=Rating, url_name="rest-rating")
def rate(request: HttpRequest, payload: RatingIn, token: str = Path(max_length=100)) -> Rating:
    """Rate once, on five levels."""
    return ratings.rate(request.actor, token=token, level=payload.level, text=payload.text, now=now())


def _as_seen(request: HttpRequest, number: str) -> ApplicationView:
    """Return the application as the caller saw it. Raises Moved if anything happened since."""
    expected = seen(request)
    view = cases.application_view(request.actor, application=number, today=today())
    if len(view.history) != expected:
        raise Moved
    return view


def _after(request: HttpRequest, state: ApplicationState, response: HttpResponse) -> dict[str, Any]:
    return _after_view(request, state.number, response)


def _after_view(request: HttpRequest, number: str, response: HttpResponse) -> dict[str, Any]:
    view = cases.application_view(request.actor, application=number, today=today())
    mark(response, len(view.history))
    return {"number": number, "status": view.standing.value, "sequence": len(view.history)}
