"""The five-case application of the benchmarks: everything typed and uploaded, nothing looked up."""

import hashlib
import json
from dataclasses import replace
from typing import Any

ANSWERS: dict[str, Any] = {
    "certified": "none",
    "household": "dongguan",
    "wants": ["pension", "hardship", "care"],
    "kind": "limb",
    "level": "1",
    "age": 40,
    "income": "dibao",
    "by": "self",
    "student": "no",
    "pension": "none",
    "drawing": [],
    "account": "card",
}
TYPED = {
    "person.birth_date": "1986-01-20",
    "disability.since": "2010-05",
    "bank.account": "6229990000000000119",
    "bank.holder": "测试",
    "pension.start": "2026-12",
}
CASES = 5


def bodies(login: str, count: int, *, start: int = 0) -> list[bytes]:
    """Return signed bodies for `POST /applications`, each with another address, for the citizen with this login."""
    from onething.areas.guidance import api as guidance
    from onething.areas.people import api as people
    from onething.channels.rest.drafts import change_of, files_of
    from onething.channels.rest.shapes import SheetIn
    from onething.core.submission import GivenValue
    from onething.kit.ports import now
    from onething.site import demo

    account = people.find_account_by_login(demo.ACTOR, login=login)
    assert account is not None, login
    actor = account.to_actor()
    values, lines = _asked(actor)
    files = {line: [_upload(actor, line)] for line in lines}
    body = {
        "scene": "disabled-services",
        "answers": ANSWERS,
        "values": values,
        "files": files,
        "division": "441900004000",
        "delivery": {"way": "electronic"},
    }
    asked = SheetIn(**body)
    sheet = guidance.sheet_at_once(
        actor, scene=asked.scene, change=change_of(asked), files=files_of(actor, asked.files), now=now()
    )
    key, made = "applicant/person.residence_address", []
    for number in range(start, start + count):
        address = f"东莞市南城街道示例路 {number} 号"
        given = tuple(
            replace(one, value=address) if one.key == key else one for one in sheet.submission.values
        )
        assert GivenValue(key, address, "typed") in given
        signed = replace(sheet.submission, values=given).sheet_hash()
        made.append(json.dumps({**body, "values": {**values, key: address}, "signed_hash": signed}).encode())
    return made


def _asked(actor: Any) -> tuple[dict[str, Any], list[str]]:
    """Return a value for every field that is to be typed, and the lines that want a file."""
    from onething.areas.catalogue import api as catalogue
    from onething.areas.guidance import api as guidance
    from onething.kit.ports import now

    package = catalogue.current(actor)
    view = guidance.open_draft(
        actor,
        scene="disabled-services",
        change=guidance.Change(answers=ANSWERS, division="441900004000"),
        now=now(),
    )
    values = {}
    for one in view.fields:
        if one.issue is not None:
            choices = package.elements[one.element].choices
            default = choices[0].id if choices else "示例"
            values[one.key] = TYPED.get(one.element, default)
    lines = [one.line for one in view.open_materials]
    guidance.delete_draft(actor, draft_id=view.id, now=now())
    return values, lines


def _upload(actor: Any, line: str) -> str:
    from onething.channels.rest.models import UploadRow
    from onething.kit.ports import now

    made = hashlib.sha256(f"{actor.id} {line}".encode()).hexdigest()
    UploadRow.objects.update_or_create(
        actor=actor.id,
        hash=made,
        defaults={"name": "paper.png", "kind": "png", "size": 1000, "pages": 1, "at": now()},
    )
    return made
