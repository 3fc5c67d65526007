"""The rating that one may give once, from a link with its token, without signing in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onething.areas.ratings import api as ratings
from onething.core.papers import Level, Rating
from onething.core.ratings import Dimension
from onething.kit.forms import Form, PhoneField, form_page
from onething.kit.ports import now

_LEVELS = [
    (Level.EXCELLENT.value, gettext_lazy("非常满意")),
    (Level.GOOD.value, gettext_lazy("满意")),
    (Level.FAIR.value, gettext_lazy("基本满意")),
    (Level.BAD.value, gettext_lazy("不满意")),
    (Level.TERRIBLE.value, gettext_lazy("非常不满意")),
]


class RatingForm(Form):
    """The whole first; the item that is meant, what counts at this place, words and a telephone only if one likes."""

    error_fields = {"ratings.text_too_long": "text"}

    level = forms.ChoiceField(
        label=gettext_lazy("这件事办得怎么样"),
        widget=forms.RadioSelect,
        choices=_LEVELS,
        error_messages={"required": gettext_lazy("先选一种")},
    )
    about = forms.ChoiceField(label=gettext_lazy("主要是哪一项"), required=False)
    text = forms.CharField(
        label=gettext_lazy("想说的话"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
    )
    phone = PhoneField(label=gettext_lazy("回访打哪个电话"), required=False)

    def __init__(self, *given: object, found: Rating) -> None:
        super().__init__(*given)
        language = get_language() or "zh-hans"
        if len(found.parts) > 1:
            parts = [(item, name.say(language)) for item, name in found.parts]
            self.fields["about"].choices = [("", _("整件事")), *parts]  # type: ignore[attr-defined]
        else:
            del self.fields["about"]
        self.dimensions = [Dimension(one) for one in found.dimensions]
        for one in self.dimensions:
            self.fields[one.value] = forms.ChoiceField(
                label=one.label.say(language), required=False, choices=[("", _("不评")), *_LEVELS]
            )

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[one.value] for one in self.dimensions]

    @property
    def rated(self) -> dict[Dimension, Level]:
        given = {one: self.cleaned_data[one.value] for one in self.dimensions}
        return {one: Level(level) for one, level in given.items() if level}


def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Five levels, once. Raises TokenUnknown, NotYours, AlreadyRated."""
    found = ratings.get_rating(request.actor, token=token)
    form = RatingForm(request.POST or None, found=found)
    show = form_page(request, "portal/follow/rate.html", form, {"found": found})
    if not form.is_valid():
        return show()
    ratings.rate(
        request.actor,
        token=token,
        level=Level(form.cleaned_data["level"]),
        text=form.cleaned_data["text"],
        dimensions=form.rated,
        about=form.cleaned_data.get("about", ""),
        phone=form.cleaned_data["phone"],
        device=_device(request),
        now=now(),
    )
    messages.success(request, _("评价已收到，谢谢。办您这件事的人看不到是谁评的。"))
    return redirect("rate", token)


def _device(request: HttpRequest) -> str:
    """Return a keyed hash by which ratings of one device are recognised, and nothing else of it."""
    told = f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')}"
    return salted_hmac("onething.rating", told, algorithm="sha256").hexdigest()
