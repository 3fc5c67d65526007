"""What was acknowledged, beside the envelopes: the number and the enquiry code that a person went home with.

A line is on disk after the transaction has committed and before the receipt leaves, so that with the envelope it
rebuilds an acknowledged submission under its own number when the database is gone. A line twice says nothing new; the
last line of a file may be torn by a crash and was then never acknowledged.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

from onething.areas.cases.engine import envelopes
from onething.areas.cases.errors import storing
from onething.core.cases.views import Receipt
from onething.kit.points import point

NAME = "acknowledged.jsonl"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    number: str
    code: str


def note(receipt: Receipt) -> Receipt:
    """Write down that this receipt leaves now, and return it. Raises StorageFull."""
    path = envelopes.path_of(receipt.received_at, receipt.envelope_hash).with_name(NAME)
    line = json.dumps([receipt.envelope_hash, receipt.number, receipt.code]) + "\n"
    with storing():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        if new:
            envelopes.sync_folder(path.parent)
    point("cases.submit.noted")
    return receipt


def noted() -> Iterator[tuple[str, Acknowledged]]:
    """Yield every envelope that was acknowledged, with its number and code."""
    for path in sorted(envelopes.folder().glob(f"*/{NAME}")):
        for line in path.read_text("utf-8").splitlines():
            try:
                hash_, number, code = json.loads(line)
            except ValueError:
                continue
            yield hash_, Acknowledged(number, code)
