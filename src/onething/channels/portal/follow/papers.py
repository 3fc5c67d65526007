"""Papers that are taken away: documents as PDF, all that was sent, the codes that verify them."""

import io
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from onething.areas.cases import api as cases
from onething.areas.documents import api as documents
from onething.channels.portal.follow import sending, showing
from onething.core.codes import parse_case_number
from onething.core.papers import Printer
from onething.kit.ports import port, today

_CODES = {"document": "verify-document", "licence": "verify-licence", "rate": "rate", "slip": "verify-slip"}


def document(request: HttpRequest, document_id: str) -> HttpResponse:
    """The document as it was issued, the same bytes each time. Raises DocumentNotFound, also for a malformed id."""
    try:
        known = UUID(document_id)
    except ValueError:
        raise documents.DocumentNotFound from None
    content = documents.pdf(request.actor, document_id=known, address=settings.PUBLIC_ADDRESS)
    return inline(content, f"{known}.pdf")


def sent(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that was handed over, as one paper. Raises CodeBroken, ApplicationNotFound."""
    view = cases.application_view(request.actor, application=parse_case_number(number).number, today=today())
    handed = cases.get_submission(request.actor, application=view.number)
    content = port(Printer).print(  # type: ignore[type-abstract]
        "application",
        sending.paper_of(view, handed),
        number="",
        on=timezone.localtime(view.submitted_at).date(),
        verify_url="",
        organ="",
        language="en" if showing.language().startswith("en") else "zh",
    )
    return inline(content, f"{view.number}-sent.pdf")


def code(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The QR of a page that verifies, or that rates a visit, dark on white with its quiet zone in every display mode."""
    if kind not in _CODES:
        raise documents.CodeUnknown
    image = io.BytesIO()
    target = f"{settings.PUBLIC_ADDRESS}{reverse(_CODES[kind], args=[code])}"
    segno.make(target, error="m", micro=False).save(
        image, kind="svg", scale=4, border=4, light="#ffffff", dark="#000000"
    )
    return _private(HttpResponse(image.getvalue(), content_type="image/svg+xml"))


def inline(content: bytes, name: str) -> HttpResponse:
    """Return a paper that the browser shows itself and nobody keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
