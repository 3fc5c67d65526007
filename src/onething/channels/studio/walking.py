"""The walk: a situation as the public meets it, question by question, with what each answer does to the plan."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.channels.portal.apply.forms import Answer
from onething.channels.studio import composed
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import NotInDraft, Work, number_of
from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Package, QuestionKind, Scene
from onething.core.catalogue.variables import questions_of
from onething.core.composition import compose
from onething.core.editing.proving import title_of
from onething.core.editing.walking import Step, Walk
from onething.core.workdays import WorkCalendar
from onething.kit.ports import port, today


def walk(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """Walk the witness of a finding (`finding`, `step`), or with answers of one's own, which stand in the address."""
    work = Work.of(request, revision_id)
    proof = work.proof(scene)
    if proof.scene is None or proof.package is None:
        raise NotInDraft(scene)
    context: dict[str, Any] = {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "scene": proof.scene,
        "scene_id": scene,
    }
    number = number_of(request.GET.get("finding", ""))
    if number is not None and number < len(proof.findings):
        finding = proof.findings[number]
        way = composed.way_of(finding, proof.scene, proof.package, port(WorkCalendar))
        if way is not None and way.steps:
            context |= _at_step(way, number_of(request.GET.get("step", "")), proof.scene)
            context |= {"finding": finding, "number": number, "title": title_of(finding)}
            return render(request, "studio/walk.html", context)
    return render(request, "studio/try.html", context | _own_way(request, proof.scene, proof.package))


def _at_step(way: Walk, wanted: int | None, scene: Scene) -> dict[str, Any]:
    last = len(way.steps)
    at = last if wanted is None else min(max(wanted, 1), last)
    step = way.steps[at - 1]
    return {
        "way": way,
        "step": step,
        "at": at,
        "before": at - 1,
        "after": at + 1 if at < last else 0,
        "states": _states(step, scene),
    }


def _states(step: Step, scene: Scene) -> list[tuple[Any, str, bool]]:
    """Return the items as they stand after a step: name, state, whether this answer changed it."""
    states = {one.id: one.state.value for one in step.plan.items}
    states |= {one.id: one.state.value for one in step.plan.left_out}
    moved = {*step.put_out, *step.put_in}
    return [(line.item.name, states.get(line.item.id, ""), line.item.id in moved) for line in scene.items]


def _own_way(request: HttpRequest, scene: Scene, package: Package) -> dict[str, Any]:
    """Answer what the address says, and ask the next question."""
    given = request.GET
    answers: dict[str, Any] = {}
    wrong: Answer | None = None
    for question in questions_of(scene):
        if f"q-{question.id}" not in given and f"no-{question.id}" not in given:
            continue
        form = Answer(given, question=question)
        if form.is_valid():
            value = form.cleaned_data[form.slot]
            answers[question.id] = list(value) if question.kind is QuestionKind.MULTI else value
        else:
            wrong = form
    plan = compose(
        scene, Circumstances(on=today(), answers=answers), package=package, calendar=port(WorkCalendar)
    )
    asked = wrong or (Answer(question=plan.next_question) if plan.next_question else None)
    own = (asked.slot, f"no-{asked.question.id}") if asked else ()
    kept = [
        (name, value)
        for name in given
        if name.startswith(("q-", "no-")) and name not in own
        for value in given.getlist(name)
    ]
    return {
        "plan": plan,
        "question": asked.question if asked else None,
        "field": asked[asked.slot] if asked else None,
        "kept": kept,
        "answered": [
            (one, composed.answer_of(one, answers[one.id]))
            for one in questions_of(scene)
            if one.id in answers
        ],
        "figures": composed.figures_of(plan),
    }
