"""SQLite with a queue: whoever writes waits in the kernel's line and is woken the moment the writer before has ended.

SQLite itself has one writer and no line: those who wait sleep and look again, up to a tenth of a second at a time,
and whoever looks at the right moment goes first. The line is a lock on a file beside the database (flock), which the
kernel gives back when a process dies. Only transactions queue; reads never wait.
"""

import fcntl
from typing import Any, TextIO

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection. Its place in the line is taken before BEGIN and given back after COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._line: TextIO | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._queue()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self._line is not None:
                self._line.close()
                self._line = None

    def _queue(self) -> None:
        if self.is_in_memory_db():
            return
        if self._line is None:
            self._line = open(f"{self.settings_dict['NAME']}-line", "a")  # noqa: SIM115 - as long as the connection
        fcntl.flock(self._line, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._line is not None:
            fcntl.flock(self._line, fcntl.LOCK_UN)
