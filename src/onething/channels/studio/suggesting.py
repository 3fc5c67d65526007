"""What a page asks while somebody types a condition: what may follow, what it says, what the proof would find."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language

from onething.channels.studio import composed
from onething.channels.studio.composing import MOST_TYPED
from onething.channels.studio.conditions import variables_of
from onething.channels.studio.item_editing import file_of
from onething.channels.studio.work import NotInDraft, Work, number_of, proof_of
from onething.core.editing.completing import complete
from onething.core.editing.document import Document, Path, path_of
from onething.core.editing.inputs import CASES
from onething.core.editing.proving import title_of
from onething.core.editing.sections import section_at
from onething.core.editing.variables import Variables, variables_of_scene


def suggest(request: HttpRequest, revision_id: UUID, scene: str) -> JsonResponse:
    """Answer for the condition of an item of a scene, typed in the composer."""
    work = Work.of(request, revision_id)
    found = work.proof(scene).scene
    if found is None:
        raise NotInDraft(scene)
    answer = _answer(request, variables_of_scene(found))
    if _whole(request, answer):
        item = request.GET.get("item", "")
        at = next((number for number, line in enumerate(found.items) if line.item.id == item), None)
        if at is None:
            raise NotInDraft(item[:100])
        answer["proof"] = _proved_if(request, work, f"scenes/{scene}.yaml", ("items", at, "when"), scene)
    return JsonResponse(answer)


def suggest_anywhere(request: HttpRequest, revision_id: UUID, folder: str, id: str) -> JsonResponse:
    """Answer for any condition of an item or a scene (`place`); the proof is that of the scene that it was opened from."""
    work = Work.of(request, revision_id)
    file, path = file_of(work, folder, id), path_of(request.GET.get("place", ""))
    answer = _answer(request, variables_of(work, folder, id))
    section = section_at(folder, path)
    scene = id if folder == "scenes" else request.GET.get("scene", "")
    if (
        _whole(request, answer)
        and section is not None
        and section.kind != CASES
        and f"scenes/{scene}.yaml" in work.files
    ):
        answer["proof"] = _proved_if(request, work, file, path, scene)
    return JsonResponse(answer)


def _answer(request: HttpRequest, variables: Variables) -> dict[str, Any]:
    """Return what may follow at the place of the cursor (`at`), what the text says, and for which answers it holds."""
    text, language = _text(request), get_language() or "zh-hans"
    place = number_of(request.GET.get("at", ""))
    options = complete(text, len(text) if place is None else place, variables)
    shown = composed.condition_of(text, 0, variables)
    return {
        "start": options.start,
        "end": options.end,
        "options": [
            {"text": one.text, "label": one.label.say(language), "unwritten": one.unwritten}
            for one in options.options
        ],
        "say": shown.say.say(language) if shown.say else "",
        "error": shown.error.say(language) if shown.error else "",
        "tables": [
            {
                "label": one.label.say(language),
                "columns": [{"label": c.label.say(language), "outcome": c.outcome} for c in one.columns],
            }
            for one in shown.tables
        ],
    }


def _text(request: HttpRequest) -> str:
    return request.GET.get("text", "")[:MOST_TYPED]


def _whole(request: HttpRequest, answer: dict[str, Any]) -> bool:
    """Say whether the proof is asked for, of a condition that reads."""
    return bool(request.GET.get("proof")) and not answer["error"] and bool(_text(request).strip())


def _proved_if(request: HttpRequest, work: Work, file: str, path: Path, scene: str) -> dict[str, Any]:
    """Return what the proof of the scene would count if this text were the condition at that place."""
    section = section_at(file.partition("/")[0], path)
    order = section.order if section else ()
    document = Document.of(work.files[file], file).set(path, _text(request), order=order)
    proof = proof_of({**work.files, file: document.data()}, scene)
    language = get_language() or "zh-hans"
    return {
        "errors": len(proof.errors),
        "warnings": len(proof.warnings),
        "absent": proof.absent,
        "findings": [
            {"title": title_of(one).say(language), "message": one.message.say(language), "line": one.at.line}
            for one in proof.errors
        ],
    }
