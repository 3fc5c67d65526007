"""A new entry of the register: whose it is and by which codes, on one page; its elements follow in the editor."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.channels.studio.entry_editing import drafts_of
from onething.channels.studio.entry_forms import Seen
from onething.channels.studio.rooms import frame
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.codes import CodeBroken
from onething.core.codes.reading import half_width
from onething.core.register.beginning import (
    MOST_KEY,
    KeyMalformed,
    begun_like,
    check_basic,
    check_code,
    check_key,
)
from onething.core.register.entries import Entry, Kind
from onething.core.register.filed import HERE
from onething.core.register.files import MOST_NAME
from onething.core.revisions.lifecycle import Revision
from onething.core.source import Text
from onething.kit.forms import Form, form_page
from onething.kit.ports import now
from onething.kit.problems import say, show

#: How the source of entries is called that no catalogue gives.
WRITTEN_HERE = Text("本市自编", "written here")


class NewEntryForm(Form):
    """Which entry it is. like: source and key of the entry whose elements it begins with, "" = none."""

    error_fields: Mapping[str, str] = {
        "register.key_malformed": "key",  # of a code that stands for it
        "register.key_taken": "key",
        "register.code_taken": "code",
        "register.codes_differ": "catalogue_code",
    }

    like = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    name = Seen(label=gettext_lazy("事项名称"), max_length=MOST_NAME)
    kind = forms.ChoiceField(label=gettext_lazy("事项类型"))
    source = forms.ChoiceField(
        label=gettext_lazy("来源"), help_text=gettext_lazy("哪份目录里该有它；目录里没有的是本市自编")
    )
    key = forms.CharField(
        label=gettext_lazy("编号"),
        max_length=MOST_KEY,
        required=False,
        help_text=gettext_lazy("在它的来源里认得它的编号，以后不改；空着就用实施编码"),
    )
    code = forms.CharField(label=gettext_lazy("实施编码"), max_length=200, required=False)
    catalogue_code = forms.CharField(
        label=gettext_lazy("基本编码"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("12 位数字；镇街的条目凭它找到全市的那一项"),
    )
    department = forms.ChoiceField(label=gettext_lazy("实施主体"), help_text=gettext_lazy("由它的负责人审核"))
    place = forms.ChoiceField(
        label=gettext_lazy("哪里的"),
        required=False,
        help_text=gettext_lazy("镇街的条目先照全市的那一项，只有地址、电话、时间自己填"),
    )
    revision = forms.ChoiceField(label=gettext_lazy("写进哪份修订稿"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        package: Package,
        sources: Iterable[str],
        drafts: Iterable[Revision],
        given: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=given, auto_id="f-%s")
        choices: Mapping[str, Iterable[tuple[str, str]]] = {
            "kind": [(one.value, f"{one.value} {show(one.label)}") for one in Kind],
            "source": [(HERE, show(WRITTEN_HERE)), *((one, one) for one in sources if one != HERE)],
            "department": [(id, show(one.name)) for id, one in package.departments.items()],
            "place": [(one.code, one.name) for one in package.divisions.values() if one.level == "town"],
            "revision": [(str(one.id), one.title) for one in drafts],
        }
        first = {"place": _("全市"), "revision": _("新的一份"), "kind": _("请选"), "department": _("请选")}
        for name, some in choices.items():
            self.fields[name].choices = [*([("", first[name])] if name in first else []), *some]  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        return self._held(self.cleaned_data["key"], check_key)

    def clean_code(self) -> str:
        return self._held(self.cleaned_data["code"], check_code)

    def clean_catalogue_code(self) -> str:
        return self._held(self.cleaned_data["catalogue_code"], check_basic)

    def _held(self, typed: str, rule: Any) -> str:
        code = half_width(typed)
        try:
            if code:
                rule(code)
        except CodeBroken as broken:
            raise forms.ValidationError(say(broken).what) from None
        except KeyMalformed as broken:
            raise forms.ValidationError(str(say(broken))) from None
        return code

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not (given.get("key") or given.get("code") or self.errors.keys() & {"key", "code"}):
            self.add_error("key", _("写上编号，或者写上实施编码"))
        return given

    def entry(self, package: Package) -> Entry:
        """Return what the page says of it."""
        said, body = self.cleaned_data, package.departments[self.cleaned_data["department"]]
        return Entry(
            key=said["key"] or said["code"],
            name=said["name"],
            kind=Kind(said["kind"]),
            code=said["code"],
            catalogue_code=said["catalogue_code"],
            department=body.name.zh,
            department_code=body.code,
            area=package.division,
            town_code=said["place"],
        )


def new_entry(request: HttpRequest) -> HttpResponse:
    """Ask which entry it is; write it into a draft and go on in the editor. Raises ItemNotFound (what it is to be like)."""
    actor, package = request.actor, catalogue.current(request.actor)
    like = _entry(actor, (request.POST or request.GET).get("like", ""))
    form = NewEntryForm(
        request.POST or None,
        package=package,
        sources=_sources(actor),
        drafts=drafts_of(actor),
        given=_given(request, like, package),
    )
    context = {**frame(actor, current="studio-register"), "like": like}
    show_ = form_page(request, "studio/entry_new.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return show_()
    said, entry = form.cleaned_data, form.entry(package)
    if like is None and entry.town_code and entry.catalogue_code:
        found = register.find_masters(actor, city=settings.CITY, codes=[entry.catalogue_code])
        like = found.get(entry.catalogue_code)
    one = revisions.begin_entry(
        actor,
        source=said["source"],
        entry=begun_like(like, entry),
        title=_("新写“%(name)s”") % {"name": entry.name[:150]},
        revision_id=next((each.id for each in drafts_of(actor) if str(each.id) == said["revision"]), None),
        now=now(),
    )
    messages.success(request, _("已写进修订稿；接着填要素。"))
    return redirect("studio-entry", one.id, said["source"], entry.key)


def _entry(actor: Actor, like: str) -> Entry | None:
    """Return the entry that is named as `SOURCE/KEY`."""
    source, _slash, key = like.partition("/")
    if not like:
        return None
    return register.get_item(actor, city=settings.CITY, source=source, key=key).entry


def _sources(actor: Actor) -> list[str]:
    """Return the sources that gave entries of the city, but its own definitions: an item of these is defined."""
    counted = register.count_facets(actor, city=settings.CITY, facets=("source",))["source"]
    return sorted(one for one in counted if one != register.DEFINED)


def _given(request: HttpRequest, like: Entry | None, package: Package) -> dict[str, Any]:
    """Return what the page begins with."""
    given = {name: request.GET.get(name, "") for name in ("like", "revision")}
    if like is None:
        return given
    body = next((id for id, one in package.departments.items() if one.name.zh == like.department), "")
    return {
        **given,
        "name": like.name,
        "kind": like.kind or "",
        "department": body,
        "catalogue_code": like.catalogue_code,
    }
