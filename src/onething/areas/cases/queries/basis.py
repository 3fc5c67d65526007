"""On what an office may rest a look at more than the case itself: whose it is, and the articles of its item."""

from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.errors import CaseNotFound
from onething.areas.cases.models import ApplicationRow, CaseRow, PushRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor, Role
from onething.core.cases.errors import AlreadyEnded
from onething.core.cases.graph import ENDED, Status
from onething.core.cases.views import CaseBasis
from onething.core.source import Text


def get_basis(actor: Actor, *, case: str) -> CaseBasis:
    """Return it to the office or window that has the case now, and to a department system that was told of it.

    Raises NotAllowed, CaseNotFound, AlreadyEnded where nothing of the case is to be looked into any more.
    """
    actor.must(CasesPermission.CALL_BACK if Role.SYSTEM in actor.roles else CasesPermission.SEE)
    row = CaseRow.objects.filter(number=case).first()
    application = ApplicationRow.objects.filter(pk=row.application_id).first() if row else None
    department = _department(actor, row, application) if row and application else ""
    if row is None or application is None or not department:
        raise CaseNotFound(case)
    status = Status(row.status)
    if status in ENDED and row.check_on is None:
        raise AlreadyEnded(case=case, status=status.label)
    item = doors.frozen(application.scene, application.scene_hash).scene.item(row.item).item
    return CaseBasis(case, Text(row.name_zh, row.name_en), application.person, department, item.law)


def _department(actor: Actor, row: CaseRow, application: ApplicationRow) -> str:
    """Return the department that looks, "" where the case is none of its business."""
    if Role.SYSTEM in actor.roles:
        told = PushRow.objects.filter(system=actor.id.removeprefix("system:"), case=row.number)
        return told.values_list("department", flat=True).first() or ""
    here = scope.is_of_office(actor, row) or scope.took_in(actor, application)
    return actor.department if here else ""
