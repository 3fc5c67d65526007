"""The words of errors that belong to no area."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "family.NotFound": Sentence(
        _("没有找到您要的内容，或者它不归您看。"), _("看看编号有没有写错，或者从首页重新找。")
    ),
    "family.NotAllowed": Sentence(_("这件事不归您的账号办。"), _("换一个账号登录，或者找经办部门。")),
    "family.RuleBroken": Sentence(_("按规定还不能这样办。"), _("改一改再试；已填的内容都还在。")),
    "family.Conflict": Sentence(_("刚才有人先改了同一件事。"), _("刷新后看最新的情况，再决定要不要继续。")),
    "family.Unavailable": Sentence(
        _("现在暂时办不了，某个系统没有回应。"), _("过几分钟再试；已填的内容都还在。")
    ),
    "family.DomainError": Sentence(_("这一步没有办成。"), _("过几分钟再试，或者打 12345。")),
    "core.permission_missing": Sentence(
        _("这一步要有“{permission}”的权限，您的账号没有。"), _("换一个账号登录，或者请有权限的同事办。")
    ),
    "kit.port_not_bound": Sentence(_("系统的“{port}”部分没有接好。"), _("请告诉系统管理员。")),
    "kit.sign_in_first": Sentence(_("要先登录。"), _("登录后会回到这一页。")),
    "kit.no_page": Sentence(
        _("没有这一页，地址可能写错了，或者页面已经搬走。"), _("从首页重新找，或者打 12345。")
    ),
    "kit.bad_request": Sentence(_("浏览器发来的内容不完整。"), _("回到上一页再试一次。")),
    "kit.broken": Sentence(
        _("不是您的错，是我们的程序出了问题，已经记下。"),
        _("您填的内容都还在；过几分钟再试，或者打 12345，报下面的编号。"),
    ),
    "kit.page_expired": Sentence(
        _("这一页开得太久，已经过期，刚才的操作没有生效。"), _("回到上一页，刷新后再点一次。")
    ),
    "kit.too_big": Sentence(_("发来的文件超过了上限，没有收下。"), _("把照片拍小一点，或者分几次传。")),
    "kit.wrong_method": Sentence(_("这个地址不能直接打开。"), _("回到上一页，用页面上的按钮。")),
    "kit.busy": Sentence(_("现在人多，系统忙不过来。"), _("等一会儿再试；已填的内容都还在。")),
}
