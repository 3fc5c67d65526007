"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "revisions.choice_missing": Sentence(
        _("还有 {left} 处冲突没有选。第一处：{first}"), _("每一处都选一边，再提交。")
    ),
    "revisions.conflicts_open": Sentence(
        _("这份修订稿和已发布的内容有 {count} 处冲突。第一处：{first}"),
        _("先到冲突页逐处选定，再接着改。"),
    ),
    "revisions.day_past": Sentence(_("{on} 已经过去。"), _("选今天（{today}）或以后的日子。")),
    "revisions.files_refused": Sentence(
        _("有 {count} 处读不出来，没有保存。第一处在 {place}：{first}"), _("改好再保存；之前保存的还在。")
    ),
    "revisions.later_change": Sentence(
        _("之后发布的版本又改了同一处：{first}"), _("不能整份撤回；另起一份修订稿改回这一处。")
    ),
    "revisions.moved": Sentence(
        _("您打开以后，这份修订稿动过（现在是第 {sequence} 次，您看的是第 {seen} 次）。"),
        _("重新打开，看过差异，再做一次。"),
    ),
    "revisions.not_found": Sentence(_("没有这份修订稿。"), _("回到修订稿清单，从里面选。")),
    "revisions.not_now": Sentence(
        _("这份修订稿现在是“{state}”，不能这样办。"), _("重新打开这一页，按现在这一步办。")
    ),
    "revisions.not_your_office": Sentence(
        _("这一步由别的部门办（{office}）。"), _("请那个部门办，或者改自己部门的修订稿。")
    ),
    "revisions.nothing_changed": Sentence(_("还没有改任何文件。"), _("先改，再提交。")),
    "revisions.own_work": Sentence(_("自己写的，不能自己审。"), _("请另一个人审。")),
    "revisions.proof_failed": Sentence(
        _("证明有 {count} 处不通过。第一处在 {place}：{first}"), _("改好全部问题，再提交一次。")
    ),
    "revisions.reason_missing": Sentence(_("没有写原因。"), _("写明原因，让作者知道要改什么。")),
    "revisions.reviewed_already": Sentence(
        _("您或您的部门已经审过，两道审核不能是同一个人。"), _("请另一个人审。")
    ),
    "revisions.title_missing": Sentence(_("没有写名称。"), _("写明这份修订稿改什么。")),
}
