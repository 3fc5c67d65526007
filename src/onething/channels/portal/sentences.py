"""The words of what the citizens' pages refuse themselves."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "portal.unknown_way": Sentence(_("没有“{way}”这种交法。"), _("重新打开这一页，从列出的里面选。")),
    "portal.unknown_answer": Sentence(
        _("没有“{answer}”这种答复。"), _("重新打开这一页，按“我确认”或者“不同意”。")
    ),
    "portal.consent_not_found": Sentence(
        _("没有这一条同意，或者已经收回、已经办完。"), _("回到“谁看过我的信息”看现在还有哪些。")
    ),
}
