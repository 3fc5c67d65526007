"""A draft beside a version of its matter that no longer takes all of it: what does not fit is set aside, and told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onething.core.catalogue.model import Package, Question, Scene
from onething.core.composition import Difference, Effect, Plan, misfits
from onething.core.guidance.draft import Draft, questions_of
from onething.core.guidance.lookups import facts_of
from onething.core.source import Text


def fitting(draft: Draft, scene: Scene, package: Package) -> Draft:
    """Return the draft without what the scene no longer takes; the same draft if all fits."""
    answers, facts = misfits(scene, draft.answers, draft.facts, package=package)
    counts = miscounted(draft, scene)
    if not answers and not facts and not counts:
        return draft
    return replace(
        draft,
        bearers={**draft.bearers, **counts},
        answers={id: one for id, one in draft.answers.items() if id not in answers},
        looked=tuple(
            replace(one, facts={id: said for id, said in one.facts.items() if id not in facts})
            for one in draft.looked
        ),
    )


def set_aside(
    draft: Draft, before: Scene, scene: Scene, package: Package, plan: Plan
) -> Iterator[Difference]:
    """Return what `fitting` leaves out, in words. before: the version in which it was said; plan: the one without it."""
    answers, facts = misfits(scene, draft.answers, draft.facts, package=package)
    asked = {one.id for one in plan.open_questions}
    old = {one.id: one for one in questions_of(before)}
    new = {one.id: one for one in questions_of(scene)}
    for id in answers:
        question = old.get(id, new[id])
        said, text = _said(question, draft.answers[id]), question.text
        zh = f"“{text.zh}”原来答的是“{said.zh}”，现在没有这一项了"
        en = f"“{text.say('en')}” was “{said.say('en')}”, which is no longer among the choices"
        if not new[id].choices:
            zh = f"“{text.zh}”原来答的是“{said.zh}”，现在超出了范围"
            en = f"“{text.say('en')}” was “{said.say('en')}”, which is outside the limits now"
        again = Text("，请重新回答", ", answer again") if id in asked else Text("", "")
        yield Difference("answer", "gone", id, Text(zh + again.zh, en + again.say("en")), Effect.WORSE)
    for fact in facts_of(scene):
        if fact.id in facts:
            zh, en = fact.label.zh, fact.label.say("en")
            yield Difference(
                "fact",
                "gone",
                fact.id,
                Text(
                    f"查到的“{zh}”按新的办法用不上了，要问的会再问您",
                    f"What was looked up about “{en}” no longer fits; what is needed is asked again",
                ),
            )

    for role, number in miscounted(draft, scene).items():
        label, was = scene.roles[role].label, draft.bearers[role]
        zh = f"“{label.zh}”原来是 {was} 人，一份现在只能办 {number} 人；先按 {number} 人算，其余的请另办一份"
        en = f"“{label.say('en')}” were {was}, one matter now takes {number}: it goes on for {number}, "
        text = Text(zh, en + "begin another one for the rest")
        yield Difference("bearers", "gone", role, text, Effect.WORSE)


def miscounted(draft: Draft, scene: Scene) -> dict[str, int]:
    """Return the roles with a number of bearers that the scene does not take, each with the nearest that it takes."""
    nearest = {
        role: min(max(number, 1, scene.roles[role].min), scene.roles[role].max)
        for role, number in draft.bearers.items()
        if role in scene.roles
    }
    return {role: number for role, number in nearest.items() if number != draft.bearers[role]}


def _said(question: Question, answer: Any) -> Text:
    """Return an answer as the person chose it; a choice without words by its id."""
    labels = {choice.id: choice.label for choice in question.choices}
    parts = [
        labels.get(one, Text(str(one))) for one in (answer if isinstance(answer, list | tuple) else [answer])
    ]
    return Text("、".join(one.zh for one in parts), ", ".join(one.say("en") for one in parts))
