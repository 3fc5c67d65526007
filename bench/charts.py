"""How long one chart takes, from the definitions to the SVG, for paper and phone: inquiry list with handling order; a family of items.

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
    draw_family,
    draw_inquiry,
    draw_order,
    family_chart,
    inquiry_chart,
    order_chart,
    to_svg,
)
from onething.core.register.family import Branch, Rank
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
        _row("family of 500 handling items, median", statistics.median(_family() for _ in range(ROUNDS))),
    ]


def _time(scene: Scene, package: Package) -> float:
    began = perf_counter()
    asked, ordered = inquiry_chart(scene, package, topic=Text("专题")), order_chart(scene, package)
    for width in (WIDE, NARROW):
        for drawing in (*draw_inquiry(asked, Look(width)), draw_order(ordered, Look(width))):
            to_svg(drawing, link=_address, name="c")
    return (perf_counter() - began) * 1000


def _family() -> float:
    """Time a main item with 20 sub items of 20 and 100 handling items of its own."""
    leaves = [Branch(Rank.HANDLING, f"办理项{n}", str(n), f"{n:031}", 1) for n in range(500)]
    subs = [
        Branch(Rank.SUB, f"子项{n}", code=f"{n:06}", branches=tuple(leaves[20 * n : 20 * n + 20]))
        for n in range(20)
    ]
    main = Branch(Rank.MAIN, "主项", branches=(*subs, *leaves[400:]))
    began = perf_counter()
    chart = family_chart(main)
    for width in (WIDE, NARROW):
        for drawing in draw_family(chart, Look(width)):
            to_svg(drawing, link=_address, name="c")
    return (perf_counter() - began) * 1000


def _address(target: Target) -> str:
    return f"/{target.goal.value}/{target.id}"


def _row(name: str, value: float) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": "ms", "line": 300, "peer": None, "peer_value": None}
