"""Documents in a table of the same database: numbers move in the transaction of the act, as the real ones do."""

import hashlib
from datetime import datetime

from django.db import connection

from onething.core.actors import Actor
from onething.core.audit import canonical
from onething.core.cases.documents import DocumentDraft
from onething.core.cases.invariants import IssuedDocument
from onething.core.cases.views import DocumentLine

TABLE = """CREATE TABLE IF NOT EXISTS crash_papers (
    application TEXT, stream TEXT, sequence INTEGER, kind TEXT, office TEXT, year INTEGER, serial INTEGER, hash TEXT,
    UNIQUE (office, year, serial))"""


class PapersInATable:
    def make(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)

    def issue(
        self,
        actor: Actor,
        *,
        draft: DocumentDraft,
        department: str,
        application: str,
        sequence: int,
        person: str,
        now: datetime,
    ) -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COALESCE(MAX(serial), 0) + 1 FROM crash_papers WHERE office = %s AND year = %s",
                [department, now.year],
            )
            serial = int(cursor.fetchone()[0])
            hash_ = hashlib.sha256(canonical(draft.values)).hexdigest()
            cursor.execute(
                "INSERT INTO crash_papers VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [application, draft.stream, sequence, draft.kind.value, department, now.year, serial, hash_],
            )
        return f"{department}-{now.year}-{serial}"

    def of(self, actor: Actor, *, application: str, case: str = "") -> tuple[DocumentLine, ...]:
        return ()

    def issued(self) -> list[IssuedDocument]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stream, sequence, kind, office, year, serial, hash FROM crash_papers")
            rows = cursor.fetchall()
        return [
            IssuedDocument(
                stream, sequence, kind, office, year, serial, f"{office}-{year}-{serial}", hash_, sealed=True
            )
            for stream, sequence, kind, office, year, serial, hash_ in rows
        ]
