"""Binds what core and the areas only know as protocols. The one place with a clock, ids and dice."""

import os
import secrets
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings

from onething.adapters.calendars import load_calendar
from onething.adapters.departments import DepartmentClient
from onething.areas.catalogue.api import PublishedScenes
from onething.areas.documents.api import Papers
from onething.areas.licences.api import Licences
from onething.areas.notices.api import Messages
from onething.areas.ratings.api import Ratings
from onething.core.cases.ports import (
    CaseLicences,
    CaseMessages,
    CasePapers,
    CasePushes,
    CaseRatings,
    FrozenScenes,
)
from onething.core.exchange import DepartmentSystems
from onething.core.guidance.ports import FileKeeper, Glyphs, HeldLicences
from onething.core.papers import Printer, Sealer
from onething.core.ports import Clock, Dice, Ids
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, bind
from onething.site import stand_ins
from onething.site.files import Fonts, KeptFiles, LicenceRegister
from onething.site.papers import TestSeal, TypstPrinter


class SystemClock:
    """The machine's clock, read as Asia/Shanghai."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(SHANGHAI)


class TimeOrderedIds:
    """UUIDv7 (RFC 9562): milliseconds, then a counter inside the millisecond, then randomness."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0  # milliseconds << 12 | counter

    def new(self) -> UUID:
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() // 1_000_000 << 12)
            stamp = self._last
        milliseconds, counter = stamp >> 12, stamp & 0xFFF
        tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
        return UUID(int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail)


class SecretDice:
    """Randomness of the operating system."""

    def token(self, *, bytes_: int = 16) -> str:
        return secrets.token_urlsafe(bytes_)

    def choose(self, count: int) -> int:
        return secrets.randbelow(count)


def wire() -> None:
    """Bind every port of the house. Called once, when Django has loaded its applications."""
    bind(Clock, SystemClock())
    bind(Ids, TimeOrderedIds())
    bind(Dice, SecretDice())
    bind(WorkCalendar, load_calendar())
    bind(Sealer, TestSeal(settings.VAR / "seal"))
    bind(Printer, TypstPrinter(demo=settings.DEMO))
    bind(FileKeeper, KeptFiles(settings.FILES))
    bind(Glyphs, Fonts())
    register = LicenceRegister()
    people = stand_ins.people(settings.ROOT / "simulators" / "people.yaml") if settings.DEMO else ()
    bind(HeldLicences, stand_ins.DemoLicences(register, people) if people else register)
    bind(FrozenScenes, PublishedScenes())
    bind(CasePapers, Papers())
    bind(CaseMessages, Messages())
    bind(CaseLicences, Licences())
    bind(CaseRatings, Ratings())
    systems = DepartmentClient(
        settings.SYSTEMS,
        keys=dict.fromkeys(settings.SYSTEMS, settings.SYSTEM_KEY.encode()),
        nonce=SecretDice().token,
    )
    bind(DepartmentSystems, systems)
    bind(CasePushes, systems)
