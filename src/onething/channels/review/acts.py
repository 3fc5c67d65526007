"""The acts of an office on a case: which form each has, what it calls, and the words around it.

A row of `ACTS` is one page `/review/CASE/NAME`: GET shows the form, POST calls the service.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.channels.review import forms as f
from onething.core.actors import Actor, Permission
from onething.core.cases.parts import (
    Arising,
    Cause,
    Declining,
    DeliveryWay,
    Ending,
    Grounds,
    OfficeKey,
    Point,
    Promise,
)
from onething.core.cases.phrases import point
from onething.core.cases.views import CaseView

Call = Callable[[Actor, CaseView, Any, datetime], object]


def _find(actor: Actor, view: CaseView, form: f.Finding, now: datetime) -> object:
    given = form.cleaned_data
    names = {one.key: one.label for one in (*view.materials, *view.values)}
    made = point(
        given["key"],
        given["reason"],
        names[given["key"]],
        arose=Arising(given.get("arose") or ""),
        what=given["what"],
        fix=given["fix"],
    )
    kept = [one for one in view.found if (one.key, one.reason) != (made.key, made.reason)]
    return _note(actor, view, [*kept, made], now, given["seen"])


def _unfind(actor: Actor, view: CaseView, form: f.Unfind, now: datetime) -> object:
    kept = [one for index, one in enumerate(view.found) if index != form.cleaned_data["index"]]
    return _note(actor, view, kept, now, form.cleaned_data["seen"])


def _note(actor: Actor, view: CaseView, points: Sequence[Point], now: datetime, seen: int) -> object:
    """One after the other; nothing is told before the officer says that all was looked through."""
    return cases.record_findings(
        actor, case=view.line.number, points=points, finished=False, now=now, seen=seen
    )


def _found(actor: Actor, view: CaseView, form: f.Plain, now: datetime) -> object:
    return cases.record_findings(
        actor, case=view.line.number, points=view.found, now=now, seen=form.cleaned_data["seen"]
    )


def _check(actor: Actor, view: CaseView, form: f.Plain, now: datetime) -> object:
    return cases.mark_checked(actor, case=view.line.number, now=now, seen=form.cleaned_data["seen"])


def _send(actor: Actor, view: CaseView, form: f.Plain, now: datetime) -> object:
    return cases.send_notice(actor, application=view.line.application, now=now)


def _accept(actor: Actor, view: CaseView, form: f.Accept, now: datetime) -> object:
    given = form.cleaned_data
    later = [Promise(key, given["until"]) for key in given.get("later", ())]
    return cases.accept(actor, case=view.line.number, later=later, now=now, seen=given["seen"])


def _decline(actor: Actor, view: CaseView, form: f.Decline, now: datetime) -> object:
    given = form.cleaned_data
    grounds = Grounds(given["facts"], given["article"], given["reason"], given["remedy"])
    kind = Declining(given["kind"])
    return cases.decline(
        actor,
        case=view.line.number,
        kind=kind,
        grounds=grounds,
        body=given["body"],
        now=now,
        seen=given["seen"],
    )


def _pause(actor: Actor, view: CaseView, form: f.Pause, now: datetime) -> object:
    return cases.pause(actor, case=view.line.number, now=now, **form.cleaned_data)


def _resume(actor: Actor, view: CaseView, form: f.Resume, now: datetime) -> object:
    return cases.resume(actor, case=view.line.number, now=now, **form.cleaned_data)


def _extend(actor: Actor, view: CaseView, form: f.Approve, now: datetime) -> object:
    return cases.extend(actor, case=view.line.number, now=now, **form.cleaned_data)


def _ask_extension(actor: Actor, view: CaseView, form: f.Extend, now: datetime) -> object:
    return cases.ask_extension(actor, case=view.line.number, now=now, **form.cleaned_data)


def _transfer(actor: Actor, view: CaseView, form: f.Transfer, now: datetime) -> object:
    given = form.cleaned_data
    department, _bar, division = given["office"].partition("|")
    level = offices.get_place(actor, division=division).level
    return cases.transfer(
        actor,
        case=view.line.number,
        office=OfficeKey(department, division, level),
        reason=given["reason"],
        now=now,
        seen=given["seen"],
    )


def _take_over(actor: Actor, view: CaseView, form: f.TakeOver, now: datetime) -> object:
    return cases.take_over(actor, case=view.line.number, now=now, **form.cleaned_data)


def _assign(actor: Actor, view: CaseView, form: f.Assign, now: datetime) -> object:
    return cases.assign(actor, case=view.line.number, now=now, **form.cleaned_data)


def _opinion(actor: Actor, view: CaseView, form: f.Opinion, now: datetime) -> object:
    given = form.cleaned_data
    return cases.give_opinion(
        actor,
        case=view.line.number,
        text=given["text"],
        favourable=given["favourable"] == "yes",
        now=now,
        seen=given["seen"],
    )


def _step(actor: Actor, view: CaseView, form: f.Step, now: datetime) -> object:
    return cases.enter_step(actor, case=view.line.number, now=now, **form.cleaned_data)


def _certificate(actor: Actor, view: CaseView, form: f.Certificate, now: datetime) -> object:
    return cases.make_certificate(actor, case=view.line.number, now=now, **form.cleaned_data)


def _deliver(actor: Actor, view: CaseView, form: f.Deliver, now: datetime) -> object:
    given = {**form.cleaned_data, "way": DeliveryWay(form.cleaned_data["way"])}
    return cases.deliver(actor, case=view.line.number, now=now, **given)


def _terminate(actor: Actor, view: CaseView, form: f.Terminate, now: datetime) -> object:
    given = {**form.cleaned_data, "ground": Ending(form.cleaned_data["ground"])}
    return cases.terminate(actor, case=view.line.number, now=now, **given)


def _send_again(actor: Actor, view: CaseView, form: f.SecondNotice, now: datetime) -> object:
    reason = form.cleaned_data["reason"]
    return cases.send_notice(actor, application=view.line.application, reason=reason, now=now)


def _countersign(actor: Actor, view: CaseView, form: f.Plain, now: datetime) -> object:
    return cases.confirm_decision(actor, case=view.line.number, now=now, seen=form.cleaned_data["seen"])


def _to_intake(actor: Actor, view: CaseView, form: f.ToIntake, now: datetime) -> object:
    given = {**form.cleaned_data, "cause": Cause(form.cleaned_data["cause"])}
    return cases.send_to_intake(actor, case=view.line.number, now=now, **given)


def _return_draft(actor: Actor, view: CaseView, form: f.ReturnDraft, now: datetime) -> object:
    return cases.return_draft(actor, case=view.line.number, now=now, **form.cleaned_data)


def _annul(actor: Actor, view: CaseView, form: f.Annul, now: datetime) -> object:
    return cases.annul(actor, case=view.line.number, now=now, **form.cleaned_data)


def _nothing_more(actor: Actor, view: CaseView) -> dict[str, Any]:
    return {}


def _phrases(actor: Actor, view: CaseView) -> dict[str, Any]:
    return {"phrases": cases.list_phrases(actor)}


def _offices(actor: Actor, view: CaseView) -> dict[str, Any]:
    return {"offices": offices.list_offices(actor)}


def colleagues(actor: Actor, view: CaseView) -> dict[str, Any]:
    """Return whom of the office the form lets choose."""
    return {"colleagues": people.list_staff(actor, department=actor.department)}


@dataclass(frozen=True, slots=True)
class ActPage:
    """name: of the page and in the address. action: which of `CaseView.actions` allows it."""

    name: str
    action: str
    needs: Permission
    form: type[f.Act]
    call: Call
    title: LazyText | str
    said: LazyText | str  # what the officer is told when it is done
    button: LazyText | str
    about: LazyText | str = ""
    listed: bool = True  # among the further acts of the case page
    #: What follows and cannot be taken back; then what was given is read once more first.
    sure: LazyText | str = ""
    #: What the form takes beside the view. May raise a DomainError where there is nothing to choose from.
    more: Callable[[Actor, CaseView], dict[str, Any]] = _nothing_more


ACTS: dict[str, ActPage] = {
    one.name: one
    for one in (
        ActPage(
            "find", "record_findings", P.CHECK, f.Finding, _find,
            _("登记一处缺漏"), _("已记下，还没告知。整件看完再按“查完了”。"), _("记下这一处"), listed=False,
            more=_phrases,
        ),
        ActPage(
            "found", "record_findings", P.CHECK, f.Plain, _found,
            _("查完了，一起告知"), _("已记为查完。全部部门查完，一张补正告知书一起发。"), _("查完了，一起告知"),
            _("整件都看过了才按：告知书发出以后，同一批材料不能再追加新的条目。"), listed=False,
        ),
        ActPage(
            "unfind", "record_findings", P.CHECK, f.Unfind, _unfind,
            _("撤回一处"), _("已撤回，没有告知申请人。"), _("撤回"), listed=False,
        ),
        ActPage(
            "checked", "mark_checked", P.CHECK, f.Checked, _check,
            _("材料齐全"), _("已记下：材料齐全。"), _("记为材料齐全"),
            _("记下本件没有缺漏。先前登记、还没告知的缺漏会撤回。"), listed=False,
        ),
        ActPage(
            "send", "record_findings", P.NOTIFY, f.Plain, _send,
            _("现在发出补正告知书"), _("补正告知书已发出。"), _("发出补正告知书"),
            _("一次说全：发出以后，同一批材料不能再追加新的条目。"), listed=False,
        ),
        ActPage(
            "accept", "accept", P.ACCEPT, f.Accept, _accept,
            _("受理"), _("已受理，从今天起计时。"), _("受理"),
            _("次要材料可以容缺后补；主件不可容缺。"),
        ),
        ActPage(
            "decline", "decline", P.DECLINE, f.Decline, _decline,
            _("不予受理"), _("已作出不予受理，文书已出。"), _("不予受理，出文书"),
            _("只有依法不需要办理，或者不属于本机关职权，才能不予受理。办错地方的件请转办。"),
            sure=_("马上出不予受理的文书，告知申请人。这一步不能撤回。"),
        ),
        ActPage(
            "step", "enter_step", P.REVIEW, f.Step, _step,
            _("转到另一环节"), _("已转到下一环节。"), _("转到这个环节"),
        ),
        ActPage(
            "opinion", "give_opinion", P.REVIEW, f.Opinion, _opinion,
            _("填写意见"), _("意见已记下。"), _("记下意见"),
        ),
        ActPage(
            "pause", "pause", P.PAUSE, f.Pause, _pause,
            _("停表"), _("已停表，告知书已出。"), _("停表，出告知书"),
            _("只有法律列出的事由才停表，要写明天数并书面告知申请人。现场核查不停表。"),
        ),
        ActPage(
            "resume", "resume", P.PAUSE, f.Resume, _resume,
            _("恢复计时"), _("次日起恢复计时。"), _("恢复计时"),
        ),
        ActPage(
            "extend", "extend", P.EXTEND, f.Approve, _extend,
            _("批准延期"), _("已批准延期，告知书已出。"), _("批准延期，出告知书"),
            _("一件只能延期一次，批准人写在告知书上。"),
            sure=_("马上出延期告知书，您的姓名写在上面。这一步不能撤回。"),
        ),
        ActPage(
            "ask-extension", "ask_extension", P.REVIEW, f.Extend, _ask_extension,
            _("报延期"), _("已报负责人。负责人批准前，期限不变。"), _("报负责人"),
            _("延期由部门负责人批准，一件只能一次。"),
        ),
        ActPage(
            "transfer", "transfer", P.TRANSFER, f.Transfer, _transfer,
            _("转办"), _("已转办，没有退给申请人。"), _("转过去"),
            _("送错地方的件直接转给该办的部门，不退给申请人，期限照算。"),
            more=_offices,
        ),
        ActPage(
            "take-over", "take_over", P.TAKE_OVER, f.TakeOver, _take_over,
            _("接手"), _("这件现在由您办。"), _("由我接手"),
        ),
        ActPage(
            "assign", "assign", P.ASSIGN, f.Assign, _assign,
            _("交给同事办"), _("已交给同事，写进了经过。"), _("交给这位同事"),
            _("只能交给现在办这件的部门的同事。"),
            sure=_("这件从现在起由这位同事办；理由和您的姓名写进经过。"),
            more=colleagues,
        ),
        ActPage(
            "certificate", "make_certificate", P.CERTIFY, f.Certificate, _certificate,
            _("制证"), _("证照已制好。"), _("制证"),
        ),
        ActPage(
            "deliver", "deliver", P.DELIVER, f.Deliver, _deliver,
            _("送达"), _("已送达，归档。"), _("记为已送达"),
        ),
        ActPage(
            "terminate", "terminate", P.TERMINATE, f.Terminate, _terminate,
            _("终止"), _("已终止，文书已出。"), _("终止，出文书"),
            _("只有下面几种情况可以终止。"),
            sure=_("马上出终止的文书，告知申请人。这一步不能撤回。"),
        ),
        ActPage(
            "countersign", "confirm_decision", P.CONFIRM, f.Plain, _countersign,
            _("复核签发"), _("已复核签发，决定书已出，两个人的姓名都记下了。"), _("同意，签发"),
            _("您是第二人。看过全件和拟稿，同意才签发；不同意就写明理由退回。"),
            sure=_("马上出决定书，告知申请人。您和拟稿人的姓名都记下来。这一步不能撤回。"),
        ),
        ActPage(
            "to-intake", "send_to_intake", P.RETURN, f.ToIntake, _to_intake,
            _("退回收件窗口"), _("已退回收件窗口，补好就回到这里。"), _("退回收件窗口"),
            _("只退收件的差错：漏收、扫不清、录错。缺申请人的材料，走补正告知。申请人不会收到通知，期限照走。"),
        ),
        ActPage(
            "return-draft", "return_draft", P.CONFIRM, f.ReturnDraft, _return_draft,
            _("退回拟稿"), _("已退回拟稿人，理由写进了经过。"), _("退回拟稿人"),
        ),
        ActPage(
            "second-notice", "send_again", P.NOTIFY_AGAIN, f.SecondNotice, _send_again,
            _("准许第二次补正"), _("第二次补正告知书已发出。"), _("准许，发出告知书"),
            _("应当一次说全。只有补来的材料或者申请人的变更又带出缺漏，才可以再要一次，没有第三次。"),
            listed=False,
            sure=_("马上发出第二次补正告知书，申请人要照它再补一次。您准许和理由都记下来。这一步不能撤回。"),
        ),
        ActPage(
            "annul", "annul", P.ANNUL, f.Annul, _annul,
            _("登记不予决定被撤销"), _("已登记撤销，这件重新审查、重新决定。"), _("登记撤销"),
            _("复议机关或者法院撤销了不予的决定才登记。登记后由原来的部门重新决定。"),
            listed=False,
            sure=_("原来的不予不再算数。期限从今天重新起算，因它没办成的其他事项一起恢复。这一步不能撤回。"),
        ),
    )
}  # fmt: skip


def open_acts(actor: Actor, view: CaseView) -> list[ActPage]:
    """Return the acts that the case page offers beside the main one."""
    allowed = {one.name for one in view.actions}
    return [
        one
        for one in ACTS.values()
        if one.listed
        and one.action in allowed
        and actor.can(one.needs)
        and not (one.name == "ask-extension" and "extend" in allowed)
        and not (one.name == "resume" and not view.paused)
        and not (one.name == "pause" and not view.pause_grounds)
        and not (one.name == "accept" and not view.tolerable)
    ]
