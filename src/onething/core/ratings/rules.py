"""The city's rules about ratings (`settings.ratings` of its package); each rating keeps the version that it was taken under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from onething.core.papers import Level

_DEFAULTS: Mapping[str, Any] = {
    "version": 1,
    "default_level": "",
    "default_days": 7,
    "start_days": 1,
    "at_once_days": 1,
    "simple_days": 5,
    "complex_days": 15,
    "burst_count": 5,
    "burst_minutes": 10,
    "appeal_days": 5,
}


@dataclass(frozen=True, slots=True)
class RatingRules:
    """default_level: what nobody's rating counts as after `default_days` calendar days; None = it never does.

    start_days, at_once_days, simple_days, complex_days, appeal_days: working days, the first day not counted. A burst:
    more than burst_count ratings from one device or window within burst_window.
    """

    version: int
    default_level: Level | None
    default_days: int
    start_days: int
    at_once_days: int
    simple_days: int
    complex_days: int
    appeal_days: int
    burst_count: int
    burst_window: timedelta

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "RatingRules":
        said = {**_DEFAULTS, **settings.get("ratings", {})}
        level, minutes = said.pop("default_level"), said.pop("burst_minutes")
        return cls(
            **said,
            default_level=Level(level) if level else None,
            burst_window=timedelta(minutes=minutes),
        )
