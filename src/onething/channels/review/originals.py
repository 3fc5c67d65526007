"""An original as the person gave it, shown so that nothing in it can act: its kind is fixed, and it is alone."""

from django.http import FileResponse, HttpRequest, HttpResponse

from onething.areas.cases import api as cases
from onething.core.guidance.ports import FileKeeper
from onething.kit.ports import now, port

#: Kinds that a browser shows by itself; everything else is saved.
SHOWN = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
#: Photos that few browsers show; they are shown as a copy.
COPIED = frozenset({"heic"})
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"


def original(request: HttpRequest, number: str, hash_: str) -> HttpResponse | FileResponse:
    """Show one file of a case. The name never decides what it is; a picture is also put into a sandbox.

    A PDF is not: the viewer of the browser, which runs apart from the page anyway, does not start in one. A photo that
    no browser shows comes as its display copy; with `?original` as it was sent.
    """
    found = cases.open_original(request.actor, case=number, hash_=hash_, now=now())
    if found.file.kind in COPIED and "original" not in request.GET:
        found.content.close()
        copy = port(FileKeeper).display(request.actor, file=found.file)  # type: ignore[type-abstract]
        return _alone(HttpResponse(copy, content_type=SHOWN["jpeg"]), SHOWN["jpeg"])
    kind = SHOWN.get(found.file.kind)
    response = FileResponse(
        found.content,
        as_attachment=kind is None,
        filename=found.file.name,
        content_type=kind or "application/octet-stream",
    )
    return _alone(response, kind)


def _alone(response: HttpResponse | FileResponse, kind: str | None) -> HttpResponse | FileResponse:
    response.headers["Content-Security-Policy"] = ALONE if kind == SHOWN["pdf"] else f"{ALONE}; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
