"""The editor of an entry of the register in a draft: all its elements in groups, its tables line by line."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.channels.studio.entry_forms import EntryForm
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import NotInDraft, Work
from onething.core.actors import Actor
from onething.core.catalogue.findings import Findings
from onething.core.editing.document import Document
from onething.core.register.certificates import Forbidden, forbidden_of, forbidden_papers
from onething.core.register.consistency import Contradiction, contradictions
from onething.core.register.filed import FiledEntry, path_of
from onething.core.register.files import ORDER, read_entry
from onething.core.register.towns import is_of_a_town
from onething.core.revisions.lifecycle import Revision, RevisionMoved, State, may_write
from onething.kit.forms import form_page
from onething.kit.ports import now


def drafts_of(actor: Actor) -> list[Revision]:
    """Return the drafts that the actor may write an entry into, what moved last first."""
    city = actor.can(revisions.RevisionPermission.CITY)
    drafts = revisions.list_revisions(actor, state=State.DRAFT, limit=20)
    return [one for one in drafts if may_write(one, actor, city=city)]


def begin(request: HttpRequest) -> HttpResponse:
    """Take an entry up in a draft of one's own, or in a new one, and open it there. Raises ItemNotFound, NotInDraft."""
    actor, source, key = request.actor, request.POST.get("source", ""), request.POST.get("key", "")
    if source == register.DEFINED:
        raise NotInDraft(key[:100])
    held = register.get_item(actor, city=settings.CITY, source=source, key=key)
    known = {str(one.id): one for one in drafts_of(actor)}
    one = known.get(request.POST.get("revision", ""))
    if one is None:
        title = _("修改%(name)s") % {"name": held.entry.name[:150]}
        one = revisions.open_revision(actor, title=title, now=now())
    return redirect("studio-entry", one.id, source, key)


def entry(request: HttpRequest, revision_id: UUID, source: str, key: str) -> HttpResponse:
    """Show an entry as the draft has it; keep what is changed, element by element."""
    work, path = Work.of(request, revision_id), path_of(source, key)
    content = work.files.get(path) or _given(request.actor, source, key, path)
    filed = read_entry(path, content, Findings())
    if filed is None:
        raise NotInDraft(key[:100])
    form = EntryForm(
        request.POST or None, filed=filed, seen=work.revision.sequence, town=is_of_a_town(filed.entry)
    )
    wrong = list(_wrong(filed, form, forbidden_of(catalogue.current(request.actor))))
    form.tell(wrong)
    context = {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "filed": filed,
        "path": path,
        "wrong": [(one, form[name].id_for_label if name else "") for one, name in wrong],
    }
    show = form_page(request, "studio/entry.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return show()
    try:
        work.save({**work.files, path: _changed(content, form, path)}, seen=form.cleaned_data["seen"])
    except RevisionMoved as moved:
        form.met(moved)
        answer = show()
        answer.status_code = 409
        return answer
    messages.success(request, _("已存好。"))
    return redirect("studio-entry", revision_id, source, key)


def _given(actor: Actor, source: str, key: str, path: str) -> bytes:
    """Return an entry that no file has yet. Raises NotInDraft; a definition's is changed in its definition."""
    given = register.given_files(actor, city=settings.CITY, entries=[(source, key)])
    if source == register.DEFINED or path not in given:
        raise NotInDraft(key[:100])
    return given[path].file


def _changed(content: bytes, form: EntryForm, path: str) -> bytes:
    """Return the file with what the form says otherwise; everything else stays letter by letter."""
    document = Document.of(content, path)
    for name, value in form.changes().items():
        if value is not None:
            document = document.set((name,), value, order=ORDER)
        elif document.has((name,)):
            document = document.remove((name,))
    return document.data()


def _wrong(
    filed: FiledEntry, form: EntryForm, forbidden: Sequence[Forbidden]
) -> Iterator[tuple[Contradiction, str]]:
    """Give what contradicts itself and the village certificates that nobody may demand, each with the field where it is put right,
    "" where there is none."""
    for number, material in enumerate(filed.entry.materials):
        for one in forbidden_papers([material], forbidden):
            name = f"materials-{number}-name"
            yield one, name if name in form.fields else ""
    for one in contradictions(filed.entry):
        name = one.element if one.element in form.fields else f"{one.element}-0-name"
        yield one, name if name in form.fields else ""
