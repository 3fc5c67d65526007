"""A defined item as an entry of the register: what its definition says, in the words of the implementation list."""

from onething.core.catalogue.model import Item, MaterialLine, Package
from onething.core.catalogue.words import Way
from onething.core.register.entries import (
    Entry,
    EntryFee,
    EntryMaterial,
    EntryStep,
    Form,
    HandleForm,
    Kind,
    Need,
    Project,
    ResultKind,
    Sheet,
    Source,
    State,
    UseLevel,
)

#: Kinds of results of a definition → of the list.
_RESULTS = {
    "certificate": ResultKind.CERTIFICATE,
    "approval": ResultKind.APPROVAL,
    "document": ResultKind.APPROVAL,
    "proof": ResultKind.PROOF,
}
_FORMS = {
    "window": HandleForm.WINDOW,
    "online": HandleForm.ONLINE,
    "post": HandleForm.COURIER,
    "kiosk": HandleForm.KIOSK,
}

#: The last level of a definition is the one that decides.
_LEVELS = {"city": UseLevel.CITY, "town": UseLevel.TOWN, "village": UseLevel.VILLAGE}

#: Whom an item serves (服务对象).
OBJECTS = {
    "person": "自然人",
    "company": "企业法人",
    "institution": "事业法人",
    "association": "社会组织法人",
    "unincorporated": "非法人企业",
    "agency": "行政机关",
    "other": "其他组织",
}


def entry_of(item: Item, package: Package) -> Entry:
    """Return the entry of a definition.

    Materials that only some need are in it as not always needed; visits are those that everybody makes, with the reasons of all.
    """
    office = package.departments[item.department]
    result = item.result[0] if item.result else None
    return Entry(
        key=item.id,
        name=item.name.zh,
        code=item.code,
        kind=next((one for one in Kind if one.value == item.kind), None),
        department=office.name.zh,
        department_code=office.code,
        area=package.division,
        level=_LEVELS.get(item.levels[-1]) if item.levels else None,
        state=State.IN_USE,
        joint_departments=tuple(
            dict.fromkeys(
                package.departments[one.department].name.zh
                for one in item.steps
                if one.department in package.departments and one.department != item.department
            )
        ),
        project=Project.IMMEDIATE if item.promised_days == 0 else Project.PROMISED,
        promised_days=item.promised_days,
        statutory_days=item.statutory_days,
        day_kind=item.day_kind,
        visits=len({(one.place, one.purpose) for one in item.visits if one.when is None}),
        visit_reason="；".join(dict.fromkeys(one.reason for one in item.visits if one.reason)),
        online="online" in item.channels,
        depth=item.depth,
        forms=tuple(_FORMS[one] for one in item.channels if one in _FORMS),
        objects=tuple(OBJECTS.get(one, one) for one in item.service_object),
        fee=bool(item.fees),
        fee_basis="；".join(dict.fromkeys(one.basis for one in item.fees)),
        fees=tuple(EntryFee(one.name.zh, f"{one.fen / 100:.2f} 元", one.basis) for one in item.fees),
        condition="；".join(one.text.zh for one in item.eligible),
        basis="；".join(item.law),
        inquiry_phone=office.phone,
        result=result.name.zh if result else "",
        result_kind=_RESULTS.get(result.kind, ResultKind.WORK) if result else None,
        result_sample=bool(result and result.sample),
        materials=tuple(_material(line, package) for line in item.materials),
        steps=tuple(EntryStep(one.name.zh) for one in item.steps),
    )


def _material(line: MaterialLine, package: Package) -> EntryMaterial:
    material, ways = package.materials[line.material], set(line.accepts)
    return EntryMaterial(
        name=material.label.zh,
        need=Need.LATER
        if Way.LATER in ways
        else Need.SOMETIMES
        if line.when or not line.required
        else Need.ALWAYS,
        form=_form(ways),
        sheet=Sheet.BOTH if line.original and line.copies else Sheet.COPY if line.copies else Sheet.ORIGINAL,
        source=Source.GOVERNMENT if material.issuer else Source.APPLICANT,
        originals=int(line.original),
        copies=line.copies,
        shared=Way.SHARE in ways,
        licence=Way.LICENCE in ways,
        tolerated=Way.LATER in ways,
        sample=bool(material.sample),
        fill_note=material.help.zh if material.help else "",
    )


def _form(ways: set[Way]) -> Form:
    if Way.PAPER not in ways:
        return Form.ELECTRONIC
    return Form.PAPER if ways <= {Way.PAPER, Way.LATER, Way.DECLARATION} else Form.EITHER
