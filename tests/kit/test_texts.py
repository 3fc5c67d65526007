"""Chinese in the code, English beside it."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from onething.kit import texts
from onething.kit.texts import BadText, Message, read_po, used_in_python, used_in_template, written


class TestAPoFile:
    def test_gives_back_what_was_written_into_it(self):
        messages = [
            Message('说“好”\n换行 \\ "引号"'),
            Message("有 %(n)s 处", plural="有 %(n)s 处"),
            Message("审批", context="button"),
        ]
        assert [entry.message for entry in read_po(written(messages), "x")] == messages

    def test_joins_lines_and_takes_plural_forms(self):
        text = 'msgid ""\n"甲"\n"乙"\nmsgid_plural "甲乙"\nmsgstr[0] "one"\nmsgstr[1] "many"\n'
        (entry,) = read_po(text, "x")
        assert (entry.message.zh, entry.en) == ("甲乙", ("one", "many"))

    def test_names_the_line_that_is_wrong(self):
        with pytest.raises(BadText, match=r"^app/en\.po:2: "):
            read_po('msgid "甲"\nmsgstr one\n', "app/en.po")


class TestTheSource:
    def test_is_read_in_python(self):
        source = '_("甲")\ngettext_lazy("乙" "丙")\nngettext("丁", "丁", n)\npgettext("c", "戊")\nother("己")'
        assert list(used_in_python(source)) == [
            Message("甲"),
            Message("乙丙"),
            Message("丁", plural="丁"),
            Message("戊", context="c"),
        ]

    def test_is_read_in_templates(self):
        source = (
            '{% load i18n %}{% translate "甲" %}{% translate "乙" as x %}{% trans "丙" context "c" %}'
            "{% blocktranslate count n=items %}{{ n }} 件{% plural %}{{ n }} 件{% endblocktranslate %}"
            "{% blocktranslate with name=x.name %}您好，{{ name }}{% endblocktranslate %}"
            '<input value="{{ _("丁") }}">'
        )
        assert set(used_in_template(source)) == {
            Message("甲"),
            Message("乙"),
            Message("丙", context="c"),
            Message("%(n)s 件", plural="%(n)s 件"),
            Message("您好，%(name)s"),
            Message("丁"),
        }


class TestTheTwoLanguages:
    def test_are_spoken_by_choice(self):
        with translation.override("en"):
            assert gettext("需要人帮忙") == "Need a person"
            assert ngettext("有 %(n)s 处要改", "有 %(n)s 处要改", 1) == "%(n)s thing to correct"
            assert ngettext("有 %(n)s 处要改", "有 %(n)s 处要改", 2) == "%(n)s things to correct"
        with translation.override("zh-hans"):
            assert gettext("需要人帮忙") == "需要人帮忙"
            assert ngettext("有 %(n)s 处要改", "有 %(n)s 处要改", 2) == "有 %(n)s 处要改"

    def test_find_a_sentence_that_lacks_its_english(self, tmp_path, monkeypatch):
        (tmp_path / "views.py").write_text('_("还没有英文")\n_("已有英文")\n', "utf-8")
        (tmp_path / "locale").mkdir()
        (tmp_path / "locale" / "en.po").write_text(
            'msgid "已有英文"\nmsgstr "Has one"\nmsgid "没人说"\nmsgstr "Nobody"\n', "utf-8"
        )
        monkeypatch.setattr(texts, "folders", lambda: iter([("app", tmp_path)]))
        assert [line.message.zh for line in texts.missing()] == ["还没有英文"]
        assert [entry.message.zh for _, entry in texts.unused()] == ["没人说"]
