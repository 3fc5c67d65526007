"""What offices do: inbox, case, and one address for each act. Every act gives back in If-Match what it saw."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from onething.areas.cases import api as cases
from onething.areas.licences import api as licences
from onething.channels.rest import shapes as s
from onething.channels.rest.numbers import ApplicationNumber, CaseNumber
from onething.channels.rest.wire import mark, seen
from onething.core.cases.graph import Status
from onething.core.cases.parts import Grounds, OfficeKey, Point, Promise
from onething.core.cases.phrases import PHRASES, Phrase, point
from onething.core.cases.state import CaseState
from onething.core.cases.views import CaseLine, CaseView, Page
from onething.core.licences import LicenceData
from onething.kit.ports import now, today

router = Router(tags=["at the office"])
NUMBER = Path(max_length=40)


@router.get("/cases", response=Page[CaseLine], url_name="rest-cases")
def list_cases(
    request: HttpRequest,
    cursor: str = Query("", max_length=100),
    limit: int = Query(50, ge=1, le=100),
    status: Status | None = None,
    mine: bool = False,
    late: bool = False,
    text: str = Query("", max_length=100),
) -> Page[CaseLine]:
    """The open cases that the office has now, by the day that binds it."""
    filters = cases.Filters(statuses=frozenset({status} if status else ()), mine=mine, late=late, text=text)
    return cases.inbox(request.actor, filters=filters, cursor=cursor, limit=limit, today=today())


@router.get("/cases-count", response=s.InboxCounts, url_name="rest-cases-count")
def count_cases(request: HttpRequest) -> dict[str, int]:
    """How many open cases the office has."""
    return cases.count_inbox(request.actor, today=today())


@router.get("/phrases", response=list[Phrase], url_name="rest-phrases")
def list_phrases(request: HttpRequest) -> list[Phrase]:
    """The standard phrases for findings."""
    return list(cases.list_phrases(request.actor))


@router.get("/cases/{number}", response=CaseView, url_name="rest-case")
def get_case(request: HttpRequest, response: HttpResponse, number: CaseNumber = NUMBER) -> CaseView:
    """Everything an office needs for the case. The look is written down, and the person sees it."""
    view = cases.case_view(request.actor, case=number, now=now())
    mark(response, view.sequence)
    return view


@router.post("/applications/{number}/notice", response=s.ActOut, url_name="rest-notice")
def send_notice(
    request: HttpRequest, payload: s.ReasonIn, number: ApplicationNumber = NUMBER
) -> dict[str, Any]:
    """Let the gathered findings leave as the one notice, before it leaves by itself."""
    state = cases.send_notice(request.actor, application=number, reason=payload.reason, now=now())
    return {"number": number, "status": "notice", "sequence": state.sequence}


def _act(
    request: HttpRequest, response: HttpResponse, number: str, service: Callable[..., CaseState], **more: Any
) -> dict[str, Any]:
    state = service(request.actor, case=number, now=now(), seen=seen(request), **more)
    mark(response, state.sequence)
    return {"number": number, "status": state.status.value, "sequence": state.sequence}


def _grounds(given: s.GroundsIn) -> Grounds:
    return Grounds(given.facts, given.article, given.reason, given.remedy)


@router.post("/cases/{number}/intake", response=s.ActOut, url_name="rest-case-intake")
def take_in(
    request: HttpRequest, payload: s.TakeInIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """收件: a window took the case in."""
    return _act(request, response, number, cases.take_in, papers=payload.papers)


@router.post("/cases/{number}/findings", response=s.ActOut, url_name="rest-case-findings")
def record_findings(
    request: HttpRequest, payload: s.FindingsIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """What is missing or faulty; the one notice gathers what all offices found, when each has said `finished`."""
    names = _names(request, number)
    points = [_point(one, names) for one in payload.points]
    return _act(request, response, number, cases.record_findings, points=points, finished=payload.finished)


def _names(request: HttpRequest, number: str) -> dict[str, Any]:
    view = cases.case_view(request.actor, case=number, now=now())
    return {one.key: one.label for one in (*view.values, *view.materials)}


def _point(one: s.PointIn, names: dict[str, Any]) -> Point:
    name = names.get(one.key)
    code = one.code if one.code in PHRASES or (one.what and one.fix) else "own"
    return point(one.key, code, name or s.Text(one.key, one.key), arose=one.arose, what=one.what, fix=one.fix)


@router.post("/cases/{number}/checked", response=s.ActOut, url_name="rest-case-checked")
def mark_checked(request: HttpRequest, response: HttpResponse, number: CaseNumber = NUMBER) -> Any:
    """Nothing is missing."""
    return _act(request, response, number, cases.mark_checked)


@router.post("/cases/{number}/acceptance", response=s.ActOut, url_name="rest-case-acceptance")
def accept(
    request: HttpRequest, payload: s.AcceptIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """受理. later: minor papers that may follow by their day."""
    later = [Promise(one.key, one.until) for one in payload.later]
    return _act(request, response, number, cases.accept, later=later)


@router.post("/cases/{number}/declining", response=s.ActOut, url_name="rest-case-declining")
def decline(
    request: HttpRequest, payload: s.DeclineIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """不予受理: no permit is needed, or another body is competent."""
    return _act(
        request,
        response,
        number,
        cases.decline,
        kind=payload.kind,
        grounds=_grounds(payload.grounds),
        body=payload.body,
    )


@router.post("/cases/{number}/pause", response=s.ActOut, url_name="rest-case-pause")
def pause(
    request: HttpRequest, payload: s.PauseIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Stop the clock on a ground, for a length told in writing."""
    return _act(request, response, number, cases.pause, **payload.model_dump())


