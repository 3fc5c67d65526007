"""Structure charts (结构图) from the definitions: what is asked and what it leads to, and what is handled after what.

`inquiry_chart` and `order_chart` say what a chart shows; `draw_…` lay it out for a width and a language; `to_svg` writes it.
Rules and looks are in `docs/charts.md`.
"""

from onething.core.charts.drawing import MIDDLE, NARROW, NARROW_ELDER, WIDE, Drawing, Look
from onething.core.charts.family import FamilyChart, Group, draw_family, family_chart
from onething.core.charts.handling import order_chart, own_order_chart
from onething.core.charts.inquiry import inquiry_chart
from onething.core.charts.inquiry_layout import draw_inquiry
from onething.core.charts.model import (
    Answer,
    Asked,
    Effect,
    Goal,
    Handing,
    InquiryChart,
    ItemCard,
    Link,
    OrderChart,
    Target,
)
from onething.core.charts.order_layout import draw_order
from onething.core.charts.order_sheets import draw_order_sheets
from onething.core.charts.svg import to_svg

__all__ = [
    "MIDDLE",
    "NARROW",
    "NARROW_ELDER",
    "WIDE",
    "Answer",
    "Asked",
    "Drawing",
    "Effect",
    "FamilyChart",
    "Goal",
    "Group",
    "Handing",
    "InquiryChart",
    "ItemCard",
    "Link",
    "Look",
    "OrderChart",
    "Target",
    "draw_family",
    "draw_inquiry",
    "draw_order",
    "draw_order_sheets",
    "family_chart",
    "inquiry_chart",
    "order_chart",
    "own_order_chart",
    "to_svg",
]
