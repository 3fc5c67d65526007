"""The words of errors about documents."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "documents.values_missing": Sentence(
        _("《{title}》还缺必须写明的内容：{fields}。"), _("补齐后再生成；缺一项都不能用印。")
    ),
    "documents.glyph_missing": Sentence(
        _("字库里没有这些字：{characters}（{code_points}）。"),
        _("请看看是不是打错了；名字确实是这个字的，请到窗口办理，窗口会报字库补字。"),
    ),
}
