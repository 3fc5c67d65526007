"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "training.not_found": Sentence(_("没有找到这道题。"), _("从清单里再找一次。")),
    "training.not_now": Sentence(_("这道题现在是“{state}”，不能这样办。"), _("刷新页面，按现在这一步办。")),
    "training.own_question": Sentence(_("自己写的题，不能自己审。"), _("请另一位同事审。")),
    "training.no_reason": Sentence(_("没有写明原因。"), _("写清楚再提交。")),
    "training.refused": Sentence(_("有 {count} 处要改：{first}"), _("改好再提交。")),
    "training.not_yours": Sentence(_("这道题归{owner}管。"), _("请那个部门的同事办。")),
    "training.revision_open": Sentence(_("这道题已经有一稿在改。"), _("在那一稿上改，或者等它审完。")),
}
