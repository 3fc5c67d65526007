"""The receipt of a submission, from the rows."""

from collections.abc import Sequence

from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.core.cases.views import Receipt, ReceiptLine
from onething.core.codes import parse_case_number
from onething.core.source import Text
from onething.kit.ports import SHANGHAI


def receipt_of(
    row: ApplicationRow,
    *,
    cases: Sequence[CaseRow] | None = None,
    document: str = "",
    repeated: bool = False,
) -> Receipt:
    """Return what was acknowledged, the same whoever asks again."""
    if cases is None:
        cases = list(CaseRow.objects.filter(application=row).order_by("id"))
    return Receipt(
        number=row.number,
        printed=parse_case_number(row.number).printed,
        code=row.code,
        received_at=row.submitted_at.astimezone(SHANGHAI),
        scene=row.scene,
        cases=tuple(
            ReceiptLine(case.number, case.item, Text(case.name_zh, case.name_en), case.bearer)
            for case in cases
        ),
        content_hash=row.content_hash,
        envelope_hash=row.envelope_hash,
        key=row.key,
        document=document,
        repeated=repeated,
    )
