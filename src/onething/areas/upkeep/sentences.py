"""The words of the area's own errors, and of those of the job table."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "upkeep.why_missing": Sentence(_("没有写理由。"), _("写明查到什么、为什么重做或者放弃。")),
}
