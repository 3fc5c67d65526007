"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "offices.place_not_found": Sentence(_("没有区划代码 {division}。"), _("从名单里选镇街和村（社区）。")),
    "offices.skill_not_found": Sentence(_("没有这条承办范围，或者不是您部门的。"), _("刷新后再看。")),
    "offices.leave_not_found": Sentence(_("没有这条休假登记，或者不是您部门的。"), _("刷新后再看。")),
    "offices.not_a_colleague": Sentence(_("这位不是您部门的审批人员。"), _("从名单里选本部门的同事。")),
    "offices.period_backwards": Sentence(
        _("从 {from_on} 开始，不能在 {to_on} 结束。"), _("结束的日子要比开始的晚。")
    ),
    "offices.stand_in_for_oneself": Sentence(_("本人不能给自己顶岗。"), _("选另一位同事。")),
    "offices.away_already": Sentence(
        _("{name}在 {from_on} 至 {to_on} 已经登记了休假。"), _("先结束那一次，再登记新的。")
    ),
    "offices.stand_in_away": Sentence(_("{name}那几天也休假，不能顶岗。"), _("选一位那几天在岗的同事。")),
    "offices.window_unknown": Sentence(
        _("没有“{window}”这个窗口，结果没法放在那里。"), _("从“去窗口办”列出的地址里选一个，一字不差。")
    ),
    "offices.office_not_found": Sentence(
        _("这个部门在您选的地方没有办事点。"), _("换一个镇街，或者打 12345 问去哪里办。")
    ),
}
