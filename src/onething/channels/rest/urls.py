"""Addresses of the interface, below /api/; each says what it needs."""

from collections.abc import Iterable

from django.urls import URLPattern
from django.urls.resolvers import RoutePattern

from onething.areas.cases.api import CasesPermission as C
from onething.areas.documents.api import DocumentsPermission as D
from onething.areas.guidance.api import GuidancePermission as G
from onething.areas.licences.api import LicencesPermission as L
from onething.areas.notices.api import NoticesPermission as N
from onething.channels.rest import openapi
from onething.channels.rest.api import api
from onething.channels.rest.callbacks import signed
from onething.channels.rest.permissions import RestPermission
from onething.channels.rest.wire import keyed, readable
from onething.kit.pages import Needs, Public, guarded, page

ALL = Public("what one thing takes is open to all")
VERIFY = Public("whoever has the code may verify")
NEEDS: dict[str, Needs] = {
    "rest-scenes": {"GET": ALL},
    "rest-scene": {"GET": ALL},
    "rest-plan": {"POST": ALL},
    "rest-progress": {"GET": Public("whoever has number and code may see the masked progress")},
    "rest-verify-document": {"GET": VERIFY},
    "rest-verify-licence": {"GET": VERIFY},
    "rest-tokens": {"POST": Public("signing in")},
    "rest-drafts": {"GET": G.DRAFT, "POST": G.DRAFT},
    "rest-draft": {"GET": G.DRAFT, "PATCH": G.DRAFT, "DELETE": G.DRAFT},
    "rest-draft-consents": {"POST": G.DRAFT},
    "rest-draft-files": {"POST": G.DRAFT},
    "rest-draft-sheet": {"GET": G.SUBMIT},
    "rest-draft-submission": {"POST": G.SUBMIT},
    "rest-files": {"POST": G.SUBMIT},
    "rest-sheets": {"POST": G.SUBMIT},
    "rest-applications": {"GET": RestPermission.SEE_APPLICATIONS, "POST": G.SUBMIT},
    "rest-application": {"GET": RestPermission.SEE_APPLICATIONS},
    "rest-receipt": {"GET": RestPermission.SEE_APPLICATIONS},
    "rest-supplement": {"POST": C.SUPPLEMENT},
    "rest-withdrawal": {"POST": C.WITHDRAW},
    "rest-contact": {"PUT": C.CHANGE},
    "rest-delivery": {"PUT": C.CHANGE},
    "rest-documents": {"GET": D.SEE},
    "rest-document-pdf": {"GET": D.SEE},
    "rest-licences": {"GET": L.SEE_OWN},
    "rest-messages": {"GET": N.READ},
    "rest-message-read": {"PUT": N.READ},
    "rest-rating": {
        "GET": Public("the token was sent to one person only"),
        "PUT": Public("the token was sent to one person only"),
    },
    "rest-cases": {"GET": C.SEE},
    "rest-cases-count": {"GET": C.SEE},
    "rest-phrases": {"GET": C.CHECK},
    "rest-case": {"GET": C.SEE},
    "rest-notice": {"POST": C.NOTIFY},
    "rest-case-intake": {"POST": C.TAKE_IN},
    "rest-case-findings": {"POST": C.CHECK},
    "rest-case-checked": {"POST": C.CHECK},
    "rest-case-acceptance": {"POST": C.ACCEPT},
    "rest-case-declining": {"POST": C.DECLINE},
    "rest-case-pause": {"POST": C.PAUSE},
    "rest-case-resumption": {"POST": C.PAUSE},
    "rest-case-extension": {"POST": C.EXTEND},
    "rest-case-step": {"POST": C.REVIEW},
    "rest-case-opinions": {"POST": C.REVIEW},
    "rest-case-transfer": {"POST": C.TRANSFER},
    "rest-case-holder": {"POST": C.TAKE_OVER},
    "rest-case-decision": {"POST": C.DECIDE},
    "rest-case-certificates": {"POST": C.CERTIFY},
    "rest-case-deliveries": {"POST": C.DELIVER},
    "rest-case-termination": {"POST": C.TERMINATE},
    "rest-callback": {"POST": Public("a department system proves itself by its signature")},
}
#: Writes that need no key: they keep nothing, are told once by nature, or have a sequence of their own.
KEYLESS = frozenset({"rest-plan", "rest-sheets", "rest-tokens", "rest-callback"})
#: Submissions: the service keeps the key with the submission itself.
OWN_KEY = frozenset({"rest-applications"})
#: They speak to other systems or to the file store, so the answer is kept after the effect.
NOT_ATOMIC = frozenset({"rest-draft-consents", "rest-draft-submission", "rest-draft-files", "rest-files"})
#: They change what somebody looked at.
CHANGES = frozenset(
    {
        ("rest-draft", "PATCH"),
        ("rest-draft-consents", "POST"),
        ("rest-draft-submission", "POST"),
        ("rest-supplement", "POST"),
        ("rest-withdrawal", "POST"),
        ("rest-contact", "PUT"),
        ("rest-delivery", "PUT"),
        *((name, "POST") for name in NEEDS if name.startswith("rest-case-")),
    }
)


def _with_rules(pattern: URLPattern) -> URLPattern:
    """Return an address with everything that comes before its view: rights, key, a text that can be read."""
    name, view = pattern.name or "", pattern.callback
    if name == "rest-callback":
        view = signed(view)
    elif name not in KEYLESS:
        view = keyed(view, own=name in OWN_KEY, atomic=name not in NOT_ATOMIC)
    guard = guarded(readable(view), NEEDS[name])
    guard.csrf_exempt = True  # type: ignore[attr-defined]  # a write carries a header that no other site can send
    return URLPattern(_below(pattern), guard, pattern.default_args, name)


def _one_of_each(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """Return one pattern for each address: the library names it once for each method, with the same view."""
    found = {pattern.name or "": pattern for pattern in patterns if pattern.name != "api-root"}
    return list(found.values())


def _below(pattern: URLPattern) -> RoutePattern:
    return RoutePattern(f"v1/{pattern.pattern}", name=pattern.name, is_endpoint=True)


urlpatterns = [
    page(
        "v1/openapi.json", openapi.show, needs=Public("the description is open to all"), name="rest-openapi"
    ),
    *(_with_rules(pattern) for pattern in _one_of_each(api.urls[0])),
]
