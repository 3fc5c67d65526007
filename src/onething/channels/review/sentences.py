"""The words of this channel's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "review.subscription_ended": Sentence(
        _("没有这个订阅地址，或者它已经收回。"), _("到“日历订阅”重新生成一个。")
    ),
}
