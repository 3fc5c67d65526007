"""What a public service is to a reader elsewhere: the common ground of defined items and entries of the register."""

from dataclasses import dataclass

from onething.core.catalogue.model import Item, Package
from onething.core.linked.uris import Uris
from onething.core.register.definitions import OBJECTS, entry_of
from onething.core.register.entries import Entry, HandleForm, Need, Project, ResultKind
from onething.core.source import Text

_CHANNEL_OF = {
    HandleForm.WINDOW: "window",
    HandleForm.ONLINE: "online",
    HandleForm.COURIER: "courier",
    HandleForm.KIOSK: "kiosk",
}
_OBJECT_OF = {zh: id for id, zh in OBJECTS.items()}
NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Office:
    """code: unified social credit code, "" if it is not told. division: 12 digits, "" if it is not told."""

    name: Text
    code: str = ""
    division: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A material that is asked for. id: unique in its service."""

    id: str
    name: Text
    need: Need | None = None
    note: Text = NOTHING
    kind: str = ""  # id of the kind of paper in the city catalogue, "" if there is none


@dataclass(frozen=True, slots=True)
class Requirement:
    id: str
    text: Text
    law: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    id: str
    name: Text
    kind: ResultKind


@dataclass(frozen=True, slots=True)
class Charge:
    """fen: None = it costs something, nobody said how much."""

    id: str
    fen: int | None
    text: Text


@dataclass(frozen=True, slots=True)
class Service:
    """One public service. days are of `day_kind` ("working" or "calendar"), None = none is given. hash: of its version."""

    uri: str
    identifier: str
    name: Text
    description: Text
    office: Office
    version: str = ""
    kind: str = ""
    project: Project | None = None
    area: str = ""
    laws: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    evidences: tuple[Evidence, ...] = ()
    outputs: tuple[Output, ...] = ()
    charges: tuple[Charge, ...] = ()
    channels: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    promised_days: int | None = None
    statutory_days: int | None = None
    day_kind: str = "working"
    address: str = ""
    hours: str = ""
    phone: str = ""
    topics: tuple[str, ...] = ()


def service_of_item(item: Item, package: Package, uris: Uris) -> Service:
    """Return a defined item as a service, in both languages of the city."""
    entry, department = entry_of(item, package), package.departments[item.department]
    return Service(
        uri=uris.item(item.id),
        identifier=item.code or item.id,
        name=item.name,
        description=_described(item.name, entry),
        office=Office(department.name, department.code, department.division, department.phone),
        version=item.hash,
        kind=item.kind,
        project=entry.project,
        area=package.division,
        laws=item.law,
        requirements=tuple(Requirement(one.id, one.text, one.law) for one in item.eligible),
        evidences=_evidences(item, package),
        outputs=tuple(Output(one.id, one.name, entry.result_kind or ResultKind.WORK) for one in item.result),
        charges=tuple(
            Charge(str(number), one.fen, Text(f"{one.name.zh}（{one.basis}）", one.name.en))
            for number, one in enumerate(item.fees, start=1)
        )
        or (FREE,),
        channels=item.channels,
        objects=item.service_object,
        promised_days=item.promised_days,
        statutory_days=item.statutory_days,
        day_kind=item.day_kind,
        phone=department.phone,
    )


def service_of_entry(entry: Entry, uris: Uris, *, source: str, version: str = "") -> Service:
    """Return an entry of the register as a service. source: the mapping that it came by."""
    names: dict[str, int] = {}
    evidences = []
    for one in entry.materials:
        names[one.name] = names.get(one.name, 0) + 1
        id = one.name if names[one.name] == 1 else f"{one.name}-{names[one.name]}"
        evidences.append(Evidence(id, Text(one.name), one.need, Text(one.standard or one.fill_note)))
    charges = (Charge("1", None, Text(entry.fee_basis or "收费，标准另见", "Charged")),) if entry.fee else ()
    outputs = (Output("1", Text(entry.result), entry.result_kind or ResultKind.WORK),) if entry.result else ()
    return Service(
        uri=uris.entry(source, entry.key),
        identifier=entry.code or entry.key,
        name=Text(entry.name),
        description=_described(Text(entry.name), entry),
        office=Office(
            Text(entry.department or "未注明实施主体", "" if entry.department else "Not told"),
            entry.department_code,
            entry.area,
        ),
        version=version,
        kind=entry.kind.value if entry.kind else entry.kind_given,
        project=entry.project,
        area=entry.area,
        laws=(entry.basis,) if entry.basis else (),
        requirements=(Requirement("1", Text(entry.condition)),) if entry.condition else (),
        evidences=tuple(evidences),
        outputs=outputs,
        charges=(FREE,) if entry.fee is False else charges,
        channels=tuple(_CHANNEL_OF[one] for one in entry.forms),
        objects=tuple(_OBJECT_OF.get(one, one) for one in entry.objects),
        promised_days=entry.promised_days,
        statutory_days=entry.statutory_days,
        day_kind=entry.day_kind,
        address=entry.address,
        hours=entry.hours,
        phone=entry.inquiry_phone,
        topics=entry.topics,
    )


FREE = Charge("none", 0, Text("不收费", "Free of charge"))


def _evidences(item: Item, package: Package) -> tuple[Evidence, ...]:
    """One for each material of a role: lines that ask for the same in different situations are one."""
    found: dict[str, Evidence] = {}
    for line in item.materials:
        material, id = package.materials[line.material], f"{line.role}-{line.material}"
        always = line.required and line.when is None
        if id in found and not always:
            continue
        need = Need.ALWAYS if always else Need.SOMETIMES
        found[id] = Evidence(id, material.label, need, material.help or NOTHING, line.material)
    return tuple(found.values())


def _described(name: Text, entry: Entry) -> Text:
    """A sentence made of what is known: nobody wrote one, and readers ask for it."""
    days = {"working": ("个工作日", "working days")}.get(entry.day_kind, ("个自然日", "calendar days"))
    zh, en = (
        [f"{name.zh}，由{entry.department or '主管部门'}办理"],
        [f"{name.en or name.zh}, handled by the competent office"],
    )
    if entry.promised_days is not None:
        zh.append(f"承诺{entry.promised_days}{days[0]}办结" if entry.promised_days else "即时办结")
        en.append(
            f"promised within {entry.promised_days} {days[1]}" if entry.promised_days else "done on the spot"
        )
    return Text("，".join(zh) + "。", ("; ".join(en) + ".") if name.en else "")
