"""Addresses of signing in, display and account."""

from onething.areas.people.api import PeoplePermission
from onething.channels.account import views
from onething.kit.pages import Public, page

_VISITORS = Public("who has not signed in has to be able to")
_DEVICE = Public("every reader may choose size, contrast and language")

urlpatterns = [
    page("sign-in", views.sign_in, needs={"GET": _VISITORS, "POST": _VISITORS}, name="sign-in"),
    page(
        "sign-in/demo/<uuid:account_id>",
        views.sign_in_to_demo,
        needs={"POST": _VISITORS},
        name="sign-in-demo",
    ),
    page("sign-out", views.sign_out, needs={"POST": Public("leaving is always possible")}, name="sign-out"),
    page("display", views.display, needs={"POST": _DEVICE}, name="display"),
    page("account/password", views.password, needs=PeoplePermission.OWN_ACCOUNT, name="password"),
    page("account", views.account, needs=PeoplePermission.OWN_ACCOUNT, name="account"),
]
