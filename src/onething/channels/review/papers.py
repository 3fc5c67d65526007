"""The approval sheet of a case (审批表): every step with who said what and when. Internal; the person has the letters."""

from django.http import HttpRequest, HttpResponse

from onething.areas.cases import api as cases
from onething.areas.offices import api as offices
from onething.core.cases.parts import Outcome
from onething.core.papers import Printer
from onething.kit.ports import SHANGHAI, now, port, today

#: Events that belong on the sheet; who took the case in does not (收审分离).
ON_THE_SHEET = frozenset(
    {
        "Accepted",
        "Declined",
        "StepEntered",
        "Opinion",
        "SiteChecked",
        "PostingEnded",
        "HearingHeld",
        "DeclarationChecked",
        "Paused",
        "Resumed",
        "Extended",
        "Drafted",
        "DraftReturned",
        "Decided",
    }
)


_OUTCOMES = {Outcome.GRANTED: "准予", Outcome.PARTLY: "部分准予", Outcome.REFUSED: "不予"}


def _office(request: HttpRequest, view: cases.CaseView) -> str:
    office = view.line.office
    found = offices.find_office(request.actor, department=office.department, division=office.division)
    return found.name.zh if found else ""


def approval_sheet(request: HttpRequest, number: str) -> HttpResponse:
    view = cases.case_view(request.actor, case=number, now=now())
    rows = [
        {
            "step": one.text.zh.partition("：")[0],
            "who": one.who,
            "at": f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            "said": one.text.zh.partition("：")[2] or one.text.zh,
        }
        for one in view.history
        if one.name in ON_THE_SHEET
    ]
    values: dict[str, object] = {
        "organ": _office(request, view),
        "item": view.line.name.zh,
        "case_number": number,
        "applicant": view.applicant.name,
        "rows": rows,
    }
    if view.outcome is not None:
        values |= {
            "decision": _OUTCOMES[view.outcome],
            "facts": view.grounds.facts,
            "reason": view.grounds.reason,
            "law": view.grounds.article,
            "decided_on": view.decided_on,
        }
    values["attachments"] = [
        *(
            {"name": one.label.zh, "note": cases.FORMS[one.given.way].zh}
            for one in view.materials
            if one.given.way in cases.FORMS
        ),
        *({"name": one.heading.zh, "note": one.number} for one in view.documents),
    ]
    content = port(Printer).print(  # type: ignore[type-abstract]
        "approval_sheet", values, number="", on=today(), verify_url="", organ=""
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = f'inline; filename="{number}-sheet.pdf"'
    return response
