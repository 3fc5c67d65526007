"""The papers of one thing at the window: each scanned, laid beside form and registers, and passed or told about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from onething.adapters.uploads import UploadRefused
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.channels.desk.printing import private_pdf
from onething.core.cases.phrases import PHRASES
from onething.core.catalogue.words import Way
from onething.core.exchange import Outcome, why_silent
from onething.core.guidance import Compared
from onething.core.guidance.draft import usual_day
from onething.core.guidance.sheet import WAYS
from onething.core.papers import Printer
from onething.core.source import Text
from onething.kit.forms import Form
from onething.kit.ports import now, port, today
from onething.kit.problems import say as say_error
from onething.kit.templatetags.kit import day as written_day
from onething.kit.templatetags.kit import moment as written_moment

#: Kinds of files of which there is a small picture; those that a browser shows whole.
PICTURES, WHOLE = frozenset({"jpeg", "png", "webp", "heic"}), frozenset({"jpeg", "png", "webp"})
#: What is wrong with a paper, as a clerk picks it; one that is missing needs nobody to say so.
TROUBLES = [one for one in PHRASES.values() if one.kind == "material" and one.code != "missing"]
NOT_ASKED = Text("未共享", "not shared")
STATES = {
    "free": gettext_lazy("不用看"),
    "open": gettext_lazy("要交"),
    "given": gettext_lazy("没看原件"),
    "seen": gettext_lazy("看过，一致"),
    "doubt": gettext_lazy("不一致"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. used_for: numbers of the items beside it, or all of them."""

    number: int
    paper: guidance.Paper
    href: str
    how: str
    used_for: str
    words: str


class Judgement(Form):
    """What the clerk sees on one original."""

    copies = forms.IntegerField(
        label=gettext_lazy("收复印件几份"), min_value=0, max_value=guidance.MOST_COPIES
    )
    phrase = forms.ChoiceField(label=gettext_lazy("标准用语"), required=False)

    def __init__(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **kwargs)
        self.fields["phrase"].choices = [
            ("", _("没有不妥")),
            *((one.code, _say(one.label)) for one in TROUBLES),
        ]


def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    view = guidance.get_draft(request.actor, draft_id=draft_id, now=now())
    if view.number:
        return redirect("desk-running", view.number)
    lines = guidance.list_papers(request.actor, draft_id=draft_id, now=now())
    if request.method != "POST":
        return _show(request, view, lines)
    act, line = request.POST.get("act", ""), request.POST.get("line", "")
    if act == "go":
        if view.open_materials:
            return _show(request, view, lines, said=True)
        return redirect("draft-delivery", view.id)
    paper = next((one for one in lines if one.material.line == line), None)
    if paper is None:
        raise guidance.LineUnknown(line)
    refused = (
        _ACTS[act](request, view, paper) if act in _ACTS else [_("这一步没有这个动作，请重新打开这一页。")]
    )
    if isinstance(refused, HttpResponse):
        return refused
    if refused:  # a part of it may have been kept
        view = guidance.get_draft(request.actor, draft_id=draft_id, now=now())
        lines = guidance.list_papers(request.actor, draft_id=draft_id, now=now())
        return _show(request, view, lines, refused=refused)
    return redirect(_at(view.id, line))


