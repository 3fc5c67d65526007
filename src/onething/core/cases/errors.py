"""What the rules of applications and cases refuse, each with a stable code and a sentence in both languages."""

from datetime import date
from typing import Any, ClassVar

from onething.core.errors import Conflict, DomainError, NotFound, RuleBroken
from onething.core.source import Text


class _Saying(DomainError):
    """Makes the sentence of an error from its facts. Facts that are a `Text` are said in the reader's language."""

    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""

    def __init__(self, **facts: Any) -> None:
        for name, value in facts.items():
            setattr(self, name, value)
        super().__init__(self.sentence.en)

    @property
    def sentence(self) -> Text:
        facts = self.facts()
        return Text(self.zh.format_map(_in(facts, "zh")), self.en.format_map(_in(facts, "en")))


def _in(facts: dict[str, Any], language: str) -> dict[str, Any]:
    return {name: value.say(language) if isinstance(value, Text) else value for name, value in facts.items()}


class NoSuchCase(_Saying, NotFound):
    code = "cases.no_such_case"
    zh, en = "没有办件 {case}。", "There is no case {case}."
    case: str


class KeyReused(_Saying, Conflict):
    code = "cases.key_reused"
    zh = "同一提交键已用于另一份内容（{number}）；请重新打开表单后再提交。"
    en = "This submission key was used for other content ({number}); open the form again and submit anew."
    number: str


class HeldByColleague(_Saying, Conflict):
    code = "cases.held_by_colleague"
    zh = "办件 {case} 正由 {holder} 办理；如需接手，请写明理由接管。"
    en = "Case {case} is being worked on by {holder}; take it over with a reason first."
    case: str
    holder: str


class NotNow(_Saying, RuleBroken):
    code = "cases.not_now"
    zh = "办件 {case} 现在是“{status}”，不能进行这一步。"
    en = 'Case {case} is "{status}" now; this step is not possible.'
    case: str
    status: Text
    event: str


class ClockStands(NotNow):
    """A special procedure runs: what it finds out is what the decision would rest on."""

    code = "cases.clock_stands"
    zh = "办件 {case} 正在特别程序中，程序结束以前不作决定（行政许可法第四十五条）。"
    en = "A special procedure of case {case} is running; nothing is decided before it has ended (行政许可法 45)."
    case: str
    status: Text
    event: str


class AlreadyEnded(_Saying, RuleBroken):
    code = "cases.already_ended"
    zh, en = (
        "办件 {case} 已经办结（{status}），不再变动。",
        "Case {case} has ended ({status}) and does not change any more.",
    )
    case: str
    status: Text


class PersonNeeded(_Saying, RuleBroken):
    code = "cases.person_needed"
    zh = "系统可以批准或转人工，不能作出不利决定；请由工作人员办理。"
    en = "A machine may approve or hand over, never decide against a person; an officer must do this."
    case: str


class NotAutomatic(_Saying, RuleBroken):
    code = "cases.not_automatic"
    zh = "事项“{item}”不允许自动批准，或缺少规则依据记录；请转人工。"
    en = "{item} may not be approved by a machine, or the trace of its rules is missing; hand it over."
    item: Text


class SamePerson(_Saying, RuleBroken):
    code = "cases.same_person"
    zh = "收审分离、双人复核规则：收了件的、拟了稿的，不能再审批、复核同一办件 {case}。"
    en = "Whoever took case {case} in may not decide it, and whoever drafted its decision may not sign it again."
    case: str


class GroundsMissing(_Saying, RuleBroken):
    code = "cases.grounds_missing"
    zh = "不予决定须写明事实、依据、理由和救济途径（行政许可法第三十八条）；还缺：{missing}。"
    en = "A decision against the person needs facts, article, reason and remedy (行政许可法 38); missing: {missing}."
    missing: str


class RemedyIncomplete(_Saying, RuleBroken):
    code = "cases.remedy_incomplete"
    zh = "救济途径要写明可以申请行政复议，也可以提起行政诉讼（行政许可法 38 第二款）。"
    en = "The remedy names both administrative review and the court (行政许可法 38 第二款)."


class ReasonMissing(_Saying, RuleBroken):
    code = "cases.reason_missing"
    zh, en = "请写明理由。", "Give a reason."
    case: str


class OpinionMissing(_Saying, RuleBroken):
    code = "cases.opinion_missing"
    zh, en = "请写下对办件 {case} 的意见。", "Write the opinion on case {case}."
    case: str


