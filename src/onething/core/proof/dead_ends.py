"""No situation may dead-end: semantics §4 (a) nowhere to go, (b) nothing that would do, (c) a needed item that cannot."""

from collections.abc import Iterator
from itertools import combinations

import z3

from onething.core.catalogue.model import FieldLine, MaterialLine, Package, SceneItem
from onething.core.catalogue.words import Constraints, Way
from onething.core.composition.lines import intersect
from onething.core.proof.consistency import gives, grant_covers
from onething.core.proof.report import Report
from onething.core.proof.situations import Situations
from onething.core.rules.solver import Formula
from onething.core.values import MOST_CHARACTERS

#: Ways that a person can always take, whoever he is.
BY_ONESELF = frozenset({Way.UPLOAD, Way.PAPER})


def check_dead_ends(situations: Situations, package: Package, report: Report) -> None:
    """Report every dead end with the situation that leads there. Raises GaveUp."""
    scene = situations.scene
    _nowhere_to_go(situations, report)
    for line in scene.items:
        applies = situations.applies[line.item.id]
        for requirement in line.item.materials:
            if not line.proactive:
                check_ways(situations, line, requirement, package, report)
        for needed in line.needs:
            _needed_cannot(situations, line, scene.item(needed), applies, report)
    _contradictions(situations, package, report)


def _nowhere_to_go(situations: Situations, report: Report) -> None:
    """(a) No item applies, no outcome says where to go, nor does a condition that is not met."""
    scene = situations.scene
    somewhere = [
        *situations.applies.values(),
        *(situations.formula(outcome.when) for outcome in scene.outcomes),
    ]
    for line in scene.items:
        for rule in line.item.eligible:
            if rule.way_forward is not None:
                somewhere.append(z3.And(situations.wanted(line), z3.Not(situations.formula(rule.condition))))
    if witness := situations.find(z3.Not(situations.any_of(somewhere))):
        report.error(
            "dead_end",
            scene.at,
            "有人答完所有问题后，一项也办不了，也没有告诉他该去哪里。",
            "Someone who has answered everything can apply for nothing and is not told where to go.",
            witness=witness,
        )


def check_ways(
    situations: Situations, line: SceneItem, requirement: MaterialLine, package: Package, report: Report
) -> None:
    """(b) The item applies, and a required line has no way that it accepts. Raises GaveUp."""
    if not requirement.required or not BY_ONESELF.isdisjoint(requirement.accepts):
        return
    asked = z3.And(situations.applies[line.item.id], situations.formula(requirement.when))
    ways = [way_open(situations, line, requirement, way, package) for way in requirement.accepts]
    witness = situations.find(asked, z3.Not(situations.any_of(ways)))
    if witness is None:
        return
    label = package.materials[requirement.material].label
    if not situations.can_be(asked, situations.any_of(ways)):
        report.error(
            "no_way",
            requirement.at,
            f"“{line.item.name}”要“{label}”，可是它接受的方式谁都做不到。",
            f"{line.item.id} requires {requirement.key} in ways that nobody can take.",
            witness=witness,
        )
    else:
        report.error(
            "dead_end_material",
            requirement.at,
            f"有人要交“{label}”，可是他的情况没有一种被“{line.item.name}”接受的方式。",
            f"Someone must give {requirement.key} and has no way that {line.item.id} accepts.",
            witness=witness,
        )


def way_open(
    situations: Situations, line: SceneItem, requirement: MaterialLine, way: Way, package: Package
) -> Formula:
    """The situations in which a person can meet the requirement in this way; it is none of `BY_ONESELF`.

    A licence that an item of the scene gives is held exactly where the scene does not have to give it.
    """
    if way is Way.SHARE:
        granted = any(
            requirement.material in share.materials
            and grant_covers(
                share.grants, line.item.id, requirement.material, requirement.role, situations.on
            )
            for share in package.shares.values()
        )
        return situations.all_of(()) if granted else situations.any_of(())
    givers = [
        other
        for other in situations.scene.items
        if other.item.id != line.item.id and gives(other, line, requirement)
    ]
    if way is Way.RESULT:
        return situations.any_of(situations.applies[other.item.id] for other in givers)
    if way is Way.LICENCE and package.materials[requirement.material].licence:
        return situations.all_of(z3.Not(situations.formula(other.when)) for other in givers)
    return situations.any_of(())


def _needed_cannot(
    situations: Situations, line: SceneItem, needed: SceneItem, applies: Formula, report: Report
) -> None:
    """(c) The item applies, and an item that it needs is part of the matter but its conditions are not met."""
    cannot = z3.And(situations.wanted(needed), z3.Not(situations.applies[needed.item.id]))
    if witness := situations.find(applies, cannot):
        report.error(
            "dead_end_needs",
            line.at,
            f"“{line.item.name}”要先办好“{needed.item.name}”，可是有人办不了后者。",
            f"{line.item.id} needs {needed.item.id}, which someone to whom it applies cannot get.",
            witness=witness,
        )


def _contradictions(situations: Situations, package: Package, report: Report) -> None:
    """A required field for which no value satisfies all who ask for it."""
    askers: dict[str, list[tuple[SceneItem, FieldLine]]] = {}
    for line in situations.scene.items:
        for entry in line.item.fields:
            askers.setdefault(f"{line.roles.get(entry.role, entry.role)}/{entry.element}", []).append(
                (line, entry)
            )
    for key, asked in askers.items():
        of_element = package.elements[asked[0][1].element].constraints
        limited = [pair for pair in asked if pair[1].constraints != Constraints()]
        for group in _contradictory(limited, of_element):
            together = [
                z3.And(situations.applies[line.item.id], situations.formula(entry.when))
                for line, entry in group
            ]
            if witness := situations.find(*together):
                names = "、".join(f"“{line.item.name}”" for line, _ in group)
                report.error(
                    "contradictory_constraints",
                    group[-1][1].at,
                    f"{names} 对字段 {key} 的要求互相矛盾，没有一个值能同时满足。",
                    f"No value of {key} satisfies {', '.join(line.item.id for line, _ in group)} at once.",
                    witness=witness,
                )


def _contradictory(
    asked: list[tuple[SceneItem, FieldLine]], of_element: Constraints
) -> Iterator[tuple[tuple[SceneItem, FieldLine], ...]]:
    """Yield the smallest groups of askers whose constraints leave nothing over."""
    found: list[frozenset[int]] = []
    for size in range(1, len(asked) + 1):
        for indices in combinations(range(len(asked)), size):
            if any(smaller <= set(indices) for smaller in found):
                continue
            if is_empty(intersect((of_element, *(asked[index][1].constraints for index in indices)))):
                found.append(frozenset(indices))
                yield tuple(asked[index] for index in indices)


def is_empty(limits: Constraints) -> bool:
    """True iff no value lies within the limits."""
    if limits.allowed is not None and not limits.allowed:
        return True
    if limits.max_length is not None and limits.max_length < 1:
        return True
    if (limits.min_length or 0) > (limits.max_length or MOST_CHARACTERS):
        return True
    return limits.min is not None and limits.max is not None and limits.min > limits.max
