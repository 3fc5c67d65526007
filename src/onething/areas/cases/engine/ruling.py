"""What a rule is asked with, in which mode it works, and what is kept of what it said."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.models import AutomaticRow, RuledRow
from onething.core.cases.automatic import (
    EVERY_ITEM,
    Datum,
    Mode,
    Said,
    Sampling,
    Setting,
    effective,
    is_sampled,
)
from onething.core.cases.parts import RuleReceipt
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import Fact, Question, QuestionKind, Scene
from onething.core.catalogue.variables import facts_of, questions_of
from onething.core.data import as_data
from onething.core.rules import Labels
from onething.core.source import Text
from onething.core.submission import Submission

YES, NO = Text("是", "yes"), Text("否", "no")
YOURS = Text("您的回答", "your answer")


def setting_of(item: str, rule: str) -> Setting:
    """Return what counts for an item whose rule reads so; asked anew for each case, so that a switch counts at once."""
    own, every = newest(item), newest(EVERY_ITEM)
    return effective(own.to_core() if own else None, every.to_core() if every else None, rule)


def newest(item: str) -> AutomaticRow | None:
    """Return the setting in force, None where nobody set anything."""
    return AutomaticRow.objects.filter(item=item, in_force=True).order_by("-id").first()


def data_of(loaded: Loaded, case: CaseState) -> dict[str, Datum]:
    """Return every answer and fact under the name that conditions know it by; what results gave comes last."""
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    submission, facts = loaded.submission, {one.id: one for one in facts_of(frozen.scene)}
    words = _words(frozen.scene)
    data = {
        name: _known(frozen, facts.get(name), name, value, submission, words)
        for name, value in submission.facts.items()
    }
    for question in questions_of(frozen.scene):
        answer = submission.answers.get(question.id)
        if answer is not None:
            data |= _answered(question, answer, submission.on)
    for number, given in case.received.items():
        for name, value in given.facts.items():
            label = facts[name].label if name in facts else Text(name)
            source = Text(f"办件 {number} 的结果", f"the result of {number}")
            said = words.get((name, value)) or _said(value)
            data[name] = Datum(value, label, said, f"result:{number}", source, case.last_result_on)
    return data


def _known(
    frozen: doors.Frozen,
    fact: Fact | None,
    name: str,
    value: Any,
    submission: Submission,
    words: Mapping[tuple[str, str], Text],
) -> Datum:
    label = fact.label if fact else Text(name)
    share = fact.share if fact else ""
    said = words.get((name, value)) or _said(value)
    if not share:
        return Datum(value, label, said, f"answer:{name}", YOURS, submission.on)
    days = [one.as_of for one in submission.values if one.source == f"share:{share}" and one.as_of]
    asked = [one.given_at.date() for one in submission.consents if one.share == share]
    as_of = max(days, default=max(asked, default=submission.on))
    return Datum(value, label, said, f"share:{share}", frozen.source_name(f"share:{share}"), as_of)


def _answered(question: Question, answer: Any, on: date) -> dict[str, Datum]:
    source = f"answer:{question.id}"
    labels = {one.id: one.label for one in question.choices}
    if question.kind is QuestionKind.MULTI:
        return {
            f"{question.id}.{one.id}": Datum(
                one.id in answer, one.label, _said(one.id in answer), source, YOURS, on
            )
            for one in question.choices
        }
    said = labels.get(str(answer), _said(answer))
    return {question.id: Datum(answer, question.text, said, source, YOURS, on)}


def _said(value: Any) -> Text:
    return (YES if value else NO) if isinstance(value, bool) else Text(str(value), str(value))


def labels_of(loaded: Loaded) -> Labels:
    """Return what variables and choices are called, for the sentence of a receipt."""
    scene = doors.frozen(loaded.row.scene, loaded.row.scene_hash).scene
    questions = questions_of(scene)
    variables = {one.id: one.label for one in facts_of(scene)}
    for question in questions:
        variables[question.id] = question.text
        for choice in question.choices:
            variables.setdefault(f"{question.id}.{choice.id}", choice.label)
    return Labels(variables, _words(scene))


def _words(scene: Scene) -> dict[tuple[str, str], Text]:
    """Return what each choice is called, by its question and by the fact that answers the question."""
    return {
        (name, choice.id): choice.label
        for question in questions_of(scene)
        for choice in question.choices
        for name in (question.known_from, question.id)
        if name
    }


def note(
    loaded: Loaded, case: CaseState, setting: Setting, receipt: RuleReceipt, *, granted: bool, now: datetime
) -> bool:
    """Keep what the rule said, and return whether it counts: it is live, and no person looks at this case before it."""
    if setting.mode in (Mode.OFF, Mode.KILLED):
        return False
    drawn = granted and setting.mode is Mode.LIVE and is_sampled(case.number, setting)
    RuledRow.objects.update_or_create(
        case=loaded.cases[case.number],
        defaults={
            "item": case.opening.item,
            "version": receipt.version,
            "mode": setting.mode.value,
            "said": (Said.GRANT if granted else Said.PERSON).value,
            "sources": f" {' '.join(sorted({one.source for one in receipt.lines}))} ",
            "sampled": setting.sampling.value if drawn else "",
            "receipt": as_data(receipt),
            "at": now,
        },
    )
    return setting.mode is Mode.LIVE and not (drawn and setting.sampling is Sampling.BEFORE)
