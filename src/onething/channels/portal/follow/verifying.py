"""What anyone may learn by a code: whether a document or a licence is what was issued."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onething.areas.certificates import api as certificates
from onething.areas.documents import api as documents
from onething.areas.licences import api as licences
from onething.channels.portal.follow.forms import VerifyForm
from onething.channels.portal.follow.papers import inline
from onething.kit.forms import form_page
from onething.kit.problems import say


def verify(request: HttpRequest) -> HttpResponse:
    """Find the page of a code or of a licence identifier; a wrong one is said beside the field."""
    form = VerifyForm(request.POST or None)
    show = form_page(request, "portal/follow/verify.html", form)
    if not form.is_valid():
        return show()
    code = form.cleaned_data["code"]
    try:
        documents.verify(request.actor, code=code)
        return redirect("verify-document", code)
    except documents.CodeUnknown as unknown:
        try:
            _licence(request, code)
        except licences.LicenceNotFound:
            form.add_error("code", str(say(unknown)))
            return show()
    return redirect("verify-licence", code)


def document(request: HttpRequest, code: str) -> HttpResponse:
    """Raises CodeUnknown."""
    found = documents.verify(request.actor, code=code)
    return render(request, "portal/follow/verify_document.html", {"found": found})


def slip(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a slip "not needed" of a village is real, and what it says; not to whom it was given. Raises SlipNotFound."""
    found = certificates.verify_slip(request.actor, code=code)
    return render(request, "portal/follow/verify_slip.html", {"found": found})


def licence(request: HttpRequest, code: str) -> HttpResponse:
    """Raises LicenceNotFound."""
    return render(request, "portal/follow/verify_licence.html", {"found": _licence(request, code)})


def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Say what an annotated copy is for, and how the licence stands now. Raises LicenceNotFound."""
    return render(
        request,
        "portal/follow/verify_copy.html",
        {"found": licences.verify_copy(request.actor, code=code)},
    )


def copy_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The copy as PDF, until its last day. Raises LicenceNotFound, CopyEnded, LicenceNotValid."""
    content = licences.copy_pdf(request.actor, code=code, address=settings.PUBLIC_ADDRESS)
    return inline(content, f"{code}.pdf")


def _licence(request: HttpRequest, code: str):  # type: ignore[no-untyped-def]
    """An identifier has points between its parts (GB/T 36904), the code of a QR has none."""
    if "." in code:
        return licences.verify(request.actor, identifier=code)
    return licences.verify(request.actor, code=code)
