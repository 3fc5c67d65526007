"""Numbers of applications, counted without a gap."""

from datetime import datetime

from django.db import connection

from onething.areas.cases.models import SerialRow
from onething.core.codes import make_case_number, parse_case_number
from onething.kit.ports import choose

#: channel -> letter of the number's channel group, and how many series are counted side by side.
CHANNELS = {"portal": ("P", 8), "desk": ("W", 4), "rest": ("R", 4), "kiosk": ("K", 2)}


def next_number(at: datetime, division: str, channel: str) -> str:
    """Return the next number of the day and channel, without a gap: the series is counted in this transaction."""
    letter, series = CHANNELS.get(channel, ("X", 1))
    group = f"{letter}{choose(series) + 1:03d}"
    serial = next_serial(f"{at:%Y%m%d}/{group}")
    return make_case_number(at.date(), division[:6], group, serial).text


def next_serial(series: str) -> int:
    """Return the next number of a series, 1 for the first; the row stays locked until the transaction ends."""
    table = SerialRow._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, last) VALUES (%s, 1) "
            f"ON CONFLICT (series) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [series],
        )
        found = cursor.fetchone()
    return int(found[0])


def keep_number(number: str) -> None:
    """Take a number that was given once: the series goes on after it."""
    case = parse_case_number(number)
    series = f"{case.day:%Y%m%d}/{case.channel}"
    row, made = SerialRow.objects.get_or_create(series=series, defaults={"last": case.serial})
    if not made and row.last < case.serial:
        SerialRow.objects.filter(pk=series, last__lt=case.serial).update(last=case.serial)
