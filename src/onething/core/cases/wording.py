"""What happened, in words: one line of history for each event, and one sentence for where a case stands."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from onething.core.cases import events as e
from onething.core.cases.dates import counting
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import How, Outcome, Righting
from onething.core.cases.state import CaseState
from onething.core.clock import GROUND_NAMES, explain_case
from onething.core.papers import LicenceState
from onething.core.source import Text
from onething.core.workdays import CalendarMissing, WorkCalendar

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOW = {
    How.CLERK: Text("受理", "Accepted"),
    How.DEEMED: Text("逾期未告知，视为受理", "Accepted by silence: nobody told in time"),
    How.RULES: Text("自动受理", "Accepted by rules"),
    How.TOLERATED: Text("容缺受理", "Accepted with a material to follow"),
}
_OUTCOME = {
    Outcome.GRANTED: Text("准予", "Granted"),
    Outcome.PARTLY: Text("部分准予", "Granted in part"),
    Outcome.REFUSED: Text("不予", "Refused"),
}


RIGHTINGS: Mapping[Righting, Text] = {
    Righting.CORRECTION: Text("更正", "Correction"),
    Righting.REVOCATION: Text("撤销", "Revocation"),
    Righting.RECALL: Text("撤回", "Recall"),
    Righting.CANCELLATION: Text("注销", "Cancellation"),
    Righting.RESTORATION: Text("恢复", "Restoration"),
}


def ended_before(event: e.PreconditionFailed) -> Text:
    """Return why a waiting item ended, and what can be done, in whole sentences."""
    said = [one for one in (event.reason, event.way_forward) if one.zh]
    return Text(
        "".join(f"{one.zh.rstrip('。')}。" for one in said),
        " ".join(f"{one.say('en').rstrip('.')}." for one in said),
    )


def _zh_day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _en_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_SAY: Mapping[str, Callable[[Any], Text]] = {
    "Submitted": lambda event: Text("提交申请", "Submitted"),
    "NoticeSent": lambda event: Text(
        f"发出补正告知书第 {event.page} 页，{_zh_day(event.supplement_on)}前补正",
        f"Correction notice, page {event.page}, sent; to be supplied by {_en_day(event.supplement_on)}",
    ),
    "ApplicationSupplemented": lambda event: Text(
        f"补交 {len(event.lines) + len(event.changes)} 项",
        f"{len(event.lines) + len(event.changes)} things supplied",
    ),
    "ContactChanged": lambda event: Text("变更联系方式", "Contact changed"),
    "DeliveryChosen": lambda event: Text("变更送达方式", "Way of delivery changed"),
    "Closed": lambda event: Text("全部办结", "Everything has ended"),
    "OpenedAgain": lambda event: Text("重新办理", "Opened again"),
    "Opened": lambda event: Text("立件", "Case opened"),
    "TakenIn": lambda event: Text("窗口收件", "Taken in at the window"),
    "Checked": lambda event: Text("材料齐全", "Looked through: nothing is missing"),
    "FoundIncomplete": lambda event: Text(
        f"发现 {len(event.points)} 处需补正",
        "One thing found missing" if len(event.points) == 1 else f"{len(event.points)} things found missing",
    ),
    "Noticed": lambda event: Text(f"已告知补正（{event.notice}）", f"Told what is missing ({event.notice})"),
    "Supplemented": lambda event: (
        Text("已补齐", "Everything supplied") if event.complete else Text("补交部分", "A part supplied")
    ),
    "Accepted": lambda event: _HOW[event.how],
    "Declined": lambda event: Text("不予受理", "Not taken up"),
    "ResultReceived": lambda event: Text(
        f"收到前序结果（{event.predecessor}）", f"The result of {event.predecessor} arrived"
    ),
    "Started": lambda event: Text("开始计时", "The clock starts"),
    "PromiseBegun": lambda event: Text(
        f"整件事的承诺从 {event.as_of} 起算", f"The promise for the whole thing counts from {event.as_of}"
    ),
    "Paused": lambda event: Text(
        f"因{_ground(event.ground).zh}暂停计时", f"Paused for {_ground(event.ground).en}"
    ),
    "Resumed": lambda event: Text("恢复计时", "The clock runs again"),
    "Extended": lambda event: Text(f"延长 {event.days} 日", f"Extended by {event.days} days"),
    "StepEntered": lambda event: Text("进入下一环节", "Next step"),
    "Opinion": lambda event: Text(f"意见：{event.text}", f"Opinion: {event.text}"),
    "Transferred": lambda event: Text(f"转办：{event.reason}", f"Sent to the right office: {event.reason}"),
    "TakenOver": lambda event: (
        Text(f"交给{event.assigned}办理：{event.reason}", f"Given to {event.assigned}: {event.reason}")
        if event.assigned
        else Text(f"接手办理：{event.reason}", f"Taken over: {event.reason}")
        if event.previous
        else Text("开始办理", "Work began")
    ),
    "Decided": lambda event: _OUTCOME[event.outcome],
    "CertificateMade": lambda event: Text(f"制证（{event.licence}）", f"Certificate made ({event.licence})"),
    "Delivered": lambda event: Text("已送达", "Delivered"),
    "Withdrawn": lambda event: Text("申请人撤回", "Withdrawn by the applicant"),
    "Terminated": lambda event: Text(f"终止：{event.reason}", f"Terminated: {event.reason}"),
    "Lapsed": lambda event: Text("逾期没有补齐，视为撤回", "Not supplied in time: treated as withdrawn"),
    "PreconditionFailed": lambda event: event.reason,
    "Reopened": lambda event: Text(f"恢复办理：{event.reason}", f"Reopened: {event.reason}"),
    "DueRecomputed": lambda event: Text(
        "按新的放假安排重算期限", "Days computed again with a newer calendar"
    ),
    "Archived": lambda event: (
        Text(
            f"归档，保管到 {_zh_day(event.keep_until)}",
            f"Archived, to be kept until {_en_day(event.keep_until)}",
        )
        if event.keep_until
        else Text("归档，永久保管", "Archived, to be kept for ever")
    ),
    "ArchiveTransferred": lambda event: Text(
        f"移交档案部门（{event.list_number}）", f"Handed over to the archives ({event.list_number})"
    ),
    "Drafted": lambda event: Text(
        "拟好决定，等第二人复核", "Decision drafted; it waits for a second officer"
    ),
    "Assigned": lambda event: Text(f"随机派给{event.name}", f"Given to {event.name} by lot"),
    "SentToIntake": lambda event: Text(
        f"退回收件窗口：{event.reason}", f"Back to the window: {event.reason}"
    ),
    "Mended": lambda event: Text(f"窗口补好：{event.note}", f"Mended at the window: {event.note}"),
    "DraftReturned": lambda event: Text(f"退回拟稿：{event.reason}", f"Draft returned: {event.reason}"),
    "ParcelSent": lambda event: Text(
        f"结果已寄出（{event.courier} {event.parcel}）",
        f"The results were sent ({event.courier} {event.parcel})",
    ),
    "ParcelReceived": lambda event: Text("包裹已签收", "The parcel has arrived"),
    "ParcelReturned": lambda event: Text(
        f"包裹退回：{event.reason}", f"The parcel came back: {event.reason}"
    ),
    "HandedOut": lambda event: Text(
        f"在窗口一次领取 {len(event.cases)} 份结果", f"{len(event.cases)} results were fetched at once"
    ),
    "PromiseReminded": lambda event: Text(
        f"提醒补交容缺材料，{_zh_day(event.until)}前",
        f"Reminded of the paper promised until {_en_day(event.until)}",
    ),
    "DeclarationChecked": lambda event: (
        Text(f"承诺核查属实（{event.how}）", f"What was declared holds ({event.how})")
        if event.holds
        else Text(f"承诺核查不属实：{event.finding}", f"What was declared is not true: {event.finding}")
    ),
    "SiteChecked": lambda event: Text(
        f"现场核查（{'、'.join(one.name for one in event.officers)}）：{event.found}",
        f"Site check by {', '.join(one.name for one in event.officers)}: {event.found}",
    ),
    "NoticePosted": lambda event: Text(
        f"公示到 {_zh_day(event.until)}（{event.where}）",
        f"Public notice until {_en_day(event.until)} ({event.where})",
    ),
    "PostingEnded": lambda event: Text(
        f"公示期满，收到 {len(event.objections)} 条异议",
        f"Public notice over, {len(event.objections)} objections",
    ),
    "InterestedTold": lambda event: Text(
        f"告知利害关系人，可以陈述到 {_zh_day(event.until)}",
        f"Somebody concerned was told and may speak until {_en_day(event.until)}",
    ),
    "StatementTaken": lambda event: Text("记下陈述、申辩", "A statement was recorded"),
    "HearingOffered": lambda event: Text(
        f"告知听证权利，{_zh_day(event.until)}前可以申请",
        f"A hearing may be asked for until {_en_day(event.until)}",
    ),
    "HearingAsked": lambda event: Text(
        f"申请听证，最迟 {_zh_day(event.hold_by)}举行",
        f"A hearing was asked for, to be held by {_en_day(event.hold_by)}",
    ),
    "HearingWaived": lambda event: Text("放弃听证", "The hearing was waived"),
    "HearingSet": lambda event: Text(
        f"听证定在 {_zh_day(event.held_on)} {event.time}，{event.place}",
        f"Hearing on {_en_day(event.held_on)} at {event.time}, {event.place}",
    ),
    "HearingHeld": lambda event: Text(
        f"听证已举行，笔录 {event.minutes}", f"The hearing was held, minutes {event.minutes}"
    ),
    "RightingProposed": lambda event: Text(
        f"提出{RIGHTINGS[event.kind].zh}（{event.number}）",
        f"{RIGHTINGS[event.kind].en} proposed ({event.number})",
    ),
    "HeardOnRighting": lambda event: (
        Text(f"当事人陈述：{event.statement}", f"The person states: {event.statement}")
        if event.statement
        else Text("当事人表示不再陈述", "The person has nothing more to say")
    ),
    "RightingDropped": lambda event: Text(
        f"不再继续（{event.number}）：{event.reason}", f"Dropped ({event.number}): {event.reason}"
    ),
    "DecisionCorrected": lambda event: Text(
        f"更正决定（{event.number}）", f"Decision corrected ({event.number})"
    ),
    "GrantTakenBack": lambda event: Text(
        f"准予决定已{RIGHTINGS[event.kind].zh}（{event.number}）",
        f"{RIGHTINGS[event.kind].en} of the grant ({event.number})",
    ),
    "GrantRestored": lambda event: Text(
        f"准予决定恢复效力（{event.number}）", f"The grant stands again ({event.number})"
    ),
    "ResultCorrected": lambda event: Text(
        f"前序结果已更正（{event.predecessor}）", f"The result of {event.predecessor} was put right"
    ),
    "PersonAsked": lambda event: Text("申请人要求由人办理", "The applicant asks for a person"),
    "RuleOverridden": lambda event: Text(
        f"人工收回自动审批的决定：{event.reason}",
        f"A person takes the decision of the rule back: {event.reason}",
    ),
    "ReliedLicenceChanged": lambda event: Text(
        f"依据的{event.label.zh}{LicenceState(event.state).label.zh}：{event.why.zh}",
        f"{event.label.say('en')}, which it rests on: {LicenceState(event.state).label.say('en').lower()} "
        f"({event.why.say('en')})",
    ),
    "LicenceLookedAgain": lambda event: Text(
        f"重新核对了证照：{event.reason}", f"Looked again at the licence: {event.reason}"
    ),
}


def _ground(ground: str) -> Text:
    return GROUND_NAMES.get(ground, Text(ground, ground))


#: How an opinion begins that asks for more time, or does not give it.
ASKS, REFUSES = "报延期", "不同意延期"


def say(event: e.Event) -> Text:
    """Return one line for an event."""
    return _SAY[type(event).__name__](event)


def why_that_day(state: CaseState, calendar: WorkCalendar) -> Text:
    """Return one sentence for the day until which somebody must act, "" where none runs."""
    if state.ended:
        return Text("")
    if state.status in TO_CHECK:
        day = state.dues.tell_on
        if day is None:
            return Text("正在核对材料。", "Your papers are being looked through.")
        return Text(
            f"缺什么须在 {day} 前一次告诉您；到期不告诉的，按规定处理。",
            f"What is missing must be told by {day}, once and everything.",
        )
    if state.status is Status.TO_SUPPLEMENT:
        return Text(
            f"请在 {state.supplement_told} 前补正；补齐后重新起算。",
            f"Supply what was asked by {state.supplement_told}; the time begins anew then.",
        )
    if state.status is Status.WAITING and (day := state.dues.promised_on):
        return Text(
            f"等前一事项出结果；整件事从 {state.scene_from} 起承诺 {state.opening.scene_days} 个工作日，最迟 {day} 办好。",
            f"It waits for the result of another item; the whole thing is promised within {state.opening.scene_days} "
            f"working days from {state.scene_from}, by {day}.",
        )
    if state.status is Status.WAITING:
        return Text(
            "等前一事项出结果，从结果到达之日起算。",
            "It waits for the result of another item; its time runs from the day that arrives.",
        )
    if state.granted:
        return Text("已作出决定，正在送达。", "Decided; the result is on its way.")
    return _counted(state, calendar)


def _counted(state: CaseState, calendar: WorkCalendar) -> Text:
    try:
        counted = counting(state, calendar)
        explained = explain_case(counted.limits, counted.clock, calendar, promised=True)
    except CalendarMissing:
        explained = None
    if explained is None:
        return Text("")
    days, start = counted.limits.promised_days, counted.clock.accepted_on
    off = [note for note in explained.notes if not note.counted]
    named = [note for note in explained.notes if note.why.value != "weekend"]
    zh = f"{start} 受理，{'整件事' if counted.jointly else ''}承诺 {days} 个工作日办结；{len(off)} 天不计。"
    whole = "the whole thing promised" if counted.jointly else "promised"
    en = f"Accepted on {start}, {whole} within {days} working days; {len(off)} days are not counted."
    zh += "".join(note.text.zh for note in named[:6])
    en += "".join(f" {note.text.en}" for note in named[:6])
    if explained.due_on.provisional:
        zh += "放假安排尚未公布，日期暂定。"
        en += " The holiday notice is not out yet, so the day is provisional."
    return Text(zh, en)
