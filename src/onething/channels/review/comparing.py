"""The comparison of a case: what the form says beside what the departments answered, with the difference marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils import timezone
from django.utils.translation import gettext as _

from onething.core.cases.views import CaseView, ShownValue
from onething.core.exchange import why_silent
from onething.core.source import Text
from onething.core.submission import SharedAnswer
from onething.kit.templatetags.kit import day as written_day
from onething.kit.templatetags.kit import moment, say

#: A text in pieces: (piece, whether it differs from the other side).
Marked = tuple[tuple[str, bool], ...]
Names = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Row:
    """One field. form, shared: both sides in pieces. state of the shared side: answered, silent (asked, no value), none.

    source: where the form's value came from, and when. told: the same of an answer beside it. original: what the paper
    says, where the window saw that it says something else. note: what is wrong, in a word. is_key: it must be judged: it
    differs, or no source vouches for it.
    """

    key: str
    label: str
    form: Marked
    shared: Marked
    state: str
    source: str
    told: str
    differs: bool
    is_key: bool
    note: str
    before: tuple[str, ...]
    original: Marked = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """shown: "different", "key" or "all"; rows are those. silent: fields about which a source was asked in vain."""

    rows: tuple[Row, ...]
    shown: str
    different: int
    key: int
    silent: int
    whole: int


def comparison(view: CaseView, wanted: str) -> Comparison:
    papers = {key: said for one in view.materials if one.seen for key, said in one.seen.says.items()}
    rows = tuple(compared(one, view.sources, papers.get(one.key, "")) for one in view.values)
    some = {
        "different": tuple(row for row in rows if row.differs),
        "key": tuple(row for row in rows if row.is_key),
        "all": rows,
    }
    shown = wanted if wanted in some else "key"
    silent = sum(row.state == "silent" for row in rows)
    return Comparison(some[shown], shown, len(some["different"]), len(some["key"]), silent, len(rows))


def compared(value: ShownValue, names: Names, paper: str = "") -> Row:
    """names: what shares and licences are called. paper: what the original says, "" where it says the same."""
    form, answer = str(say(value.said)), value.answer
    shared = str(say(value.answer_said))
    state = "none" if answer is None else "answered" if shared else "silent"
    if value.later:
        form, note = _("不用填"), _("等前一项的结果带来")
    else:
        note = _("申请人说：%(what)s") % {"what": value.disputed} if value.disputed else ""
    unequal = state == "answered" and value.differs and shared != form
    left, right = marked(form, shared) if unequal else (((form, value.differs),), ((shared, False),))
    if unequal and not note:
        note = in_a_word(left, right)
    paper = "" if paper == form else paper
    taken = answer is not None and answer.source == value.source
    if state != "answered":
        right = ((_("没有答复") if state == "silent" else _("未共享"), False),)
    return Row(
        key=value.key,
        label=str(say(value.label)),
        form=left if form else ((_("没有填"), False),),
        shared=right,
        state=state,
        source=told(answer, names) if taken and answer else came_from(value.source, names),
        told=told(answer, names) if answer and not taken else "",
        differs=value.differs or bool(paper),
        is_key=value.differs or bool(paper) or state == "silent" or value.source in ("typed", ""),
        original=marked(form, paper)[1] if paper else (),
        note=note,
        before=tuple(f"{written_day(at)} {say(old)}" for at, old in value.history),
    )


def marked(one: str, other: str) -> tuple[Marked, Marked]:
    """Return both texts in pieces; what only one has, or has otherwise, differs."""
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left += [(one[a:b], kind != "equal")] if a < b else []
        right += [(other[c:d], kind != "equal")] if c < d else []
    return tuple(left), tuple(right)


def in_a_word(left: Marked, right: Marked) -> str:
    """Return what the form has too few or too many of, "" where it is simply otherwise."""
    more = "".join(text for text, differs in left if differs)
    less = "".join(text for text, differs in right if differs)
    if more and less:
        return ""
    return _("多“%(what)s”") % {"what": more} if more else _("少“%(what)s”") % {"what": less}


def came_from(source: str, names: Names) -> str:
    """Return where a value came from."""
    kind, _colon, name = source.partition(":")
    name = str(say(names[source])) if source in names else name
    match kind:
        case "share":
            return _("共享 %(name)s") % {"name": name}
        case "licence":
            return _("电子证照 %(name)s") % {"name": name}
        case "result":
            return _("前一项的结果")
        case "answer":
            return _("选择题的答案")
        case "sign_in":
            return _("登录信息")
        case "typed":
            return _("申请人填写")
    return _("没有填写")


def told(answer: SharedAnswer, names: Names) -> str:
    """Return who was asked, when, what day the answer is of, and why there is none."""
    said = [str(say(names[answer.source])) if answer.source in names else answer.source]
    if answer.outcome != "answered":
        said.append(str(say(why_silent(answer.outcome))))
    if answer.asked_at:
        said.append(_("%(moment)s 查") % {"moment": moment(timezone.localtime(answer.asked_at))})
    if answer.as_of:
        said.append(_("数据到 %(day)s") % {"day": written_day(answer.as_of)})
    return _("，").join(said)