@router.post("/cases/{number}/resumption", response=s.ActOut, url_name="rest-case-resumption")
def resume(
    request: HttpRequest, payload: s.ResumeIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Let the clock run again."""
    return _act(request, response, number, cases.resume, ground=payload.ground)


@router.post("/cases/{number}/extension", response=s.ActOut, url_name="rest-case-extension")
def extend(
    request: HttpRequest, payload: s.ExtendIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Extend the time to decide, once; whoever calls is the manager who approves it."""
    return _act(request, response, number, cases.extend, **payload.model_dump())


@router.post("/cases/{number}/step", response=s.ActOut, url_name="rest-case-step")
def enter_step(
    request: HttpRequest, payload: s.StepIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Hand the case to the office of another step."""
    return _act(request, response, number, cases.enter_step, step=payload.step, reason=payload.reason)


@router.post("/cases/{number}/opinions", response=s.ActOut, url_name="rest-case-opinions")
def give_opinion(
    request: HttpRequest, payload: s.OpinionIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """An opinion of this step."""
    return _act(
        request, response, number, cases.give_opinion, text=payload.text, favourable=payload.favourable
    )


@router.post("/cases/{number}/transfer", response=s.ActOut, url_name="rest-case-transfer")
def transfer(
    request: HttpRequest, payload: s.TransferIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Send the case to the right office, without refusing it."""
    office = OfficeKey(payload.department, payload.division, payload.level)
    return _act(request, response, number, cases.transfer, office=office, reason=payload.reason)


@router.post("/cases/{number}/holder", response=s.ActOut, url_name="rest-case-holder")
def take_over(
    request: HttpRequest, payload: s.ReasonIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Work on the case from now on; a colleague's case needs a reason."""
    return _act(request, response, number, cases.take_over, reason=payload.reason)


@router.post("/cases/{number}/decision", response=s.ActOut, url_name="rest-case-decision")
def decide(
    request: HttpRequest, payload: s.DecideIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Decide, with facts, article, reason and remedy where they are needed; a named person answers for it."""
    return _act(
        request,
        response,
        number,
        cases.decide,
        outcome=payload.outcome,
        grounds=_grounds(payload.grounds),
        content=payload.content,
        gives=payload.gives,
    )


@router.post("/cases/{number}/decision/confirmation", response=s.ActOut, url_name="rest-case-confirmation")
def confirm_decision(request: HttpRequest, response: HttpResponse, number: CaseNumber = NUMBER) -> Any:
    """Sign, as the second officer, the decision that a colleague drafted; a refusal always takes two."""
    return _act(request, response, number, cases.confirm_decision)


@router.post("/cases/{number}/decision/return", response=s.ActOut, url_name="rest-case-draft-return")
def return_draft(
    request: HttpRequest, payload: s.ReasonIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Give a drafted decision back to the colleague who wrote it, with the reason."""
    return _act(request, response, number, cases.return_draft, reason=payload.reason)


@router.post("/cases/{number}/certificates", response=s.ActOut, url_name="rest-case-certificates")
def make_certificate(
    request: HttpRequest, payload: s.CertificateIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """Make the certificate of a granted case."""
    return _act(
        request, response, number, cases.make_certificate, result=payload.result, licence=payload.licence
    )


@router.post("/cases/{number}/deliveries", response=s.ActOut, url_name="rest-case-deliveries")
def deliver(
    request: HttpRequest, payload: s.DeliverIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """The result, or the refusal, reached the person."""
    return _act(request, response, number, cases.deliver, **payload.model_dump())


@router.post("/cases/{number}/licence-uses", response=LicenceData, url_name="rest-licence-use")
def use_licence(request: HttpRequest, payload: s.LicenceUseIn, number: CaseNumber = NUMBER) -> LicenceData:
    """Read fields of a licence of the case's applicant, on the holder's leave or an article of the item.

    Each call is a use, and the holder sees it; it needs no Idempotency-Key.
    """
    return licences.use_in_case(request.actor, case=number, **payload.model_dump(), now=now())


@router.post("/cases/{number}/termination", response=s.ActOut, url_name="rest-case-termination")
def terminate(
    request: HttpRequest, payload: s.TerminateIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """End the case on a ground of the closed list."""
    return _act(request, response, number, cases.terminate, ground=payload.ground, reason=payload.reason)


@router.post("/cases/{number}/annulment", response=s.ActOut, url_name="rest-case-annulment")
def annul(
    request: HttpRequest, payload: s.AnnulIn, response: HttpResponse, number: CaseNumber = NUMBER
) -> Any:
    """A review body or court annulled the refusal; the case is decided again. For supervisors."""
    return _act(request, response, number, cases.annul, document=payload.document, reason=payload.reason)
