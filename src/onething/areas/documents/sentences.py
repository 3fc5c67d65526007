"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "documents.not_found": Sentence(_("没有这份文书，或者您不能看。"), _("从办件页里打开文书。")),
    "documents.code_unknown": Sentence(
        _("没有文书带这个验真码。"), _("对照纸上的二维码再输一次；还是查不到，打 12345。")
    ),
}
