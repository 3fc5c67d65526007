"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "offices.place_not_found": Sentence(_("没有区划代码 {division}。"), _("从名单里选镇街和村（社区）。")),
    "offices.window_unknown": Sentence(
        _("没有“{window}”这个窗口，结果没法放在那里。"), _("从“去窗口办”列出的地址里选一个，一字不差。")
    ),
    "offices.office_not_found": Sentence(
        _("这个部门在您选的地方没有办事点。"), _("换一个镇街，或者打 12345 问去哪里办。")
    ),
}
