"""Steps of an application with Django's client, for the tests of the pages."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from onething.areas.guidance import api as guidance
from onething.core.catalogue.words import ElementKind
from onething.kit.ports import now
from tests.channels.portal_apply.test_portal_guide import DISABLED, FULL, text_of, walk

ALONE = {**FULL, "by": "self", "wants": ["hardship"], "income": "dibao"}
TYPED = {
    ElementKind.DATE: "2001年3月5日",
    ElementKind.MONTH: "2020-03",
    ElementKind.INTEGER: "1",
    ElementKind.DECIMAL: "1.5",
    ElementKind.MONEY: "12.50",
    ElementKind.PHONE: "13800001357",
    ElementKind.BANK_ACCOUNT: "6217000000000000000",
    ElementKind.YES_NO: "yes",
    ElementKind.CITIZEN_NUMBER: "990000199203150026",
    ElementKind.IDENTITY_NUMBER: "990000199203150026",
    ElementKind.DIVISION: "441900004000",
    ElementKind.MOMENT: "2026-03-05 08:30",
    ElementKind.NAME: "黎小满",
}


def photo(name="photo.jpg", colour="white"):
    content = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def draft_of(citizen):
    (line,) = guidance.list_drafts(citizen.actor, now=now())
    return guidance.get_draft(citizen.actor, draft_id=line.id, now=now())


def begun(citizen, answers=ALONE):
    """Answer the guide signed in, begin, and return the draft."""
    walk(citizen, DISABLED, answers)
    response = citizen.post(f"{DISABLED}begin", {"principal": ""})
    assert response.status_code == 302, text_of(response)
    return draft_of(citizen)


def page(citizen, draft, name):
    return f"/drafts/{draft.id}/{name}"


def fill(citizen):
    """Type something right into everything that is asked; return the answer to "next"."""
    draft = draft_of(citizen)
    data = {"version": draft.version, "next": "1"}
    for one in draft.fields:
        if one.open and one.comes_with is None and (one.source in ("", "typed") or one.issue):
            value = one.choices[0].id if one.choices else TYPED.get(one.kind, "示例")
            if one.constraints.min is not None and one.kind is ElementKind.DATE:
                value = str(one.constraints.min)
            if one.key == "applicant/person.birth_date":
                number = draft.draft.applicant.number
                value = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            data[f"f:{one.key}"] = value
    return citizen.post(page(citizen, draft, "form"), data)


def give_papers(citizen):
    draft = draft_of(citizen)
    for one in draft.open_materials:
        response = citizen.post(
            page(citizen, draft, "papers"), {"line": one.line, "file": [photo(colour="grey")]}
        )
        assert response.status_code == 302, text_of(response)


def ready(citizen, answers=ALONE):
    draft = begun(citizen, answers)
    citizen.post(page(citizen, draft, "consent"), {"which": "none"})
    assert fill(citizen).status_code == 302, [(one.key, one.issue) for one in draft_of(citizen).wrong_fields]
    give_papers(citizen)
    citizen.post(page(citizen, draft, "delivery"), {"way": "electronic"})
    return draft_of(citizen)


def signed(citizen, draft, **more):
    seen = text_of(citizen.get(page(citizen, draft, "check")))
    data = {name: re.search(rf'name="{name}" value="([^"]+)"', seen)[1] for name in ("version", "hash")}
    return citizen.post(page(citizen, draft, "check"), {**data, "confirm": "on", **more})
