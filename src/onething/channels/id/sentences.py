"""The words of what has no name here."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "id.name_unknown": Sentence(
        _("没有叫“{name}”的事物。"), _("事项列在 /api/v1/items，整个目录在 /api/v1/exports/turtle。")
    ),
}
