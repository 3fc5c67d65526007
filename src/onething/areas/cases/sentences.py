"""The words of the area's own errors; those of core bring theirs."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import OWN, Sentence

#: What can be done where nothing that was sent can be put right. The rule's own words come before it.
_NOW = _("刷新看这一件现在到了哪一步，再办现在能办的。")
_DONE = _("不用再办；结果在这一件的页面上。")
_ON_THE_DAY = _("到那一天再办。")
_BY_AN_OFFICER = _("转给工作人员办。")
_NOT_ASKED_AGAIN = _("去掉这一项；按现有的材料受理或者作决定。")
REMEDIES = {
    "cases.already_ended": _DONE,
    "cases.nothing_to_deliver": _DONE,
    "cases.not_now": _NOW,
    "cases.clock_stands": _("先登记结论、恢复计时，再作决定。"),
    "cases.wrong_step": _NOW,
    "cases.no_such_step": _NOW,
    "cases.no_such_pause": _NOW,
    "cases.no_such_result": _NOW,
    "cases.nothing_asked": _NOW,
    "cases.nothing_to_tell": _NOW,
    "cases.not_awaited": _NOW,
    "cases.not_proactive": _NOW,
    "cases.silence_without_effect": _NOW,
    "cases.silence_accepted": _("按已经受理往下办。"),
    "cases.silence_not_due": _ON_THE_DAY,
    "cases.supplement_not_due": _ON_THE_DAY,
    "cases.notice_too_early": _("等各部门都查完，或者到那一天自动发出。"),
    "cases.person_needed": _BY_AN_OFFICER,
    "cases.not_automatic": _BY_AN_OFFICER,
    "cases.same_person": _("交给没有收件、没有拟稿的同事办。"),
    "cases.not_holder": _NOW,
    "cases.at_intake": _("等窗口补好再办。"),
    "cases.not_at_intake": _NOW,
    "cases.no_intake": _("登记缺漏，一次告知申请人。"),
    "cases.draft_waits": _("看完拟稿，确认签发或者写明理由退回。"),
    "cases.no_draft": _NOW,
    "cases.supervisor_needed": _("请监督人员写明理由批准。"),
    "cases.told_once": _NOT_ASKED_AGAIN,
    "cases.told_twice": _NOT_ASKED_AGAIN,
    "cases.comes_from_other_item": _NOT_ASKED_AGAIN,
    "cases.comes_by_itself": _NOT_ASKED_AGAIN,
    "cases.later_open": _("等材料补齐再准予；到期没补的，另作决定。"),
    "cases.pause_open": _("先结束特别程序，再办这一步。"),
    "cases.certificate_first": _("先制作证照，再送达。"),
    "cases.certificate_number_misread": _("对照证件把编号再填一次；制作电子证照就不填。"),
    "cases.held_by_colleague": _("写明理由接手，或者等同事办完。"),
    "cases.clock_set_back": _("请管理员校准时钟；时钟没错，就等过了那一刻再办。已填的内容都还在。"),
    "cases.no_such_case": _("看看编号有没有写错。"),
    "cases.empty_application": _("回到问题改回答；拿不准的，问窗口或者打 12345。"),
}

SENTENCES = {
    **{code: Sentence(OWN, remedy) for code, remedy in REMEDIES.items()},
    "cases.application_not_found": Sentence(
        _("没有找到申请 {application}。"), _("对照回执看看编号有没有写错，或者登录后从“我的申请”进入。")
    ),
    "cases.number_unknown": Sentence(
        _("编号写得对，但没有这一件：{printed}。"),
        _("请对方照收件凭证再念一遍，逐组核对；没有凭证的，请对方登录后从“我的申请”里找。"),
    ),
    "cases.caller_not_shown": Sentence(
        _("对方报的和这一件对不上，或者还不够。"),
        _("请对方再报一次查询码；没有查询码的，报申请人姓名和证件号最后四位。还对不上，就不说内容。"),
    ),
    "cases.envelope_missing": Sentence(
        _("申请 {application} 的密封原件不在原来的地方。"), _("先从备份找回这份原件，再移交。")
    ),
    "cases.case_not_found": Sentence(
        _("没有找到办件 {case}，或者它不在您的部门。"),
        _("看看编号有没有写错；已经转走的，找现在的经办部门。"),
    ),
    "cases.already_asked": Sentence(
        _("办件 {case} 已经报过延期，负责人还没有答复。"), _("等负责人答复；期限在答复前不变。")
    ),
    "cases.question_not_found": Sentence(
        _("没有这一条报延期，或者已经答复过了。"), _("回到“报延期”看还有哪些没答复。")
    ),
    "cases.not_yours": Sentence(_("{case} 不在您手里，不能交接。"), _("只选您自己在办的件。")),
    "cases.already_offered": Sentence(_("{case} 已经提出交接，对方还没有确认。"), _("等对方确认或者退回。")),
    "cases.hand_over_not_found": Sentence(
        _("没有这一条待您确认的交接，或者件已经不在原来的同事手里。"), _("回到“交接”看还有哪些。")
    ),
    "cases.given_by_lot": Sentence(
        _("这个事项由系统随机派件，{case} 没有派给您。"),
        _("按“下一件”办派给您的件；要换人办，请部门负责人改派。"),
    ),
    "cases.own_matter": Sentence(
        _("您是 {case} 的申请人、代理人或者家人，依法应当回避。"), _("请部门负责人派给别的同事。")
    ),
    "cases.not_of_office": Sentence(
        _("这位同事不在办理 {case} 的部门，或者不办审批。"), _("从本部门的同事里选一位。")
    ),
    "cases.original_not_found": Sentence(
        _("办件 {case} 没有这份原件。"), _("回到本件，从材料表里再打开一次。")
    ),
    "cases.moved": Sentence(_("{case} 在您打开之后又有了变化。"), _("刷新看最新的情况，再决定要不要继续。")),
    "cases.key_taken": Sentence(_("这张表已经用别的账号提交过。"), _("重新打开表单，再提交一次。")),
    "cases.scene_unknown": Sentence(
        _("“{scene}”已经有了新的版本。"), _("重新打开表单；已经填好的内容会带过去。")
    ),
    "cases.outside_period": Sentence(
        _("今天不是申请的日子：{days}受理。"), _("下一次从 {opens_on}起。填好的内容先存着，到那天再提交。")
    ),
    "cases.period_over": Sentence(
        _("申请的日子过了：{days}受理。"),
        _("下一次还没有公布；填好的内容先存着，公布后再提交，或者打 12345 问。"),
    ),
    "cases.sheet_changed": Sentence(_("签名之后内容又变了，签名不再有效。"), _("再核对一遍，重新签名。")),
    "cases.submission_refused": Sentence(
        _("还有内容没填好或材料没交齐。"), _("照每一项后面的说明补好，再提交；已填的内容都还在。")
    ),
    "cases.values_refused": Sentence(
        _("填得不对：{names}。"), _("照每一项后面的说明改好，再交；填好的内容和选好的文件都还在。")
    ),
    "cases.point_unknown": Sentence(
        _("这件事项没有要“{keys}”，补了也没处收。"), _("从这件的填写项和材料里选，再记一次。")
    ),
    "cases.office_unknown": Sentence(
        _("没有这个部门，或者没有这一级的这个地方：{department} {division}。"), _("从本市的部门和地方里选。")
    ),
    "cases.unreachable": Sentence(
        _("电话和电子邮箱都没有了，部门就联系不上您了。"), _("电话和电子邮箱，至少留一个。")
    ),
    "cases.authority_ended": Sentence(
        _("您替这位申请人办事的授权今天不在有效期内。"), _("重新登记授权，或者请本人办理。")
    ),
    "cases.not_yourself": Sentence(
        _("申请人不是您本人，也没有写明您的授权。"), _("在“家人代办”里选授权，或者改为本人申请。")
    ),
    "cases.gives_missing": Sentence(
        _("准予还要写明结果里的：{fields}。"), _("填上再作决定，后面的事项要用。")
    ),
    "cases.answer_unreadable": Sentence(
        _("部门系统对 {case} 的答复读不懂。"), _("答复要有版本号（从 1 起）、意见和是否同意，改好重发。")
    ),
    "cases.answer_changed": Sentence(
        _("{case} 的第 {version} 次答复先前收到过，内容不同。"), _("用下一个版本号重发。")
    ),
    "cases.handover_refused": Sentence(
        _("{system} 推来的 {number} 没有登记：{why}。"), _("核对事项、系统和日期，改好用下一个版本号重发。")
    ),
    "cases.envelope_broken": Sentence(
        _("密封的提交 {name} 被改过，和它的哈希对不上。"), _("从备份里取回这个文件，再恢复一次。")
    ),
    "cases.storage_full": Sentence(
        _("服务器的磁盘满了，这次没有收下。"), _("过几分钟再提交一次，不会重复；急的话打 12345。")
    ),
    "cases.push_not_found": Sentence(
        _("没有停发的 {key}，或者不归您的部门。"), _("刷新清单；可能同事刚办过。")
    ),
    "cases.item_not_ruled": Sentence(
        _("“{item}”不能由规则审批，或者不归您管。"), _("在列表里选本部门可以自动审批的事项。")
    ),
    "cases.nothing_to_confirm": Sentence(_("没有等第二个人批准的设置。"), _("刷新看现在的设置。")),
}
