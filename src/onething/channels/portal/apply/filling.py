"""The one form: what is to be filled in first, what is known folded below, with its source and a "this is wrong"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.channels.portal.apply import drafting, views
from onething.channels.portal.apply.forms import Answer, slot_of
from onething.channels.portal.apply.showing import bare, counted_roles, language, say
from onething.channels.portal.apply.started import questions_of
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import ElementKind
from onething.core.guidance.conditions import conditions_of
from onething.core.guidance.form import shown
from onething.kit.ports import now

VALUE, DISPUTE = "f:", "d:"
MOST_TYPED = 2000  # characters of one box that are kept at all
MISSING = "values.missing"


@dataclass(frozen=True, slots=True)
class Box:
    """One field that is typed here. bare: its key without a bearer. control: text, choice or yes_no. error: "" while
    nothing is said of it. shortest: characters at least, None = as few as one likes.
    """

    key: str
    bare: str
    name: str
    id: str
    label: str
    whose: str
    control: str
    mode: str
    shortest: int | None
    value: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    used_for: str
    required: bool
    error: str
    likely: str
    without: tuple[guidance.FieldView, ...] | tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """One field that is filled. disputing: the note is being written."""

    key: str
    bare: str
    id: str
    label: str
    value: str
    source: str
    disputed: str
    disputing: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    lines: tuple[Known, ...]
    open: bool


def slug(key: str) -> str:
    return "f-" + re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def form(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    view = drafting.view_of(request, draft_id)
    if view.number:
        return drafting.to_what_was_sent(request, view)
    if request.method != "POST":
        return _show(request, view, disputing=request.GET.get("wrong", ""))
    given = request.POST
    answers, wrong_answers = _answers(request, view)
    sent = _number(given.get("version", ""))
    stale = sent != view.version
    try:
        view = guidance.change_draft(
            request.actor,
            draft_id=view.id,
            version=sent,
            change=_change(given, view),
            now=now(),
        )
        if answers:  # after the values: what a new answer makes superfluous is kept all the same
            view = guidance.change_draft(
                request.actor,
                draft_id=view.id,
                version=sent if stale else view.version,
                change=guidance.Change(answers=answers),
                now=now(),
            )
    except guidance.DraftMoved as moved:  # the other tab's draft with what was typed here, and both named
        fresh = drafting.view_of(request, draft_id)
        return _show(request, fresh, typed=given, differs=[say(one) for one in moved.differs], status=409)
    if wrong_answers:
        return _show(request, view, wrong_answers=wrong_answers, status=422)
    if request.headers.get(views.FRAGMENT):
        return _show(request, view)
    if answers and (view.plan.next_question is not None or not view.plan.items):
        return redirect("draft-questions", view.id)
    if "dispute" in given:
        return redirect(f"{request.path}?wrong={given['dispute']}#{slug(given['dispute'])}")
    if {"save", "recount", "count", "without"} & given.keys():
        messages.success(request, _("已存好。"))
        return redirect("draft-form", view.id)
    if view.wrong_fields:
        return _show(request, view, said=True, status=422)
    return redirect("draft-papers", view.id)


def _answers(request: HttpRequest, view: guidance.DraftView) -> tuple[dict[str, Any], dict[str, Answer]]:
    """Return the answers of the page that are other than what is kept, and those that cannot be, as forms."""
    _package, scene = catalogue.get_scene(request.actor, scene=view.scene)
    asked = request.POST.getlist("asked")
    changed: dict[str, Any] = {}
    wrong: dict[str, Answer] = {}
    for question in questions_of(scene):
        if question.id not in asked:
            continue
        form = Answer(request.POST, question=question)
        if not form.is_valid():
            wrong[question.id] = form
        elif form.answer != view.draft.answers.get(question.id):
            changed[question.id] = form.answer
    return changed, wrong


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _change(given: QueryDict, view: guidance.DraftView) -> guidance.Change:
    """Return what the page changes: boxes whose text is other than what is kept, notes, bearers, an item taken off."""
    fields = {one.key: one for one in view.fields}
    values: dict[str, Any] = {}
    disputes: dict[str, str | None] = {}
    for name, raw in given.items():
        text = str(raw)[:MOST_TYPED]
        if name.startswith(VALUE) and (field := fields.get(name.removeprefix(VALUE))) and field.open:
            before = "" if field.raw is None else _text(field.raw)
            if text.strip() != before:
                values[field.key] = text.strip() or None
        elif name.startswith(DISPUTE) and (field := fields.get(name.removeprefix(DISPUTE))):
            disputes[field.key] = text.strip() or None
    dropped = None
    if (without := given.get("without")) in {one.id for one in view.plan.items}:
        dropped = {*view.draft.dropped, str(without)}
    return guidance.Change(
        values=values or None, disputes=disputes or None, bearers=_bearers(given), dropped=dropped
    )


def _bearers(given: QueryDict) -> Mapping[str, int] | None:
    role, _colon, number = given.get("count", "").partition(":")
    return {role: int(number)} if number.isdecimal() and len(number) < 4 else None


def _text(raw: Any) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return str(raw)


def _show(
    request: HttpRequest,
    view: guidance.DraftView,
    *,
    disputing: str = "",
    typed: QueryDict | None = None,
    differs: list[str] | None = None,
    said: bool = False,
    wrong_answers: Mapping[str, Answer] | None = None,
    status: int = 200,
) -> HttpResponse:
    package, scene = catalogue.get_scene(request.actor, scene=view.scene)
    context = context_of(
        view,
        package,
        scene,
        disputing=disputing,
        typed=typed,
        differs=differs,
        said=said,
        wrong_answers=wrong_answers or {},
    )
    template = "form_part" if request.headers.get(views.FRAGMENT) else "form"
    return render(request, f"portal/apply/{template}.html", context, status=status)


def context_of(
    view: guidance.DraftView,
    package: Package,
    scene: Scene,
    *,
    disputing: str = "",
    typed: QueryDict | None = None,
    differs: list[str] | None = None,
    said: bool = False,
    wrong_answers: Mapping[str, Answer] | None = None,
) -> dict[str, Any]:
    """Return what the page of the form draws of a draft of this scene: the one in force, or one that is being written.

    typed: what was sent and not kept. differs: what another page changed. said: say also what is missing.
    """
    asked = [one for one in view.fields if _is_asked(one)]
    boxes = [_box(one, view, typed=typed, said=said) for one in asked]
    known = [
        one for one in view.fields if one not in asked and one.comes_with is None and one.value is not None
    ]
    rules = conditions_of(scene, package, view.plan.circumstances)
    counted = counted_roles(view.plan, scene)
    return {
        "view": view,
        "rules": rules,
        "answers": _answer_boxes(view, scene, wrong_answers or {}),
        "answers_wrong": bool(wrong_answers),
        "more_to_answer": view.plan.next_question is not None or not view.plan.items,
        "more": _more(view, rules["fields"], scene, package),
        "boxes": boxes,
        "wrong": [
            *(
                {
                    "id": form[form.slot].auto_id,
                    "label": form[form.slot].label,
                    "error": form.errors[form.slot][0],
                }
                for form in (wrong_answers or {}).values()
            ),
            *(one for one in boxes if one.error),
        ],
        "groups": _groups(known, package, disputing),
        "filled": len(known),
        "later": [one for one in view.fields if one.comes_with is not None],
        "differs": differs,
        "down": drafting.showing_down(view),
        "nothing": drafting.showing_nothing(view),
        "counts": [
            {"line": one, "more": one.number + 1, "fewer": one.number - 1}
            for one in view.bearers
            if one.role in counted
        ],
        "minutes": max(1, round((len(boxes) * 15 + len(known) * 2) / 60)),
    }


def _answer_boxes(
    view: guidance.DraftView, scene: Scene, wrong: Mapping[str, Answer]
) -> list[dict[str, object]]:
    """Return the answers that still matter, each as it can be changed."""
    boxes = []
    for question in questions_of(scene):
        if question.id in view.draft.answers and question.id in view.plan.settled_questions:
            kept = {slot_of(question=question.id): view.draft.answers[question.id]}
            form = wrong.get(question.id) or Answer(question=question, initial=kept)
            boxes.append({"id": question.id, "field": form[form.slot]})
    return boxes


def _more(
    view: guidance.DraftView, keys: Iterable[str], scene: Scene, package: Package
) -> list[dict[str, object]]:
    """Return the fields that other answers would bring; drawn hidden, for the browser to show at once."""
    there = {bare(one.key) for one in view.fields}
    counts = {one.role: one.number for one in view.bearers}
    more = []
    for key in keys:
        role, _slash, element = key.partition("/")
        if key in there or role not in scene.roles:
            continue
        definition = package.elements[element]
        names = [f"{role}[{n}]/{element}" for n in range(1, counts[role] + 1)] if role in counts else [key]
        choices = tuple((one.id, say(one.label)) for one in definition.choices)
        if definition.kind is ElementKind.YES_NO:
            choices = (("yes", _("是")), ("no", _("否")))
        more += [
            {
                "bare": key,
                "name": VALUE + name,
                "id": slug(name),
                "whose": say(scene.roles[role].label),
                "label": say(definition.label),
                "mode": _mode(definition.kind),
                "choices": choices,
            }
            for name in names
        ]
    return more


def _is_asked(one: guidance.FieldView) -> bool:
    return one.open and one.comes_with is None and (one.source in ("", "typed") or one.issue is not None)


def _groups(known: list[guidance.FieldView], package: Package, disputing: str) -> list[Group]:
    lines: dict[str, list[Known]] = {}
    for one in known:
        lines.setdefault(say(one.role_label), []).append(
            Known(
                one.key,
                bare(one.key),
                slug(one.key),
                say(one.label),
                shown(one, package, language(), masked=True),
                say(one.source_label),
                one.disputed,
                one.key == disputing,
                not one.source.startswith("answer"),
            )
        )
    return [
        Group(label, tuple(some), any(one.disputing or one.disputed for one in some))
        for label, some in lines.items()
    ]


def _box(one: guidance.FieldView, view: guidance.DraftView, *, typed: QueryDict | None, said: bool) -> Box:
    name = f"{VALUE}{one.key}"
    value = "" if one.raw is None else _text(one.raw)
    if typed is not None and name in typed:
        value = typed[name]
    tell = one.issue is not None and (said or one.issue.code != MISSING)
    names = {item.id: say(item.name) for item in view.plan.items}
    kind = one.kind
    control = "text"
    if kind is ElementKind.CHOICE:
        control = "choice"
    elif kind is ElementKind.YES_NO:
        control = "yes_no"
    return Box(
        key=one.key,
        bare=bare(one.key),
        name=name,
        id=slug(one.key),
        label=say(one.label),
        whose=say(one.role_label),
        control=control,
        mode=_mode(kind),
        shortest=one.constraints.min_length,
        value=value,
        choices=tuple((choice.id, say(choice.label)) for choice in one.choices),
        hint=_("。").join(part for part in (say(one.help).rstrip("。."), _example(kind)) if part),
        used_for=_("、").join(dict.fromkeys(names.get(by.item, by.item) for by in one.asked_by)),
        required=one.required and not one.possible,
        error=say(one.issue.text) if one.issue and tell else "",
        likely=one.issue.likely if one.issue and tell else "",
        without=one.issue.items if one.issue and tell else (),
    )


def _mode(kind: ElementKind) -> str:
    if kind in (ElementKind.INTEGER, ElementKind.BANK_ACCOUNT):
        return "numeric"
    if kind in (ElementKind.DECIMAL, ElementKind.MONEY):
        return "decimal"
    return "tel" if kind is ElementKind.PHONE else "text"


def _example(kind: ElementKind) -> str:
    return {
        ElementKind.DATE: _("年月日，比如 2026-03-05"),
        ElementKind.MONTH: _("年月，比如 2026-03"),
        ElementKind.MOMENT: _("日期和时间，比如 2026-03-05 08:30"),
        ElementKind.MONEY: _("元，可以写到分"),
        ElementKind.DIVISION: _("12 位区划代码"),
    }.get(kind, "")
