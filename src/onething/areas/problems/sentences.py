"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "problems.not_found": Sentence(
        _("没有找到这件反映，或者编号和查询码对不上。"), _("对照登记时给的编号和查询码再试。")
    ),
    "problems.not_now": Sentence(
        _("这件反映现在是“{state}”，还不能这样办。"), _("刷新页面，按现在这一步办。")
    ),
    "problems.words_missing": Sentence(_("还没有写明情况。"), _("写清楚再提交。")),
    "problems.unit_unknown": Sentence(_("没有“{unit}”这个部门。"), _("从清单里选一个部门。")),
    "problems.unit_not_asked": Sentence(
        _("没有请“{unit}”协办，或者它已经答复。"), _("看看协办清单，再请或者再答。")
    ),
    "problems.units_open": Sentence(_("还有协办单位没有答复。"), _("等它们答复，或者催办，再答复本人。")),
    "problems.not_the_lead": Sentence(_("这件反映由别的部门牵头。"), _("需要换牵头部门，请告诉督查。")),
    "problems.application_not_yours": Sentence(
        _("您名下没有编号 {application} 的申请。"), _("从清单里选，或者不选。")
    ),
}
