"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "ratings.token_unknown": Sentence(_("这个评价链接不对。"), _("从办件页或消息里再打开一次。")),
    "ratings.already_rated": Sentence(_("这件事您已经评过了。"), _("想补充，请打 12345。")),
    "ratings.text_too_long": Sentence(_("写了 {length} 个字，最多 {most} 个。"), _("短一点再提交。")),
    "ratings.not_yours": Sentence(
        _("这件事不是您的，不能替别人评（好差评规则：办事的人自己评）。"), _("请办事的人自己打开链接评。")
    ),
    "ratings.order_not_found": Sentence(_("没有这张差评工单，或者它不归您看。"), _("从“差评工单”里打开。")),
    "ratings.not_now": Sentence(
        _("这张工单现在是“{state}”，还不能这样办。"), _("刷新工单，按现在这一步办。")
    ),
    "ratings.second_person": Sentence(_("认定无效的人不能自己复核。"), _("请另一位督查人员复核。")),
    "ratings.words_missing": Sentence(_("还没有写办了什么、为什么。"), _("写清楚再提交。")),
    "ratings.names_rater": Sentence(
        _("写的话会让人认出评价人（姓名、号码或办件编号）。"), _("去掉这些，只写事情本身。")
    ),
    "ratings.appeal_too_late": Sentence(_("申诉的时间 {until} 已过。"), _("不能再申诉；整改照常。")),
}
