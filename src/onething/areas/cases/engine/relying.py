"""The electronic licences that a case rests on: kept with the submission, asked for before a grant, told when they fall."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from onething.areas.cases.engine.acting import carry_out
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.engine.showing import keys_asked_by
from onething.areas.cases.engine.wording import handling
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import Opening
from onething.core.cases.ports import CaseLicences
from onething.core.cases.state import CaseState
from onething.core.catalogue.words import Way
from onething.core.composition import Plan
from onething.core.submission import Submission
from onething.kit.ports import port

_LICENCE = "licence:"
JOB = Actor.job("licences")


def keep(
    actor: Actor,
    submission: Submission,
    plan: Plan,
    openings: Iterable[Opening],
    *,
    person: str,
    now: datetime,
) -> None:
    """Keep, for each case, which of its fields and materials come from licences of the applicant."""
    if not submission.licences:
        return
    for opening in openings:
        if relied := _relied(submission, plan, opening):
            port(CaseLicences).rely(  # type: ignore[type-abstract]
                actor,
                holder=person,
                relied=relied,
                case=opening.number,
                purpose=handling(opening.name),
                now=now,
            )


def _relied(submission: Submission, plan: Plan, opening: Opening) -> dict[str, list[str]]:
    """Return id of the kind of licence -> keys of this case."""
    fields, materials = keys_asked_by(plan, opening.item, opening.bearer)
    relied: dict[str, list[str]] = defaultdict(list)
    for value in submission.values:
        if value.source.startswith(_LICENCE) and value.key in fields:
            relied[value.source.removeprefix(_LICENCE)].append(value.key)
    for material in submission.materials:
        if material.way is Way.LICENCE and material.key in materials:
            relied[material.source].append(material.key)
    return relied


def bring_up_to_date(loaded: Loaded, number: str, *, now: datetime) -> CaseState:
    """Tell a case how the licences stand on which it rests, before anything is decided on them. Returns it."""
    for one in port(CaseLicences).relied_on(JOB, case=number):  # type: ignore[type-abstract]
        note = c.NoteLicence(JOB, number, one.identifier, one.label, one.state.value, one.why, one.keys)
        carry_out(JOB, loaded, note, now=now)
    return loaded.matter.case(number)
