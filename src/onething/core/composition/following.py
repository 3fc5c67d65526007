"""Until when a paper may follow that the person brings later (容缺)."""

from datetime import date

from onething.core.catalogue.local import item_under
from onething.core.catalogue.model import Scene
from onething.core.composition.plan import Plan, PlanMaterial


def may_follow_until(line: PlanMaterial, plan: Plan, scene: Scene) -> date | None:
    """Return the last day for a paper to follow, None where none may.

    Every item that asks for it must tolerate that, and still have to be decided then: the day lies after the day of the
    plan and not after the first of their promised days (our reading; the law leaves it to the city).
    """
    planned = {one.id: one for one in plan.items}
    days = []
    for reason in line.asked_by:
        item = planned.get(reason.item)
        if item is None or item.promised_on is None:
            return None
        if not item_under(scene.item(item.id).item, item.exception).tolerance:
            return None
        days.append(item.promised_on)
    last = min(days, default=None)
    return last if last is not None and last > plan.circumstances.on else None
