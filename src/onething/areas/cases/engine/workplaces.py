"""Whether an officer may do this to this case: by lot, in an absent colleague's place, and never in one's own matter."""

from dataclasses import replace
from datetime import date

from onething.areas.cases import scope
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.errors import GivenByLot, OwnMatter
from onething.areas.cases.models import CaseRow
from onething.areas.offices import api as offices
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases.errors import SamePerson
from onething.core.cases.graph import RUNNING, TO_CHECK
from onething.core.staffing import Workplace

#: Fields that hold somebody's number.
NUMBER = "/person.id_number"
#: What is for whoever has the case, where cases come by lot.
FOR_THE_HOLDER = (
    c.Check,
    c.Accept,
    c.Decline,
    c.Pause,
    c.Resume,
    c.EnterStep,
    c.TransferTo,
    c.TakeOver,
    c.Decide,
    c.SendToIntake,
    c.Terminate,
    c.CheckDeclaration,
    c.CheckSite,
    c.PostNotice,
    c.EndPosting,
    c.OfferHearing,
    c.SetHearing,
)
#: What whoever handed a case in at the window may not do (收审分离).
FOR_OTHERS = (c.Decide, c.ConfirmDraft, c.ReturnDraft)
#: Where a case is when it comes by lot; what is decided is made and delivered by anybody of the office.
BY_LOT = TO_CHECK | RUNNING


def workplace(actor: Actor, *, on: date) -> Workplace:
    """Return what the actor finds in the own office; nothing for those who see all."""
    here = scope.in_office(actor) and not scope.sees_all(actor)
    return offices.workplace(actor, on=on) if here else Workplace()


def persons_in(loaded: Loaded) -> frozenset[str]:
    """Return the keys of everybody whom the application names: applicant, representative, and numbers in the form."""
    named = {str(one.value) for one in loaded.submission.values if one.key.endswith(NUMBER) and one.value}
    return frozenset({loaded.row.person, loaded.row.representative, *named} - {""})


def may_work_on(actor: Actor, row: CaseRow, here: Workplace) -> bool:
    """Whether the case is the actor's to work on: everything where nothing comes by lot, and a manager's always."""
    if Role.MANAGER in actor.roles or not here.is_pooled(row.item) or row.status not in BY_LOT:
        return True
    return row.holder == actor.id or row.holder in dict(here.stands_for)


def in_place(
    actor: Actor, loaded: Loaded, row: CaseRow, command: c.CaseCommand, *, on: date
) -> tuple[Actor, c.CaseCommand]:
    """Return actor and command as they count: in the place of the absent colleague who has the case.

    Raises OwnMatter, SamePerson, GivenByLot.
    """
    here = workplace(actor, on=on)
    if here.person and here.person in persons_in(loaded):
        raise OwnMatter(row.number)
    if isinstance(command, FOR_OTHERS) and actor.id == loaded.row.submitted_by:
        raise SamePerson(case=row.number)  # also where the log of the case did not say yet who took it in
    if not isinstance(command, FOR_THE_HOLDER) or command.by.id != actor.id:
        return actor, command
    if not may_work_on(actor, row, here):
        raise GivenByLot(row.number)
    absent = dict(here.stands_for)
    if row.holder not in absent:
        return actor, command
    standing = replace(actor, stands_for=row.holder, stands_for_name=absent[row.holder])
    return standing, replace(command, by=standing)
