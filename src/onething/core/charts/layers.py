"""Layers of a directed graph without circles and the order inside each, so that few edges cross.

The crossings are the library's work (`fast-sugiyama`); the layers are ours, since they mean something here: how many items
must end before. An edge over several layers is led through a place of its own in each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fast_sugiyama import from_edges


@dataclass(frozen=True, slots=True)
class Layered:
    """rows: the nodes of each layer in order, places of long edges among them. ways: edge -> all it passes, both ends too."""

    rows: tuple[tuple[str, ...], ...]
    ways: Mapping[tuple[str, str], tuple[str, ...]]


def layered(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> Layered:
    """Return the layers. nodes: in an order in which every edge leads on."""
    before: dict[str, list[str]] = {node: [] for node in nodes}
    for first, then in edges:
        before[then].append(first)
    layer: dict[str, int] = {}
    for node in nodes:
        layer[node] = max((layer[one] + 1 for one in before[node]), default=0)
    ways = {}
    places = dict(layer)
    for number, (first, then) in enumerate(edges):
        between = [f"\N{SYMBOL FOR NULL}{number}.{at}" for at in range(layer[first] + 1, layer[then])]
        places |= {place: layer[first] + 1 + at for at, place in enumerate(between)}
        ways[first, then] = (first, *between, then)
    across = _across([step for way in ways.values() for step in pairwise(way)])
    rank = {node: at for at, node in enumerate(places)}
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for place in sorted(places, key=lambda one: (across.get(one, (len(rank), 0.0)), rank[one])):
        rows[places[place]].append(place)
    return Layered(tuple(tuple(row) for row in rows), ways)


def _across(steps: Sequence[tuple[str, str]]) -> dict[str, tuple[int, float]]:
    """Return where each node stands across its layer: number of its part of the graph, place in it."""
    if not steps:
        return {}
    rank = {name: at for at, name in enumerate(dict.fromkeys(name for step in steps for name in step))}
    parts = from_edges(
        [(rank[first], rank[then]) for first, then in steps],
        dummy_vertices=False,
        ranking_type="up",
        crossing_minimization="barycenter",
        transpose=True,
        check_layout=False,
    )
    names = list(rank)
    found: dict[str, tuple[int, float]] = {}
    for positions, *_ in sorted(parts, key=lambda part: min(node for node, _ in part[0])):
        first = min(int(node) for node, _ in positions)
        found |= {names[int(node)]: (first, float(x)) for node, (x, _) in positions}
    return found


def reduced(edges: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the edges without those that a longer way already says."""
    after: dict[str, set[str]] = {}
    for first, then in edges:
        after.setdefault(first, set()).add(then)

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for one in after.get(waiting.pop(), ()):
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return seen

    beyond = {node: reached(node) for node in after}
    return tuple(
        (first, then)
        for first, then in edges
        if not any(then in beyond.get(other, ()) for other in after[first] if other != then)
    )