class SilenceAccepted(_Saying, RuleBroken):
    code = "cases.silence_accepted"
    zh = "告知期限内未告知补正，办件 {case} 自 {takes_effect_on} 零时起视为已受理（自收到之日起算）。"
    en = "Nobody told the applicant in time: since {takes_effect_on} 00:00 case {case} counts as accepted as of receipt."
    case: str
    takes_effect_on: date


class SilenceNotDue(_Saying, RuleBroken):
    code = "cases.silence_not_due"
    zh, en = (
        "办件 {case} 的告知期限尚未届满。",
        "The time to tell the applicant of case {case} has not ended.",
    )
    case: str
    takes_effect_on: date | None


class SilenceWithoutEffect(_Saying, RuleBroken):
    code = "cases.silence_without_effect"
    zh, en = "“{profile}”的时限规则未规定逾期即视为受理。", "For a {profile} silence has no effect."
    profile: Text


class ToldOnce(_Saying, RuleBroken):
    code = "cases.told_once"
    zh = "一次性告知（行政许可法第三十二条）：{key} 本可在第一次告知时提出，不能再提。"
    en = "Told once (行政许可法 32): {key} could have been found the first time and may not be asked for now."
    key: str


class ToldTwice(_Saying, RuleBroken):
    code = "cases.told_twice"
    zh = "办件 {case} 已两次告知补正，没有第三次（一次性告知规则）：只能受理或作出决定。"
    en = "Case {case} was told twice, and there is no third time (rule of telling once): accept it or decide."
    case: str


class ComesFromOtherItem(_Saying, RuleBroken):
    code = "cases.comes_from_other_item"
    zh = "{key} 由本次联办的其他事项产生，不能要求申请人补正。"
    en = "{key} is produced by another item of this application and is never a finding."
    key: str


class ComesByItself(_Saying, RuleBroken):
    code = "cases.comes_by_itself"
    zh = "{case} 是免申即享的事项，不要申请人交任何东西，没有什么可补正。"
    en = "{case} comes by itself and asks the applicant for nothing; there is nothing to be put right."
    case: str


class PointIncomplete(_Saying, RuleBroken):
    code = "cases.point_incomplete"
    zh = "每项补正须写明缺什么、为什么、怎么补：{key}。"
    en = "Each finding says what is wrong, why, and how to put it right: {key}."
    key: str


class NothingToTell(_Saying, RuleBroken):
    code = "cases.nothing_to_tell"
    zh, en = "没有待告知的补正内容。", "There is nothing to tell."
    application: str


class NoticeTooEarly(_Saying, RuleBroken):
    code = "cases.notice_too_early"
    zh = "一次性补正告知须等各部门审查完毕；尚未审查：{unchecked}，最迟 {leaves_on} 发出。"
    en = "The one notice waits until every department has checked; not yet: {unchecked}; it leaves by {leaves_on}."
    unchecked: str
    leaves_on: date | None


class SupervisorNeeded(_Saying, RuleBroken):
    code = "cases.supervisor_needed"
    zh = "应当一次性告知（行政许可法第三十二条）；第二次补正告知须由监督人员写明理由批准。"
    en = "Everything is told at once (行政许可法 32); a second notice needs a supervisor and a reason."
    application: str


class NothingAsked(_Saying, RuleBroken):
    code = "cases.nothing_asked"
    zh, en = "没有办件要求补充这些内容：{keys}。", "No case asked for any of these: {keys}."
    keys: str


class SupplementNotDue(_Saying, RuleBroken):
    code = "cases.supplement_not_due"
    zh, en = "补正期限到 {supplement_on} 为止，尚未届满。", "The applicant may supply until {supplement_on}."
    supplement_on: date


class LaterThanDecision(_Saying, RuleBroken):
    code = "cases.later_than_decision"
    zh = "{key} 的补交日不能晚于办理期限的最后一天 {last}（广东省优化营商环境条例 32）；请写更早的日期。"
    en = "{key} must come by {last}, the last day to decide (广东省优化营商环境条例 32); name an earlier day."
    key: str
    last: date


class NotTolerable(_Saying, RuleBroken):
    code = "cases.not_tolerable"
    zh, en = (
        "{key} 不在容缺受理清单内，或承诺日期不在今后。",
        "{key} may not follow later, or its day is not in the future.",
    )
    key: str


class LaterOpen(_Saying, RuleBroken):
    code = "cases.later_open"
    zh, en = (
        "容缺材料尚未补齐：{keys}，不能准予。",
        "Materials promised for later are still missing: {keys}; no grant yet.",
    )
    keys: str


class PauseOpen(_Saying, RuleBroken):
    code = "cases.pause_open"
    zh, en = "“{ground}”的特别程序尚未结束。", "The special procedure {ground} has not ended."
    ground: str


