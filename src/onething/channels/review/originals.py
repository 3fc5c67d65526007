"""An original as the person gave it, shown so that nothing in it can act: its kind is fixed, and it is alone."""

from django.http import FileResponse, HttpRequest, HttpResponse

from onething.areas.cases import api as cases
from onething.kit.ports import now

#: Kinds that a browser shows by itself; everything else is saved.
SHOWN = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"


def original(request: HttpRequest, number: str, hash_: str) -> HttpResponse:
    """Show one file of a case. The name never decides what it is; a picture is also put into a sandbox.

    A PDF is not: the viewer of the browser, which runs apart from the page anyway, does not start in one.
    """
    found = cases.open_original(request.actor, case=number, hash_=hash_, now=now())
    kind = SHOWN.get(found.file.kind)
    response = FileResponse(
        found.content,
        as_attachment=kind is None,
        filename=found.file.name,
        content_type=kind or "application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = ALONE if kind == SHOWN["pdf"] else f"{ALONE}; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
