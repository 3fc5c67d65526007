"""The words of the adapter's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "departments.unavailable": Sentence(
        _("{system} 的系统现在连不上。"), _("我们会自动重试；急的话打 12345。")
    ),
}
