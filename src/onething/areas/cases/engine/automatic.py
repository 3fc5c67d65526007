"""Approval by rules: only where the item allows it, only to grant, with the rule and the data kept.

What comes by itself ends as not found where the data say no: nobody asked for it, and nobody is kept from asking.
"""

from datetime import datetime

from django.db import transaction

from onething.areas.cases.engine import doors, relying
from onething.areas.cases.engine.acting import carry_out
from onething.areas.cases.engine.handing_over import hand_over
from onething.areas.cases.engine.loading import load
from onething.areas.cases.engine.results import given_by, officer_fills
from onething.areas.cases.engine.ruling import data_of, labels_of, note, setting_of
from onething.areas.cases.errors import CaseNotFound
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.automatic import receipt_of
from onething.core.cases.by_rule import may_be_ruled, next_by_rule
from onething.core.cases.graph import Status
from onething.core.cases.parts import Grounds, Outcome
from onething.core.cases.state import CaseState
from onething.kit.ports import SHANGHAI


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
        if rule is None or not may_be_ruled(case) or officer_fills(frozen, case):
            return None
        if case.opening.item in loaded.submission.insisted:  # a condition is not met: an officer looks
            return None
        if case.person_asked or relying.bring_up_to_date(loaded, number, now=now).fallen:
            return None
        setting, data = setting_of(case.opening.item, rule.text), data_of(loaded, case)
        known = {name: one.value for name, one in data.items()}
        says = rule(known)
        receipt = receipt_of(rule, case.opening.item_hash, data, labels_of(loaded))
        if not note(loaded, case, setting, receipt, granted=says is True, now=now):
            return None

        def granting(case: CaseState) -> c.Decide:
            used = sorted(rule.names & known.keys())
            law = "；".join(frozen.scene.item(case.opening.item).item.law)
            return c.Decide(
                actor,
                number,
                Outcome.GRANTED,
                Grounds(facts="符合自动审批条件", article=law),
                f"准予{case.opening.name.zh}",
                given_by(loaded, case, {}, on=now.astimezone(SHANGHAI).date()),
                (rule.text, *(f"{name}={known[name]}" for name in used)),
                receipt=receipt,
            )

        did = False
        while command := next_by_rule(actor, case, says, granting):
            case, did = carry_out(actor, loaded, command, now=now).matter.case(number), True
        if case.status is Status.GRANTED:
            return hand_over(actor, loaded, number, now=now)
        return case if did else None
