"""Issuing: number, data and hash, inside the transaction of the act; the seal follows at once by a job."""

from datetime import datetime

from django.db import connection, transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.documents.models import CounterRow, DocumentRow
from onething.areas.documents.paper import paper_of
from onething.areas.documents.permissions import DocumentsPermission
from onething.areas.documents.queries import ahead, lines_of
from onething.core.actors import Actor, Role
from onething.core.cases.documents import DocumentDraft, DocumentKind
from onething.core.cases.views import DocumentLine
from onething.core.catalogue.model import Package
from onething.core.papers import IssuedDocument, PaperAhead, Printer
from onething.kit.jobs import api as jobs
from onething.kit.ports import SHANGHAI, new_id, port, token
from onething.kit.statements import insert

SEAL = "documents.seal"
#: Goes up when a template changes so that an old document would look different (docs/documents.md).
TEMPLATE = "1"


@transaction.atomic(savepoint=False)
def issue(
    actor: Actor,
    *,
    draft: DocumentDraft,
    department: str,
    application: str,
    sequence: int,
    person: str,
    now: datetime,
) -> IssuedDocument:
    """Issue the document of an act with the next number of the office and year; a later page of a notice with its number.

    Belongs inside the transaction of the act: if that fails, the number was never given; and an act whose document
    cannot be made is not kept. person: key of whom it is for.
    Raises NotAllowed, RuleBroken for what the paper must say and does not, and for a character without a glyph.
    """
    actor.must(DocumentsPermission.ISSUE)
    package = catalogue.current(Actor.job("documents"))
    first = _first_page(draft, department, application)
    year = first.year if first else now.astimezone(SHANGHAI).year
    serial = first.serial if first else _next(department, year)
    page = int(draft.values["page"]) if first else 1
    office = package.departments.get(department)
    short = office.short.zh if office else department
    row = DocumentRow(
        id=new_id(),
        kind=draft.kind.value,
        department=department,
        year=year,
        serial=serial,
        page=page,
        number=f"{first.number}/{page}" if first else f"{short}〔{year}〕{serial:05d} 号",
        application=application,
        stream=draft.stream,
        sequence=sequence,
        person=person,
        issued_at=now.replace(microsecond=0),
        template=TEMPLATE,
        values=dict(draft.values),
        code=token(),
    )
    row.close()
    _must_be_whole(actor, row, package)
    insert([row])
    jobs.wake(SEAL, {SEAL: {}}, now=now)
    return row.to_core()


def _must_be_whole(actor: Actor, row: DocumentRow, package: Package) -> None:
    """Raise RuleBroken if the paper of this row could not be made. A machine does what the law does by itself, such as
    acceptance by silence: a character without a glyph does not stop it."""
    kind, values = paper_of(row.to_core(), package)
    printer = port(Printer)  # type: ignore[type-abstract]
    printer.check(kind, values, number=row.number, glyphs=Role.SYSTEM not in actor.roles)


def _first_page(draft: DocumentDraft, department: str, application: str) -> DocumentRow | None:
    """Return the first page of the notice of which this is a later one, None for a document that is whole."""
    if draft.kind is not DocumentKind.CORRECTION_NOTICE or draft.values.get("page", 1) == 1:
        return None
    rows = DocumentRow.objects.filter(application=application, department=department, kind=draft.kind.value)
    return rows.filter(values__notice=draft.values["notice"], values__page=1).order_by("sequence").first()


def _next(department: str, year: int) -> int:
    """Return the next serial; the row stays locked until the act commits."""
    table = CounterRow._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (department, year, last) VALUES (%s, %s, 1) "
            f"ON CONFLICT (department, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [department, year],
        )
        return int(cursor.fetchone()[0])


class Papers:
    """The documents as `areas.cases` asks for them (`core.cases.ports.CasePapers`)."""

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
        issued = issue(
            actor,
            draft=draft,
            department=department,
            application=application,
            sequence=sequence,
            person=person,
            now=now,
        )
        return str(issued.id)

    def ahead(
        self,
        actor: Actor,
        *,
        draft: DocumentDraft,
        department: str,
        application: str,
        person: str,
        now: datetime,
    ) -> PaperAhead:
        return ahead(
            actor, draft=draft, department=department, application=application, person=person, now=now
        )

    def of(self, actor: Actor, *, application: str, case: str = "") -> tuple[DocumentLine, ...]:
        return lines_of(actor, application=application, case=case)
