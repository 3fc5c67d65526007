"""What a citizen hands over in the benchmarks: the whole of the five-item scene, each time with another address."""

import struct
import zlib
from typing import Any

from bench.http import Caller
from tests.channels.rest.forms import ANSWERS, choices_of_city, value_for

SCENE = "disabled-services"
TOWN = "441900004000"
ADDRESS = "applicant/person.residence_address"


def form_of(caller: Caller, *, name: str, number: str) -> dict[str, Any]:
    """Return the body for `POST /sheets` that leaves nothing open; the papers are uploaded by the caller."""
    choices = choices_of_city()
    draft = caller.post("/drafts", {"scene": SCENE}, expect=201)
    path = f"/drafts/{draft.body['id']}"
    while question := draft.body["plan"]["next_question"]:
        offered = [one["id"] for one in question["choices"]]
        answer = ANSWERS.get(question["id"], offered[0] if offered else 40)
        draft = caller.write("PATCH", path, {"answers": {question["id"]: answer}}, match=draft.etag)
    values = {one["key"]: value_for(one, choices) for one in draft.body["fields"] if one["issue"]}
    told = {
        "bank.holder": name,
        "person.birth_date": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        "person.sex": "male" if int(number[16]) % 2 else "female",
    }
    values |= {key: told[key.partition("/")[2]] for key in values if key.partition("/")[2] in told}
    lines = [one["line"] for one in draft.body["materials"] if one["required"] and not one["done"]]
    caller.write("DELETE", path, expect=204)
    files = {}
    for shade, line in enumerate(lines):
        kept = caller.upload("/files", f"{shade}.png", picture(shade))
        if kept.status != 201:
            raise RuntimeError(f"/files answered {kept}")
        files[line] = [kept.body["hash"]]
    return {
        "scene": SCENE,
        "answers": draft.body["answers"],
        "values": values,
        "files": files,
        "division": TOWN,
        "delivery": {"way": "electronic"},
    }


def another(form: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the form with another address, since the same content within a day is one application."""
    return {**form, "values": {**form["values"], ADDRESS: f"东莞市南城街道示例路 {number} 号"}}


def signed(caller: Caller, form: dict[str, Any]) -> dict[str, Any]:
    """Read the sheet and sign it."""
    sheet = caller.post("/sheets", form, expect=200)
    return {**form, "signed_hash": sheet.body["hash"]}


def picture(shade: int) -> bytes:
    """Return a small PNG of one grey."""
    rows = b"".join(b"\0" + bytes([shade]) * 64 for _ in range(64))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
