"""How long one scene's chart takes, from its definitions to the SVG: inquiry list and handling order, for paper and phone.

Nothing is kept between rounds but what a process keeps of every published scene (`prepare`). The line is that of the issue:
one scene's chart in 300 ms; the slowest scene of the city is measured, all four drawings together. No peer draws these.
"""

import statistics
from pathlib import Path
from time import perf_counter
from typing import Any

from onething.adapters.packages import load_city
from onething.core.catalogue.model import Package, Scene
from onething.core.charts import (
    NARROW,
    WIDE,
    Look,
    Target,
    draw_inquiry,
    draw_order,
    inquiry_chart,
    order_chart,
    to_svg,
)
from onething.core.source import Text

CITY = Path(__file__).parents[1] / "cities" / "dongguan"
ROUNDS = 9


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}; times in milliseconds."""
    package = load_city(CITY).package
    assert package is not None
    found = {scene.id: [_time(scene, package) for _ in range(ROUNDS)] for scene in package.scenes.values()}
    slowest = max(found, key=lambda id: statistics.median(found[id]))
    size = len(package.scenes[slowest].items)
    return [
        _row(f"charts of one scene, median ({slowest}, {size} items)", statistics.median(found[slowest])),
        _row(f"charts of one scene, slowest of {ROUNDS} rounds", max(map(max, found.values()))),
    ]


def _time(scene: Scene, package: Package) -> float:
    began = perf_counter()
    asked, ordered = inquiry_chart(scene, package, topic=Text("专题")), order_chart(scene, package)
    for width in (WIDE, NARROW):
        for drawing in (*draw_inquiry(asked, Look(width)), draw_order(ordered, Look(width))):
            to_svg(drawing, link=_address, name="c")
    return (perf_counter() - began) * 1000


def _address(target: Target) -> str:
    return f"/{target.goal.value}/{target.id}"


def _row(name: str, value: float) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": "ms", "line": 300, "peer": None, "peer_value": None}
