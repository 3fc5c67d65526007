"""A paper as it should be, with invented data: what a notice means when it asks for it."""

from django.http import HttpRequest, HttpResponse

from onething.areas.catalogue import api as catalogue

KINDS = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf"}


def sample(request: HttpRequest, path: str) -> HttpResponse:
    """Show a sample of the city. It runs nothing, whatever is in the file."""
    kind = KINDS.get(path.rpartition(".")[2])
    if kind is None:
        raise catalogue.SampleNotFound(path)
    content = catalogue.get_sample(request.actor, path=path)
    response = HttpResponse(content, content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
