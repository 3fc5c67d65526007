"""What the composer asks while somebody types a condition: what may follow, what it says, what the proof would find."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language

from onething.channels.studio import composed
from onething.channels.studio.composing import MOST_TYPED
from onething.channels.studio.work import NotInDraft, Work, number_of, proof_of
from onething.core.catalogue.model import Scene
from onething.core.catalogue.shapes import SCENE_ITEM
from onething.core.editing.completing import complete
from onething.core.editing.document import Document
from onething.core.editing.proving import title_of
from onething.core.editing.variables import variables_of_scene


def suggest(request: HttpRequest, revision_id: UUID, scene: str) -> JsonResponse:
    """Answer for the text and the place of the cursor (`at`); with `proof` and an item also what would be found."""
    work = Work.of(request, revision_id)
    found = work.proof(scene).scene
    if found is None:
        raise NotInDraft(scene)
    text, language = request.GET.get("text", "")[:MOST_TYPED], get_language() or "zh-hans"
    place = number_of(request.GET.get("at", ""))
    variables = variables_of_scene(found)
    options = complete(text, len(text) if place is None else place, variables)
    shown = composed.condition_of(text, 0, variables)
    answer: dict[str, Any] = {
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
    if request.GET.get("proof") and shown.error is None and text.strip():
        answer["proof"] = _proved_if(work, found, request.GET.get("item", ""), text, language)
    return JsonResponse(answer)


def _proved_if(work: Work, scene: Scene, item: str, text: str, language: str) -> dict[str, Any]:
    """Return what the proof would count if this were the condition of the item."""
    file = f"scenes/{scene.id}.yaml"
    at = next((number for number, line in enumerate(scene.items) if line.item.id == item), None)
    if at is None:
        raise NotInDraft(item[:100])
    document = Document.of(work.files[file], file).set(("items", at, "when"), text, order=SCENE_ITEM.keys)
    proof = proof_of({**work.files, file: document.data()}, scene.id)
    return {
        "errors": len(proof.errors),
        "warnings": len(proof.warnings),
        "absent": proof.absent,
        "findings": [
            {"title": title_of(one).say(language), "message": one.message.say(language), "line": one.at.line}
            for one in proof.errors
        ],
    }
