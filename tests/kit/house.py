"""A few pages of a test house: one that refuses, one that is not open to all, one with two methods."""

from django import forms
from django.http import HttpResponse
from django.template import engines

from onething.areas.cases import api as cases
from onething.areas.people.api import PeoplePermission
from onething.core.errors import Conflict, NotFound, RuleBroken, Unavailable
from onething.core.findings import Finding, Level
from onething.core.source import Text
from onething.kit.forms import Form, form_page
from onething.kit.pages import Public, page
from onething.site.urls import handler400, handler403, handler404, handler500
from onething.site.urls import urlpatterns as of_the_house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
FINDINGS = [
    Finding(
        "cases.field_missing",
        Level.ERROR,
        Text("“出生日期”没有填写；请补填。", "Birthday is empty; fill it in."),
    ),
    Finding(
        "cases.material_missing",
        Level.ERROR,
        Text("缺少“<照片>”；请提供。", "<Photo> is missing; provide it."),
    ),
]
ERRORS = {"missing": NotFound, "broken": RuleBroken, "conflict": Conflict, "away": Unavailable}


class TooLong(RuleBroken):
    code = "people.authority_too_long"

    def __init__(self) -> None:
        self.longest_days = 366


class Days(Form):
    error_fields = {"people.authority_too_long": "days"}
    days = forms.IntegerField(label="天数")


def refusing(request):
    form = Days(request.POST or None)
    show = form_page(request, "account/sign_in.html", form, {"doors": []})
    if not form.is_valid():
        return show()
    if form.cleaned_data["days"] < 0:
        raise cases.SubmissionRefused(FINDINGS)
    if form.cleaned_data["days"] > 366:
        raise TooLong
    return HttpResponse("kept")


def raising(request, kind):
    raise ERRORS[kind]


def refused(request):
    raise cases.SubmissionRefused(FINDINGS)


DESK = engines["django"].from_string(
    """{% extends "kit/desk.html" %}{% load i18n kit %}
    {% block title %}台面{% endblock %}{% block desk_name %}审批{% endblock %}{% block desk_place %}市残联 决定环节{% endblock %}
    {% block desk_class %}desk--review{% endblock %}
    {% block side %}<aside class="side" aria-label="收件箱"><div class="h inbox__h"><h2>收件箱</h2></div></aside>{% endblock %}
    {% block work %}<h1>残疾人证 新办</h1>{% endblock %}
    {% block view %}<section class="view" aria-label="决定"><section><h2>决定草稿</h2></section></section>{% endblock %}
    {% block cmd %}<footer class="cmd"><span></span><span></span><button class="btn">准予</button></footer>{% endblock %}"""
)


def desk(request):
    return HttpResponse(DESK.render({}, request))


def plain(request):
    return HttpResponse(request.method)


OPEN = Public("a test")
urlpatterns = [
    page("t/form", refusing, needs=OPEN, name="t-form"),
    page("t/raise/<str:kind>", raising, needs=OPEN, name="t-raise"),
    page("t/refused", refused, needs=OPEN, name="t-refused"),
    page("api/t/refused", refused, needs=OPEN, name="t-api-refused"),
    page("api/t/raise/<str:kind>", raising, needs=OPEN, name="t-api-raise"),
    page("t/record", plain, needs=PeoplePermission.RECORD_AUTHORITY, name="t-record"),
    page("t/two", plain, needs={"GET": OPEN, "POST": PeoplePermission.AUTHORISE}, name="t-two"),
    page("api/t/record", plain, needs=PeoplePermission.RECORD_AUTHORITY, name="t-api-record"),
    page("t/desk", desk, needs=OPEN, name="t-desk"),
    *of_the_house,
]
