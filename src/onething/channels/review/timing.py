"""The clock of a case as its page shows it: one box a day, and in words which days do not count, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onething.core.cases.documents import TITLES, DocumentKind
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.procedures import HEARING_NOTICE
from onething.core.cases.views import CaseView, ShownPause
from onething.core.clock.explanation import StripMark, StripTime
from onething.kit.templatetags.kit import day as written_day
from onething.kit.templatetags.kit import say


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the strip: style, the sign in the box, the words under it."""

    style: str
    sign: str
    under: str


def cells(view: CaseView) -> list[Cell]:
    """Return the days from acceptance to the decision, or to the promised day while there is none."""
    made = []
    month = 0
    for one in view.clock.strip:
        if view.decided_on is not None and one.day > view.decided_on:
            break
        number = f"{one.day.month}/{one.day.day}" if one.day.month != month else str(one.day.day)
        month = one.day.month
        if one.mark is StripMark.START:
            style, sign = "", _("受")
        elif one.mark is StripMark.REST:
            style, sign = "off", _("休")
        elif one.mark is StripMark.PAUSED:
            style, sign = "stop", _("停")
        else:
            style, sign = ("left" if one.time is StripTime.AHEAD else "n"), str(one.nth or "")
        if one.time is StripTime.TODAY and view.decided_on is None:
            style, number = "now", _("今天")
        made.append(Cell(style, sign, number))
    return made


def sentences(view: CaseView) -> list[str]:
    """Return what the strip means, or for what the case waits where no clock runs."""
    clock, dues = view.clock, view.dues
    if view.line.status in TO_CHECK and dues.tell_on is not None:
        return [
            _("%(day)s 前要一次告知缺什么；到期不告知，按规定处理。") % {"day": written_day(dues.tell_on)}
        ]
    if view.line.status is Status.TO_SUPPLEMENT and dues.supplement_on is not None:
        return [_("等申请人补正，最迟 %(day)s；补齐后重新起算。") % {"day": written_day(dues.supplement_on)}]
    if view.line.status is Status.WAITING and dues.promised_on is not None:
        return [
            _("等前一项的结果；整件事已承诺，这一项最迟 %(day)s 办好。")
            % {"day": written_day(dues.promised_on)}
        ]
    if view.line.status is Status.WAITING:
        return [_("等前一项的结果，到的那天起计时。")]
    if view.decided_on is not None:
        return [_("%(day)s 作出决定。") % {"day": written_day(view.decided_on)}, *_pauses(view)]
    start = next((one.day for one in clock.strip if one.mark is StripMark.START), None)
    if start is None or clock.used is None:
        return [str(say(clock.sentence))]
    said = _("%(day)s 受理，当天不算") % {"day": written_day(start)}
    if clock.used:
        said += _("，今天是第 %(n)d 天") % {"n": clock.used}
    if clock.left is not None and clock.left >= 0:
        said += ngettext("，还剩 %(n)d 个工作日", "，还剩 %(n)d 个工作日", clock.left) % {"n": clock.left}
    elif clock.left is not None:
        said += ngettext("，超出承诺 %(n)d 天", "，超出承诺 %(n)d 天", -clock.left) % {"n": -clock.left}
    return [said + _("。"), *_pauses(view)]


def _pauses(view: CaseView) -> Iterator[str]:
    for one in view.pauses:
        yield _("%(from)s 至 %(to)s %(ground)s停表，不计入（%(document)s，告知 %(told)d 天）。") % {
            "from": written_day(one.first),
            "to": _until(one),
            "ground": say(one.ground),
            "document": _document(one),
            "told": one.told_days,
        }


def _document(one: ShownPause) -> str:
    """Return what the document of a pause is called: an officer typed it, or it is the notice of a hearing."""
    return str(say(TITLES[DocumentKind.HEARING_NOTICE])) if one.document == HEARING_NOTICE else one.document


def _until(one: ShownPause) -> str:
    return written_day(one.last) if one.last else _("现在")
