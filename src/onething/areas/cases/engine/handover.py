"""What is ready to be handed over and what is on its way, as pages show it."""

from collections.abc import Mapping

from onething.core.cases import handing
from onething.core.cases.matter import Matter
from onething.core.cases.views import HandoverView, ParcelView
from onething.core.source import Text


def handover_of(matter: Matter, names: Mapping[str, Text]) -> HandoverView:
    """Return what can be handed over now, what that waits for, and the parcels. names: of the cases, by number."""
    application = matter.application
    found = handing.gather(application, matter.cases.values())
    return HandoverView(
        way=application.delivery.way,
        ready=tuple(names[case.number] for case in found.ready) if found else (),
        awaited=tuple(names[case.number] for case in found.awaited) if found else (),
        leaves_on=found.leaves_on if found else None,
        parcels=tuple(
            ParcelView(
                number=one.number,
                courier=one.courier,
                names=tuple(names[number] for number in one.cases),
                sent_on=one.sent_on,
                ended_on=one.ended_on,
                returned=one.returned,
            )
            for one in application.parcels.values()
        ),
    )
