"""The electronic licence that a granted case gives."""

from datetime import datetime

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded, values_now
from onething.areas.cases.engine.results import scene_key
from onething.core.actors import Actor
from onething.core.cases.errors import NoSuchResult, NotNow
from onething.core.cases.ports import CaseLicences
from onething.kit.ports import port


def make_licence(actor: Actor, loaded: Loaded, number: str, result: str, *, now: datetime) -> str:
    """Make the licence that a result of the case is, with the data that it carries; returns its identifier.

    Raises NotNow before a grant, NoSuchResult.
    """
    case = loaded.matter.case(number)
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    line = frozen.scene.item(case.opening.item)
    found = next((one for one in line.item.result if one.id == result), None)
    if found is None or result not in case.opening.certificates or result in case.certificates:
        raise NoSuchResult(result=result)
    if not case.granted:
        raise NotNow(case=number, status=case.status.label, event="CertificateMade")
    role = scene_key(frozen.scene, line, case.opening.bearer, f"{found.role}/")[:-1]
    known = values_now(loaded)
    known |= {key: value for given in case.received.values() for key, value in given.fields.items()}
    known |= dict(case.given.fields)
    licence = frozen.package.licences.get(found.licence)
    wanted = licence.fields if licence else ()
    fields = {element: known.get(f"{role}/{element}") for element in wanted}
    name = known.get(f"{role}/person.name") or loaded.row.person_name
    holder = loaded.row.person if role == "applicant" else known.get(f"{role}/person.id_number")
    return port(CaseLicences).make(  # type: ignore[type-abstract]
        actor,
        licence=found.licence or found.id,
        holder=str(holder or f"{loaded.row.person}/{role}"),
        holder_name=str(name),
        fields=fields,
        department=line.item.department,
        case=number,
        now=now,
    )
