"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "knowledge.not_found": Sentence(_("没有找到这条答案。"), _("从清单里再找一次。")),
    "knowledge.question_not_found": Sentence(_("没有找到这个问题。"), _("从清单里再找一次。")),
    "knowledge.not_now": Sentence(
        _("这条答案现在是“{state}”，不能这样办。"), _("刷新页面，按现在这一步办。")
    ),
    "knowledge.own_work": Sentence(_("自己写的、自己审过的，不能自己再审。"), _("请另一位同事审。")),
    "knowledge.reason_missing": Sentence(_("没有写明原因。"), _("写清楚再提交。")),
    "knowledge.refused": Sentence(_("有 {count} 处要改：{first}"), _("改好再提交。")),
    "knowledge.not_yours": Sentence(_("这条归{owner}管。"), _("请那个部门的同事办。")),
    "knowledge.not_the_team": Sentence(_("发布由市级事项管理组办。"), _("请他们发布。")),
    "knowledge.nothing_asked": Sentence(_("没有写问题。"), _("写下要问的。")),
    "knowledge.settled_already": Sentence(_("这个问题已经是“{how}”。"), _("刷新清单。")),
    "knowledge.revision_open": Sentence(_("这条答案已经有一稿在改。"), _("在那一稿上改，或者等它审完。")),
    "knowledge.owner_unknown": Sentence(_("没有“{owner}”这个部门。"), _("从清单里选一个部门。")),
}
