"""Rows as CSV, as spreadsheets open it: UTF-8 with a mark, and no cell that would be taken for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

#: What a spreadsheet takes for the beginning of a formula.
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def csv_pieces(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give the text of a table row by row, its mark and its head first."""
    yield "\ufeff" + _row(head)
    for row in rows:
        yield _row([f"'{cell}" if cell.startswith(_BEGINS) else cell for cell in row])


def _row(cells: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
