"""Why an item is not wholly online, read from the words of its catalogue."""

import pytest

from onething.core.register.obstacles import obstacles_in
from onething.core.register.upgrading import Obstacle


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("法律规定申请人本人到场", [Obstacle.PRESENCE]),
        ("需核验材料原件", [Obstacle.ORIGINAL]),
        ("需要采集指纹", [Obstacle.BIOMETRIC]),
        ("使用国家垂直管理系统，未对接", [Obstacle.VERTICAL]),
        ("领取纸质证书", [Obstacle.PAPER_RESULT]),
        ("需要现场勘验", [Obstacle.SITE]),
        ("接口要在现场看定，用户要在场", [Obstacle.SITE]),
        ("本人到现场提交原件", [Obstacle.PRESENCE, Obstacle.ORIGINAL]),
        ("其他特殊情况", [Obstacle.OTHER]),
        ("  ", []),
    ],
)
def test_a_reason_names_its_obstacles(reason, found):
    assert list(obstacles_in(reason)) == found
