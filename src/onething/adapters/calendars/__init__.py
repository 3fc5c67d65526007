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
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from onething.core.errors import RuleBroken
from onething.core.source import Text
from onething.core.workdays import ONE_DAY, HolidayNotice, LunarDates, WorkCalendar


class NoticeUnreadable(RuleBroken):
    code = "calendars.notice_unreadable"

    def __init__(self, file: str, why: Text) -> None:
        super().__init__(f"{file} is not a holiday notice: {why.en}")
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
        data = yaml.load(content, Loader=yaml.BaseLoader)  # every value stays a text, as it was typed
    except yaml.YAMLError as error:
        message = " ".join(str(error).split())
        raise NoticeUnreadable(name, Text(f"不是 YAML：{message}", f"it is no YAML: {message}")) from None
    except UnicodeDecodeError:
        raise NoticeUnreadable(name, Text("编码不是 UTF-8", "its text is not UTF-8")) from None
    if not isinstance(data, dict) or set(data) != {"year", "notice", "festivals"}:
        raise NoticeUnreadable(
            name,
            Text(
                "键只能有 year、notice、festivals 三个",
                "it must have the keys year, notice and festivals, and no others",
            ),
        )
    year, titles, festivals = data["year"], data["notice"], data["festivals"]
    if not isinstance(year, str) or not re.fullmatch(r"(19|20|21)\d\d", year, re.ASCII):
        raise NoticeUnreadable(
            name,
            Text(f"year 应为四位年份，现为 {year!r}", f"year must be a year of four digits, not {year!r}"),
        )
    if isinstance(titles, str):
        titles = [titles]
    if not isinstance(titles, list) or not titles or not all(isinstance(title, str) for title in titles):
        raise NoticeUnreadable(
            name,
            Text("notice 应为通知名称，或其列表", "notice must name the published notice, or a list of them"),
        )
    if not isinstance(festivals, dict):
        raise NoticeUnreadable(
            name, Text("festivals 应写明各节日的日子", "festivals must map each festival to its days")
        )
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for festival, days in festivals.items():
        if not isinstance(days, dict) or not set(days) <= {"rest", "work"}:
            raise NoticeUnreadable(
                name,
                Text(f"{festival} 只能有 rest 和 work", f"{festival} must have rest and work, and no others"),
            )
        off.update((day, festival) for day in _days(name, days.get("rest", [])))
        worked.update((day, festival) for day in _days(name, days.get("work", [])))
    return HolidayNotice(int(year), tuple(titles), off, worked)


def _days(name: str, entries: Any) -> Iterator[date]:
    if not isinstance(entries, list):
        raise NoticeUnreadable(
            name, Text(f"日子应为列表，现为 {entries!r}", f"days must be a list, not {entries!r}")
        )
    for entry in entries:
        first, _, last = str(entry).partition("/")
        try:
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            raise NoticeUnreadable(
                name,
                Text(
                    f"{entry!r} 不是日期（2026-01-04）或区间（2026-01-01/2026-01-03）",
                    f"{entry!r} is no day (2026-01-04) or interval (2026-01-01/2026-01-03)",
                ),
            ) from None
        if not 0 <= (end - day).days <= 31:
            raise NoticeUnreadable(
                name,
                Text(
                    f"{entry!r} 起止颠倒或超过一个月", f"{entry!r} must run forward and for at most a month"
                ),
            )
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
