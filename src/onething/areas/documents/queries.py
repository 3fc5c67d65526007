"""Reading documents: whose they are, what they say, and whether they are what was sealed."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.documents.models import DocumentRow
from onething.areas.documents.paper import paper_of
from onething.areas.documents.permissions import DocumentsPermission
from onething.core.actors import Actor, Role
from onething.core.audit import canonical
from onething.core.cases.documents import DocumentDraft, DocumentKind
from onething.core.cases.views import DocumentLine
from onething.core.errors import NotFound
from onething.core.papers import IssuedDocument, KeptPapers, PaperAhead, Printer, Sealer, VerifiedDocument
from onething.core.source import Text
from onething.kit import sealing
from onething.kit.ports import SHANGHAI, new_id, now, port
from onething.kit.statements import Lookup

_OF_APPLICATION = Lookup(DocumentRow, "application")
#: What stands where the number will, before there is one.
NUMBER_LATER = "（文号用印时取）"
_NOTICE = DocumentKind.CORRECTION_NOTICE.value
_EVERY_KIND = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.SYSTEM, Role.CITIZEN, Role.CLERK})


class DocumentNotFound(NotFound):
    code = "documents.not_found"

    def __init__(self) -> None:
        super().__init__("no such document, or not one that you may see")


class CodeUnknown(NotFound):
    code = "documents.code_unknown"

    def __init__(self) -> None:
        super().__init__("no document carries this code")


def visible_to(actor: Actor) -> QuerySet[DocumentRow]:
    """Nobody sees more than cases or applications that the rules of sight of `areas.cases` let him see.

    Of these a citizen and a window see every document, an office those that it issued itself and the notice that
    tells what it found, whoever sent it.
    """
    rows = DocumentRow.objects.filter(cases.in_sight(actor))
    if actor.roles & _EVERY_KIND:
        return rows
    if not actor.department:
        return rows.none()
    return rows.filter(Q(department=actor.department) | Q(kind=_NOTICE) & cases.told_in_sight(actor))


def get_document(actor: Actor, *, document_id: UUID) -> IssuedDocument:
    """Return a document's data. A look of others than its person is written down, here and at the paper.

    Raises DocumentNotFound.
    """
    return _visible(actor, document_id).to_core()


def _visible(actor: Actor, document_id: UUID) -> DocumentRow:
    actor.must(DocumentsPermission.SEE)
    row = visible_to(actor).filter(pk=document_id).first()
    if row is None:
        raise DocumentNotFound
    if not (Role.CITIZEN in actor.roles and actor.person_id):  # to citizens only what is their own is visible
        heading = DocumentKind(row.kind).heading
        audit.record_look(
            actor,
            subject=row.person,
            fields=[],
            purpose=Text(f"查看文书“{heading.zh}”", f"reading the document “{heading.en}”"),
            case=row.stream,
            now=now(),
        )
    return row


def lines_of(actor: Actor, *, application: str, case: str = "") -> tuple[DocumentLine, ...]:
    """Return the documents of an application that the caller has already shown to this actor, oldest first: those that
    the actor may open."""
    actor.must(DocumentsPermission.SEE)
    rows = [row for row in _OF_APPLICATION.all(application) if not case or row.stream in (case, application)]
    if not actor.roles & _EVERY_KIND:
        others = [row.pk for row in rows if row.kind == _NOTICE and row.department != actor.department]
        open_ = set(visible_to(actor).filter(pk__in=others).values_list("pk", flat=True)) if others else set()
        rows = [row for row in rows if row.department == actor.department or row.pk in open_]
    return tuple(
        row.to_line() for row in sorted(rows, key=lambda row: (row.issued_at, row.department, row.serial))
    )


def list_documents(actor: Actor, *, limit: int = 100) -> list[DocumentLine]:
    """Return the newest documents that the actor may see."""
    actor.must(DocumentsPermission.SEE)
    return [row.to_line() for row in visible_to(actor).order_by("-issued_at", "-serial")[:limit]]


def pdf(actor: Actor, *, document_id: UUID, address: str) -> bytes:
    """Return the paper, printed at the first look and the same bytes each time. address: of the site, for the code that verifies it.

    Raises DocumentNotFound, RuleBroken (a character without a glyph), Unavailable (no seal).
    """
    return _printed(_visible(actor, document_id), address)


def pdf_by_code(actor: Actor, *, code: str, address: str) -> bytes:
    """Return the paper to whoever holds its code, as the receipt of a window does. Raises as `pdf` does, CodeUnknown."""
    return _printed(_by_code(actor, code), address)


def ahead(
    actor: Actor, *, draft: DocumentDraft, department: str, application: str, person: str, now: datetime
) -> PaperAhead:
    """Return a document as it would be issued now, by the very steps that print an issued one; nothing is issued.

    What only the issuing gives is not there: number, hash, seal, code. Raises RuleBroken as issuing does.
    """
    actor.must(DocumentsPermission.SEE)
    document = IssuedDocument(
        id=new_id(),
        kind=draft.kind.value,
        heading=draft.kind.heading,
        department=department,
        number="",
        issued_at=now,
        application=application,
        case=draft.stream if draft.stream != application else "",
        person=person,
        values=draft.values,
        template="",
        hash="",
        code="",
    )
    kind, values = paper_of(document, catalogue.current(Actor.job("documents")))
    on = now.astimezone(SHANGHAI).date()
    printer = port(Printer)  # type: ignore[type-abstract]
    printer.check(kind, values, number=NUMBER_LATER)
    return PaperAhead(kind, values, tuple(printer.pictures(kind, values, number=NUMBER_LATER, on=on)))


def verify(actor: Actor, *, code: str) -> VerifiedDocument:
    """Return what anyone may learn of the document that carries this code. Raises CodeUnknown, Unavailable (no seal)."""
    row = _by_code(actor, code)
    return VerifiedDocument(
        heading=DocumentKind(row.kind).heading,
        number=row.number,
        organ=_organ(row.department),
        issued_on=row.issued_at.astimezone(SHANGHAI).date(),
        application=row.application,
        intact=sealing.is_intact(row),
        test_seal=port(Sealer).is_test,  # type: ignore[type-abstract]
        hash=row.hash,
    )


def _by_code(actor: Actor, code: str) -> DocumentRow:
    actor.must(DocumentsPermission.VERIFY)
    row = DocumentRow.objects.filter(code=code).first() if code else None
    if row is None:
        raise CodeUnknown
    return row


def _organ(department: str) -> Text:
    found = catalogue.current(Actor.job("documents")).departments.get(department)
    return found.name if found else Text(department, department)


def _printed(row: DocumentRow, address: str) -> bytes:
    """Return the paper of a row that the actor may see: as it was kept, else printed now and kept."""
    document = sealing.sealed(row).to_core()
    kind, values = paper_of(document, catalogue.current(Actor.job("documents")), site=address)
    on = document.issued_at.astimezone(SHANGHAI).date()
    told = {
        "number": document.number,
        "verify_url": f"{address}/verify/{document.code}",
        "organ": _organ(document.department).zh,
        "language": "zh",
    }
    printer, kept = port(Printer), port(KeptPapers)  # type: ignore[type-abstract]
    seal = (row.hash, row.algorithm, row.template)
    key = _hash(printer.edition, seal, kind, values, on.isoformat(), told)
    paper = kept.find(key)
    if paper is None:
        paper = printer.print(kind, values, on=on, **told)
        kept.keep(key, paper)
    return paper


def _hash(*decisive: object) -> str:
    return hashlib.sha256(canonical({"paper": decisive})).hexdigest()
