"""How limits, visits and enumerations are put into words, in both languages."""

from collections.abc import Iterable

from onething.core.clock import DayKind
from onething.core.source import Text


def listed(texts: Iterable[Text]) -> Text | None:
    """Return texts as one enumeration, each once, None for none."""
    each = list(dict.fromkeys(texts))
    if not each:
        return None
    return Text("、".join(one.zh for one in each), ", ".join(one.say("en") for one in each))


def days(number: int | None, kind: str) -> Text:
    """Return a limit in words: 0 is on the spot, None a limit that nobody sets."""
    if number is None:
        return Text("法律没有规定期限", "no limit set by law")
    if number == 0:
        return Text("当场办结", "on the spot")
    plural = "" if number == 1 else "s"
    if kind == DayKind.CALENDAR:
        return Text(f"{number} 个自然日", f"{number} calendar day{plural}")
    return Text(f"{number} 个工作日", f"{number} working day{plural}")


def visits_of(number: int) -> Text:
    """Return how often one has to come, in words."""
    if not number:
        return Text("不用到现场", "no visit")
    return Text(f"到现场 {number} 次", f"{number} visit{'' if number == 1 else 's'}")
