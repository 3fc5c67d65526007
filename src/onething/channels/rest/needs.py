"""What each address needs, by its name: rights by method, and what its writes must carry."""

from onething.areas.cases.api import CasesPermission as C
from onething.areas.documents.api import DocumentsPermission as D
from onething.areas.guidance.api import GuidancePermission as G
from onething.areas.licences.api import LicencesPermission as L
from onething.areas.notices.api import NoticesPermission as N
from onething.channels.rest.permissions import RestPermission
from onething.kit.pages import Needs, Public

ALL = Public("what one thing takes is open to all")
CATALOGUE = Public("the catalogue of what a city does is open to all")
SIGNED = Public("a department system proves itself by its signature")
VERIFY = Public("whoever has the code may verify")
NEEDS: dict[str, Needs] = {
    "rest-scenes": {"GET": ALL},
    "rest-scene": {"GET": ALL},
    "rest-search": {"GET": ALL},
    "rest-plan": {"POST": ALL},
    "rest-items": {"GET": CATALOGUE},
    "rest-item": {"GET": CATALOGUE},
    "rest-register-items": {"GET": CATALOGUE},
    "rest-register-item": {"GET": CATALOGUE},
    "rest-register-facets": {"GET": CATALOGUE},
    "rest-register-ratios": {"GET": CATALOGUE},
    "rest-export": {"GET": CATALOGUE},
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
    "rest-draft-confirmations": {"GET": G.DRAFT, "POST": G.DRAFT, "PUT": G.CONFIRM, "DELETE": G.DRAFT},
    "rest-confirmations": {"GET": G.CONFIRM},
    "rest-confirmation": {"GET": G.CONFIRM, "POST": G.CONFIRM, "DELETE": G.CONFIRM},
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
    "rest-case-confirmation": {"POST": C.CONFIRM},
    "rest-case-draft-return": {"POST": C.CONFIRM},
    "rest-case-certificates": {"POST": C.CERTIFY},
    "rest-case-deliveries": {"POST": C.DELIVER},
    "rest-case-termination": {"POST": C.TERMINATE},
    "rest-case-annulment": {"POST": C.ANNUL},
    "rest-licence-use": {"POST": L.USE},
    "rest-callback": {"POST": SIGNED},
    "rest-licence-use-of-system": {"POST": SIGNED},
    "rest-registered": {"POST": SIGNED},
    "rest-receipt-of-message": {"POST": Public("an SMS gateway proves itself by its signature")},
}
#: Addresses of other systems, which sign what they send.
FROM_SYSTEMS = frozenset(
    {"rest-callback", "rest-registered", "rest-receipt-of-message", "rest-licence-use-of-system"}
)
#: Writes that need no key: they keep nothing, are told once by nature, or have a sequence of their own. What was read of
#: a licence is not kept as an answer: who reads it again uses it again.
KEYLESS = frozenset({"rest-plan", "rest-sheets", "rest-tokens", "rest-licence-use"}) | FROM_SYSTEMS
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
