"""Every room of the studio has its place on the first page."""

from onething.channels.studio import urls
from onething.channels.studio.rooms import ORDER, ROOMS


def test_each_room_stands_once_in_the_order():
    assert urls.urlpatterns
    assert sorted(ORDER) == sorted(room.name for room in ROOMS)
