"""A handling order on as many sheets as it takes: whatever is too high for one would be made smaller than people can read.

Each sheet holds some last items with everything that they wait for, so no arrow leads off a sheet; what several wait for
stands on each of theirs.
"""

from collections.abc import Iterator
from dataclasses import replace

from onething.core.charts.drawing import SHEET, WIDE, Drawing, Look
from onething.core.charts.model import OrderChart
from onething.core.charts.order_layout import draw_order
from onething.core.charts.words import sentence


def draw_order_sheets(chart: OrderChart, look: Look) -> tuple[Drawing, ...]:
    """Return the sheets of a handling order; on a screen that scrolls, and where it fits, the one drawing.

    An item that waits for more than a sheet holds stands on a sheet that is higher.
    """
    whole = draw_order(chart, look)
    if look.width < WIDE or whole.height <= SHEET:
        return (whole,)
    drawn = [draw_order(part, look) for part in _parts(chart, look)]
    return tuple(
        replace(one, title=sentence("sheet", look, title=one.title, number=number, sheets=len(drawn)))
        for number, one in enumerate(drawn, start=1)
    )


def _parts(chart: OrderChart, look: Look) -> Iterator[OrderChart]:
    """Give the parts of a chart, each as large as a sheet holds."""
    before: dict[str, set[str]] = {one.id: set() for one in chart.items}
    for edge in chart.edges:
        before[edge.then].add(edge.first)
    with_all: dict[str, set[str]] = {}
    for one in chart.items:  # each after what it waits for
        with_all[one.id] = {one.id}.union(*(with_all[first] for first in before[one.id]))
    waited_for = {edge.first for edge in chart.edges}
    taken: set[str] = set()
    for last in (one.id for one in chart.items if one.id not in waited_for):
        more = taken | with_all[last]
        if taken and draw_order(_part(chart, more), look).height > SHEET:
            yield _part(chart, taken)
            more = with_all[last]
        taken = more
    yield _part(chart, taken)


def _part(chart: OrderChart, ids: set[str]) -> OrderChart:
    return replace(
        chart,
        items=tuple(one for one in chart.items if one.id in ids),
        edges=tuple(one for one in chart.edges if one.first in ids and one.then in ids),
        path=tuple(one for one in chart.path if one in ids),
    )
