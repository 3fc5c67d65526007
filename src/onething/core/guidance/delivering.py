"""One address for everything that is sent: what the form asks for a parcel and the way in which results come are one.

The city's settings name the elements (`delivery_elements`) and what an answer says of the way (`delivery_ways`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onething.core.catalogue.model import Package
from onething.core.codes.reading import half_width
from onething.core.composition import Plan
from onething.core.errors import RuleBroken
from onething.core.guidance.draft import Change, Draft
from onething.core.guidance.form import FieldView, parts_of
from onething.core.source import Text
from onething.core.submission import DELIVERY_NEEDS, DELIVERY_PARTS, Delivery

POST = "post"


class DeliveryDiffers(RuleBroken):
    """One parcel has one address. part: what differs."""

    code = "guidance.delivery_differs"

    def __init__(self, part: Text) -> None:
        super().__init__(f"the form and the way of delivery name another {part.say('en')}")
        self.part = part


def proposed(draft: Draft, fields: Iterable[FieldView], package: Package) -> Delivery | None:
    """Return the way in which results come as far as answers and form say it, None if they do not."""
    ways = package.settings.get("delivery_ways", {})
    way = next((ways[said] for id, answer in draft.answers.items() if (said := f"{id}/{answer}") in ways), "")
    parts = _parts(package)
    typed = {
        parts[one.element]: str(one.value if one.value is not None else one.raw)
        for one in fields
        if one.element in parts and one.raw
    }
    if not way and not typed:
        return None
    return Delivery(way or POST, **typed)


def agreeing(draft: Draft, change: Change, plan: Plan, package: Package) -> Draft:
    """Return the changed draft with the form and the way of delivery naming one receiver, telephone and address.

    Whichever of both was changed last counts. Raises DeliveryDiffers if one change names two.
    """
    delivery = draft.delivery
    if delivery is None or delivery.way != POST:
        return draft
    values, typed, parts = dict(draft.values), change.values or {}, _parts(package)
    for line in plan.fields:
        part = parts.get(parts_of(line.key)[2], "")
        if not part:
            continue
        known, said = str(getattr(delivery, part)), typed.get(line.key)
        if change.delivery is not None and said and not _alike(str(said), known):
            raise DeliveryDiffers(DELIVERY_PARTS[part])
        if change.delivery is None and line.key in typed:
            if said:
                delivery = replace(delivery, **{part: str(said)})
        elif known and not _alike(str(values.get(line.key, "")), known):
            values[line.key] = known
    return replace(draft, delivery=delivery, values=values)


def _parts(package: Package) -> Mapping[str, str]:
    """Return element -> part of a delivery."""
    named = package.settings.get("delivery_elements", {})
    return {element: part for part, element in named.items() if part in DELIVERY_NEEDS[POST]}


def _alike(one: str, other: str) -> bool:
    return "".join(half_width(one).split()) == "".join(half_width(other).split())
