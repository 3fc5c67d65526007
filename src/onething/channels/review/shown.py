"""What the pages of an office show: the inbox by day with its lights, the materials, the history, the main act."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onething.channels.review.forms import OUTCOMES, way_chosen
from onething.core.actors import Actor
from onething.core.cases.graph import TO_CHECK, UNDECIDED, Status
from onething.core.cases.parts import Outcome
from onething.core.cases.views import CaseLine, CaseView, Happening, ShownMaterial
from onething.core.cases.wording import ASKS, REFUSES
from onething.core.clock import Light
from onething.core.confirmations import Confirmation
from onething.core.papers import PaperAhead
from onething.core.workdays import CalendarMissing, WorkCalendar
from onething.kit.ports import SHANGHAI, port
from onething.kit.templatetags.kit import day as written_day
from onething.kit.templatetags.kit import masked, say

ENDED_ONES, DECIDED_TODAY, TO_SIGN = "ended", "decided", "sign"


@dataclass(frozen=True, slots=True)
class Sifting:
    """One choice of what the inbox shows. statuses: empty = all open; the last two are lists of their own."""

    id: str
    label: LazyText
    statuses: frozenset[Status] = frozenset()


ANY = Sifting("", gettext_lazy("全部在办"))
STATES = {
    one.id: one
    for one in (
        ANY,
        Sifting("check", gettext_lazy("待查材料"), TO_CHECK),
        Sifting("review", gettext_lazy("审查中"), frozenset({Status.ACCEPTED, Status.IN_REVIEW})),
        Sifting("asked", gettext_lazy("等补正"), frozenset({Status.TO_SUPPLEMENT})),
        Sifting("paused", gettext_lazy("停表、等前一项"), frozenset({Status.PAUSED, Status.WAITING})),
        Sifting(
            "deliver",
            gettext_lazy("待送达"),
            frozenset({Status.GRANTED, Status.TO_DELIVER, Status.REFUSED}),
        ),
        Sifting(TO_SIGN, gettext_lazy("待我复核")),
        Sifting(DECIDED_TODAY, gettext_lazy("今天决定的")),
        Sifting(ENDED_ONES, gettext_lazy("办结的")),
    )
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light: colour and shape by `kind`, and the words that say how much time is left."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class InboxLine:
    line: CaseLine
    lamp: Lamp | None
    current: bool
    to_judge: str


@dataclass(frozen=True, slots=True)
class InboxGroup:
    heading: str
    lines: tuple[InboxLine, ...]


def _working_days(after: date, until: date) -> int:
    calendar = port(WorkCalendar)
    try:
        return calendar.working_days_between(after, until)
    except CalendarMissing:
        return calendar.provisional().working_days_between(after, until)


def lamp_of(line: CaseLine, today: date) -> Lamp | None:
    """Return the light of a case: paused and waiting ones show none of the three colours."""
    if line.status is Status.PAUSED:
        return Lamp("hold", _("停表中"))
    if line.status is Status.WAITING:
        return Lamp("hold", _("等前一项"))
    if line.status is Status.TO_SUPPLEMENT:
        return Lamp("hold", _("等申请人补正"))
    if line.due_on is None or line.light is None:
        return None
    if line.light is Light.RED:
        late = max(1, _working_days(line.due_on, today))
        return Lamp("red", ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", late) % {"n": late})
    left = _working_days(today, line.due_on)
    words = _("今天") if line.due_on == today else ngettext("剩 %(n)d 天", "剩 %(n)d 天", left) % {"n": left}
    return Lamp(line.light.value, words)


def groups(
    lines: Iterable[CaseLine], *, today: date, current: str = "", heading: str = ""
) -> list[InboxGroup]:
    """Return the inbox by due day; the order of the lines stays. heading: of a list that does not go by days."""
    found: dict[str, list[InboxLine]] = {}
    held: list[InboxLine] = []
    for line in lines:
        lamp = lamp_of(line, today)
        shown = InboxLine(line, lamp, line.number == current, to_judge(line))
        if lamp and lamp.kind == "hold" and not heading:
            held.append(shown)
        else:
            found.setdefault(heading or _day_of(line, today), []).append(shown)
    if held:
        found[_("停着的")] = held
    return [InboxGroup(over, tuple(several)) for over, several in found.items()]


def _day_of(line: CaseLine, today: date) -> str:
    if line.status is Status.REFUSED:
        return _("待送达")
    if line.due_on is None:
        return _("还没开始计时")
    if line.due_on < today:
        return _("已逾期")
    if line.due_on == today:
        return _("今天，%(day)s") % {"day": written_day(line.due_on)}
    return written_day(line.due_on)


def to_judge(line: CaseLine) -> str:
    """Return how much of an undecided case differs, "" where nobody counted or all is over."""
    if line.differs is None or line.status not in UNDECIDED:
        return ""
    if not line.differs:
        return _("无异常")
    return ngettext("%(n)d 处不同", "%(n)d 处不同", line.differs) % {"n": line.differs}


def way_of(material: ShownMaterial) -> str:
    """Return how a material came."""
    way = material.given.way.value
    named = {
        "upload": _("上传"),
        "share": _("共享"),
        "licence": _("电子证照"),
        "result": _("前一项的结果"),
        "paper": _("窗口交纸质"),
        "confirm": _("对方网上确认"),
        "declaration": _("告知承诺"),
        "later": _("容缺后补"),
    }
    return named.get(way, way)


@dataclass(frozen=True, slots=True)
class MaterialRow:
    key: str
    label: str
    way: str
    files: tuple[Any, ...]
    state: str  # "gap" or "ok"
    words: str
    confirmed: Confirmation | None = None
    changed: tuple[
        tuple[str, str], ...
    ] = ()  # what was put right since: name of the field, what stands there now


def _changed_since(kept: Confirmation | None, view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return what a confirmation repeats otherwise than it stands now: its fields were put right after it."""
    now = {one.key: one.said for one in view.values}
    return tuple(
        (str(say(row.label)), str(say(now[row.key])))
        for row in (kept.statement.rows if kept else ())
        if row.key in now and now[row.key].zh != row.value.zh
    )


