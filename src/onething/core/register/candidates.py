"""Which defined items could be wholly online (全程网办, depth Ⅳ) today, by their definitions alone; of the others what stands in the way.

The rule (domain §2.24): every material has an electronic source (share, licence, result of another item, upload), nothing is to be
shown in the original, nobody has to come, and it can be applied for online.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue.model import Item, MaterialLine, Package
from onething.core.catalogue.words import Level, Way
from onething.core.proof.consistency import grant_covers
from onething.core.register.upgrading import Obstacle
from onething.core.source import Text, Where

WHOLLY = 4  # the depth of wholly online
SITE = "site"  # the place of a visit to which the office comes


@dataclass(frozen=True, slots=True)
class Barrier:
    """One thing of a definition that keeps an item from depth Ⅳ."""

    obstacle: Obstacle
    text: Text
    at: Where


@dataclass(frozen=True, slots=True)
class Candidate:
    """A defined item. barriers: none = it could be wholly online. depth: as the definition says."""

    item: Item
    depth: int
    barriers: tuple[Barrier, ...]

    @property
    def could(self) -> bool:
        return self.depth < WHOLLY and not self.barriers

    @property
    def contradicts(self) -> bool:
        """It calls itself wholly online and is not."""
        return self.depth >= WHOLLY and bool(self.barriers)


def candidates(package: Package, *, on: date) -> tuple[Candidate, ...]:
    """Return every defined item with what stands in its way. on: the day on which grants must hold."""
    return tuple(
        Candidate(item, item.depth, tuple(_barriers(item, package, on))) for item in package.items.values()
    )


def _barriers(item: Item, package: Package, on: date) -> Iterator[Barrier]:
    if item.integration.level is Level.LINK:
        yield Barrier(
            Obstacle.VERTICAL,
            Text("在别的系统办，这里只有链接", "done in another system; here is only the link"),
            item.at,
        )
    elif "online" not in item.channels:
        yield Barrier(Obstacle.OTHER, Text("没有开网上渠道", "the online channel is not open"), item.at)
    for visit in item.visits:
        reason = visit.reason or visit.purpose
        if visit.place == SITE:
            text = Text(f"要现场勘查：{reason}", f"the site is inspected: {reason}")
            yield Barrier(Obstacle.SITE, text, visit.at)
        else:
            yield Barrier(Obstacle.PRESENCE, Text(f"要到场：{reason}", f"one must come: {reason}"), visit.at)
    for line in item.materials:
        material = package.materials.get(line.material)
        label = material.label if material else Text(line.material)
        if line.original:
            yield Barrier(
                Obstacle.ORIGINAL,
                Text(f"要看“{label.zh}”的原件", f"the original of “{label.say('en')}” is to be shown"),
                line.at,
            )
        elif line.required and not _electronic(item, line, package, on):
            yield Barrier(
                Obstacle.ORIGINAL,
                Text(f"“{label.zh}”只能交纸质件", f"“{label.say('en')}” can only be given on paper"),
                line.at,
            )


def _electronic(item: Item, line: MaterialLine, package: Package, on: date) -> bool:
    """Whether the requirement can be met without paper: by a way that it accepts and that there is."""
    material = package.materials.get(line.material)
    if line.form or (material is not None and material.form):
        return True  # filled in online: it becomes the joint form
    if Way.UPLOAD in line.accepts:
        return True
    if Way.LICENCE in line.accepts and material is not None and material.licence:
        return True
    if Way.SHARE in line.accepts and any(
        line.material in share.materials and grant_covers(share.grants, item.id, line.material, line.role, on)
        for share in package.shares.values()
    ):
        return True
    return Way.RESULT in line.accepts and any(
        result.stands_for == line.material
        for other in package.items.values()
        if other.id != item.id
        for result in other.result
    )
