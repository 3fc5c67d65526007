"""Work that nobody waits for: in a thread of its own, or at once where a test wants to see it done."""

import sys
from collections.abc import Callable
from threading import Thread

from django.db import connections


class InThread:
    """`core.search.model.Behind`. The thread ends with the process, and leaves no connection open."""

    def do(self, work: Callable[[], None]) -> None:
        Thread(target=_with_connections_of_its_own, args=(work,), daemon=True, name="behind").start()


class AtOnce:
    """`core.search.model.Behind`, for tests: it is done when the call returns."""

    def do(self, work: Callable[[], None]) -> None:
        work()


#: Seconds after which work behind a request lets the requests go on: each of them waits so long several times, at every
#: look into the database. The interpreter's own 5 ms would be felt.
LETS_GO = 0.0005


def _with_connections_of_its_own(work: Callable[[], None]) -> None:
    sys.setswitchinterval(LETS_GO)  # it stays: nothing is lost by it where nothing works behind
    try:
        work()
    finally:
        connections.close_all()