def material_rows(view: CaseView) -> list[MaterialRow]:
    faulty = Counter(one.key for one in (*view.found, *view.open))
    rows = []
    if view.scan:
        rows.append(MaterialRow("signature", _("签名页"), _("窗口扫描"), (view.scan,), "ok", _("已签名")))
    for one in view.materials:
        if one.key in faulty:
            words = ngettext("%(n)d 处", "%(n)d 处", faulty[one.key]) % {"n": faulty[one.key]}
            state = "gap"
        elif one.later:
            state, words = "gap", _("还没补来")
        elif one.to_bring:
            state, words = "gap", _("还没交来")
        elif one.supplied_on:
            state, words = "ok", _("%(day)s 补来") % {"day": written_day(one.supplied_on)}
        elif one.doubts:
            state = "gap"
            words = _("窗口看到：%(what)s") % {"what": _("、").join(str(say(doubt)) for doubt in one.doubts)}
        elif one.seen:
            words = _("原件看过，复印件 %(n)d 份") if one.seen.copies else _("原件看过")
            state, words = "ok", words % {"n": one.seen.copies}
        elif one.given.confirmed:
            state, words = "ok", _("对方已确认")
        else:
            state, words = "ok", _("已交") if one.given.files else _("已取得")
        label, files = str(say(one.label)), one.given.files
        kept = one.given.confirmed
        if (changed := _changed_since(kept, view)) and state == "ok":
            state, words = "gap", _("确认后又改过")
        rows.append(MaterialRow(one.key, label, way_of(one), files, state, words, kept, changed))
    return rows


def reached(view: CaseView) -> list[tuple[str, str]]:
    """Return how the person wants to be reached and to have the results now, as label and words.

    A telephone is whole only where the item asks for one; elsewhere it is covered as at a window.
    """
    whole = any(one.key.endswith("/person.phone") for one in view.values)
    phone = str if whole else masked
    contact, delivery = view.contact, view.delivery
    rows = (
        (_("电话"), phone(contact.phone)),
        (_("地址"), contact.address),
        (_("电子邮箱"), contact.email),
        (_("送达"), way_chosen(view)),
        (_("收件人"), _("，").join(one for one in (delivery.receiver, phone(delivery.phone)) if one)),
        (_("寄到"), delivery.address),
        (_("去哪取"), delivery.window),
    )
    return [(label, words) for label, words in rows if words]


@dataclass(frozen=True, slots=True)
class LogLine:
    day: str
    text: str
    who: str
    style: str


def log(history: Iterable[Happening]) -> list[LogLine]:
    """Return the history; who took the case in is not in it (收审分离)."""
    lines = []
    for one in history:
        there = one.at.astimezone(SHANGHAI)
        style = "is-stop" if one.name == "Paused" else ""
        lines.append(LogLine(f"{there.month}/{there.day}", str(say(one.text)), one.who, style))
    return lines


@dataclass(frozen=True, slots=True)
class Main:
    """The act that F9 stands for here. act: name of the page it posts to; why: what to do where there is none."""

    act: str = ""
    label: str = ""
    step: int | None = None
    why: str = ""


