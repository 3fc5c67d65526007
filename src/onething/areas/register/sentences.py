"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "register.upgrade_closed": Sentence(_("这一条{state}，不能再改。"), _("需要的话另立一条。")),
    "register.upgrade_unproved": Sentence(_("没有写依据或理由。"), _("解决了就写凭什么，不做了就写为什么。")),
    "register.upgrade_owner_missing": Sentence(_("没有写由谁负责。"), _("写明负责的单位。")),
    "register.upgrade_too_early": Sentence(_("{target_on} 已经过了。"), _("写今天或以后的日子。")),
    "register.upgrade_not_needed": Sentence(
        _("这个事项已经全程网办，或者不是依申请办理的。"), _("不用立升级计划。")
    ),
    "register.upgrade_not_found": Sentence(_("没有这条升级计划。"), _("回到升级路径重新找。")),
    "register.upgrade_open_already": Sentence(
        _("这个事项的这条堵点已经有一条在办的计划。"), _("打开那一条来改。")
    ),
    "register.key_malformed": Sentence(
        _("编号第 {at} 位“{sign}”不能用。"),
        _("编号只用字母、数字、汉字、“-”、“_”、“.”和括号，不以“.”开头。"),
    ),
    "register.key_taken": Sentence(
        _("编号“{key}”已经是“{where}”的。"), _("换一个编号；要改那一项，从它的页面开始改。")
    ),
    "register.code_taken": Sentence(
        _("实施编码“{item}”已经是“{where}”的。"), _("对照编码表改正；要改那一项，从它的页面开始改。")
    ),
    "register.codes_differ": Sentence(
        _("实施编码里的基本编码是 {inside}，这里写的是 {basic}。"), _("对照目录，改正其中一个。")
    ),
    "register.no_news": Sentence(
        _("来源“{source}”对“{key}”没有新内容，或者这一项不是本市改过的。"), _("回到它的页面看现行的内容。")
    ),
    "register.news_moved": Sentence(
        _("打开这页以后，来源又有新内容，或者这一项又发布了。"), _("重新打开这页，再选一次。")
    ),
    "register.news_undecided": Sentence(
        _("还有 {left} 处没有选。第一处：{first}"), _("每一处都选一边，再合并。")
    ),
    "register.item_not_found": Sentence(
        _("事项库里没有来源“{source}”的事项“{key}”，或者没有这一版。"), _("回到事项库重新找。")
    ),
}
