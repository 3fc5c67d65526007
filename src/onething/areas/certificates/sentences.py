"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "certificates.kind_unknown": Sentence(
        _("没有“{kind}”这一种村级证明。"), _("从清单里选；清单上没有的，也不得要求，请打 12345。")
    ),
    "certificates.kind_kept": Sentence(_("“{kind}”在保留清单上，可以出具。"), _("按保留清单的样式出具。")),
    "certificates.asker_missing": Sentence(_("没有写是谁要的。"), _("选部门，或者写出单位名称。")),
    "certificates.village_only": Sentence(_("这张告知单由村（社区）出具。"), _("请用村（社区）的账号登录。")),
    "certificates.slip_not_found": Sentence(
        _("没有这张告知单，或者它是别的村（社区）的。"), _("核对编号，或者打 12345 问。")
    ),
}
