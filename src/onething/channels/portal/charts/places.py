"""Words of channels, kinds and ways, and the offices of a department, for the public pages of items."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.channels.portal.apply.showing import language, way_name
from onething.core.catalogue.model import Item, MaterialLine, Scene
from onething.core.catalogue.words import Way
from onething.core.register.entries import Kind

_CHANNELS = {
    "window": gettext_lazy("窗口"),
    "online": gettext_lazy("网上"),
    "app": gettext_lazy("手机应用"),
    "kiosk": gettext_lazy("自助终端"),
    "courier": gettext_lazy("邮寄"),
    "video": gettext_lazy("视频"),
    "phone": gettext_lazy("电话"),
}


def channels_said(channels: Collection[str]) -> str:
    """Return the channels in their usual order."""
    return _("、").join(str(words) for id, words in _CHANNELS.items() if id in channels)


def kind_said(item: Item) -> str:
    try:
        return Kind(item.kind).label.say(language())
    except ValueError:
        return item.kind


def ways_said(line: MaterialLine) -> str:
    """Return the ways that a person has, in the order of the item."""
    return _("，或者").join(way_name(way) for way in line.accepts)


def sheets_said(line: MaterialLine) -> str:
    """Return what is wanted of the paper itself: the original, copies."""
    said = []
    if line.original:
        said.append(_("看原件"))
    if line.copies:
        said.append(_("复印件 %(n)s 份") % {"n": line.copies})
    return _("，").join(said)


def provided(line: MaterialLine) -> bool:
    """Say whether the paper can come without the person."""
    return bool({Way.SHARE, Way.LICENCE, Way.RESULT} & {*line.accepts})


def role_of(scene: Scene, line: MaterialLine) -> str:
    """Return whose paper it is, "" for the applicant's own."""
    bound = next(
        (one.roles.get(line.role, line.role) for one in scene.items if line in one.item.materials), line.role
    )
    role = scene.roles.get(bound)
    return "" if role is None or role.id == "applicant" else role.label.say(language())
