"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "notices.not_found": Sentence(_("没有这条消息。"), _("从“消息”里打开。")),
}
