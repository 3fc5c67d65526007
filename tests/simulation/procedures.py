"""What may come before a decision, and how results are handed over: posted, heard, checked at the place, sent, fetched."""

from datetime import datetime, timedelta
from random import Random

from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.archiving import archive_on
from onething.core.cases.handing import gather
from onething.core.cases.matter import Matter
from onething.core.cases.parts import ArchiveEntry, Candidate, Cause, DeliveryWay, SiteOfficer
from onething.core.cases.state import CaseState

OFFICERS = (SiteOfficer("甲", "证 1"), SiteOfficer("乙", "证 2"), SiteOfficer("丙", "证 2"))


def before_a_decision(dice: Random, by: Actor, case: CaseState, now: datetime) -> c.CaseCommand:
    """Return the next step of what was begun, or something new."""
    number, hearing = case.number, case.hearing
    if case.posted_until is not None and dice.random() < 0.6:
        return c.EndPosting(by, number, ("有异议",) if dice.random() < 0.3 else ())
    if hearing is not None and not (hearing.waived or hearing.minutes):
        if not hearing.asked:
            asked = c.AskHearing(by, number, "申请人")
            return asked if dice.random() < 0.8 else c.WaiveHearing(by, number, "申请人")
        if hearing.held_on is None or dice.random() < 0.1:
            day = now.date() + timedelta(dice.randint(6, 11))
            return c.SetHearing(by, number, day, "9:00", "会议室", "user:chair", "主持", reason="改期")
        if dice.random() < 0.1:
            return c.WaiveHearing(by, number, "申请人")
        return c.HoldHearing(by, number, "笔录 1", "各方陈述", ("申请人", "审批"))
    if case.opening.declared and dice.random() < 0.5:
        key = dice.choice(case.opening.declared)
        return c.CheckDeclaration(by, number, key, dice.random() < 0.8, "比对数据", "相符")
    if case.took_in and dice.random() < 0.5:
        if case.at_intake:
            return c.Mend(by, number, "已补扫")
        cause = dice.choice(tuple(Cause))
        return c.SendToIntake(by, number, cause, "applicant/photo", "扫描看不清", dice.random() < 0.5)
    two = tuple(dice.sample(OFFICERS, dice.randint(1, 3)))
    return dice.choice(
        (
            c.CheckSite(by, number, "经营场所", two, "与申请一致", party="无异议"),
            c.PostNotice(by, number, "网站", "拟准予", dice.randint(1, 7)),
            c.TellInterested(by, number, "邻居", "相邻关系", dice.randint(1, 5)),
            c.TakeStatement(by, number, "邻居", "不同意"),
            *(c.OfferHearing(by, number, "重大利益", ("申请人",)),) * 2,
            c.AssignByLot(by, number, candidates(by), f"seed {now:%F}"),
            c.ReceiveFrom(by, number, case.holder, "同事", "交接"),
        )
    )


def candidates(by: Actor) -> tuple[Candidate, ...]:
    """Return the two officers of an office, to whom a case may be given."""
    office = by.id.rpartition(":")[0]
    return tuple(Candidate(f"{office}:{name}", name, load) for load, name in enumerate(("审批", "同事")))


def handing_over(dice: Random, by: Actor, matter: Matter, now: datetime) -> c.ApplicationCommand | None:
    """Return what the courier or the window does with the results that are ready, None for nothing."""
    application = matter.application
    from_on = archive_on(application, matter.cases.values())
    if from_on is not None and now.date() >= from_on:
        return c.Archive(by, (ArchiveEntry("submission", "申请", application.number, "h"),))
    if application.archived_on is not None:
        return c.TransferToArchives(by, "移交清单 1") if application.transferred_on is None else None
    travelling = [one.number for one in application.parcels.values() if one.travels]
    if travelling:
        if dice.random() < 0.2:
            return c.ReturnParcel(by, travelling[0], "无人签收")
        return c.ReceiveParcel(by, travelling[0], "本人")
    if gather(application, matter.cases.values()) is None:
        return None
    if application.delivery.way == DeliveryWay.POST:
        return c.SendParcel(by, f"EMS{len(application.parcels) + 1}", "邮政")
    return c.HandOut(by, "本人", "收条 1")
