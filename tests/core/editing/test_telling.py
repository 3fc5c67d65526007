"""A difference is told as the editor calls things, not as the files write them."""

import pytest

from onething.core.catalogue.loader import load_package
from onething.core.revisions.differences import difference
from tests.core.editing.test_scenes import FILES, PACKAGE

CARE, SCENE = "items/care-allowance.yaml", "scenes/disabled-services.yaml"


def told(path, *edits):
    """Return what is told of the one file that is other, each edit being text before and after."""
    text = FILES[path].decode()
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after, 1)
    files = {**FILES, path: text.encode()}
    found = difference(FILES, files, before=PACKAGE, after=load_package(files).package)
    (member,) = found.members
    return member.name.zh, [one.zh for one in member.told]


class TestADifference:
    def test_names_whose_paper_it_is_and_how_it_may_be_given(self):
        line = "{role: applicant, material: id-card, accepts: [upload, paper]"
        name, said = told(CARE, (line, line.replace("upload, paper", "licence, upload")))
        assert name == "重度残疾人护理补贴"
        assert said == ["材料 › 本人 · 身份证 › 可以怎么交：上传、纸件 → 电子证照、上传"]

    def test_names_a_number_by_its_box(self):
        assert told(CARE, ("promised_days: 15", "promised_days: 10"))[1] == ["时限 › 承诺天数：15 → 10"]

    def test_names_what_comes_with_all_its_boxes_by_the_first(self):
        line = "{role: applicant, material: id-card, accepts: [upload, paper]"
        said = told(CARE, (line, line + ", confirms: {text: 人证相符, repeats: [applicant/person.name]}"))[1]
        assert said == ["材料 › 本人 · 身份证 › 网上确认时写什么 新增：人证相符"]

    def test_says_conditions_in_words(self):
        name, said = told(SCENE, ('certified != "valid"', 'certified == "none"'))
        assert name == "残疾人服务一件事"
        assert said[0] == (
            "事项、顺序和角色 › 残疾人证办理 › 什么情况下："
            "“您有残疾人证吗”答的不是“有，在有效期内” → “您有残疾人证吗”答的是“没有”"
        )
        assert not [one for one in said if "==" in one or "&&" in one]

    @pytest.mark.parametrize("item", ["care-allowance", "birth-registration"])
    def test_of_any_whole_line_names_it(self, item):
        path = f"items/{item}.yaml"
        lines = FILES[path].decode().split("\n")
        gone = next(at for at, one in enumerate(lines) if "material: household-book" in one)
        files = {**FILES, path: "\n".join(lines[:gone] + lines[gone + 1 :]).encode()}
        found = difference(FILES, files, before=PACKAGE, after=load_package(files).package)
        (member,) = found.members
        assert [one.zh for one in member.told if "材料" in one.zh and "户口簿 删去" in one.zh]
