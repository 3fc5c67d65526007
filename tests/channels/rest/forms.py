"""What a machine types and uploads for a draft, whatever the plan asks."""

import struct
import zlib
from io import BytesIO
from typing import Any

from tests.channels.rest.machine import Answer, Machine

#: Answers of the man whose application the journey follows; the first choice counts for every other question.
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
#: Texts for fields that take no free text.
TYPED = {
    "person.birth_date": "1979-04-30",
    "person.phone": "13800000358",
    "person.name": "何冠霖",
    "person.id_number": "990000197904300358",
    "disability.since": "2010-05",
    "bank.account": "6229990000000000358",
    "bank.holder": "何冠霖",
    "pension.start": "2026-12",
    "person.residence_address": "东莞市南城街道示例路 1 号",
}


def answered(
    machine: Machine, draft: Answer, answers: dict[str, Any] | None = None, *, usual: dict[str, Any] = ANSWERS
) -> Answer:
    """Answer one question after the other, as long as one is asked."""
    chosen = {**usual, **(answers or {})}
    while question := draft.body["plan"]["next_question"]:
        choices = [one["id"] for one in question["choices"]]
        answer = chosen.get(question["id"], choices[0] if choices else 40)
        draft = change(machine, draft, answers={question["id"]: answer})
    return draft


def change(machine: Machine, draft: Answer, **what: Any) -> Answer:
    changed = machine.write("patch", f"/drafts/{draft.body['id']}", what, match=draft.etag)
    assert changed.status == 200, changed
    return changed


def value_for(field: dict[str, Any], choices: dict[str, list[str]]) -> Any:
    element = field["key"].partition("/")[2]
    if allowed := choices.get(element):
        return allowed[0]
    return TYPED.get(element, "示例")


def choices_of_city() -> dict[str, list[str]]:
    """Return the choices of every element that has some, from the city's own dictionary."""
    import yaml

    from tests.conftest import ROOT

    elements = yaml.safe_load((ROOT / "cities/dongguan/elements.yaml").read_text("utf-8"))
    return {id: list(one["choices"]) for id, one in elements.items() if one.get("choices")}


def typed(draft: Answer) -> dict[str, Any]:
    """Return a value for every field that is open and empty."""
    choices = choices_of_city()
    return {one["key"]: value_for(one, choices) for one in draft.body["fields"] if one["issue"]}


def open_lines(draft: Answer) -> list[str]:
    return [one["line"] for one in draft.body["materials"] if one["required"] and not one["done"]]


def picture(name: str = "paper.png", *, shade: int = 200) -> BytesIO:
    """A small PNG that is one."""
    width = height = 64
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    made = BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    made.name = name
    return made
