"""What is proved of a scene holds also where a local exception changes it: in every town, on every day on which one does.

An exception changes promises and ways, no condition; so the situations are those of the scene, and only what the
exceptions change is looked at again.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from onething.core.catalogue.local import exceptions_at, scene_under
from onething.core.catalogue.model import LocalException, Package, Scene
from onething.core.proof.confirming import check_confirmed
from onething.core.proof.consistency import check_grant, check_promise
from onething.core.proof.dead_ends import check_ways
from onething.core.proof.known import check_provided
from onething.core.proof.order import check_order
from onething.core.proof.report import Report
from onething.core.proof.situations import Situations

ONE_DAY = timedelta(days=1)


def check_local(situations: Situations, package: Package, report: Report) -> None:
    """Report what is wrong only where and while local exceptions hold, with a witness there. Raises GaveUp."""
    for town, day, exceptions in _changes(situations.scene, package, situations.on):
        here = report.inside(package.divisions[town], day)
        scene = scene_under(situations.scene, exceptions)
        there = situations.of(scene) if day == situations.on else Situations(scene, day)
        for line in scene.items:
            exception = exceptions.get(line.item.id)
            if exception is None:
                continue
            if exception.promised_days is not None:
                check_promise(line.item, exception.at, here)
            changed = {ways.key for ways in exception.ways}
            for requirement in line.item.materials:
                if requirement.key not in changed:
                    continue
                check_grant(line.item, requirement, package, day, here)
                check_provided(there, line, requirement, package, here)
                if not line.proactive:
                    check_ways(there, line, requirement, package, here)
                    check_confirmed(there, line, requirement, package, here)
        check_order(there, here)


def _changes(
    scene: Scene, package: Package, on: date
) -> Iterator[tuple[str, date, Mapping[str, LocalException]]]:
    """Yield each set of exceptions that holds together in a town from that day on, with the first day of it."""
    every = [exception for line in scene.items for exception in line.item.exceptions]
    days = {on, *(one.approved.on for one in every)}
    days |= {one.ends_on + ONE_DAY for one in every if one.ends_on < date.max}
    for town in dict.fromkeys(one.division for one in every):
        seen: list[Mapping[str, LocalException]] = []
        for day in sorted(day for day in days if day >= on):
            exceptions = exceptions_at(scene, town, day, package.divisions)
            if exceptions and exceptions not in seen:
                seen.append(exceptions)
                yield town, day, exceptions
