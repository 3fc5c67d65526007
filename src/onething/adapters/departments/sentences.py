"""The words of the adapter's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "departments.push_refused": Sentence(
        _("{system} 的系统不收这一条：{reason}"), _("核对内容，和对方系统的人商量后重发，或者写明理由停发。")
    ),
    "departments.unavailable": Sentence(
        _("{system} 的系统现在连不上。"), _("我们会自动重试；急的话打 12345。")
    ),
}