class NoSuchPause(_Saying, RuleBroken):
    code = "cases.no_such_pause"
    zh, en = "没有正在进行的特别程序“{ground}”。", "No special procedure {ground} is open."
    ground: str


class NoSuchStep(_Saying, RuleBroken):
    code = "cases.no_such_step"
    zh, en = "该办件没有第 {step} 个环节。", "The case has no step {step}."
    step: int


class WrongStep(_Saying, RuleBroken):
    code = "cases.wrong_step"
    zh, en = (
        "须进入决定环节后才能作出决定；现在是“{step}”。",
        "A decision is made in the decision step; this is {step}.",
    )
    step: Text


class NoSuchResult(_Saying, RuleBroken):
    code = "cases.no_such_result"
    zh, en = (
        "该事项没有证照“{result}”，或已经制作。",
        "The item gives no certificate {result}, or it is made already.",
    )
    result: str


class CertificateFirst(_Saying, RuleBroken):
    code = "cases.certificate_first"
    zh, en = "证照尚未制作，不能送达。", "The certificate is not made yet; nothing can be delivered."
    case: str


class ProofMissing(_Saying, RuleBroken):
    code = "cases.proof_missing"
    zh, en = "送达须有收件人和凭证。", "A delivery needs its receiver and a proof."
    case: str


class CertificateNumberMisread(_Saying, RuleBroken):
    code = "cases.certificate_number_misread"
    zh = "证件编号只有字母、数字、汉字和 - / . ( )，最多 120 位。"
    en = (
        "The number of a certificate has letters, digits, Chinese characters and - / . ( ) only, 120 at most."
    )
    case: str


class NotAwaited(_Saying, RuleBroken):
    code = "cases.not_awaited"
    zh, en = "办件 {case} 不等待 {predecessor} 的结果。", "Case {case} does not wait for {predecessor}."
    case: str
    predecessor: str


class NotProactive(_Saying, RuleBroken):
    code = "cases.not_proactive"
    zh, en = "只有免申即享的办件可以因数据不符而终止。", "Only a proactive case ends because the data say no."
    case: str


class NothingToDeliver(_Saying, RuleBroken):
    code = "cases.nothing_to_deliver"
    zh, en = "全部结果已经送出，不能再更改。", "All results have left; nothing can be changed any more."
    application: str


class EmptyApplication(_Saying, RuleBroken):
    code = "cases.empty_application"
    zh, en = "按您的回答没有可以办理的事项。", "By these answers there is no item to apply for."
    scene: str


class PlanOpen(_Saying, RuleBroken):
    code = "cases.plan_open"
    zh, en = "还有问题没有回答：{question}。", "A question is still open: {question}."
    question: Text


class DraftWaits(_Saying, Conflict):
    code = "cases.draft_waits"
    zh = "{officer}已经拟好决定，等第二人复核；请确认，或者写明理由退回，不要另拟一份。"
    en = "{officer} has drafted the decision and it waits for a second officer; confirm or return it, do not draft another."
    case: str
    officer: str


class NoDraft(_Saying, Conflict):
    code = "cases.no_draft"
    zh, en = "办件 {case} 没有等复核的决定。", "No decision of case {case} waits for a second officer."
    case: str


class NotHolder(_Saying, Conflict):
    code = "cases.not_holder"
    zh, en = "办件 {case} 已经不在{officer}手里。", "{officer} does not have case {case} any more."
    case: str
    officer: str


class AtIntake(_Saying, Conflict):
    code = "cases.at_intake"
    zh, en = "办件 {case} 退回了收件窗口，还没补好。", "Case {case} is back at the window and not mended yet."
    case: str


class NotAtIntake(_Saying, Conflict):
    code = "cases.not_at_intake"
    zh, en = "办件 {case} 没有退回收件窗口。", "Case {case} is not back at the window."
    case: str


class NoIntake(_Saying, RuleBroken):
    code = "cases.no_intake"
    zh = "办件 {case} 不是窗口收的，没有收件人可退；缺什么用补正告知书告诉申请人。"
    en = "No window took case {case} in; what is missing is told to the applicant by the notice."
    case: str


class FieldEmpty(_Saying, RuleBroken):
    code = "cases.document_field_empty"
    zh, en = "文书“{document}”缺少必须载明的内容：{missing}。", "{document} must contain: {missing}."
    document: Text
    missing: str


class NotArchivable(_Saying, RuleBroken):
    code = "cases.not_archivable"
    zh = "申请 {application} 还没有全部办结，或者没到归档的日子。"
    en = "Application {application} has not ended, or its day to be archived has not come."
    application: str


