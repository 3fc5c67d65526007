"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "register.item_not_found": Sentence(
        _("事项库里没有来源“{source}”的事项“{key}”，或者没有这一版。"), _("回到事项库重新找。")
    ),
}
