"""Approval by rules: only where the item allows it, only to grant, with the rule and the data kept.

What comes by itself ends as not found where the data say no: nobody asked for it, and nobody is kept from asking.
"""

from datetime import datetime

from django.db import transaction

from onething.areas.cases.engine import doors, relying
from onething.areas.cases.engine.acting import carry_out
from onething.areas.cases.engine.handing_over import hand_over
from onething.areas.cases.engine.loading import Loaded, load
from onething.areas.cases.engine.results import given_by, officer_fills
from onething.areas.cases.engine.ruling import data_of, labels_of, note, setting_of
from onething.areas.cases.errors import CaseNotFound
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.automatic import receipt_of
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import Ending, Grounds, How, Outcome
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import StepKind
from onething.kit.ports import SHANGHAI

#: Why a proactive case ends where the data say no.
NOT_FOUND = "共享数据里没有查到符合条件的记录。这不是不予决定，您认为符合的，可以自己申请。"


def approve(actor: Actor, number: str, *, now: datetime) -> CaseState | None:
    """Accept, grant and, where results come electronically, deliver the case by its item's rule.

    None where the rule does not say yes, does not count now, or a person has to act. A proactive case whose rule says no
    ends as not found (semantics §1).
    """
    with transaction.atomic():
        loaded = load(number.rpartition("-")[0], lock=True)
        if loaded is None or number not in loaded.cases:
            raise CaseNotFound(number)
        case = loaded.matter.case(number)
        frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
        rule = frozen.scene.item(case.opening.item).item.automatic
        if rule is None or case.ended or case.found or case.holder or officer_fills(frozen, case):
            return None
        if case.to_bring or case.later:  # what is not there yet, nobody has seen
            return None
        if case.opening.item in loaded.submission.insisted:  # a condition is not met: an officer looks
            return None
        if case.person_asked or relying.bring_up_to_date(loaded, number, now=now).fallen:
            return None
        setting, data = setting_of(case.opening.item), data_of(loaded, case)
        known = {name: one.value for name, one in data.items()}
        receipt = receipt_of(rule, case.opening.item_hash, data, labels_of(loaded))
        by_rule = rule(known) is True
        if not note(loaded, case, setting, receipt, granted=by_rule, now=now):
            return None
        if rule(known) is False and case.opening.proactive:
            ending = c.Terminate(actor, number, Ending.NOT_FOUND, NOT_FOUND)
            return carry_out(actor, loaded, ending, now=now).matter.case(number)
        if not by_rule:
            return None
        if case.status in TO_CHECK:
            if not case.checked:
                case = carry_out(actor, loaded, c.Check(actor, number), now=now).matter.case(number)
            if case.status in TO_CHECK:
                accept = c.Accept(actor, number, How.RULES)
                case = carry_out(actor, loaded, accept, now=now).matter.case(number)
        if case.status not in (Status.ACCEPTED, Status.IN_REVIEW):
            return case
        _go_to_decision(actor, loaded, case, now=now)
        used = sorted(rule.names & known.keys())
        decide = c.Decide(
            actor,
            number,
            Outcome.GRANTED,
            Grounds(
                facts="符合自动审批条件", article="；".join(frozen.scene.item(case.opening.item).item.law)
            ),
            f"准予{case.opening.name.zh}",
            given_by(loaded, case, {}, on=now.astimezone(SHANGHAI).date()),
            (rule.text, *(f"{name}={known[name]}" for name in used)),
            receipt,
        )
        carry_out(actor, loaded, decide, now=now)
        return hand_over(actor, loaded, number, now=now)


def _go_to_decision(actor: Actor, loaded: Loaded, case: CaseState, *, now: datetime) -> None:
    for index, step in enumerate(case.opening.steps):
        if step.kind == StepKind.DECISION and index != case.step:
            carry_out(actor, loaded, c.EnterStep(actor, case.number, index), now=now)
            return
