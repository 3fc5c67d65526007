"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "ratings.token_unknown": Sentence(_("这个评价链接不对。"), _("从办件页或消息里再打开一次。")),
    "ratings.already_rated": Sentence(_("这件事您已经评过了。"), _("想补充，请打 12345。")),
    "ratings.text_too_long": Sentence(_("写了 {length} 个字，最多 {most} 个。"), _("短一点再提交。")),
}
