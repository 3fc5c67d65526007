"""What the errors of this channel say."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "studio.not_in_draft": Sentence(_("这份草稿里没有“{id}”。"), _("回到草稿看看改了哪些，从那里打开。")),
}
