"""Addresses of what comes after the receipt."""

from onething.areas.audit.api import AuditPermission
from onething.areas.cases.api import CasesPermission
from onething.areas.documents.api import DocumentsPermission
from onething.areas.licences.api import LicencesPermission
from onething.areas.notices.api import NoticesPermission
from onething.areas.people.api import PeoplePermission
from onething.areas.problems.api import ProblemsPermission
from onething.channels.portal.follow import (
    days,
    hearing,
    holding,
    papers,
    problems,
    rating,
    representing,
    samples,
    telling,
    tracking,
    verifying,
)
from onething.kit.pages import Public, page

_CHANGE = {"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.CHANGE}
_LEND = {"GET": LicencesPermission.LEND, "POST": LicencesPermission.LEND}
_CODE = Public("whoever holds number and code may see the masked progress")
_VERIFY = Public("anyone may verify a document or a licence by its code")
_SAID = Public("what could not be got done may be told after signing in; what the desk is for, all may read")
_PROBLEM = Public("whoever holds number and code may follow a problem, without its person")
_SAMPLE = Public("a sample has invented data and belongs to the open catalogue")
_RATE = Public("whoever holds the token may rate: it was given to one person only")

_TOKEN = Public("whoever holds the token was shown it beside number and code, and may see the next days")

urlpatterns = [
    page("calendar/<str:token>.ics", days.subscribed, needs={"GET": _TOKEN}, name="calendar"),
    page("applications/", tracking.mine, needs=CasesPermission.SEE_OWN, name="my-applications"),
    page(
        "applications/<str:number>/",
        tracking.track,
        needs={"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.SUPPLEMENT},
        name="track",
    ),
    page(
        "applications/<str:number>/withdraw",
        tracking.withdraw,
        needs={"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.WITHDRAW},
        name="track-withdraw",
    ),
    page(
        "applications/<str:number>/speak/<str:case>",
        tracking.speak,
        needs={"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.BE_HEARD},
        name="track-speak",
    ),
    page(
        "applications/<str:number>/person/<str:case>",
        tracking.ask_person,
        needs={"POST": CasesPermission.ASK_PERSON},
        name="track-ask-person",
    ),
    page("applications/<str:number>/contact", tracking.contact, needs=_CHANGE, name="track-contact"),
    page("applications/<str:number>/delivery", tracking.delivery, needs=_CHANGE, name="track-delivery"),
    page(
        "applications/<str:number>/results", tracking.results, needs=CasesPermission.SEE_OWN, name="results"
    ),
    page("applications/<str:number>/sent", tracking.sent, needs=CasesPermission.SEE_OWN, name="track-sent"),
    page(
        "applications/<str:number>/hearing/<str:case>",
        hearing.hearing,
        needs={"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.ASK_HEARING},
        name="track-hearing",
    ),
    page("samples/<path:path>", samples.sample, needs={"GET": _SAMPLE}, name="sample"),
    page("progress", tracking.progress, needs={"GET": _CODE, "POST": _CODE}, name="progress"),
    page("who-looked", representing.looks, needs=AuditPermission.OWN_LOOKS, name="who-looked"),
    page(
        "consents/<str:ref>/<slug:share>/withdraw",
        representing.withdraw_consent,
        needs={"GET": AuditPermission.OWN_LOOKS, "POST": AuditPermission.OWN_LOOKS},
        name="consent-withdraw",
    ),
    page(
        "representatives", representing.authorities, needs=PeoplePermission.AUTHORISE, name="representatives"
    ),
    page(
        "representatives/claim",
        representing.claim,
        needs=PeoplePermission.AUTHORISE,
        name="representative-claim",
    ),
    page(
        "representatives/claim-organisation",
        representing.claim_organisation,
        needs=PeoplePermission.AUTHORISE,
        name="representative-organisation",
    ),
    page(
        "representatives/<uuid:authority_id>/letter.pdf",
        representing.letter,
        needs={"GET": PeoplePermission.AUTHORISE},
        name="representative-letter",
    ),
    page(
        "representatives/<uuid:authority_id>/end",
        representing.end,
        needs=PeoplePermission.AUTHORISE,
        name="representative-end",
    ),
    page("settings", representing.settings_page, needs=PeoplePermission.OWN_ACCOUNT, name="settings"),
    page(
        "settings/messages",
        telling.choose,
        needs={"GET": NoticesPermission.READ, "POST": NoticesPermission.READ},
        name="settings-messages",
    ),
    page(
        "applications/<str:number>/sent.pdf",
        papers.sent,
        needs=CasesPermission.SEE_OWN,
        name="track-sent-paper",
    ),
    page("documents/<str:document_id>.pdf", papers.document, needs=DocumentsPermission.SEE, name="document"),
    page("qr/<slug:kind>/<str:code>.svg", papers.code, needs=_VERIFY, name="verify-code"),
    page("verify", verifying.verify, needs={"GET": _VERIFY, "POST": _VERIFY}, name="verify"),
    page("verify/<str:code>", verifying.document, needs=_VERIFY, name="verify-document"),
    page("licences/", holding.wallet, needs=LicencesPermission.SEE_OWN, name="licences"),
    page("slips/<str:code>", verifying.slip, needs=_VERIFY, name="verify-slip"),
    page("licences/verify/<str:code>", verifying.licence, needs=_VERIFY, name="verify-licence"),
    page("licences/copies/<str:code>.pdf", verifying.copy_paper, needs=_VERIFY, name="licence-copy-paper"),
    page("licences/copies/<str:code>", verifying.copy, needs=_VERIFY, name="verify-copy"),
    page("licences/<str:identifier>/", holding.licence, needs=LicencesPermission.SEE_OWN, name="licence"),
    page("licences/<str:identifier>/lend", holding.lend, needs=_LEND, name="licence-lend"),
    page("licences/<str:identifier>/copy", holding.copy, needs=_LEND, name="licence-copy"),
    page(
        "licences/lent/<uuid:grant>/end",
        holding.end_lending,
        needs={"POST": LicencesPermission.LEND},
        name="licence-lend-end",
    ),
    page(
        "messages/",
        holding.inbox,
        needs={"GET": NoticesPermission.READ, "POST": NoticesPermission.READ},
        name="messages",
    ),
    page(
        "problems/",
        problems.start,
        needs={"GET": _SAID, "POST": ProblemsPermission.TELL},
        name="problems",
    ),
    page(
        "problems/follow", problems.follow, needs={"GET": _PROBLEM, "POST": _PROBLEM}, name="problem-follow"
    ),
    page(
        "problems/<str:number>/",
        problems.own,
        needs={"GET": ProblemsPermission.TELL, "POST": ProblemsPermission.TELL},
        name="problem",
    ),
    page("rate/<str:token>", rating.rate, needs={"GET": _RATE, "POST": _RATE}, name="rate"),
]
