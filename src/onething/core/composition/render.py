"""A plan as JSON: the shape that `onething plan --json`, REST and the pages share."""

from datetime import date
from typing import Any

from onething.core.catalogue.model import Package, Question
from onething.core.catalogue.words import Constraints
from onething.core.composition.plan import Count, Plan, PlanField, PlanItem, PlanMaterial, Reason
from onething.core.source import Text


def plan_to_json(plan: Plan, language: str = "zh", *, package: Package | None = None) -> dict[str, Any]:
    """Return the plan as plain JSON values: days as ISO dates, money in whole fen, texts in the language.

    The keys are those of the interface page; what pages need besides stands beside them. package: with it, fields
    and materials carry their labels.
    """
    outcome = plan.outcome.say(language) if plan.outcome else None
    return {
        "scene": plan.scene,
        "version": plan.version,
        "on": plan.circumstances.on.isoformat(),
        "items": [_item(one, language) for one in plan.items],
        "left_out": [
            {
                "id": one.id,
                "name": one.name.say(language),
                "state": one.state.value,
                "why": one.why.text.say(language),
                "condition": one.why.condition,
                "deciding": list(one.why.deciding),
                "law": one.why.law,
            }
            for one in plan.left_out
        ],
        "fields": [_field(one, language, package) for one in plan.fields],
        "materials": [_material(one, language, package) for one in plan.materials],
        "schedule": {
            "promised_days": plan.schedule.promised_days,
            "promised_on": plan.schedule.promised_on.isoformat(),
            "provisional": plan.schedule.provisional,
            "statutory_days": plan.schedule.statutory_days,
            "statutory_on": _day(plan.schedule.statutory_on),
            "statutory_provisional": plan.schedule.statutory_provisional,
            "path": list(plan.schedule.path),
        },
        "fees": {
            "total_fen": plan.fees.total_fen,
            "by_office": [
                {"department": office, "fen": fen} for office, fen in sorted(plan.fees.by_office.items())
            ],
        },
        "figures": {
            "forms": plan.figures.forms,
            "materials": plan.figures.materials,
            "minutes": plan.figures.minutes,
            "promised_on": plan.figures.promised_on.isoformat(),
            "sure": plan.figures.sure,
        },
        "alone": _count(plan.alone),
        "together": _count(plan.together),
        "saving": _count(plan.saving),
        "asked_of_person": {
            "materials": plan.asked_of_person.materials,
            "fields": plan.asked_of_person.fields,
        },
        "next_question": question_to_json(plan.next_question, language) if plan.next_question else None,
        "open_questions": [one.id for one in plan.open_questions],
        "settled_questions": list(plan.settled_questions),
        "outcome": outcome,
    }


def question_to_json(question: Question, language: str = "zh") -> dict[str, Any]:
    """Return a question as it is asked; `choices` is empty for a number or a day."""
    return {
        "id": question.id,
        "text": question.text.say(language),
        "kind": question.kind.value,
        "help": _say(question.help, language),
        "choices": [
            {"id": choice.id, "label": choice.label.say(language), "help": _say(choice.help, language)}
            for choice in question.choices
        ],
        "min": _plain(question.min),
        "max": _plain(question.max),
        "required_choice": question.required_choice,
    }


def _item(one: PlanItem, language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name.say(language),
        "department": one.department,
        "promised_days": one.promised_days,
        "statutory_days": one.statutory_days,
        "state": one.state.value,
        "waits_for": list(one.waits_for),
        "promised_on": _day(one.promised_on),
        "statutory_on": _day(one.statutory_on),
        "competent": one.competent,
        "why": one.why.text.say(language) if one.why else "",
    }


def _field(one: PlanField, language: str, package: Package | None) -> dict[str, Any]:
    element = package.elements.get(one.element) if package else None
    return {
        "key": one.key,
        "label": element.label.say(language) if element else one.element,
        "required": one.required,
        "possible": one.possible,
        "prefilled_from": one.prefilled_from,
        "constraints": _constraints(one.constraints),
        "asked_by": [reason.item for reason in one.asked_by],
        "reasons": [_reason(reason, language) for reason in one.asked_by],
    }


def _material(one: PlanMaterial, language: str, package: Package | None) -> dict[str, Any]:
    material = package.materials.get(one.material) if package else None
    label = (
        Text("联办申请表", "Joint application form") if one.form else (material.label if material else None)
    )
    return {
        "key": one.key,
        "label": label.say(language) if label else one.material,
        "way": one.way.value if one.way else None,
        "source": one.source,
        "offered": [way.value for way in one.offered],
        "copies": one.copies,
        "original": one.original,
        "required": one.required,
        "possible": one.possible,
        "split": one.split,
        "form": one.form,
        "valid_days": one.valid_days,
        "asked_by": [reason.item for reason in one.asked_by],
        "reasons": [_reason(reason, language) for reason in one.asked_by],
    }


def _reason(reason: Reason, language: str) -> dict[str, Any]:
    return {
        "item": reason.item,
        "text": reason.text.say(language),
        "condition": reason.condition,
        "deciding": list(reason.deciding),
        "law": reason.law,
    }


def _count(count: Count) -> dict[str, int]:
    return {
        "forms": count.forms,
        "materials": count.materials,
        "fields": count.fields,
        "visits": count.visits,
        "working_days": count.working_days,
    }


def _constraints(limits: Constraints) -> dict[str, Any]:
    """Return the limits; `min_length` came later and stands only where it is said: cases keep the hash of their plan."""
    shortest = {} if limits.min_length is None else {"min_length": limits.min_length}
    return {
        "min": _plain(limits.min),
        "max": _plain(limits.max),
        **shortest,
        "max_length": limits.max_length,
        "allowed": sorted(limits.allowed) if limits.allowed is not None else None,
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _say(text: Text | None, language: str) -> str:
    return text.say(language) if text else ""
