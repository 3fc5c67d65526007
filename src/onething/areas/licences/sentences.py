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
        _("{act}证照要有决定书，这里没有。"),
        _("写明决定的文号；要收回的，在原来的办件上提出，由另一位负责人决定。"),
    ),
    "licences.successor_missing": Sentence(_("换发要写明新的证照，其他变动不写。"), _("请联系系统管理员。")),
    "licences.leave_missing": Sentence(
        _("持有人没有授权贵部门使用这份证照，也没有写明法律依据。"),
        _("请持有人在“我的证照”里授权，或者写明允许查用的法律条款。"),
    ),
    "licences.law_not_listed": Sentence(
        _("“{law}”不是这个事项的设定依据，不能据它查用证照。"),
        _("从事项的设定依据里选一条，或者请持有人在“我的证照”里授权。"),
    ),
    "licences.use_incomplete": Sentence(
        _("查用证照要写明用哪些字段、为了什么。"), _("选要用的字段，写明用途，再查。")
    ),
    "licences.renewal_not_longer": Sentence(
        _("延续要写一个比现在更晚的有效期（行政许可法第五十条）。"), _("写新的最后一天；长期有效的不用延续。")
    ),
    "licences.alteration_empty": Sentence(
        _("变更以后和现在一样，没有要换发的（行政许可法第四十九条）。"), _("写明哪一项变成什么。")
    ),
    "licences.field_unknown": Sentence(_("这种证照没有“{name}”这一项。"), _("从这份证照上的项目里选。")),
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
