"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "guidance.advice_empty": Sentence(_("还没写意见。"), _("写明缺什么、怎么补；不缺就写不缺。")),
    "guidance.advice_not_found": Sentence(
        _("没有这一条预审，同事已经答复，或者本人已经提交。"), _("回到预审列表看别的。")
    ),
    "guidance.bearers_outside": Sentence(_("{role}的人数要在 {least} 到 {most} 之间。"), _("改一下人数。")),
    "guidance.draft_moved": Sentence(
        _("这份草稿在别的页面里改过了，不一样的地方：{differs}。"),
        _("看看最新的内容，再决定要不要改；您刚才写的还在这一页上。"),
    ),
    "guidance.draft_not_found": Sentence(
        _("没有这份草稿，或者它已经到期删除。"), _("从“我的草稿”里找，或者重新开始。")
    ),
    "guidance.draft_submitted": Sentence(
        _("这份草稿已经提交，申请编号 {number}。"), _("到“我的申请”里看进度；要改的话在那里补充。")
    ),
    "guidance.line_unknown": Sentence(
        _("按现在的回答，没有“{line}”这一项。"), _("重新打开这一页，看最新的清单。")
    ),
    "guidance.nothing_picked": Sentence(_("没有选记录。"), _("至少选一条。")),
    "guidance.not_confirmed": Sentence(
        _("还有 {count} 份材料没有确认：{names}。"),
        _("请他们登录后在“等我确认”里确认；不方便的，改交签好的纸件或照片。"),
    ),
    "guidance.not_ready": Sentence(
        _("还有 {count} 处没有填好：{names}。"), _("补好这几处再提交，其他内容都已经存下。")
    ),
    "guidance.not_represented": Sentence(
        _("您没有替这个人办这件事的有效授权。"), _("在“家人代办”里登记授权，或者请本人办理。")
    ),
    "guidance.not_your_draft": Sentence(
        _("这份草稿是本人的，窗口不能删，也不能换人。"), _("请本人在网上自己删；要给别人办，重新开始一份。")
    ),
    "guidance.promise_outside": Sentence(
        _("“{label}”可以后补，但要在今天之后、最迟 {latest}。"), _("换一个日期，或者换一种交法。")
    ),
    "guidance.refusal_without_reason": Sentence(_("没有写不确认的原因。"), _("写明哪里不对，对方才好改。")),
    "guidance.statement_changed": Sentence(
        _("您看的时候，对方改了表里的内容，确认书跟着变了。"), _("看看现在的内容，再决定要不要确认。")
    ),
    "guidance.statement_not_ready": Sentence(
        _("还不能请对方确认，先填好：{names}。"), _("补好这几处，再请对方确认。")
    ),
    "guidance.nothing_to_withdraw": Sentence(
        _("这份现在没有确认，不用收回。"), _("看看现在的内容，再决定要不要确认。")
    ),
    "guidance.confirmation_over": Sentence(
        _("这份已经随申请交出，或者正在提交，改不了了。"), _("要收回，请联系申请人撤回申请。")
    ),
    "guidance.statement_not_found": Sentence(
        _("没有要您确认的内容。"),
        _("申请人可能已经撤回或者改了交法，问问他；替单位或别人确认的，先登记授权。"),
    ),
    "guidance.question_unknown": Sentence(
        _("这件事没有“{question}”这个问题。"), _("重新打开这一页，再回答。")
    ),
    "guidance.sheet_changed": Sentence(
        _("您确认的内容和现在的草稿不一样了。"), _("再看一遍最新的内容，确认后提交。")
    ),
    "guidance.sign_in_first": Sentence(_("这一步要知道您是谁。"), _("先登录，已经填的都会留着。")),
    "guidance.sign_on_paper": Sentence(
        _("窗口不能替人电子签名。"), _("打印申请表，请本人签名，扫进来再提交。")
    ),
    "guidance.too_many_files": Sentence(
        _("“{label}”最多放 {most} 个文件。"), _("把几页合成一个 PDF，或者先删掉不用的。")
    ),
    "guidance.delivery_differs": Sentence(
        _("申请表和领取方式里的{part}不一样，邮件只寄一处。"), _("把两处改成一样的。")
    ),
    "guidance.delivery_incomplete": Sentence(
        _("这种领取方式还要填：{names}。"), _("补填后再选，或者换一种领取方式。")
    ),
    "guidance.list_not_found": Sentence(
        _("没有这份清单，或者它的码已经过期。"), _("从首页重新选这件事，几个问题再答一次。")
    ),
    "guidance.way_refused": Sentence(_("“{label}”不能用这种方式提供。"), _("从列出的方式里选一种。")),
    "guidance.window_code_expired": Sentence(
        _("这个窗口码用到 {last_day} 为止，已经过期。"), _("草稿还在，请对方在网上再拿一个码。")
    ),
    "guidance.window_code_revoked": Sentence(
        _("这个窗口码本人已经收回。"), _("还要在窗口办，请对方在网上再拿一个码。")
    ),
    "guidance.window_code_unknown": Sentence(
        _("没有这个窗口码，或者它不是面前这位的。"), _("对照码和证件再填一遍。")
    ),
    "guidance.window_code_used": Sentence(
        _("这份申请已经交了，编号 {number}，窗口码不能再用。"), _("请对方用编号看进度。")
    ),
    "guidance.window_codes_locked": Sentence(_("窗口码填错太多次，先停一会儿。"), _("{again_at} 后再试。")),
    "values.*": Sentence("{sentence}", _("改好这一处，其他内容都还在。")),
}
