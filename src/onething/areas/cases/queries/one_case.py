"""A case as an office works on it. Every look is written down, and the person sees who looked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from onething.areas.audit import api as audit
from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.departments import find_unknown
from onething.areas.cases.engine.handover import handover_of
from onething.areas.cases.engine.loading import look_up
from onething.areas.cases.engine.procedures import procedures_of
from onething.areas.cases.engine.results import officer_fills
from onething.areas.cases.engine.righted import fallen_of, parts_of, righting_of
from onething.areas.cases.engine.showing import Given, case_line, clock_of, history_of, keys_asked_by
from onething.areas.cases.engine.wording import handling
from onething.areas.cases.engine.workplaces import may_work_on, workplace
from onething.areas.cases.errors import CaseNotFound
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow, SuppliedRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.queries.automatic import find_ruled
from onething.areas.cases.queries.decided import precedents_of
from onething.areas.cases.queries.present import others_on
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.answers import answers_for
from onething.core.cases.automatic import Sampling
from onething.core.cases.graph import GRAPH, RUNNING, Status
from onething.core.cases.matter import Matter
from onething.core.cases.notice import gather
from onething.core.cases.state import CaseState
from onething.core.cases.views import AllowedAction, CaseView, NoticeAhead, RuledLine, ShownPause
from onething.core.clock import Ground
from onething.core.clock.profiles import GROUND_NAMES
from onething.core.composition import Plan, compose
from onething.core.naming import ANSWERS, CONTACT, DELIVERY
from onething.core.source import Text
from onething.core.staffing import Workplace
from onething.kit.ports import SHANGHAI
from onething.kit.statements import Lookup

_APPLICATION = Lookup(ApplicationRow, "id")
_CASES = Lookup(CaseRow, "application")
_EVENTS = Lookup(EventRow, "application", "stream")
_SUPPLIED = Lookup(SuppliedRow, "application")


def case_view(actor: Actor, *, case: str, now: datetime) -> CaseView:
    """Return everything an office needs for this case, and nothing that only other cases ask for.

    Raises CaseNotFound, also for what the actor's office may not know of; NotAllowed.
    """
    actor.must(CasesPermission.SEE)
    row = scope.find_case(actor, case)
    application = _APPLICATION.first(row.application_id) if row else None
    if row is None or application is None:
        raise CaseNotFound(case)
    today = now.astimezone(SHANGHAI).date()
    cases = {one.number: one for one in _CASES.all(application.id)}
    events = sorted(_EVENTS.all(application.id, case), key=lambda event: event.sequence)
    matter, submission = look_up(application, cases)
    state = matter.case(case)
    frozen = doors.frozen(application.scene, application.scene_hash)
    plan = frozen.plan_of(submission)
    given = Given(
        submission,
        application.submitted_at,
        sorted(_SUPPLIED.all(application.id), key=lambda one: one.sequence),
    )
    fields, materials = keys_asked_by(plan, state.opening.item, state.opening.bearer)
    answers = answers_for(
        frozen.scene, state.opening.item, answers=submission.answers, facts=submission.facts
    )
    here = workplace(actor, on=today)
    profile = state.opening.limits.profile
    notice = _notice_ahead(matter, case, today)
    ruled = find_ruled(actor, case=case) if state.opening.automatic else None
    audit.record_look(
        actor,
        subject=application.person,
        fields=[*fields, *materials, *([ANSWERS] if answers else []), CONTACT, DELIVERY],
        purpose=handling(state.opening.name),
        case=case,
        now=now,
    )
    return CaseView(
        line=case_line(row, today),
        scene_name=Text(application.name_zh, application.name_en),
        applicant=submission.applicant,
        representative=submission.representative,
        values=given.shown_values(fields, frozen, state, matter),
        materials=given.shown_materials(
            materials, frozen, frozenset(one.key for one in state.later), state.to_bring
        ),
        consents=submission.consents,
        history=history_of(events, matter, office=True, blind=scope.in_office(actor)),
        clock=clock_of(state, today),
        dues=state.dues,
        found=state.found,
        told=state.told_points,
        open=state.open_points,
        later=state.later,
        steps=tuple((step.kind, step.name, step.office) for step in state.opening.steps),
        step=state.step,
        waits_for=tuple(sorted(state.waits_for)),
        received=state.received,
        outcome=state.outcome,
        grounds=state.grounds,
        certificates=state.certificates,
        wanted_certificates=tuple(one for one in state.opening.certificates if one not in state.certificates),
        officer_fills=tuple((key, frozen.field_name(key)) for key in officer_fills(frozen, state)),
        documents=doors.documents_of(actor, application, case=case),
        others=tuple(case_line(one, today) for one in cases.values() if one.number != case),
        present=others_on(actor, case=case, now=now),
        actions=(
            *_actions(actor, row, state, notice, here),
            *procedures_of(actor, row, state, today),
            *_on_rule(actor, row, state, ruled),
        ),
        sequence=row.sequence,
        notice=notice,
        scan=submission.signature.scan,
        law=frozen.scene.item(state.opening.item).item.law,
        approved_elsewhere=profile.approved_elsewhere,
        pause_grounds=tuple(sorted({*profile.pause_grounds, *profile.own_grounds} - {Ground.HEARING})),
        tolerable=state.opening.tolerable,
        choices={
            key: tuple((one.id, one.label) for one in element.choices)
            for key in (*fields, *officer_fills(frozen, state))
            if (element := frozen.package.elements.get(key.partition("/")[2])) and element.choices
        },
        sources={
            **{f"share:{id_}": one.label for id_, one in frozen.package.shares.items()},
            **{f"licence:{id_}": one.label for id_, one in frozen.package.licences.items()},
        },
        paused=tuple(one.ground for one in state.clock.pauses if one.last is None),
        pauses=tuple(
            ShownPause(
                GROUND_NAMES.get(one.ground, Text(one.ground)),
                one.first,
                one.last,
                one.told_days,
                one.document,
            )
            for one in state.clock.pauses
        ),
        decided_on=state.clock.decided_on,
        unknown=find_unknown(case),
        level=state.opening.level,
        precedents=precedents_of(actor, row=row, frozen=frozen, today=today),
        insists=_insists(plan, state.opening.item, frozen),
        contact=matter.application.contact,
        delivery=matter.application.delivery,
        answers=answers,
        results={
            one.id: one.name
            for one in frozen.scene.item(state.opening.item).item.result
            if one.id in state.opening.certificates
        },
        draft=state.draft,
        stands_for=dict(here.stands_for).get(state.holder, ""),
        unchecked=tuple(sorted(state.unchecked | state.broken)),
        check_on=row.check_on,
        handover=handover_of(matter, {number: one.opening.name for number, one in matter.cases.items()}),
        parts=parts_of(state, frozen),
        righting=righting_of(state, frozen, today),
        fallen=fallen_of(state, frozen),
        ruled=ruled,
    )


def _insists(plan: Plan, item: str, frozen: doors.Frozen) -> Text | None:
    """Return the condition that said no to an item which the person insists on, None for every other item."""
    there = plan.circumstances
    if item not in there.insisted:
        return None
    without = replace(there, insisted=there.insisted - {item})
    found = compose(frozen.scene, without, package=frozen.package, calendar=doors.calendar())
    unmet = {one.why.condition for one in found.left_out if one.id == item}
    rules = frozen.scene.item(item).item.eligible
    return next((rule.text for rule in rules if rule.condition.text in unmet), None)


def _notice_ahead(matter: Matter, case: str, today: date) -> NoticeAhead | None:
    """Return what would leave with the findings of this case, or before them; None if nothing was found."""
    gathering = gather(matter.cases.values(), today, doors.calendar())
    if gathering is None:
        return None
    return NoticeAhead(
        others=tuple((one.opening.name, one.found) for one in gathering.cases if one.number != case),
        unchecked=tuple(matter.cases[number].opening.name for number in gathering.unchecked),
        leaves_on=gathering.leaves_on,
        may_leave=gathering.may_leave(today),
        round=gathering.round,
    )


P = CasesPermission

#: service, permission, event that it leads to, label
_ACTIONS = (
    ("take_in", P.TAKE_IN, e.TakenIn, Text("收件", "Take in")),
    ("record_findings", P.CHECK, e.FoundIncomplete, Text("登记缺漏", "Record what is missing")),
    ("mark_checked", P.CHECK, e.Checked, Text("材料齐全", "Nothing is missing")),
    ("accept", P.ACCEPT, e.Accepted, Text("受理", "Accept")),
    ("decline", P.DECLINE, e.Declined, Text("不予受理", "Do not take up")),
    ("enter_step", P.REVIEW, e.StepEntered, Text("进入环节", "Go to a step")),
    ("give_opinion", P.REVIEW, e.Opinion, Text("填写意见", "Give an opinion")),
    ("pause", P.PAUSE, e.Paused, Text("暂停计时", "Pause")),
    ("resume", P.PAUSE, e.Resumed, Text("恢复计时", "Resume")),
    ("extend", P.EXTEND, e.Extended, Text("延期", "Extend")),
    ("ask_extension", P.REVIEW, e.Extended, Text("报延期", "Ask for more time")),
    ("transfer", P.TRANSFER, e.Transferred, Text("转办", "Send to the right office")),
    ("take_over", P.TAKE_OVER, e.TakenOver, Text("接手", "Take over")),
    ("assign", P.ASSIGN, e.TakenOver, Text("交给同事", "Give to a colleague")),
    ("decide", P.DECIDE, e.Decided, Text("作出决定", "Decide")),
    ("send_to_intake", P.RETURN, e.SentToIntake, Text("退回收件窗口", "Back to the window")),
    ("mend", P.TAKE_IN, e.Mended, Text("补好了", "Mended")),
    ("confirm_decision", P.CONFIRM, e.Drafted, Text("复核签发", "Sign as the second officer")),
    ("return_draft", P.CONFIRM, e.DraftReturned, Text("退回拟稿", "Return the draft")),
    ("make_certificate", P.CERTIFY, e.CertificateMade, Text("制证", "Make the certificate")),
    ("deliver", P.DELIVER, e.Delivered, Text("送达", "Deliver")),
    ("check_declaration", P.REVIEW, e.DeclarationChecked, Text("核查承诺", "Check a declaration")),
    ("terminate", P.TERMINATE, e.Terminated, Text("终止", "Terminate")),
    ("propose_righting", P.PROPOSE_RIGHTING, e.RightingProposed, Text("更正、撤销、注销", "Put right")),
    ("drop_righting", P.PROPOSE_RIGHTING, e.RightingDropped, Text("不再继续", "Drop the proposal")),
    ("look_again", P.REVIEW, e.LicenceLookedAgain, Text("重新核对证照", "Look again")),
)


def _actions(
    actor: Actor, row: CaseRow, state: CaseState, notice: NoticeAhead | None, here: Workplace
) -> tuple[AllowedAction, ...]:
    """Return what the actor may do where the case stands: the office that has it now, and whoever is over it."""
    return (
        *_of_office(actor, row, state, here),
        *_over(actor, state, notice),
        *_second(actor, row, state),
    )


def _over(actor: Actor, state: CaseState, notice: NoticeAhead | None) -> Iterator[AllowedAction]:
    """Give what only a supervisor does, where the findings of this case wait for it or its refusal can fall."""
    again = notice is not None and notice.round > 1 and notice.may_leave and bool(state.found)
    if actor.can(P.NOTIFY_AGAIN) and again:
        yield AllowedAction("send_again", Text("准许第二次补正", "Allow a second notice"))
    if actor.can(P.ANNUL) and state.status is Status.REFUSED:
        yield AllowedAction("annul", Text("登记不予决定被撤销", "Record that the refusal was annulled"))


def _on_rule(
    actor: Actor, row: CaseRow, state: CaseState, ruled: RuledLine | None
) -> Iterator[AllowedAction]:
    """Give what a person does with a grant of the rule: take it back in time, and say whether it was right."""
    if ruled is None or not scope.is_of_office(actor, row):
        return
    granted = state.receipt is not None and state.status is Status.GRANTED and not state.certificates
    if granted and actor.can(P.OVERRIDE_RULE):
        yield AllowedAction("override_rule", Text("收回自动审批的决定", "Take the rule's decision back"))
    if ruled.sampled == Sampling.AFTER and ruled.agrees is None and actor.can(P.CHECK_SAMPLE):
        yield AllowedAction("check_sample", Text("质检", "Quality check"))


def _second(actor: Actor, row: CaseRow, state: CaseState) -> Iterator[AllowedAction]:
    """Give what the second of two officers does with what the first proposed."""
    here = scope.sees_all(actor) or scope.is_of_office(actor, row)
    if actor.can(P.CONFIRM_RIGHTING) and here and state.proposed and actor.id != state.proposed.officer:
        yield AllowedAction(
            "confirm_righting", Text("决定提出的更正、撤销或者注销", "Decide what was proposed")
        )


def _of_office(actor: Actor, row: CaseRow, state: CaseState, here: Workplace) -> tuple[AllowedAction, ...]:
    if not (scope.is_of_office(actor, row) or actor.can(P.TAKE_IN)):
        return ()
    mine = may_work_on(actor, row, here)
    return tuple(
        AllowedAction(name, label)
        for name, permission, event, label in _ACTIONS
        if actor.can(permission)
        and (state.status, event) in GRAPH
        and (mine or name not in _FOR_THE_HOLDER)
        and _makes_sense(name, actor, state, here)
    )


#: What is for whoever has the case where cases come by lot (`engine.workplaces.FOR_THE_HOLDER`).
_FOR_THE_HOLDER = frozenset(
    {
        "record_findings",
        "mark_checked",
        "accept",
        "decline",
        "enter_step",
        "pause",
        "resume",
        "transfer",
        "take_over",
        "decide",
        "send_to_intake",
        "terminate",
    }
)


def _makes_sense(name: str, actor: Actor, state: CaseState, here: Workplace) -> bool:
    if name == "give_opinion":
        return state.status in RUNNING
    if name == "take_over":
        return state.holder != actor.id
    if name == "decide":
        mine = state.draft is None or state.draft.officer == actor.id
        holders = {"", actor.id, *dict(here.stands_for)}
        here_now = mine and not state.at_intake
        return here_now and actor.id not in state.took_in and state.holder in holders
    if name == "send_to_intake":
        return bool(state.took_in) and not state.at_intake and actor.id not in state.took_in
    if name == "mend":
        return state.at_intake
    if name in ("confirm_decision", "return_draft"):
        return state.draft is not None and actor.id not in (state.draft.officer, *state.took_in)
    if name == "check_declaration":
        return bool(state.unchecked | state.broken)
    if name == "make_certificate":
        return any(one not in state.certificates for one in state.opening.certificates)
    if name == "deliver":
        return state.delivered_on is None and not (state.status == "granted" and state.opening.certificates)
    if name == "propose_righting":
        return state.proposed is None
    if name == "drop_righting":
        return state.proposed is not None
    if name == "look_again":
        return bool(state.fallen)
    if name in ("extend", "ask_extension"):
        return state.clock.extension is None and state.opening.limits.profile.extension_days > 0
    return True
