"""Histories that the simulation does not live through: a grant put right, a rule overridden, a licence that fell."""

from onething.core.cases import commands as c
from onething.core.cases.parts import DeliveryWay, How, Outcome, Righting, RuleReceipt
from onething.core.source import Text
from tests.core.cases import recorded
from tests.core.cases.story import (
    APPLICANT,
    CALENDAR,
    CLERK,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    at,
    opening,
    submission,
)
from tests.core.cases.test_righting import CASE, LEVEL, confirm, correct, propose

RULE = Text("规则", "the rule")
LICENCE = "1.2.156.3005.2.A"
GRANT = c.Decide(REVIEWER, CASE, Outcome.GRANTED, FULL, "准予", LEVEL)
BY_RULE = c.Decide(
    NIGHT,
    CASE,
    Outcome.GRANTED,
    FULL,
    "准予",
    LEVEL,
    ("rule",),
    receipt=RuleReceipt("a == 'x'", "h", Text("符合")),
)
DELIVER = c.Deliver(CLERK, CASE, DeliveryWay.WINDOW, "签收单 1", "申请人")

#: name -> openings and what was asked, each on its day.
TOLD = {
    "righted": (
        (opening(CASE), opening("A-2", needs=(CASE,))),
        [
            (at(2026, 3, 2), c.Accept(REVIEWER, CASE)),
            (at(2026, 3, 2), c.Accept(REVIEWER, "A-2")),
            (at(2026, 3, 2), GRANT),
            (at(2026, 3, 3), DELIVER),
            (at(2026, 3, 4), correct()),
            (at(2026, 3, 4), confirm()),
            (at(2026, 3, 5), propose()),
            (at(2026, 3, 6), c.StateOnRighting(APPLICANT, CASE, "不是我写的", True)),
            (at(2026, 3, 6), confirm()),
            (at(2026, 3, 9), propose(Righting.RESTORATION, "")),
            (at(2026, 3, 9), confirm()),
            (at(2026, 3, 10), propose()),
            (at(2026, 3, 11), c.DropRighting(MANAGER, CASE, "事实不清")),
        ],
    ),
    "overridden": (
        (opening(CASE, automatic=True), opening("A-2", automatic=True)),
        [
            (at(2026, 3, 2), c.Accept(NIGHT, CASE, How.RULES)),
            (at(2026, 3, 2), BY_RULE),
            (at(2026, 3, 3), c.OverrideRule(REVIEWER, CASE, "数据有误")),
            (at(2026, 3, 3), c.AskForPerson(APPLICANT, "A-2", "想请人看")),
        ],
    ),
    "licence-fell": (
        (opening(CASE),),
        [
            (at(2026, 3, 2), c.Accept(REVIEWER, CASE)),
            (
                at(2026, 3, 3),
                c.NoteLicence(NIGHT, CASE, LICENCE, Text("残疾人证"), "revoked", RULE, ("applicant/card",)),
            ),
            (at(2026, 3, 4), c.LookAgain(REVIEWER, CASE, LICENCE, "另有证明")),
            (at(2026, 3, 4), GRANT),
        ],
    ),
}


def main() -> None:
    for name, (openings, acts) in TOLD.items():
        recorded.write(f"told-{name}", submission(*openings), acts, CALENDAR)


if __name__ == "__main__":
    main()