class NotArchived(_Saying, RuleBroken):
    code = "cases.not_archived"
    zh, en = "申请 {application} 还没有归档。", "Application {application} is not archived."
    application: str


class ArchivedAlready(_Saying, RuleBroken):
    code = "cases.archived_already"
    zh = "申请 {application} 在 {archived_on} 已经归档或者移交。"
    en = "Application {application} was archived or handed over on {archived_on}."
    application: str
    archived_on: date


class NothingReady(_Saying, RuleBroken):
    code = "cases.nothing_ready"
    zh, en = (
        "申请 {application} 现在没有可以交付的结果。",
        "Application {application} has no result to hand over now.",
    )
    application: str


class HandoverWaits(_Saying, RuleBroken):
    code = "cases.handover_waits"
    zh = "几项结果一个包裹寄：还在等{awaited}，最迟 {leaves_on} 寄出。"
    en = "All results go in one parcel: it waits for {awaited}, until {leaves_on} at the latest."
    awaited: str
    leaves_on: date | None


class NotPosted(_Saying, RuleBroken):
    code = "cases.not_posted"
    zh, en = "申请人没有选邮寄。", "The applicant did not choose the post."
    application: str


class NoSuchParcel(_Saying, RuleBroken):
    code = "cases.no_such_parcel"
    zh, en = "没有在途的包裹 {parcel}。", "No parcel {parcel} is on its way."
    parcel: str


class ParcelKnown(_Saying, RuleBroken):
    code = "cases.parcel_known"
    zh, en = "包裹 {parcel} 已经登记过。", "Parcel {parcel} is recorded already."
    parcel: str


class NoPromiseDue(_Saying, RuleBroken):
    code = "cases.no_promise_due"
    zh = "办件 {case} 没有到期要补的容缺材料，或者已经提醒过。"
    en = "No promised paper of case {case} is due, or the person was reminded."
    case: str


class PromiseNotOver(_Saying, RuleBroken):
    code = "cases.promise_not_over"
    zh = "容缺材料可以补到 {until}，期满并提醒过以后才算没有履行承诺。"
    en = "The promised paper may come until {until}; it counts as broken after that day and a reminder."
    until: date


class NotDeclared(_Saying, RuleBroken):
    code = "cases.not_declared"
    zh = "{key} 没有用告知承诺，或者已经核查属实。"
    en = "{key} does not rest on a declaration, or it was checked and holds."
    key: str


class DeclarationBroken(_Saying, RuleBroken):
    code = "cases.declaration_broken"
    zh = "这些承诺核查不属实：{keys}，补来证明材料前不能准予。"
    en = "What was declared is not true: {keys}; nothing is granted before the proof itself is there."
    keys: str


# --- procedures before a decision --------------------------------------------------------------------------


class TwoOfficersNeeded(_Saying, RuleBroken):
    code = "cases.two_officers_needed"
    zh = "现场核查要有两名以上工作人员（行政许可法第三十四条），写明各人的姓名和执法证号，不能是同一人。"
    en = "A site check is made by two different officers (行政许可法 34), each with name and certificate number."
    case: str


class RecordIncomplete(_Saying, RuleBroken):
    code = "cases.record_incomplete"
    zh, en = "记录还缺：{missing}。", "The record still needs: {missing}."
    missing: Text


class PostingOpen(_Saying, RuleBroken):
    code = "cases.posting_open"
    zh = "公示到 {until} 为止，期满并收齐异议后才能往下办。"
    en = "The public notice runs until {until}; go on when it has been taken down with what came in."
    until: date


class NoPosting(_Saying, RuleBroken):
    code = "cases.no_posting"
    zh, en = "办件 {case} 没有正在进行的公示。", "Case {case} has no public notice up."
    case: str


class MayStillSpeak(_Saying, RuleBroken):
    code = "cases.may_still_speak"
    zh = "{person} 可以在 {until} 前陈述、申辩，期满或者已经陈述后才能决定。"
    en = "{person} may speak until {until}; decide after that day, or when they have spoken."
    person: str
    until: date


class HearingOpen(_Saying, RuleBroken):
    code = "cases.hearing_open"
    zh = "听证程序没有走完（{until} 前）：没有人申请的等期满，申请了的先举行听证。"
    en = "The hearing is open until {until}: wait for the time to ask to end, or hold the hearing that was asked for."
    until: date


class NoHearing(_Saying, RuleBroken):
    code = "cases.no_hearing"
    zh, en = (
        "办件 {case} 现在没有可以这样处理的听证。",
        "Case {case} has no hearing for which this can be done now.",
    )
    case: str