def telling(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything that is still to be brought or put right, on one sheet to take home. Advice: nothing is submitted yet."""
    view = guidance.get_draft(request.actor, draft_id=draft_id, now=now())
    lines = guidance.list_papers(request.actor, draft_id=draft_id, now=now())
    departments = catalogue.current(request.actor).departments
    values = {
        "title": "一次性告知单",
        "scene": view.name.zh,
        "items": [
            {"name": one.name.zh, "office": departments[one.department].name.zh} for one in view.plan.items
        ],
        "bring": [
            {
                "name": one.material.label.zh,
                "copies": one.material.copies or 1,
                "note": f"{told.what}；{told.fix}",
            }
            for one in lines
            for told in one.told
        ],
        "not_needed": [
            {"name": one.material.label.zh, "source": _how(one, "zh-hans")}
            for one in lines
            if one.state == "free"
        ],
    }
    paper = port(Printer).print(  # type: ignore[type-abstract]
        "checklist", values, number="", on=today(), verify_url="", organ=""
    )
    return private_pdf(paper, f"telling-{draft_id}.pdf")


# --- acts ----------------------------------------------------------------------------------------------------


def _scan(request: HttpRequest, view: guidance.DraftView, paper: guidance.Paper) -> list[str]:
    refused = []
    files = request.FILES.getlist("file")
    for file in files:
        try:  # one bad file of several does not lose the others
            guidance.add_file(
                request.actor,
                draft_id=view.id,
                line=paper.material.line,
                content=file.file,
                name=file.name or "",
                now=now(),
            )
        except (UploadRefused, guidance.TooManyFiles) as error:
            refused.append(str(say_error(error)))
    return refused if files else [_("还没有选文件。先高拍或者选一个文件。")]


def _turn(request: HttpRequest, view: guidance.DraftView, paper: guidance.Paper) -> list[str]:
    hash_ = request.POST.get("hash", "")
    guidance.turn_file(request.actor, draft_id=view.id, line=paper.material.line, hash_=hash_, now=now())
    return []


def _remove(request: HttpRequest, view: guidance.DraftView, paper: guidance.Paper) -> list[str]:
    hash_ = request.POST.get("hash", "")
    guidance.remove_file(request.actor, draft_id=view.id, line=paper.material.line, hash_=hash_, now=now())
    return []


def _choose(request: HttpRequest, view: guidance.DraftView, paper: guidance.Paper) -> list[str]:
    """Another way to give the paper, such as one that follows later."""
    way = next((one for one in paper.material.ways if one.value == request.POST.get("way")), None)
    if way is None:
        return [_("这份材料不能这样交。")]
    latest = paper.material.latest
    chosen = guidance.ChosenWay.typed(way, request.POST.get("until", ""), on=today(), latest=latest)
    change = guidance.Change(ways={paper.material.line: chosen})
    try:
        guidance.change_draft(request.actor, draft_id=view.id, version=view.version, change=change, now=now())
    except guidance.PromiseOutside as error:  # said beside the day
        return [str(say_error(error))]
    return []


def _judge(request: HttpRequest, view: guidance.DraftView, paper: guidance.Paper) -> HttpResponse | list[str]:
    """The original was seen. Whatever was typed beside it counts, whichever button was pressed."""
    form = Judgement(request.POST)
    if not form.is_valid():
        return [f"{form.fields[name].label}{_('：')}{errors[0]}" for name, errors in form.errors.items()]
    says = {one.key: request.POST.get(f"says:{one.key}", "").strip() for one in paper.compared}
    differs = any(says[one.key] not in ("", one.form.zh) for one in paper.compared)
    wrong = bool(form.cleaned_data["phrase"]) or differs
    if request.POST["act"] == "doubt" and not wrong:
        return [_("选一句标准用语，或者在“原件”一列写上原件上是什么。")]
    guidance.see_original(
        request.actor,
        draft_id=view.id,
        version=view.version,
        line=paper.material.line,
        copies=form.cleaned_data["copies"],
        phrase=form.cleaned_data["phrase"],
        says=says,
        now=now(),
    )
    if wrong:
        return []
    lines = guidance.list_papers(request.actor, draft_id=view.id, now=now())
    return redirect(_at(view.id, _waiting(lines) or paper.material.line))


def _forget(request: HttpRequest, view: guidance.DraftView, paper: guidance.Paper) -> list[str]:
    guidance.forget_original(
        request.actor, draft_id=view.id, version=view.version, line=paper.material.line, now=now()
    )
    return []


_ACTS = {
    "scan": _scan,
    "turn": _turn,
    "remove": _remove,
    "way": _choose,
    "pass": _judge,
    "doubt": _judge,
    "forget": _forget,
}


# --- the page ------------------------------------------------------------------------------------------------


def _show(
    request: HttpRequest,
    view: guidance.DraftView,
    lines: Sequence[guidance.Paper],
    *,
    refused: Sequence[str] = (),
    said: bool = False,
) -> HttpResponse:
    """said: the clerk wanted to go on and cannot; then every missing paper is named."""
    wanted = request.POST.get("line") or request.GET.get("line") or _waiting(lines)
    chosen = next((one for one in lines if one.material.line == wanted), lines[0] if lines else None)
    rows = _rows(view, lines)
    context = {
        "view": view,
        "rows": rows,
        "row": next((one for one in rows if one.paper is chosen), None),
        "one": chosen,
        "compared": [(one, known_of(view, chosen, one)) for one in _compared(request, chosen)],
        "register": _only_register(chosen),
        "form": _judgement(request, chosen),
        "told": [(row, told) for row in rows for told in row.paper.told],
        "troubled": {reason.item for one in lines if one.told for reason in one.material.asked_by},
        # nobody at a window asks another party to confirm: there the paper is signed and scanned
        "ways": [
            (way, WAYS[way]) for way in chosen.material.ways if way not in (chosen.material.way, Way.CONFIRM)
        ]
        if chosen
        else [],
        "latest": usual_day(today(), chosen.material.latest if chosen else None),
        "refused": [
            *refused,
            *(told.what for one in lines for told in one.told if said and one.state == "open"),
        ],
        "pictures": PICTURES,
        "whole": WHOLE,
    }
    status = 422 if context["refused"] else 200
    return render(request, "desk/papers.html", context, status=status)


def _compared(request: HttpRequest, chosen: guidance.Paper | None) -> list[Compared]:
    """Return the fields of the chosen paper; after a refusal with what was typed beside them."""
    return [
        replace(one, says=request.POST.get(f"says:{one.key}", one.says))
        for one in (chosen.compared if chosen else ())
    ]


def known_of(view: guidance.DraftView, chosen: guidance.Paper | None, one: Compared) -> Text:
    """Return what a register says of a field of the chosen paper, or why it says nothing."""
    if one.register.zh or chosen is None:
        return one.register
    whose, element = (chosen.material.role, chosen.material.bearer), one.key.partition("/")[2]
    asked = [
        look for look in view.draft.looked if (look.role, look.bearer) == whose and element in look.names
    ]
    if not asked:
        return NOT_ASKED
    outcome = asked[-1].outcome
    return why_silent(Outcome.NOT_FOUND if outcome == Outcome.ANSWERED else outcome)


def _only_register(chosen: guidance.Paper | None) -> Text | None:
    """Return the name of the register if all that is known comes from one."""
    names = {one.source.zh: one.source for one in chosen.compared if one.source.zh} if chosen else {}
    return next(iter(names.values())) if len(names) == 1 else None


def _judgement(request: HttpRequest, chosen: guidance.Paper | None) -> Judgement:
    """The form beside the chosen original; after a refusal with what was typed."""
    if request.POST.get("act") in ("pass", "doubt"):
        return Judgement(request.POST)
    seen = chosen.seen if chosen else None
    copies = seen.copies if seen else chosen.material.copies if chosen else 0
    return Judgement(initial={"copies": copies, "phrase": seen.phrase if seen else ""})


def _rows(view: guidance.DraftView, lines: Sequence[guidance.Paper]) -> list[Row]:
    numbers = {one.id: number for number, one in enumerate(view.plan.items, 1)}
    rows = []
    for number, one in enumerate(lines, 1):
        used = sorted({numbers[reason.item] for reason in one.material.asked_by if reason.item in numbers})
        rows.append(
            Row(
                number,
                one,
                _at(view.id, one.material.line),
                _how(one, get_language() or "zh-hans"),
                _("全部") if len(used) == len(numbers) else _("、").join(map(str, used)),
                _state(one),
            )
        )
    return rows


def _state(one: guidance.Paper) -> str:
    if one.state == "doubt" and one.seen and one.seen.phrase:
        return _say(PHRASES[one.seen.phrase].label)
    return str(STATES[one.state])


def _how(one: guidance.Paper, language: str) -> str:
    """Return how the paper comes: from whom, how many pages, until when."""
    material = one.material
    way = material.way
    if way is Way.UPLOAD:
        count = len(material.files)
        return ngettext("高拍 %(n)d 份", "高拍 %(n)d 份", count) % {"n": count} if count else _("还没拍")
    words = WAYS[way].say(language) if way else ""
    if way is Way.CONFIRM:
        given = material.confirmed
        return (
            _("%(who)s %(at)s 网上确认") % {"who": given.reply.name, "at": written_moment(given.reply.at)}
            if given
            else _("等对方网上确认")
        )
    if way is Way.LATER and material.until:
        return _("%(way)s，%(day)s前") % {"way": words, "day": written_day(material.until)}
    source = material.source_label.say(language)
    return _("%(way)s，%(source)s") % {"way": words, "source": source} if source else words


def _waiting(lines: Sequence[guidance.Paper]) -> str:
    """Return the line where something is still to be done: scanned first, then seen."""
    for state in ("open", "given"):
        for one in lines:
            if one.state == state:
                return one.material.line
    return ""


def _at(draft_id: UUID, line: str) -> str:
    return f"{reverse('desk-papers', args=[draft_id])}?{urlencode({'line': line})}"


def _say(text: Text) -> str:
    return text.say(get_language() or "zh-hans")
