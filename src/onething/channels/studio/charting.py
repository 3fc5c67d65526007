"""Structure charts in the studio: of a scene as a draft has it, and of the family of an item in the register."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from onething.areas.register import api as register
from onething.areas.revisions.api import RevisionPermission
from onething.channels.portal.charts import drawn
from onething.channels.portal.charts.views import waits_of
from onething.channels.studio.permissions import StudioPermission
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import Work, number_of
from onething.core.charts import (
    NARROW,
    NARROW_ELDER,
    WIDE,
    Goal,
    Look,
    Target,
    draw_family,
    family_chart,
    to_svg,
)
from onething.kit.context import display_of
from onething.kit.pages import page


def of_draft(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """The charts of a scene of a draft as it is now; nodes lead to the place where they are edited. Raises NotInDraft.

    Of a scene that does not read the composer says what is wrong.
    """
    work = Work.of(request, revision_id)
    proof = work.proof(scene)
    if proof.scene is None or proof.package is None:
        return redirect("studio-composer", revision_id, scene)

    def link(target: Target) -> str:
        if target.goal is Goal.ITEM:
            item = reverse("studio-edit", args=[revision_id, "items", target.id])
            return f"{item}?scene={scene}"
        if target.goal in (Goal.QUESTION, Goal.CHOICE):
            return reverse("studio-edit", args=[revision_id, "scenes", scene]) + "?section=questions"
        return reverse("studio-composer", args=[revision_id, scene])

    charts = drawn.charts_of_draft(proof.scene, proof.package, display_of(request), link)
    context = {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "scene": proof.scene,
        "scene_id": scene,
        "errors": len(proof.errors),
        "published": work.published(scene),
        "charts": charts,
        "order": waits_of(charts.order),
    }
    return render(request, "studio/chart.html", context)


def of_family(request: HttpRequest, source: str, key: str) -> HttpResponse:
    """Main item, sub items and handling items of an entry; `?group=N` opens the list behind a count. Raises ItemNotFound."""
    held = register.get_item(request.actor, city=settings.CITY, source=source, key=key)
    tree = register.list_family(request.actor, city=settings.CITY, source=source, key=key)
    if not tree:
        raise register.ItemNotFound(source, key)
    chart = family_chart(tree[0], here=key)
    numbers = {leaf.key: leaf.number for leaf in tree[0].leaves}

    def link(target: Target) -> str:
        if target.goal is Goal.ENTRY:
            there = reverse("studio-register-item", args=[source, target.id])
            return f"{there}?version={numbers[target.id]}"
        return f"?group={target.id}#g-{target.id}" if target.goal is Goal.GROUP else "#list"

    display = display_of(request)
    narrow = NARROW_ELDER if display.elder else NARROW
    wide, small = (draw_family(chart, Look(width, display.language)) for width in (WIDE, narrow))
    context = {
        **frame(request.actor, current="studio-register"),
        "source": source,
        "entry": held.entry,
        "chart": chart,
        "opened": number_of(request.GET.get("group", "")),
        "wide": [to_svg(one, link=link, name=f"family-wide-{at}") for at, one in enumerate(wide)],
        "narrow": [to_svg(one, link=link, name=f"family-narrow-{at}") for at, one in enumerate(small)],
    }
    return render(request, "studio/family_chart.html", context)


urlpatterns = [
    page(
        "drafts/<uuid:revision_id>/scenes/<slug:scene>/chart",
        of_draft,
        needs={"GET": RevisionPermission.READ},
        name="studio-chart",
    ),
    page(
        "families/<str:source>/<path:key>",
        of_family,
        needs={"GET": StudioPermission.ENTER},
        name="studio-family",
    ),
]
