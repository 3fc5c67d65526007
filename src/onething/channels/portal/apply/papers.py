"""The one set of materials: only what must be given; files, ways and their consequences."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.adapters.uploads import UploadRefused
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.channels.portal.apply import drafting
from onething.channels.portal.apply.filling import slug
from onething.channels.portal.apply.showing import say, way_name
from onething.channels.portal.confirm import beside
from onething.channels.portal.follow.files import notes_of
from onething.core.actors import Role
from onething.core.catalogue.words import Way
from onething.core.errors import RuleBroken
from onething.core.guidance.draft import usual_day
from onething.core.guidance.form import whose
from onething.kit.ports import now, today
from onething.kit.problems import say as say_error

PHOTOS = frozenset({"jpeg", "png", "webp", "heic"})
FREE = frozenset({Way.SHARE, Way.LICENCE, Way.RESULT})


def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    view = drafting.view_of(request, draft_id)
    if view.number:
        return drafting.to_what_was_sent(request, view)
    if request.method != "POST":
        if Role.CLERK in request.actor.roles:
            return redirect("desk-papers", view.id)  # the window lays originals beside the form
        return _show(request, view)
    given = request.POST
    known = {one.line for one in view.materials if not one.form}
    line = given.get("line", "")
    if line not in known:
        if view.open_materials:
            return _show(request, view, said=True, status=422)
        return redirect("draft-delivery", view.id)
    refused: list[str] = []
    if "remove" in given:
        view = guidance.remove_file(
            request.actor, draft_id=view.id, line=line, hash_=given["remove"], now=now()
        )
    elif "turn" in given:
        view = guidance.turn_file(request.actor, draft_id=view.id, line=line, hash_=given["turn"], now=now())
    elif "earlier" in given or "later" in given:
        hash_, by = (given["earlier"], -1) if "earlier" in given else (given["later"], 1)
        view = guidance.move_file(request.actor, draft_id=view.id, line=line, hash_=hash_, by=by, now=now())
    elif beside.act(request, view, line):
        return redirect(f"{request.path}#{slug(line)}")
    elif "way" in given and not request.FILES.getlist("file"):
        latest = next(one.latest for one in view.materials if one.line == line)
        way = _way(given["way"], given.get("until", ""), latest)
        try:
            view = guidance.change_draft(
                request.actor,
                draft_id=view.id,
                version=view.version,
                change=guidance.Change(ways={line: way}),
                now=now(),
            )
        except guidance.PromiseOutside as error:  # said beside the day
            refused.append(str(say_error(error)))
    elif not request.FILES.getlist("file"):
        refused.append(_("还没有选文件。先拍照或者选一个文件，再按“传上去”。"))
    for file in request.FILES.getlist("file"):
        try:  # one bad file of several does not lose the others
            view = guidance.add_file(
                request.actor, draft_id=view.id, line=line, content=file.file, name=file.name or "", now=now()
            )
        except (UploadRefused, guidance.TooManyFiles) as error:
            refused.append(str(say_error(error)))
    if refused:
        return _show(request, view, refused={line: refused}, status=422)
    messages.success(request, _("已存好。"))
    return redirect(f"{request.path}#{slug(line)}")


def _way(name: str, until: str, latest: date | None) -> guidance.ChosenWay:
    try:
        way = Way(name)
    except ValueError:
        raise UnknownWay(name) from None
    return guidance.ChosenWay.typed(way, until, on=today(), latest=latest)


class UnknownWay(RuleBroken):
    code = "portal.unknown_way"

    def __init__(self, way: str) -> None:
        super().__init__(f"there is no way {way!r} to give a material")
        self.way = way


def _show(
    request: HttpRequest,
    view: guidance.DraftView,
    *,
    refused: dict[str, list[str]] | None = None,
    said: bool = False,
    status: int = 200,
) -> HttpResponse:
    refused = refused or {}
    names = {one.id: say(one.name) for one in view.plan.items}
    package, _scene = catalogue.get_scene(request.actor, scene=view.scene)
    lines = [one for one in view.materials if not one.form]
    confirmed = beside.lines_of(request, view)
    needed = [
        {
            "one": one,
            "beside": confirmed.get(one.line),
            "id": slug(one.line),
            "files": [(file, notes_of(file)) for file in one.files],
            "label": say(one.label),
            "whose": say(whose(one, view.fields, package)),
            "used_for": _("、").join(dict.fromkeys(names.get(by.item, by.item) for by in one.asked_by)),
            "until": one.until or usual_day(today(), one.latest),
            "ways": [
                {"id": way.value, "name": way_name(way), "so": consequence(way, original=one.original)}
                for way in one.ways
            ],
            "errors": refused.get(one.line, [])
            or ([_missing(one)] if said and one in view.open_materials else []),
        }
        for one in lines
        if one.way not in FREE
    ]
    free = [
        {
            "label": say(one.label),
            "whose": say(whose(one, view.fields, package)),
            "source": say(one.source_label),
            "way": one.way,
        }
        for one in lines
        if one.way in FREE
    ]
    context = {
        "view": view,
        "needed": needed,
        "free": free,
        "wrong": [one for one in needed if one["errors"]],
        "open": len(view.open_materials),
        "photos": PHOTOS,
    }
    return render(request, "portal/apply/papers.html", context, status=status)


def _missing(one: guidance.MaterialView) -> str:
    if one.way is Way.CONFIRM:
        return _("对方还没有确认。等对方确认，或者换一种交法")
    return _("还没有交。拍照上传，或者换一种交法")


def consequence(way: Way, *, original: bool = False) -> str:
    """Return what follows from choosing this way. original: of this paper it has to be seen all the same."""
    if way is Way.UPLOAD and original:
        return _("手机拍就行，几页可以一起传；原件还要带给窗口看一次")
    return {
        Way.UPLOAD: _("手机拍就行，几页可以一起传；办的时候不用再带"),
        Way.PAPER: _("提交后送到窗口或寄到；收到才算交齐"),
        Way.CONFIRM: _("对方登录后看一份确认书，确认了就算交齐；您改了里面的内容，要重新确认"),
        Way.DECLARATION: _("您书面承诺符合条件就先办；事后核查不属实，会撤销并记入信用记录"),
        Way.LATER: _("先受理先审；补齐之前不能准予，到您写的日期还没补，不予批准"),
        Way.SHARE: _("我们向部门查，不用您交"),
        Way.LICENCE: _("用您的电子证照，不用您交"),
        Way.RESULT: _("这次办出来就有，不用您交"),
    }[way]


def file(request: HttpRequest, draft_id: UUID, hash_: str) -> HttpResponse:
    """Show an uploaded file of one's own draft again, or with `?small` a small picture of it."""
    if "small" in request.GET:
        picture = guidance.small_draft_file(request.actor, draft_id=draft_id, hash_=hash_, now=now())
        return _private(HttpResponse(picture, content_type="image/jpeg", status=200 if picture else 404))
    content, name = guidance.open_draft_file(request.actor, draft_id=draft_id, hash_=hash_, now=now())
    return _private(FileResponse(content, filename=name, as_attachment=True))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
