"""The order of a scene has no circle in any situation."""

from collections.abc import Iterator, Mapping

from onething.core.proof.consistency import before_it
from onething.core.proof.report import Report
from onething.core.proof.situations import Situations

#: Circles that are looked at; a scene has a handful at most.
MOST_CIRCLES = 200


def check_order(situations: Situations, report: Report) -> None:
    """Report each circle whose items can apply together. Raises GaveUp."""
    lines = {line.item.id: line for line in situations.scene.items}
    edges = {name: before_it(line, situations.scene) for name, line in lines.items()}
    for circle in _circles(edges):
        if witness := situations.find(*(situations.applies[name] for name in circle)):
            names = " → ".join(str(lines[name].item.name) for name in (*circle, circle[0]))
            report.error(
                "cycle",
                lines[circle[0]].at,
                f"办理顺序绕成了圈：{names}。请去掉其中一个先后关系。",
                f"The order runs in a circle: {' → '.join((*circle, circle[0]))}. Take one edge away.",
                witness=witness,
            )


def _circles(edges: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Yield each simple circle once, beginning with its smallest name; at most MOST_CIRCLES."""
    found = 0

    def walk(start: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for following in sorted(edges.get(path[-1], frozenset())):
            if following == start:
                yield path
            elif following > start and following not in path:
                yield from walk(start, (*path, following))

    for start in sorted(edges):
        for circle in walk(start, (start,)):
            yield circle
            found += 1
            if found >= MOST_CIRCLES:
                return
