"""What pages show of a decision that is put right, and of licences that fell."""

from datetime import date

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.wording import decision_part, in_words
from onething.core.cases.graph import GRANTS
from onething.core.cases.righting import CERTIFICATE, CONTENT, may_be_decided
from onething.core.cases.state import CaseState
from onething.core.cases.views import DecisionPart, FallenLicence, ShownRighting
from onething.core.cases.wording import RIGHTINGS
from onething.core.licences import GROUNDS
from onething.core.papers import LicenceState
from onething.core.source import Text

_NONE = Text("")


def parts_of(state: CaseState, frozen: doors.Frozen) -> tuple[DecisionPart, ...]:
    """Return what a correction can put right; nothing of a case that is not granted."""
    if state.status not in GRANTS:
        return ()
    said = {
        CONTENT: state.content,
        **{f"{CERTIFICATE}{result}": number for result, number in state.certificates.items()},
        **{key: str(value) for key, value in state.given.fields.items() if value is not None},
    }
    return tuple(
        DecisionPart(key, decision_part(key, state.opening.item, frozen), value, in_words(key, value, frozen))
        for key, value in said.items()
    )


def righting_of(state: CaseState, frozen: doors.Frozen, today: date) -> ShownRighting | None:
    """Return what is proposed and not decided, None where nothing is."""
    proposed, heard = state.proposed, state.heard
    if proposed is None:
        return None
    ground = GROUNDS.get(proposed.ground)
    return ShownRighting(
        number=proposed.number,
        kind=proposed.kind,
        what=RIGHTINGS[proposed.kind],
        ground=ground.text if ground else _NONE,
        grounds=proposed.grounds,
        officer=proposed.officer,
        on=proposed.on,
        heard_until=proposed.heard_until,
        statement=heard.statement if heard else "",
        waived=heard.waived if heard else False,
        compensation=proposed.compensation,
        parts=tuple(
            (
                decision_part(one.key, state.opening.item, frozen),
                in_words(one.key, one.was, frozen),
                in_words(one.key, one.now, frozen),
            )
            for one in proposed.corrections
        ),
        may_confirm=may_be_decided(state, today),
    )


def fallen_of(state: CaseState, frozen: doors.Frozen) -> tuple[FallenLicence, ...]:
    return tuple(
        FallenLicence(
            one.licence,
            one.label,
            LicenceState(one.state).label,
            one.why,
            one.on,
            tuple(frozen.name_of(key) for key in one.keys),
        )
        for one in state.fallen.values()
    )
