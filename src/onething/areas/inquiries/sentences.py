"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "inquiries.not_found": Sentence(_("没有这条咨询，或者不是您的。"), _("回到“首问登记”看您手里的。")),
    "inquiries.nothing_asked": Sentence(_("还没写对方问了什么。"), _("把问题写下来再登记。")),
    "inquiries.answer_missing": Sentence(
        _("材料、程序、时限没有一次说全。"), _("三样都说到就全勾上；有一样与此事无关，写明为什么。")
    ),
    "inquiries.reason_needed": Sentence(_("还没写理由。"), _("写一句为什么，再按一次。")),
    "inquiries.not_responsible": Sentence(_("这条咨询现在由{name}负责。"), _("请找{name}。")),
    "inquiries.answered_already": Sentence(_("这条咨询已经答复了。"), _("对方又问，就另登记一条。")),
    "inquiries.not_offered": Sentence(_("这条咨询没有等您确认。"), _("刷新后再看。")),
    "inquiries.offered_already": Sentence(
        _("已经转给同事，对方还没确认。"), _("等对方确认或者退回；也可以您自己答复。")
    ),
    "inquiries.to_oneself": Sentence(_("不能转给自己。"), _("自己答复，或者填另一位同事的工号。")),
    "inquiries.colleague_unknown": Sentence(_("没有工号是 {number} 的工作人员。"), _("核对工号再填。")),
}
