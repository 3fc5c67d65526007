"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "people.account_not_found": Sentence(
        _("没有这个账号，或者它已经停用。"), _("看看证件号有没有写错，或者去窗口开通。")
    ),
    "people.account_exists": Sentence(
        _("这个证件号或工号已经有账号了。"), _("直接登录；忘了密码可以去窗口重设。")
    ),
    "people.account_incomplete": Sentence(
        _("开账号少了一样：群众要证件号，工作人员要工号。"), _("补上再开。")
    ),
    "people.authority_backwards": Sentence(
        _("授权的结束日 {to_on} 不在开始日 {from_on} 之后。"), _("把结束日往后改。")
    ),
    "people.authority_for_oneself": Sentence(_("自己的事不用授权给自己。"), _("填代办人的姓名和证件号。")),
    "people.authority_not_found": Sentence(
        _("没有这份授权，或者它已经结束。"), _("回到“家人代办”看现有的授权。")
    ),
    "people.authority_too_long": Sentence(
        _("委托代办一次最长 {longest_days} 天。"), _("选一个近一点的结束日，到期可以再授权。")
    ),
    "people.organisation_needs_agent": Sentence(
        _("单位只能委托代理人，没有监护人，也没有帮助申请的人。"),
        _("改成委托代理人，带单位盖章的授权委托书。"),
    ),
    "people.authority_over": Sentence(
        _("授权的最后一天已经过了，确认了也不能用。"), _("对照证明材料改日期；材料过期了就不予确认。")
    ),
    "people.claim_waits": Sentence(
        _("这一份已经登记过，登记码 {claim_code}，正等窗口核对。"),
        _("带证明材料到窗口，报登记码；要改内容，先撤回再登记。"),
    ),
    "people.paper_missing": Sentence(
        _("还没有留下证明材料的影像。"), _("看过原件，拍照或扫描传上来，再确认。")
    ),
    "people.refusal_unexplained": Sentence(_("不予确认要写明原因。"), _("写一句差什么、该怎么办。")),
    "people.not_a_demo": Sentence(_("只有演示环境可以不用密码登录。"), _("用您的证件号和密码登录。")),
    "people.password_due": Sentence(
        _("这个密码是别人替您设的，还不能用来办事。"), _("在网页上登录，换成只有您知道的密码，再来。")
    ),
    "people.same_password": Sentence(_("新密码和原来的一样。"), _("换一个只有您知道的。")),
    "people.sign_in_failed": Sentence(_("证件号（工号）或密码不对。"), _("看看大小写和数字，再试一次。")),
    "people.sign_in_locked": Sentence(
        _("试错太多次，为了安全先锁一会儿。"), _("{again_at} 后再试，或者去窗口重设密码。")
    ),
    "people.wrong_old_password": Sentence(_("原来的密码不对。"), _("再写一次原来的密码。")),
}
