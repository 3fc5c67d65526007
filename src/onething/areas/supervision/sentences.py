"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "supervision.warning_not_found": Sentence(_("没有这盏灯，或者它不归您看。"), _("从红单里再打开一次。")),
    "supervision.not_now": Sentence(
        _("这盏灯现在是“{standing}”，不能这样处理。"), _("重新打开它，看看已经处理到哪里。")
    ),
    "supervision.words_missing": Sentence(_("没有写明理由。"), _("写清楚再提交，写下的会一直保留。")),
}
