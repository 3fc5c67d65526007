"""The production clock beside the slow one on random histories.

20,000 in the suite; `ONETHING_HISTORIES=1000000 pytest tests/core/clock/test_two_clocks.py` is the longer run.
"""

import os
from collections import Counter
from datetime import date, timedelta
from random import Random

from onething.adapters.calendars import load_calendar
from onething.core.clock import (
    PROFILES,
    ClockHistory,
    Extension,
    Ground,
    Limits,
    Pause,
    deadlines,
    deadlines_for_display,
    explain_case,
)
from onething.core.errors import DomainError
from tests.core.clock import slow_clock

HISTORIES = int(os.environ.get("ONETHING_HISTORIES", "20000"))
CALENDAR = load_calendar()
FIRST, LAST = date(2004, 1, 1), date(2027, 2, 1)
NAMES = ("telling", "silence", "supplement", "promised", "statutory", "delivery")


def some_case(dice: Random) -> tuple[Limits, ClockHistory]:
    profile = dice.choice(list(PROFILES.values()))
    if profile.takes_own_grounds and dice.random() < 0.2:
        profile = profile.with_own_grounds({"public_notice": "条例 18"})
    days = profile.decide_within if profile.decide_within is not None else dice.randint(1, 45)
    statutory = None if profile.decide_within is None and dice.random() < 0.2 else days
    limits = Limits(profile, dice.randint(0, days), statutory, dice.choice(["working"] * 4 + ["calendar"]))
    received = FIRST + timedelta(dice.randrange((LAST - FIRST).days))
    later = lambda day, most: day + timedelta(dice.randint(0, most))  # noqa: E731
    told = later(received, 14) if dice.random() < 0.5 else None
    supplemented = later(told, 20) if told and dice.random() < 0.6 else None
    accepted = later(supplemented or received, 9) if dice.random() < 0.8 else None
    pauses = []
    allowed = sorted({*profile.pause_grounds, *profile.own_grounds})
    for _ in range(dice.choice([0, 0, 1, 1, 2, 3]) if accepted else 0):
        first = later(accepted, 50) - timedelta(dice.choice([0, 0, 0, 3]))
        wrong = dice.random() < 0.03 or not allowed
        if wrong and dice.random() < 0.7:
            continue
        pauses.append(
            Pause(
                first=first,
                ground=dice.choice(["site_check", "public_notice"]) if wrong else dice.choice(allowed),
                told_days=dice.choice([0] + [*range(1, 31)] * 3),
                document="" if dice.random() < 0.01 else "特字 1 号",
                last=later(first, 40) if dice.random() < 0.5 else None,
            )
        )
    extension = None
    if accepted and dice.random() < 0.3:
        extension = Extension(dice.randint(1, 16), later(accepted, 40), "负责人", "情况复杂")
    decided = later(accepted, 40) if accepted and dice.random() < 0.3 else None
    supplement_days = dice.randint(1, 20) if told else None
    return limits, ClockHistory(
        received, told, supplement_days, supplemented, accepted, tuple(pauses), extension, decided
    )


def asked(question, limits, history):
    try:
        return question(limits, history, CALENDAR)
    except DomainError as error:
        return error.code


class TestTwoClocks:
    def test_agree_on_random_histories(self):
        assert set(Ground) == set(PROFILES["permit"].pause_grounds)
        dice, seen = Random(20261105), Counter()
        guessed = slow_clock.guessing(CALENDAR.lunar)
        for number in range(HISTORIES):
            limits, history = some_case(dice)
            slow = slow_clock.answers(limits, history, slow_clock.published)
            fast = asked(deadlines, limits, history)
            wrong = {answer for answer in slow.values() if isinstance(answer, str)}
            seen.update(wrong or {"fine"})
            if wrong:
                assert fast in wrong, (number, limits, history, slow, fast)
                if wrong != {"core.calendar_missing"}:
                    continue
                slow = slow_clock.answers(limits, history, guessed)
                fast = asked(deadlines_for_display, limits, history)
                if wrong := {answer for answer in slow.values() if isinstance(answer, str)}:
                    assert fast in wrong, (number, limits, history, slow, fast)
                    continue
                seen["provisional"] += 1
            assert not isinstance(fast, str), (number, limits, history, slow, fast)
            days = {name: line and line.day for name in NAMES for line in [getattr(fast, name)]}
            assert days == slow, (number, limits, history)
        kinds = {"fine", "provisional", "core.calendar_missing", "clock.ground_not_allowed"}
        kinds |= {"clock.pause_not_told", "clock.no_extension", "clock.extension_too_long"}
        kinds |= {"clock.extension_too_late"}
        assert kinds <= set(seen), seen
        assert seen["fine"] > HISTORIES / 2, seen

    def test_agree_on_which_days_were_not_counted(self):
        dice, told = Random(7), 0
        for _ in range(HISTORIES // 10):
            limits, history = some_case(dice)
            explained = asked(explain_case, limits, history)
            if explained is None or isinstance(explained, str) or explained.due_on.provisional:
                continue
            counts = slow_clock.published if limits.day_kind == "working" else (lambda day: True)
            stopped = slow_clock.stopped_days(limits, history.pauses, counts)
            day, skipped = history.accepted_on, []
            while (day := day + timedelta(1)) <= explained.due_on.day:
                if not counts(day) or day in stopped:
                    skipped.append(day)
            notes = [note for note in explained.notes if not note.counted]
            assert [note.day for note in notes] == skipped, (limits, history)
            told += len(notes)
        assert told > HISTORIES / 10