class RightingOpen(_Saying, RuleBroken):
    code = "cases.righting_open"
    zh = "办件 {case} 已有一份更正、撤销或注销的提议，还没有决定。"
    en = "A correction, revocation or cancellation of case {case} is proposed already and not decided."
    case: str


class RightingGroundUnknown(_Saying, RuleBroken):
    code = "cases.righting_ground_unknown"
    zh, en = (
        "“{ground}”不是法律规定的事由，请从列表里选。",
        "{ground} is no ground of the law; choose from the list.",
    )
    case: str
    ground: str


class CorrectionEmpty(_Saying, RuleBroken):
    code = "cases.correction_empty"
    zh = "更正须写明决定书里有的内容和改后的内容（{key}）。"
    en = "A correction names what the decision says and what it should say ({key})."
    key: str


class NothingProposed(_Saying, RuleBroken):
    code = "cases.nothing_proposed"
    zh, en = "办件 {case} 没有待决定的提议。", "Nothing is proposed for case {case}."
    case: str


class SecondPersonNeeded(_Saying, RuleBroken):
    code = "cases.second_person_needed"
    zh = "提出的人不能自己决定，请由另一位负责人或监督人员决定（办件 {case}）。"
    en = "Whoever proposed it does not decide it; the manager or a supervisor does (case {case})."
    case: str


class StillBeingHeard(_Saying, RuleBroken):
    code = "cases.still_being_heard"
    zh = "当事人到 {heard_until} 前可以陈述申辩，期满或者本人表示不再陈述后才能决定。"
    en = "The person may state and defend until {heard_until}; it is decided after that day, or when they have no more to say."
    case: str
    heard_until: date


class ReliedLicenceFallen(_Saying, RuleBroken):
    code = "cases.relied_licence_fallen"
    zh = "办件 {case} 依据的{licences}现在不是有效状态，须重新核对后才能准予。"
    en = "Case {case} rests on {licences}, which does not hold now; look again before granting."
    case: str
    licences: Text


class NotFallen(_Saying, RuleBroken):
    code = "cases.not_fallen"
    zh, en = (
        "办件 {case} 没有这样一份需要重新核对的证照。",
        "Case {case} has no such licence to look at again.",
    )
    case: str


class HearingTooLate(_Saying, RuleBroken):
    code = "cases.hearing_too_late"
    zh, en = (
        "申请听证的期限到 {until} 为止，已经届满。",
        "A hearing could be asked for until {until}; that time is over.",
    )
    until: date


class HearingDay(_Saying, RuleBroken):
    code = "cases.hearing_day"
    zh = "听证要提前 7 日通知，并在 {hold_by} 以前举行：最早 {earliest}。"
    en = "A hearing is announced 7 days ahead and held by {hold_by}: from {earliest} on."
    earliest: date
    hold_by: date


class HearingLate(_Saying, RuleBroken):
    code = "cases.hearing_late"
    zh = "听证要在 {hold_by} 以前组织（行政许可法 47）；晚于这一天的，请写明原因，超期会留痕。"
    en = "The hearing is due by {hold_by} (行政许可法 47); for a later day say why: that it is late stays on record."
    hold_by: date


class HearingStopsItself(_Saying, RuleBroken):
    code = "cases.hearing_stops_itself"
    zh = "听证的时间由听证通知书写明，从通知之日起不计入期限，不能另行中止；请先安排听证。"
    en = "The notice of a hearing itself stops the clock for the days it tells; set the day of the hearing instead."
    case: str


class ChairExamines(_Saying, RuleBroken):
    code = "cases.chair_examines"
    zh = "审查这件申请的工作人员不能主持听证；请另选主持人。"
    en = "Whoever examines the application may not lead its hearing; choose another chair."
    case: str


class ModeNotAllowed(_Saying, RuleBroken):
    code = "cases.mode_not_allowed"
    zh = "不能从“{now}”改为“{wanted}”：先试运行，有了比对过的办件，再由另一人批准启用。"
    en = 'It cannot go from "{now}" to "{wanted}": first the shadow, with cases compared, then a second person.'
    now: Text
    wanted: Text


class ShareNotAllowed(_Saying, RuleBroken):
    code = "cases.share_not_allowed"
    zh, en = (
        "抽查比例是 0 到 100 的整数，不能是 {share}。",
        "The share is a whole number from 0 to 100, not {share}.",
    )
    share: int


class ResultUsed(_Saying, RuleBroken):
    code = "cases.result_used"
    zh = "“{by}”已经用了办件 {case} 的结果，不能直接收回；请提出撤销，由另一人决定。"
    en = "{by} has used the result of case {case} already; propose its revocation instead."
    case: str
    by: Text
