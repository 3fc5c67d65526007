"""What SMS gateways tell of the messages that they took: signed, fresh, and without effect the second time."""

from django.http import HttpRequest
from ninja import Path, Router, Status

from onething.areas.notices import api as notices
from onething.channels.rest.shapes import NewsOut, ReceiptIn
from onething.core.actors import Actor, Role
from onething.core.notices import Receipt
from onething.kit.ports import now

router = Router(tags=["SMS gateways"])


@router.post("/receipts/{system}", response={202: NewsOut}, url_name="rest-receipt-of-message")
def receive(
    request: HttpRequest, payload: ReceiptIn, system: str = Path(max_length=60)
) -> Status[dict[str, bool]]:
    """Take in what became of a message. A receipt that says nothing new changes nothing."""
    actor = Actor(f"system:{system}", system, frozenset({Role.SYSTEM}))
    receipt = Receipt(payload.key, delivered=payload.state == "delivered", reason=payload.reason)
    applied = notices.take_receipt(actor, provider=system, receipt=receipt, now=now())
    return Status(202, {"applied": applied})
