"""Delivery by rules: what a rule granted reaches the person at once, where nothing has to be fetched or posted."""

from datetime import datetime

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import carry_out
from onething.areas.cases.engine.licensing import make_licence
from onething.areas.cases.engine.loading import Loaded
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import DeliveryWay
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import Item, StepKind

#: What the proof of delivery says, with and without an electronic licence.
IN_WALLET = "电子证照已存入本人的“我的证照”，登录后可以查看"
ON_PAGE = "结果已记入本人的办件页，登录后可以查看和下载"


def hand_over(actor: Actor, loaded: Loaded, number: str, *, now: datetime) -> CaseState:
    """Make the electronic licences of a granted case and deliver it; as it is, where that is the office's work.

    The person chose the way for all results: whoever wants paper gets the decision on paper, too.
    """
    case = loaded.matter.case(number)
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    delivery = loaded.matter.application.delivery
    if delivery.way != DeliveryWay.ELECTRONIC or not _is_data(frozen.scene.item(case.opening.item).item):
        return case
    for result in case.opening.certificates:
        licence = make_licence(actor, loaded, number, result, now=now)
        carry_out(actor, loaded, c.MakeCertificate(actor, number, result, licence), now=now)
    deliver = c.Deliver(
        actor,
        number,
        DeliveryWay.ELECTRONIC,
        IN_WALLET if case.opening.certificates else ON_PAGE,
        delivery.receiver or loaded.row.person_name,
    )
    return carry_out(actor, loaded, deliver, now=now).matter.case(number)


def _is_data(item: Item) -> bool:
    """Return whether every result is a record or an electronic licence, and no card is made by hand beside it."""
    made_by_hand = any(step.kind is StepKind.CERTIFICATE for step in item.steps)
    return not made_by_hand and all(one.licence or one.kind == "record" for one in item.result)
