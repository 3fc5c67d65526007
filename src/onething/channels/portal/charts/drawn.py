"""Charts of published scenes as SVG, drawn once in the life of a process: a version never changes."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import reverse

from onething.core.catalogue.model import Package, Scene
from onething.core.charts import (
    MIDDLE,
    NARROW,
    NARROW_ELDER,
    WIDE,
    Drawing,
    Goal,
    InquiryChart,
    Link,
    Look,
    OrderChart,
    Target,
    draw_inquiry,
    draw_order,
    draw_order_sheets,
    inquiry_chart,
    order_chart,
    own_order_chart,
    to_svg,
)
from onething.core.composition import Plan
from onething.core.source import Text
from onething.kit.context import Display

#: Charts and drawings that are kept; above it the oldest are made anew.
MOST = 256
KINDS = ("inquiry", "order")
T = TypeVar("T")
_kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Charts:
    """What a page shows of a scene: the charts as data, and each drawn for a wide and for a narrow screen."""

    inquiry: InquiryChart
    order: OrderChart
    wide: dict[str, tuple[str, ...]]
    narrow: dict[str, str]


@dataclass(frozen=True, slots=True)
class Own:
    """The handling order of somebody's own answers, drawn for one device. broad: for a screen that has the room; narrow: else."""

    chart: OrderChart
    broad: str
    narrow: str


def own_of(plan: Plan, scene: Scene, package: Package, display: Display) -> Own | None:
    """Return the order of a plan, None where there is nothing to be put in order. Kept nowhere: it is this person's."""
    if len(plan.items) < 2:
        return None
    chart, link = own_order_chart(plan, scene, package), link_of(scene)
    narrow = NARROW_ELDER if display.elder else NARROW
    broad, small = (
        to_svg(draw_order(chart, Look(each, display.language)), link=link, name=f"own-{name}")
        for name, each in (("broad", MIDDLE), ("narrow", narrow))
    )
    return Own(chart, broad, small)


def charts_of_draft(scene: Scene, package: Package, display: Display, link: Link) -> Charts:
    """Return the charts of a scene that is still edited: drawn anew each time, its nodes lead where `link` says."""
    topic = topic_of(scene, package)
    inquiry, order = inquiry_chart(scene, package, topic=topic), order_chart(scene, package)

    def draw(width: float, size: str) -> dict[str, tuple[str, ...]]:
        look = Look(width, display.language)
        sheets = {"inquiry": draw_inquiry(inquiry, look), "order": draw_order_sheets(order, look)}
        return {
            kind: tuple(
                to_svg(one, link=link, name=f"{kind}-{size}-{at}") for at, one in enumerate(drawings, start=1)
            )
            for kind, drawings in sheets.items()
        }

    narrow = draw(NARROW_ELDER if display.elder else NARROW, "narrow")
    return Charts(inquiry, order, draw(WIDE, "wide"), {kind: found[0] for kind, found in narrow.items()})


def charts_of(scene: Scene, package: Package, display: Display) -> Charts:
    """Return the charts in the display of this device."""
    inquiry, order = data_of(scene, package)
    narrow = NARROW_ELDER if display.elder else NARROW
    return Charts(
        inquiry,
        order,
        {kind: _drawn(scene, package, kind, WIDE, display.language) for kind in KINDS},
        {kind: _drawn(scene, package, kind, narrow, display.language)[0] for kind in KINDS},
    )


def data_of(scene: Scene, package: Package) -> tuple[InquiryChart, OrderChart]:
    return _keep(
        ("data", package.hash, scene.hash),
        lambda: (
            inquiry_chart(scene, package, topic=topic_of(scene, package)),
            order_chart(scene, package),
        ),
    )


def sheets(scene: Scene, package: Package, kind: str, language: str) -> tuple[str, ...]:
    """Return a chart as files of their own, to be printed."""
    return _drawn(scene, package, kind, WIDE, language, alone=True)


def topic_of(scene: Scene, package: Package) -> Text:
    topic = package.topics.get(scene.topic)
    return topic.name if topic else Text("一件事", "One thing")


def link_of(scene: Scene) -> Link:
    """Return where the nodes of a chart lead: always to exactly this version."""
    base = reverse("chart-version", args=[scene.id, scene.hash])

    def link(target: Target) -> str:
        match target.goal:
            case Goal.ITEM:
                return reverse("item-version", args=[scene.id, scene.hash, target.id])
            case Goal.QUESTION | Goal.CHOICE:
                return f"{base}#q-{target.id}"
            case _:
                return base

    return link


def _drawn(
    scene: Scene, package: Package, kind: str, width: float, language: str, *, alone: bool = False
) -> tuple[str, ...]:
    def draw() -> tuple[str, ...]:
        inquiry, order = data_of(scene, package)
        look = Look(width, language)
        drawings: tuple[Drawing, ...]
        drawings = draw_inquiry(inquiry, look) if kind == "inquiry" else draw_order_sheets(order, look)
        link = link_of(scene)
        size = "wide" if width == WIDE else "narrow"
        return tuple(
            to_svg(one, link=link, name=f"{kind}-{size}-{number}", alone=alone)
            for number, one in enumerate(drawings, start=1)
        )

    return _keep((kind, package.hash, scene.hash, width, language, alone), draw)


def _keep(key: tuple[Any, ...], make: Callable[[], T]) -> T:
    if key in _kept:
        found: T = _kept[key]
        return found
    made = make()
    while len(_kept) >= MOST:
        _kept.popitem(last=False)
    _kept[key] = made
    return made
