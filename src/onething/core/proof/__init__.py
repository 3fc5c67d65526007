"""What is true of every situation of a scene, found by a solver and not by trying: "no finding" means there is none.

What is an error, what a warning and what a dead end is: `docs/proof.md`. Each finding carries a
witness, an answer set that replays through `compose`: it leads to what is wrong, or to the item of which it is said.
"""

from datetime import date

from onething.core.catalogue.model import Package, Scene
from onething.core.findings import Finding
from onething.core.proof.confirming import check_confirming
from onething.core.proof.consistency import check_items
from onething.core.proof.dead_ends import check_dead_ends
from onething.core.proof.known import check_known
from onething.core.proof.local import check_local
from onething.core.proof.order import check_order
from onething.core.proof.reachability import check_reachability
from onething.core.proof.report import Report
from onething.core.proof.situations import Asked, GaveUp, Situations
from onething.core.workdays import WorkCalendar

__all__ = ["Asked", "prove"]


def prove(
    scene: Scene, *, package: Package, calendar: WorkCalendar, on: date, asked: Asked | None = None
) -> tuple[Finding, ...]:
    """Return every finding on the scene as it would run from that day on, errors first.

    asked: of the scene as it was. The findings are the same as without it, sooner; only their witnesses may be others.
    """
    report = Report(scene.id)
    check_items(scene, package, calendar, on, report)
    try:
        situations = Situations(scene, on, asked.last if asked else None)
        if asked is not None:
            asked.last = situations
        check_dead_ends(situations, package, report)
        check_confirming(situations, package, report)
        check_order(situations, report)
        check_known(situations, package, report)
        check_reachability(situations, report)
        check_local(situations, package, report)
        report.complete(situations)
    except GaveUp:
        report.warning(
            "undecided",
            scene.at,
            "求解超时，这个场景还不能证明没有死路。请简化条件。",
            "The solver gave up: it is not proved that this scene has no dead end. Simplify its conditions.",
            because="",
        )
    return report.findings()
