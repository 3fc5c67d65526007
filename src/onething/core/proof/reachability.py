"""Everything that is written can come to pass: no dead question, option, item, line or outcome, no idle condition."""

from collections.abc import Iterator, Mapping

import z3

from onething.core.catalogue.model import Case, Item, Question, SceneItem
from onething.core.proof.consistency import reason
from onething.core.proof.report import Report
from onething.core.proof.situations import Situations
from onething.core.rules import Condition
from onething.core.rules.solver import Formula
from onething.core.source import Where


def check_reachability(situations: Situations, report: Report) -> None:
    """Report what can never happen and what never makes a difference. Raises GaveUp."""
    if not situations.can_be():
        report.error(
            "no_situation",
            situations.scene.at,
            "本场景的约束互相矛盾，没有任何情形可能发生。",
            "The constraints of this scene contradict each other: no situation can happen at all.",
        )
        return
    for line in situations.scene.items:
        _item(situations, line, report)
    _outcomes(situations, report)
    _same_results(situations, report)
    _questions(situations, report)


def _item(situations: Situations, line: SceneItem, report: Report) -> None:
    item, applies = line.item, situations.applies[line.item.id]
    if not situations.can_be(applies):
        report.error(
            "unreachable_item",
            line.at,
            f"“{item.name}”在任何情形下都办不了。",
            f"{item.id} applies in no situation.",
        )
        return
    _never_idle(situations, line.when, situations.all_of(()), line.because, report)
    for rule in item.eligible:
        _never_idle(situations, rule.condition, situations.wanted(line), item.because, report)
    for requirement in item.materials:
        if not situations.can_be(applies, situations.formula(requirement.when)):
            report.warning(
                "unreachable_material",
                requirement.at,
                f"“{item.name}”的材料 {requirement.key} 在任何情形下都不会要。",
                f"The material {requirement.key} of {item.id} is asked for in no situation.",
                because=requirement.because or reason(item, "unreachable_material"),
            )
        else:
            _never_idle(situations, requirement.when, applies, {"*": requirement.because}, report)
    for entry in item.fields:
        _never_idle(situations, entry.when, applies, {"*": entry.because}, report)
    for condition in (*(fee.when for fee in item.fees), *(visit.when for visit in item.visits)):
        _never_idle(situations, condition, applies, item.because, report)
    _cases(situations, item.competent, applies, item, report)


def _never_idle(
    situations: Situations,
    condition: Condition | None,
    where: Formula,
    because: Mapping[str, str],
    report: Report,
) -> None:
    """Warn of a condition that comes out the same in every situation in which it is asked."""
    if condition is None:
        return
    formula = situations.formula(condition)
    for outcome, zh, en in ((formula, "成立", "true"), (z3.Not(formula), "不成立", "false")):
        if not situations.can_be(where, z3.Not(outcome)):
            report.warning(
                "idle_condition",
                condition.at,
                f"条件“{condition}”在任何情形下都{zh}，可以去掉。",
                f"The condition “{condition}” is always {en} where it is asked; it can go.",
                because=because.get("proof.idle_condition", "") or because.get("*", ""),
            )


def _cases(
    situations: Situations, cases: tuple[Case, ...], applies: Formula, item: Item, report: Report
) -> None:
    """The cases of a choice exclude each other and, without `else`, cover everything."""
    told = [case for case in cases if case.when is not None]
    formulas = [situations.formula(case.when) for case in told]
    for second in range(len(told)):
        for first in range(second):
            if witness := situations.find(applies, formulas[first], formulas[second]):
                report.error(
                    "overlapping_cases",
                    told[second].at,
                    f"“{item.name}”的两种情况会同时成立：{told[first].when}；{told[second].when}。",
                    f"Two cases of {item.id} hold at once: {told[first].when}; {told[second].when}.",
                    witness=witness,
                )
    if not told or len(told) < len(cases):
        return
    if witness := situations.find(applies, z3.Not(situations.any_of(formulas))):
        report.error(
            "missing_case",
            told[-1].at,
            f"“{item.name}”有一种情形没有写归谁办，请补一条或写 else。",
            f"A situation of {item.id} is covered by no case; add one, or an `else`.",
            witness=witness,
        )


