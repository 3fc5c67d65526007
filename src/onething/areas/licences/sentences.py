"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "licences.not_found": Sentence(
        _("没有这份证照，或者您不能看。"), _("对照证照标识再输一次，或者从“我的证照”里打开。")
    ),
    "licences.act_impossible": Sentence(
        _("这份证照现在是“{state}”，不能{act}。"), _("先看它的经过，再决定怎么办。")
    ),
    "licences.ground_unknown": Sentence(_("{act}没有这样的法定事由。"), _("从列出的事由里选一项。")),
    "licences.reason_missing": Sentence(
        _("证照的每次变动都要写明依据和理由。"), _("补上引用的条款和理由，再提交。")
    ),
    "licences.decision_missing": Sentence(
        _("{act}证照要有决定书，这里没有。"), _("在原来的办件上提出，由另一位负责人决定。")
    ),
    "licences.successor_missing": Sentence(_("换发要写明新的证照，其他变动不写。"), _("请联系系统管理员。")),
    "licences.leave_missing": Sentence(
        _("持有人没有授权贵部门使用这份证照，也没有写明法律依据。"),
        _("请持有人在“我的证照”里授权，或者写明允许查用的法律条款。"),
    ),
    "licences.grant_incomplete": Sentence(
        _("授权要写明给谁、用什么、为什么、到哪天（最长一年）。"), _("补上标出的一项。")
    ),
    "licences.not_valid": Sentence(
        _("这份证照现在是“{state}”，不能制作或者出示加注件。"), _("先在“我的证照”里看它的经过。")
    ),
    "licences.copy_ended": Sentence(
        _("这份加注件 {until} 已到期，不能再用。"), _("请持有人在“我的证照”里重新制作一份。")
    ),
}
