"""The holiday notices shipped with the program, one file a year, and the reader of newer ones.

A file `YEAR.yaml` has three keys:

    year: 2026
    notice: [国务院办公厅关于2026年部分节假日安排的通知]
    festivals:
      new_year: {rest: [2026-01-01/2026-01-03], work: [2026-01-04]}

Days are single or `first/last`, both included. Days around New Year stand in the notice that moved them.
`lunar.csv` has the moving festivals up to 2099, for years whose notice is not yet published.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from onething.core.errors import RuleBroken
from onething.core.workdays import ONE_DAY, HolidayNotice, LunarDates, WorkCalendar


class NoticeUnreadable(RuleBroken):
    code = "calendars.notice_unreadable"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} is not a holiday notice: {why}")
        self.file = file
        self.why = why


def load_calendar(extra: Mapping[str, bytes] | None = None) -> WorkCalendar:
    """Return the calendar of all shipped notices and of `extra` ones (file name -> content).

    An extra notice for a year that is shipped takes its place.
    Raises NoticeUnreadable for a file that is no notice, NoticeBroken for one that contradicts itself.
    """
    calendar = _shipped()
    for name, content in sorted((extra or {}).items()):
        calendar = calendar.with_notice(read_notice(name, content))
    return calendar


def read_notice(name: str, content: bytes) -> HolidayNotice:
    """Return the notice that a file holds. Raises NoticeUnreadable, NoticeBroken."""
    try:
        data = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise NoticeUnreadable(name, " ".join(str(error).split())) from None
    except UnicodeDecodeError:
        raise NoticeUnreadable(name, "its text is not UTF-8") from None
    if not isinstance(data, dict) or set(data) != {"year", "notice", "festivals"}:
        raise NoticeUnreadable(name, "it must have the keys year, notice and festivals, and no others")
    year, titles, festivals = data["year"], data["notice"], data["festivals"]
    if type(year) is not int or not 1949 < year < 2200:
        raise NoticeUnreadable(name, f"year must be a year of four digits, not {year!r}")
    if isinstance(titles, str):
        titles = [titles]
    if not isinstance(titles, list) or not titles or not all(isinstance(title, str) for title in titles):
        raise NoticeUnreadable(name, "notice must name the published notice, or a list of them")
    if not isinstance(festivals, dict):
        raise NoticeUnreadable(name, "festivals must map each festival to its days")
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for festival, days in festivals.items():
        if not isinstance(days, dict) or not set(days) <= {"rest", "work"}:
            raise NoticeUnreadable(name, f"{festival} must have rest and work, and no others")
        off |= dict.fromkeys(_days(name, days.get("rest", [])), festival)
        worked |= dict.fromkeys(_days(name, days.get("work", [])), festival)
    return HolidayNotice(year, tuple(titles), off, worked)


def _days(name: str, entries: Any) -> Iterator[date]:
    if not isinstance(entries, list):
        raise NoticeUnreadable(name, f"days must be a list, not {entries!r}")
    for entry in entries:
        first, _, last = str(entry).partition("/")
        try:
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            raise NoticeUnreadable(
                name, f"{entry!r} is no day (2026-01-04) or interval (2026-01-01/2026-01-03)"
            ) from None
        if not 0 <= (end - day).days <= 31:
            raise NoticeUnreadable(name, f"{entry!r} must run forward and for at most a month")
        while day <= end:
            yield day
            day += ONE_DAY


@lru_cache(maxsize=1)
def _shipped() -> WorkCalendar:
    folder = resources.files(__package__)
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )
    with (folder / "lunar.csv").open(encoding="utf-8") as table:
        lunar = {
            int(row["year"]): LunarDates(
                new_year=date.fromisoformat(row["new_year"]),
                qingming=date.fromisoformat(row["qingming"]),
                dragon_boat=date.fromisoformat(row["dragon_boat"]),
                mid_autumn=date.fromisoformat(row["mid_autumn"]),
            )
            for row in csv.DictReader(table)
        }
    return WorkCalendar.of((read_notice(file.name, file.read_bytes()) for file in files), lunar)