def _outcomes(situations: Situations, report: Report) -> None:
    nothing = z3.Not(situations.any_of(situations.applies.values()))
    for outcome in situations.scene.outcomes:
        if not situations.can_be(nothing, situations.formula(outcome.when)):
            report.error(
                "unreachable_outcome",
                outcome.at,
                f"结果说明“{outcome.text}”永远不会出现。",
                f"The outcome text of “{outcome.when}” is shown in no situation.",
            )


def _questions(situations: Situations, report: Report) -> None:
    """Each question can change the plan; each option can be given and is told apart from some other."""
    scene = situations.scene
    formulas = list(_what_plans_depend_on(situations))
    named = {name for condition, _ in formulas for name in condition.names}
    for question in situations.questions.values():
        for choice in question.choices:
            if not situations.can_be(situations.taken(question, choice.id)):
                report.warning(
                    "unreachable_option",
                    choice.at or question.at,
                    f"问题“{question.text}”的选项“{choice.label}”在任何情形下都选不到。",
                    f"The choice {choice.id} of {question.id} can be given in no situation.",
                    because=question.because,
                )
    for question in situations.questions.values():
        because = question.because or scene.because.get("proof.question_without_effect", "")
        if not question.fills and not _matters(situations, question, formulas, named):
            report.warning(
                "question_without_effect",
                question.at,
                f"问题“{question.text}”怎么答都不影响结果，不必问。",
                f"No answer to {question.id} ever changes the plan; it need not be asked.",
                because=because,
            )
        for fact in situations.facts.values():
            if fact.stands_in == question.id and fact.share and question.known_from != fact.id:
                report.warning(
                    "asked_although_known",
                    question.at,
                    f"问题“{question.text}”的答案可以从共享数据“{fact.label}”得到，不必再问。",
                    f"{question.id} is asked although the fact {fact.id} answers it.",
                    because=because,
                )


def _matters(
    situations: Situations, question: Question, formulas: list[tuple[Condition, Formula]], named: set[str]
) -> bool:
    """True iff two situations that differ in this answer only have different plans."""
    tied = [fact.id for fact in situations.facts.values() if fact.stands_in == question.id]
    if question.known_from:
        tied.append(question.known_from)
    names = {*situations.variables_of(question), *(name for name in tied if name in situations.facts)}
    if not names & named:
        return False
    return situations.can_differ(
        sorted(names), [formula for condition, formula in formulas if condition.names & names]
    )


def _what_plans_depend_on(situations: Situations) -> Iterator[tuple[Condition, Formula]]:
    """Every condition of the scene, in the context in which it counts."""

    def told(condition: Condition | None, where: Formula) -> Iterator[tuple[Condition, Formula]]:
        if condition is not None:
            yield condition, z3.And(where, situations.formula(condition))

    everywhere = situations.all_of(())
    for line in situations.scene.items:
        applies = situations.applies[line.item.id]
        yield from told(line.when, everywhere)
        if line.optional:
            yield _Named(line.optional), applies  # type: ignore[misc]
        for rule in line.item.eligible:
            yield from told(rule.condition, situations.wanted(line))
        item = line.item
        conditioned = (
            *(requirement.when for requirement in item.materials),
            *(entry.when for entry in item.fields),
            *(fee.when for fee in item.fees),
            *(visit.when for visit in item.visits),
            *(case.when for case in item.competent),
            item.automatic,
        )
        for condition in conditioned:
            yield from told(condition, applies)
    for outcome in situations.scene.outcomes:
        yield from told(outcome.when, everywhere)


class _Named:
    """A choice of a multi question, as if it were a condition of one name."""

    def __init__(self, name: str) -> None:
        self.names = frozenset({name})


def _same_results(situations: Situations, report: Report) -> None:
    """Two items must not give the same result to the same bearer under one condition."""
    givers: dict[tuple[str, str], list[tuple[SceneItem, Where]]] = {}
    for line in situations.scene.items:
        for result in line.item.result:
            role = line.roles.get(result.role, result.role)
            for name in {result.id, result.licence or result.id}:
                givers.setdefault((name, role), []).append((line, result.at))
    for (name, _), lines in givers.items():
        for index, (second, at) in enumerate(lines):
            for first, _ in lines[:index]:
                if first is second:
                    continue
                both = situations.applies[first.item.id], situations.applies[second.item.id]
                if witness := situations.find(*both):
                    report.error(
                        "same_result_twice",
                        at,
                        f"“{first.item.name}”和“{second.item.name}”会同时给出同一个结果 {name}。",
                        f"{first.item.id} and {second.item.id} give the same result {name} at once.",
                        witness=witness,
                    )
