"""Addresses of what somebody else is asked to confirm."""

from onething.areas.guidance.api import GuidancePermission
from onething.channels.portal.confirm import asked
from onething.kit.pages import page

_CONFIRM = {"GET": GuidancePermission.CONFIRM, "POST": GuidancePermission.CONFIRM}

urlpatterns = [
    page("confirm/", asked.awaited, needs={"GET": GuidancePermission.CONFIRM}, name="to-confirm"),
    page("confirm/<uuid:request_id>", asked.one, needs=_CONFIRM, name="confirm"),
]