def main_act(actor: Actor, view: CaseView) -> Main:
    """Return what comes next with this case."""
    allowed = {one.name for one in view.actions}
    if "send_again" in allowed:
        return Main("second-notice", _("准许第二次补正"))
    if "annul" in allowed:
        return Main("annul", _("登记不予决定被撤销"))
    if "confirm_righting" in allowed and view.righting and view.righting.may_confirm:
        return Main("confirm-righting", _("决定提出的更正、撤销或者注销"))
    if not allowed:
        return Main(why=_("这件现在不在您手里，只能看。"))
    if "confirm_decision" in allowed:
        return Main("countersign", _("复核签发"))
    if view.fallen and "look_again" in allowed:
        return Main("look-again", _("重新核对证照"))
    if view.line.holder not in ("", actor.id) and not view.stands_for:
        if "take_over" not in allowed:
            return Main(why=_("这件派给了别的同事，只能看。"))
        return Main("take-over", _("接手这件"))
    if "accept" in allowed:
        if not view.found:
            return Main("accept", _("受理"))
        if not view.line.checked and not (view.notice and view.notice.may_leave):
            return Main("found", _("查完了，一起告知"))
        if view.notice and view.notice.round > 1:
            return Main(why=_("第二次补正要督查人员写明理由准许，准许后就发出。"))
        if view.notice and view.notice.may_leave:
            return Main("send", _("发出补正告知书"))
        return Main(why=_("缺漏已记下，等其他部门查完，一张告知书一起发。"))
    here = view.steps[view.step][0] if view.step is not None else ""
    if "decide" in allowed and (here == "decision" or not view.steps):
        return Main("decide", _("改好拟稿，再等复核") if view.draft else _("用印，下一件"))
    if "enter_step" in allowed and (next_ := next_step(view)) is not None:
        name = say(view.steps[next_][1])
        return Main("step", _("同意，转到“%(name)s”") % {"name": name}, step=next_)
    if "make_certificate" in allowed and view.wanted_certificates:
        return Main("certificate", _("制证"))
    if "deliver" in allowed:
        return Main("deliver", _("送达"))
    return Main(why=_("现在等申请人或其他环节，您不用做什么。"))


@dataclass(frozen=True, slots=True)
class Precedent:
    """So many earlier cases alike with one outcome. why: the reason of the newest refusal."""

    outcome: Outcome
    label: LazyText
    how_many: int
    why: str


def precedents(view: CaseView) -> list[Precedent]:
    """Return how the office decided before where the same was to be judged."""
    known = view.precedents
    if known is None:
        return []
    return [
        Precedent(one, label, known.counts[one], known.refused_because if one is Outcome.REFUSED else "")
        for one, label in OUTCOMES
        if one in known.counts
    ]


def pictures(paper: PaperAhead) -> list[str]:
    """Return the pages of a letter as addresses that carry them."""
    return [f"data:image/png;base64,{b64encode(page).decode()}" for page in paper.pages]


#: What of a letter is read out where its picture is not seen, in the order in which it says it.
_READ = ("to", "item", "facts", "reason", "law", "content")


def words_of(paper: PaperAhead) -> str:
    """Return what a letter says, in its own words."""
    said = [str(paper.values.get(name, "")) for name in _READ if (paper.kind, name) != ("grant", "reason")]
    said += [f"{one['name']} {one['said']}" for one in paper.values.get("gives", ())]
    said.append(str(paper.values.get("remedy", {}).get("text", "")))
    return _("；").join(one.rstrip("。") for one in said if one)


def next_step(view: CaseView) -> int | None:
    """Return the step after the present one, None at the decision or after it."""
    if view.step is None or view.steps[view.step][0] == "decision":
        return None
    return view.step + 1 if view.step + 1 < len(view.steps) else None


def _counted(view: CaseView) -> list[str]:
    """Return what came, and by name what has not, as far as anything was asked for."""
    awaited = [one.label.zh for one in view.materials if one.to_bring or one.later]
    filled = sum(one.value is not None for one in view.values)
    here = len(view.materials) - len(awaited)
    came = [words for n, words in ((here, f"材料 {here} 份"), (filled, f"字段 {filled} 个")) if n]
    said = [f"收到{'、'.join(came)}"] if came else []
    return said + ([f"另有材料 {len(awaited)} 份还没交来（{'、'.join(awaited)}）"] if awaited else [])


def draft_of(view: CaseView) -> dict[str, str]:
    """Return what a decision would say of a case without fault; the officer reads and changes it.

    It says only what the comparison shows; whether a difference was looked into is for the officer to say.
    """
    answers = [one.answer for one in view.values if one.answer is not None]
    different = sum(one.differs for one in view.values)
    silent = sum(one.value is None for one in answers)
    facts = "，".join(_counted(view)) or "本项不用申请人交材料、填表"
    facts += f"，{different} 个与共享数据不同" if different else "，有共享数据的都一致" if answers else ""
    facts += f"，{silent} 个没有得到部门答复。" if silent else "。"
    opinions = [one.text.zh.removeprefix("意见：") for one in view.history if one.name == "Opinion"]
    opinions = [one for one in opinions if not one.startswith((ASKS, REFUSES))]
    if (draft := view.draft) is not None:
        return {"outcome": draft.outcome.value, "content": draft.content, **asdict(draft.grounds)}
    return {
        "outcome": "granted",
        "facts": facts + (opinions[-1] if opinions else ""),
        "article": "；".join(view.law),
        "content": f"准予{view.line.name.zh}。",
        "remedy": "对决定不服的，可以自收到之日起 60 日内申请行政复议，或者 6 个月内向人民法院起诉。",
    }
