"""Rows that carry a seal: their hash is kept in the transaction of the act, the seal is put on right after it.

The seal of a city is a device or a service of its own that can be slow or away. An act waits for neither, since the day
of receipt is a right: what is sealed queues, and whoever looks at a row before its turn has it sealed there and then.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import structlog
from django.db import models, transaction

from onething.core.papers import Sealer, SealValue
from onething.kit.points import point
from onething.kit.ports import port

#: So many rows are sealed and kept together.
BATCH = 50
#: Stands where the signature would, on a row that no longer says what it said when it was issued.
REFUSED = "refused"

log = structlog.get_logger("onething.seals")


class SealedRow(models.Model):
    """hash: of the content, from the first moment. algorithm, key_id, signature: "" until the seal is on."""

    hash = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=40)
    key_id = models.CharField(max_length=100)
    signature = models.TextField()

    class Meta:
        abstract = True

    def content(self) -> Mapping[str, Any]:
        """Return what the seal covers; it never changes."""
        raise NotImplementedError

    @property
    def seal(self) -> SealValue:
        return SealValue(self.hash, self.algorithm, self.key_id, self.signature)

    def close(self) -> None:
        """Fix the hash of what the row says; from now on only the seal may be added."""
        self.hash = port(Sealer).digest(self.content())  # type: ignore[type-abstract]


Row = TypeVar("Row", bound=SealedRow)


def sealed(row: Row) -> Row:
    """Return the row with its seal, put on now if it waited for it. Raises Unavailable."""
    if not row.signature:
        _sign(row)
        _keep(row)
    return row


def is_intact(row: SealedRow) -> bool:
    """Return whether the row still says what was sealed. Raises Unavailable if it waits for a seal that is away."""
    seal = sealed(row).seal
    return port(Sealer).is_intact(row.content(), seal)  # type: ignore[type-abstract]


def seal_waiting(model: type[SealedRow]) -> int:
    """Seal the next rows that wait; returns how many. Raises Unavailable."""
    rows = list(model._default_manager.filter(signature="").order_by("pk")[:BATCH])
    for row in rows:
        _sign(row)
        point("seals.sealed")
    with transaction.atomic():
        for row in rows:
            _keep(row)
        point("seals.before_commit")
    point("seals.kept")
    return len(rows)


def _sign(row: SealedRow) -> None:
    """Put the seal on; a row that was changed since the act gets none, leaves the queue, and never proves intact."""
    if port(Sealer).digest(row.content()) != row.hash:  # type: ignore[type-abstract]
        log.error("seal_refused", table=row._meta.db_table, row=str(row.pk))
        row.algorithm, row.key_id, row.signature = "none", "", REFUSED
        return
    value = port(Sealer).seal(row.content())  # type: ignore[type-abstract]
    row.algorithm, row.key_id, row.signature = value.algorithm, value.key_id, value.value


def _keep(row: SealedRow) -> None:
    """Write the seal, unless another process was faster: either seal is good."""
    waiting = type(row)._default_manager.filter(pk=row.pk, signature="")
    waiting.update(algorithm=row.algorithm, key_id=row.key_id, signature=row.signature)
