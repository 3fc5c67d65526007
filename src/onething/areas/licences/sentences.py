"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "licences.not_found": Sentence(
        _("没有这份证照，或者您不能看。"), _("对照证照标识再输一次，或者从“我的证照”里打开。")
    ),
}
