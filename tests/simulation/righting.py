"""What happens to a grant afterwards, and around the rules that grant: put right, taken back, overridden, a licence that fell."""

from random import Random

from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.graph import RUNNING, Status
from onething.core.cases.matter import Matter
from onething.core.cases.parts import Correction, Grounds, Righting
from onething.core.cases.state import CaseState
from onething.core.source import Text

GROUNDS = Grounds("查明的事实", "行政许可法 69", "不符合条件", "60 日内申请复议，6 个月内提起诉讼")
LICENCE = "1.2.156.3005.2.1"


def afterwards(dice: Random, by: Actor, second: Actor, person: Actor, matter: Matter) -> c.CaseCommand | None:
    """Return what one of the office (`by`), its manager (`second`) or the person does with one of the cases."""
    cases = tuple(matter.cases.values())
    begun = [one for one in cases if one.proposed is not None or one.taken_back is not None]
    case = dice.choice(begun or cases)
    if case.proposed is not None:
        return _decided_on(dice, by, second, person, case)
    if case.taken_back is not None:
        return c.ProposeRighting(by, case.number, Righting.RESTORATION, GROUNDS)
    if case.granted:
        return _proposed(dice, by, case)
    if case.status in RUNNING | {Status.WAITING}:
        return _around_the_rules(dice, by, person, case)
    return None


def _proposed(dice: Random, by: Actor, case: CaseState) -> c.CaseCommand:
    number = case.number
    if case.receipt is not None and dice.random() < 0.5:
        return c.OverrideRule(by, number, "数据有误")
    if case.content and dice.random() < 0.5:
        corrections = (Correction("content", case.content, f"{case.content}（更正）"),)
        return c.ProposeRighting(by, number, Righting.CORRECTION, GROUNDS, corrections=corrections)
    kind, ground = dice.choice(
        ((Righting.REVOCATION, "deceit"), (Righting.RECALL, "law_changed"), (Righting.CANCELLATION, "asked"))
    )
    return c.ProposeRighting(by, number, kind, GROUNDS, ground, compensation="依法补偿")


def _decided_on(dice: Random, by: Actor, second: Actor, person: Actor, case: CaseState) -> c.CaseCommand:
    roll = dice.random()
    if roll < 0.3:
        return c.StateOnRighting(person, case.number, "不同意", dice.random() < 0.7)
    if roll < 0.4:
        return c.DropRighting(second, case.number, "证据不足")
    facts = {"corrected": dice.randint(1, 9)} if case.proposed and case.proposed.corrections else {}
    return c.ConfirmRighting(by if roll < 0.5 else second, case.number, facts=facts)


def _around_the_rules(dice: Random, by: Actor, person: Actor, case: CaseState) -> c.CaseCommand:
    if case.opening.automatic and dice.random() < 0.4:
        return c.AskForPerson(person, case.number, "请人看看")
    if dice.random() < 0.5:
        job, why = Actor.job("licences"), Text("被撤销", "it was revoked")
        return c.NoteLicence(job, case.number, LICENCE, Text("证照"), "revoked", why, ("applicant/photo",))
    return c.LookAgain(by, case.number, LICENCE, "另有证明")
