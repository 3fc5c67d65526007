"""What a URI answers: linked data to who asks for them, a page to a reader (303), and 404 to a name that nothing has."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse

from onething.adapters.linked.writing import MEDIA_TYPES, write
from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.channels.id.versions import OF_VERSION, nodes_of_version, nodes_of_withdrawn
from onething.core.catalogue.model import Package
from onething.core.errors import NotFound
from onething.core.linked.described import service_of_entry
from onething.core.linked.finding import find_nodes
from onething.core.linked.services import nodes_of
from onething.core.linked.statements import Node
from onething.core.linked.uris import Uris

#: Media type that is asked for → how it is written.
_SYNTAXES = {media.partition(";")[0]: syntax for syntax, media in MEDIA_TYPES.items()}


class NameUnknown(NotFound):
    code = "id.name_unknown"

    def __init__(self, name: str) -> None:
        super().__init__(f"nothing is called {name!r}")
        self.name = name


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Answer for one name. Raises NameUnknown."""
    package, uris = catalogue.current(request.actor), Uris(settings.PUBLIC_ADDRESS)
    media = request.get_preferred_type([*_SYNTAXES, "text/html", "application/json"])
    kind, _, rest = name.partition("/")
    if media not in _SYNTAXES and (address := _page(package, kind, rest)):
        response: HttpResponse = HttpResponseRedirect(address)
        response.status_code = 303
    else:
        syntax = _SYNTAXES.get(media or "", "turtle")
        nodes, newest = _nodes(request, name, package, uris)
        if not nodes:
            raise NameUnknown(name[:200])
        pieces = (one.encode() for one in write(nodes, syntax))
        response = StreamingHttpResponse(pieces, content_type=MEDIA_TYPES[syntax])  # type: ignore[assignment]
        if newest:
            response.headers["Link"] = f'<{newest}>; rel="latest-version"'
    response.headers["Vary"] = "Accept"
    return response


def _nodes(request: HttpRequest, name: str, package: Package, uris: Uris) -> tuple[list[Node], str]:
    """Return what is said of a name, and of a version the URI of the one that holds now."""
    kind, _, rest = name.partition("/")
    if OF_VERSION in rest and kind in ("item", "scene", "entry"):
        return nodes_of_version(request.actor, kind, rest, uris)
    if kind == "entry":
        return _entry(request, rest, uris), ""
    return find_nodes(name, package, uris) or nodes_of_withdrawn(request.actor, kind, rest, uris), ""


def _page(package: Package, kind: str, rest: str) -> str:
    """Return where a reader looks at a thing; "" for one that has no page."""
    if kind in ("scene", "event") and rest in package.scenes:
        return reverse("guide", args=[rest])
    if kind == "item" and rest in package.items:
        return reverse("rest-item", args=[rest])
    source, slash, key = rest.partition("/")
    if kind == "entry" and slash and "/" not in key:
        return reverse("rest-register-item", args=[source, key])
    return ""


def _entry(request: HttpRequest, rest: str, uris: Uris) -> list[Node]:
    """Return the nodes of an entry, or of one of its parts."""
    source, _, key = rest.partition("/")
    for known in (key, key.partition("/")[0]):
        try:
            held = register.get_item(request.actor, city=settings.CITY, source=source, key=known)
        except register.ItemNotFound:
            continue
        service = service_of_entry(held.entry, uris, source=source, version=held.hash)
        nodes = list(nodes_of(service, uris, catalogue=uris.catalogue(settings.CITY)))
        wanted = uris.entry(source, known) + key.removeprefix(known)
        return nodes if wanted == service.uri else [one for one in nodes if one.uri == wanted]
    return []
