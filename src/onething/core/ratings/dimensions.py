"""What is rated besides the whole: by the place of the service, as GB/T 39735 groups it [public]."""

from enum import StrEnum

from onething.core.source import Text


class Place(StrEnum):
    ONLINE = "online"  # 网上: once for each matter 一事一评
    ON_SITE = "on_site"  # 现场: once for each visit 一次一评


class Dimension(StrEnum):
    EFFICIENCY = "efficiency"
    GUIDE = "guide"
    CONVENIENCE = "convenience"
    PLATFORM = "platform"
    SKILL = "skill"
    ATTITUDE = "attitude"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Dimension.EFFICIENCY: Text("办事效率", "Speed"),
    Dimension.GUIDE: Text("指南准不准", "Accuracy of the guide"),
    Dimension.CONVENIENCE: Text("方不方便", "Convenience"),
    Dimension.PLATFORM: Text("平台好不好用", "How the platform works"),
    Dimension.SKILL: Text("业务水平", "Skill"),
    Dimension.ATTITUDE: Text("服务态度", "Attitude"),
}
_AT = {
    Place.ONLINE: (Dimension.EFFICIENCY, Dimension.GUIDE, Dimension.CONVENIENCE, Dimension.PLATFORM),
    Place.ON_SITE: (Dimension.EFFICIENCY, Dimension.SKILL, Dimension.ATTITUDE),
}


def place_of(channel: str) -> Place:
    """Return where a service of this channel is given: at a window on site, all else online."""
    return Place.ON_SITE if channel in ("desk", "window") else Place.ONLINE


def dimensions_at(place: Place) -> tuple[Dimension, ...]:
    return _AT[place]
