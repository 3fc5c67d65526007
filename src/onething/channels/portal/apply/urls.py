"""Addresses up to the receipt."""

from onething.channels.portal.apply import views
from onething.kit.pages import Public, page

_OPEN = Public("what a matter takes is open to everyone, before signing in")

urlpatterns = [
    page("", views.home, needs={"GET": _OPEN}, name="home"),
    page("find", views.find, needs={"GET": _OPEN}, name="find"),
    page("matters/<slug:scene_id>/", views.guide, needs={"GET": _OPEN, "POST": _OPEN}, name="guide"),
]
