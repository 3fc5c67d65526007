"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "notices.not_found": Sentence(_("没有这条消息。"), _("从“消息”里打开。")),
    "notices.letter_not_found": Sentence(
        _("没有这封发出的消息，或者它不归您看。"), _("从“没送到的消息”里打开。")
    ),
    "notices.already_settled": Sentence(
        _("这封消息已经有人处理，或者已经送到。"), _("刷新清单，看最新的情况。")
    ),
    "notices.how_missing": Sentence(_("还没有写怎样告诉本人的。"), _("写明时间和方式，再登记。")),
    "notices.quiet_too_long": Sentence(
        _("和全市的免打扰时段合起来，一天只剩 {hours} 小时能收消息，至少要留 {least} 小时。"),
        _("把自己的免打扰时段改短。"),
    ),
    "notices.provider_down": Sentence(
        _("发消息的通道 {provider} 现在不通。"), _("系统会自动再发，不用做什么。")
    ),
    "notices.provider_silent": Sentence(
        _("发消息的通道 {provider} 没有按时应答。"), _("系统会自动再问，不用做什么。")
    ),
    "notices.address_refused": Sentence(
        _("{provider} 不能发到这个号码或地址：{reason}。"), _("核对号码，或者换一种方式告诉本人。")
    ),
}
