"""Rules that have come through the shadow: live, as two people would have set them."""

from onething.areas.cases.models import AutomaticRow
from onething.core.cases.automatic import Mode, Sampling
from tests.areas.cases.world import at, city


def live(*items: str) -> None:
    """Let the rules of these items count, of every item that has one if none is named."""
    for line in (line for scene in city().scenes.values() for line in scene.items):
        if line.item.automatic and (not items or line.item.id in items):
            AutomaticRow.objects.create(
                item=line.item.id,
                mode=Mode.LIVE.value,
                sampling=Sampling.AFTER.value,
                rule=line.item.automatic.text,
                reason="试运行比对一致",
                set_by="user:boss",
                set_name="主任",
                set_at=at("2026-01-05"),
                in_force=True,
                confirmed_by="user:boss2",
                confirmed_name="副职",
            )
